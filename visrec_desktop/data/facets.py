"""The values there are to filter by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from visrec_desktop.core.values import Facets
from visrec_desktop.data.rows import price_from_hundredths
from visrec_desktop.data.selection import LIVE, split_sizes
from visrec_desktop.data.text import fold

if TYPE_CHECKING:
    import sqlite3

_Counts = tuple[tuple[str, int], ...]


def read_facets(connection: sqlite3.Connection) -> Facets:
    """Count the live products by each value; one pass over one index for each field."""
    low, high = connection.execute(
        f"SELECT min(p.price), max(p.price) FROM products p WHERE {LIVE}"
    ).fetchone()
    currencies = _count(connection, "currency", lambda cell: [cell] if cell else [])
    return Facets(
        categories=_count(connection, "category", _whole),
        brands=_count(connection, "brand", _whole),
        colours=_count(connection, "colour", _whole),
        sizes=_count(connection, "size", split_sizes),
        price_min=price_from_hundredths(low),
        price_max=price_from_hundredths(high),
        currency=currencies[0][0] if currencies else "",
    )


def _whole(cell: str) -> list[str]:
    return [cell] if cell.strip() else []


def _count(connection: sqlite3.Connection, column: str, parts: Callable[[str], list[str]]) -> _Counts:
    """Spellings that differ in case or spacing are one value, shown as most products write it."""
    spelled: dict[str, Counter[str]] = {}
    rows = connection.execute(f"SELECT p.{column}, count(*) FROM products p WHERE {LIVE} GROUP BY 1")
    for cell, number in rows.fetchall():
        for part in {fold(part): part for part in parts(cell)}.values():
            spelled.setdefault(fold(part), Counter())[part.strip()] += number
    totals = [(max(sorted(names), key=names.__getitem__), names.total()) for names in spelled.values()]
    return tuple(sorted(totals, key=lambda item: (-item[1], fold(item[0]))))
