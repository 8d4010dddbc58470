"""What an event is worth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.recommend.examples import BRAND, COLOUR, DAY, NOW, bought, event, like, refused, trait
from visrec_desktop.core.clients import EventKind, Refusal
from visrec_desktop.recommend.events import EVENT_VALUES, aged, saturated, standing, weighted_sum


def test_every_kind_has_a_value() -> None:
    assert set(EVENT_VALUES) == set(EventKind)
    v = EVENT_VALUES
    assert v[EventKind.VIEW] < v[EventKind.CLICK] < v[EventKind.LIKE] < v[EventKind.PURCHASE]
    assert v[EventKind.DISLIKE] < 0


@pytest.mark.parametrize(("days", "left"), [(0, 1), (180, 0.5), (360, 0.25), (-1, 1), (-1e6, 1), (1e9, 0)])
def test_values_age(days: float, left: float) -> None:
    assert aged(1.0, NOW - round(days * DAY), NOW) == pytest.approx(left)


def test_times_beyond_all_clocks() -> None:
    assert aged(1.0, 10**30, NOW) == 1
    assert aged(1.0, -(10**30), NOW) == pytest.approx(0)
    assert aged(-1.0, NOW - 180 * DAY, NOW) == -0.5


def test_one_product_counts_less_and_less() -> None:
    assert saturated(0) == saturated(-3) == 0
    assert saturated(0.4) == 0.4
    assert saturated(1) == 1
    assert saturated(1000) == pytest.approx(3)
    steps = [saturated(n + 1) - saturated(n) for n in range(6)]
    assert steps == sorted(steps, reverse=True)
    assert all(step > 0 for step in steps)


def test_the_latest_word_counts() -> None:
    taken_back = [like("a", 3), refused("a", Refusal.STYLE, 2)]
    assert standing(taken_back) == taken_back[1:]
    changed_mind = [refused("a", None, 3), like("a", 2)]
    assert standing(changed_mind) == changed_mind[1:]
    assert standing([refused("a", None, 3), bought("a", 2)])[0].kind is EventKind.PURCHASE
    twice = [refused("a", Refusal.COLOUR, 3), refused("a", Refusal.STYLE, 2)]
    assert standing(twice) == twice[1:]


@pytest.mark.parametrize("reason", [Refusal.TOO_DEAR, Refusal.SIZE, Refusal.OWNS_ONE])
def test_a_refusal_for_another_reason_leaves_the_like(reason: Refusal) -> None:
    both = [like("a", 3), refused("a", reason, 2)]
    assert standing(both) == both


def test_other_products_and_other_events_stand() -> None:
    events = [event("a", EventKind.VIEW, 4), like("b", 3), bought("a", 3), refused("a", None, 2)]
    assert standing(events) == events


def test_what_was_undone_does_not_count() -> None:
    undone = replace(refused("a", None, 2), undone_at=NOW)
    assert standing([like("a", 3), undone]) == [like("a", 3)]


def test_a_weighted_sum() -> None:
    blue, brand = trait(COLOUR, "blue"), trait(BRAND, "x")
    assert weighted_sum([(blue, 1.0), (brand, 0.5), (blue, -0.25)]) == {blue: 0.75, brand: 0.5}
    assert weighted_sum([]) == {}
