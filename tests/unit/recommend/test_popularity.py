"""Popularity: damped, aged, shrunk; and the lift of the moment."""

from __future__ import annotations

import math

import numpy as np
import pytest

from visrec_desktop.recommend.popularity import DOUBT, EXPONENT, MEMORY, lift, popularity
from visrec_desktop.recommend.ratings import Ratings


def of(*events: tuple[int, int, float, float]) -> Ratings:
    people, items, values, days = (np.array(column) for column in zip(*events, strict=True))
    return Ratings.of(people, items, values, days)


NOBODY = Ratings.of(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))


def test_popularity_worked_by_hand() -> None:
    # item 0: two likes today; item 1: one like a half-life ago; item 2: a refusal; item 3: nothing
    found = popularity(
        of((0, 0, 1, 100), (1, 0, 1, 100), (0, 1, 1, 50), (1, 2, -1, 100)), 4, 100.0, half_life=50.0
    )
    average = 3 / 4
    first = math.log(3) * (2 + DOUBT * average) / (2 + DOUBT)
    second = math.log(1.5) * (1 + DOUBT * average) / (1 + DOUBT)
    assert found.dtype == np.float32
    assert found.tolist() == pytest.approx([1.0, second / first, 0.0, 0.0])


def test_refusals_lower_it() -> None:
    found = popularity(of((0, 0, 1, 1), (1, 1, 1, 1), (2, 1, -1, 1)), 2, 1.0)
    assert found[0] > found[1] > 0


def test_interest_counts_a_little() -> None:
    found = popularity(of((0, 0, 1, 1), (1, 1, 0.1, 1)), 3, 1.0)
    assert found[0] > found[1] > found[2] == 0


def test_a_clock_that_jumped_counts_as_now() -> None:
    assert popularity(of((0, 0, 1, 9999), (1, 1, 1, 5)), 2, 5.0).tolist() == [1.0, 1.0]


def test_nothing_is_popular_where_nothing_happened() -> None:
    assert popularity(NOBODY, 3, 0.0).tolist() == [0.0, 0.0, 0.0]
    assert popularity(NOBODY, 0, 0.0).shape == (0,)
    assert popularity(of((0, 0, -1, 1)), 1, 1.0).tolist() == [0.0]


def test_lift_worked_by_hand() -> None:
    # three likes of item 0 long ago, one of item 1 now: shares 4/7, 2/7, 1/7 with one like added to each
    found = lift(of((0, 0, 1, 0), (1, 0, 1, 0), (2, 0, 1, 0), (0, 1, 1, 1e6)), 3, 1e6)
    shares = np.array([4, 2, 1]) / 7
    recent = np.array([0, 1, 0])
    expected = ((recent + MEMORY * shares) / (1 + MEMORY) / shares) ** EXPONENT
    assert found == pytest.approx(expected.astype(np.float32))
    assert found[1] > 1 > found[0]


def test_lift_looks_at_likes_only() -> None:
    assert lift(of((0, 0, 0.5, 1), (1, 1, -1, 1)), 2, 1.0).tolist() == [1.0, 1.0]
    assert lift(NOBODY, 2, 1.0).tolist() == [1.0, 1.0]
