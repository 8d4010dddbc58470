"""Who a product is for: frozen values of the client side. Products are named by SKU, never by catalog id.

`profiles.db` outlives a catalog: a client keeps what she liked when the shop copies its catalog to another
computer, sells out an article or deletes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NewType

ClientId = NewType("ClientId", int)
EventId = NewType("EventId", int)


class TraitKind(StrEnum):
    """What a trait is about. A product's style is its attribute `style`, or `usage` where that is absent."""

    CATEGORY = "category"
    BRAND = "brand"
    STYLE = "style"
    COLOUR = "colour"


@dataclass(frozen=True, slots=True, order=True)
class Trait:
    """Something a client may like or avoid: `Trait(TraitKind.COLOUR, "Blue")`. Compared without case."""

    kind: TraitKind
    value: str


@dataclass(frozen=True, slots=True)
class ImportantDate:
    """A date to remember, e.g. a birthday: ISO `day` "1987-05-14", or "--05-14" where the year is not known.

    A yearly one comes again each year; the 29th of February then counts as the 28th in common years.
    """

    label: str
    day: str
    yearly: bool = True


@dataclass(frozen=True, slots=True)
class Client:
    """A person the shop serves. Everything but the name may be empty.

    `budget_max` is what the client wants to spend on a visit, in `currency`: an article above it is over
    budget, and what goes with an article must fit in the rest. `budget_min` is the price below which
    articles are not what she looks for. `version` grows with every change: who saves an older one is told
    so. `archived` hides the client from lists, not from search.
    """

    id: ClientId
    name: str
    contact: str = ""
    sizes: tuple[str, ...] = ()
    budget_min: Decimal | None = None
    budget_max: Decimal | None = None
    currency: str = ""
    likes: tuple[Trait, ...] = ()
    avoids: tuple[Trait, ...] = ()
    age_band: str = ""
    gender: str = ""
    place: str = ""
    notes: str = ""
    dates: tuple[ImportantDate, ...] = ()
    archived: bool = False
    created_at: int = 0  # microseconds since 1970, UTC, as every time here
    updated_at: int = 0
    version: int = 1


class EventKind(StrEnum):
    """What happened between a client and a product; the values are part of the command-line contract."""

    VIEW = "view"
    CLICK = "click"
    LIKE = "like"
    DISLIKE = "dislike"
    PURCHASE = "purchase"


class Refusal(StrEnum):
    """Why a product is not for this client."""

    TOO_DEAR = "too_dear"
    COLOUR = "colour"
    STYLE = "style"
    SIZE = "size"
    OWNS_ONE = "owns_one"
    OTHER = "other"


class EventSource(StrEnum):
    """Where an event was recorded."""

    WINDOW = "window"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. Events are only ever added: undoing one adds `undone_at` to it."""

    id: EventId
    client_id: ClientId
    sku: str
    kind: EventKind
    at: int
    reason: Refusal | None = None
    source: EventSource = EventSource.WINDOW
    undone_at: int | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a product was like when something happened to it, kept for when the catalog has it no more."""

    sku: str
    name: str = ""
    category: str = ""
    brand: str = ""
    style: str = ""
    colour: str = ""
    size: str = ""
    price: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Owned:
    """Something the client has: a product of the shop (`sku`), or a thing from elsewhere (`name`)."""

    sku: str = ""
    name: str = ""
    since: int = 0


class Purpose(StrEnum):
    """What a client can agree to."""

    PROFILE = "profile"  # remember what she likes and buys, to advise her
    PHOTOS = "photos"  # keep photos she showed
    CONTACT = "contact"  # write or call her


@dataclass(frozen=True, slots=True)
class Consent:
    """A dated answer for one purpose; the latest one counts, and none means no."""

    purpose: Purpose
    given: bool
    at: int


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A photo that was kept because the client agreed. The bytes are read separately."""

    id: int
    label: str
    at: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class Knowledge:
    """How much the program knows about a client: counts of what still stands."""

    likes: int = 0
    refusals: int = 0
    purchases: int = 0
    views: int = 0
    photos: int = 0


@dataclass(frozen=True, slots=True)
class ClientSummary:
    """A line in a list of clients. `last_visit` is the time of the last event; 0 where there was none."""

    id: ClientId
    name: str
    contact: str = ""
    archived: bool = False
    last_visit: int = 0
    knowledge: Knowledge = field(default_factory=Knowledge)


@dataclass(frozen=True, slots=True)
class History:
    """Everything that speaks about a client's taste, oldest first; what was undone is left out.

    `snapshots` and `owned` are keyed and named by SKU; `owned` holds also what was bought.
    """

    client: Client
    events: tuple[Event, ...] = ()
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    owned: tuple[Owned, ...] = ()
    knowledge: Knowledge = field(default_factory=Knowledge)


PRIOR_WEIGHTS: Mapping[str, float] = {
    "taste": 0.45,
    "attributes": 0.20,
    "together": 0.30,
    "popularity": 0.05,
}
"""Weights of the client's parts of the score before the shop has taught others; they add up to 1."""
