"""Pictures that are the same, or nearly."""

from __future__ import annotations

import numpy as np
import pytest

from visrec_desktop.recommend.duplicates import MOST_NEAR, Pair, duplicate_pairs, groups, is_near


def unit(*rows: tuple[float, ...]) -> np.ndarray:
    vectors = np.array(rows, np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, np.float32(1))


def hashes(*codes: int) -> np.ndarray:
    return np.array(codes, np.uint64)


def ends(pairs: list[Pair]) -> list[tuple[int, int, str]]:
    return [(pair.first, pair.second, pair.kind) for pair in pairs]


def test_the_same_file_is_exact_whatever_the_vectors_say() -> None:
    found = duplicate_pairs(unit((1, 0), (0, 1), (1, 0)), hashes(0, 2**64 - 1, 2**32 - 1), ["a", "a", "b"])
    assert found == [Pair(0, 1, "exact", 1.0)]


def test_near_needs_both_the_vector_and_the_hash() -> None:
    vectors = unit((1, 0), (1, 0.01), (0, 1), (1, 0.02))
    found = duplicate_pairs(vectors, hashes(0, 1, 0, 2**20 - 1), list("abcd"))
    assert ends(found) == [(0, 1, "near")]
    assert 0.999 < found[0].likeness <= 1.0


def test_the_less_by_the_one_the_more_by_the_other() -> None:
    cosines = np.array([1.0, 0.95, 0.96, 0.96, 0.94, 1.0], np.float32)
    bits = np.array([10, 0, 2, 4, 0, 11], np.uint8)
    assert is_near(cosines, bits, 0.95, 10).tolist() == [True, True, True, False, False, False]
    assert is_near(cosines, bits, 0.95, 0).tolist() == [False, True, False, False, False, False]


def test_of_the_same_file_only_the_first_is_compared() -> None:
    vectors = unit((1, 0), (1, 0), (1, 0), (1, 0))
    found = duplicate_pairs(vectors, hashes(0, 0, 0, 0), ["a", "a", "a", "b"])
    assert ends(found) == [(0, 1, "exact"), (0, 2, "exact"), (0, 3, "near")]
    assert groups(found) == [(0, 1, 2, 3)]


def test_products_without_a_picture_are_no_duplicates() -> None:
    assert duplicate_pairs(unit((0, 0), (0, 0), (1, 0)), hashes(0, 0, 0), ["", "", "a"]) == []
    assert duplicate_pairs(np.zeros((0, 2), np.float32), hashes(), []) == []


def test_pairs_across_blocks_are_those_of_all_against_all() -> None:
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(1200, 6)).astype(np.float32)
    vectors[1100:] = vectors[:100] + rng.normal(0, 0.02, (100, 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    codes = rng.integers(0, 2**64, 1200, np.uint64)
    codes[1100:] = codes[:100]
    found = {(p.first, p.second) for p in duplicate_pairs(vectors, codes, [str(row) for row in range(1200)])}
    cosines = vectors @ vectors.T
    near = is_near(cosines, np.bitwise_count(codes[:, None] ^ codes[None, :]), 0.95, 12)
    assert found == set(zip(*(each.tolist() for each in np.nonzero(np.triu(near, 1))), strict=True))
    assert len(found) >= 90


def test_many_alike_stay_few_pairs_and_one_group() -> None:
    count = 300
    found = duplicate_pairs(unit(*[(1.0, 0.0)] * count), hashes(*[7] * count), list(map(str, range(count))))
    assert len(found) <= count * MOST_NEAR
    assert groups(found) == [tuple(range(count))]


def test_groups_hang_together() -> None:
    pairs = [Pair(4, 9, "near", 0.99), Pair(1, 2, "near", 0.98), Pair(2, 7, "exact", 1.0)]
    assert groups(pairs) == [(1, 2, 7), (4, 9)]
    assert groups([]) == []


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="2 vectors, 1 hashes"):
        duplicate_pairs(unit((1, 0), (0, 1)), hashes(0), ["a", "b"])
