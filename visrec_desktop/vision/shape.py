"""The shape part: which way the outlines and folds of what a picture shows run, and where.

Histograms of oriented gradients (Dalal and Triggs, CVPR 2005) over the box of what stands out from the
picture's border: eight directions in six by six cells, a gradient shared out between the two nearest
directions. The square roots of magnitudes and of sums keep one strong edge from drowning the rest. Colour has
no part in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.values import Area
from visrec_desktop.vision.opencv import cv2
from visrec_desktop.vision.packs import SHAPE_DIMENSIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIDE = 64
_SMALL = 96
_CELLS = 6
_DIRECTIONS = 8
_STANDS_OUT = 18  # levels of 255 from the border's median
_LEAST = 0.01  # of the picture: less than that is a speck, and the whole picture is taken


def outline(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The shape of what a fitted picture shows.

    Args:
        rgb: uint8 (H, W, 3), RGB.

    Returns:
        float32 (288,), never negative, of length 1; even where the picture is plain.
    """
    small, rows, columns = _object(rgb)
    grey = cv2.cvtColor(np.ascontiguousarray(small[rows, columns]), cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    strength = np.sqrt(np.hypot(across, down))
    place = (np.arctan2(down, across) % np.pi) * (_DIRECTIONS / np.pi)
    first = place.astype(np.int64) % _DIRECTIONS
    beyond = (place - np.floor(place)).astype(np.float32)
    cells = np.empty((_DIRECTIONS, _CELLS, _CELLS), np.float32)
    for direction in range(_DIRECTIONS):
        share = (first == direction) * (1 - beyond) + ((first + 1) % _DIRECTIONS == direction) * beyond
        cells[direction] = cv2.resize(
            (strength * share).astype(np.float32), (_CELLS, _CELLS), interpolation=cv2.INTER_AREA
        )
    roots = np.sqrt(cells.ravel())
    length = float(np.linalg.norm(roots))
    if length == 0:
        return np.full(SHAPE_DIMENSIONS, SHAPE_DIMENSIONS**-0.5, np.float32)
    return (roots / length).astype(np.float32)


def by_place(rgb: NDArray[np.uint8], direction: NDArray[np.float32]) -> tuple[NDArray[np.float32], Area]:
    """What each cell adds to the scalar product of a fitted picture's shape with a direction.

    Args:
        rgb: uint8 (H, W, 3), RGB.
        direction: float32 (288,), such as the shape of another picture.

    Returns:
        float32 (6, 6), of which the sum is `outline(rgb) @ direction`; and where in the picture they lie.
    """
    _, rows, columns = _object(rgb)
    area = Area(
        columns.start / _SMALL,
        rows.start / _SMALL,
        (columns.stop - columns.start) / _SMALL,
        (rows.stop - rows.start) / _SMALL,
    )
    return (outline(rgb) * direction).reshape(_DIRECTIONS, _CELLS, _CELLS).sum(axis=0), area


def _object(rgb: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], slice, slice]:
    """The picture made small, and its rows and columns that differ from its border, or all of them."""
    small = cv2.resize(rgb, (_SMALL, _SMALL), interpolation=cv2.INTER_AREA)
    border = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    ground = np.median(border, axis=0).astype(np.int16)
    rows, columns = np.nonzero(np.abs(small.astype(np.int16) - ground).max(axis=2) > _STANDS_OUT)
    if len(rows) < _LEAST * _SMALL * _SMALL:
        return small, slice(0, _SMALL), slice(0, _SMALL)
    return (
        small,
        slice(int(rows.min()), int(rows.max()) + 1),
        slice(int(columns.min()), int(columns.max()) + 1),
    )
