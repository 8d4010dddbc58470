"""Old binary workbooks, written here record by record."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.unit.sources.tables.conftest import only, rows_of
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables import read_tables

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Cells = list[tuple[int, int, str | float]]
ZEROS = 2
"""The XF, after two plain ones, of numbers in a workbook of `stream` with formats."""


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def formats(code: str) -> bytes:
    """The records of a number format of the workbook's own, two plain XFs, and one with that format."""
    kept = record(0x41E, struct.pack("<HHB", 164, len(code), 0) + code.encode("latin-1"))
    return kept + b"".join(record(0xE0, struct.pack("<HH", 0, number).ljust(20)) for number in (0, 1, 164))


def stream(cells: Cells, extra: bytes = b"", xf: int = 0) -> bytes:
    """The records of a workbook with one worksheet; `xf` is that of its numbers."""

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))

    sheet = begin(0x10)
    for row, column, value in cells:
        if isinstance(value, str):
            text = struct.pack("<HHHHB", row, column, 0, len(value), 0) + value.encode("latin-1")
            sheet += record(0x204, text)
        else:
            sheet += record(0x203, struct.pack("<HHHd", row, column, xf, value))
    start = len(begin(5)) + len(extra) + 4 + 12 + 4
    named = record(0x85, struct.pack("<IBBBB", start, 0, 0, 4, 0) + b"List")
    return begin(5) + extra + named + record(0x0A) + sheet + record(0x0A)


def entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(coded), kind, 1, FREE, FREE, child)
    return coded.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def compound(name: str, content: bytes) -> bytes:
    """A compound file with one stream: a header, a sector of the table, one of the directory, the stream."""
    content = content.ljust(4096, b"\0")
    content += bytes(-len(content) % 512)
    count = len(content) // 512
    table = [TABLE, END, *range(3, count + 2), END]
    table += [FREE] * (128 - len(table))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<10I", 0, 1, 1, 0, 4096, END, 0, END, 0, 0) + b"\xff" * 432
    directory = entry("Root Entry", 5, END, 0, 1) + entry(name, 2, 2, len(content))
    return header + struct.pack("<128I", *table) + directory.ljust(512, b"\0") + content


def fails(path: Path) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        read_tables(path)
    return caught.value.code


@pytest.mark.parametrize("name", ["list.xls", "list.xlsx", "list.csv"])
def test_an_old_workbook_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    cells: Cells = [(0, 0, "SKU"), (0, 1, "Price"), (1, 0, "00123"), (1, 1, 12.5)]
    path.write_bytes(compound("Workbook", stream(cells)))
    assert only(path).name == "List"
    (row,) = rows_of(path)
    assert (row.draft.sku, str(row.draft.price)) == ("00123", "12.50")


def test_zeros_that_only_the_format_shows(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    cells: Cells = [(0, 0, "SKU"), (0, 1, "Name"), (1, 0, 123.0), (1, 1, "x"), (2, 0, 4567.0), (2, 1, "y")]
    path.write_bytes(compound("Workbook", stream(cells, formats("00000"), ZEROS)))
    assert [row.draft.sku for row in rows_of(path)] == ["00123", "04567"]
    path.write_bytes(compound("Workbook", stream(cells, formats("00000"))))
    assert [row.draft.sku for row in rows_of(path)] == ["123", "4567"]
    path.write_bytes(compound("Workbook", stream(cells, formats("#,##0"), ZEROS)))
    assert [row.draft.sku for row in rows_of(path)] == ["123", "4567"]


def test_zeros_of_several_numbers_in_one_record(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    text = [(0, 0, "SKU"), (0, 1, "Name"), (0, 2, "Barcode"), (1, 1, "x")]
    whole = [struct.pack("<HI", xf, number << 2 | 2) for xf, number in ((ZEROS, 42), (0, 7), (ZEROS, 815))]
    several = record(0xBD, struct.pack("<HH", 1, 0) + b"".join(whole) + struct.pack("<H", 2))
    made = stream([cell for cell in text if cell[:2] != (1, 1)], formats("0000"))
    path.write_bytes(compound("Workbook", made[: -len(record(0x0A))] + several + record(0x0A)))
    assert only(path).rows == (("0042", "7", "0815"),)


def test_cells_that_are_too_far_apart(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(compound("Workbook", stream([(0, 0, "SKU"), (65535, 65535, "A1")])))
    assert fails(path) is ErrorCode.FILE_TOO_LARGE
    dimensions = record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))
    path.write_bytes(compound("Workbook", stream([(0, 0, "SKU")], dimensions)))
    assert fails(path) is ErrorCode.FILE_TOO_LARGE


def test_passwords(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(compound("Workbook", stream([(0, 0, "SKU")], record(0x2F, bytes(6)))))
    assert fails(path) is ErrorCode.SHEET_PROTECTED
    path.write_bytes(compound("EncryptedPackage", bytes(5000)))
    assert fails(path) is ErrorCode.SHEET_PROTECTED


def test_another_kind_of_compound_file(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(compound("WordDocument", bytes(5000)))
    assert fails(path) is ErrorCode.SHEET_UNREADABLE


def test_a_table_that_runs_in_a_circle(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    data = bytearray(compound("Workbook", stream([(0, 0, "SKU")])))
    struct.pack_into("<I", data, 512 + 4 * 9, 2)
    path.write_bytes(bytes(data))
    assert fails(path) is ErrorCode.SHEET_UNREADABLE


def test_damage_anywhere_is_a_known_error_or_none(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    data = compound("Workbook", stream([(0, 0, "SKU"), (0, 1, "Name"), (1, 0, "A1"), (1, 1, "x")]))
    for place in (*range(8, 200), *range(512, 1400, 3), *range(1536, 1800)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        try:
            read_tables(path)
        except KnownError as error:
            assert error.code in {
                ErrorCode.SHEET_UNREADABLE,
                ErrorCode.EMPTY_FILE,
                ErrorCode.SHEET_PROTECTED,
                ErrorCode.FILE_TOO_LARGE,
            }
