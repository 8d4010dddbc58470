"""Pictures as evidence: curved features of the look, and votes of the nearest look-alikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LANDMARKS = 1500
NEAREST = 10
_CURVE = 2.0  # of the kernel exp(curve * (cosine - 1)): found on blanked cells of a development split
_JITTER = 1e-3  # pictures that are the same make the kernel singular
_FALL = 0.05  # a look-alike whose cosine is less by this counts 1/e
_CALM = 0.5  # votes that the usual shares have
_CHUNK = 1024


def look_features(vectors: Floats) -> Floats:
    """Features whose products are about exp(2 (cosine - 1)), so that a straight line in them is a curve.

    The Nystroem method (C. Williams and M. Seeger, "Using the Nystroem method to speed up kernel machines",
    NIPS 2000) with products drawn at random, always the same ones, as landmarks.

    Args:
        vectors: float32 (n, d), unit rows or zeros.

    Returns:
        float32 (n, l), l at most `LANDMARKS`; zeros where there is no picture.
    """
    from scipy.linalg import solve_triangular

    seen = np.flatnonzero(vectors.any(axis=1))
    drawn = np.random.default_rng(1).permutation(seen)[:LANDMARKS]
    features = np.zeros((len(vectors), len(drawn)), np.float32)
    if len(drawn):
        marks = vectors[np.sort(drawn)]
        kernel = np.exp(_CURVE * (marks @ marks.T - 1.0)).astype(np.float64)
        kernel[np.diag_indices_from(kernel)] += _JITTER
        root = np.linalg.cholesky(kernel).astype(np.float32)
        for start in range(0, len(seen), _CHUNK):
            rows = seen[start : start + _CHUNK]
            near = np.exp(_CURVE * (vectors[rows] @ marks.T - 1.0))
            features[rows] = solve_triangular(root, near.T, lower=True).T
    return features


def look_votes(
    vectors: Floats, asked: NDArray[np.int64], known: NDArray[np.int64], hot: Floats, usual: Floats
) -> Floats:
    """What the nearest look-alikes are, each voting by its likeness.

    Args:
        vectors: float32 (n, d), unit rows or zeros.
        asked: int64 (q,): rows to vote about. A row never votes about itself.
        known: int64 (m,): rows that may vote.
        hot: float32 (m, c): what each of them is.
        usual: float32 (q, c): the shares to begin with.

    Returns:
        float32 (q, c): shares, drawn to the usual ones; those alone where there is no picture.
    """
    shares = usual.copy()
    voters = np.flatnonzero(vectors[known].any(axis=1))
    seeing = np.flatnonzero(vectors[asked].any(axis=1))
    if len(voters) <= 1:
        return shares
    gallery = vectors[known[voters]]
    for start in range(0, len(seeing), _CHUNK):
        places = seeing[start : start + _CHUNK]
        rows = asked[places]
        cosines = vectors[rows] @ gallery.T
        cosines[rows[:, None] == known[voters][None, :]] = -np.inf
        top = np.argpartition(cosines, -min(NEAREST, len(voters)), axis=1)[:, -NEAREST:]
        near = np.take_along_axis(cosines, top, axis=1)
        weights = np.exp((near - near.max(axis=1, keepdims=True)) / _FALL).astype(np.float32)
        votes = np.einsum("qk,qkc->qc", weights, hot[voters[top]])
        shares[places] = (votes + _CALM * usual[places]) / (weights.sum(axis=1, keepdims=True) + _CALM)
    return shares
