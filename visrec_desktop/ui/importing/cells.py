"""What stands in the cells of a planned product, made while a row is painted and never for all rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from visrec_desktop.services.importing.values import ImportItem
from visrec_desktop.ui.importing.words import field_name, note_of, origin_text, verdict_text
from visrec_desktop.ui.products.words import price_text
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.core.values import Product


class Column(IntEnum):
    """The columns of the list."""

    TICK = 0
    PICTURE = 1
    PRODUCT = 2
    CATEGORY = 3
    COLOUR = 4
    PRICE = 5
    STOCK = 6
    WHAT = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell.

    Attributes:
        text: the value as it will be.
        below: a second line: what was before (`struck`), or something lesser.
        faint: the value is the catalog's and stays.
        struck: `below` will be no more.
        warns: `below` asks to be looked at.
    """

    text: str = ""
    below: str = ""
    faint: bool = False
    struck: bool = False
    warns: bool = False


_FIELD = {
    Column.CATEGORY: "category",
    Column.COLOUR: "colour",
    Column.PRICE: "price",
    Column.STOCK: "stock",
}


def cell_of(item: ImportItem, stored: Product | None, column: Column) -> Cell:
    """The words of a cell of a row."""
    if column is Column.PRODUCT:
        return _product(item, stored)
    if column is Column.WHAT:
        note, warns = note_of(item)
        return Cell(verdict_text(item.verdict), note, warns=warns)
    field = _FIELD.get(column)
    return Cell() if field is None else _fact(item, stored, field)


def _product(item: ImportItem, stored: Product | None) -> Cell:
    sku, name = item.draft.sku, item.draft.name
    if "name" in item.changes and stored is not None:
        return Cell(name or "", stored.name, struck=True)
    shown = name or (stored.name if stored is not None else "")
    if shown and shown != sku:
        return Cell(shown, sku)
    origin = origin_text(item) if not item.from_sheet else ""
    return Cell(sku, origin)


def _fact(item: ImportItem, stored: Product | None, field: str) -> Cell:
    new = value_text(item, stored, field)
    old = stored_text(stored, field)
    if not new:
        return Cell(old, faint=True)
    if field in item.changes or (field == "price" and "currency" in item.changes):
        return Cell(new, old, struck=bool(old) and old != new)
    return Cell(new)


def value_text(item: ImportItem, stored: Product | None, field: str) -> str:
    """A field as the import gives it; empty where it says nothing."""
    draft = item.draft
    if field == "price":
        currency = draft.currency or (stored.currency if stored is not None else "")
        return price_text(draft.price, currency)
    if field == "stock":
        return "" if draft.stock is None else count_text(draft.stock)
    value = getattr(draft, field, None)
    return value if isinstance(value, str) else ""


def stored_text(stored: Product | None, field: str) -> str:
    """A field as the catalog has it."""
    if stored is None:
        return ""
    if field == "price":
        return price_text(stored.price, stored.currency)
    if field == "stock":
        return "" if stored.stock is None else count_text(stored.stock)
    value = getattr(stored, field, "")
    return value if isinstance(value, str) else ""


def spoken(item: ImportItem, stored: Product | None) -> str:
    """A row in one sentence, for a screen reader."""
    parts = [_product(item, stored).text, item.draft.sku, verdict_text(item.verdict)]
    for field in ("category", "colour", "price", "stock"):
        cell = _fact(item, stored, field)
        if cell.struck:
            parts.append(f"{field_name(field)}: {cell.below} → {cell.text}")
        elif cell.text:
            parts.append(f"{field_name(field)}: {cell.text}")
    parts.append(note_of(item)[0])
    return ", ".join(dict.fromkeys(part for part in parts if part))
