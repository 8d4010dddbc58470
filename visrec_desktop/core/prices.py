"""Reading a price as people write it, wherever they live; what could mean two prices is never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_ROUND = re.compile(r"[.,](?:-{1,2}|[–—])?$")  # `12.`, and `12,-` for twelve and nothing
_DOUBTFUL = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<group>[ ',.])\d{3}(?:(?P=group)\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})"
    r"(?:(?P<point>[.,])(?P<part>\d+))?"
)
_PLAIN = re.compile(r"(?P<whole>\d+)(?:[.,](?P<part>\d+))?")


class NotAPrice(ValueError):  # noqa: N818 - a text is wrong, not the program
    """The text is no number."""


class DoubtfulPrice(NotAPrice):
    """The text may mean two prices: `1.299` is a thousand and more, or a little over one.

    Attributes:
        large: the larger of the two.
        small: the smaller.
    """

    def __init__(self, text: str, large: str, small: str) -> None:
        super().__init__(text)
        self.large = large
        self.small = small


def parse_price(text: str, decimal: str = "") -> Decimal:
    """The number in `1.299,50`, `1,299.50`, `1 299,5`, `1'299.50`, `12,50` or `12.-`; a sign may lead it.

    Args:
        text: the price as it is written.
        decimal: the sign that parts the decimals, `,` or `.`, where that is known.

    Raises:
        DoubtfulPrice: three figures follow the only comma or point, which may part thousands or decimals, and
            `decimal` does not tell.
        NotAPrice: anything else that is no number.
    """
    squeezed = _SPACES.sub(" ", text.replace("’", "'").replace("−", "-")).strip()
    unsigned = squeezed[1:].lstrip() if squeezed[:1] in {"+", "-"} else squeezed
    number = _ROUND.sub("", unsigned)
    doubtful = _DOUBTFUL.fullmatch(number)
    if doubtful is not None and number == unsigned:
        large, small = f"{doubtful[1]}{doubtful[2]}", f"{doubtful[1]}.{doubtful[2]}"
        if not decimal:
            raise DoubtfulPrice(text, large, small)
        value = Decimal(small if decimal in number else large)
        return -value if squeezed.startswith("-") else value
    found = _GROUPED.fullmatch(number)
    if found is None or found["point"] == (found["group"] or ",") or number[0] == "0":
        found = _PLAIN.fullmatch(number)
    if found is None:
        raise NotAPrice(text)
    whole = re.sub(r"\D", "", found["whole"])
    value = Decimal(f"{whole}.{found['part'] or 0}") if found["part"] else Decimal(whole)
    return -value if squeezed.startswith("-") else value
