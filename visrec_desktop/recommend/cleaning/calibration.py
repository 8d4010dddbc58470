"""Confidence that can be trusted: how often proposals of the same strength were right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.recommend.cleaning.values import Proposal

    Floats = NDArray[np.float64]

_CALM = 2.0  # cases that count as the average of all, in each step of the curve


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """A rising curve from strength to the share that is right.

    Attributes:
        strengths: float64 (k,), ascending.
        shares: float64 (k,), never falling.
    """

    strengths: Floats
    shares: Floats

    @classmethod
    def fit(cls, strengths: Floats, right: NDArray[np.bool_]) -> Calibration:
        """Isotonic regression (B. Zadrozny and C. Elkan, KDD 2002), each step drawn a little to the average.

        Without that, three lucky cases would promise certainty.

        Args:
            strengths: float64 (s,), s at least 1, of cases whose truth is known and was not seen.
            right: bool (s,).
        """
        from sklearn.isotonic import IsotonicRegression

        fitted = IsotonicRegression().fit_transform(strengths, right.astype(np.float64))
        average = right.sum() / (len(right) + 1)
        _, step, sizes = np.unique(fitted, return_inverse=True, return_counts=True)
        centres = np.bincount(step, strengths) / sizes
        shares = (np.bincount(step, right.astype(np.float64)) + _CALM * average) / (sizes + _CALM)
        return cls(centres, np.maximum.accumulate(shares))

    def of(self, strengths: Floats) -> Floats:
        """The shares for strengths, float64 (q,); straight between the steps' centres."""
        shares: Floats = np.interp(strengths, self.strengths, self.shares)
        return shares


def sure(proposals: Iterable[Proposal], precision: float = 0.9) -> list[Proposal]:
    """The most proposals of which this share is expected to be right, the surest first.

    The expected share of a set is the mean of its confidences: no truth is needed to choose.
    """
    ordered = sorted(proposals, key=lambda each: (-each.confidence, each.row, each.field))
    if not ordered:
        return []
    confidences = np.array([each.confidence for each in ordered])
    means = np.cumsum(confidences) / np.arange(1, len(ordered) + 1)
    return ordered[: int(np.count_nonzero(means >= precision))]
