"""What clients teach about each other, from a few events."""

from __future__ import annotations

import numpy as np
import pytest

from visrec_desktop.core.clients import (
    PRIOR_WEIGHTS,
    Client,
    ClientId,
    Event,
    EventId,
    EventKind,
    History,
    Refusal,
)
from visrec_desktop.data.profiles.values import Interaction
from visrec_desktop.data.reader import ShelfRow
from visrec_desktop.recommend.blend import Opinion
from visrec_desktop.recommend.profile import Profile
from visrec_desktop.services.crowd import Crowd, Models, View, crowd, learn, numbers_of, renew
from visrec_desktop.services.person import Person
from visrec_desktop.services.shelf import Shelf, shelf
from visrec_desktop.services.workspace import Workspace

DAY = 86_400_000_000
LIKE, BUY, NO = EventKind.LIKE, EventKind.PURCHASE, EventKind.DISLIKE


def row(number: int) -> ShelfRow:
    kind = ("Shirts", "Shoes", "Lamps")[number % 3]
    return ShelfRow(number, f"P{number}", f"Product {number}", kind, "", "", "", 10.0, "EUR", 1, None, {})


GOODS = Shelf(
    np.arange(6),
    [row(number) for number in range(6)],
    np.full(6, -1),
    np.zeros(0, np.int64),
    np.zeros(0, np.int64),
)


def said(
    client: int, sku: str, kind: EventKind = LIKE, day: int = 1, reason: Refusal | None = None
) -> Interaction:
    return Interaction(client, sku, kind, reason, day * DAY)


def who(*events: tuple[str, EventKind]) -> Person:
    told = tuple(
        Event(EventId(number), ClientId(99), sku, kind, DAY) for number, (sku, kind) in enumerate(events)
    )
    return Person(History(Client(ClientId(99), "Client A"), told), Profile(), None)


def bound(models: Models, goods: Shelf = GOODS) -> Crowd:
    return Crowd(models, numbers_of(models, goods), PRIOR_WEIGHTS)


def scores(learned: Models, person: Person) -> np.ndarray | None:
    view = bound(learned).view(person, np.arange(6))
    return None if view is None else view.scores()


PAIRS = [said(client, sku) for client in range(1, 7) for sku in ("P0", "P1" if client < 5 else "P2")]


def test_similar_clients_speak_for_what_they_chose() -> None:
    learned = learn(GOODS, PAIRS)
    told = scores(learned, who(("P0", LIKE)))
    assert told is not None
    assert told.argmax() == 1
    assert told[0] == 0  # what was chosen already
    assert told.max() <= 1
    assert scores(learned, who()) is None
    assert scores(learned, who(("P0", NO))) is None


def test_a_find_is_neither_what_the_client_has_nor_what_is_new() -> None:
    zeros = np.zeros(3, np.float32)
    view = View(Opinion(zeros, zeros, zeros, zeros, zeros - 1), np.array([False, True, False]))
    assert view.finds().tolist() == [2, 0, 2]
    assert view.at(np.array([1, 2])).finds().tolist() == [0, 2]


def test_one_or_two_clients_are_no_crowd() -> None:
    learned = learn(GOODS, [said(1, "P0"), said(1, "P1"), said(2, "P0")])
    assert learned.others is None
    assert learned.popular is None
    assert scores(learned, who(("P0", LIKE))) is None


def test_popular_is_what_several_like() -> None:
    learned = learn(GOODS, [*PAIRS, said(7, "P5")])
    assert learned.popular is not None
    assert learned.popular.argmax() == 0
    assert learned.popular[5] == 0
    assert learned.popular[4] == 0


def test_products_that_are_gone_still_teach() -> None:
    learned = learn(GOODS, [said(client, sku) for client in range(1, 5) for sku in ("GONE", "P4")])
    told = scores(learned, who(("GONE", LIKE)))
    assert told is not None
    assert told.argmax() == 4
    assert len(told) == 6


def test_a_refusal_for_the_price_says_nothing_about_the_product() -> None:
    dear = [said(client, "P3", NO, reason=Refusal.TOO_DEAR) for client in range(1, 7)]
    with_them, without = learn(GOODS, [*PAIRS, *dear]), learn(GOODS, PAIRS)
    assert scores(with_them, who(("P0", LIKE))) == pytest.approx(scores(without, who(("P0", LIKE))))


def test_what_is_bought_on_one_visit_goes_together() -> None:
    apart = [said(client, sku, BUY, day) for client in range(1, 7) for sku, day in (("P0", 1), ("P2", 30))]
    near = [said(client, sku, BUY, 60) for client in range(1, 7) for sku in ("P3", "P4")]
    told = bound(learn(GOODS, [*apart, *near]))
    assert told.goes_with(3)[4] > told.goes_with(0)[2]


def test_nothing_at_all() -> None:
    learned = learn(GOODS, [])
    assert learned.others is None
    assert scores(learned, who(("P0", LIKE))) is None
    empty = Shelf(np.zeros(0, np.int64), [], *(np.zeros(0, np.int64) for _ in range(3)))
    assert learn(empty, []).others is None


def test_what_was_learned_outlives_a_change_of_the_catalog() -> None:
    learned = learn(GOODS, PAIRS)
    fresh = ShelfRow(90, "NEW", "New", "Shirts", "", "", "", 10.0, "EUR", 1, None, {})
    order = [GOODS.products[1], fresh, GOODS.products[0]]  # one came, some went, the rows are others
    nothing = np.zeros(0, np.int64)
    later = Shelf(np.array([1, 90, 0]), order, np.full(3, -1), nothing, nothing)
    many = bound(learned, later)
    view = many.view(who(("P0", LIKE)), np.arange(3))
    assert view is not None
    before = scores(learned, who(("P0", LIKE)))
    assert before is not None
    told = view.scores()
    assert told[0] > 0
    assert told[1] == told[2] == 0  # nothing is known of the new one, and the other is the client's own
    assert many.popular is not None
    assert many.popular[1] == 0
    assert many.goes_with(1).tolist() == [0, 0, 0]


def test_it_is_learned_anew_in_a_quiet_moment(workspace: Workspace) -> None:
    workspace.profiles_writer()
    goods = shelf(workspace)
    first = crowd(workspace, goods).models
    workspace.profiles_writer().add(Client(ClientId(0), "Client B"))
    assert crowd(workspace, goods).models is first
    renew(workspace, goods)
    fresh = crowd(workspace, goods).models
    assert fresh is not first
    renew(workspace, goods)
    assert crowd(workspace, goods).models is fresh


def test_a_shelf_full_of_new_products_does_not_wait(workspace: Workspace) -> None:
    first = crowd(workspace, GOODS).models
    new = [row(number) for number in range(100, 103)]
    nothing = np.zeros(0, np.int64)
    later = Shelf(np.arange(9), [*GOODS.products, *new], np.full(9, -1), nothing, nothing)
    assert crowd(workspace, later).models is not first
