"""One probability for each value out of several kinds of evidence: a conditional logit with few weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PRIOR = (8.0, 0.4, 0.1)
"""Weights before anything is learned: of the regression, of the look-alikes' votes, of the usual shares."""

_FAITH = (0.02, 2.0, 2.0)  # how strongly each weight is held at its prior


def probabilities(scores: Sequence[NDArray[np.float32]], weights: Floats) -> Floats:
    """Softmax over the c values of the weighted sum of scores, each float32 (q, c): float64 (q, c)."""
    total = sum(weight * score.astype(np.float64) for weight, score in zip(weights, scores, strict=True))
    shifted = np.exp(total - np.max(total, axis=1, keepdims=True))
    shares: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return shares


def learn_weights(scores: Sequence[NDArray[np.float32]], truth: NDArray[np.int64]) -> Floats:
    """The weights, none below 0, that make the truth most likely, held at `PRIOR` a little.

    Maximum likelihood of a conditional logit (D. McFadden, "Conditional logit analysis of qualitative choice
    behavior", 1974) with a Gaussian prior.

    Args:
        scores: for each kind of evidence float32 (s, c), from answers that did not see the row itself.
        truth: int64 (s,): which value is right.

    Returns:
        float64, one weight for each kind.
    """
    from scipy.optimize import minimize

    start, faith = np.array(PRIOR), np.array(_FAITH)
    stacked = np.stack([score.astype(np.float64) for score in scores])
    rows = np.arange(len(truth))
    right = stacked[:, rows, truth].sum(axis=1)

    def loss(weights: Floats) -> tuple[float, Floats]:
        shares = probabilities(scores, weights)
        expected = np.einsum("ksc,sc->k", stacked, shares)
        off = weights - start
        likely = np.log(np.maximum(shares[rows, truth], 1e-300)).sum()
        return float(0.5 * (faith * off**2).sum() - likely), faith * off + expected - right

    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * len(start))
    learned: Floats = found.x
    return learned
