"""What rows say: prices, stocks, pictures, and cells that programs have mangled."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.sources.tables.conftest import MakeText, only, rows_of
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables import DOUBTFUL, RemarkKind, Row, Table, read_row, understand
from visrec_desktop.sources.tables.mending import is_date, tidied


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@pytest.fixture
def one(make_text: MakeText):  # noqa: ANN201 - a function of cells
    """The row of a sheet of one row: `one(sku="A", price="1")`."""

    def row(**cells: str) -> Row:
        headings = ",".join(quoted(heading.replace("_", " ")) for heading in cells)
        (found,) = rows_of(make_text(f"{headings}\n{','.join(map(quoted, cells.values()))}\n"))
        return found

    return row


def kinds(row: Row) -> list[tuple[RemarkKind, str]]:
    return [(remark.kind, remark.field) for remark in row.remarks]


@pytest.mark.parametrize(
    ("text", "price", "currency"),
    [
        ("12.50", "12.50", None),
        ("12,5", "12.50", None),
        ("€ 1.299,00", "1299.00", "EUR"),
        ("$1,299.00", "1299.00", "USD"),
        ("1 299,95 €", "1299.95", "EUR"),
        ("1'299.5", "1299.50", None),
        ("CHF 1’299.50", "1299.50", "CHF"),
        ("EUR 1.299,-", "1299.00", "EUR"),
        ("12.50 kr.", "12.50", None),
        ("US$ 8", "8.00", "USD"),
        ("0,999", "1.00", None),
        ("￥88", "88.00", "CNY"),
        ("1.299.000", "1299000.00", None),
        ("7", "7.00", None),
        ("12,50 euro", "12.50", "EUR"),
        ("1 200 руб.", "1200.00", "RUB"),
        ("129元", "129.00", "CNY"),
        ("2,980円", None, None),
        ("99 zł", "99.00", "PLN"),
        ("1.5E+03", "1500.00", None),
    ],
)
def test_prices(one, text: str, price: str | None, currency: str | None) -> None:  # noqa: ANN001
    if price is None:
        with pytest.raises(KnownError, match=r"may mean 2980 or 2\.980"):
            one(sku="A", price=text)
        return
    draft = one(sku="A", price=text).draft
    assert (draft.price, draft.currency) == (Decimal(price), currency)


@pytest.mark.parametrize(
    "text", ["cheap", "-4", "€", "12-15", "1.2.3", "12.50 or less", "9" * 40 + "x", "1e9", "12 completely"]
)
def test_a_price_that_is_none_is_an_error_of_its_row(one, text: str) -> None:  # noqa: ANN001
    with pytest.raises(KnownError) as caught:
        one(sku="A", price=text)
    assert caught.value.code is ErrorCode.BAD_VALUE
    assert text in caught.value.detail
    assert caught.value.subject.endswith("sheet.csv:2")


@pytest.mark.parametrize("text", ["-", "n/a", "—", "#N/A", ""])
def test_cells_that_say_that_there_is_nothing(one, text: str) -> None:  # noqa: ANN001
    draft = one(sku="A", price=text, stock=text).draft
    assert (draft.price, draft.stock) == (None, None)


def prices(make_text: MakeText, *texts: str, decimal: str = "") -> list[str]:
    table = only(make_text("sku;price\n" + "".join(f"A{n};{text}\n" for n, text in enumerate(texts))))
    understanding = understand(table, {}, decimal)
    found = []
    for number in range(len(texts)):
        try:
            row = read_row(table, understanding, number)
        except KnownError as error:
            found.append(error.detail)
        else:
            found.append(
                f"{row.draft.price}{'?' if any(r.kind is RemarkKind.AMBIGUOUS for r in row.remarks) else ''}"
            )
    return found


def test_a_column_of_prices_is_decided_as_a_whole(make_text: MakeText) -> None:
    assert prices(make_text, "1.234", "12,50") == ["1234.00", "12.50"]
    assert prices(make_text, "1,234", "12.50", "3") == ["1234.00", "12.50", "3.00"]
    assert prices(make_text, "1.234", "1.234.000") == ["1234.00", "1234000.00"]
    assert prices(make_text, "€ 1.234", "€ 1.500,00") == ["1234.00", "1500.00"]


def test_what_the_column_does_not_tell_is_refused(make_text: MakeText) -> None:
    assert prices(make_text, "1.234", "15") == ["price “1.234” may mean 1234 or 1.234", "15.00"]
    assert prices(make_text, "1.234", "1,5", "2.5")[0] == "price “1.234” may mean 1234 or 1.234"
    assert prices(make_text, "1.234", "15", decimal=",") == ["1234.00", "15.00"]


def test_what_the_column_contradicts_is_doubtful(make_text: MakeText) -> None:
    assert prices(make_text, "1.234", "12,50", "9,90", "8.75") == ["1234.00?", "12.50", "9.90", "8.75"]
    assert prices(make_text, "1.234", "12.50") == ["1.23?", "12.50"]


def test_a_heading_names_the_currency(make_text: MakeText) -> None:
    first, second = rows_of(make_text("sku;Price (EUR)\nA;12,50\nB;\n"))
    assert (first.draft.currency, second.draft.currency) == ("EUR", None)
    (row,) = rows_of(make_text("sku;Price (EUR);Currency\nA;12,50;usd\n"))
    assert row.draft.currency == "USD"


@pytest.mark.parametrize(
    ("text", "stock"),
    [("0", 0), ("1 200", 1200), ("3.0", 3), ("1,299.00", 1299), ("5 pcs", 5), ("12 шт.", 12), ("30件", 30)],
)
def test_stock(one, text: str, stock: int) -> None:  # noqa: ANN001
    assert one(sku="A", stock=text).draft.stock == stock


@pytest.mark.parametrize("text", ["1.5", "-1", "many", "nan", "3.000", "1,200", ">10"])
def test_a_stock_that_is_no_count(one, text: str) -> None:  # noqa: ANN001
    with pytest.raises(KnownError) as caught:
        one(sku="A", stock=text)
    assert caught.value.code is ErrorCode.BAD_VALUE


def test_codes_are_text(one) -> None:  # noqa: ANN001
    row = one(sku="00123", ean="04006381333931", name="0815")
    assert (row.draft.sku, row.draft.name, row.barcode) == ("00123", "0815", "04006381333931")
    assert dict(row.draft.attributes) == {"ean": "04006381333931"}
    assert row.remarks == ()


def test_a_barcode_may_be_the_sku(one) -> None:  # noqa: ANN001
    row = one(ean="4006381 333931", name="Pen")
    assert (row.draft.sku, row.barcode, row.draft.attributes) == ("4006381 333931", "4006381333931", None)


@pytest.mark.parametrize(
    ("cell", "sku", "kind"),
    [
        ("1.0E+12", "1000000000000", RemarkKind.SCIENTIFIC),
        ("4.006381333931E+12", "4006381333931", RemarkKind.SCIENTIFIC),
        ("4,00638E+12", "4006380000000", RemarkKind.LOST_DIGITS),
        ("4.00638E+12", "4006380000000", RemarkKind.LOST_DIGITS),
        ("1.23456789012345E+19", "12345678901234500000", RemarkKind.LOST_DIGITS),
        ("02-Jan", "02-Jan", RemarkKind.DATE),
        ("2. Jan", "2. Jan", RemarkKind.DATE),
        ("Mrz 04", "Mrz 04", RemarkKind.DATE),
        ("1月2日", "1月2日", RemarkKind.DATE),
        ('="00123"', "00123", RemarkKind.FORMULA),
        ("=1+1", "=1+1", RemarkKind.FORMULA),
        ("@SUM(A1)", "@SUM(A1)", RemarkKind.FORMULA),
    ],
)
def test_mangled_codes(one, cell: str, sku: str, kind: RemarkKind) -> None:  # noqa: ANN001
    row = one(sku=cell)
    assert row.draft.sku == sku
    assert kinds(row) == [(kind, "sku")]
    assert (row.remarks[0].before, row.remarks[0].after) == (cell, sku)
    assert row.remarks[0].doubtful == (kind in DOUBTFUL)


@pytest.mark.parametrize(
    "text",
    ["12E5", "A-1E+2", "1E10", "-5", "+49 170", "@shop", "- wool", "Jan", "MARCH-2024", "a < b", "1-2"],
)
def test_codes_that_only_resemble_mangled_ones(one, text: str) -> None:  # noqa: ANN001
    row = one(sku=text)
    assert (row.draft.sku, row.remarks) == (text, ())


def test_dates_are_only_told_where_codes_and_sizes_are(one) -> None:  # noqa: ANN001
    row = one(sku="A", size="2-Jan", Delivery="2-Jan")
    assert (row.draft.size, dict(row.draft.attributes)) == ("2-Jan", {"Delivery": "2-Jan"})
    assert kinds(row) == [(RemarkKind.DATE, "size")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>Fine <b>wool</b></p><p>Dry clean</p>", "Fine wool\nDry clean"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>warm</li><li>soft</li></ul>", "warm\nsoft"),
        ("Reid &amp; Taylor", "Reid & Taylor"),
        ("caf&eacute;&nbsp;&#233;", "café é"),
        ('<a href="x?a=1&b=2">more</a>', "more"),
        ("<style>p {color: red}</style><p>text</p>", "text"),
        ("<!-- note -->seen <i>here</i>", "seen here"),
    ],
)
def test_html_is_taken_out_and_told(one, cell: str, text: str) -> None:  # noqa: ANN001
    row = one(sku="A", description=cell)
    assert row.draft.description == text
    assert kinds(row) == [(RemarkKind.HTML, "description")]


@pytest.mark.parametrize(
    "cell", ["a < b", "a<b and c>d", "Smith & Sons", "AT&T; more", "<3", "x <y> z", "5 > 4"]
)
def test_what_only_resembles_html_stays(cell: str) -> None:
    assert tidied(cell) == (cell, ())


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "cell",
    [
        "<p",
        "<",
        "&",
        "<!--",
        "<script>",
        "&amp",
        "<b ",
        "&amp; ",
        "<br> ",
        "\n <i>",
        "='",
        "1E+",
        "S;  ",
        "1,",
        "1 ",
        "'",
    ],
)
def test_hostile_cells_take_no_time(tmp_path: Path, cell: str) -> None:
    long = cell * (300_000 // len(cell)) + "<br>x"
    headings = ("sku", "name", "size", "colour", "image", "price", "stock")
    cells = ("A", long, long, long, long.replace("//", ""))
    table = Table(
        tmp_path / "x.csv", "", headings, ((*cells, "", ""), (*cells, long, "")), (2, 3), has_heading=True
    )
    understanding = understand(table, {})
    assert read_row(table, understanding, 0).draft.name
    with pytest.raises(KnownError) as caught:
        read_row(table, understanding, 1)
    assert len(caught.value.detail) < 300


@pytest.mark.parametrize(
    ("cell", "size"),
    [
        ("S;M;L", "S, M, L"),
        ("S/M/L", "S, M, L"),
        ("38 | 40", "38, 40"),
        ("S\nM", "S, M"),
        ("36 / 38 / 40", "36, 38, 40"),
    ],
)
def test_several_sizes(one, cell: str, size: str) -> None:  # noqa: ANN001
    row = one(sku="A", size=cell)
    assert row.draft.size == size
    assert kinds(row) == [(RemarkKind.SEVERAL, "size")]


@pytest.mark.parametrize("size", ["S/M", "38/40", "S, M, L", "XL", "42 1/2", "2-3 years"])
def test_one_size(one, size: str) -> None:  # noqa: ANN001
    row = one(sku="A", size=size)
    assert (row.draft.size, row.remarks) == (size, ())


def test_several_colours(one) -> None:  # noqa: ANN001
    assert one(sku="A", colour="red; blue").draft.colour == "red, blue"
    assert one(sku="A", colour="red/blue/white").draft.colour == "red/blue/white"


@pytest.mark.parametrize(
    ("cell", "images"),
    [
        ("a.jpg", ("a.jpg",)),
        ("a.jpg;b.jpg", ("a.jpg", "b.jpg")),
        ("a | b.png\nc", ("a", "b.png", "c")),
        ("a.jpg, b.jpg", ("a.jpg", "b.jpg")),
        ("Smith, John.jpg", ("Smith, John.jpg",)),
        ("a.jpg;a.jpg", ("a.jpg",)),
        ("", ()),
    ],
)
def test_pictures_of_a_row(one, cell: str, images: tuple[str, ...]) -> None:  # noqa: ANN001
    assert one(sku="A", image=cell).images == images


def test_pictures_of_several_columns(one) -> None:  # noqa: ANN001
    assert one(sku="A", Image_1="a.jpg", Image_2="", Image_3="c.jpg;d.jpg").images == (
        "a.jpg",
        "c.jpg",
        "d.jpg",
    )


def test_a_separator_in_the_name_of_a_file_that_is_there(make_text: MakeText) -> None:
    path = make_text('sku,image\nA,"a;b.jpg"\n')
    (path.parent / "a;b.jpg").touch()
    assert rows_of(path)[0].images == ("a;b.jpg",)


@pytest.mark.parametrize("cell", ["https://shop.example/a.jpg", "item-0.png|HTTP://shop.example/b.jpg"])
def test_an_address_of_a_picture(one, cell: str) -> None:  # noqa: ANN001
    with pytest.raises(KnownError) as caught:
        one(sku="A", image=cell)
    assert (caught.value.code, caught.value.subject) == (ErrorCode.REMOTE_PICTURE, cell)


def test_a_row_without_sku(one) -> None:  # noqa: ANN001
    with pytest.raises(KnownError) as caught:
        one(sku=" ", name="Coat")
    assert caught.value.code is ErrorCode.MISSING_SKU


def test_what_is_empty_and_what_is_not_there(one) -> None:  # noqa: ANN001
    draft = one(sku="A", name="", category="", price="", stock="").draft
    assert (draft.name, draft.category, draft.brand, draft.price, draft.stock) == (None, "", None, None, None)


def test_a_cell_of_several_lines(one) -> None:  # noqa: ANN001
    assert one(sku="A", description="one\ntwo", Care="cold\nwash").draft.description == "one\ntwo"


def test_texts_that_a_spreadsheet_makes_of_sizes() -> None:
    made = ["2-Jan", "02-Jan", "Jan-02", "2. Jan", "2 jan", "1/Mai", "3-févr", "Dez 10", "2-янв", "10月2日"]
    assert all(map(is_date, made))
    assert not any(map(is_date, ["M", "38-40", "Jan", "2024-01-02", "January", "MAR-X", "12"]))
