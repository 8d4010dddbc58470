"""Which garments or objects a photo shows: boxes to choose from, without knowing what they are.

A photo on plain ground is told apart by its ground; any other by what stands out from its border
(`saliency`), helped by where the network saw most when its feature map is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.values import Crop
from visrec_desktop.vision.foreground import foreground
from visrec_desktop.vision.nested import objects
from visrec_desktop.vision.opencv import cv2
from visrec_desktop.vision.pairs import join_pairs
from visrec_desktop.vision.people import garments
from visrec_desktop.vision.preprocess import shrink
from visrec_desktop.vision.saliency import saliency

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.vision.nested import Part

MOST_REGIONS = 6
_SIDE = 160  # what is looked at; finer lines only mislead
_LEAST_SIDE = 32
_PLAIN_SHARE = 0.85  # of the picture: more, and what is called the product is the ground
_LEAST_AREA = 0.015  # of the photo
_MOST_AREA = 0.9  # more is all of the photo
_SMALL = 0.06  # of the photo: around here a part must stand out more and more
_LEAST_STRENGTH, _SMALL_STRENGTH = 0.28, 0.36
_BESIDE = 0.12  # of the largest: what is smaller and cut off by the border stands beside it by chance
_MARGIN = 0.03  # of the part's sides, around it: the model cuts off a little of what it is given
_OVERLAP = 0.6  # of the smaller box
_ENDS = (0.1, 0.9)  # of the features' strengths: beyond, nothing is expected, or something surely
_LEAST_RANGE = (
    0.15  # between these ends, in means: an even map expects nothing more at one place than elsewhere
)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a photo that may be one garment or object.

    Attributes:
        crop: its box in pixels of the picture that was looked at.
        strength: how clearly it stands apart from what is around it, in [0, 1].
    """

    crop: Crop
    strength: float


def propose(rgb: NDArray[np.uint8], feature_map: NDArray[np.float32] | None = None) -> tuple[Region, ...]:
    """Find the objects of a photo.

    Args:
        rgb: uint8 (H, W, 3), RGB, upright; 320 pixels at the longer side are enough, more takes longer.
        feature_map: float32 (C, h, w), the network's last features of the same picture, all of it, as they
            are (not yet measured against an average); None where it is not at hand.

    Returns:
        At most six, the largest and clearest first; none where nothing stands out, where all of the photo is
        one object, and for pictures whose shorter side is too short to see anything.
    """
    small = shrink(rgb, _SIDE)
    height, width = small.shape[:2]
    if min(height, width) < _LEAST_SIDE:
        return ()
    heights = _heights(small, feature_map)
    parts = [each for part in objects(heights) for each in garments(small, part)]
    parts = join_pairs(small, parts)
    chosen = _apart(_sensible(parts, (height, width)))
    return tuple(_region(part, (rgb.shape[0], rgb.shape[1]), (height, width)) for part in chosen)


def _heights(small: NDArray[np.uint8], feature_map: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """How surely each pixel belongs to an object, float32 (H, W) in [0, 1]."""
    mask = foreground(small, outlines=False)
    if mask is not None and float(mask.mean()) <= _PLAIN_SHARE:
        return mask.astype(np.float32)
    lab: NDArray[np.float32] = cv2.cvtColor(small.astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB)
    prior = None if feature_map is None else _expected(feature_map, (small.shape[0], small.shape[1]))
    return saliency(lab, prior)


def _expected(feature_map: NDArray[np.float32], shape: tuple[int, int]) -> NDArray[np.float32]:
    """Where the features are stronger than elsewhere in the picture, float32 (H, W) in [0, 1]."""
    energy = np.maximum(feature_map, 0).mean(axis=0)
    energy = (energy / max(float(energy.mean()), 1e-6)).astype(np.float32)
    low, high = np.quantile(energy, _ENDS)
    scaled = np.clip((energy - low) / max(float(high - low), _LEAST_RANGE), 0, 1).astype(np.float32)
    grown: NDArray[np.float32] = cv2.resize(scaled, shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.clip(grown, 0, 1)


def _sensible(parts: list[Part], shape: tuple[int, int]) -> list[Part]:
    """Parts that are neither specks nor all of the picture, the largest and clearest first."""
    whole = shape[0] * shape[1]
    kept = [
        part
        for part in parts
        if part.area >= _LEAST_AREA * whole
        and part.mask.size <= _MOST_AREA * whole
        and part.contrast >= _LEAST_STRENGTH + _SMALL_STRENGTH * np.exp(-part.area / (_SMALL * whole))
    ]
    largest = max((part.area for part in kept), default=0)
    kept = [part for part in kept if part.area >= _BESIDE * largest or not _is_cut_off(part, shape)]
    return sorted(kept, key=lambda part: -part.contrast * part.area**0.5)


def _is_cut_off(part: Part, shape: tuple[int, int]) -> bool:
    height, width = part.mask.shape
    right, bottom = part.left + width, part.top + height
    return part.left == 0 or part.top == 0 or right == shape[1] or bottom == shape[0]


def _apart(parts: list[Part]) -> list[Part]:
    """The first of those whose boxes lie over one another, at most `MOST_REGIONS`."""
    chosen: list[Part] = []
    for part in parts:
        if all(_shared(part, other) <= _OVERLAP for other in chosen):
            chosen.append(part)
    return chosen[:MOST_REGIONS]


def _shared(one: Part, other: Part) -> float:
    """What two boxes have in common, as a share of the smaller."""
    (height, width), (other_height, other_width) = one.mask.shape, other.mask.shape
    across = min(one.left + width, other.left + other_width) - max(one.left, other.left)
    down = min(one.top + height, other.top + other_height) - max(one.top, other.top)
    return float(max(across, 0) * max(down, 0) / min(one.mask.size, other.mask.size))


def _region(part: Part, shape: tuple[int, int], small: tuple[int, int]) -> Region:
    """The part in pixels of the picture, from those of the small one, with a little of what is around it."""
    y, x = shape[0] / small[0], shape[1] / small[1]
    height, width = part.mask.shape
    across, down = _MARGIN * width, _MARGIN * height
    left, right = max(0, round((part.left - across) * x)), round((part.left + width + across) * x)
    top, bottom = max(0, round((part.top - down) * y)), round((part.top + height + down) * y)
    crop = Crop(left, top, max(1, min(right, shape[1]) - left), max(1, min(bottom, shape[0]) - top))
    return Region(crop, min(max(part.contrast, 0.0), 1.0))
