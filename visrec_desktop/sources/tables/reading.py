"""From a file to tables: what kind of file it is decides how."""

from __future__ import annotations

from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables.encodings import NotText, decode
from visrec_desktop.sources.tables.files import FileKind, kind_of, read_bytes
from visrec_desktop.sources.tables.layout import TooLargeTable, heading_place, table_of
from visrec_desktop.sources.tables.text import TooLarge, read_grid
from visrec_desktop.sources.tables.values import CellKind, Table
from visrec_desktop.sources.tables.workbook import Worksheet, read_worksheets


def tables_of(path: Path) -> tuple[Table, ...]:
    """See `values.read_tables`."""
    data = read_bytes(path)
    kind = kind_of(data, path)
    try:
        if kind is FileKind.TEXT:
            return (_text_table(data, path),)
        sheets = read_worksheets(data, path, zipped=kind is FileKind.ZIPPED)
        del data
        tables = tuple(_sheet_table(sheet, path) for sheet in sheets)
    except (TooLarge, TooLargeTable) as error:
        raise KnownError(ErrorCode.FILE_TOO_LARGE, str(path)) from error
    if not tables:
        raise KnownError(ErrorCode.EMPTY_FILE, str(path))
    return tables


def _text_table(data: bytes, path: Path) -> Table:
    try:
        text, encoding = decode(data)
    except NotText as error:
        raise KnownError(ErrorCode.SHEET_UNREADABLE, str(path), str(error)) from error
    if not text.strip():
        raise KnownError(ErrorCode.EMPTY_FILE, str(path))
    grid = read_grid(text)
    kinds: dict[int, bytearray] = {}
    for row, column in grid.cut:
        kinds.setdefault(column, bytearray(len(grid.rows)))[row] |= CellKind.CUT
    frozen = {column: bytes(marks) for column, marks in kinds.items()}
    return table_of(path, "", grid.rows, grid.lines, frozen, encoding=encoding, separator=grid.separator)


def _sheet_table(sheet: Worksheet, path: Path) -> Table:
    place = heading_place(sheet.rows)
    _fill_merged(sheet, 0 if place is None else place + 1)
    lines = range(sheet.first, sheet.first + len(sheet.rows))
    kinds = {column: bytes(marks) for column, marks in sheet.kinds.items()}
    return table_of(path, sheet.name, sheet.rows, lines, kinds)


def _fill_merged(sheet: Worksheet, below: int) -> None:
    """Give the cells under a merged one its value, so that each row says what a reader sees.

    Only below the headings, and not to the right where the area spans half of the sheet: that is the title
    of a section, not a value of its columns.
    """
    width = max(map(len, sheet.rows), default=0)
    changed: dict[int, list[str]] = {}
    for top, left, bottom, right in sheet.merged:
        if top < below or left >= width or top >= len(sheet.rows):
            continue
        value = sheet.rows[top][left]
        last = right if (right - left + 1) * 2 < width else left
        if not value:
            continue
        for row in range(top, min(bottom, len(sheet.rows) - 1) + 1):
            cells = changed.setdefault(row, list(sheet.rows[row]))
            for column in range(left, min(last, width - 1) + 1):
                if not cells[column] and (row, column) != (top, left):
                    cells[column] = value
                    marks = sheet.kinds.setdefault(column, bytearray(len(sheet.rows)))
                    marks[row] |= CellKind.MERGED | _kept(sheet, top, left)
    for row, cells in changed.items():
        sheet.rows[row] = tuple(cells)


def _kept(sheet: Worksheet, row: int, column: int) -> int:
    """What a value was before it became text goes with it."""
    marks = sheet.kinds.get(column)
    return marks[row] if marks else 0
