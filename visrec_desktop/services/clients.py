"""The clients of the shop: finding, editing and joining them, and the brief for a visit."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visrec_desktop.core.clients import (
    Client,
    ClientId,
    ClientSummary,
    Consent,
    Event,
    EventKind,
    History,
    ImportantDate,
    KeptPhoto,
    Knowledge,
    Owned,
    Purpose,
    Refusal,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Filters, PictureId, Product, ProductId, Sort
from visrec_desktop.data.profiles.values import Merge
from visrec_desktop.recommend.events import standing
from visrec_desktop.services.dates import next_day

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

__all__ = ["Merge"]

DAYS_AHEAD = 366
"""How far the brief looks for dates that come up: every yearly one is there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A product that a client liked, refused or bought; what happened to it most recently.

    `name` is the catalog's where the product is still there, else the one it had then. `product_id` and
    `picture_id` are None where the catalog has it no more (or has no picture). `times` counts the events.
    """

    sku: str
    name: str
    at: int
    event_id: int
    reason: Refusal | None = None
    product_id: ProductId | None = None
    picture_id: PictureId | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class DateAhead:
    """An important date that comes up: on which day, in how many days, and which anniversary it is.

    `anniversary` is None where the year is not known, or for the day itself.
    """

    client_id: ClientId
    name: str
    entry: ImportantDate
    on: date
    days_left: int
    anniversary: int | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """One screen about a client before a visit; lists are newest first, dates soonest first.

    `profile_used` is False when the client has withdrawn the agreement to be remembered: what is stored is
    then neither used nor shown here, only exported or forgotten.
    """

    client: Client
    last_visit: int
    knowledge: Knowledge
    liked: tuple[Seen, ...] = ()
    refused: tuple[Seen, ...] = ()
    bought: tuple[Seen, ...] = ()
    dates: tuple[DateAhead, ...] = ()
    owned: tuple[Owned, ...] = ()
    consents: tuple[Consent, ...] = ()
    photos: tuple[KeptPhoto, ...] = ()
    profile_used: bool = True


def now() -> int:
    """Microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def list_clients(workspace: Workspace, text: str = "", *, archived: bool = False) -> list[ClientSummary]:
    """The clients in the order of their names; with `text`, those who match it, archived ones as well."""
    return workspace.profiles().clients(text, archived=archived)


def get(workspace: Workspace, client_id: int) -> Client:
    """One client.

    Raises:
        KnownError: `UNKNOWN_CLIENT`.
    """
    return workspace.profiles().client(client_id)


def find(workspace: Workspace, name_or_id: str) -> Client:
    """The client of this number, or else of exactly this name.

    Raises:
        KnownError: `UNKNOWN_CLIENT`, or `SEVERAL_CLIENTS` with their numbers as its detail.
    """
    return workspace.profiles().find(name_or_id)


def add(
    workspace: Workspace,
    client: Client,
    *,
    agreed: Iterable[Purpose] = (),
    answers: Mapping[Purpose, bool] | None = None,
    owned: Iterable[Owned] = (),
) -> Client:
    """Add a client with what the client agreed to and owns; id and times are given here. Work thread only.

    `answers` holds what the client said for each purpose, also where it was no.

    Raises:
        KnownError: `MISSING_NAME`, `BAD_VALUE` or, for something owned, `UNKNOWN_PRODUCT`; nothing is added.
    """
    writer = workspace.profiles_writer()
    with writer.transaction():
        added = writer.add(client)
        for purpose, given in (dict.fromkeys(agreed, True) | dict(answers or {})).items():
            writer.set_consent(added.id, purpose, given=given, at=now())
        for thing in owned:
            own(workspace, added.id, thing)
    return added


def save(workspace: Workspace, client: Client) -> Client:
    """Store an edited client. Work thread only.

    Raises:
        KnownError: `CLIENT_CHANGED` when it was saved elsewhere since it was read: nothing is stored then,
            and `get` tells what is. `UNKNOWN_CLIENT`, `MISSING_NAME`, `BAD_VALUE`.
    """
    return workspace.profiles_writer().save(client)


def archive(workspace: Workspace, client_id: int, archived: bool = True) -> Client:
    """Take a client out of the lists, or put it back. Work thread only."""
    return workspace.profiles_writer().archive(client_id, archived)


def merge(workspace: Workspace, keep: int, gone: int) -> Merge:
    """Join two records of one person; `unmerge` takes them apart again. Work thread only.

    Raises:
        KnownError: `UNKNOWN_CLIENT`, or `BAD_VALUE` when both are the same already.
    """
    return workspace.profiles_writer().merge(keep, gone)


def unmerge(workspace: Workspace, merged: Merge) -> Client:
    """Take two records apart again, the most recent joining first; answers the kept one. Work thread only.

    Raises:
        KnownError: `NOTHING_TO_UNDO` when they are no longer joined, or a later joining stands above.
    """
    return workspace.profiles_writer().unmerge(merged.id)


def consents(workspace: Workspace, client_id: int) -> list[Consent]:
    """Every answer the client has given, oldest first."""
    return workspace.profiles().consents(client_id)


def set_consent(workspace: Workspace, client_id: int, purpose: Purpose, *, given: bool) -> None:
    """Record an answer. A no to photos erases the kept ones at once. Work thread only."""
    workspace.profiles_writer().set_consent(client_id, purpose, given=given, at=now())
    if purpose is Purpose.PROFILE and not given:
        workspace.kept.clear()  # what others learned from this client is forgotten at once


def own(workspace: Workspace, client_id: int, thing: Owned) -> Owned:
    """Note what the client owns: a SKU of the catalog, or the name of anything. Work thread only.

    Raises:
        KnownError: `UNKNOWN_PRODUCT` for a SKU that the catalog does not have, `BAD_VALUE` for nothing.
    """
    return workspace.profiles_writer().own(client_id, _resolved(workspace, thing))


def _resolved(workspace: Workspace, thing: Owned) -> Owned:
    """What is owned with both SKU and name, where it is a product of the shop: then it is not shown again."""
    if thing.sku and not thing.name:
        product = workspace.catalog().product_by_sku(thing.sku, workspace.space)
        if product is None:
            raise KnownError(ErrorCode.UNKNOWN_PRODUCT, thing.sku)
        return Owned(thing.sku, product.name, thing.since)
    if not thing.sku and thing.name:
        reader = workspace.reader()
        ids = reader.product_ids(Filters(names=(thing.name,)), Sort.SKU)
        if len(ids) == 1:  # the name of one product
            product = reader.products(ids, workspace.space)[0]
            return Owned(product.sku, product.name, thing.since)
    return thing


def disown(workspace: Workspace, client_id: int, thing: Owned) -> bool:
    """Take back that the client owns something; whether it was noted. Work thread only."""
    writer = workspace.profiles_writer()
    return writer.disown(client_id, thing) or writer.disown(client_id, _resolved(workspace, thing))


def brief(workspace: Workspace, client_id: int, today: date | None = None) -> Brief:
    """What to know before a visit.

    Raises:
        KnownError: `UNKNOWN_CLIENT`.
    """
    profiles = workspace.profiles()
    history = profiles.history(client_id)
    client = history.client
    consented = tuple(profiles.consents(client.id))
    live = _live(workspace, {event.sku for event in history.events})
    return Brief(
        client=client,
        last_visit=max((event.at for event in history.events), default=0),
        knowledge=history.knowledge,
        liked=_seen(history, EventKind.LIKE, live),
        refused=_seen(history, EventKind.DISLIKE, live),
        bought=_seen(history, EventKind.PURCHASE, live),
        dates=tuple(_ahead([(client.id, client.name, client.dates)], today or date.today(), DAYS_AHEAD)),
        owned=tuple(profiles.owned(client.id)),
        consents=consented,
        photos=tuple(profiles.photos(client.id)),
        profile_used=not profiles.withdrawn(client.id, Purpose.PROFILE),
    )


def dates_ahead(workspace: Workspace, today: date | None = None, days: int = DAYS_AHEAD) -> list[DateAhead]:
    """Important dates of all clients in the next `days` days, soonest first; archived clients left out."""
    return _ahead(workspace.profiles().important_dates(), today or date.today(), days)


def _ahead(
    dated: Iterable[tuple[ClientId, str, tuple[ImportantDate, ...]]], today: date, days: int
) -> list[DateAhead]:
    found = []
    for client_id, name, dates in dated:
        for entry in dates:
            on = next_day(entry, today)
            if on is None or (on - today).days > days:
                continue
            years = on.year - int(entry.day[:4]) if entry.day[:1] != "-" else 0
            found.append(DateAhead(client_id, name, entry, on, (on - today).days, years or None))
    return sorted(found, key=lambda ahead: (ahead.on, ahead.name, ahead.entry.label))


def _live(workspace: Workspace, skus: set[str]) -> dict[str, Product]:
    """Those products that the catalog still has, by SKU."""
    if not skus:
        return {}
    reader = workspace.reader()
    ids = reader.product_ids(Filters(skus=tuple(skus)), Sort.SKU)
    return {product.sku: product for product in reader.products(ids, workspace.space)}


def _seen(history: History, kind: EventKind, live: dict[str, Product]) -> tuple[Seen, ...]:
    latest: dict[str, Event] = {}
    times: dict[str, int] = {}
    for event in standing(history.events):
        if event.kind is kind:
            latest.pop(event.sku, None)
            latest[event.sku] = event
            times[event.sku] = times.get(event.sku, 0) + 1
    seen = []
    for sku, event in reversed(latest.items()):
        product, then = live.get(sku), history.snapshots.get(sku)
        seen.append(
            Seen(
                sku=sku,
                name=product.name if product else (then.name if then else "") or sku,
                at=event.at,
                event_id=event.id,
                reason=event.reason,
                product_id=product.id if product else None,
                picture_id=product.picture_id if product else None,
                times=times[sku],
            )
        )
    return tuple(seen)
