"""The cells of an old binary workbook that are shown with zeros before their numbers.

Record and field names are those of [MS-XLS]: a cell names its XF, the XF its number format.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from visrec_desktop.sources.tables import binary
from visrec_desktop.sources.tables.shown import MOST_MASKS, Shown, mask_of

_BOF, _EOF, _BOUNDSHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_SINGLE = frozenset({0x0006, 0x0203, 0x027E})  # Formula, Number, RK
_MULRK = 0x00BD
_BIFF8 = 0x0600
_RK_BYTES = 6  # of each cell of a MulRk: its XF and its number


def of_xls(data: bytes) -> dict[str, Shown]:
    """The worksheets that have cells shown with zeros, by their names.

    What is not well formed has none: the library that reads the cells says what is wrong with it.

    Args:
        data: a workbook that `binary.check` has let pass.

    Raises:
        Oversized: the cells are too many or too far apart.
    """
    stream = binary.workbook_stream(data)
    scan = _Scan(stream)
    try:
        for place, kind, body in binary.records(stream):
            if scan.sheet is None and kind == _EOF and not scan.masks_of_formats():
                return {}
            scan.take(place, kind, body)
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}
    return {name: shown for name, shown in scan.found.items() if shown.columns}


@dataclass
class _Scan:
    """What is known of the workbook so far; its own records come before those of its worksheets."""

    stream: bytes
    sheet: Shown | None = None
    found: dict[str, Shown] = field(default_factory=dict)
    _is_8: bool = True
    _names: dict[int, str] = field(default_factory=dict)
    _formats: dict[int, str] = field(default_factory=dict)
    _xfs: list[int] = field(default_factory=list)
    _masks: list[str] = field(default_factory=lambda: [""])
    _mask_of_xf: list[int] = field(default_factory=list)

    def masks_of_formats(self) -> bool:
        """Whether any format is one of zeros; from now on every XF has its mask."""
        if not self._mask_of_xf:
            masks = {number: mask_of(code) for number, code in self._formats.items()}
            self._masks += sorted(set(masks.values()) - {""})[:MOST_MASKS]
            places = {mask: place for place, mask in enumerate(self._masks)}
            self._mask_of_xf = [places.get(masks.get(number, ""), 0) for number in self._xfs]
        return any(self._mask_of_xf)

    def take(self, place: int, kind: int, body: bytes) -> None:
        """Look at the record that begins at a place of the stream."""
        if kind == _BOF:
            self._begin(place, body)
        elif self.sheet is not None:
            self._cell(kind, body, self.sheet)
        elif kind == _BOUNDSHEET:
            (start,) = struct.unpack_from("<I", body)
            self._names[start] = self._text(body[6:], short=True)
        elif kind == _FORMAT:
            (number,) = struct.unpack_from("<H", body)
            self._formats[number] = self._text(body[2:], short=not self._is_8)
        elif kind == _XF:
            self._xfs.append(struct.unpack_from("<H", body, 2)[0])

    def _begin(self, place: int, body: bytes) -> None:
        self._is_8 = struct.unpack_from("<H", body)[0] == _BIFF8
        if place in self._names:
            self.sheet = self.found.setdefault(self._names[place], Shown(tuple(self._masks)))

    def _cell(self, kind: int, body: bytes, sheet: Shown) -> None:
        if kind in _SINGLE:
            row, column, xf = struct.unpack_from("<HHH", body)
            self._note(sheet, row, column, xf)
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for number in range((len(body) - 6) // _RK_BYTES):
                (xf,) = struct.unpack_from("<H", body, 4 + number * _RK_BYTES)
                self._note(sheet, row, first + number, xf)

    def _note(self, sheet: Shown, row: int, column: int, xf: int) -> None:
        if mask := self._mask_of_xf[xf]:
            sheet.note(row, column, mask)

    def _text(self, data: bytes, *, short: bool) -> str:
        """A string with its length before it; in BIFF8 a byte says whether it has one or two bytes a sign."""
        count, start = (data[0], 1) if short else (struct.unpack_from("<H", data)[0], 2)
        if not self._is_8:
            return data[start : start + count].decode("cp1252")
        wide = data[start] & 1
        kept = data[start + 1 : start + 1 + count * (1 + wide)]
        return kept.decode("utf-16-le" if wide else "latin-1")
