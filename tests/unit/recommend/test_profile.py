"""The profile u = sum of v_i e_i."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.recommend.examples import (
    BRAND,
    CATEGORY,
    COLOUR,
    DAY,
    NOW,
    STYLE,
    bought,
    client,
    event,
    history,
    like,
    refused,
    snapshot,
    trait,
)
from visrec_desktop.core.clients import EventKind, Owned, Refusal
from visrec_desktop.recommend.profile import Profile, build_profile

SHIRT = snapshot(
    "s", 80, category="Shirts", brand="North", style="Casual", colour="Blue", size="M", currency="EUR"
)
BLUE, RED = trait(COLOUR, "blue"), trait(COLOUR, "red")


def profile(*args: object, now: int = NOW, **given: object) -> Profile:
    return build_profile(history(*args, **given), now)  # type: ignore[arg-type]


def test_nothing_known() -> None:
    assert profile() == Profile()


def test_behaviour_and_interests_add_up() -> None:
    who = client(likes=(trait(COLOUR, "Blue"),), avoids=(trait(BRAND, "South"),))
    found = profile(who, [like("s", 180), event("s", EventKind.VIEW)], [SHIRT])
    value = 0.5 + 0.1  # a like of 180 days ago, a view of today
    assert found.weights == pytest.approx(
        {
            trait(CATEGORY, "shirts"): value,
            trait(BRAND, "north"): value,
            trait(STYLE, "casual"): value,
            BLUE: value + 2,
            trait(BRAND, "south"): -2,
        }
    )
    assert found.events_weight == pytest.approx(value)


def test_a_purchase_counts_more_than_a_like_and_a_like_more_than_a_click() -> None:
    kinds = (EventKind.VIEW, EventKind.CLICK, EventKind.LIKE, EventKind.PURCHASE)
    values = [profile(None, [event("s", kind)], [SHIRT]).weights[BLUE] for kind in kinds]
    assert values[:3] == pytest.approx([0.1, 0.2, 1])
    assert values[3] == pytest.approx(1 + 2 * (1 - 2.718281828 ** (-0.5 / 2)))


def test_a_clock_that_jumps() -> None:
    ahead = profile(None, [like("s", -5000)], [SHIRT])
    assert ahead.weights[BLUE] == 1
    back = profile(None, [like("s")], [SHIRT], now=-5 * NOW)
    assert back.weights[BLUE] == 1
    assert profile(None, [like("s")], [SHIRT], now=10**25).weights[BLUE] == pytest.approx(0)


def test_a_thousand_likes_of_one_product_do_not_drown_the_others() -> None:
    other = snapshot("o", category="Hats", colour="Red")
    found = profile(None, [*[like("s")] * 1000, like("o")], [SHIRT, other])
    assert found.weights[RED] == 1
    assert found.weights[BLUE] == pytest.approx(3)


def test_contradicting_tastes_stay_several() -> None:
    other = snapshot("o", category="Hats", colour="Red")
    found = profile(None, [like("s"), like("o")], [SHIRT, other])
    assert found.weights[RED] == found.weights[BLUE] == 1


def test_a_trait_liked_and_avoided_at_once_says_nothing() -> None:
    who = client(likes=(trait(COLOUR, "Blue"), trait(COLOUR, "")), avoids=(trait(COLOUR, "BLUE"),))
    assert profile(who).weights == {}


@pytest.mark.parametrize("reason", [Refusal.TOO_DEAR, Refusal.SIZE, Refusal.OWNS_ONE, Refusal.OTHER, None])
def test_these_refusals_weigh_against_no_trait(reason: Refusal | None) -> None:
    assert profile(None, [refused("s", reason)], [SHIRT]).weights == {}


@pytest.mark.parametrize(
    ("reason", "against"), [(Refusal.COLOUR, BLUE), (Refusal.STYLE, trait(STYLE, "casual"))]
)
def test_these_weigh_against_one(reason: Refusal, against: object) -> None:
    found = profile(None, [refused("s", reason, 180)], [SHIRT])
    assert found.weights == {against: -0.5}
    assert found.refused_skus == {"s": 0.5}


def test_too_dear_moves_the_budget_and_nothing_else() -> None:
    found = profile(None, [refused("s", Refusal.TOO_DEAR)], [SHIRT])
    assert found.budget_max is None  # a shirt that is too dear says nothing about coats
    assert found.limits == pytest.approx({"shirts": 80}, rel=1e-3)
    assert found.limits["shirts"] < 80
    thing = snapshot("x", 80, category="")
    assert profile(None, [refused("x", Refusal.TOO_DEAR)], [thing]).budget_max == pytest.approx(80, rel=1e-3)
    assert found.weights == {}
    assert found.refused_skus == {}
    stated = profile(client(budget_max=Decimal(60)), [refused("s", Refusal.TOO_DEAR)], [SHIRT])
    assert stated.budget_max == stated.stated_max == 60
    assert found.stated_max is None


def test_too_dear_loosens_with_time() -> None:
    found = profile(None, [refused("s", Refusal.TOO_DEAR, 180)], [SHIRT])
    assert found.limits == pytest.approx({"shirts": 160}, rel=1e-3)
    assert profile(None, [refused("s", Refusal.TOO_DEAR, 900)], [SHIRT]).limits == {}


def test_too_dear_for_a_shirt_is_not_too_dear_for_a_coat_that_was_bought() -> None:
    coat = snapshot("c", 300, category="Coats")
    found = profile(None, [bought("c", 5), refused("s", Refusal.TOO_DEAR)], [SHIRT, coat])
    assert found.budget_max is None
    assert found.limits == pytest.approx({"shirts": 80}, rel=1e-3)


def test_too_dear_and_bought_after_all() -> None:
    found = profile(None, [refused("s", Refusal.TOO_DEAR, 1), bought("s")], [SHIRT])
    assert found.budget_max is None


def test_a_budget_that_contradicts_itself() -> None:
    who = client(budget_min=Decimal(100), budget_max=Decimal(200))
    assert profile(who).budget_min == 100
    thing = snapshot("x", 80, category="")
    found = profile(who, [refused("x", Refusal.TOO_DEAR)], [thing])
    assert (found.budget_min, found.budget_max) == (None, pytest.approx(80, rel=1e-3))
    odd = profile(client(budget_max=Decimal("NaN"), budget_min=Decimal("-5")))
    assert (odd.budget_min, odd.budget_max) == (None, None)


def test_prices_in_another_currency_say_nothing() -> None:
    found = profile(client(currency="usd"), [like("s"), refused("s", Refusal.TOO_DEAR)], [SHIRT])
    assert (found.price_mean, found.budget_max, found.currency) == (None, None, "usd")
    assert profile(client(currency="eur"), [like("s")], [SHIRT]).price_mean == pytest.approx(80)


def test_the_usual_price_is_a_geometric_mean() -> None:
    other = snapshot("o", 20, category="Hats")
    free = snapshot("f", 0)
    found = profile(None, [like("s"), like("o"), like("f"), like("unknown")], [SHIRT, other, free])
    assert found.price_mean == pytest.approx(40)  # sqrt(80 * 20)
    assert found.price_spread == pytest.approx(0.6931, abs=1e-4)  # log 2
    assert profile(None, [like("s")], [SHIRT]).price_spread == 0.25


def test_sizes_that_fit() -> None:
    many = snapshot("m", size="S, M, L")
    found = profile(client(sizes=(" L ", "")), [bought("s"), bought("m")], [SHIRT, many])
    assert found.sizes == {"l", "m"}


def test_a_refusal_for_size_marks_the_size() -> None:
    found = profile(None, [refused("s", Refusal.SIZE)], [SHIRT])
    assert found.wrong_sizes == {("shirts", "m")}
    assert found.refused_skus == {"s": 1}
    stated = profile(client(sizes=("M",)), [refused("s", Refusal.SIZE)], [SHIRT])
    assert stated.wrong_sizes == frozenset()
    assert profile(None, [refused("s", Refusal.SIZE, 2000)], [SHIRT]).wrong_sizes == frozenset()


def test_owning_one_is_not_disliking_it() -> None:
    found = profile(None, [like("s", 1), refused("s", Refusal.OWNS_ONE, 90)], [SHIRT])
    assert found.owned_skus == {"s"}
    assert found.owned_categories == {"shirts": 0.5}
    assert found.weights[BLUE] > 0.99
    assert found.refused_skus == {}
    assert profile(None, [refused("s", Refusal.OWNS_ONE, 3000)], [SHIRT]).owned_categories == {}


def test_what_is_owned() -> None:
    found = profile(None, [bought("s")], owned=(Owned("x"), Owned(name="A coat from elsewhere")))
    assert found.owned_skus == {"s", "x"}


def test_demographics_are_optional() -> None:
    assert profile(client(gender=" Women ", age_band="", place="Town")).people == {
        "gender": "women",
        "place": "town",
    }


def test_events_of_products_that_nobody_remembers() -> None:
    found = profile(None, [like("gone"), refused("gone", Refusal.COLOUR), refused("lost", Refusal.TOO_DEAR)])
    assert found.weights == {}
    assert found.budget_max is None
    assert found.refused_skus == {"gone": 1}
    assert found.events_weight == 2


def test_what_was_undone_leaves_no_trace() -> None:
    plain = profile(None, [like("s", 3)], [SHIRT])
    undone = event("s", EventKind.DISLIKE, 1, Refusal.COLOUR, undone_at=NOW)
    assert profile(None, [like("s", 3), undone], [SHIRT]) == plain


def test_ageing_keeps_the_proportions() -> None:
    other = snapshot("o", colour="Red")
    events = [like("s", 10), like("o", 100)]
    now, later = (profile(None, events, [SHIRT, other], now=when) for when in (NOW, NOW + 180 * DAY))
    assert later.weights[BLUE] == pytest.approx(now.weights[BLUE] / 2)
    assert later.weights[RED] == pytest.approx(now.weights[RED] / 2)
