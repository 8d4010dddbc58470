"""How far the cells of an old binary workbook reach: bounded here, before any library makes room for them.

The container is the Compound File of [MS-CFB], the records in its stream are those of [MS-XLS].
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from typing import Final

from visrec_desktop.sources.tables.unpacked import Locked, Oversized, Refused
from visrec_desktop.sources.tables.values import MAX_CELLS, MAX_COLUMNS

_END_OF_CHAIN: Final = 0xFFFFFFFA
"""Numbers above it are no sectors but marks: free, the end, the table itself."""
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
_NAMES = ("Workbook", "Book")
_ENCRYPTED = "EncryptedPackage"
_ROOT = 5
_HEADER = 512
_SMALL_SECTOR = 64
_SMALLEST_STREAM = 4096
_FIRST_ENTRIES = 109
_SIZES = {9: 512, 12: 4096}
_DIMENSIONS = 0x0200
_PASSWORD = 0x002F
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_SEVERAL = frozenset({0x00BD, 0x00BE})


def check(data: bytes) -> None:
    """Walk through the records of an old workbook.

    Raises:
        Locked: it needs a password.
        Oversized: its cells are too far apart.
        Refused: it is damaged, or no workbook.
    """
    try:
        _check_records(workbook_stream(data))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError) as error:
        if isinstance(error, (Locked, Oversized, Refused)):
            raise
        raise Refused("It is damaged.") from error


def workbook_stream(data: bytes) -> bytes:
    """The records of an old workbook; raises `Locked` or `Refused`, or `ValueError` where it is damaged."""
    return _Container(data).workbook()


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where each record begins, its kind, and what is in it."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _check_records(stream: bytes) -> None:
    rows, columns = 0, 0
    for _, kind, body in records(stream):
        if kind == _PASSWORD:
            raise Locked
        if kind == _DIMENSIONS and len(body) >= 12:  # noqa: PLR2004 - the fields of the record
            _, last_row, _, last_column = struct.unpack_from("<IIHH", body)
            _check_extent(last_row, last_column)
        elif kind in _CELLS and len(body) >= 4:  # noqa: PLR2004 - a row and a column
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind in _SEVERAL else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
    _check_extent(rows, columns)


def _check_extent(rows: int, columns: int) -> None:
    if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise Oversized


class _Container:
    """A compound file: a file system in a file, its sectors chained by a table."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._sector = _SIZES.get(data[30], _HEADER)
        self._table = array("I")
        for number in self._table_sectors():
            self._table.frombytes(self._at(number))
        first_directory, _, _, first_small = struct.unpack_from("<IIII", data, 48)
        self._entries = [*self._directory(first_directory)]
        self._small = array("I")
        small = self._chain(first_small)
        self._small.frombytes(small[: len(small) // 4 * 4])

    def workbook(self) -> bytes:
        """The stream with the workbook.

        Raises:
            Locked: the container holds an encrypted workbook.
            Refused: it holds none.
        """
        streams = {name: (start, size) for name, _, start, size in self._entries}
        if _ENCRYPTED in streams:
            raise Locked
        name = next((name for name in _NAMES if name in streams), None)
        if name is None:
            raise Refused("It holds no worksheets.")
        start, size = streams[name]
        if size >= _SMALLEST_STREAM:
            return self._chain(start)[:size]
        root = next(start for _, kind, start, _ in self._entries if kind == _ROOT)
        held = self._chain(root)
        parts = _numbers(self._small, start)
        return b"".join(held[part * _SMALL_SECTOR : (part + 1) * _SMALL_SECTOR] for part in parts)[:size]

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._data[start : start + self._sector].ljust(self._sector, b"\0")

    def _table_sectors(self) -> Iterator[int]:
        """The sectors of the table, listed in the header and, in large files, in further sectors."""
        most = len(self._data) // self._sector + 1
        listed = array("I", self._data[76 : 76 + 4 * _FIRST_ENTRIES])
        following = struct.unpack_from("<I", self._data, 68)[0]
        for _ in range(most):
            yield from (number for number in listed if number < most)
            if following >= most:
                return
            further = array("I", self._at(following))
            listed, following = further[:-1], further[-1]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._at, _numbers(self._table, start)))

    def _directory(self, start: int) -> Iterator[tuple[str, int, int, int]]:
        """Name, kind, first sector and size of every entry."""
        for entry in _ENTRY.iter_unpack(self._chain(start)):
            name, length, kind = entry[:3]
            begin, size = entry[-2], entry[-1]
            yield name[: max(length - 2, 0)].decode("utf-16-le"), kind, begin, size & 0xFFFFFFFF


def _numbers(table: array[int], start: int) -> Iterator[int]:
    """The sectors of a chain.

    Raises:
        ValueError: it runs in a circle.
    """
    for _ in range(len(table) + 1):
        if start >= _END_OF_CHAIN or start >= len(table):
            return
        yield start
        start = table[start]
    raise ValueError(start)
