"""Reading what a person typed into the edit form, in the manner of her own locale."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import QLocale

from visrec_desktop.core.prices import DoubtfulPrice, NotAPrice, parse_price

_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_USUAL_SIGNS = frozenset({"", ".", ",", " ", "'", "’", "\u00a0", "\u202f"})
MAX_PRICE = Decimal(1_000_000_000)
MAX_STOCK = 2_000_000_000
_FINEST = Decimal("0.0001")  # the smallest step of any currency in use, and one digit to spare


class Problem(StrEnum):
    """Why a text cannot be a value; the form turns it into a sentence."""

    NAME_EMPTY = "name_empty"
    PRICE_NOT_A_NUMBER = "price_not_a_number"
    PRICE_DOUBTFUL = "price_doubtful"
    PRICE_BELOW_ZERO = "price_below_zero"
    PRICE_TOO_LARGE = "price_too_large"
    PRICE_TOO_FINE = "price_too_fine"
    STOCK_NOT_A_NUMBER = "stock_not_a_number"
    STOCK_BELOW_ZERO = "stock_below_zero"


class FieldProblem(ValueError):  # noqa: N818 - it is a problem of the text, not of the program
    """The text of one field cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def read_name(text: str) -> str:
    """The product's name.

    Raises:
        FieldProblem: it is empty.
    """
    if not (name := " ".join(text.split())):
        raise FieldProblem(Problem.NAME_EMPTY)
    return name


def read_price(text: str, locale: QLocale) -> Decimal | None:
    """The price in a text such as `1,299.50` or `1.299,50`; None when it is empty. See `parse_price`.

    Args:
        text: what was typed.
        locale: where decimals may stand behind a sign of its own.

    Raises:
        FieldProblem: it is no price.
    """
    if not text.strip():
        return None
    for sign, usual in ((locale.decimalPoint(), "."), (locale.groupSeparator(), " ")):
        if sign not in _USUAL_SIGNS:
            text = text.replace(sign, usual)
    try:
        price = parse_price(text)
    except DoubtfulPrice as error:
        raise FieldProblem(Problem.PRICE_DOUBTFUL) from error
    except NotAPrice as error:
        raise FieldProblem(Problem.PRICE_NOT_A_NUMBER) from error
    if price < 0:
        raise FieldProblem(Problem.PRICE_BELOW_ZERO)
    if price > MAX_PRICE:
        raise FieldProblem(Problem.PRICE_TOO_LARGE)
    if price != price.quantize(_FINEST):
        raise FieldProblem(Problem.PRICE_TOO_FINE)
    return abs(price)  # without the sign of "-0"


def read_stock(text: str) -> int | None:
    """The number of pieces; None when it is empty: not counted.

    Raises:
        FieldProblem: it is no whole number of at least zero.
    """
    squeezed = _SPACES.sub("", text).replace("−", "-")
    if not squeezed:
        return None
    if not re.fullmatch(r"[+-]?\d{1,10}", squeezed):
        raise FieldProblem(Problem.STOCK_NOT_A_NUMBER)
    stock = int(squeezed)
    if stock < 0:
        raise FieldProblem(Problem.STOCK_BELOW_ZERO)
    if stock > MAX_STOCK:
        raise FieldProblem(Problem.STOCK_NOT_A_NUMBER)
    return stock


def price_text(price: Decimal | None, locale: QLocale) -> str:
    """The price as `read_price` reads it back: without grouping, with the locale's decimal sign."""
    if price is None:
        return ""
    words = format(price, "f")
    if len(words.partition(".")[2]) == 3:  # noqa: PLR2004 - three figures might be read as thousands
        words += "0"
    return words.replace(".", locale.decimalPoint())
