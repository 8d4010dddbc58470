"""Text files as rows of cells: comma, semicolon, tab or bar between them, quotes where need be."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from visrec_desktop.sources.tables.headings import recognised
from visrec_desktop.sources.tables.values import (
    MAX_CELL_CHARACTERS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
)

_SEPARATORS = ",;\t|"
_SAID = re.compile(r'"?sep=([^\w\s"]|\t)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LONE_RETURN = re.compile(r"\r(?!\n)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SNIFFED_LINES = 200
_SNIFFED_CHARACTERS = 256 * 1024
_MOST_LINES = 4 * MAX_ROWS
_MOST_LINES_OF_A_CELL = 1000
_PATIENCE = 20 * _MOST_LINES_OF_A_CELL
_END = "\ue000end-of-the-sheet\ue000"


class TooLarge(ValueError):  # noqa: N818 - the file is what it is
    """The text has more cells than can be held."""


@dataclass(slots=True)
class Grid:
    """Cells as they stand in a file, headings and titles among them.

    Attributes:
        rows: the cells of each row; rows may differ in length.
        lines: for each row, the line where it begins, from 1.
        separator: what stood between the cells.
        cut: places (row, column) of cells that were too long and are cut.
    """

    rows: list[Sequence[str]]
    lines: list[int]
    separator: str
    cut: set[tuple[int, int]]
    _cells: int = 0

    def add(self, row: list[str], place: int) -> None:
        """Take a row that begins at a line (from 0).

        Raises:
            TooLarge: it is too wide, or one too many.
        """
        width = len(row)
        self._cells += width
        if self._cells > MAX_CELLS or width > MAX_COLUMNS:
            raise TooLarge
        if width and max(map(len, row)) > MAX_CELL_CHARACTERS:
            number = len(self.rows)
            self.cut.update(
                (number, column) for column in range(width) if len(row[column]) > MAX_CELL_CHARACTERS
            )
            row = [cell[:MAX_CELL_CHARACTERS] for cell in row]
        self.rows.append(row)
        self.lines.append(place + 1)


def read_grid(text: str) -> Grid:
    """Read a text file.

    A quote that is opened and never closed would swallow the rows after it: its line is read again as if
    quotes meant nothing. Quotes inside a cell that are not doubled are taken as they are.

    Raises:
        TooLarge: there are more than `MAX_CELLS` cells, or more than `MAX_COLUMNS` in a row.
    """
    if max(text.count("\n"), text.count("\r")) > _MOST_LINES:
        raise TooLarge
    lines = _lines(text)
    said = _SAID.match(lines[0]) if lines else None
    start = 1 if said else 0
    grid = Grid([], [], said[1] if said else find_separator(lines), set())
    csv.field_size_limit(MAX_FILE_BYTES)
    patience = _PATIENCE + 2 * len(lines)
    while start < len(lines):
        faulty = _read(lines, start, grid, quoted=patience > 0)
        if faulty is None:
            break
        patience -= faulty.stop - faulty.start
        start = _mend(lines, faulty, grid)
    return grid


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; the signs that Unicode also counts as ends are part of a cell."""
    if _LONE_RETURN.search(text):
        return _LINE.findall(text)
    lines = text.split("\n")
    last = lines.pop()
    lines = [line + "\n" for line in lines]
    return [*lines, last] if last else lines


def _read(lines: list[str], start: int, grid: Grid, *, quoted: bool) -> range | None:
    """Read rows into the grid, until the end (None) or up to lines whose quotes are wrong (these)."""
    feed = _Feed(lines, start)
    if quoted:
        reader = csv.reader(feed, delimiter=grid.separator, strict=True)
    else:
        reader = csv.reader(feed, delimiter=grid.separator, quoting=csv.QUOTE_NONE)
    try:
        for row in reader:
            if feed.place > len(lines):  # the end mark, which is a row by itself
                return None
            grid.add(row, feed.begin)
            feed.begin = feed.place
    except csv.Error:
        return range(feed.begin, feed.place)
    return None


class _Feed:
    """Lines for a reader, with a mark at the end; no row is given more than a cell may have.

    Attributes:
        begin: the line where the row begins that is being read.
        place: the next line.
    """

    def __init__(self, lines: list[str], start: int) -> None:
        self._lines = lines
        self.begin = self.place = start

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.place > len(self._lines) or self.place - self.begin > _MOST_LINES_OF_A_CELL:
            raise StopIteration
        self.place += 1
        return self._lines[self.place - 1] if self.place <= len(self._lines) else _END


def _mend(lines: list[str], faulty: range, grid: Grid) -> int:
    """Read a row whose quotes are wrong as well as can be, and say which line is next."""
    first = faulty.start
    if len(faulty) == 1 and faulty.stop <= len(lines):
        grid.add(_tolerant(lines[first].rstrip("\r\n"), grid.separator), first)
        return first + 1
    open_ended = faulty.stop > len(lines) or len(faulty) > _MOST_LINES_OF_A_CELL
    if not open_ended and not _swallows(lines, faulty, grid):
        reader = csv.reader([*lines[first : faulty.stop], _END], delimiter=grid.separator)
        row = next(reader)
        if reader.line_num <= len(faulty):
            grid.add(row, first)
            return first + reader.line_num
    row = next(csv.reader([lines[first]], delimiter=grid.separator, quoting=csv.QUOTE_NONE))
    grid.add([cell.strip('"') for cell in row], first)
    return first + 1


def _tolerant(line: str, separator: str) -> list[str]:
    """The cells of a line in which a quote ends a cell only before a separator: `"5" heel, red",12`."""
    sign = re.escape(separator)
    cell = re.compile(rf'(?:"((?:[^"]|"(?!\s*(?:{sign}|$)))*)"\s*|([^{sign}]*))(?:{sign}|$)')
    found, place = [], 0
    while place <= len(line):
        match = cell.match(line, place)
        if match is None:  # a quote is opened and not closed
            return next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE))
        found.append(match[2] if match[1] is None else match[1].replace('""', '"'))
        place = match.end() + (match.end() == len(line) and not line.endswith(separator))
        if match.end() == len(line) and line.endswith(separator):
            found.append("")
            break
    return found


def _swallows(lines: list[str], faulty: range, grid: Grid) -> bool:
    """Whether a quote has swallowed whole rows: one of the lines it runs over is a row by itself."""
    usual = len(grid.rows[-1]) if grid.rows else 0
    for place in islice(faulty, 1, None):
        try:
            row = next(csv.reader([lines[place]], delimiter=grid.separator, strict=True), [])
        except csv.Error:  # its own quote is wrong, too
            row = next(csv.reader([lines[place]], delimiter=grid.separator, quoting=csv.QUOTE_NONE), [])
        if len(row) == usual > 1:
            return True
    return False


def find_separator(lines: Sequence[str]) -> str:
    """The separator by which most of the first rows have equally many cells, and headings are recognised."""
    sample: list[str] = []
    size = 0
    for line in islice(lines, _SNIFFED_LINES):
        size += len(line)
        if size > _SNIFFED_CHARACTERS and sample:
            break
        sample.append(line[:_SNIFFED_CHARACTERS])
    return max(_SEPARATORS, key=lambda separator: _fit(sample, separator))


def _fit(sample: list[str], separator: str) -> tuple[int, float, bool, int]:
    """How well one fits: recognised headings, share of rows of the usual width, no comma, that width."""
    rows = [row for row in csv.reader(sample, delimiter=separator) if any(row)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0.0, False, 0
    known = max(len(recognised(row)) if len(row) > 1 else 0 for row in rows[:20])
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return known if known > 1 else 0, round(count / len(rows), 3), separator != ",", width
