from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from visrec_desktop.ui.catalog.fields import (
    FieldProblem,
    Problem,
    price_text,
    read_name,
    read_price,
    read_stock,
)
from visrec_desktop.ui.catalog.sources import request_of

ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)
FRENCH = QLocale(QLocale.Language.French, QLocale.Country.France)
CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
ARABIC = QLocale(QLocale.Language.Arabic, QLocale.Country.Egypt)
HINDI = QLocale(QLocale.Language.English, QLocale.Country.India)


@pytest.mark.parametrize(
    ("text", "locale", "price"),
    [
        ("", ENGLISH, None),
        ("   ", GERMAN, None),
        ("12", ENGLISH, "12"),
        ("1,299.50", ENGLISH, "1299.50"),
        (" 1299.5 ", ENGLISH, "1299.5"),
        ("1.299,50", GERMAN, "1299.50"),
        ("12.50", GERMAN, "12.50"),
        ("1.299,50", ENGLISH, "1299.50"),
        ("1,299.50", GERMAN, "1299.50"),
        ("12,50", ENGLISH, "12.50"),
        ("12,5", ENGLISH, "12.5"),
        ("1٬299٫50", ARABIC, "1299.50"),
        ("1 299,50", FRENCH, "1299.50"),
        ("1\u202f299,50", FRENCH, "1299.50"),
        ("1,299.00", CHINESE, "1299.00"),
        ("1,00,000", HINDI, "100000"),
        ("0", ENGLISH, "0"),
        ("-0", ENGLISH, "0"),
    ],
)
def test_a_price_is_read_as_people_write_it(text: str, locale: QLocale, price: str | None) -> None:
    assert read_price(text, locale) == (None if price is None else Decimal(price))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("cheap", Problem.PRICE_NOT_A_NUMBER),
        ("1,299", Problem.PRICE_DOUBTFUL),
        ("1.299", Problem.PRICE_DOUBTFUL),
        ("12-15", Problem.PRICE_NOT_A_NUMBER),
        ("1,2,3", Problem.PRICE_NOT_A_NUMBER),
        ("12.5.1", Problem.PRICE_NOT_A_NUMBER),
        ("1e9", Problem.PRICE_NOT_A_NUMBER),
        ("NaN", Problem.PRICE_NOT_A_NUMBER),
        ("--5", Problem.PRICE_NOT_A_NUMBER),
        ("-5", Problem.PRICE_BELOW_ZERO),
        ("−5", Problem.PRICE_BELOW_ZERO),
        ("99999999999", Problem.PRICE_TOO_LARGE),
        ("9" * 60, Problem.PRICE_TOO_LARGE),
        ("1.00001", Problem.PRICE_TOO_FINE),
    ],
)
def test_a_wrong_price_says_why(text: str, problem: Problem) -> None:
    with pytest.raises(FieldProblem) as caught:
        read_price(text, ENGLISH)
    assert caught.value.problem is problem


@pytest.mark.parametrize("locale", [ENGLISH, GERMAN, FRENCH, CHINESE, HINDI])
@pytest.mark.parametrize(
    "price", [None, Decimal("1299.50"), Decimal("0.05"), Decimal(100000), Decimal("7.125")]
)
def test_a_shown_price_is_read_back_unchanged(locale: QLocale, price: Decimal | None) -> None:
    assert read_price(price_text(price, locale), locale) == price


@pytest.mark.parametrize(("text", "stock"), [("", None), ("0", 0), (" 12 ", 12), ("1 000", 1000), ("+3", 3)])
def test_stock_is_a_whole_number_or_not_counted(text: str, stock: int | None) -> None:
    assert read_stock(text) == stock


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1.5", Problem.STOCK_NOT_A_NUMBER),
        ("many", Problem.STOCK_NOT_A_NUMBER),
        ("9" * 10, Problem.STOCK_NOT_A_NUMBER),
        ("-1", Problem.STOCK_BELOW_ZERO),
    ],
)
def test_a_wrong_stock_says_why(text: str, problem: Problem) -> None:
    with pytest.raises(FieldProblem) as caught:
        read_stock(text)
    assert caught.value.problem is problem


def test_a_name_is_trimmed_and_never_empty() -> None:
    assert read_name("  Check   shirt ") == "Check shirt"
    with pytest.raises(FieldProblem):
        read_name(" \t ")


def test_everything_that_is_dropped_is_looked_at_once() -> None:
    request = request_of([Path("/s/a.jpg"), Path("/s/list.CSV"), Path("/s/more"), Path("/s/a.jpg")])
    assert request is not None
    assert request.paths == (Path("/s/a.jpg"), Path("/s/list.CSV"), Path("/s/more"))
    assert request.adopt_sheet
    assert request.sheet is None
    assert request_of([]) is None


def test_a_dropped_text_file_is_meant_as_a_sheet() -> None:
    request = request_of([Path("one.tsv"), Path("two.txt")])
    assert request is not None
    assert (request.paths, request.sheet) == ((Path("one.tsv"),), Path("two.txt"))
