"""Reading a sheet of products: CSV or TSV in the encodings that spreadsheet programs write."""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error
from visrec_desktop.core.pictures import is_file, natural_key
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.fields import IMAGE, draft_of_row, find_columns
from visrec_desktop.services.importing.values import ImportItem

MAX_SHEET_BYTES = 256 * 1024 * 1024
_SEPARATORS = ",;\t|"
_ADDRESS = re.compile(r"(?:^|[;|\s])(?:https?|ftp)://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet as text, its headings apart; `lines` holds each row's number in the file."""

    path: Path
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


@dataclass(slots=True)
class SheetPlan:
    """What the rows of a sheet come to."""

    items: list[ImportItem]
    failures: list[ImportFailure]
    skipped: int
    refused: set[Path] = field(default_factory=set)
    """Pictures of rows that failed: they are no products by themselves."""


def read_sheet(path: Path) -> Sheet:
    """Read a sheet.

    Raises:
        KnownError: it cannot be opened, is too large, is no text, or has no heading row.
    """
    text = _decoded(_bytes_of(path), path)
    if not text.strip():
        raise KnownError(ErrorCode.EMPTY_FILE, str(path))
    separator = _separator(text)
    csv.field_size_limit(16 * 1024 * 1024)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    try:
        for row in reader:
            rows.append(tuple(row))
            lines.append(reader.line_num)
    except csv.Error as error:
        raise KnownError(
            ErrorCode.SHEET_UNREADABLE, str(path), f"Line {reader.line_num}: {error}."
        ) from error
    return Sheet(path, rows[0], tuple(rows[1:]), tuple(lines[1:]))


def _bytes_of(path: Path) -> bytes:
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):  # a pipe or device never ends
            raise KnownError(ErrorCode.SHEET_UNREADABLE, str(path), "It is not a file.")
        with path.open("rb") as file:
            data = file.read(MAX_SHEET_BYTES + 1)
    except OSError as error:
        raise known_os_error(error, str(path)) from error
    if len(data) > MAX_SHEET_BYTES:
        raise KnownError(ErrorCode.FILE_TOO_LARGE, str(path))
    return data


def _decoded(data: bytes, path: Path) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    if b"\x00" in data and encodings[0] != "utf-16":
        raise KnownError(ErrorCode.SHEET_UNREADABLE, str(path), "It is not a text file.")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise KnownError(ErrorCode.SHEET_UNREADABLE, str(path), "Its characters are in an unknown encoding.")


def _separator(text: str) -> str:
    """The separator that the heading line has most of, outside quotes."""
    heading = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").splitlines()[0])
    return max(_SEPARATORS, key=heading.count)


def plan_sheet(sheet: Sheet, mapping: Mapping[str, str], pictures: Mapping[str, Path]) -> SheetPlan:
    """Turn rows into items.

    Args:
        sheet: the rows.
        mapping: field to heading, as the user says.
        pictures: the picture files that came along, by lower-case file name and by lower-case stem.

    Raises:
        KnownError: no column holds the SKU, or the mapping does not fit the sheet.
    """
    columns = find_columns(sheet.headings, mapping)
    if "sku" not in columns:
        raise KnownError(
            ErrorCode.SHEET_UNREADABLE,
            str(sheet.path),
            "No column is called SKU, id, code or article number.",
        )
    plan = SheetPlan([], [], 0)
    for line, cells in zip(sheet.lines, sheet.rows, strict=True):
        if not any(cell.strip() for cell in cells):
            plan.skipped += 1
            continue
        origin = f"{sheet.path}:{line}"
        named, sku = _cell(cells, columns.get(IMAGE)), _cell(cells, columns["sku"])
        found: tuple[Path, ...] = ()
        try:
            found = _row_pictures(named, sku, sheet.path.parent, pictures)
            draft = draft_of_row(sheet.headings, cells, columns, origin)
        except KnownError as error:
            plan.failures.append(ImportFailure.of(origin, error))
            plan.refused.update(found)
            continue
        plan.items.append(ImportItem(origin, draft, found, from_sheet=True))
    return plan


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column].strip() if column is not None and column < len(cells) else ""


def _row_pictures(named: str, sku: str, folder: Path, pictures: Mapping[str, Path]) -> tuple[Path, ...]:
    """A row's picture files: those it names (absolute or beside the sheet), else one named like its SKU.

    Raises:
        KnownError: `REMOTE_PICTURE` where it names an address.
    """
    if _ADDRESS.search(named):
        raise KnownError(ErrorCode.REMOTE_PICTURE, named)
    if not named:
        own = pictures.get(sku.casefold())
        return (own,) if own is not None else ()
    whole = folder / named
    names = (
        [named] if is_file(whole) else [part.strip() for part in re.split(r"[;|\n]", named) if part.strip()]
    )
    return tuple(_picture_path(name, folder, pictures) for name in names)


def _picture_path(name: str, folder: Path, pictures: Mapping[str, Path]) -> Path:
    beside = folder / name.replace("\\", "/")
    if is_file(beside):
        return beside
    return pictures.get(Path(name.replace("\\", "/")).name.casefold(), beside)


def find_sheet(files: list[Path]) -> Path | None:
    """The sheet that a person who drops these files means: the only one there is that has a SKU column."""
    usable = []
    for path in sorted(files, key=natural_key):
        try:
            sheet = read_sheet(path)
        except KnownError:
            continue
        if "sku" in find_columns(sheet.headings, {}):
            usable.append(path)
    return usable[0] if len(usable) == 1 else None
