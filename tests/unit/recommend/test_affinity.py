"""How well the traits of products fit a profile, and what speaks against them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.unit.recommend.examples import BRAND, CATEGORY, COLOUR, STYLE, trait
from visrec_desktop.recommend.affinity import (
    KIND_WEIGHTS,
    STRENGTHS,
    affinities_by_kind,
    attribute_affinity,
    penalties,
)
from visrec_desktop.recommend.profile import Profile
from visrec_desktop.recommend.traits import ItemTraits, TraitTable

BLUE_SHIRT = ItemTraits("Shirts", "North", "Casual", "Blue", 50, "M", "EUR", "a")
RED_HAT = ItemTraits("Hats", "South", "Formal", "Red", 200, "L", "EUR", "b")
BLANK = ItemTraits(sku="c")


def table(*items: ItemTraits, stocks: list[int | None] | None = None) -> TraitTable:
    return TraitTable.from_items(items, stocks or [None] * len(items))


THREE = table(BLUE_SHIRT, RED_HAT, BLANK)


def affinity(profile: Profile, items: TraitTable = THREE) -> list[float]:
    found = attribute_affinity(profile, items)
    assert found is not None
    assert found.dtype == np.float32
    return [float(value) for value in found]


def against(name: str, profile: Profile, items: TraitTable = THREE) -> list[float]:
    found = penalties(profile, items).get(name)
    return [0.0] * len(items) if found is None else [float(value) for value in found]


def test_a_profile_without_an_opinion() -> None:
    assert attribute_affinity(Profile(), THREE) is None
    assert attribute_affinity(Profile({trait(COLOUR, "red"): -2.0}), THREE) is None
    assert penalties(Profile(), THREE) == {}


def test_one_kind_by_hand() -> None:
    profile = Profile({trait(COLOUR, "blue"): 3.0, trait(COLOUR, "red"): 1.0})
    assert affinity(profile) == pytest.approx([3 / 4, 1 / 4, 0])  # beside the strongest, and 1 for doubt


def test_more_evidence_is_more_convincing() -> None:
    few, many = (affinity(Profile({trait(COLOUR, "blue"): w}))[0] for w in (0.5, 5.0))
    assert few == pytest.approx(1 / 3)
    assert many == pytest.approx(5 / 6)


def test_kinds_without_opinion_are_left_out() -> None:
    profile = Profile({trait(COLOUR, "blue"): 1.0, trait(CATEGORY, "hats"): 1.0, trait(BRAND, "x"): -1.0})
    colour, category = KIND_WEIGHTS["colour"], KIND_WEIGHTS["category"]
    whole = colour + category
    assert affinity(profile) == pytest.approx([colour / whole / 2, category / whole / 2, 0])


def test_prices_count_by_their_distance_on_a_logarithmic_scale() -> None:
    profile = Profile({trait(COLOUR, "none such"): 1.0}, price_mean=100.0, price_spread=math.log(2))
    share = KIND_WEIGHTS["price"] / (KIND_WEIGHTS["price"] + KIND_WEIGHTS["colour"])
    near = math.exp(-0.5)
    told = [share * each for each in (near, near, 0.5)]  # half, double, not known
    assert affinity(profile) == pytest.approx(told)


def test_a_budget_counts_while_no_price_was_liked() -> None:
    other = {trait(COLOUR, "none such"): 1.0}
    share = KIND_WEIGHTS["price"] / (KIND_WEIGHTS["price"] + KIND_WEIGHTS["colour"])
    assert affinity(Profile(other, budget_max=100.0)) == pytest.approx([share, 0, share / 2])
    assert affinity(Profile(other, budget_min=100.0)) == pytest.approx([share / 2, share, share / 2])


def test_a_price_that_suits_is_no_reason_by_itself() -> None:
    assert attribute_affinity(Profile(budget_max=100.0), THREE) is None
    assert attribute_affinity(Profile(price_mean=100.0, price_spread=1.0), THREE) is None
    assert against("budget", Profile(budget_max=10.0))[0] < 0


def test_demographics_count_only_where_both_sides_say_something() -> None:
    people = table(
        ItemTraits(people=(("gender", "women"), ("age_band", "30-39"))),
        ItemTraits(people=(("gender", "men"),)),
        ItemTraits(),
    )
    assert affinity(Profile(people={"gender": "women"}), people) == [1, 0, 0.5]
    assert affinity(Profile(people={"gender": "women", "age_band": "20-29"}), people) == [0.5, 0, 0.5]
    assert attribute_affinity(Profile(people={"gender": "women"}), THREE) is None


def test_kinds_add_up_to_the_affinity() -> None:
    profile = Profile(
        {trait(COLOUR, "blue"): 2.0, trait(STYLE, "casual"): 1.0, trait(CATEGORY, "hats"): 1.0},
        price_mean=60.0,
        price_spread=0.3,
    )
    kinds = affinities_by_kind(profile, [BLUE_SHIRT])[0]
    assert set(kinds) == {"colour", "style", "category", "price"}
    assert sum(added for added, _ in kinds.values()) == pytest.approx(affinity(profile)[0])
    assert kinds["colour"][1] == pytest.approx(2 / 3)
    assert kinds["category"] == (0, 0)


def test_over_the_budget() -> None:
    whole = STRENGTHS["budget"]
    items = table(*(ItemTraits(price=price) for price in (100, 101, 125, 150, 900, None)))
    found = against("budget", Profile(budget_max=100.0), items)
    assert found == pytest.approx(
        [0, -whole * 0.314, -whole * 0.65, -whole, -whole, 0], abs=1e-6
    )  # 0.3 at once, and the rest up to half as much again


def test_below_the_least() -> None:
    items = table(*(ItemTraits(price=price) for price in (100, 75, 10)))
    whole = STRENGTHS["budget"]
    assert against("budget", Profile(budget_min=100.0), items) == pytest.approx([0, -whole / 4, -whole / 2])


def test_a_budget_of_nothing() -> None:
    assert against("budget", Profile(budget_max=0.0), table(ItemTraits(price=1), ItemTraits(price=0)))[1] == 0


def test_a_limit_for_one_category() -> None:
    hat = ItemTraits("Hats", price=100)
    coat = ItemTraits("Coats", price=100)
    found = against("budget", Profile(limits={"hats": 50.0}), table(hat, coat))
    assert found == pytest.approx([-STRENGTHS["budget"], 0])


def test_another_currency_is_not_compared() -> None:
    assert against("budget", Profile(budget_max=10.0, currency="usd")) == [0, 0, 0]
    assert against("budget", Profile(budget_max=10.0, currency="eur"))[0] < 0


def test_sizes() -> None:
    whole = STRENGTHS["size"]
    assert against("size", Profile(sizes=frozenset({"m"}))) == pytest.approx([0, -whole, 0])
    assert against("size", Profile(wrong_sizes=frozenset({("shirts", "m")}))) == pytest.approx([-whole, 0, 0])
    assert against("size", Profile(wrong_sizes=frozenset({("hats", "m")}))) == [0, 0, 0]
    several = table(ItemTraits("Shirts", size="M, L"), ItemTraits("Shirts", size="M"))
    assert against("size", Profile(wrong_sizes=frozenset({("shirts", "m")})), several) == pytest.approx(
        [0, -whole]
    )


def test_stock() -> None:
    items = table(BLANK, BLANK, BLANK, BLANK, stocks=[5, 0, None, -1])
    whole = STRENGTHS["stock"]
    assert against("stock", Profile(), items) == pytest.approx([0, -whole, 0, -whole])


def test_avoided_traits() -> None:
    whole = STRENGTHS["avoided"]
    stated = Profile({trait(COLOUR, "red"): -2.0})
    assert against("avoided", stated) == pytest.approx([0, -whole, 0])
    refused = Profile({trait(COLOUR, "red"): -1.0, trait(BRAND, "north"): -0.5})
    assert against("avoided", refused) == pytest.approx([-whole / 4, -whole / 2, 0])
    both = Profile({trait(COLOUR, "red"): -2.0, trait(BRAND, "south"): -2.0})
    assert against("avoided", both)[1] == pytest.approx(-whole)


def test_articles_that_were_refused_or_are_owned() -> None:
    whole = STRENGTHS["avoided"]
    found = against("avoided", Profile(refused_skus={"a": 0.5}, owned_skus=frozenset({"a", "b"})))
    assert found == pytest.approx([-whole * 0.7, -whole * 0.7, 0])
    assert against("avoided", Profile(refused_skus={"a": 1.0}))[0] == pytest.approx(-whole)
    assert against("avoided", Profile(owned_categories={"shirts": 0.5})) == pytest.approx(
        [-whole * 0.175, 0, 0]
    )


@pytest.mark.parametrize("seed", range(10))
def test_hostile_profiles_and_products(seed: int) -> None:
    chance = np.random.default_rng(seed)
    odd_prices = [None, 0.0, 1e-300, 1e12, float("nan"), 5.0]
    items = table(
        *(
            ItemTraits(
                *chance.choice(["", "a", "b"], 4), chance.choice(odd_prices), chance.choice(["", "M", "38"])
            )
            for _ in range(50)
        ),
        stocks=[None, 0, 10**9, -(10**9), 1] * 10,
    )
    traits = [trait(kind, value) for kind in (CATEGORY, BRAND, STYLE, COLOUR) for value in "ab"]
    weights = dict(zip(traits, chance.normal(0, 10.0 ** chance.integers(-6, 12), 8), strict=True))
    profile = Profile(
        weights,
        price_mean=chance.choice([None, 1e-9, 1e12]),
        price_spread=0.25,
        budget_min=chance.choice([None, 0.0, 1e12]),
        budget_max=chance.choice([None, 0.0, 1e-9, 1e12]),
        limits={"a": 0.0, "b": 2e13},
        sizes=frozenset({"m", "38"}),
    )
    found = attribute_affinity(profile, items)
    assert found is None or (np.isfinite(found).all() and (found >= 0).all() and (found <= 1).all())
    for name, column in penalties(profile, items).items():
        assert np.isfinite(column).all()
        assert ((column <= 0) & (column >= -STRENGTHS[name] - 1e-6)).all()
