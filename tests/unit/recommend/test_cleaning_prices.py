"""Proposed prices, and prices that stand out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.unit.recommend.cleaning_shop import shop
from visrec_desktop.recommend.cleaning import Facts, price_outliers, propose


def priced(categories: list[str], prices: list[float]) -> Facts:
    blank = [""] * len(prices)
    return Facts(
        categories=categories,
        brands=blank,
        colours=blank,
        prices=np.array(prices),
        names=blank,
        attributes=[{}] * len(prices),
        vectors=np.zeros((len(prices), 4), np.float32),
    )


def test_missing_prices_are_near_the_truth_and_say_how_sure() -> None:
    facts = shop(300)
    gaps = np.arange(0, 300, 5)
    prices = facts.prices.copy()
    prices[gaps] = np.nan
    found = propose(replace(facts, prices=prices), ("price",))
    assert [each.row for each in found] == gaps.tolist()
    off = [abs(np.log(float(each.value) / facts.prices[each.row])) for each in found]
    within = np.mean(np.array(off) <= np.log(1.25))
    assert within >= 0.85
    assert np.mean([each.confidence for each in found]) == pytest.approx(within, abs=0.15)
    assert {each.basis for each in found} <= {"look", "name", "median"}
    assert all(f"{float(each.value):.2f}" == each.value for each in found)


def test_the_median_of_the_category_where_nothing_else_is_known() -> None:
    kinds = ["Shirt"] * 8 + ["Coat"] * 8
    facts = priced(
        [*kinds, "Coat", "Shirt"],
        [*(10.0, 11.0, 12.0, 12.0, 12.0, 13.0, 14.0, 15.0), *(190.0, 200.0, 200.0, 210.0) * 2, *[np.nan] * 2],
    )
    found = propose(facts, ("price",))
    assert [(each.row, each.value, each.basis, each.neighbours) for each in found] == [
        (16, "200.00", "median", ()),
        (17, "12.00", "median", ()),
    ]


def test_products_that_it_was_taken_from_are_told() -> None:
    rng = np.random.default_rng(3)
    vectors = np.eye(8, dtype=np.float32)[rng.integers(0, 8, 160)]
    prices = 10.0 * 2.0 ** vectors.argmax(axis=1)
    facts = replace(priced([""] * 160, prices.tolist()), vectors=vectors)
    facts.prices[0] = np.nan
    (found,) = propose(facts, ("price",))
    assert (found.value, found.basis) == (f"{prices[0]:.2f}", "look")
    assert len(found.neighbours) == 3
    assert {prices[row] for row in found.neighbours} == {prices[0]}


def test_no_price_from_less_than_five() -> None:
    assert propose(priced([""] * 6, [1.0, 2.0, 3.0, 4.0, np.nan, np.nan]), ("price",)) == []
    assert propose(priced([""] * 7, [0.0, 2.0, 3.0, 4.0, 0.0, 5.0, np.nan]), ("price",)) == []


def test_five_prices_give_a_modest_proposal() -> None:
    (found,) = propose(priced([""] * 6, [10.0, 20.0, 30.0, 40.0, 50.0, np.nan]), ("price",))
    assert found.value == "30.00"
    assert found.confidence < 0.6


def test_ten_times_and_a_tenth_stand_out() -> None:
    usual = [18.0, 19.0, 20.0, 20.0, 21.0, 22.0, 25.0]
    found = price_outliers(priced(["Shirt"] * 9, [*usual, 200.0, 2.0]))
    assert [(each.row, each.field, each.reason) for each in found] == [
        (7, "price", "above_category"),
        (8, "price", "below_category"),
    ]
    assert found[0].usual == pytest.approx(20.0)
    assert (found[0].value, found[0].ratio) == (200.0, pytest.approx(10.0))
    assert found[1].ratio == pytest.approx(0.1)


def test_a_category_is_compared_with_itself() -> None:
    facts = priced(["Sock"] * 6 + ["Coat"] * 6, [2.0, 2.5, 3.0, 2.0, 3.0, 2.5, *[250.0, 300.0] * 3])
    assert price_outliers(facts) == []


def test_prices_that_differ_widely_are_nothing_remarkable() -> None:
    assert price_outliers(priced(["Art"] * 7, [1.0, 5.0, 25.0, 120.0, 600.0, 3000.0, 15000.0])) == []


def test_the_whole_shop_where_the_category_is_small() -> None:
    kinds = ["Shirt"] * 6 + ["Hat", ""]
    found = price_outliers(priced(kinds, [20.0, 22.0, 18.0, 21.0, 19.0, 20.0, 2000.0, 21.0]))
    assert [(each.row, each.reason) for each in found] == [(6, "above_shop")]
    assert price_outliers(priced(["Hat"] * 4, [1.0, 1.0, 1.0, 100.0])) == []


def test_a_price_of_nothing_stands_out_and_a_missing_one_does_not() -> None:
    found = price_outliers(priced(["Shirt"] * 7, [20.0, 21.0, 22.0, 20.0, 19.0, 0.0, np.nan]))
    assert [(each.row, each.ratio, each.reason) for each in found] == [(5, 0.0, "below_category")]


def test_prices_all_alike_are_no_outliers() -> None:
    assert price_outliers(priced(["Shirt"] * 9, [20.0] * 8 + [24.0])) == []
    assert price_outliers(shop(0)) == []
