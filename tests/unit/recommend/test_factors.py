"""Directions of taste: against the equations they solve, and for new clients."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.recommend.test_collaborative import NOBODY, drawn, of, row
from visrec_desktop.recommend.factors import Effort, Factors, _solved
from visrec_desktop.recommend.trait_rows import trait_rows

SMALL = Effort(count=3, trust=5.0, ridge=0.5, half=1e9)


def test_conjugate_gradients_solve_each_rows_regression() -> None:
    from scipy.sparse import csr_array

    rng = np.random.default_rng(5)
    likes = csr_array(np.array([[1, 0, 2, 0], [0, 0, 0, 0], [0.3, 1, 0, 1]], np.float32))
    fixed = rng.standard_normal((4, 3)).astype(np.float32)
    found = _solved(likes, fixed, np.zeros((3, 3), np.float32), Effort(count=3, trust=5, ridge=0.5, steps=9))
    for weights, point in zip(likes.toarray(), found, strict=True):
        trust = 5.0 * weights
        square = fixed.T @ fixed + 0.5 * np.eye(3) + (fixed.T * trust) @ fixed
        expected = np.linalg.solve(square, fixed.T @ np.where(weights > 0, 1 + trust, 0))
        assert point == pytest.approx(expected, abs=1e-4)


def test_scores_of_a_history_are_that_regression_too() -> None:
    rng = np.random.default_rng(6)
    factors = Factors(rng.standard_normal((4, 3)).astype(np.float32), SMALL)
    chosen = factors.items[[2, 0]]
    trust = np.array([5.0, 5.0 * SMALL.interest * 0.5])
    square = factors.items.T @ factors.items + 0.5 * np.eye(3) + (chosen.T * trust) @ chosen
    expected = factors.items @ np.linalg.solve(square, chosen.T @ (1 + trust))
    found = factors.scores(row(2, 0, values=(1.0, 0.5)))
    assert found.dtype == np.float32
    assert found == pytest.approx(np.where(expected < 1e-4, 0, expected), abs=1e-4)


def test_a_new_client_gets_what_people_of_that_taste_like() -> None:
    histories = [row(0, 1, 2), row(0, 1, 2), row(3, 4, 5), row(3, 4, 5)] * 5
    factors = Factors.fit(of(histories), 7, Effort(count=4, trust=10, ridge=1.0))
    scores = factors.scores(row(0, 1))
    assert scores[2] > 0.5 > scores[[3, 4, 5, 6]].max()
    assert not factors.scores(row(6)).any()


def test_traits_place_an_item_that_nobody_knows() -> None:
    histories = [row(0, 1), row(0, 1), row(2, 3), row(2, 3)] * 5
    traits = trait_rows([[["a"], ["a"], ["b"], ["b"], ["a"], []]])
    effort = Effort(count=4, trust=10, ridge=1.0)
    told = Factors.fit(of(histories), 6, effort, traits).scores(row(0))
    assert told[4] > 0.05
    assert told[4] > 5 * max(told[2], told[5])
    assert not Factors.fit(of(histories), 6, effort).scores(row(0))[4]


def test_recent_events_count_more() -> None:
    histories = [row(0, 1), row(2, 3)] * 10
    factors = Factors.fit(of(histories), 4, Effort(count=3, trust=10, ridge=1.0, half=1.0))
    assert factors.scores(row(0, 2))[3] > factors.scores(row(2, 0))[3]


def test_it_is_the_same_each_time() -> None:
    ratings = of(drawn(30, 12, seed=7))
    assert (Factors.fit(ratings, 12, SMALL).items == Factors.fit(ratings, 12, SMALL).items).all()


def test_nothing_says_nothing() -> None:
    assert not Factors.fit(NOBODY, 3, SMALL).scores(row(0)).any()
    factors = Factors.fit(of([row(0, 1)] * 4), 2, SMALL)
    for history in (row(), row(9), row(-1), row(0, values=(-1.0,))):
        assert not factors.scores(history).any()
    with pytest.raises(ValueError, match="item 1, of 1"):
        Factors.fit(of([row(0, 1)]), 1, SMALL)
