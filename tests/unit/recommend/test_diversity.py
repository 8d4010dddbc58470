"""Maximal marginal relevance."""

from __future__ import annotations

import numpy as np
import pytest

from visrec_desktop.recommend.diversity import GREATEST_TRADE, mmr, pull

F = np.float32


def unit(rows: list[list[float]]) -> np.ndarray:
    found = np.array(rows, F)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def by_hand(relevance: np.ndarray, vectors: np.ndarray, diversity: float, top: int) -> list[int]:
    """The formula as it is written, one candidate at a time."""
    trade = GREATEST_TRADE * pull(diversity)
    worth = (relevance - relevance.min()) / (relevance.max() - relevance.min())
    cosines = vectors @ vectors.T
    least = cosines[0].min()
    chosen: list[int] = []
    while len(chosen) < top:
        rest = [row for row in range(len(worth)) if row not in chosen]

        def marginal(row: int) -> float:
            closest = max(((cosines[row, c] - least) / (1 - least) for c in chosen), default=0.0)
            return float((1 - trade) * worth[row] - trade * max(0.0, closest))

        chosen.append(max(rest, key=marginal))
    return chosen


def test_the_control_is_gentle_at_first() -> None:
    assert [pull(at) for at in (-1.0, 0.0, 1.0, 9.0)] == [0.0, 0.0, 1.0, 1.0]
    assert pull(0.5) == pytest.approx(0.297, abs=1e-3)


def test_without_diversity_the_order_stays() -> None:
    relevance = np.array([0.9, 0.9, 0.8, 0.1], F)
    assert list(mmr(relevance, unit([[1, 0]] * 4), 0, 4)) == [0, 1, 2, 3]


def test_a_copy_of_the_first_gives_way_to_something_else() -> None:
    relevance = np.array([0.90, 0.89, 0.85, 0.50], F)
    vectors = unit([[1, 0], [1, 0.01], [0, 1], [0.7, 0.7]])
    assert list(mmr(relevance, vectors, 0.5, 2)) == [0, 2]


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_formula(seed: int) -> None:
    chance = np.random.default_rng(seed)
    relevance = -np.sort(-chance.random(30).astype(F))
    vectors = unit(chance.random((30, 8)).tolist())
    for diversity in (0.2, 0.6, 1.0):
        assert list(mmr(relevance, vectors, diversity, 12)) == by_hand(relevance, vectors, diversity, 12)


def test_more_diversity_is_more_diverse_and_less_relevant() -> None:
    chance = np.random.default_rng(3)
    vectors = unit(chance.random((200, 16)).tolist())
    relevance = -np.sort(-(vectors @ vectors[0]))
    vectors = vectors[np.argsort(-(vectors @ vectors[0]))]
    likeness, worth = [], []
    for diversity in (0, 0.3, 1):
        rows = mmr(relevance, vectors, diversity, 10)
        assert len(set(rows.tolist())) == 10
        likeness.append((vectors[rows] @ vectors[rows].T)[np.triu_indices(10, 1)].mean())
        worth.append(relevance[rows].mean())
    assert likeness[0] > likeness[1] > likeness[2]
    assert worth[0] >= worth[1] > worth[2]


def test_a_product_without_a_picture_is_neither_favoured_nor_dropped() -> None:
    relevance = np.array([0.9, 0.8, 0.7, 0.6], F)
    vectors = np.concatenate([unit([[1, 0], [0.9, 0.1], [0.8, 0.3]]), np.zeros((1, 2), F)])
    assert list(mmr(relevance, vectors, 0.05, 4)) == [0, 1, 2, 3]


def test_odd_input() -> None:
    nothing = np.zeros(0, F)
    assert len(mmr(nothing, np.zeros((0, 3), F), 0.5, 5)) == 0
    assert list(mmr(np.array([0.5], F), np.zeros((1, 3), F), 1, 5)) == [0]
    assert list(mmr(np.full(3, 0.5, F), np.full((3, 2), np.nan, F), 1, 3)) == [0, 1, 2]
    assert len(mmr(np.array([0.5, 0.4], F), unit([[1, 0], [0, 1]]), 9.0, 1)) == 1
    assert len(mmr(np.array([0.5], F), unit([[1, 0]]), 0.5, -3)) == 0
    assert sorted(mmr(np.full(4, 0.5, F), unit([[1, 1]] * 4), 1, 4).tolist()) == [0, 1, 2, 3]
