"""From filters and sorts to SQL conditions. Values are always bound, never written into the statement."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR
from typing import TYPE_CHECKING, Any

from visrec_desktop.core.values import Sort
from visrec_desktop.data.rows import hundredths
from visrec_desktop.data.text import clean, fold, sort_key

if TYPE_CHECKING:
    import sqlite3
    from decimal import Decimal

    from visrec_desktop.core.values import Filters

LIVE = "p.deleted_at = 0"
# Products without a price or a count come last in every order; equal ones follow by name.
ORDERS = {
    Sort.NAME: "p.name_key, p.id",
    Sort.SKU: "p.sku_key, p.id",
    Sort.PRICE_UP: "p.price NULLS LAST, p.name_key, p.id",
    Sort.PRICE_DOWN: "p.price DESC, p.name_key, p.id",
    Sort.STOCK: "p.stock DESC, p.name_key, p.id",
    Sort.NEWEST: "p.created_at DESC, p.id DESC",
}
_SEARCHED = ("sku", "name", "brand", "category", "description")
# Scripts that write words without spaces: FTS5 sees a whole sentence as one word, so they are looked for
# inside the text.
_UNSPACED = (  # compiled when first searched for: that takes longer than reading a page of products
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff]"
)


@dataclass(slots=True)
class Selection:
    """Conditions on `products p`, joined by AND, and the values they bind by name."""

    conditions: list[str] = field(default_factory=lambda: [LIVE])
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The condition of a WHERE clause."""
        return " AND ".join(self.conditions)

    def any_of(self, expression: str, values: Iterable[str]) -> None:
        """Ask that `expression` is one of `values`."""
        placeholder = self.bind(json.dumps(list(values), ensure_ascii=False))
        self.conditions.append(f"{expression} IN (SELECT value FROM json_each({placeholder}))")

    def bind(self, value: object) -> str:
        """Bind a value; answers the placeholder to write for it."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"


def id_list(ids: Iterable[int]) -> str:
    """Ids (NumPy's as well) as one bound parameter for `json_each`."""
    return f"[{','.join([str(int(number)) for number in ids])}]"


def select(connection: sqlite3.Connection, filters: Filters) -> Selection:
    """The live products that pass `filters`.

    A value of a category, brand, colour or size stands for all its spellings (case and spacing), a name for
    all that sort alike; a SKU is taken exactly. `in_stock` asks for a count above zero,
    `sold_out` for one of zero. `connection` is read to find the spellings.

    Raises:
        KnownError: `BAD_VALUE` for a price bound that is no price.
    """
    selection = Selection()
    for column, wanted in (
        ("category", filters.categories),
        ("brand", filters.brands),
        ("colour", filters.colours),
    ):
        if wanted:
            selection.any_of(f"p.{column}", _spellings(connection, column, wanted, lambda cell: [cell]))
    if filters.sizes:
        selection.any_of("p.size", _spellings(connection, "size", filters.sizes, split_sizes))
    if filters.skus:
        selection.any_of("p.sku", (clean(sku).strip() for sku in filters.skus))
    if filters.names:
        selection.any_of("p.name_key", (sort_key(clean(name)) for name in filters.names))
    selection.conditions += _price_bounds(selection, filters.price_min, filters.price_max)
    if filters.prices:
        ranges = (_price_bounds(selection, low, high) for low, high in filters.prices)
        selection.conditions.append(f"({' OR '.join(' AND '.join(bounds) or 'TRUE' for bounds in ranges)})")
    if filters.in_stock:
        selection.conditions.append("p.stock > 0")
    if filters.sold_out:
        selection.conditions.append("p.stock <= 0")
    _search_text(selection, filters.text)
    return selection


def _price_bounds(selection: Selection, low: Decimal | None, high: Decimal | None) -> list[str]:
    bounds = []
    if low is not None:
        bounds.append(f"p.price >= {selection.bind(hundredths(low, 'price_min', ROUND_CEILING))}")
    if high is not None:
        bounds.append(f"p.price <= {selection.bind(hundredths(high, 'price_max', ROUND_FLOOR))}")
    return bounds


def split_sizes(cell: str) -> list[str]:
    """The sizes of a cell such as `S, M,L`."""
    return [size for part in cell.split(",") if (size := part.strip())]


def _spellings(
    connection: sqlite3.Connection, column: str, wanted: Iterable[str], parts: Callable[[str], list[str]]
) -> list[str]:
    folded = {fold(value) for value in wanted}
    cells = connection.execute(f"SELECT DISTINCT p.{column} FROM products p WHERE {LIVE}").fetchall()
    return [cell for (cell,) in cells if any(fold(part) in folded for part in parts(cell))]


def _search_text(selection: Selection, text: str) -> None:
    """Every word must begin some word of the product; a word of an unspaced script may stand anywhere."""
    words = clean(text).split()
    readable = [word for word in words if any(char.isalnum() for char in word)]
    phrases = []
    for word in readable or words:
        if re.search(_UNSPACED, word) or not readable:
            placeholder = selection.bind(f"%{_escape_like(word)}%")
            likes = " OR ".join(f"p.{name} LIKE {placeholder} ESCAPE '\\'" for name in _SEARCHED)
            selection.conditions.append(f"({likes})")
        else:
            phrases.append('"' + word.replace('"', '""') + '"*')
    if phrases:
        placeholder = selection.bind(" AND ".join(phrases))
        selection.conditions.append(
            f"p.id IN (SELECT rowid FROM products_fts WHERE products_fts MATCH {placeholder})"
        )


def _escape_like(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
