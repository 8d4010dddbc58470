"""Proposals for missing prices: a median in which products that are more alike count more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.cleaning.calibration import Calibration
from visrec_desktop.recommend.cleaning.values import LEAST_KNOWN, PRICE, Facts, Proposal
from visrec_desktop.recommend.traits import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

WITHIN = 1.25
"""A proposed price is right when neither it nor the true one is more than this times the other."""

MOST_CHECKED = 1000
_CHUNK = 256
_SHOWN = 3
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class _Way:
    """How products are weighed: by exp of the sum of what they share; a cosine counts in proportion."""

    look: float = 0.0
    name: float = 0.0
    category: float = 0.0
    brand: float = 0.0


_WAYS = (
    _Way(),
    _Way(category=10),
    _Way(category=10, brand=5),
    _Way(look=20, category=10, brand=5),
    _Way(name=10, category=10, brand=5),
    _Way(look=20, name=10, category=10, brand=5),
)
"""From the median of the whole shop to look-alikes of the same category and brand."""


@dataclass(frozen=True, slots=True, eq=False)
class _Shop:
    """The known prices, ascending, and what tells products apart."""

    rows: Ints
    logs: Floats
    vectors: NDArray[np.float32]
    names: NDArray[np.float32]
    categories: NDArray[np.int32]
    brands: NDArray[np.int32]

    @classmethod
    def of(cls, facts: Facts, names: NDArray[np.float32]) -> _Shop:
        """Of all products with a price above 0."""
        known = np.flatnonzero(np.nan_to_num(facts.prices) > 0)
        rows = known[np.argsort(facts.prices[known], kind="stable")]
        codes = [_codes(texts) for texts in (facts.categories, facts.brands)]
        return cls(rows, np.log(facts.prices[rows]), facts.vectors, names, *codes)

    def weights(self, asked: Ints, way: _Way) -> Iterator[tuple[Ints, Floats]]:
        """Chunks of the asked rows, and the weight of each known price for each: float64 (r, m), sums of 1.

        A product has no weight for itself.
        """
        for start in range(0, len(asked), _CHUNK):
            rows = asked[start : start + _CHUNK]
            total = np.zeros((len(rows), len(self.rows)))
            for part, table in ((way.look, self.vectors), (way.name, self.names)):
                if part:
                    total += part * (table[rows] @ table[self.rows].T)
            for part, codes in ((way.category, self.categories), (way.brand, self.brands)):
                same = (codes[rows][:, None] == codes[self.rows][None, :]) & (codes[rows][:, None] >= 0)
                total += part * same
            total[rows[:, None] == self.rows[None, :]] = -np.inf
            shares = np.exp(total - total.max(axis=1, keepdims=True))
            yield rows, shares / shares.sum(axis=1, keepdims=True)

    def medians(self, weights: Floats) -> tuple[Ints, Floats]:
        """The place of the weighted median among the known prices, and the weight of what is near it."""
        middle = (np.cumsum(weights, axis=1) >= 0.5 - _ROUNDING).argmax(axis=1)
        low = np.searchsorted(self.logs, self.logs[middle] - np.log(WITHIN) - _ROUNDING)
        high = np.searchsorted(self.logs, self.logs[middle] + np.log(WITHIN) + _ROUNDING)
        sums = np.pad(np.cumsum(weights, axis=1), ((0, 0), (1, 0)))
        at = np.arange(len(weights))
        return middle, sums[at, high] - sums[at, low]


def propose_prices(facts: Facts, names: NDArray[np.float32]) -> list[Proposal]:
    """Propose a price for each product that has none: one that a known product has.

    Each of a few ways of weighing products is tried on up to `MOST_CHECKED` known prices, a product never
    counting for itself; the one with the smallest mean error of the logarithm is taken. The weight of the
    prices near the median is its strength, and how often medians of that strength were right its confidence.

    Args:
        facts: what is known; all prices are in one currency.
        names: float32 (n, t), `name_features` of the products.

    Returns:
        By row; empty where fewer than `LEAST_KNOWN` prices are known.
    """
    shop = _Shop.of(facts, names)
    missing = np.flatnonzero(np.isnan(facts.prices))
    if len(shop.rows) < LEAST_KNOWN or not len(missing):
        return []
    tried = np.sort(np.random.default_rng(1).permutation(len(shop.rows))[:MOST_CHECKED])
    _, way, calibration = min((_checked(shop, tried, way) for way in _WAYS), key=lambda each: each[0])
    found = []
    for rows, weights in shop.weights(missing, way):
        middle, strengths = shop.medians(weights)
        confidences = calibration.of(strengths)
        for place, row in enumerate(rows):
            price = facts.prices[shop.rows[middle[place]]]
            basis, near = _basis(shop, way, int(row), weights[place])
            found.append(Proposal(int(row), PRICE, f"{price:.2f}", float(confidences[place]), basis, near))
    return found


def _checked(shop: _Shop, tried: Ints, way: _Way) -> tuple[float, _Way, Calibration]:
    """The mean error of a way on known prices, and how far it can be trusted."""
    middles, strengths = [], []
    for _, weights in shop.weights(shop.rows[tried], way):
        middle, strength = shop.medians(weights)
        middles.append(middle)
        strengths.append(strength)
    off = np.abs(shop.logs[np.concatenate(middles)] - shop.logs[tried])
    return (
        float(off.mean()),
        way,
        Calibration.fit(np.concatenate(strengths), off <= np.log(WITHIN) + _ROUNDING),
    )


def _basis(shop: _Shop, way: _Way, row: int, weights: Floats) -> tuple[str, tuple[int, ...]]:
    """What weighed most, and the products that did."""
    has = {"look": way.look and shop.vectors[row].any(), "name": way.name and shop.names[row].any()}
    basis = next((name for name, true in has.items() if true), "median")
    if basis == "median":
        return basis, ()
    return basis, tuple(int(shop.rows[place]) for place in np.argsort(-weights, kind="stable")[:_SHOWN])


def _codes(texts: Sequence[str]) -> NDArray[np.int32]:
    """Codes that are the same for the same text without case, -1 for none."""
    column = Column.of(texts)
    places: dict[str, int] = {"": -1}
    coded = np.array([places.setdefault(value, len(places)) for value in column.values], np.int32)
    return coded[column.codes] if len(coded) else np.zeros(0, np.int32)
