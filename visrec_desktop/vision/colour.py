"""The colour part: which colours a picture shows, as the eye tells them apart.

A soft histogram over CIE Lab (five steps of lightness, nine of green to red, nine of blue to yellow): each
pixel is shared out between the eight nearest cells, so that a shade a little lighter moves the histogram a
little. The middle of the picture counts for more than its border, and plain white or black for less: both are
background more often than not. The square root makes the cosine of two histograms their Bhattacharyya
coefficient, in [0, 1].
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from visrec_desktop.vision.opencv import cv2
from visrec_desktop.vision.packs import COLOUR_DIMENSIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEPS = (5, 9, 9)
_LOW = (0.0, -75.0, -75.0)
_HIGH = (100.0, 75.0, 75.0)
_SIDE = 32
_BITS = 5  # of each channel: 32,768 colours, each looked up
_BORDER_WEIGHT = 0.2
_PLAIN_WEIGHT = 0.2
_PLAIN_CHROMA = 8.0
_PLAIN_LIGHT = 92.0
_PLAIN_DARK = 8.0


class _Table(NamedTuple):
    """For each coarse colour its eight cells, (32768, 8), and the weight of each, float32 (32768, 8)."""

    cells: NDArray[np.int64]
    shares: NDArray[np.float32]


def describe(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The colours of a fitted picture.

    Args:
        rgb: uint8 (H, W, 3), RGB.

    Returns:
        float32 (405,), never negative, of length 1.
    """
    cells, weights = _filled(rgb)
    counts = np.bincount(cells.ravel(), weights.ravel(), COLOUR_DIMENSIONS)
    roots: NDArray[np.float32] = np.sqrt(counts / counts.sum(), dtype=np.float64).astype(np.float32)
    return roots


def by_place(rgb: NDArray[np.uint8], direction: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each place of a fitted picture adds to the scalar product of its colours with a direction.

    A histogram has no places, but places filled it: what a cell adds is divided among those that filled it,
    in proportion.

    Args:
        rgb: uint8 (H, W, 3), RGB.
        direction: float32 (405,), such as the colours of another picture.

    Returns:
        float32 (32, 32); the sum is `describe(rgb) @ direction`.
    """
    cells, weights = _filled(rgb)
    counts = np.bincount(cells.ravel(), weights.ravel(), COLOUR_DIMENSIONS)
    each = direction / np.sqrt(np.maximum(counts * counts.sum(), np.finfo(np.float64).tiny))
    told: NDArray[np.float32] = (weights * each[cells]).sum(axis=1).astype(np.float32)
    return told.reshape(_SIDE, _SIDE)


def _filled(rgb: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The cells that each place of a picture fills, (1024, 8), and how much of each."""
    table = _table()
    small = cv2.resize(rgb, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA) >> (8 - _BITS)
    red, green, blue = (small[..., channel].ravel().astype(np.intp) for channel in range(3))
    codes = (red << 2 * _BITS) | (green << _BITS) | blue
    return table.cells[codes], table.shares[codes] * _position_weights()


@functools.cache
def _position_weights() -> NDArray[np.float32]:
    """(1024, 1): 1 in the middle, falling to the weight of the border."""
    arch = np.sin(np.pi * (np.arange(_SIDE) + 0.5) / _SIDE)
    weights = np.empty((_SIDE * _SIDE, 1), np.float32)
    weights[:, 0] = (_BORDER_WEIGHT + (1 - _BORDER_WEIGHT) * np.outer(arch, arch)).ravel()
    return weights


@functools.cache
def _table() -> _Table:
    levels = (np.arange(1 << _BITS, dtype=np.float32) + 0.5) / (1 << _BITS)
    red, green, blue = np.meshgrid(levels, levels, levels, indexing="ij")
    rgb = np.stack([red, green, blue], axis=-1).reshape(-1, 1, 3)
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).reshape(-1, 3)
    cells = np.zeros((len(lab), 8), np.int64)
    shares = _plain_weights(lab)[:, None].repeat(8, axis=1)
    for axis, (steps, low, high) in enumerate(zip(_STEPS, _LOW, _HIGH, strict=True)):
        place = np.clip((lab[:, axis] - low) / (high - low), 0, 1) * (steps - 1)
        first = np.minimum(place.astype(np.int64), steps - 2)
        upper = (np.arange(8) >> axis) & 1
        beyond = (place - first)[:, None]
        cells = cells * steps + first[:, None] + upper
        shares = shares * np.where(upper, beyond, 1 - beyond)
    return _Table(cells, shares.astype(np.float32))


def _plain_weights(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    grey = np.hypot(lab[:, 1], lab[:, 2]) < _PLAIN_CHROMA
    extreme = (lab[:, 0] > _PLAIN_LIGHT) | (lab[:, 0] < _PLAIN_DARK)
    return np.where(grey & extreme, np.float32(_PLAIN_WEIGHT), np.float32(1))
