"""Connected parts of a map at rising levels, each inside one of the level below, and which are objects.

What is one part at a low level may come apart at a higher one: two objects with something between them, or
one object with a bright spot. A part counts by how much it differs from the ring around it, so that a level
need not be chosen for the whole map.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVELS = (0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.36, 0.42, 0.5, 0.58, 0.66, 0.75)
_OPENING = 0.025  # of the longer side: narrower bridges and spikes are cut off
_RING = 0.05  # of the longer side
_FLOOR = 0.06  # keeps faint parts on a ground of nothing from standing out fully
_LEAST_AREA = 0.01  # of the map
_FULL = 0.96  # of both sides: no object but all of the photo
_LEAST_CONTRAST = 0.25
_LEAST_PIECE = 0.12  # of the part that comes apart
_SPLIT = 0.79  # of the whole's contrast, that its pieces must keep for it to be several objects


@dataclass(slots=True)
class Part:
    """A connected part.

    Attributes:
        left: of its box, in pixels of the map.
        top: of its box.
        mask: uint8 (h, w), 1 where it is, cut to its box.
        contrast: how much it differs from the ring around it, in [-1, 1].
        inner: what is left of it at the next level.
    """

    left: int
    top: int
    mask: NDArray[np.uint8]
    contrast: float
    inner: list[Part] = field(default_factory=list)

    @property
    def area(self) -> int:
        """In pixels."""
        return int(self.mask.sum())


def objects(heights: NDArray[np.float32]) -> list[Part]:
    """The parts that stand out as a whole and apart from one another.

    Args:
        heights: float32 (H, W) in [0, 1].
    """
    return [part for root in _grow(heights) for part in _best(root) if part.contrast >= _LEAST_CONTRAST]


def ellipse(share: float, side: int) -> NDArray[np.uint8]:
    """A round structuring element, its width a share of a side, odd."""
    width = max(1, int(share * side)) | 1
    made: NDArray[np.uint8] = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    return made


def _grow(heights: NDArray[np.float32]) -> list[Part]:
    """The parts of the lowest level, the others within them."""
    roots: list[Part] = []
    below: tuple[NDArray[np.int32], dict[int, Part]] | None = None
    opening = ellipse(_OPENING, max(heights.shape))
    for level in LEVELS:
        mask = cv2.morphologyEx((heights > level).astype(np.uint8), cv2.MORPH_OPEN, opening)
        if below is not None and np.array_equal(mask, below[0] > 0):
            continue
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        parts: dict[int, Part] = {}
        for label in range(1, len(stats)):
            left, top, width, height, area = (int(value) for value in stats[label])
            if area < _LEAST_AREA * heights.size:
                continue
            own = labels[top : top + height, left : left + width] == label
            part = Part(left, top, own.astype(np.uint8), 0.0)
            part.contrast = _contrast(heights, part)
            parts[label] = part
            outer = None if below is None else _around(below, part)
            (roots if outer is None else outer.inner).append(part)
        below = labels, parts
    return roots


def _around(below: tuple[NDArray[np.int32], dict[int, Part]], part: Part) -> Part | None:
    """The part of the level below that holds this one; it may have been too small to count."""
    labels, parts = below
    height, width = part.mask.shape
    under = labels[part.top : part.top + height, part.left : part.left + width][part.mask > 0]
    return parts.get(int(np.bincount(under).argmax()))


def _contrast(heights: NDArray[np.float32], part: Part) -> float:
    """The mean inside against the mean in a ring around: their difference by their sum."""
    height, width = heights.shape
    own_height, own_width = part.mask.shape
    if own_height > _FULL * height and own_width > _FULL * width:
        return -1.0
    reach = max(2, int(_RING * max(height, width)))
    padded = np.pad(part.mask, reach)
    top, left = part.top - reach, part.left - reach
    rows = slice(max(top, 0), min(top + padded.shape[0], height))
    columns = slice(max(left, 0), min(left + padded.shape[1], width))
    near = cv2.dilate(padded, np.ones((2 * reach + 1,) * 2, np.uint8)) - padded
    ring = near[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left] > 0
    inside = float(heights[_box(part)][part.mask > 0].mean())
    outside = float(heights[rows, columns][ring].mean()) if ring.any() else inside
    return (inside - outside) / (inside + outside + _FLOOR)


def _box(part: Part) -> tuple[slice, slice]:
    height, width = part.mask.shape
    return slice(part.top, part.top + height), slice(part.left, part.left + width)


def _best(part: Part) -> list[Part]:
    """The part itself, or what it holds: the one piece that stands out more, or all it comes apart into."""
    pieces = [piece for inner in part.inner for piece in _best(inner) if piece.contrast >= _LEAST_CONTRAST]
    if not pieces:
        return [part]
    if sum(piece.area >= _LEAST_PIECE * part.area for piece in pieces) <= 1:
        first = max(pieces, key=lambda piece: piece.contrast)
        return [first] if first.contrast > part.contrast else [part]
    areas = sum(piece.area for piece in pieces)
    kept = sum(piece.contrast * piece.area for piece in pieces) / areas
    return pieces if kept >= _SPLIT * part.contrast else [part]
