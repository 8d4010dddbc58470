"""Workbooks (XLSX, XLSM, ODS, old XLS) as grids of text."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables import binary, unpacked
from visrec_desktop.sources.tables.shown import Shown, filled, shown_zeros
from visrec_desktop.sources.tables.shown_xls import of_xls
from visrec_desktop.sources.tables.values import (
    MAX_CELL_CHARACTERS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    CellKind,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_DETAIL = 120
_EXACT = 10**15
"""Spreadsheet programs keep 15 figures of a number."""
_DAYS_BEFORE_CELLS = datetime.date(1900, 1, 1)


@dataclass(slots=True)
class Worksheet:
    """A worksheet as a grid.

    Attributes:
        name: its name.
        rows: its cells as text, from its first column; blank rows at the end are left out.
        first: the number of the first row, from 1.
        kinds: for columns with cells that were no text: the `CellKind` of every row, a byte each.
        merged: merged areas as (row, column, last row, last column) of the grid.
    """

    name: str
    rows: list[Sequence[str]]
    first: int
    kinds: dict[int, bytearray]
    merged: list[tuple[int, int, int, int]]


def read_worksheets(data: bytes, path: Path, *, zipped: bool) -> list[Worksheet]:
    """Every worksheet that holds anything; hidden ones only where no visible one does.

    Raises:
        KnownError: `SHEET_PROTECTED`, `FILE_TOO_LARGE` or `SHEET_UNREADABLE`.
    """
    _check(data, path, zipped=zipped)
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    zeros = _zeros(data, path, zipped=zipped)
    with _calamine_errors(path):
        workbook = load_workbook(io.BytesIO(data))
        shown: list[str] = []
        hidden: list[str] = []
        for sheet in workbook.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                (shown if sheet.visible == SheetVisibleEnum.Visible else hidden).append(sheet.name)
        found = [*_read(workbook, shown, zeros, path)]
        return found or [*_read(workbook, hidden, zeros, path)]


def _check(data: bytes, path: Path, *, zipped: bool) -> None:
    try:
        (unpacked if zipped else binary).check(data)
    except unpacked.Locked as error:
        raise KnownError(ErrorCode.SHEET_PROTECTED, str(path)) from error
    except unpacked.Oversized as error:
        raise KnownError(ErrorCode.FILE_TOO_LARGE, str(path)) from error
    except unpacked.Refused as error:
        raise KnownError(ErrorCode.SHEET_UNREADABLE, str(path), str(error)) from error


def _zeros(data: bytes, path: Path, *, zipped: bool) -> Mapping[str, Shown]:
    try:
        return shown_zeros(data) if zipped else of_xls(data)
    except unpacked.Oversized as error:
        raise KnownError(ErrorCode.FILE_TOO_LARGE, str(path)) from error


@contextmanager
def _calamine_errors(path: Path) -> Iterator[None]:
    """Whatever the library says about a file, its panics among it, as a known error."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise KnownError(ErrorCode.SHEET_PROTECTED, str(path)) from error
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        raise _unreadable(path, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # it cannot be imported, and is no `Exception`
            raise
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: BaseException) -> KnownError:
    detail = " ".join(str(error).split())[:_DETAIL].rstrip(".")
    return KnownError(ErrorCode.SHEET_UNREADABLE, str(path), f"{detail}." if detail else "")


def _read(
    workbook: CalamineWorkbook, names: list[str], zeros: Mapping[str, Shown], path: Path
) -> Iterator[Worksheet]:
    budget = MAX_CELLS
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start is None:
            continue
        budget -= sheet.height * sheet.width
        if budget < 0 or sheet.width > MAX_COLUMNS or sheet.height > MAX_ROWS:
            raise KnownError(ErrorCode.FILE_TOO_LARGE, str(path))
        worksheet = _worksheet(sheet, sheet.start)
        if name in zeros:
            _show_zeros(worksheet, zeros[name], sheet.start)
        if worksheet.rows:
            yield worksheet


def _worksheet(sheet: CalamineSheet, start: tuple[int, int]) -> Worksheet:
    cells = sheet.to_python(skip_empty_area=True)
    while cells and all(cell == "" for cell in cells[-1]):
        cells.pop()
    rows: list[Sequence[str]] = [
        tuple([cell if type(cell) is str else _text(cell) for cell in row]) for row in cells
    ]
    kinds: dict[int, bytearray] = {}
    for column, values in enumerate(zip(*cells, strict=True)):
        types = set(map(type, values))
        if types - {str, bool}:
            kinds[column] = bytearray(map(_kind, values))
    _cut(rows, kinds)
    merged = [
        (top - start[0], left - start[1], bottom - start[0], right - start[1])
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if top >= start[0] and left >= start[1]
    ]
    return Worksheet(sheet.name, rows, start[0] + 1, kinds, merged)


def _show_zeros(worksheet: Worksheet, shown: Shown, start: tuple[int, int]) -> None:
    """Give numbers the zeros that their format shows; `start` is the place of the first cell, from 0."""
    rows = worksheet.rows
    for column, masks in shown.columns.items():
        place = column - start[1]
        kinds = worksheet.kinds.get(place)
        if kinds is None:  # no numbers
            continue
        for row, mask in enumerate(masks[start[0] : start[0] + len(rows)]):
            text = rows[row][place]
            if not mask or kinds[row] != CellKind.NUMBER or not text.isdecimal():
                continue
            filled_in = filled(shown.masks[mask], text)
            if filled_in != text:
                rows[row] = (*rows[row][:place], filled_in, *rows[row][place + 1 :])
                kinds[row] |= CellKind.SHOWN


def _cut(rows: list[Sequence[str]], kinds: dict[int, bytearray]) -> None:
    for place, row in enumerate(rows):
        if max(map(len, row), default=0) <= MAX_CELL_CHARACTERS:
            continue
        for column, cell in enumerate(row):
            if len(cell) > MAX_CELL_CHARACTERS:
                kinds.setdefault(column, bytearray(len(rows)))[place] |= CellKind.CUT
        rows[place] = tuple(cell[:MAX_CELL_CHARACTERS] for cell in row)


_KINDS = {
    str: 0,
    bool: 0,
    int: int(CellKind.NUMBER),
    float: int(CellKind.NUMBER),
    datetime.date: int(CellKind.DATE),
    datetime.datetime: int(CellKind.DATE),
    datetime.time: int(CellKind.DATE),
    datetime.timedelta: int(CellKind.DATE),
}


def _kind(cell: object) -> int:
    kind = _KINDS[type(cell)]
    if kind == CellKind.NUMBER and isinstance(cell, (int, float)) and not -_EXACT < cell < _EXACT:
        return kind | CellKind.LOST_DIGITS
    return kind


def _text(cell: object) -> str:
    """A number, date or truth value as text: whole numbers without a point, dates in the way of ISO 8601."""
    return _TEXTS[type(cell)](cell)


def _number(cell: float) -> str:
    if cell == cell // 1 and -_EXACT < cell < _EXACT:
        return str(int(cell))
    written = format(cell, ".15g") if -_EXACT < cell < _EXACT else repr(cell)
    return format(Decimal(written), "f") if "e" in written else written


def _moment(cell: datetime.datetime) -> str:
    midnight = cell.time() == datetime.time()
    return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")


def _duration(cell: datetime.timedelta) -> str:
    seconds = round(cell.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


_TEXTS: dict[type, Callable[..., str]] = {
    float: _number,
    int: str,
    bool: lambda cell: "TRUE" if cell else "FALSE",
    datetime.datetime: _moment,
    datetime.date: datetime.date.isoformat,
    datetime.time: lambda cell: cell.isoformat("seconds"),
    datetime.timedelta: _duration,
}
