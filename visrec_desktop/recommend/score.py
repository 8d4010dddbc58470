"""The score of a hit as a sum of parts, and the words for how close it is.

The hybrid score of the source article is r_U(C) = sum of w_i r_i(U, C) (section 4.1.3). The weights are
already inside each part when it arrives here, so a score is the plain sum of its parts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Protocol

from visrec_desktop.core.values import Band

DIGITS = 6
"""Decimals of a part and of a score: coarse enough to print, fine enough to order."""


DETAILS = "details"
"""The part of a score that comes from details of a picture which agree in where they lie."""
SURE = 0.8
"""From this confidence in such details on, a product is called very close whatever else is known of it."""


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


def tallied(parts: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """The score and its parts where some parts may take away: as `scored`, and never below 0 or above 1.

    What takes away is trimmed, all of it by the same share, where it would bring the score below 0, and so is
    what adds where it would bring the score above 1. Parts that are no finite number count as 0.

    Args:
        parts: contribution of each part, weights included.

    Returns:
        The score in [0, 1], and the parts in their order: rounded as `scored` does, they add up to it.
    """
    unit = 10**DIGITS
    whole = {name: round(value * unit) if math.isfinite(value) else 0 for name, value in parts.items()}
    gains = {name: count for name, count in whole.items() if count >= 0}
    losses = {name: -count for name, count in whole.items() if count < 0}
    gained, lost = sum(gains.values()), sum(losses.values())
    score = min(max(gained - lost, 0), unit)
    if gained < lost:
        losses = _shrunk(losses, gained)
    elif gained - lost > unit:
        gains = _shrunk(gains, lost + unit)
    kept = {name: (gains[name] if name in gains else -losses[name]) / unit for name in whole}
    return score / unit, kept


def _shrunk(counts: Mapping[str, int], total: int) -> dict[str, int]:
    """Counts made smaller, all by the same share, so that they add up to `total`."""
    whole = sum(counts.values())
    smaller = {name: count * total // whole for name, count in counts.items()}
    largest = max(counts, key=counts.__getitem__)
    smaller[largest] += total - sum(smaller.values())
    return smaller


def with_details(parts: Mapping[str, float], confidence: float) -> tuple[float, dict[str, float]]:
    """The score and its parts once details were compared: they add their share of what is missing to 1.

    Args:
        parts: contribution of each other part, weights included.
        confidence: in the details, in [0, 1].

    Returns:
        As `scored`; the score is s + c (1 - s), and never above 1.
    """
    score, kept = scored(parts)
    return scored({**kept, DETAILS: confidence * max(0.0, 1.0 - score)})


def band_with_details(band: Band, confidence: float) -> Band:
    """The word for a product after its details were compared.

    Below `SURE` they move a product up, but say nothing of how close it is: products of one brand share a
    logo. Where half of a shop is taken out, more photos agree a little with what is left than with what they
    show.
    """
    return Band.VERY_CLOSE if confidence >= SURE else band


def band_of(score: float, limits: BandLimits) -> Band:
    """The word for a score; everything below `close` is at best the same idea."""
    if score >= limits.very_close:
        return Band.VERY_CLOSE
    return Band.CLOSE if score >= limits.close else Band.SAME_IDEA


def is_close(score: float, limits: BandLimits) -> bool:
    """Whether a score is high enough to be an answer at all."""
    return score >= limits.same_idea
