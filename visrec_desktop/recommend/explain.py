"""Why a product is shown, in one sentence that can be said aloud, taken from the parts of its score."""

from __future__ import annotations

from collections.abc import Mapping

STRONG = 0.8
FAIR = 0.6

SENTENCES: dict[tuple[int, int], str] = {
    (2, 2): "The same look as the photo, in the same colours.",
    (2, 1): "The same look as the photo, in similar colours.",
    (2, 0): "The same look as the photo, in other colours.",
    (1, 2): "A similar look, in the same colours as the photo.",
    (1, 1): "A similar look, in similar colours.",
    (1, 0): "A similar look, in other colours.",
    (0, 2): "A different look, in the colours of the photo.",
    (0, 1): "A different look, in similar colours.",
    (0, 0): "Only loosely like the photo: the nearest there is.",
}
"""Whole sentences, so that each can be translated as it stands; keys are (look, colour), 2 is strongest."""


def why(parts: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """The sentence for a hit.

    Args:
        parts: contribution of each part to the score.
        weights: the greatest contribution each part can make.
    """
    look, colour = (_level(parts.get(name, 0.0), weights.get(name, 0.0)) for name in ("look", "colour"))
    return SENTENCES[look, colour]


def _level(value: float, weight: float) -> int:
    share = value / weight if weight > 0 else 0.0
    return 2 if share >= STRONG else int(share >= FAIR)
