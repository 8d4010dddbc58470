"""Products whose pictures are the same, or nearly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR_COSINE = 0.95
NEAR_BITS = 12
"""Found on copies of 300 shop pictures against the pairs among 6,701 of them, see `docs/benchmarks.md`: shoes
or glasses of one brand, photographed alike, are closer to each other than a picture and its cropped copy."""
MOST_NEAR = 50
"""So many later products at most are told as near to one; groups are joined through them all the same."""

_BLOCK = 1024
_ROUNDING = 1e-5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two products, `first` < `second`.

    Attributes:
        first: row of the one.
        second: row of the other.
        kind: "exact": the same file, to the byte; "near": the same picture, as far as can be seen.
        likeness: the cosine of the vectors, at most 1; 1 for "exact".
    """

    first: int
    second: int
    kind: str
    likeness: float


def duplicate_pairs(
    vectors: NDArray[np.float32],
    hashes: NDArray[np.uint64],
    sha256: Sequence[str],
    near_cosine: float = NEAR_COSINE,
    near_bits: int = NEAR_BITS,
) -> list[Pair]:
    """Find the products with the same or nearly the same picture.

    Of products with the same file each is paired with the first one only, and that one alone is compared with
    other products: `groups` joins them again. Memory stays at a few times 4 * 1024 * n bytes.

    Args:
        vectors: float32 (n, d), unit rows or zeros; a row of zeros is near to nothing.
        hashes: uint64 (n,), perceptual hashes.
        sha256: n digests; "" where there is no picture.
        near_cosine: the least cosine, see `is_near`.
        near_bits: the most different bits.

    Returns:
        By first, then second row.

    Raises:
        ValueError: the lengths differ.
    """
    if not len(vectors) == len(hashes) == len(sha256):
        raise ValueError(f"{len(vectors)} vectors, {len(hashes)} hashes, {len(sha256)} digests")
    found: list[Pair] = []
    first: dict[str, int] = {}
    for row, digest in enumerate(sha256):
        if digest and first.setdefault(digest, row) != row:
            found.append(Pair(first[digest], row, "exact", 1.0))
    again = {pair.second for pair in found}
    alone = np.array([row for row in range(len(sha256)) if row not in again], np.int64)
    kept = alone[vectors[alone].any(axis=1)] if len(alone) else alone
    found.extend(_near(vectors, hashes, kept, near_cosine, near_bits))
    return sorted(found, key=lambda pair: (pair.first, pair.second))


def is_near(
    cosines: NDArray[np.float32], bits: NDArray[np.uint8], near_cosine: float, near_bits: int
) -> NDArray[np.bool_]:
    """Whether pictures are near: by cosine and by hash, and the less by the one the more by the other.

    The cosine must be at least `near_cosine`, at most `near_bits` bits may differ, and the two shortfalls
    together may not be more than one whole: (1 - cosine) / (1 - near_cosine) + bits / near_bits <= 1. That
    finds more copies among equally many pairs than the first two conditions alone.

    Args:
        cosines: float32 (p,).
        bits: uint8 (p,), in how many of 64 bits the hashes differ.
        near_cosine: below 1.
        near_bits: 0 to 64.
    """
    room = 1.0 - near_cosine
    both = (1.0 - cosines) * near_bits + bits * room
    near: NDArray[np.bool_] = (
        (cosines >= near_cosine) & (bits <= near_bits) & (both <= room * near_bits + _ROUNDING)
    )
    return near


def _near(
    vectors: NDArray[np.float32],
    hashes: NDArray[np.uint64],
    rows: NDArray[np.int64],
    near_cosine: float,
    near_bits: int,
) -> Iterator[Pair]:
    """The near pairs among some rows, in blocks of the upper triangle."""
    gallery, codes = vectors[rows], hashes[rows]
    for start in range(0, len(rows), _BLOCK):
        cosines = gallery[start : start + _BLOCK] @ gallery[start:].T
        one, other = np.nonzero(cosines >= near_cosine)
        later = other > one
        one, other = one[later], other[later]
        bits = np.bitwise_count(codes[start + one] ^ codes[start + other])
        close = is_near(cosines[one, other], bits, near_cosine, near_bits)
        one, other = _nearest(cosines, one[close], other[close])
        for left, right in zip(one.tolist(), other.tolist(), strict=True):
            likeness = min(1.0, float(cosines[left, right]))
            yield Pair(int(rows[start + left]), int(rows[start + right]), "near", likeness)


def _nearest(
    cosines: NDArray[np.float32], one: NDArray[np.int64], other: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of the candidates of each row the `MOST_NEAR` nearest."""
    order = np.lexsort((other, -cosines[one, other], one))
    one, other = one[order], other[order]
    begins = np.searchsorted(one, one, side="left")
    kept = np.arange(len(one)) - begins < MOST_NEAR
    return one[kept], other[kept]


def groups(pairs: Iterable[Pair]) -> list[tuple[int, ...]]:
    """Join pairs into groups of products that hang together, each ascending, by their first row."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    joined = [(pair.first, pair.second) for pair in pairs]
    if not joined:
        return []
    rows, ends = np.unique(np.array(joined, np.int64).ravel(), return_inverse=True)
    one, other = ends.reshape(-1, 2).T
    graph = coo_array((np.ones(len(one), np.int8), (one, other)), shape=(len(rows), len(rows)))
    _, labels = connected_components(graph, directed=False)
    found: dict[int, list[int]] = defaultdict(list)
    for row, label in zip(rows.tolist(), labels.tolist(), strict=True):
        found[label].append(row)
    return sorted(map(tuple, found.values()))
