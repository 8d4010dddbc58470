"""Between the values of `core.clients` and the columns of the clients' file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from visrec_desktop.core.clients import (
    Client,
    ClientId,
    Event,
    EventId,
    EventKind,
    EventSource,
    ImportantDate,
    Refusal,
    Snapshot,
    Trait,
    TraitKind,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles.texts import has_letters, line, paragraphs, search_key, shortened
from visrec_desktop.data.rows import hundredths, price_from_hundredths
from visrec_desktop.data.text import clean, fold, sort_key

FIELDS = (
    "name", "contact", "sizes", "budget_min", "budget_max", "currency", "likes", "avoids", "age_band",
    "gender", "place", "notes", "dates", "archived",
)  # fmt: skip
"""What `save` sets; the columns have the names of the fields of `Client`."""
CLIENT_COLUMNS = f"c.id, c.version, c.created_at, c.updated_at, {', '.join(f'c.{name}' for name in FIELDS)}"
EVENT_COLUMNS = "e.id, e.sku, e.kind, e.at, e.reason, e.source, e.undone_at"
SNAPSHOT_COLUMNS = "sku, name, category, brand, style, colour, size, price, currency"
MOST = 10_000  # entries of a list
LAST_MOMENT = 253_402_300_799_999_999  # the end of the year 9999
_DAY = re.compile(r"(\d{4}|-)-(\d{2})-(\d{2})", re.ASCII)
_LEAP_YEAR = 2000


def client_from_row(row: tuple[Any, ...]) -> Client:
    """The client of a row of `CLIENT_COLUMNS`; strange content raises ValueError, KeyError or TypeError."""
    number, version, created_at, updated_at, *values = row
    stored = dict(zip(FIELDS, values, strict=True))
    return Client(
        id=ClientId(number),
        version=version,
        created_at=created_at,
        updated_at=updated_at,
        archived=bool(stored["archived"]),
        sizes=tuple(json.loads(stored["sizes"])),
        budget_min=price_from_hundredths(stored["budget_min"]),
        budget_max=price_from_hundredths(stored["budget_max"]),
        likes=_traits(stored["likes"]),
        avoids=_traits(stored["avoids"]),
        dates=dates_from_text(stored["dates"]),
        **{
            name: stored[name]
            for name in ("name", "contact", "currency", "age_band", "gender", "place", "notes")
        },
    )


def client_columns(client: Client) -> dict[str, Any]:
    """The columns of a client, checked and cleaned, with the keys that depend on them.

    Raises:
        KnownError: `MISSING_NAME` or `BAD_VALUE`.
    """
    name = line(client.name, shortened(client.name), "name")
    if not has_letters(name):
        raise KnownError(ErrorCode.MISSING_NAME)
    low, high = client.budget_min, client.budget_max
    values: dict[str, Any] = {
        "name": name,
        "contact": line(client.contact, name, "contact", 1000),
        "sizes": _list(_distinct(line(size, name, "size") for size in client.sizes), name, "sizes"),
        "budget_min": None if low is None else hundredths(low, name),
        "budget_max": None if high is None else hundredths(high, name),
        "currency": line(client.currency, name, "currency", 16),
        "likes": _trait_list(client.likes, name, "likes"),
        "avoids": _trait_list(client.avoids, name, "avoids"),
        "age_band": line(client.age_band, name, "age band"),
        "gender": line(client.gender, name, "gender"),
        "place": line(client.place, name, "place"),
        "notes": paragraphs(client.notes, name, "notes"),
        "dates": _date_list(client.dates, name),
        "archived": int(client.archived),
    }
    if low is not None and high is not None and values["budget_min"] > values["budget_max"]:
        raise KnownError(ErrorCode.BAD_VALUE, name, f"the lowest price {low} is above the highest {high}")
    return values | keys(values)


def keys(values: dict[str, Any]) -> dict[str, str]:
    """The columns to sort and search by, of a client's other columns."""
    searched = search_key(values["name"], values["contact"], values["place"], values["notes"])
    return {"name_key": sort_key(values["name"]), "search_key": searched}


def event_from_row(client_id: int, row: tuple[Any, ...]) -> Event:
    """The event of a row of `EVENT_COLUMNS`; errors as `client_from_row`."""
    number, sku, kind, at, reason, source, undone_at = row
    return Event(
        id=EventId(number),
        client_id=ClientId(client_id),
        sku=sku,
        kind=EventKind(kind),
        at=at,
        reason=None if reason is None else Refusal(reason),
        source=EventSource(source),
        undone_at=undone_at,
    )


def snapshot_from_row(row: tuple[Any, ...]) -> Snapshot:
    """The snapshot of a row of `SNAPSHOT_COLUMNS`."""
    sku, name, category, brand, style, colour, size, price, currency = row
    return Snapshot(sku, name, category, brand, style, colour, size, price_from_hundredths(price), currency)


def snapshot_values(snapshot: Snapshot) -> tuple[Any, ...]:
    """The columns `SNAPSHOT_COLUMNS` of a snapshot; `BAD_VALUE` for a price that is none."""
    price = None if snapshot.price is None else hundredths(snapshot.price, snapshot.sku)
    texts = (getattr(snapshot, name) for name in ("name", "category", "brand", "style", "colour", "size"))
    return (clean_sku(snapshot.sku), *(clean(text) for text in texts), price, clean(snapshot.currency))


def clean_sku(sku: str) -> str:
    """A SKU as the catalog stores it."""
    return clean(sku).strip()


def checked_time(at: int, subject: str) -> int:
    """A time that can be stored; `BAD_VALUE` when it lies before 1970 or after 9999."""
    if not 0 <= at <= LAST_MOMENT:
        raise KnownError(ErrorCode.BAD_VALUE, subject, f"time {at}")
    return int(at)


def dates_from_text(stored: str) -> tuple[ImportantDate, ...]:
    """The dates of a client's column."""
    return tuple(ImportantDate(label, day, bool(yearly)) for label, day, yearly in json.loads(stored))


def _traits(stored: str) -> tuple[Trait, ...]:
    return tuple(Trait(TraitKind(kind), value) for kind, value in json.loads(stored))


def _trait_list(traits: tuple[Trait, ...], subject: str, field: str) -> str:
    kept: dict[tuple[TraitKind, str], str] = {}
    for trait in traits:
        value = line(trait.value, subject, field)
        if value:
            kept.setdefault((TraitKind(trait.kind), fold(value)), value)
    return _list([[kind.value, value] for (kind, _), value in kept.items()], subject, field)


def _date_list(dates: tuple[ImportantDate, ...], subject: str) -> str:
    entries = (
        (line(entry.label, subject, "date"), _day(entry.day, subject), int(entry.yearly)) for entry in dates
    )
    return _list([list(entry) for entry in dict.fromkeys(entries)], subject, "dates")


def _day(text: str, subject: str) -> str:
    day = text.strip()
    if not _is_day(day):
        detail = f"date {shortened(day)!r}, not like 1987-05-14 or --05-14"
        raise KnownError(ErrorCode.BAD_VALUE, subject, detail)
    return day


def _is_day(text: str) -> bool:
    found = _DAY.fullmatch(text)
    if not found:
        return False
    year, month, day = found.groups()
    try:
        date(_LEAP_YEAR if year == "-" else int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _distinct(texts: Iterable[str]) -> list[str]:
    kept: dict[str, str] = {}
    for text in texts:
        if text:
            kept.setdefault(fold(text), text)
    return list(kept.values())


def _list(entries: list[Any], subject: str, field: str) -> str:
    if len(entries) > MOST:
        raise KnownError(ErrorCode.BAD_VALUE, subject, f"more than {MOST} {field}")
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
