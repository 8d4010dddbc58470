"""Goes with: from baskets, and from categories that complete each other."""

from __future__ import annotations

import math

import numpy as np
import pytest

from visrec_desktop.recommend.complements import OTHER, SUITS, kind_of, suits
from visrec_desktop.recommend.together import CATEGORY_SUPPORT, LARGEST, PAIR_SHARE, PAIR_SUPPORT, Together


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("Shirts", "top"),
        ("T-Shirts", "top"),
        ("Tshirts", "top"),
        ("Track Pants", "bottom"),
        ("SHORTS", "bottom"),
        ("Dresses", "dress"),
        ("Shirt Dress", "dress"),
        ("Casual Shoes", "shoes"),
        ("Handbags", "bag"),
        ("Cap", "hat"),
        ("Earrings", "jewel"),
        ("Watches", "jewel"),
        ("Boxes", ""),
        ("Outwear", "outer"),
        ("Capers", ""),  # no cap
        ("Red wine", ""),
        ("", ""),
    ],
)
def test_kinds_of_clothing(category: str, kind: str) -> None:
    assert kind_of(category) == kind


@pytest.mark.parametrize(
    ("one", "other", "worth"),
    [
        ("Shirts", "Trousers", SUITS),
        ("Trousers", "Belts", SUITS),
        ("Skirt", "Shoes", SUITS),
        ("Shoes", "Handbags", SUITS),
        ("Shirts", "Blouses", 0.0),  # they replace each other
        ("Shirts", "shirts ", 0.0),
        ("Shirts", "Wine", OTHER),
        ("Red wine", "Cheese", OTHER),
        ("Red wine", "", 0.0),
    ],
)
def test_what_suits(one: str, other: str, worth: float) -> None:
    assert suits(one, other) == suits(other, one) == worth


CATEGORIES = ["Shirts", "Trousers", "Trousers", "Shirts", "Cheese", ""]


def test_without_baskets_categories_speak() -> None:
    scores = Together.fit([], CATEGORIES).scores(0)
    assert scores.dtype == np.float32
    expected = [0, SUITS, SUITS, 0, OTHER, 0]
    assert scores.tolist() == pytest.approx([(1 - PAIR_SHARE) * each for each in expected])


def test_never_the_same_category_even_when_bought_together() -> None:
    scores = Together.fit([[0, 3]] * 5 + [[1, 4]] * 5, CATEGORIES).scores(0)
    assert scores[3] == 0
    assert scores[0] == 0


def test_what_was_bought_together_comes_first() -> None:
    scores = Together.fit([[0, 2]] * 3 + [[3, 1]] * 3 + [[1, 4]], CATEGORIES).scores(0)
    assert int(np.argmax(scores)) == 2
    assert scores[2] > scores[1] > scores[4]


def test_pairs_worked_by_hand() -> None:
    # four baskets, items 0 and 1 in two of them and never apart: p = 1/2 each, pmi = log 2, normalised 1
    found = Together.fit([[0, 1], [0, 1], [2, 4], [3, 4]], CATEGORIES)
    pairs = found.pairs.toarray()
    assert pairs[0, 1] == pairs[1, 0] == pytest.approx(2 / (2 + PAIR_SUPPORT))
    # item 4 in two, item 2 in one: lift 1 * 4 / 2, of log 4
    assert pairs[2, 4] == pytest.approx(math.log(2) / math.log(4) / (1 + PAIR_SUPPORT))
    # categories: shirts and trousers in two of four, trousers in three, shirts in three, cheese in two
    lift = math.log(2 * 4 / (3 * 3)) / math.log(2)
    assert lift < 0  # less than by chance counts 0
    support = 2 / (2 + CATEGORY_SUPPORT)
    names = ["cheese", "shirts", "trousers"]
    assert found.complements[names.index("shirts"), names.index("trousers")] == pytest.approx(
        (1 - support) * SUITS
    )


def test_more_baskets_make_a_pair_stronger() -> None:
    rest = [[2, 4], [3, 4]]
    few = Together.fit([[0, 1], *rest], CATEGORIES).scores(0)[1]
    many = Together.fit([[0, 1]] * 10 + rest * 10, CATEGORIES).scores(0)[1]
    assert many > few


def test_what_is_in_every_basket_teaches_nothing() -> None:
    found = Together.fit([[0, 1]] * 10, CATEGORIES)
    assert found.pairs.toarray().max() == 0


def test_an_item_of_no_known_category_goes_by_baskets_alone() -> None:
    found = Together.fit([[5, 1], [2, 4]], CATEGORIES)
    assert found.scores(5)[1] > 0
    assert found.scores(5)[[0, 2, 3, 4]].tolist() == [0, 0, 0, 0]


def test_odd_baskets() -> None:
    categories = ["a"] * (LARGEST + 1) + ["b"]
    huge = list(range(LARGEST + 1))
    found = Together.fit([[], [0], [0, 0], huge], categories)
    assert found.pairs.nnz == 0
    assert Together.fit([], []).pairs.shape == (0, 0)
    with pytest.raises(ValueError, match="not"):
        Together.fit([[0, 99]], categories)
    with pytest.raises(ValueError, match="item 99"):
        found.scores(99)
