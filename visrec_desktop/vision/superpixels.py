"""A picture as a few hundred patches of like colour: small enough to compare each with every other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from visrec_desktop.vision.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FRAME = 2  # pixels: what lies in it belongs to the border


class Patches(NamedTuple):
    """A picture cut into n patches.

    Attributes:
        labels: int32 (H, W), the patch of each pixel, from 0.
        colours: float32 (n, 3), mean CIE Lab.
        places: float32 (n, 2), middle as shares of the longer side, across and down.
        sizes: float32 (n,), pixels.
        border: float32 (n,), how many pixels of the picture's outermost line it has.
        neighbours: int64 (m, 2), pairs that touch, each once.
    """

    labels: NDArray[np.int32]
    colours: NDArray[np.float32]
    places: NDArray[np.float32]
    sizes: NDArray[np.float32]
    border: NDArray[np.float32]
    neighbours: NDArray[np.int64]


def cut_up(lab: NDArray[np.float32], count: int) -> Patches:
    """Cut a picture along its edges: a watershed from the points of a grid.

    Args:
        lab: CIE Lab, float32 (H, W, 3), both sides at least 8 pixels.
        count: about how many patches.
    """
    labels = _watershed(lab, count)
    height, width = labels.shape
    flat = labels.ravel()
    total = int(flat.max()) + 1
    sizes = np.bincount(flat, minlength=total).astype(np.float32)
    sums = [np.bincount(flat, lab[..., channel].ravel(), total) for channel in range(3)]
    longer = max(height, width)
    across = np.bincount(flat, np.tile(np.arange(width), height), total) / longer
    down = np.bincount(flat, np.repeat(np.arange(height), width), total) / longer
    edge = np.concatenate([labels[0], labels[-1], labels[1:-1, 0], labels[1:-1, -1]])
    return Patches(
        labels,
        (np.stack(sums, axis=1) / sizes[:, None]).astype(np.float32),
        (np.stack([across, down], axis=1) / sizes[:, None]).astype(np.float32),
        sizes,
        np.bincount(edge, minlength=total).astype(np.float32),
        _touching(labels, total),
    )


def _watershed(lab: NDArray[np.float32], count: int) -> NDArray[np.int32]:
    height, width = lab.shape[:2]
    scale, origin = np.array([255 / 100, 1, 1], np.float32), np.array([0, 128, 128], np.float32)
    picture = np.clip(lab * scale + origin, 0, 255).astype(np.uint8)
    step = max(4, round((height * width / count) ** 0.5))
    rows, columns = np.arange(step // 2, height, step), np.arange(step // 2, width, step)
    marks = np.zeros((height, width), np.int32)
    marks[np.ix_(rows, columns)] = 1 + np.arange(len(rows) * len(columns)).reshape(len(rows), len(columns))
    cv2.watershed(picture, marks)
    marks[marks < 0] = 0
    while not marks.all():  # the lines between the patches go to a patch beside them
        grown = cv2.dilate(marks.astype(np.float32), np.ones((3, 3), np.uint8)).astype(np.int32)
        marks = np.where(marks == 0, grown, marks)
    labels: NDArray[np.int32] = np.searchsorted(np.unique(marks), marks).astype(np.int32)
    return labels


def _touching(labels: NDArray[np.int32], total: int) -> NDArray[np.int64]:
    pairs = []
    for one, other in ((labels[:, :-1], labels[:, 1:]), (labels[:-1], labels[1:])):
        differ = one != other
        low = np.minimum(one[differ], other[differ]).astype(np.int64)
        high = np.maximum(one[differ], other[differ]).astype(np.int64)
        pairs.append(low * total + high)
    found = np.unique(np.concatenate(pairs))
    return np.stack([found // total, found % total], axis=1)
