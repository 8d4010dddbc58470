"""The tables among the files: which are used, and how their columns are understood."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.pictures import natural_key
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.collect import Found, absolute
from visrec_desktop.services.importing.values import FoundColumn, FoundTable, ImportRequest, SheetChoice
from visrec_desktop.sources.tables.understanding import Understanding, understand
from visrec_desktop.sources.tables.values import Table, read_tables

_SAMPLES = 3
_SAMPLED_ROWS = 200
_KEPT_TABLES = 16
Recall = Callable[[SheetChoice, str], SheetChoice]


@dataclass(frozen=True, slots=True)
class Content:
    """A table that can be used, and how it is understood.

    `source` names the kind of sheet: the same headings in any order, under any file name.
    """

    table: Table
    understanding: Understanding
    source: str


@dataclass(frozen=True, slots=True)
class ReadTable:
    """What is told of a table; `content` is None where it is not used or cannot be."""

    told: FoundTable
    content: Content | None = None


class TableCache:
    """Files that were read, so that planning again with other choices does not read them again."""

    def __init__(self) -> None:
        self._read: dict[tuple[Path, int, int], tuple[Table, ...]] = {}

    def read(self, path: Path) -> tuple[Table, ...]:
        """As `read_tables`, from memory while the file is the same."""
        try:
            status = path.stat()
        except OSError:
            return read_tables(path)  # which tells why
        key = (path, status.st_size, status.st_mtime_ns)
        if key not in self._read:
            while len(self._read) >= _KEPT_TABLES:
                self._read.pop(next(iter(self._read)))
            self._read[key] = read_tables(path)
        return self._read[key]


def tables_of(
    request: ImportRequest, found: Found, cache: TableCache, recall: Recall | None = None
) -> list[ReadTable]:
    """The tables of the sheets that the request names or, where it says so, those that were found.

    Args:
        request: what to import.
        found: the files.
        cache: reads them.
        recall: adds what was said before of a kind of sheet, where nothing is said of this one.

    Raises:
        KnownError: the sheet that the request names cannot be used, or its mapping does not fit.
    """
    said = {(absolute(choice.path), choice.table): choice for choice in request.choices}
    wanted = None if request.sheet is None else absolute(request.sheet)
    tables: list[ReadTable] = []
    for path in _in_order(found, wanted, adopt=request.adopt_sheet):
        try:
            read = cache.read(path)
        except KnownError as error:
            if path == wanted:
                raise
            problem = ImportFailure.of(str(path), error)
            tables.append(ReadTable(FoundTable(SheetChoice(path), used=False, problem=problem)))
            continue
        for table in read:
            choice = said.get((path, table.name))
            if choice is None:
                choice = SheetChoice(path, table.name, mapping=request.mapping if path == wanted else {})
                if recall is not None and not choice.mapping:
                    choice = recall(choice, source_id(table))
            tables.append(_understood(table, choice))
    tables = _without_repeats(tables)
    if wanted is not None and not any(entry.told.used for entry in tables):
        _refuse(tables, wanted)
    return tables


def _in_order(found: Found, wanted: Path | None, *, adopt: bool) -> list[Path]:
    """The sheet that was asked for first, then those that count besides it."""
    others = [
        path
        for path in sorted(found.sheets, key=natural_key)
        if path != wanted and (adopt or (wanted is None and path in found.named))
    ]
    return [*([] if wanted is None else [wanted]), *others]


def _refuse(tables: Iterable[ReadTable], wanted: Path) -> None:
    told = [entry.told for entry in tables if entry.told.choice.path == wanted]
    problem = next((entry.problem for entry in told if entry.problem is not None), None)
    if problem is not None:
        raise KnownError(problem.code, problem.subject, problem.detail)
    if not told:
        raise KnownError(ErrorCode.EMPTY_FILE, str(wanted))


def _understood(table: Table, choice: SheetChoice) -> ReadTable:
    understanding: Understanding | None = None
    problem: KnownError | None = None
    try:
        understanding = _as_wished(table, choice, understand(table, choice.mapping, choice.decimal))
    except KnownError as error:
        if choice.mapping:
            raise
        problem = error
    if understanding is not None and "sku" not in understanding.columns:
        words = "No column is called SKU, id, code or article number."
        problem = KnownError(ErrorCode.SHEET_UNREADABLE, str(table.path), words)
    told = FoundTable(
        choice,
        used=problem is None and choice.used is not False,
        rows=len(table.rows),
        columns=_columns(table, understanding),
        has_heading=table.has_heading,
        decimal=understanding.decimal if understanding is not None else "",
        encoding=table.encoding,
        problem=None if problem is None else ImportFailure.of(str(table.path), problem),
        source=source_id(table),
    )
    if understanding is None or not told.used:
        return ReadTable(told)
    return ReadTable(told, Content(table, understanding, source_id(table)))


def _as_wished(table: Table, choice: SheetChoice, understanding: Understanding) -> Understanding:
    """The understanding with the columns kept and left out that the user wants so."""
    if not choice.kept and not choice.left:
        return understanding
    used = {number for numbers in understanding.columns.values() for number in numbers}
    rest = [(number, heading) for number, heading in enumerate(table.headings) if number not in used]
    ignored = {number for number, heading in rest if heading in choice.left}
    ignored |= {number for number in understanding.ignored if table.headings[number] not in choice.kept}
    facts = tuple(number for number, _ in rest if number not in ignored)
    return replace(understanding, ignored=tuple(sorted(ignored)), attributes=facts)


def source_id(table: Table) -> str:
    """An id of the kind of sheet: the same headings in any order, under any file name."""
    headings = sorted(re.sub(r"\W+", "", heading.casefold()) for heading in table.headings)
    return hashlib.sha256("|".join((table.name, *headings)).encode()).hexdigest()[:16]


def _columns(table: Table, understanding: Understanding | None) -> tuple[FoundColumn, ...]:
    fields: dict[int, str] = {}
    if understanding is not None:
        fields = dict.fromkeys(understanding.ignored, "ignored")
        for name, numbers in understanding.columns.items():
            fields |= dict.fromkeys(numbers, name)
        fields |= dict.fromkeys(understanding.columns.get("sku", ()), "sku")  # it may be the barcode, too
    rows = table.rows[:_SAMPLED_ROWS]
    columns = []
    for number, heading in enumerate(table.headings):
        values = dict.fromkeys(row[number] for row in rows if row[number].strip())
        samples = tuple(values)[:_SAMPLES]
        columns.append(FoundColumn(heading, fields.get(number, "attribute"), samples))
    return tuple(columns)


def _without_repeats(tables: list[ReadTable]) -> list[ReadTable]:
    """Leave out tables that only say again what those before them say, unless the user wants them.

    A workbook often keeps last year's prices on its second sheet.
    """
    said: dict[str, set[str]] = {}  # the fields that a SKU has got so far
    kept = []
    for entry in tables:
        if entry.content is not None:
            fields = set(entry.content.understanding.columns)
            (column,) = entry.content.understanding.columns["sku"]
            names = {row[column].strip() for row in entry.content.table.rows}
            repeated = sum(1 for name in names if fields <= said.get(name, set()))
            if entry.told.choice.used is None and names and repeated > len(names) // 2:
                kept.append(ReadTable(replace(entry.told, used=False)))
                continue
            for name in names:
                said[name] = said.get(name, set()) | fields
        kept.append(entry)
    return kept
