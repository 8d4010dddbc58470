"""Ridge regression of what products are on all evidence at once, with exact leave-one-out answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_RIDGE = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Ridge:
    """A linear map W = (Z'Z + r I)^-1 Z'Y.

    Attributes:
        weights: float32 (f, c).
        half: float32 (f, f), the inverse of the Cholesky factor of Z'Z + r I.
    """

    weights: Floats
    half: Floats

    @classmethod
    def fit(cls, features: Floats, truth: Floats) -> Ridge:
        """Learn from float32 features (m, f) and truths (m, c)."""
        gram = (features.T @ features).astype(np.float64)
        gram[np.diag_indices_from(gram)] += _RIDGE
        # numpy's routines let the window's thread run meanwhile; scipy's do not
        half = np.linalg.inv(np.linalg.cholesky(gram)).astype(np.float32)
        return cls(half.T @ (half @ (features.T @ truth)), half)

    def left_out(self, features: Floats, truth: Floats) -> Floats:
        """What the map would say of rows that it learned from, had it not seen the row itself.

        With the leverage h = z'(Z'Z + r I)^-1 z the answer is (z'W - h y) / (1 - h), exactly (D. Allen, "The
        relationship between variable selection and data augmentation", Technometrics 16, 1974).

        Args:
            features: float32 (s, f), rows of what was learned from.
            truth: float32 (s, c), their truths.

        Returns:
            float32 (s, c).
        """
        half = features @ self.half.T
        leverage = np.minimum(np.einsum("sf,sf->s", half, half), np.float32(0.999))[:, None]
        answers: Floats = (features @ self.weights - leverage * truth) / (1 - leverage)
        return answers
