"""Prices and stocks: what the cells of a column say together, and what one of them says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.prices import DoubtfulPrice, NotAPrice, parse_price
from visrec_desktop.sources.tables.currencies import PRICE, currency_code

_CENT = Decimal("0.01")
_MOST = Decimal(10) ** 20
_LONGEST = 64
_SHOWN = 200
_LONGEST_UNKNOWN = 4
"""Letters beside a price that may be a currency unknown here, such as `kr.`"""
_MARK = re.compile(r"[.,]")
_BOTH = re.compile(r"\d[.,](?:[\d' ]*)(?P<last>[.,])\d+\D*$")
_ONE = re.compile(r"(?P<whole>\d+)(?P<mark>[.,])(?P<part>\d+)\D*$")
_GROUPS = 3
_NOTHING = frozenset(
    {"-", "–", "—", "--", "n/a", "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!"}
)
_COUNTED = re.compile(
    r"(?P<number>.*\d)\s*(?:pcs?|pieces?|items?|units?|stk|stück|st|шт|ед|件|个|個|条|双|本|点|枚|台|套|pz|uds?)\.?",
    re.IGNORECASE,
)


def decimal_sign(texts: Iterable[str]) -> tuple[str, bool]:
    """What parts the decimals in a column of prices.

    A cell tells if it has both signs (`1.299,50`), other than three figures after its only one (`12,5`), a
    nought before it (`0,125`) or one sign twice (`1.299.000`). `1.299` alone tells nothing.

    Returns:
        `,` or `.`, or nothing if no cell tells or as many say the one as the other; and whether some cell
        contradicts the rest.
    """
    votes: Counter[str] = Counter()
    for text, count in Counter(texts).items():
        sign = _vote(text)
        if sign:
            votes[sign] += count
    comma, point = votes[","], votes["."]
    if comma == point:
        return "", bool(comma)
    return ("," if comma > point else "."), bool(comma and point)


def _vote(text: str) -> str:
    marks = _MARK.findall(text) if len(text) <= _LONGEST else []
    if not marks:
        return ""
    if len(set(marks)) > 1:
        both = _BOTH.search(text)
        return both["last"] if both is not None and marks.count(both["last"]) == 1 else ""
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    one = _ONE.search(text)
    if one is None:
        return ""
    grouped = (
        len(one["part"]) == _GROUPS and len(one["whole"]) <= _GROUPS and not one["whole"].startswith("0")
    )
    return "" if grouped else one["mark"]


@lru_cache(maxsize=65536)
def read_price(text: str, decimal: str) -> tuple[Decimal | None, str, bool]:
    """The price in a cell, in whole units with two decimals.

    Returns:
        the price, nothing where the cell only says that there is none (`-`, `n/a`); the code of the currency
        it names, empty without one; whether it could have been another number, had `decimal` not told.

    Raises:
        KnownError: `BAD_VALUE` without a subject.
    """
    if text.casefold() in _NOTHING:
        return None, "", False
    named = f"price “{text[:_SHOWN]}”"
    found = PRICE.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise KnownError(ErrorCode.BAD_VALUE, "", named)
    before, after = _said(found["before"]), _said(found["after"])
    for said in (found["before"], found["after"]):
        if len(_letters(said)) > _LONGEST_UNKNOWN and not currency_code(said.strip()):
            raise KnownError(ErrorCode.BAD_VALUE, "", named)
    value, doubtful = _number(found["number"], decimal, named)
    if value >= _MOST:
        raise KnownError(ErrorCode.BAD_VALUE, "", named)
    return value.quantize(_CENT), before or after, doubtful


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())


def _said(text: str) -> str:
    """The currency in what stands beside a number: `US$`, `EUR`, `руб.`, or a sign after other letters."""
    bare = "".join(text.split())
    return currency_code(bare) or currency_code(bare[-1:]) or currency_code(_letters(bare))


@lru_cache(maxsize=16384)
def read_stock(text: str, decimal: str) -> int | None:
    """The count in a cell (`12`, `1 200`, `5 pcs`), nothing where it only says that there is none (`-`).

    Raises:
        KnownError: `BAD_VALUE` without a subject.
    """
    if text.casefold() in _NOTHING:
        return None
    named = f"stock “{text[:_SHOWN]}”"
    if len(text) > _LONGEST:
        raise KnownError(ErrorCode.BAD_VALUE, "", named)
    counted = _COUNTED.fullmatch(text)
    value, _ = _number(counted["number"] if counted else text, decimal, named)
    if value != value.to_integral_value():
        raise KnownError(ErrorCode.BAD_VALUE, "", named)
    return int(value)


def _number(text: str, decimal: str, named: str) -> tuple[Decimal, bool]:
    """A number of at least zero, and whether only `decimal` told which; `named` is what an error calls it."""
    doubtful = False
    try:
        try:
            value = parse_price(text)
        except DoubtfulPrice:
            value = parse_price(text, decimal)
            doubtful = True
    except DoubtfulPrice as doubt:
        words = f"{named} may mean {doubt.large} or {doubt.small}"
        raise KnownError(ErrorCode.BAD_VALUE, "", words) from doubt
    except NotAPrice as error:
        raise KnownError(ErrorCode.BAD_VALUE, "", named) from error
    if value < 0:
        raise KnownError(ErrorCode.BAD_VALUE, "", named)
    return value, doubtful
