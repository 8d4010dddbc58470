"""The score of a hit as a sum of parts, and the words for how close it is.

The hybrid score of the source article is r_U(C) = sum of w_i r_i(U, C) (section 4.1.3). The weights are
already inside each part when it arrives here, so a score is the plain sum of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from visrec_desktop.core.values import Band

DIGITS = 6
"""Decimals of a part and of a score: coarse enough to print, fine enough to order."""


class BandLimits(Protocol):
    """The lowest score of each band; below the last one nothing is close. A model pack brings its own."""

    @property
    def very_close(self) -> float:
        """From here on a hit is called very close."""

    @property
    def close(self) -> float:
        """From here on it is called close."""

    @property
    def same_idea(self) -> float:
        """From here on it is an answer at all."""


def scored(parts: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """The score and its parts, rounded so that the rounded parts still add up to the score exactly.

    Args:
        parts: contribution of each part, weights included.

    Returns:
        The score, at least 0, and the parts in their order.
    """
    kept = {name: round(max(0.0, float(value)), DIGITS) for name, value in parts.items()}
    return round(sum(kept.values()), DIGITS), kept


def band_of(score: float, limits: BandLimits) -> Band:
    """The word for a score; everything below `close` is at best the same idea."""
    if score >= limits.very_close:
        return Band.VERY_CLOSE
    return Band.CLOSE if score >= limits.close else Band.SAME_IDEA


def is_close(score: float, limits: BandLimits) -> bool:
    """Whether a score is high enough to be an answer at all."""
    return score >= limits.same_idea
