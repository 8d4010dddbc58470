"""Zeros that a workbook shows by the format of a cell alone: 123 in the format `00000` is seen as 00123."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from visrec_desktop.sources.tables.unpacked import Oversized
from visrec_desktop.sources.tables.values import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

MOST_MASKS = 255
"""A byte names the mask of a cell."""
_LOCALE = re.compile(r"\[\$-[0-9A-Fa-f]{1,8}\]")
_ZEROS = re.compile(r"""0+(?:(?:[- ]|\\[-./ ]|"[-./ ]{1,3}")0+)*""")
_MARKS = re.compile(r'[\\"]')
_FEWEST = 2


@dataclass(slots=True)
class Shown:
    """Which cells of a worksheet are shown with zeros before their numbers.

    Attributes:
        masks: formats such as `00000` or `0000-000`; the first one stands for none.
        columns: for a column of the worksheet, from 0: the mask of each row, a byte each, as far as there are
            any.
    """

    masks: tuple[str, ...]
    columns: dict[int, bytearray] = field(default_factory=dict)
    _room: int = MAX_CELLS

    def note(self, row: int, column: int, mask: int, rows: int = 1) -> None:
        """Give a cell, and those below it in so many rows in all, its mask; row and column count from 0.

        Raises:
            Oversized: the cells are too many or too far apart.
        """
        if not (0 <= row <= MAX_ROWS - rows and 0 <= column < MAX_COLUMNS):
            raise Oversized
        cells = self.columns.setdefault(column, bytearray())
        missing = row + rows - len(cells)
        if missing > 0:
            self._room -= missing
            if self._room < 0:
                raise Oversized
            cells.extend(bytes(missing))
        cells[row : row + rows] = bytes((mask,)) * rows


def shown_zeros(data: bytes) -> Mapping[str, Shown]:
    """The worksheets of a zipped workbook (XLSX, ODS) that have cells shown with zeros, by their names.

    A workbook without a format for that costs no more than a look at its formats. What is not well formed has
    none: the library that reads the cells says what is wrong with it.

    Args:
        data: a workbook that `unpacked.check` has let pass.

    Raises:
        Oversized: the cells are too many or too far apart.
    """
    import io
    import zipfile
    from xml.parsers import expat

    from visrec_desktop.sources.tables.shown_ods import of_ods
    from visrec_desktop.sources.tables.shown_xlsx import of_xlsx

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part.filename.lstrip("/").lower(): part for part in archive.infolist()}
    try:
        return of_ods(data, parts) if "content.xml" in parts else of_xlsx(data, parts)
    except expat.ExpatError:
        return {}


def mask_of(code: str) -> str:
    """The mask of a number format; empty where it is more than zeros and marks between them.

    Marks are hyphens, spaces, dots and slashes; dots and slashes only escaped or quoted, since bare ones mean
    something else.

    A format of several sections is one only where zero is not written in another way than other numbers.
    """
    sections = _LOCALE.sub("", code).split(";")
    first = sections[0]
    zero = sections[2] if len(sections) > 2 else first  # noqa: PLR2004 - positive; negative; zero; text
    plain = _MARKS.sub("", first) if zero == first and _ZEROS.fullmatch(first) else ""
    return plain if plain.count("0") >= _FEWEST else ""


def filled(mask: str, figures: str) -> str:
    """A whole number as its mask shows it: 123 in `0000-000` is 0000-123, and 123456789 is 123456-789."""
    left = iter(figures.zfill(mask.count("0")))
    more = len(figures) - mask.count("0")
    start = "".join(next(left) for _ in range(more))
    return start + "".join(next(left) if sign == "0" else sign for sign in mask)


def number_of(shown: str) -> str:
    """The figures of the number that was shown so: 123 for 0000-123."""
    return "".join(filter(str.isdecimal, shown)).lstrip("0") or "0"
