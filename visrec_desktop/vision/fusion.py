"""Fusing the parts of an embedding: f(I) = sum of w_i f_i(I).

Each part is brought to length 1 and scaled by the square root of its weight, and the parts are concatenated.
The cosine of two fused vectors is then the sum of the weights times the parts' cosines, and since the weights
add up to 1, a fused vector has length 1 as well. The parts of which nothing is negative add between 0 and
their weight; a centred look may take away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.vision.packs import Part

_TINY = 1e-12


def fuse(parts: Sequence[Part], features: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """The fused vectors of n pictures.

    Args:
        parts: the pack's parts, in the order in which they are stored.
        features: for each part's name, float32 (n, part.dim), of any length.

    Returns:
        float32 (n, d), each row of length 1. A part that is zero everywhere counts as an even one, so that it
        neither vanishes from the length nor resembles one picture more than another.
    """
    blocks = [unit(features[part.name]) * np.float32(np.sqrt(part.weight)) for part in parts]
    return np.ascontiguousarray(np.concatenate(blocks, axis=1), dtype=np.float32)


def reweighted(
    parts: Sequence[Part], query: NDArray[np.float32], weights: Mapping[str, float]
) -> NDArray[np.float32]:
    """A query that weighs the parts in another way than the stored vectors do.

    Its dot product with a stored vector is the sum of `weights` times the parts' cosines.

    Args:
        parts: the pack's parts.
        query: a fused vector, float32 (d,).
        weights: of each part, by name.
    """
    factors = [np.float32(weights[part.name] / part.weight) for part in parts]
    return np.asarray(query * np.repeat(factors, [part.dim for part in parts]), np.float32)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors float32 (n, d) brought to length 1; a zero vector becomes an even one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    even = np.float32(1 / np.sqrt(vectors.shape[1]))
    return np.where(lengths > _TINY, vectors / np.maximum(lengths, _TINY), even).astype(np.float32)


def contributions(
    parts: Sequence[Part], query: NDArray[np.float32], vectors: NDArray[np.float32]
) -> dict[str, NDArray[np.float32]]:
    """What each part adds to the cosine of a query with each of n vectors.

    Args:
        parts: the pack's parts.
        query: a fused vector, float32 (d,).
        vectors: fused vectors, float32 (n, d).

    Returns:
        For each part's name float32 (n,), at most the part's weight; together they are the cosine.
    """
    told: dict[str, NDArray[np.float32]] = {}
    start = 0
    for part in parts:
        block = slice(start, start + part.dim)
        told[part.name] = vectors[:, block] @ query[block]
        start += part.dim
    return told
