"""Vectors in 8 bits: a quarter of what a search has to read, with a bound for what is lost.

Row v is kept as s c, with c int8 (d,) and s = max |v_i| / 127, so that |v - s c| is known for each row. For
a query u ~ t e kept the same way

    |u.v - t s e.c|  <=  |u - t e| |v| + t |e| |v - s c|

by the inequality of Cauchy and Schwarz. Whoever adds that bound to the product of two codes knows what the
true product is at most, so that no row is missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 127
_BLOCK = 65_536  # rows whose products stay in the processor's cache until they are scaled
_THREADS = 2


class Coded(NamedTuple):
    """Vectors (n, d) as int8 codes, the scale of each row, and how far each row is from what is kept."""

    codes: NDArray[np.int8]  # (n, d)
    scales: NDArray[np.float32]  # (n,)
    errors: NDArray[np.float32]  # (n,), Euclidean


def coded(vectors: NDArray[np.float32]) -> Coded:
    """Vectors float32 (n, d) in 8 bits; a row of zeros has the scale 0."""
    scales = np.abs(vectors).max(axis=1, initial=0.0) / np.float32(_LARGEST)
    shares = np.divide(vectors, scales[:, None], out=np.zeros_like(vectors), where=scales[:, None] > 0)
    codes = np.rint(shares).clip(-_LARGEST, _LARGEST).astype(np.int8)
    lost = vectors - codes * scales[:, None]
    return Coded(codes, scales.astype(np.float32), np.linalg.norm(lost, axis=1).astype(np.float32))


class Approximate(NamedTuple):
    """Products float32 (n,) of codes, and what each may be wrong by at most."""

    products: NDArray[np.float32]
    slack: float


def products(
    codes: NDArray[np.int8],
    scales: NDArray[np.float32],
    query: NDArray[np.float32],
    longest: float,
    largest_error: float,
) -> Approximate:
    """The products of all rows with a query float32 (d,), from codes.

    Args:
        codes: of the rows, (n, d).
        scales: of the rows, (n,).
        query: one vector, not in 8 bits.
        longest: no row is longer.
        largest_error: no row's code is further from it.
    """
    import numkong

    point = coded(query[None])
    scale = float(point.scales[0])
    found = np.empty((1, len(codes)), np.float32)
    for start, stop in _blocks(len(codes)):
        part = found[:, start:stop]
        numkong.cdist(point.codes, codes[start:stop], "dot", out=part, threads=_THREADS)
        part *= scales[start:stop]
    found *= np.float32(scale)
    kept = scale * float(np.linalg.norm(point.codes.astype(np.float64)))
    slack = float(point.errors[0]) * longest + kept * largest_error
    rounding = float(np.finfo(np.float32).eps) * 8 * (kept + slack) * (longest + largest_error)
    return Approximate(found[0], slack + rounding)


def _blocks(count: int) -> Iterator[tuple[int, int]]:
    for start in range(0, count, _BLOCK):
        yield start, min(start + _BLOCK, count)
