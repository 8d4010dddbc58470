"""How many people with similar taste: never one who could be named."""

from __future__ import annotations

import numpy as np

from visrec_desktop.recommend.people import similar_people
from visrec_desktop.recommend.ratings import Ratings


def of(*likes: tuple[int, int]) -> Ratings:
    people, items = (np.array(column) for column in zip(*likes, strict=True))
    return Ratings.of(people, items, np.ones(len(likes)), np.zeros(len(likes)))


ALL_LIKE = of(*[(person, item) for person in range(5) for item in (0, 1, 2)])


def test_those_count_who_liked_it_and_two_of_the_same() -> None:
    assert similar_people(ALL_LIKE, np.array([0, 1]), 2) == 5
    assert similar_people(ALL_LIKE, np.array([0, 7]), 2) == 0  # only one in common
    assert similar_people(ALL_LIKE, np.array([0]), 2) == 5  # only one there is


def test_the_item_itself_is_not_taste() -> None:
    assert similar_people(ALL_LIKE, np.array([2]), 2) == 0
    assert similar_people(ALL_LIKE, np.array([0, 2]), 2) == 5


def test_the_client_does_not_count() -> None:
    assert similar_people(ALL_LIKE, np.array([0, 1]), 2, leave_out=0) == 4


def test_fewer_than_three_are_not_spoken_of() -> None:
    few = of(*[(person, item) for person in range(3) for item in (0, 1)])
    assert similar_people(few, np.array([0]), 1) == 3
    assert similar_people(few, np.array([0]), 1, leave_out=2) == 0


def test_only_likes_count() -> None:
    looked = Ratings.of(np.arange(4), np.zeros(4, np.int64), np.full(4, 0.1), np.zeros(4))
    assert similar_people(looked, np.array([1]), 0) == 0
    assert similar_people(ALL_LIKE, np.zeros(0, np.int64), 0) == 0
