"""Two parts that are one article: shoes, gloves, socks beside each other.

They have the same colours, and the outline of one is that of the other, turned over or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.nested import Part
from visrec_desktop.vision.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIDE = 24
_SAME_OUTLINE = 0.8  # intersection over union, both brought to a square
_SAME_COLOUR = 7.0  # steps of Lab between the means, and between the spreads
_SAME_SIZE = 0.7  # the smaller side by the larger one
_NEAR = 0.35  # the gap between them, by their width or height


def join_pairs(rgb: NDArray[np.uint8], parts: list[Part]) -> list[Part]:
    """The parts, those that belong together as one.

    Args:
        rgb: the picture, uint8 (H, W, 3), RGB.
        parts: parts of it.
    """
    joined: list[Part] = []
    left = list(parts)
    while left:
        part = left.pop(0)
        other = next((each for each in left if _is_pair(rgb, part, each)), None)
        if other is None:
            joined.append(part)
        else:
            left.remove(other)
            joined.append(_together(part, other))
    return joined


def _is_pair(rgb: NDArray[np.uint8], one: Part, other: Part) -> bool:
    (height, width), (other_height, other_width) = one.mask.shape, other.mask.shape
    for side, other_side in ((height, other_height), (width, other_width)):
        if min(side, other_side) < _SAME_SIZE * max(side, other_side):
            return False
    across = max(one.left, other.left) - min(one.left + width, other.left + other_width)
    down = max(one.top, other.top) - min(one.top + height, other.top + other_height)
    if across > _NEAR * min(width, other_width) or down > _NEAR * min(height, other_height):
        return False
    return _is_same_colour(rgb, one, other) and _is_same_outline(one.mask, other.mask)


def _is_same_colour(rgb: NDArray[np.uint8], one: Part, other: Part) -> bool:
    means, spreads = zip(*(_colours(rgb, part) for part in (one, other)), strict=True)
    apart = np.linalg.norm(means[0] - means[1]), np.linalg.norm(spreads[0] - spreads[1])
    return bool(max(apart) <= _SAME_COLOUR)


def _colours(rgb: NDArray[np.uint8], part: Part) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and spread of a part's colours in Lab, float32 (3,) each."""
    height, width = part.mask.shape
    cut = rgb[part.top : part.top + height, part.left : part.left + width].astype(np.float32) / np.float32(
        255
    )
    lab = cv2.cvtColor(cut, cv2.COLOR_RGB2LAB)[part.mask > 0]
    return lab.mean(axis=0), lab.std(axis=0)


def _is_same_outline(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    first, second = (
        cv2.resize(mask, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA) > 0 for mask in (one, other)
    )
    turned = second, second[:, ::-1], second[::-1], second[::-1, ::-1]
    return any((first & each).sum() >= _SAME_OUTLINE * (first | each).sum() for each in turned)


def _together(one: Part, other: Part) -> Part:
    left, top = min(one.left, other.left), min(one.top, other.top)
    right = max(part.left + part.mask.shape[1] for part in (one, other))
    bottom = max(part.top + part.mask.shape[0] for part in (one, other))
    mask = np.zeros((bottom - top, right - left), np.uint8)
    for part in (one, other):
        height, width = part.mask.shape
        y, x = part.top - top, part.left - left
        mask[y : y + height, x : x + width] |= part.mask
    return Part(left, top, mask, min(one.contrast, other.contrast))
