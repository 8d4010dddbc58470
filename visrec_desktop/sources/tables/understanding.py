"""A table understood: which column holds what, and what each row says of its product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from visrec_desktop.sources.tables.amounts import decimal_sign
from visrec_desktop.sources.tables.columns import find_columns
from visrec_desktop.sources.tables.contents import Content, content_of
from visrec_desktop.sources.tables.headings import meanings
from visrec_desktop.sources.tables.rows import Row, is_blank, read_row
from visrec_desktop.sources.tables.values import CellKind, Table
from visrec_desktop.sources.tables.vocabulary import BARCODE, FIELDS, IMAGE, SKU, TEXT_FIELDS

__all__ = [
    "BARCODE",
    "FIELDS",
    "IMAGE",
    "TEXT_FIELDS",
    "Row",
    "Understanding",
    "is_blank",
    "read_row",
    "understand",
]

_ENOUGH_ROWS = 20
_MANY_ROWS = 200
_RARE = 0.005
_COUNTERS = frozenset(
    {"unnamed: 0", "index", "#", "no", "no.", "nr", "nr.", "row", "序号", "序號", "№", "№ п/п", "п/п"}
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a table is read.

    Attributes:
        columns: field to column numbers; only pictures may have several. A barcode may serve as the SKU too.
        decimal: what parts the decimals of the prices, `,` or `.`; empty where the column does not tell.
        ignored: columns that say nothing: empty or all but empty, one value throughout, a running number.
        attributes: the columns that are kept as further facts of a product.
        currency: the currency that the price's heading names, where no column does.
        contradicted: whether some prices are written in another way than most.
        stock_decimal: as `decimal`, for the stock.
        zeros: how long the SKUs of a workbook are that have leading zeros; 0 where they have none.
    """

    columns: Mapping[str, tuple[int, ...]]
    decimal: str
    ignored: tuple[int, ...]
    attributes: tuple[int, ...] = ()
    currency: str = ""
    contradicted: bool = False
    stock_decimal: str = ""
    zeros: int = 0


def understand(table: Table, mapping: Mapping[str, str], decimal: str = "") -> Understanding:
    """Find out what the columns of a table mean. Whether there is a SKU among them is for the caller to ask.

    Args:
        table: the table.
        mapping: field to heading, as the user says; an empty heading: no column holds the field.
        decimal: what parts the decimals, where the user says it.

    Raises:
        KnownError: `UNKNOWN_FIELD` or `UNKNOWN_COLUMN` for a mapping that does not fit.
    """
    cells = tuple(zip(*table.rows, strict=True)) or ((),) * len(table.headings)
    contents = tuple(map(content_of, cells))
    columns = find_columns(table, contents, mapping)
    used = {place for field, places in columns.items() if field != BARCODE for place in places}
    asked = used | set(columns.get(BARCODE, ()))
    ignored = tuple(
        place
        for place in range(len(cells))
        if place not in asked and _says_nothing(table, place, cells, contents)
    )
    left = used | set(ignored)
    sign, contradicted = decimal_sign(_texts(table, cells, columns.get("price")))
    stock_sign, _ = decimal_sign(_texts(table, cells, columns.get("stock")))
    price = columns.get("price")
    named = meanings(table.headings[price[0]]) if price else ()
    return Understanding(
        columns,
        decimal or sign,
        ignored,
        tuple(place for place in range(len(table.headings)) if place not in left),
        "" if "currency" in columns else next((meaning.currency for meaning in named), ""),
        contradicted and not decimal,
        decimal or stock_sign,
        _zeros(table, cells, columns.get(SKU)),
    )


def _texts(table: Table, cells: Sequence[Sequence[str]], places: tuple[int, ...] | None) -> Iterable[str]:
    """The cells of a column that were text in the file: numbers of a workbook are certain by themselves."""
    if not places:
        return ()
    kinds = table.kinds.get(places[0])
    column = cells[places[0]]
    if kinds is None:
        return column
    return [cell for cell, kind in zip(column, kinds, strict=True) if not kind & CellKind.NUMBER]


def _says_nothing(
    table: Table, place: int, cells: Sequence[Sequence[str]], contents: Sequence[Content]
) -> bool:
    column = cells[place]
    values = set(column)
    filled = len(column) if "" not in values else len(column) - column.count("")
    if not any(map(str.strip, values)):
        return True
    if len(column) >= _MANY_ROWS and filled <= _RARE * len(column):
        return True
    if len(column) >= _ENOUGH_ROWS and len(values) == 1:
        return True
    heading = table.headings[place]
    counts = heading.casefold() in _COUNTERS or heading == f"Column {place + 1}"
    return counts and contents[place].consecutive


def _zeros(table: Table, cells: Sequence[Sequence[str]], places: tuple[int, ...] | None) -> int:
    """How long SKUs with leading zeros are, if all alike, where a workbook has numbers beside them."""
    kinds = table.kinds.get(places[0]) if places else None
    if not places or kinds is None:
        return 0
    pairs = list(zip(cells[places[0]], kinds, strict=True))
    lengths = {len(cell) for cell, kind in pairs if not kind and cell.startswith("0") and cell.isdigit()}
    numbers = {cell for cell, kind in pairs if kind & CellKind.NUMBER}
    if len(lengths) != 1 or not numbers:
        return 0
    length = lengths.pop()
    texts = {cell for cell, kind in pairs if not kind}
    return 0 if any(cell.zfill(length) in texts for cell in numbers) else length
