"""What one row of a table says of its product, its cells mended and every mending told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.pictures import is_file
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.sources.tables.amounts import read_price, read_stock
from visrec_desktop.sources.tables.currencies import currency_code
from visrec_desktop.sources.tables.mending import Kinds, is_date, tidied, without_apostrophe
from visrec_desktop.sources.tables.shown import number_of
from visrec_desktop.sources.tables.values import CellKind, Remark, RemarkKind, Table
from visrec_desktop.sources.tables.vocabulary import BARCODE, IMAGE, SKU

if TYPE_CHECKING:
    from visrec_desktop.sources.tables.understanding import Understanding

_ADDRESS = re.compile(r"(?:^|[;|,\s])(?:https?|ftp)://", re.IGNORECASE)
_NAMES = re.compile(r"[;|\r\n]+")
_SUFFIXED = re.compile(r"\.\w{2,5}$")
_VALUES = re.compile(r"[;|\r\n、；]+")
_SLASHED = re.compile(r"[^\s/]{1,6}(?:\s?/\s?[^\s/]{1,6}){2,}")
_AMOUNTS = ("price", "stock")
_WORN_DATES = (SKU, "size", "name", BARCODE)
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says.

    Attributes:
        draft: the product.
        images: its pictures as the cells name them: file names or paths.
        barcode: the figures of its barcode, or what the cell says instead.
        remarks: what was done to its values.
    """

    draft: ProductDraft
    images: tuple[str, ...]
    barcode: str
    remarks: tuple[Remark, ...]


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing."""
    return not any(map(str.strip, cells))


def read_row(table: Table, understanding: Understanding, number: int) -> Row:
    """What a row says of its product.

    A column that is there says also what is empty: an empty category clears the one that is stored. An empty
    name, price or stock says nothing.

    Args:
        table: the table.
        understanding: how it is read.
        number: which of its rows, from 0.

    Raises:
        KnownError: `MISSING_SKU`; `BAD_VALUE` for a price or stock that is no number or may be two;
            `REMOTE_PICTURE` for the address of a picture.
    """
    cells = table.rows[number]
    remarks: list[Remark] = []
    values: dict[str, str] = {}
    for field, places in understanding.columns.items():
        if field != IMAGE:
            cell = cells[places[0]]
            values[field], kinds = tidied(cell) if cell else ("", ())
            if kinds:
                _remark(remarks, kinds, field, cell, values[field])
    images = _images(table, understanding, cells)
    if not values.get(SKU):
        raise KnownError(ErrorCode.MISSING_SKU, table.origin(number))
    _settle(values, remarks)
    if understanding.zeros or table.kinds:
        _look_at_kinds(table, understanding, number, values, remarks)
    try:
        draft = _draft(table, understanding, number, values, remarks)
    except KnownError as error:
        raise KnownError(error.code, table.origin(number), error.detail) from error
    return Row(draft, images, _figures(values.get(BARCODE, "")), tuple(remarks))


def _remark(remarks: list[Remark], kinds: Kinds, field: str, before: str, after: str) -> None:
    remarks.extend(Remark(kind, field, before.strip()[:_SHOWN], after[:_SHOWN]) for kind in kinds)


def _settle(values: dict[str, str], remarks: list[Remark]) -> None:
    """What only some fields need: dates made of codes and sizes, several sizes or colours in one cell."""
    for field in (SKU, "size"):
        text = values.get(field)
        if text and is_date(text):
            _remark(remarks, (RemarkKind.DATE,), field, text, text)
    for field in ("size", "colour"):
        text = values.get(field)
        if text and not text.isalnum():
            joined = _several(text, slashes=field == "size")
            if joined != text:
                values[field] = joined
                _remark(remarks, (RemarkKind.SEVERAL,), field, text, joined)


def _several(text: str, *, slashes: bool) -> str:
    """The values of a cell joined by commas; `S/M` and `38/40` are one size, `S/M/L` are three."""
    parts = _VALUES.split(text)
    if slashes and len(parts) == 1 and _SLASHED.fullmatch(text):
        parts = text.split("/")
    return ", ".join(filter(None, map(str.strip, parts))) if len(parts) > 1 else text


def _look_at_kinds(
    table: Table, understanding: Understanding, number: int, values: dict[str, str], remarks: list[Remark]
) -> None:
    """Tell what became of cells that were no plain text."""
    for place, marks in table.kinds.items():
        kind = marks[number]
        if kind <= CellKind.NUMBER or place in understanding.ignored:
            continue
        field = next((name for name, places in understanding.columns.items() if place in places), "")
        named, text = field or table.headings[place], table.rows[number][place]
        if kind & CellKind.DATE and field in _WORN_DATES:
            _remark(remarks, (RemarkKind.DATE,), named, text, text)
        if kind & CellKind.LOST_DIGITS:
            _remark(remarks, (RemarkKind.LOST_DIGITS,), named, text, text)
        if kind & CellKind.MERGED and text:
            _remark(remarks, (RemarkKind.MERGED,), named, "", text)
        if kind & CellKind.CUT:
            _remark(remarks, (RemarkKind.TOO_LONG,), named, text, text)
        if kind & CellKind.SHOWN and field not in _AMOUNTS:
            remarks.append(Remark(RemarkKind.LEADING_ZEROS, named, number_of(text), text, is_sure=True))
    place, sku = understanding.columns[SKU][0], values[SKU]
    if len(sku) < understanding.zeros and table.kinds[place][number] & CellKind.NUMBER:
        values[SKU] = sku.zfill(understanding.zeros)
        _remark(remarks, (RemarkKind.LEADING_ZEROS,), SKU, sku, values[SKU])


def _attributes(
    table: Table, understanding: Understanding, cells: Sequence[str], remarks: list[Remark]
) -> dict[str, str] | None:
    """The filled cells of columns that are no field, by their headings."""
    found = {}
    for place in understanding.attributes:
        cell = cells[place]
        if cell:
            text, kinds = tidied(cell)
            if kinds:
                _remark(remarks, kinds, table.headings[place], cell, text)
            if text:
                found[table.headings[place]] = text
    return found or None


def _draft(
    table: Table,
    understanding: Understanding,
    number: int,
    values: dict[str, str],
    remarks: list[Remark],
) -> ProductDraft:
    get = values.get
    price, sign = _price(table, understanding, number, get("price", ""), remarks)
    currency = get("currency")
    if currency:
        currency = currency_code(currency) or currency
    elif price is not None:
        currency = sign or understanding.currency or currency
    return ProductDraft(
        values[SKU],
        get("name") or None,  # a sheet of prices or stock alone leaves the name as it is
        get("category"),
        get("brand"),
        get("colour"),
        get("size"),
        price,
        currency,
        _stock(table, understanding, number, get("stock", "")),
        get("description"),
        _attributes(table, understanding, table.rows[number], remarks),
    )


def _price(
    table: Table, understanding: Understanding, number: int, text: str, remarks: list[Remark]
) -> tuple[Decimal | None, str]:
    """The price, and the code of the currency that its cell names."""
    if not text:
        return None, ""
    place = understanding.columns["price"][0]
    exact = _is_number(table, place, number)
    decimal = "." if exact else understanding.decimal
    text = _without_zeros(table, place, number, text)
    price, currency, doubtful = read_price(text, decimal)
    if doubtful and not exact and (understanding.contradicted or decimal in text):
        # one of two ways of writing may be a slip, and three decimals are rarer than a thousand
        _remark(remarks, (RemarkKind.AMBIGUOUS,), "price", text, str(price))
    return price, currency


def _is_number(table: Table, place: int, number: int) -> bool:
    """Whether a cell was a number in a workbook: its decimals are certain."""
    marks = table.kinds.get(place)
    return marks is not None and bool(marks[number] & CellKind.NUMBER)


def _without_zeros(table: Table, place: int, number: int, text: str) -> str:
    """An amount without the zeros that its number format shows."""
    return number_of(text) if table.kind(number, place) & CellKind.SHOWN else text


def _stock(table: Table, understanding: Understanding, number: int, text: str) -> int | None:
    if not text:
        return None
    place = understanding.columns["stock"][0]
    exact = _is_number(table, place, number)
    text = _without_zeros(table, place, number, text)
    return read_stock(text, "." if exact else understanding.stock_decimal)


def _images(table: Table, understanding: Understanding, cells: Sequence[str]) -> tuple[str, ...]:
    """The names of picture files in a row, each once.

    Raises:
        KnownError: `REMOTE_PICTURE` where a cell names an address.
    """
    found: list[str] = []
    for place in understanding.columns.get(IMAGE, ()):
        cell = without_apostrophe(cells[place].strip())
        if not cell:
            continue
        if "//" in cell and _ADDRESS.search(cell):
            raise KnownError(ErrorCode.REMOTE_PICTURE, cell)
        found.extend(_names(cell, table.path.parent))
    return tuple(dict.fromkeys(found))


def _names(cell: str, folder: Path) -> list[str]:
    """The file names in a cell; a separator in the name of a file that is there parts nothing."""
    if not (_NAMES.search(cell) or "," in cell) or ("\n" not in cell and is_file(folder / cell)):
        return [cell]
    names = [name.strip() for name in _NAMES.split(cell) if name.strip()]
    if len(names) == 1 and "," in cell:
        listed = [name.strip() for name in cell.split(",") if name.strip()]
        return listed if all(map(_SUFFIXED.search, listed)) else [cell]
    return names


def _figures(text: str) -> str:
    """A barcode without the spaces and hyphens between its figures."""
    bare = text.replace(" ", "").replace("-", "")
    return bare if bare.isdecimal() and bare.isascii() else text
