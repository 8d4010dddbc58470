"""What a sheet comes to as plain values: its cells as text, and what was done to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntFlag, StrEnum
from pathlib import Path
from typing import Final

MAX_FILE_BYTES: Final = 256 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 512 * 1024 * 1024
MAX_CELL_CHARACTERS: Final = 1024 * 1024
MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 2_000
MAX_CELLS: Final = 20_000_000


class RemarkKind(StrEnum):
    """Why a value is not literally what its cell held."""

    SCIENTIFIC = "scientific"
    """A number such as `1.0E+12`, written out."""
    LOST_DIGITS = "lost_digits"
    """A number such as `4.00638E+12`, written out: its last digits are gone."""
    DATE = "date"
    """A spreadsheet program made a date of what was a code, a size or a name."""
    HTML = "html"
    """Tags and entities of a web page, taken out."""
    SEVERAL = "several"
    """Several values in one cell, joined by a comma."""
    FORMULA = "formula"
    """A text that begins like a formula, kept as text."""
    LEADING_ZEROS = "leading_zeros"
    """A number in a column of codes with leading zeros, or shown with zeros: zeros were put before it."""
    MERGED = "merged"
    """Taken from the merged cell that covers this one."""
    TOO_LONG = "too_long"
    """Cut: the cell held more than `MAX_CELL_CHARACTERS`."""
    AMBIGUOUS = "ambiguous"
    """A price that may mean two numbers, read as most of its column is written."""


DOUBTFUL: Final = frozenset(
    {
        RemarkKind.LOST_DIGITS,
        RemarkKind.DATE,
        RemarkKind.LEADING_ZEROS,
        RemarkKind.TOO_LONG,
        RemarkKind.AMBIGUOUS,
    }
)
"""The remarks that a person should look at, unless the sheet itself says that they are right."""


class CellKind(IntFlag):
    """What a cell was before it became text; a text cell of a file has none of these."""

    NUMBER = 1
    DATE = 2
    MERGED = 4
    CUT = 8
    LOST_DIGITS = 16
    SHOWN = 32
    """Its number format shows zeros before the number; the text has them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was done to one cell.

    Attributes:
        kind: what was done.
        field: the product's field, or the heading of a column that is none.
        before: the cell as it was, shortened.
        after: the value that was taken, shortened.
        is_sure: nothing was guessed, though remarks of this kind are doubtful as a rule.
    """

    kind: RemarkKind
    field: str
    before: str
    after: str
    is_sure: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.kind in DOUBTFUL and not self.is_sure


@dataclass(frozen=True, slots=True)
class Table:
    """One worksheet, or one text file, as rows of text.

    Attributes:
        path: the file.
        name: the name of the worksheet; empty for a text file.
        headings: one for each column, no two alike: a second `Colour` is `Colour (2)`, a missing one is
            `Column 3`.
        rows: what stands below the headings, every row as long as `headings`.
        lines: for each row, the line of the file (or row of the worksheet) where it begins, from 1.
        has_heading: False where no row looks like headings; they are then `Column 1`, `Column 2` and so on.
        encoding: of a text file, in Python's words.
        separator: of a text file.
        kinds: for columns with cells that were no text: the `CellKind` of every row, a byte each.
    """

    path: Path
    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    has_heading: bool
    encoding: str = ""
    separator: str = ""
    kinds: Mapping[int, bytes] = field(default_factory=dict)

    def kind(self, row: int, column: int) -> CellKind:
        """What the cell was before it became text."""
        known = self.kinds.get(column)
        return CellKind(known[row]) if known else CellKind(0)

    def origin(self, number: int) -> str:
        """How a row is named to people: `SHEET:LINE`, in a workbook `SHEET:WORKSHEET:LINE`."""
        where = f"{self.path}:{self.name}" if self.name else str(self.path)
        return f"{where}:{self.lines[number]}"


def read_tables(path: Path) -> tuple[Table, ...]:
    """Read a sheet whole: every worksheet that holds anything, in order; one table for a text file.

    Worksheets that their author hid are left out as long as a visible one holds anything.

    Raises:
        KnownError: it cannot be opened (`NOT_FOUND`, `NO_PERMISSION` ...), is empty (`EMPTY_FILE`), too
            large (`FILE_TOO_LARGE`), locked by a password (`SHEET_PROTECTED`), or no sheet
            (`SHEET_UNREADABLE`).
    """
    from visrec_desktop.sources.tables.reading import tables_of

    return tables_of(path)
