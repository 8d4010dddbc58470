"""Text files: separators, quotes, titles, and what is broken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.sources.tables.conftest import MakeText, only, rows_of
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables import RemarkKind, is_blank, read_tables, understand, values
from visrec_desktop.sources.tables.text import find_separator


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(make_text: MakeText, separator: str) -> None:
    table = only(make_text(separator.join(("sku", "name")) + "\n" + separator.join(("A1", "Shirt")) + "\n"))
    assert (table.separator, table.headings, table.rows) == (separator, ("sku", "name"), (("A1", "Shirt"),))
    assert (table.lines, table.has_heading, table.encoding, table.name) == ((2,), True, "utf-8", "")


def test_a_separator_is_what_the_rows_agree_on() -> None:
    commas = ["a;b, c, d;e\n", *(f"A{n};Shirt, blue, {n} pieces;12,50\n" for n in range(20))]
    assert find_separator(commas) == ";"
    assert find_separator(['"x;y;z",1\n', '"p;q;r",2\n']) == ","
    assert find_separator(["Spring list, of 2024, final\n", "\n", "sku;name\n", "A1;Shirt\n"]) == ";"
    assert find_separator(["alone\n", "A1\n"]) == ","


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_that_names_the_separator(make_text: MakeText, first: str) -> None:
    table = only(make_text(f"{first}\r\nsku;a, b, c, d\r\nA1;x\r\n"))
    assert (table.headings, table.rows, table.lines) == (("sku", "a, b, c, d"), (("A1", "x"),), (3,))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(make_text: MakeText, end: str) -> None:
    table = only(make_text(end.join(["sku,name,note", 'A1,Shirt,"two', 'lines"', "A2,Dress,\u2028odd", ""])))
    assert [row[0] for row in table.rows] == ["A1", "A2"]
    assert table.rows[0][2] == f"two{end}lines"
    assert table.lines == (2, 4)


def test_rows_are_as_long_as_the_headings(make_text: MakeText) -> None:
    table = only(make_text("sku,name,,\nA1\nA2,Shirt,1,2,3\n"))
    assert table.headings == ("sku", "name", "Column 3", "Column 4", "Column 5")
    assert table.rows == (("A1", "", "", "", ""), ("A2", "Shirt", "1", "2", "3"))


def test_rows_of_nothing_are_kept_and_told(make_text: MakeText) -> None:
    table = only(make_text("sku;name\nA1;x\n;;\n\nA2;y\n"))
    assert [is_blank(row) for row in table.rows] == [False, True, True, False]
    assert table.lines == (2, 3, 4, 5)


def test_titles_above_the_headings_are_left_out(make_text: MakeText) -> None:
    table = only(
        make_text("Price list spring;;;\nSupplier: X;;;\n;;;\nSKU;Name;Price;Stock\nA1;Shirt;12,50;3\n")
    )
    assert table.headings == ("SKU", "Name", "Price", "Stock")
    assert table.lines == (5,)


def test_headings_like_figures_are_headings_beside_known_ones(make_text: MakeText) -> None:
    further = [f"Q{number}" for number in range(30)]
    table = only(make_text(f"Spring list\n\nsku,name,brand,price,{','.join(further)}\nA,Bowl,Acme,12\n"))
    assert table.has_heading
    assert table.headings[:5] == ("sku", "name", "brand", "price", "Q0")
    assert len(table.rows) == 1


def test_open_quotes_in_neighbouring_rows_cost_neither(make_text: MakeText) -> None:
    rows = "".join(f'A{number},"{number} inch,{number}\n' for number in range(1, 7))
    table = only(make_text(f"sku,name,price\n{rows}"))
    assert [row[0] for row in table.rows] == [f"A{number}" for number in range(1, 7)]
    assert [row[2] for row in table.rows] == [str(number) for number in range(1, 7)]


@pytest.mark.parametrize("bad", [b"Z9,Caf\xe9,1\n", "Z9,裙".encode()[:-1]])
def test_one_bad_byte_does_not_spoil_a_sheet(tmp_path: Path, bad: bytes) -> None:
    good = "sku,name,price\n" + "".join(f"A{number},Grüne Mütze 裙,1\n" for number in range(20))
    (tmp_path / "s.csv").write_bytes(good.encode() + bad)
    table = only(tmp_path / "s.csv")
    assert table.rows[0][1] == "Grüne Mütze 裙"
    assert table.rows[-1][0] == "Z9"


def test_repeated_headings(make_text: MakeText) -> None:
    table = only(make_text("sku,Colour,colour,Colour\nA1,a,b,c\n"))
    assert table.headings == ("sku", "Colour", "colour (2)", "Colour (3)")


def test_unknown_headings_are_headings_all_the_same(make_text: MakeText) -> None:
    table = only(make_text("when,what\nmonday,rain\n"))
    assert (table.has_heading, table.headings) == (True, ("when", "what"))
    assert "sku" not in understand(table, {}).columns


def test_a_sheet_of_headings_alone(make_text: MakeText) -> None:
    table = only(make_text("sku,name,price\n"))
    assert (table.rows, set(understand(table, {}).columns)) == ((), {"sku", "name", "price"})


def test_a_quote_that_is_never_closed_costs_one_row(make_text: MakeText) -> None:
    lines = [
        "sku,name,note",
        'A0,"Shirt ""blue""",ok',
        'A1,"Broken,oh',
        *(f'A{n},"Shirt, blue",x' for n in range(2, 3000)),
    ]
    table = only(make_text("\n".join(lines)))
    assert len(table.rows) == 3000
    assert table.rows[0] == ("A0", 'Shirt "blue"', "ok")
    assert table.rows[1][:2] == ("A1", "Broken")
    assert table.rows[2] == ("A2", "Shirt, blue", "x")
    assert table.lines[-1] == 3001


def test_a_quote_that_is_never_closed_near_the_end(make_text: MakeText) -> None:
    table = only(make_text('sku,name\nA1,x\nA2,"Broken\nA3,y\nA4,z'))
    assert [row[0] for row in table.rows] == ["A1", "A2", "A3", "A4"]


def test_many_open_quotes_take_no_longer(make_text: MakeText) -> None:
    table = only(
        make_text("sku,name\n" + "".join(f'A{n},"open{n}\n' if n % 2 else f"A{n},x\n" for n in range(5001)))
    )
    assert len(table.rows) > 4000


def test_a_long_text_in_quotes_stays_one_cell(make_text: MakeText) -> None:
    text = "\n".join(f"line {n}" for n in range(900))
    table = only(make_text(f'sku,description\nA1,"{text}"\nA2,short\n'))
    assert table.rows[0][1] == text
    assert table.lines == (2, 902)


def test_a_cell_beyond_the_limit_is_cut_and_told(make_text: MakeText) -> None:
    (row,) = rows_of(make_text("sku,description\nA1," + "x" * (values.MAX_CELL_CHARACTERS + 5) + "\n"))
    assert row.draft.description is not None
    assert len(row.draft.description) == values.MAX_CELL_CHARACTERS
    assert [(remark.kind, remark.field) for remark in row.remarks] == [(RemarkKind.TOO_LONG, "description")]
    assert len(row.remarks[0].before) <= 200


def fails(path: Path) -> tuple[ErrorCode, str]:
    with pytest.raises(KnownError) as caught:
        read_tables(path)
    return caught.value.code, caught.value.detail


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ErrorCode.EMPTY_FILE),
        (b" \r\n\t\r\n", ErrorCode.EMPTY_FILE),
        (b"\xef\xbb\xbf", ErrorCode.EMPTY_FILE),
        (b"PK\x03\x04\x00\x00binary", ErrorCode.SHEET_UNREADABLE),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), ErrorCode.SHEET_UNREADABLE),
        (b"%PDF-1.7\n" + bytes(range(256)) * 10, ErrorCode.SHEET_UNREADABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000, ErrorCode.SHEET_UNREADABLE),
        (b"<html><body><table><tr><td>sku</td></tr></table>", ErrorCode.SHEET_UNREADABLE),
        (b"\x00" * 5000, ErrorCode.SHEET_UNREADABLE),
    ],
)
def test_what_is_no_sheet(tmp_path: Path, content: bytes, code: ErrorCode) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    assert fails(path)[0] is code


def test_a_file_that_is_not_there_and_one_that_is_no_file(tmp_path: Path) -> None:
    assert fails(tmp_path / "none.csv")[0] is ErrorCode.NOT_FOUND
    assert fails(tmp_path)[0] is ErrorCode.IS_A_DIRECTORY


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sheet.csv")
    assert fails(tmp_path / "sheet.csv")[0] is ErrorCode.SHEET_UNREADABLE


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)  # a hole: it takes no room on the disk
    assert fails(path)[0] is ErrorCode.FILE_TOO_LARGE


@pytest.mark.parametrize("text", ["sku,name\n" + "," * 3000 + "\n", "sku\n" + "\n" * 5_000_000])
def test_too_many_columns_or_lines(make_text: MakeText, text: str) -> None:
    assert fails(make_text(text))[0] is ErrorCode.FILE_TOO_LARGE


def test_text_under_the_name_of_an_old_workbook_is_read(make_text: MakeText) -> None:
    assert only(make_text("sku\tname\nA1\tx\n", name="export.xls")).rows == (("A1", "x"),)


def test_text_under_the_name_of_a_new_workbook_is_not(make_text: MakeText) -> None:
    assert fails(make_text("sku\tname\nA1\tx\n", name="export.xlsx"))[0] is ErrorCode.SHEET_UNREADABLE


def test_quotes_that_are_not_doubled_are_taken_as_they_are(make_text: MakeText) -> None:
    table = only(make_text('sku,name,note\nA1,"5" heel, red",x\nA2,3" wide,y\nA3,"He said "yes"",z\n'))
    assert table.rows[1] == ("A2", '3" wide', "y")
    assert [row[0] for row in table.rows] == ["A1", "A2", "A3"]


def test_a_quote_that_is_open_at_the_end_of_the_file(make_text: MakeText) -> None:
    table = only(make_text('sku,name\nA1,x\n"A2,y'))
    assert [row[0] for row in table.rows] == ["A1", "A2"]


def test_open_quotes_over_more_lines_than_a_cell_may_have(make_text: MakeText) -> None:
    rows = "".join(f"A{n},x\n" for n in range(1500))
    table = only(make_text(f'sku,name\n"B1,open\n{rows}"B2,open\n{rows}'))
    assert len(table.rows) == 3002
    assert (table.rows[0], table.rows[1501]) == (("B1", "open"), ("B2", "open"))
