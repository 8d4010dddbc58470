"""Which currency a sign, a code or a word means."""

from __future__ import annotations

import re

from visrec_desktop.sources.tables.vocabulary import listed

_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "$": "USD",
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "R$": "BRL",
    "¥": "CNY",
    "￥": "CNY",
    "₽": "RUB",
    "₴": "UAH",
    "₩": "KRW",
    "₺": "TRY",
    "₹": "INR",
    "฿": "THB",
}
_CODES = frozenset(
    listed(
        "EUR USD GBP CHF CNY RMB JPY RUB UAH KRW TRY INR THB AUD CAD NZD HKD TWD SGD BRL MXN ZAR SEK NOK DKK"
        " ISK PLN CZK HUF RON BGN RSD ILS AED SAR EGP VND IDR MYR PHP KZT BYN GEL"
    )
)
_WORDS = {
    "euro": "EUR",
    "euros": "EUR",
    "dollar": "USD",
    "dollars": "USD",
    "pound": "GBP",
    "pounds": "GBP",
    "франк": "CHF",
    "руб": "RUB",
    "рублей": "RUB",
    "рубля": "RUB",
    "рубль": "RUB",
    "р": "RUB",
    "грн": "UAH",
    "元": "CNY",
    "人民币": "CNY",
    "人民幣": "CNY",
    "円": "JPY",
    "zł": "PLN",
    "zl": "PLN",
    "kč": "CZK",
    "kc": "CZK",
    "fr": "CHF",
    "sfr": "CHF",
    "rmb": "CNY",
}
_LONGEST = 8
_CURRENCY = r"[^\W\d_]{0,8}\.?\s*[€£$¥￥₽₹₩₺₴฿]?"
PRICE = re.compile(
    rf"\s*(?P<before>{_CURRENCY})\s*(?P<number>[-+−]?\s*\d(?:.*\d)?(?:[.,](?:-{{1,2}}|[–—])?)?)\s*(?P<after>{_CURRENCY})\s*"
)
"""A number with at most a currency before or after it: a sign, a code or a word."""


def currency_code(text: str) -> str:
    """The ISO 4217 code that a sign (`€`), a code (`eur`) or a word (`руб.`) means; empty for no currency."""
    stripped = text.strip().rstrip(".")
    if not stripped or len(stripped) > _LONGEST:
        return ""
    sign = _SIGNS.get(stripped.upper())
    if sign:
        return sign
    if stripped.upper() in _CODES:
        return "CNY" if stripped.upper() == "RMB" else stripped.upper()
    return _WORDS.get(stripped.casefold(), "")
