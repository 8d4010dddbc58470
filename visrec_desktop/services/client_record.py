"""A client as plain JSON: what `--json-profile` reads and `client show` tells."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from visrec_desktop.core.clients import (
    Client,
    ClientId,
    ImportantDate,
    Owned,
    Purpose,
    Trait,
    TraitKind,
)
from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error

if TYPE_CHECKING:
    from pathlib import Path

_TEXTS = ("contact", "currency", "age_band", "gender", "place", "notes")
_MAX_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class NewClient:
    """A client to add, with what belongs to her in other tables."""

    client: Client
    owned: tuple[Owned, ...] = ()
    answers: Mapping[Purpose, bool] = dataclasses.field(default_factory=dict)


def record_of(client: Client) -> dict[str, Any]:
    """The fields of a client as JSON values; prices as numbers, empty fields as they are."""
    return {
        "id": int(client.id),
        "name": client.name,
        "contact": client.contact,
        "sizes": list(client.sizes),
        "budget_min": _as_number(client.budget_min),
        "budget_max": _as_number(client.budget_max),
        "currency": client.currency,
        "likes": _as_lists(client.likes),
        "avoids": _as_lists(client.avoids),
        "age_band": client.age_band,
        "gender": client.gender,
        "place": client.place,
        "notes": client.notes,
        "dates": [{"label": d.label, "day": d.day, "yearly": d.yearly} for d in client.dates],
        "archived": client.archived,
    }


def read_record(path: Path, name: str) -> NewClient:
    """The client that a JSON file describes.

    The file holds one object with any of: `contact`, `sizes`, `budget_min`, `budget_max`, `currency`,
    `likes` and `avoids` ({"colour": ["blue"], ...}), `age_band`, `gender`, `place`, `notes`, `dates`
    ([{"label", "day", "yearly"}]), `owned` ([{"sku"} or {"name"}]), `consents` ({"profile": true, ...}).

    Raises:
        KnownError: `PROFILE_UNREADABLE` says what is wrong; or the file cannot be read.
    """
    try:
        if not (path.is_file() or path.is_dir()) and path.exists():
            raise KnownError(ErrorCode.PROFILE_UNREADABLE, str(path), "It is a device or a pipe.")
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise known_os_error(error, str(path)) from error
    if len(data) > _MAX_BYTES:
        raise KnownError(ErrorCode.FILE_TOO_LARGE, str(path))
    try:
        return _from_record(json.loads(data.decode("utf-8-sig")), name)
    except UnicodeDecodeError as error:
        raise KnownError(ErrorCode.PROFILE_UNREADABLE, str(path), "It is not UTF-8.") from error
    except json.JSONDecodeError as error:
        detail = f"It is not JSON: {error.msg} in line {error.lineno}."
        raise KnownError(ErrorCode.PROFILE_UNREADABLE, str(path), detail) from error
    except RecursionError as error:
        detail = "It has too many lists inside one another."
        raise KnownError(ErrorCode.PROFILE_UNREADABLE, str(path), detail) from error
    except (TypeError, ValueError) as error:
        raise KnownError(ErrorCode.PROFILE_UNREADABLE, str(path), str(error)) from error


def _from_record(raw: object, name: str) -> NewClient:
    if not isinstance(raw, dict):
        raise TypeError("It holds no JSON object.")
    readers: dict[str, Callable[[str, Any], Any]] = {
        **dict.fromkeys(_TEXTS, _text),
        "sizes": _texts,
        "budget_min": _price,
        "budget_max": _price,
        "likes": _traits,
        "avoids": _traits,
        "dates": _dates,
        "owned": _owned,
        "consents": _answers,
    }
    ignored = {"id", "name", "archived"}
    if unknown := sorted(raw.keys() - readers.keys() - ignored):
        raise ValueError(f"It has unknown fields: {', '.join(unknown)}.")
    values = {field: readers[field](field, raw[field]) for field in raw.keys() - ignored}
    owned = values.pop("owned", ())
    answers = values.pop("consents", {})
    return NewClient(Client(ClientId(0), name, **values), owned, answers)


def _text(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"“{field}” is not a text.")
    return value


def _texts(field: str, value: object) -> tuple[str, ...]:
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list):
        raise TypeError(f"“{field}” is not a list of texts.")
    return tuple(_text(field, entry) for entry in entries)


def _price(field: str, value: object) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise TypeError(f"“{field}” is not a number.")
    try:
        price = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"“{field}” is not a number.") from error
    if not price.is_finite() or price < 0:
        raise ValueError(f"“{field}” is not a price.")
    return price


def _traits(field: str, value: object) -> tuple[Trait, ...]:
    kinds = {kind.value for kind in TraitKind}
    if not isinstance(value, dict) or value.keys() - kinds:
        raise TypeError(f"“{field}” is not an object with lists of: {', '.join(sorted(kinds))}.")
    return tuple(Trait(TraitKind(kind), text) for kind in value for text in _texts(field, value[kind]))


def _objects(field: str, value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise TypeError(f"“{field}” is not a list of objects.")
    return value


def _dates(field: str, value: object) -> tuple[ImportantDate, ...]:
    return tuple(
        ImportantDate(
            _text(field, entry.get("label", "")),
            _text(field, entry.get("day", "")),
            _yes_or_no(field, entry.get("yearly", True)),
        )
        for entry in _objects(field, value)
    )


def _owned(field: str, value: object) -> tuple[Owned, ...]:
    return tuple(
        Owned(_text(field, entry.get("sku", "")), _text(field, entry.get("name", "")))
        for entry in _objects(field, value)
    )


def _answers(field: str, value: object) -> dict[Purpose, bool]:
    purposes = {purpose.value for purpose in Purpose}
    if not isinstance(value, dict) or value.keys() - purposes:
        raise TypeError(f"“{field}” is not an object of: {', '.join(sorted(purposes))}.")
    return {Purpose(purpose): _yes_or_no(field, given) for purpose, given in value.items()}


def _yes_or_no(field: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"“{field}” holds something other than true or false.")
    return value


def _as_number(price: Decimal | None) -> float | None:
    return None if price is None else float(price)


def _as_lists(traits: tuple[Trait, ...]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for trait in traits:
        told.setdefault(trait.kind.value, []).append(trait.value)
    return told
