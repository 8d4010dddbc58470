"""Workbooks: what their cells become, and those that are not to be trusted."""

from __future__ import annotations

import datetime
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.unit.sources.tables.conftest import MakeBook, only, rows_of
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables import (
    RemarkKind,
    read_row,
    read_tables,
    understand,
    unpacked,
    values,
    workbook,
)

HEADINGS = ("SKU", "Name", "Size", "Price", "Stock", "EAN")


def kinds(row: Any) -> list[tuple[RemarkKind, str]]:
    return [(remark.kind, remark.field) for remark in row.remarks]


def test_cells_become_text_as_a_person_sees_them(make_book: MakeBook) -> None:
    day = datetime.datetime(2024, 1, 2, 3, 4)
    table = only(
        make_book(
            {
                "List": [
                    ("SKU", "b", "c", "d", "e", "f", "g"),
                    (4006381333931, 12.5, datetime.date(2024, 1, 2), day, datetime.time(3, 4), True, 0.1),
                    ("00123", 1e-7, datetime.timedelta(hours=30), "=1+1", "a\nb", False, -3),
                ]
            }
        )
    )
    assert table.name == "List"
    assert table.rows[0] == (
        "4006381333931",
        "12.5",
        "2024-01-02",
        "2024-01-02 03:04:00",
        "03:04:00",
        "TRUE",
        "0.1",
    )
    assert table.rows[1] == ("00123", "0.0000001", "30:00:00", "", "a\nb", "FALSE", "-3")
    assert table.lines == (2, 3)
    assert table.origin(1).endswith("book.xlsx:List:3")


def test_numbers_of_a_workbook_are_certain(make_book: MakeBook) -> None:
    rows = rows_of(
        make_book(
            {"A": [HEADINGS, ("A1", "x", "M", 1.299, 1200, 4006381333931), ("A2", "y", 38, 1234, 3.0, "")]}
        )
    )
    assert [row.draft.price for row in rows] == [Decimal("1.30"), Decimal(1234)]
    assert [row.draft.stock for row in rows] == [1200, 3]
    assert (rows[0].barcode, rows[1].draft.size) == ("4006381333931", "38")
    assert rows[0].remarks == ()


def test_texts_of_prices_beside_numbers_are_decided_by_texts(make_book: MakeBook) -> None:
    rows = rows_of(
        make_book(
            {
                "A": [
                    HEADINGS,
                    ("A1", "x", "", "1.234", 1),
                    ("A2", "y", "", 12.5, 1),
                    ("A3", "z", "", "9,90", 1),
                ]
            }
        )
    )
    assert [row.draft.price for row in rows] == [Decimal(1234), Decimal("12.5"), Decimal("9.90")]


def test_dates_made_of_codes_and_sizes_are_told(make_book: MakeBook) -> None:
    day = datetime.date(2024, 2, 1)
    (row,) = rows_of(make_book({"A": [("SKU", "Size", "Arrived"), ("A1", day, day)]}))
    assert (row.draft.size, dict(row.draft.attributes)) == ("2024-02-01", {"Arrived": "2024-02-01"})
    assert kinds(row) == [(RemarkKind.DATE, "size")]


def test_a_number_with_more_figures_than_a_spreadsheet_keeps_is_told(make_book: MakeBook) -> None:
    (row,) = rows_of(make_book({"A": [("SKU", "Name"), (1.2345678901234567e17, "x")]}))
    assert row.draft.sku == "123456789012345700"
    assert kinds(row) == [(RemarkKind.LOST_DIGITS, "sku")]


def test_zeros_are_put_before_numbers_in_a_column_of_codes_that_have_them(make_book: MakeBook) -> None:
    first, second, third = rows_of(
        make_book({"A": [("SKU", "Name"), ("00123", "x"), (456, "y"), ("A-7", "z")]})
    )
    assert (first.draft.sku, second.draft.sku, third.draft.sku) == ("00123", "00456", "A-7")
    assert (kinds(first), kinds(second)) == ([], [(RemarkKind.LEADING_ZEROS, "sku")])
    same = rows_of(make_book({"A": [("SKU", "Name"), ("00123", "x"), (123, "y")]}))
    assert [row.draft.sku for row in same] == ["00123", "123"]


def test_merged_cells_fill_all_that_they_cover(make_book: MakeBook) -> None:
    path = make_book(
        {
            "A": [
                ("Spring list", None, None, None, None),
                ("SKU", "Name", "Category", "Price", "Stock"),
                ("A1", "x", "Shirts", 10, 1),
                ("A2", "y", None, None, 2),
                ("A3", "z", None, 12, 3),
                ("Sale", None, None, None, None),
                ("A4", "v", "Shoes", 9, 4),
            ]
        },
        merged=["A1:E1", "C3:C5", "D3:D4", "A6:E6"],
    )
    rows = rows_of(path)
    assert [row.draft.category for row in rows] == ["Shirts", "Shirts", "Shirts", "", "Shoes"]
    assert [row.draft.price for row in rows[:3]] == [10, 10, 12]
    assert rows[3].draft.name is None
    assert kinds(rows[1]) == [(RemarkKind.MERGED, "category"), (RemarkKind.MERGED, "price")]
    assert not rows[1].remarks[0].doubtful


def test_all_worksheets_that_hold_anything(make_book: MakeBook) -> None:
    body = [("SKU", "Name"), ("A1", "x")]
    path = make_book(
        {"One": body, "Empty": [], "Two": [(), (), (None, None, "note")], "Secret": body}, hidden=["Secret"]
    )
    tables = read_tables(path)
    assert [table.name for table in tables] == ["One", "Two"]
    assert tables[1].headings == ("Column 1",) or tables[1].rows == ()


def test_hidden_worksheets_count_where_nothing_else_does(make_book: MakeBook) -> None:
    path = make_book({"Empty": [], "Secret": [("SKU", "Name"), ("A1", "x")]}, hidden=["Secret"])
    assert only(path).name == "Secret"


def test_a_workbook_of_nothing(make_book: MakeBook) -> None:
    assert fails(make_book({"Empty": []})) is ErrorCode.EMPTY_FILE


def test_a_workbook_under_another_name(make_book: MakeBook) -> None:
    assert rows_of(make_book({"A": [("SKU",), ("A1",)]}, name="list.csv"))[0].draft.sku == "A1"


def test_headings_that_begin_further_down_and_right(make_book: MakeBook) -> None:
    table = only(make_book({"A": [(), (None, None, "SKU", "Name"), (), (None, None, "A1", "x"), ()]}))
    assert (table.headings, table.lines) == (("SKU", "Name"), (3, 4))


def fails(path: Path) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        read_tables(path)
    return caught.value.code


def ods(content: str, manifest: str = "") -> bytes:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for name, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    body = f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content{spaces}>{body}</office:document-content>',
        )
    return file.getvalue()


def cell(text: str, repeated: int = 1) -> str:
    more = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def number(value: str) -> str:
    kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def row(*cells: str, repeated: int = 1) -> str:
    more = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


EMPTY_REST = row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1048000)


def test_ods(tmp_path: Path) -> None:
    path = tmp_path / "list.ods"
    body = (
        row(cell("SKU"), cell("Name"), cell("Price"))
        + row(cell("007"), cell("Hat"), number("12.5"))
        + EMPTY_REST
    )
    path.write_bytes(ods(f'<table:table table:name="Liste">{body}</table:table>'))
    assert only(path).name == "Liste"
    (found,) = rows_of(path)
    assert (found.draft.sku, found.draft.name, found.draft.price) == ("007", "Hat", Decimal("12.5"))


@pytest.mark.parametrize(
    "body",
    [
        row(cell("x", 16384), repeated=1048576),
        row(cell("x")) + EMPTY_REST + row(*[cell("y")] * 40),
        row(cell("x", 5000)),
    ],
)
def test_an_ods_that_repeats_beyond_reason(tmp_path: Path, body: str) -> None:
    path = tmp_path / "list.ods"
    path.write_bytes(ods(f'<table:table table:name="A">{body}</table:table>'))
    assert fails(path) is ErrorCode.FILE_TOO_LARGE


def test_an_ods_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "list.ods"
    path.write_bytes(ods("", "<manifest:encryption-data/>"))
    assert fails(path) is ErrorCode.SHEET_PROTECTED


def changed(path: Path, name: str, content: bytes) -> Path:
    """The workbook with one of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
    path.write_bytes(file.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        b"<row r = '9'><c s='1' r = 'A9999999'><v>2</v></c></row>",
        b'<row r="1"><c r="A1"><v>1</v></c><c r="ZZZ1"><v>1</v></c></row>',
    ],
)
def test_an_xlsx_with_cells_far_apart(make_book: MakeBook, cells: bytes) -> None:
    assert fails(changed(make_book({"A": [("x",)]}), SHEET, HEAD + cells + TAIL)) is ErrorCode.FILE_TOO_LARGE


def test_an_xlsx_that_unpacks_to_too_much(make_book: MakeBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "MAX_UNPACKED_BYTES", 3_000_000)
    path = changed(make_book({"A": [("x",)]}), SHEET, HEAD + b" " * 5_000_000 + TAIL)
    assert path.stat().st_size < 50_000
    assert fails(path) is ErrorCode.FILE_TOO_LARGE


def test_an_xlsx_that_lies_about_its_size(make_book: MakeBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "MAX_UNPACKED_BYTES", 3_000_000)
    size = 5_000_000
    path = changed(make_book({"A": [("x",)]}), SHEET, HEAD + b" " * (size - len(HEAD + TAIL)) + TAIL)
    data = path.read_bytes()
    assert data.count(size.to_bytes(4, "little")) == 2
    path.write_bytes(data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert fails(path) is ErrorCode.FILE_TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<worksheet",
        b"\x00\xff\xfe",
        HEAD + b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>' + TAIL,
        HEAD + b"<row",
    ],
)
def test_an_xlsx_with_a_broken_worksheet(make_book: MakeBook, content: bytes) -> None:
    assert fails(changed(make_book({"A": [("SKU",), ("A1",)]}), SHEET, content)) in {
        ErrorCode.SHEET_UNREADABLE,
        ErrorCode.EMPTY_FILE,
    }


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_an_xlsx_with_another_broken_part_never_crashes(make_book: MakeBook, part: str) -> None:
    path = changed(make_book({"A": [("SKU", "Name"), ("A1", "x")]}), part, b"<broken")
    try:
        read_tables(path)
    except KnownError as error:
        assert error.code in {ErrorCode.SHEET_UNREADABLE, ErrorCode.EMPTY_FILE}


def test_every_cut_of_an_xlsx_is_a_known_error(make_book: MakeBook) -> None:
    path = make_book({"A": [("SKU", "Name"), ("A1", "x")]})
    data = path.read_bytes()
    for length in range(5, len(data) - 1, 97):
        path.write_bytes(data[:length])
        assert fails(path) is ErrorCode.SHEET_UNREADABLE


def test_damage_anywhere_is_a_known_error_or_none(make_book: MakeBook) -> None:
    path = make_book({"A": [("SKU", "Name"), ("A1", "x")]})
    data = path.read_bytes()
    for place in range(0, len(data), 41):
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


def test_a_zip_of_other_things(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    assert fails(path) is ErrorCode.SHEET_UNREADABLE


def test_a_panic_of_the_library_is_a_known_error(
    make_book: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """As the library's, which cannot be imported."""

    def panic(*_: object) -> None:
        raise PanicException("attempt to subtract with overflow")

    monkeypatch.setattr(workbook, "_read", panic)
    with pytest.raises(KnownError) as caught:
        read_tables(make_book({"A": [("SKU",)]}))
    assert (caught.value.code, caught.value.detail) == (
        ErrorCode.SHEET_UNREADABLE,
        "attempt to subtract with overflow.",
    )


def test_what_is_no_fault_of_the_file_goes_through(
    make_book: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workbook, "_read", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_tables(make_book({"A": [("SKU",)]}))


def test_a_long_cell_is_cut(make_book: MakeBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_CELL_CHARACTERS", 1000)
    (found,) = rows_of(make_book({"A": [("SKU", "Description"), ("A1", "x" * 2000)]}))
    assert len(found.draft.description or "") == 1000
    assert kinds(found) == [(RemarkKind.TOO_LONG, "description")]


def test_pictures_inside_do_not_count(make_book: MakeBook, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_book({"A": [("SKU", "Name"), ("A1", "x")]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.jpg", bytes(2_000_000))
    monkeypatch.setattr(unpacked, "MAX_UNPACKED_BYTES", 1_000_000)
    assert len(only(path).rows) == 1


def test_a_number_row_of_zeros_is_kept(make_book: MakeBook) -> None:
    table = only(make_book({"A": [("SKU", "Stock"), ("A1", 1), (0, 0)]}))
    understanding = understand(table, {})
    assert read_row(table, understanding, 1).draft.stock == 0


def test_limits_are_what_spreadsheet_programs_have() -> None:
    assert values.MAX_ROWS == 2**20
