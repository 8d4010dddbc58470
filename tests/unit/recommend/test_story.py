"""From what happened to what is shown: feedback changes the profile, and the profile the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from tests.unit.recommend.examples import (
    COLOUR,
    NOW,
    bought,
    client,
    event,
    history,
    like,
    refused,
    snapshot,
    trait,
)
from visrec_desktop.core.clients import Client, Event, EventKind, Refusal, Snapshot
from visrec_desktop.recommend.affinity import attribute_affinity, penalties
from visrec_desktop.recommend.explain import clauses_for, facts_of, sentence
from visrec_desktop.recommend.frame import Frame
from visrec_desktop.recommend.profile import Profile, build_profile
from visrec_desktop.recommend.ranking import Ranked, limits_of, rerank
from visrec_desktop.recommend.taste import Likeness, build_taste, taste_items, taste_similarity
from visrec_desktop.recommend.traits import TraitTable, traits_of_snapshot

F = np.float32
LOOKS = {"boot": (1, 0, 0, 0), "dress": (0, 1, 0, 0), "mug": (0, 0, 1, 0)}
COLOURS = ("Blue", "Red", "Green")
PRICES = (40, 80, 160)
PHOTO = np.array([0.6, 0.8, 0, 0], F)  # a little more like a dress than like a boot


def shop() -> list[Snapshot]:
    return [
        snapshot(f"{look}-{colour}-{price}".lower(), price, category=look, colour=colour, currency="EUR")
        for look in LOOKS
        for colour in COLOURS
        for price in PRICES
    ]


ARTICLES = shop()
ITEMS = [traits_of_snapshot(article) for article in ARTICLES]
TABLE = TraitTable.from_items(ITEMS, [5] * len(ITEMS))
NOISE = np.random.default_rng(5).normal(0, 0.05, (len(ITEMS), 4))
VECTORS = np.array([LOOKS[item.category] for item in ITEMS], F) + NOISE.astype(F)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
BY_SKU = {item.sku: vector for item, vector in zip(ITEMS, VECTORS, strict=True)}


class Desk:
    """A photo or none, a client, and what is shown to them."""

    def __init__(
        self, events: Sequence[Event] = (), who: Client | None = None, *, photo: bool = True
    ) -> None:
        told = history(who or client(), events, ARTICLES)
        self.profile: Profile = build_profile(told, NOW)
        taste = build_taste(taste_items(told, BY_SKU), NOW, 5, Likeness(0.1, 0.5))
        signals = {}
        if taste is not None:
            signals["taste"] = taste_similarity(VECTORS @ taste.centroids.T, VECTORS @ taste.refused.T, taste)
        affinity = attribute_affinity(self.profile, TABLE)
        if affinity is not None:
            signals["attributes"] = affinity
        shown = {"look": np.maximum(VECTORS @ PHOTO, 0) * F(0.9)} if photo else {}
        self.frame = Frame(np.arange(len(ITEMS)), shown, signals, penalties(self.profile, TABLE))

    def list(self, balance: float = 0.4, top: int = 9) -> list[Ranked]:
        return rerank(self.frame, balance, 0, top, VECTORS.__getitem__)

    def kinds(self, balance: float = 0.4, top: int = 9) -> list[str]:
        return [ITEMS[ranked.row].category for ranked in self.list(balance, top)]

    def why(self, ranked: Ranked, balance: float = 0.4) -> str:
        limits = limits_of(self.frame, balance, {"look": 0.9})
        return sentence(clauses_for(ranked.parts, limits, facts_of(self.profile, [ITEMS[ranked.row]])[0]))


def test_without_a_client_the_photo_decides() -> None:
    assert Desk().kinds() == ["dress"] * 9


def test_the_slider_goes_from_the_photo_to_the_client() -> None:
    desk = Desk([like("boot-blue-80"), like("boot-red-80")])
    assert desk.kinds(0) == ["dress"] * 9
    assert desk.kinds(1) == ["boot"] * 9


def test_without_a_photo_the_profile_recommends() -> None:
    desk = Desk([like("mug-green-40")], photo=False)
    assert desk.kinds() == ["mug"] * 9
    assert ITEMS[desk.list()[0].row].sku == "mug-green-40"
    assert "in green, a colour this client likes" in desk.why(desk.list()[0])


def test_two_interests_are_both_served_and_nothing_between() -> None:
    desk = Desk([like("boot-blue-80"), like("mug-blue-80")], photo=False)
    assert set(desk.kinds(top=18)) == {"boot", "mug"}


def test_a_like_reranks_and_undo_takes_it_back() -> None:
    before = Desk()
    liking = [event("boot-blue-80", EventKind.LIKE), event("boot-red-80", EventKind.LIKE)]
    after = Desk(liking)
    assert after.kinds(0.6) != before.kinds(0.6)
    undone = Desk([replace(one, undone_at=NOW) for one in liking])
    assert undone.list(0.6) == before.list(0.6)


def test_too_dear_moves_the_budget_and_not_the_look() -> None:
    likes = [like("dress-blue-80"), like("dress-red-80")]
    before, after = Desk(likes), Desk([*likes, refused("dress-green-80", Refusal.TOO_DEAR)])
    prices = [ITEMS[ranked.row].price for ranked in after.list()]
    assert prices[:3] == [40, 40, 40]
    for name in ("taste", "attributes"):
        assert np.array_equal(after.frame.client[name], before.frame.client[name])
    dear = next(ranked for ranked in after.list() if ITEMS[ranked.row].price == 80)
    assert "but not under 80 EUR, as asked" in after.why(dear)


def test_a_colour_that_was_refused_falls() -> None:
    likes = [like("dress-blue-80"), like("dress-red-80")]
    after = Desk([*likes, refused("dress-red-40", Refusal.COLOUR), refused("boot-red-40", Refusal.COLOUR)])
    assert "Red" not in [ITEMS[ranked.row].colour for ranked in after.list(top=6)]


def test_owning_one_is_not_disliking_the_look() -> None:
    likes = [like("dress-blue-80"), like("dress-red-80")]
    before, after = Desk(likes), Desk([*likes, refused("dress-blue-40", Refusal.OWNS_ONE)])
    assert np.array_equal(after.frame.client["taste"], before.frame.client["taste"])
    mine = next(ranked for ranked in after.list(top=27) if ITEMS[ranked.row].sku == "dress-blue-40")
    assert after.why(mine).endswith("but this client has it already.")


def test_a_stated_wish_needs_no_events() -> None:
    desk = Desk(who=client(likes=(trait(COLOUR, "Green"),), budget_max=Decimal(50)), photo=False)
    first = ITEMS[desk.list()[0].row]
    assert (first.colour, first.price) == ("Green", 40)
    assert desk.why(desk.list()[0]) == "In the green this client keeps choosing; within the budget."


def test_two_clients_see_two_lists() -> None:
    boots, mugs = Desk([bought("boot-blue-80")], photo=False), Desk([bought("mug-red-40")], photo=False)
    assert not {r.row for r in boots.list()} & {r.row for r in mugs.list()}


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happened_parts_add_up_and_there_is_a_reason(seed: int) -> None:
    chance = np.random.default_rng(seed)
    reasons = [*Refusal, None]
    events = [
        event(
            str(chance.choice([*BY_SKU, "gone"])),
            EventKind(str(chance.choice(list(EventKind)))),
            float(chance.choice([0, 3, 1e6, -1e6, 400])),
            reasons[chance.integers(len(reasons))],
        )
        for _ in range(chance.integers(0, 60))
    ]
    desk = Desk(events, client(budget_max=Decimal(100), sizes=("M",)), photo=bool(seed % 2))
    for balance in (0, 0.4, 1):
        found = desk.list(balance, 27)
        assert len(found) == 27
        scores = [ranked.score for ranked in found]
        assert scores == sorted(scores, reverse=True)
        for ranked in found:
            assert 0 <= ranked.score <= 1
            assert round(sum(ranked.parts.values()), 6) == ranked.score
            assert desk.why(ranked, balance).endswith(".")
