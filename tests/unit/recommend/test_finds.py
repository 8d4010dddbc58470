"""Items that suit one client as they suit hardly anybody else."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.recommend.test_collaborative import of, row
from visrec_desktop.recommend import finds
from visrec_desktop.recommend.finds import FEW, reach, spoken_for, with_finds
from visrec_desktop.recommend.variants import ALONE

F = np.float32
NO_GROUPS = np.full(40, ALONE, np.int32)


def rows(*given: int) -> np.ndarray:
    return np.array(given, np.int64)


def test_reach_worked_by_hand() -> None:
    told = [np.array([number, -number, -5.0], F) for number in range(1000)]
    # of 1,000 clients the 4 whom an item suits best: 996 to 999, and 0 to 3
    assert round(FEW * 1000) == 4
    assert reach(told, 3, -5.0).tolist() == [996.0, -3.0, np.inf]


def test_of_few_clients_it_is_the_best() -> None:
    assert reach([np.array([1.0, 3.0], F), np.array([2.0, 0.0], F)], 2, -5.0).tolist() == [2.0, 3.0]
    assert np.isinf(reach([], 2, -5.0)).all()


def test_who_liked_little_does_not_count() -> None:
    refusing = row(0, 1, 2, 3, 4, values=(1.0, 1.0, 1.0, 1.0, -1.0))
    told = list(spoken_for(of([row(0, 1), row(0, 1, 2, 3, 4), refusing]), 5))
    assert [each.items.tolist() for each in told] == [[0, 1, 2, 3, 4]]


def test_in_a_great_catalog_some_of_the_clients_have_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finds, "_MOST_NUMBERS", 20)
    histories = [row(*range(first, first + 5)) for first in range(9)]
    told = list(spoken_for(of(histories), 5))
    assert [each.items[0] for each in told] == [0, 3, 6]
    assert len(list(spoken_for(of(histories), 100))) == 1


def test_places_that_are_kept() -> None:
    listed = np.arange(12)
    assert with_finds(listed, rows(20, 21, 22), NO_GROUPS, 0.3).tolist() == [
        *(0, 1, 2, 3, 20),
        *(4, 5, 6, 7, 21),
        *(8, 9),
    ]
    assert with_finds(listed[:4], rows(20), NO_GROUPS, 1.0).tolist() == [0, 20, 1, 2]
    assert with_finds(listed[:4], rows(20), NO_GROUPS, 0.0).tolist() == [0, 1, 2, 3]
    assert with_finds(listed[:0], rows(20), NO_GROUPS, 1.0).tolist() == []


def test_what_is_shown_is_not_shown_again() -> None:
    # 1 stands above already; 3 is a find, and so not the next of the list
    assert with_finds(rows(0, 1, 2, 3, 4), rows(1, 3), NO_GROUPS, 0.5).tolist() == [0, 1, 3, 2, 4]
    assert with_finds(rows(0, 1, 2), rows(), NO_GROUPS, 0.5).tolist() == [0, 1, 2]


def test_an_article_has_one_place() -> None:
    groups = NO_GROUPS.copy()
    groups[[0, 20]] = 7
    groups[[3, 21]] = 8
    # 20 is a variant of what stands first; 21 takes the place of its variant 3
    assert with_finds(rows(0, 1, 2, 3, 4), rows(20, 21), groups, 0.5).tolist() == [0, 1, 21, 2, 4]


@pytest.mark.parametrize("length", [1, 4, 9])
def test_a_shorter_list_is_the_beginning_of_a_longer_one(length: int) -> None:
    listed, found = np.arange(10), rows(8, 30, 2, 31)
    whole = with_finds(listed, found, NO_GROUPS, 0.5)
    assert whole[:length].tolist() == with_finds(listed[:length], found, NO_GROUPS, 0.5).tolist()
    assert len(set(whole.tolist())) == len(whole) == 10
