"""Why a product is shown, in one sentence that can be said aloud, taken from the parts of its score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Levels(NamedTuple):
    """From which share of a part's weight on it counts as the same, and from which as similar."""

    same: float
    similar: float


# Measured with the thin ResNet-50, on the ten best products for photos taken by hand. With a look share of
# 0.65 or more four in five are of the kind in the photo, from 0.45 on about half, below that one in four.
# Colour shares run higher: four in five photos reach 0.65 with the thing they show, and half of them 0.75,
# where other things lie around 0.5; a photo hardly ever reaches 0.9 with something else by accident.
LOOK = Levels(same=0.65, similar=0.45)
COLOUR = Levels(same=0.9, similar=0.65)

SENTENCES: dict[tuple[int, int], str] = {
    (2, 2): "The same look as the photo, in the same colours.",
    (2, 1): "The same look as the photo, in similar colours.",
    (2, 0): "The same look as the photo, in other colours.",
    (1, 2): "A similar look, in the same colours as the photo.",
    (1, 1): "A similar look, in similar colours.",
    (1, 0): "A similar look, in other colours.",
    (0, 2): "Only loosely like the photo, but in the same colours.",
    (0, 1): "Only loosely like the photo, in similar colours.",
    (0, 0): "Only loosely like the photo, and in other colours.",
}
"""Whole sentences, so that each can be translated as it stands; keys are (look, colour), 2 is strongest."""


def why(parts: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """The sentence for a hit.

    Args:
        parts: contribution of each part to the score.
        weights: the greatest contribution each part can make.
    """
    look = _level(parts.get("look", 0.0), weights.get("look", 0.0), LOOK)
    colour = _level(parts.get("colour", 0.0), weights.get("colour", 0.0), COLOUR)
    return SENTENCES[look, colour]


def _level(value: float, weight: float, levels: Levels) -> int:
    share = value / weight if weight > 0 else 0.0
    return 2 if share >= levels.same else int(share >= levels.similar)
