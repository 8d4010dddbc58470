"""Clients and products for the tests of the recommender."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from visrec_desktop.core.clients import (
    Client,
    ClientId,
    Event,
    EventId,
    EventKind,
    History,
    Refusal,
    Snapshot,
    Trait,
    TraitKind,
)

DAY = 86_400_000_000
NOW = 20_000 * DAY
COLOUR, CATEGORY, BRAND, STYLE = TraitKind.COLOUR, TraitKind.CATEGORY, TraitKind.BRAND, TraitKind.STYLE


def client(**given: Any) -> Client:
    return Client(ClientId(1), "Client A", **given)


def event(
    sku: str, kind: EventKind, days_ago: float = 0, reason: Refusal | None = None, **given: Any
) -> Event:
    return Event(EventId(1), ClientId(1), sku, kind, NOW - round(days_ago * DAY), reason, **given)


def like(sku: str, days_ago: float = 0) -> Event:
    return event(sku, EventKind.LIKE, days_ago)


def bought(sku: str, days_ago: float = 0) -> Event:
    return event(sku, EventKind.PURCHASE, days_ago)


def refused(sku: str, reason: Refusal | None = None, days_ago: float = 0) -> Event:
    return event(sku, EventKind.DISLIKE, days_ago, reason)


def snapshot(sku: str, price: object = None, **given: str) -> Snapshot:
    return Snapshot(sku, price=None if price is None else Decimal(str(price)), **given)


def history(
    who: Client | None = None, events: Iterable[Event] = (), snapshots: Iterable[Snapshot] = (), **given: Any
) -> History:
    return History(who or client(), tuple(events), {one.sku: one for one in snapshots}, **given)


def trait(kind: TraitKind, value: str) -> Trait:
    return Trait(kind, value)
