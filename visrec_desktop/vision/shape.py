"""The shape part: which way the outlines and folds of what a picture shows run, and where.

Histograms of oriented gradients (Dalal and Triggs, CVPR 2005) over the box of what stands out from the
picture's border: eight directions in six by six cells, a gradient shared out between the two nearest
directions. The square roots of magnitudes and of sums keep one strong edge from drowning the rest. Colour has
no part in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
    small = cv2.resize(rgb, (_SMALL, _SMALL), interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(_object(small), cv2.COLOR_RGB2GRAY)
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


def _object(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The part of the picture that differs from its border, or all of it."""
    border = np.concatenate([rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1]])
    ground = np.median(border, axis=0).astype(np.int16)
    rows, columns = np.nonzero(np.abs(rgb.astype(np.int16) - ground).max(axis=2) > _STANDS_OUT)
    if len(rows) < _LEAST * _SMALL * _SMALL:
        return rgb
    return rgb[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
