"""Clients, events and photos for the tests of the clients' file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visrec_desktop.core.clients import (
    Client,
    ClientId,
    Event,
    EventKind,
    ImportantDate,
    Snapshot,
    Trait,
    TraitKind,
)
from visrec_desktop.data.profiles.writer import ProfilesWriter

SPACE = "thin@1"
NOW = 1_750_000_000_000_000
DAY = 86_400_000_000
JPEG = b"\xff\xd8\xff\xe0 picture of "


def person(name: str = "Client A", **fields: Any) -> Client:
    return Client(ClientId(0), name, **fields)


def full_person(name: str = "Ana Ω") -> Client:
    return person(
        name,
        contact="ana@example.org, 555 01",
        sizes=("S", "38"),
        budget_min=Decimal("20"),
        budget_max=Decimal("99.90"),
        currency="EUR",
        likes=(Trait(TraitKind.COLOUR, "Blue"), Trait(TraitKind.BRAND, "Acmé")),
        avoids=(Trait(TraitKind.STYLE, "Formal"),),
        age_band="30-39",
        gender="f",
        place="Linz",
        notes="Prefers mornings.\nLikes linen.",
        dates=(ImportantDate("birthday", "1987-05-14"), ImportantDate("name day", "--02-29")),
    )


def article(sku: str, **fields: Any) -> Snapshot:
    return Snapshot(
        **({"sku": sku, "name": f"Article {sku}", "price": Decimal("49.90"), "currency": "EUR"} | fields)
    )


def vector(seed: int, dim: int = 8) -> NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal(dim).astype(np.float32)


def give(
    profiles: ProfilesWriter,
    client_id: int,
    sku: str,
    kind: EventKind = EventKind.LIKE,
    at: int = NOW,
    **more: Any,
) -> Event:
    return profiles.record(client_id, sku, kind, at, snapshot=article(sku), **more)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tell(path: Path, *statements: str) -> None:
    """Say something to a file past the program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
