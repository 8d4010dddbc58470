"""The two measures of closeness, exact, for vectors of any length."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def cosine(query: NDArray[np.floating], vectors: NDArray[np.floating]) -> NDArray[np.float64]:
    """cos(u, v) = u.v / (|u| |v|) of `query` (d,) with each row of `vectors` (n, d); 0 for a zero vector.

    Equal rows give bit-equal results wherever they stand, which a matrix product does not promise.
    """
    rows, point = np.asarray(vectors, np.float64), np.asarray(query, np.float64)
    lengths = np.sqrt((rows * rows).sum(axis=1)) * np.sqrt((point * point).sum())
    products = (rows * point).sum(axis=1)
    scores: NDArray[np.float64] = np.divide(products, lengths, out=np.zeros(len(rows)), where=lengths > 0)
    return scores.clip(-1.0, 1.0)


def euclidean(query: NDArray[np.floating], vectors: NDArray[np.floating]) -> NDArray[np.float64]:
    """|u - v| of `query` (d,) and each row of `vectors` (n, d)."""
    differences = np.asarray(vectors, np.float64) - np.asarray(query, np.float64)
    return np.asarray(np.sqrt((differences * differences).sum(axis=1)))
