"""The shape part: which way the outlines and folds of what a picture shows run, and where.

Histograms of oriented gradients (Dalal and Triggs, CVPR 2005) over the box of what stands out from the
picture's border: eight directions in six by six cells, a gradient shared out between the two nearest
directions. The square roots of magnitudes and of sums keep one strong edge from drowning the rest. Colour has
no part in it.
"""

from __future__ import annotations

import functools
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
    grey = cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    cells = _means(_planes(across, down))
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


def _planes(across: NDArray[np.float32], down: NDArray[np.float32]) -> NDArray[np.float32]:
    """The strength of each gradient at its place: float32 (64, 8, 64), rows, directions, columns.

    Args:
        across: how the picture changes to the right, float32 (64, 64).
        down: likewise, downwards.
    """
    strength = np.sqrt(cv2.magnitude(across, down)).ravel()
    angle = np.arctan2(down, across).ravel()
    angle[angle < 0] += np.float32(np.pi)
    place = angle * np.float32(_DIRECTIONS / np.pi)
    first = place.astype(np.int64)
    beyond = (place - first.astype(np.float32)) * strength
    planes = np.zeros(_SIDE * _DIRECTIONS * _SIDE, np.float32)
    here = _places()
    planes[here + first % _DIRECTIONS * _SIDE] = strength - beyond
    planes[here + (first + 1) % _DIRECTIONS * _SIDE] += beyond
    return planes.reshape(_SIDE, _DIRECTIONS, _SIDE)


def _means(planes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of each cell, float32 (8, 6, 6): directions, rows, columns. `planes` as `_planes` has them."""
    weights = _area_weights()
    rows = weights @ planes.reshape(_SIDE, _DIRECTIONS * _SIDE)
    cells = (rows.reshape(_CELLS * _DIRECTIONS, _SIDE) @ weights.T).reshape(_CELLS, _DIRECTIONS, _CELLS)
    return np.asarray(cells.transpose(1, 0, 2), np.float32)


@functools.cache
def _places() -> NDArray[np.int64]:
    """Where the first direction of each of the 4,096 pixels stands in flat planes, int64 (4096,)."""
    rows, columns = np.divmod(np.arange(_SIDE * _SIDE, dtype=np.int64), _SIDE)
    return rows * (_DIRECTIONS * _SIDE) + columns


@functools.cache
def _area_weights() -> NDArray[np.float32]:
    """How much each of 64 pixels in a line counts for the mean of each of 6 cells, float32 (6, 64)."""
    step = _SIDE / _CELLS
    starts, pixels = np.arange(_CELLS)[:, None] * step, np.arange(_SIDE)[None]
    shared = np.minimum(starts + step, pixels + 1) - np.maximum(starts, pixels)
    return np.asarray(np.maximum(shared, 0) / step, np.float32)


def _object(rgb: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], slice, slice]:
    """The picture made small, and its rows and columns that differ from its border, or all of them."""
    small = cv2.resize(rgb, (_SMALL, _SMALL), interpolation=cv2.INTER_AREA)
    border = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    ground = [int(level) for level in np.median(border, axis=0)]
    away = cv2.absdiff(small, (*ground, 0)) > _STANDS_OUT
    stands_out = away[..., 0] | away[..., 1] | away[..., 2]
    if np.count_nonzero(stands_out) < _LEAST * _SMALL * _SMALL:
        return small, slice(0, _SMALL), slice(0, _SMALL)
    return small, _span(stands_out.any(axis=1)), _span(stands_out.any(axis=0))


def _span(there: NDArray[np.bool_]) -> slice:
    """From the first to the last that is true."""
    places = np.flatnonzero(there)
    return slice(int(places[0]), int(places[-1]) + 1)
