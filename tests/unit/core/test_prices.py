"""Prices as people write them all over the world."""

from __future__ import annotations

from decimal import Decimal

import pytest

from visrec_desktop.core.prices import DoubtfulPrice, NotAPrice, parse_price


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("7", "7"),
        ("12,50", "12.50"),
        ("12.5", "12.5"),
        (" 1.234,50 ", "1234.50"),
        ("1,299.50", "1299.50"),
        ("1 299,5", "1299.5"),
        ("1\u202f299", "1299"),
        ("1'299.50", "1299.50"),
        ("1’299.50", "1299.50"),
        ("1.299.000", "1299000"),
        ("1,00,000.50", "100000.50"),
        ("1299.123", "1299.123"),
        ("0.125", "0.125"),
        ("0,999", "0.999"),
        ("12.3456", "12.3456"),
        ("12.-", "12"),
        ("1.299,-", "1299"),
        ("12,–", "12"),
        ("−5", "-5"),
        ("+5", "5"),
    ],
)
def test_a_price_is_read(text: str, price: str) -> None:
    assert parse_price(text) == Decimal(price)


@pytest.mark.parametrize(
    ("text", "large", "small"),
    [("1.299", "1299", "1.299"), ("-12,345", "12345", "12.345"), ("999,999", "999999", "999.999")],
)
def test_what_may_be_two_prices_is_not_guessed(text: str, large: str, small: str) -> None:
    with pytest.raises(DoubtfulPrice) as caught:
        parse_price(text)
    assert (caught.value.large, caught.value.small) == (large, small)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "cheap",
        "12-15",
        "1.2.3",
        "1,2,3",
        "1.299.50",
        "1,299,50",
        "12 50",
        "1e9",
        "NaN",
        "--5",
        ".5",
        "€ 5",
    ],
)
def test_what_is_no_price(text: str) -> None:
    with pytest.raises(NotAPrice) as caught:
        parse_price(text)
    assert not isinstance(caught.value, DoubtfulPrice)
