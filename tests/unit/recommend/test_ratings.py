"""Ratings put in order: one entry for each pair of person and item."""

from __future__ import annotations

import numpy as np
import pytest

from visrec_desktop.recommend.ratings import Ratings


def of(*events: tuple[int, int, float, float]) -> Ratings:
    people, items, values, days = (np.array(column) for column in zip(*events, strict=True))
    return Ratings.of(people, items, values, days)


def test_they_are_ordered_by_person_and_time() -> None:
    ratings = of((1, 5, 1.0, 3.0), (0, 7, 1.0, 2.0), (1, 4, 0.1, 1.0), (0, 6, -1.0, 1.0))
    assert ratings.people.tolist() == [0, 0, 1, 1]
    assert ratings.items.tolist() == [6, 7, 4, 5]
    assert ratings.values.tolist() == [-1.0, 1.0, 0.1, 1.0]
    assert ratings.days.tolist() == [1.0, 2.0, 1.0, 3.0]


def test_a_thousand_likes_of_one_product_are_one() -> None:
    ratings = of(*[(0, 3, 1.0, float(day)) for day in range(1000)])
    assert (len(ratings), ratings.values.tolist(), ratings.days.tolist()) == (1, [1.0], [999.0])


@pytest.mark.parametrize(
    ("events", "value"),
    [
        ([(1.0, 1), (-1.0, 2)], -1.0),  # the last word counts
        ([(-1.0, 1), (1.0, 2)], 1.0),
        ([(1.5, 1), (1.0, 2)], 1.0),
        ([(1.0, 1), (0.1, 2)], 1.0),  # looking again takes nothing back
        ([(-1.0, 1), (0.2, 2)], -1.0),
        ([(0.2, 1), (0.1, 2)], 0.2),
        ([(1.0, 2), (-1.0, 2)], -1.0),  # at the same moment the later entry
    ],
)
def test_the_last_word_about_an_item_counts_and_stands_at_its_latest_event(
    events: list[tuple[float, int]], value: float
) -> None:
    ratings = of(*[(0, 3, each, float(day)) for each, day in events])
    assert ratings.values.tolist() == [value]
    assert ratings.days.tolist() == [2.0]


def test_events_at_one_moment_keep_their_order() -> None:
    assert of((0, 9, 1.0, 1.0), (0, 2, 1.0, 1.0), (0, 5, 1.0, 1.0)).items.tolist() == [9, 2, 5]


def test_rows_are_the_histories_of_people() -> None:
    rows = list(of((4, 1, 1.0, 2.0), (4, 2, 1.0, 1.0), (9, 3, 0.1, 1.0)).rows())
    assert [row.items.tolist() for row in rows] == [[2, 1], [3]]
    assert [row.values.tolist() for row in rows] == [[1.0, 1.0], [0.1]]


def test_nothing_is_nothing() -> None:
    empty = Ratings.of(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    assert len(empty) == 0
    assert list(empty.rows()) == []


@pytest.mark.parametrize(
    "event", [(-1, 0, 1.0, 0.0), (0, -1, 1.0, 0.0), (0, 0, float("nan"), 0.0), (0, 0, 1.0, float("inf"))]
)
def test_what_is_no_rating_is_refused(event: tuple[int, int, float, float]) -> None:
    with pytest.raises(ValueError, match=r"numbered|finite"):
        of(event)


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="length"):
        Ratings.of(np.zeros(2, np.int64), np.zeros(1, np.int64), np.zeros(1), np.zeros(1))
