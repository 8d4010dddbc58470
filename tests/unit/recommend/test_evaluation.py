"""Measures of recommendation, worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from visrec_desktop.recommend import evaluation as measure

LISTS = np.array([[1, 2, 3], [4, 2, 6], [7, 8, 1]])


def test_hit_rate_and_ndcg() -> None:
    targets = np.array([1, 6, 5])  # first place, third place, not there
    assert measure.hits(LISTS, targets).tolist() == [1.0, 1.0, 0.0]
    assert measure.hit_rate(LISTS, targets) == pytest.approx(2 / 3)
    assert measure.gains(LISTS, targets).tolist() == [1.0, 0.5, 0.0]
    assert measure.ndcg(LISTS, targets) == pytest.approx(0.5)
    assert measure.gains(LISTS, np.array([2, 2, 2]))[0] == pytest.approx(1 / math.log2(3))


def test_nobody_hits_nothing() -> None:
    empty = np.zeros((0, 3), np.int64)
    assert measure.hit_rate(empty, np.zeros(0, np.int64)) == 0
    assert measure.ndcg(empty, np.zeros(0, np.int64)) == 0


def test_coverage() -> None:
    assert measure.coverage(LISTS, 14) == 0.5  # 1 2 3 4 6 7 8
    assert measure.coverage(LISTS, 0) == 0


def test_intra_list_diversity() -> None:
    vectors = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    assert measure.intra_list_diversity(np.array([[0, 1]]), vectors) == 0
    assert measure.intra_list_diversity(np.array([[0, 2]]), vectors) == 1
    assert measure.intra_list_diversity(np.array([[0, 1, 2]]), vectors) == pytest.approx(2 / 3)
    assert measure.intra_list_diversity(np.array([[0, 1], [0, 2]]), vectors) == 0.5
    assert measure.intra_list_diversity(np.array([[0]]), vectors) == 0


def test_overlap() -> None:
    assert measure.overlap(np.array([[1, 2], [2, 1]])) == 1
    assert measure.overlap(np.array([[1, 2], [3, 4]])) == 0
    # pairs: {1,2,3} {4,2,6}: 1/5; {1,2,3} {7,8,1}: 1/5; {4,2,6} {7,8,1}: 0
    assert measure.overlap(LISTS) == pytest.approx((0.2 + 0.2 + 0) / 3)
    assert measure.overlap(LISTS[:1]) == 0


def test_overlap_of_drawn_pairs_is_near_that_of_all() -> None:
    rng = np.random.default_rng(2)
    lists = np.array([rng.choice(30, 5, replace=False) for _ in range(150)])
    every = measure.overlap(lists, pairs=150 * 150)
    assert measure.overlap(lists, pairs=10_000) == pytest.approx(every, abs=0.01)
    assert measure.overlap(lists, pairs=10_000) == measure.overlap(lists, pairs=10_000)


def test_distribution() -> None:
    assert measure.distribution(np.array([0, 2, 2, 2]), 4).tolist() == [0.25, 0, 0.75, 0]
    assert measure.distribution(np.array([0, 1]), 2, np.array([3.0, 1.0])).tolist() == [0.75, 0.25]
    assert measure.distribution(np.zeros(0, np.int64), 2).tolist() == [0, 0]


def test_miscalibration() -> None:
    history = np.array([0.5, 0.5, 0.0])
    assert measure.miscalibration(history, history) == pytest.approx(0.0)
    # all of one category: 0.5 log(0.5 / 0.995) + 0.5 log(0.5 / 0.005)
    one_sided = measure.miscalibration(history, np.array([1.0, 0.0, 0.0]))
    assert one_sided == pytest.approx(0.5 * math.log(0.5 / 0.995) + 0.5 * math.log(0.5 / 0.005))
    assert measure.miscalibration(history, np.array([0.6, 0.4, 0.0])) < one_sided
    assert measure.miscalibration(np.zeros(3), history) == 0
