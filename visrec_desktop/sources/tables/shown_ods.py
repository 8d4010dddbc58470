"""The cells of an ODS that are shown with zeros before their numbers: beside a number stands what is shown.

Element and attribute names are those of OpenDocument 1.3, part 3: 9.1 (tables) and 16.29 (number styles).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.parsers import expat

from visrec_desktop.sources.tables.shown import MOST_MASKS, Shown
from visrec_desktop.sources.tables.unpacked import chunks, repeat_count
from visrec_desktop.sources.tables.values import MAX_UNPACKED_BYTES

if TYPE_CHECKING:
    from zipfile import ZipInfo

_FORMAT = re.compile(rb"""min-integer-digits\s*=\s*["'](?:[2-9]|[1-9]\d)""")
_OVERLAP = 64
_MASKS = tuple("0" * length for length in range(MOST_MASKS + 1))
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})


def of_ods(data: bytes, parts: Mapping[str, ZipInfo]) -> dict[str, Shown]:
    """See `shown.shown_zeros`; `parts` are those of the workbook by their names in lower case."""
    names = ("content.xml", "styles.xml")
    if not any(_has_format(data, parts[name]) for name in names if name in parts):
        return {}
    scan = _Cells()
    for chunk in chunks(data, parts["content.xml"], MAX_UNPACKED_BYTES):
        scan.parser.Parse(chunk, False)
    scan.parser.Parse(b"", True)
    return {name: shown for name, shown in scan.found.items() if shown.columns}


def _has_format(data: bytes, part: ZipInfo) -> bool:
    rest = b""
    for chunk in chunks(data, part, MAX_UNPACKED_BYTES):
        if _FORMAT.search(rest + chunk):
            return True
        rest = chunk[-_OVERLAP:]
    return False


class _Cells:
    """Compares the number of each cell with the text that stands for it."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = _refuse
        self.found: dict[str, Shown] = {}
        self._shown = Shown(_MASKS)
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._number = self._text = ""
        self._notes = 0
        self._marked: list[tuple[int, int, int]] = []  # of a row: first column, last column, mask

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _CELLS:
            self._columns = repeat_count(attributes.get("table:number-columns-repeated"))
            is_number = attributes.get("office:value-type") == "float"
            self._number = attributes.get("office:value", "") if is_number else ""
            self._text = ""
            self.parser.CharacterDataHandler = self._write if self._number else None
        elif tag == "table:table-row":
            self._column = 0
            self._rows = repeat_count(attributes.get("table:number-rows-repeated"))
        elif tag == "table:table":
            self._row = 0
            self._shown = self.found.setdefault(attributes.get("table:name", ""), Shown(_MASKS))
        elif tag == "office:annotation":
            self._notes += 1

    def _write(self, text: str) -> None:
        if not self._notes and len(self._text) <= MOST_MASKS:
            self._text += text[: MOST_MASKS + 1]

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self._end_cell()
        elif tag == "table:table-row":
            for first, last, mask in self._marked:
                for column in range(first, last):
                    self._shown.note(self._row, column, mask, self._rows)
            self._marked.clear()
            self._row += self._rows
        elif tag == "office:annotation":
            self._notes -= 1

    def _end_cell(self) -> None:
        text, number = self._text.strip(), self._number
        self.parser.CharacterDataHandler = None
        if (
            text.startswith("0")
            and len(number) < len(text) <= MOST_MASKS
            and (text.isascii() and text.isdecimal() and number.isascii() and number.isdecimal())
            and text == number.zfill(len(text))
        ):
            self._marked.append((self._column, self._column + self._columns, len(text)))
        self._column += self._columns


def _refuse(*_: object) -> None:
    raise expat.ExpatError("a document type")
