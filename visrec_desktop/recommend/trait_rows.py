"""What items are, as rows for the item-item model: one-hot columns of categories, brands, colours, prices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

PRICE_STEP = 1.5
"""Prices within such a factor of each other fall into one band."""


def trait_rows(columns: Sequence[Sequence[Sequence[str]]]) -> csr_array:
    """Code traits of n items.

    Args:
        columns: for each kind of trait, what each item has of it: none, one or several values, compared
            without case. An item's values of one kind together have length 1.

    Returns:
        Sparse (n, features).

    Raises:
        ValueError: columns of different lengths.
    """
    from scipy.sparse import coo_array, csr_array

    if len({len(column) for column in columns}) > 1:
        raise ValueError("columns of different lengths")
    count = len(columns[0]) if columns else 0
    places: dict[tuple[int, str], int] = {}
    rows, features, weights = [], [], []
    for kind, column in enumerate(columns):
        for item, given in enumerate(column):
            values = sorted({value.casefold().strip() for value in given} - {""})
            for value in values:
                rows.append(item)
                features.append(places.setdefault((kind, value), len(places)))
                weights.append(1 / math.sqrt(len(values)))
    if not rows:
        return csr_array((count, 0))
    return coo_array((np.array(weights), (rows, features)), (count, len(places))).tocsr()


def price_band(price: float | None) -> str:
    """The band of a price, as a trait; "" where there is none."""
    if price is None or not math.isfinite(price) or price <= 0:
        return ""
    return str(math.floor(math.log(price) / math.log(PRICE_STEP)))
