"""Headings and cells of sheets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.services.importing.fields import draft_of_row, find_columns

HEADINGS = ["SKU", "Name", "Price", "Stock", "Base Colour", "Season"]


def draft(**cells: str) -> ProductDraft:
    headings = list(cells)
    return draft_of_row(headings, list(cells.values()), find_columns(headings, {}), "row 1")


@pytest.mark.parametrize(
    ("text", "price", "currency"),
    [
        ("12.50", "12.50", None),
        ("12,5", "12.50", None),
        ("€ 1.299,00", "1299.00", "EUR"),
        ("$1,299.00", "1299.00", "USD"),
        ("1 299,95 €", "1299.95", "EUR"),
        ("1'299.5", "1299.50", None),
        ("EUR 1.299,-", "1299.00", None),
        ("12.50 kr.", "12.50", None),
        ("US$ 8", "8.00", "USD"),
        ("0,999", "1.00", None),
        ("￥88", "88.00", "CNY"),
        ("1.299.000", "1299000.00", None),
        ("7", "7.00", None),
    ],
)
def test_prices_as_people_write_them(text: str, price: str, currency: str | None) -> None:
    found = draft(sku="A", price=text)
    assert found.price == Decimal(price)
    assert found.currency == currency


@pytest.mark.parametrize("text", ["cheap", "-4", "€", "12-15", "1.2.3", "12.50 or less"])
def test_a_price_that_is_none_is_an_error_of_its_row(text: str) -> None:
    with pytest.raises(KnownError) as caught:
        draft(sku="A", price=text)
    assert caught.value.code is ErrorCode.BAD_VALUE
    assert text in caught.value.detail


@pytest.mark.parametrize(
    ("text", "both"),
    [("€ 1.299", "1299 or 1.299"), ("1,299", "1299 or 1.299"), ("12.345 USD", "12345 or 12.345")],
)
def test_a_price_that_may_be_two_is_refused_and_both_are_named(text: str, both: str) -> None:
    with pytest.raises(KnownError) as caught:
        draft(sku="A", price=text)
    assert caught.value.code is ErrorCode.BAD_VALUE
    assert caught.value.detail == f"price “{text}” may mean {both}"


@pytest.mark.parametrize(("text", "stock"), [("0", 0), ("1 200", 1200), ("3.0", 3), ("1,299.00", 1299)])
def test_stock_as_people_write_it(text: str, stock: int) -> None:
    assert draft(sku="A", stock=text).stock == stock


@pytest.mark.parametrize("text", ["1.5", "-1", "many", "nan", "3.000", "1,200"])
def test_a_stock_that_is_no_count_is_an_error(text: str) -> None:
    with pytest.raises(KnownError) as caught:
        draft(sku="A", stock=text)
    assert caught.value.code is ErrorCode.BAD_VALUE


def test_empty_price_and_stock_say_nothing() -> None:
    found = draft(sku="A", price="", stock="")
    assert found.price is None
    assert found.stock is None


def test_headings_are_recognised_and_the_rest_becomes_attributes() -> None:
    columns = find_columns(HEADINGS, {})
    found = draft_of_row(HEADINGS, ["007", "Coat", "9", "3", "Blue", "Winter"], columns, "row 1")
    assert (found.sku, found.name, found.colour, found.stock) == ("007", "Coat", "Blue", 3)
    assert dict(found.attributes or {}) == {"Season": "Winter"}


def test_chinese_headings_are_recognised() -> None:
    assert set(find_columns(["货号", "名称", "价格", "库存", "颜色", "图片"], {})) == {
        "sku",
        "name",
        "price",
        "stock",
        "colour",
        "image",
    }


def test_a_mapping_comes_before_the_headings() -> None:
    columns = find_columns(["id", "sku", "what"], {"sku": "id", "name": "what"})
    assert columns["sku"] == 0
    assert columns["name"] == 2


def test_a_mapping_may_say_color() -> None:
    assert find_columns(["id", "tint"], {"color": "tint"})["colour"] == 1


@pytest.mark.parametrize(
    ("mapping", "code"),
    [({"weight": "id"}, ErrorCode.UNKNOWN_FIELD), ({"sku": "number"}, ErrorCode.UNKNOWN_COLUMN)],
)
def test_a_mapping_that_does_not_fit_is_refused(mapping: dict[str, str], code: ErrorCode) -> None:
    with pytest.raises(KnownError) as caught:
        find_columns(["id", "name"], mapping)
    assert caught.value.code is code


def test_a_row_without_sku_is_refused() -> None:
    with pytest.raises(KnownError) as caught:
        draft(sku=" ", name="Coat")
    assert caught.value.code is ErrorCode.MISSING_SKU
