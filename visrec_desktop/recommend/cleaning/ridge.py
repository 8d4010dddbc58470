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
        factor: the Cholesky factor of Z'Z + r I, as scipy gives it.
    """

    weights: Floats
    factor: tuple[Floats, bool]

    @classmethod
    def fit(cls, features: Floats, truth: Floats) -> Ridge:
        """Learn from float32 features (m, f) and truths (m, c)."""
        from scipy.linalg import cho_factor, cho_solve

        gram = features.T @ features
        gram[np.diag_indices_from(gram)] += np.float32(_RIDGE)
        factor = cho_factor(gram, lower=True, overwrite_a=True, check_finite=False)
        return cls(cho_solve(factor, features.T @ truth, check_finite=False), factor)

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
        from scipy.linalg import solve_triangular

        half = solve_triangular(self.factor[0], features.T, lower=True, check_finite=False)
        leverage = np.minimum(np.einsum("fs,fs->s", half, half), np.float32(0.999))[:, None]
        answers: Floats = (features @ self.weights - leverage * truth) / (1 - leverage)
        return answers
