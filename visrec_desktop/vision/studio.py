"""Studio pictures: a product on bright, neutral, plain ground, as shops and web shops show it.

There the light is white and nothing but the product has a colour. So its colours can be trusted, and count
for more than in a phone photo, whose light and surroundings colour everything. A pack's manifest says how
much (`studio_weight` of each part).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.foreground import foreground
from visrec_desktop.vision.opencv import cv2

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from visrec_desktop.vision.pack import ModelPack

_LEAST_LIGHT = 80.0  # CIE L of the ground
_MOST_CHROMA = 6.0


def is_studio(rgb: NDArray[np.uint8]) -> bool:
    """Whether a fitted picture, uint8 (H, W, 3) RGB, shows something on bright, neutral, plain ground."""
    mask = foreground(rgb)
    if mask is None:
        return False
    ground = rgb[mask == 0].astype(np.float32).reshape(-1, 1, 3) / np.float32(255)
    light, across, down = np.median(cv2.cvtColor(ground, cv2.COLOR_RGB2LAB).reshape(-1, 3), axis=0).tolist()
    return bool(light > _LEAST_LIGHT and np.hypot(across, down) < _MOST_CHROMA)


def weights_for(pack: ModelPack, rgb: NDArray[np.uint8]) -> Mapping[str, float]:
    """How much each part of a pack counts for a photo, by name; they add up to 1.

    Args:
        pack: the model.
        rgb: the fitted photo, uint8 (H, W, 3), RGB.
    """
    if all(part.studio_weight == part.weight for part in pack.parts) or not is_studio(rgb):
        return {part.name: part.weight for part in pack.parts}
    return {part.name: part.studio_weight for part in pack.parts}
