"""Zeros that a workbook shows by the format of its cells: what a person sees is what is taken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.unit.sources.tables.conftest import only, rows_of
from tests.unit.sources.tables.test_workbook import EMPTY_REST, cell, number, row
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables import RemarkKind, read_tables, shown, shown_xlsx
from visrec_desktop.sources.tables.shown import filled, mask_of, number_of

TABLES = (
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
)
FIVE = '<number:number number:decimal-places="0" number:min-integer-digits="5"/>'


def book(path: Path, rows: Sequence[Sequence[Any]], formats: dict[str, str], first: int = 1) -> Path:
    """An XLSX whose columns have these number formats below the headings; `first` is the first row."""
    openpyxl = pytest.importorskip("openpyxl")
    made = openpyxl.Workbook()
    sheet = made.active
    for line, cells in enumerate(rows, first):
        for place, value in enumerate(cells, 1):
            sheet.cell(line, place, value)
    for column, code in formats.items():
        for below in sheet[column][first:]:
            below.number_format = code
    made.save(path)
    return path


def rewritten(path: Path, part: str, old: str, new: str) -> Path:
    """A workbook with another text in one of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("code", "mask"),
    [
        ("00000", "00000"),
        ("0000-000", "0000-000"),
        (r"000\ 000", "000 000"),
        ('00"."000', "00.000"),
        ("[$-409]00000", "00000"),
        ("00000;-00000;00000;@", "00000"),
        ("0", ""),
        ("00.00", ""),
        ("00/00", ""),
        ("#,##0", ""),
        ("00000;-00000;-", ""),
        ('"A-"0000', ""),
        ("[Red]0000", ""),
        ("00%", ""),
        ("General", ""),
    ],
)
def test_formats_of_nothing_but_zeros(code: str, mask: str) -> None:
    assert mask_of(code) == mask


def test_a_mask_is_filled_from_its_end() -> None:
    assert filled("00000", "123") == "00123"
    assert filled("0000-000", "123") == "0000-123"
    assert filled("0000-000", "123456789") == "123456-789"
    assert filled("000", "0") == "000"
    assert [number_of(text) for text in ("00123", "0000-123", "000")] == ["123", "123", "0"]


def test_numbers_are_taken_as_they_are_shown(tmp_path: Path) -> None:
    rows = [("Art.-Nr.", "Name", "EAN", "Depot"), (123, "x", 12345678905, 7), (54321, "y", None, 12)]
    path = book(tmp_path / "s.xlsx", rows, {"A": "00000", "C": "0" * 13, "D": "00-000"})
    first, second = rows_of(path)
    assert (first.draft.sku, first.barcode, first.draft.attributes) == (
        "00123",
        "0012345678905",
        {"EAN": "0012345678905", "Depot": "00-007"},
    )
    assert second.draft.sku == "54321"
    assert [(told.kind, told.field, told.before, told.after) for told in first.remarks] == [
        (RemarkKind.LEADING_ZEROS, "sku", "123", "00123"),
        (RemarkKind.LEADING_ZEROS, "barcode", "12345678905", "0012345678905"),
        (RemarkKind.LEADING_ZEROS, "Depot", "7", "00-007"),
    ]
    assert not any(told.doubtful for told in first.remarks)  # nothing was guessed
    assert [told.field for told in second.remarks] == ["Depot"]


def test_only_whole_numbers_have_zeros_before_them(tmp_path: Path) -> None:
    rows = [("SKU", "Name"), (12.5, "x"), (-7, "y"), ("7", "z"), (0, "v"), (True, "w")]
    found = rows_of(book(tmp_path / "s.xlsx", rows, {"A": "0000"}))
    assert [each.draft.sku for each in found] == ["12.5", "-7", "7", "0000", "TRUE"]


def test_amounts_stay_what_they_are(tmp_path: Path) -> None:
    rows = [("SKU", "Price", "Stock"), ("A", 1234, 5), ("B", 7, 12)]
    first, second = rows_of(book(tmp_path / "s.xlsx", rows, {"B": "000-000", "C": "000"}))
    assert (first.draft.price, first.draft.stock) == (Decimal(1234), 5)
    assert (second.draft.price, second.draft.stock) == (Decimal(7), 12)
    assert first.remarks == second.remarks == ()


def test_a_table_that_does_not_begin_in_the_corner(tmp_path: Path) -> None:
    rows = [(None, "SKU", "Name"), (None, 12, "x"), (None, 1234, "y")]
    path = book(tmp_path / "s.xlsx", rows, {"B": "0000"}, first=4)
    assert [each.draft.sku for each in rows_of(path)] == ["0012", "1234"]


def test_cells_that_do_not_say_where_they_stand_are_counted(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", [("Name", "SKU"), ("x", 12), ("y", 13)], {"B": "0000"})
    for place in ("A1", "B1", "A2", "B2", "A3", "B3"):
        rewritten(path, "xl/worksheets/sheet1.xml", f'<c r="{place}"', "<c")
    assert [each.draft.sku for each in rows_of(path)] == ["0012", "0013"]


def test_a_tag_that_two_pieces_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("SKU", "Name"), *((count, "x") for count in range(1, 60))]
    path = book(tmp_path / "s.xlsx", rows, {"A": "000"})
    monkeypatch.setattr("visrec_desktop.sources.tables.unpacked._CHUNK", 97)
    assert [each.draft.sku for each in rows_of(path)] == [f"{count:03}" for count in range(1, 60)]


def test_a_workbook_without_such_a_format_is_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[str] = []
    real = shown_xlsx._follow
    monkeypatch.setattr(
        shown_xlsx,
        "_follow",
        lambda data, parts, name, handler: followed.append(name) or real(data, parts, name, handler),
    )
    only(book(tmp_path / "s.xlsx", [("SKU", "Name"), (1, "x")], {"A": "0.00"}))
    assert followed == ["xl/styles.xml"]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", [("SKU", "Name"), (12, "x")], {"A": "0000"})
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><styleSheet'
    rewritten(path, "xl/styles.xml", "<styleSheet", bomb)
    assert shown.shown_zeros(path.read_bytes()) == {}


def test_cells_too_far_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "s.xlsx", [("SKU", "Name"), *((count, "x") for count in range(30))], {"A": "0000"})
    monkeypatch.setattr(shown, "MAX_ROWS", 20)
    with pytest.raises(KnownError) as caught:
        read_tables(path)
    assert caught.value.code is ErrorCode.FILE_TOO_LARGE


def ods(path: Path, body: str, style: str = FIVE) -> Path:
    """An ODS with one number style."""
    names = ("office", "table", "text", "number")
    spaces = "".join(f' xmlns:{name}="{space}"' for name, space in zip(names, TABLES, strict=True))
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces}><office:automatic-styles>'
        f"<number:number-style>{style}</number:number-style></office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="A">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest></manifest>")
        archive.writestr("content.xml", content)
    path.write_bytes(file.getvalue())
    return path


def seen(value: str, text: str, note: str = "", repeated: int = 1) -> str:
    """A cell of a number and what is shown of it."""
    more = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    kind = f'office:value-type="float" office:value="{value}"{more}'
    comment = f"<office:annotation><text:p>{note}</text:p></office:annotation>" if note else ""
    return f"<table:table-cell {kind}>{comment}<text:p>{text}</text:p></table:table-cell>"


def test_an_ods_says_what_is_shown(tmp_path: Path) -> None:
    body = (
        row(cell("SKU"), cell("Name"), cell("Shelf"), cell("Depot"))
        + row(seen("123", "00123"), cell("x"), seen("7", "007", repeated=2))
        + row(seen("54321", "54321", note="0"), cell("y"), number("8"), number("9"), repeated=2)
        + row(seen("12.5", "0012.5"), cell("z"), number("8"), seen("9", "nine"))
        + EMPTY_REST
    )
    table = only(ods(tmp_path / "s.ods", body))
    assert [cells[0] for cells in table.rows] == ["00123", "54321", "54321", "12.5"]
    assert table.rows[0][2:] == ("007", "007")
    assert [cells[2:] for cells in table.rows[1:]] == [("8", "9")] * 3
    (first, *_) = rows_of(ods(tmp_path / "s.ods", body))
    assert [told.field for told in first.remarks] == ["sku", "Shelf", "Depot"]


def test_rows_of_an_ods_that_repeat(tmp_path: Path) -> None:
    body = row(cell("SKU"), cell("Name")) + row(seen("12", "00012"), cell("x"), repeated=3) + EMPTY_REST
    assert [cells[0] for cells in only(ods(tmp_path / "s.ods", body)).rows] == ["00012"] * 3


def test_an_ods_without_such_a_format(tmp_path: Path) -> None:
    body = row(cell("SKU"), cell("Name")) + row(seen("12", "00012"), cell("x"))
    style = FIVE.replace('"5"', '"1"')
    assert [cells[0] for cells in only(ods(tmp_path / "s.ods", body, style)).rows] == ["12"]
