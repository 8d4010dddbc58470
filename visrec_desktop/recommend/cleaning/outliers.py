"""Prices that stand out: most often a decimal point in the wrong place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from visrec_desktop.recommend.cleaning.values import PRICE, Facts
from visrec_desktop.recommend.traits import fold

LEAST_ALIKE = 5
"""Products of a category with a price, from which on the category is the measure; else the whole shop is."""

_NORMAL = 1.4826  # times the median deviation: the standard deviation, were it a normal distribution
_NARROWEST = 0.1  # deviation of a logarithm: a shop where all cost the same still has prices of its own
_FAR = ((np.log(10.0), 2.5), (np.log(5.0), 5.0))
"""So many times the usual price, and at the same time so many deviations away."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A value that stands out.

    Attributes:
        row: of the product.
        field: "price".
        value: the price.
        usual: the median of what it is compared with.
        ratio: value to usual; 10 for ten times the usual price, 0.1 for a tenth, 0 for a price of 0 or less.
        reason: "above_category" or "below_category", or "above_shop" or "below_shop" where the category has
            fewer than `LEAST_ALIKE` prices.
    """

    row: int
    field: str
    value: float
    usual: float
    ratio: float
    reason: str


def price_outliers(facts: Facts) -> list[Outlier]:
    """The prices that are about ten times the usual one of their category, or a tenth of it.

    Measured in logarithms, so that ten times and a tenth are equally far, by the median and the median
    deviation from it, which the outliers themselves cannot move (F. Hampel, "The influence curve and its role
    in robust estimation", JASA 69, 1974). In a category whose prices differ widely, ten times is nothing
    remarkable and is not told; where they lie close together, five times is. A price of 0 or less always is
    told where there is anything to compare it with.

    Returns:
        By row.
    """
    rows: list[int] = np.flatnonzero(np.isfinite(facts.prices)).tolist()
    groups: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        groups[fold(facts.categories[row])].append(row)
    found: list[Outlier] = []
    strays: list[int] = []
    for category, members in groups.items():
        if category and _priced(facts, members) >= LEAST_ALIKE:
            found += _compared(facts, members, members, "category")
        else:
            strays += members
    if _priced(facts, rows) >= LEAST_ALIKE:
        found += _compared(facts, strays, rows, "shop")
    return sorted(found, key=lambda each: each.row)


def _priced(facts: Facts, rows: Sequence[int]) -> int:
    return int(np.count_nonzero(facts.prices[rows] > 0))


def _compared(facts: Facts, rows: Sequence[int], others: Sequence[int], with_what: str) -> list[Outlier]:
    prices = facts.prices[others]
    logs = np.log(prices[prices > 0])
    middle = float(np.median(logs))
    deviation = max(_NORMAL * float(np.median(np.abs(logs - middle))), _NARROWEST)
    usual = float(np.exp(middle))
    found = []
    for row in rows:
        price = float(facts.prices[row])
        off = np.log(price) - middle if price > 0 else -np.inf
        if any(abs(off) >= far - 1e-9 and abs(off) >= wide * deviation for far, wide in _FAR):
            side = "above" if off > 0 else "below"
            ratio = max(price, 0.0) / usual
            found.append(Outlier(row, PRICE, price, usual, ratio, f"{side}_{with_what}"))
    return found
