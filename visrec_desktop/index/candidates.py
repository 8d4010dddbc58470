"""The rows of an index that can be among the best for a query, found in single precision or in 8 bits.

Everything that rounding may have kept below the k-th best is in it, so that exact scores decide.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from visrec_desktop.index.codes import products
from visrec_desktop.index.nearest import best_rows, bound_of_best, goodness, not_below, scale_of
from visrec_desktop.index.protocol import Metric
from visrec_desktop.index.storage import Rows

SPARSE = 0.03
"""Below this share of allowed rows, copying their vectors beats multiplying all."""
CODED = 4_000
"""From so many rows on codes are multiplied first.

Up to some 50,000 vectors of 128 numbers, which the processor's cache holds, the product of vectors is as
quick on an idle machine; on a busy one its threads wait for each other.
"""
_MANY = 0.05  # above this share of rows left by their codes, multiplying all vectors is quicker
_STEPS = 8  # roundings of a goodness beyond those of its sum
_EPSILON = float(np.finfo(np.float32).eps)
_Places = NDArray[np.int64]


class Candidates:
    """The first `count` rows as they are now: make another one after every change of theirs."""

    def __init__(self, rows: Rows, count: int) -> None:
        self._rows = rows
        self._count = count
        lengths, errors = rows.lengths[:count], rows.errors[:count]
        shares = np.divide(errors, lengths, out=np.zeros(count, np.float32), where=lengths > 0)
        self._longest = float(lengths.max(initial=0.0))
        self._error = float(errors.max(initial=0.0))
        self._share = float(shares.max(initial=0.0)) * (1 + 1e-6)

    def of(self, point: NDArray[np.float32], k: int, places: _Places | None, metric: Metric) -> _Places:
        """The rows that can be among the `k` best for a point (d,).

        Args:
            point: the query.
            k: how many are asked for, 1 or more.
            places: rows that may be found, ascending; None: all.
            metric: what is best.
        """
        among = self._count if places is None else len(places)
        if among <= k:
            return np.arange(self._count) if places is None else places
        if places is not None and among < SPARSE * self._count:
            values = self._in_full(point, places, metric)
        else:
            found = self._by_codes(point, k, places, metric) if among >= CODED else None
            if found is not None:
                return found
            every = self._rows.vectors[: self._count] @ point
            values = self._good(every if places is None else every[places], places, metric)
        near = best_rows(values, k, 2 * self._rounding(point, metric))
        return near if places is None else places[near]

    def _by_codes(
        self, point: NDArray[np.float32], k: int, places: _Places | None, metric: Metric
    ) -> _Places | None:
        """The same by way of codes; None where they leave so many rows that it would not pay.

        The best by their codes are compared in full: the k-th best of these is a bound for all. Rows that
        cannot reach it even where their code is wrong by the most are left out.
        """
        of_cosine = metric is Metric.COSINE
        longest, error = (1.0, self._share) if of_cosine else (self._longest, self._error)
        codes, scales = self._rows.codes[: self._count], self._rows.scales[: self._count]
        about = products(codes, scales, point, longest, error)
        values = self._good(about.products if places is None else about.products[places], places, metric)
        first = not_below(values, bound_of_best(values, k))
        if len(first) > _MANY * self._count:
            return None
        sure = self._in_full(point, first if places is None else places[first], metric)
        kth = float(np.partition(sure, len(sure) - k)[len(sure) - k])
        rounding = self._rounding(point, metric)
        near = not_below(values, kth - (1 if of_cosine else 2) * about.slack - 2 * rounding)
        if len(near) > _MANY * self._count:
            return None
        near = near if places is None else places[near]
        return near[best_rows(self._in_full(point, near, metric), k, 2 * rounding)]

    def _in_full(self, point: NDArray[np.float32], places: _Places, metric: Metric) -> NDArray[np.float32]:
        return self._good(self._rows.vectors[places] @ point, places, metric)

    def _good(
        self, of_rows: NDArray[np.float32], places: _Places | None, metric: Metric
    ) -> NDArray[np.float32]:
        lengths = self._rows.lengths[: self._count] if places is None else self._rows.lengths[places]
        return goodness(of_rows, lengths, metric)

    def _rounding(self, point: NDArray[np.float32], metric: Metric) -> float:
        """How far single precision may be from the true goodness, at most."""
        size = scale_of(metric, float(np.linalg.norm(point)), self._longest)
        return float(size * (self._rows.vectors.shape[1] + _STEPS) * _EPSILON)
