"""Which of many rows can be among the best, without sorting or copying them all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from visrec_desktop.index.protocol import Metric

_GROUP = 64
_TINY = float(np.finfo(np.float32).tiny)


def goodness(
    products: NDArray[np.float32], lengths: NDArray[np.float32], metric: Metric
) -> NDArray[np.float32]:
    """What is larger for closer rows, from their products with the query; written over the products.

    For the cosine p / |v|, for the distance 2 p - |v|^2: both in the order of the measure itself. Rows
    without a length have no direction: their product is 0, and stays so.
    """
    if metric is Metric.COSINE:
        return np.divide(products, np.maximum(lengths, np.float32(_TINY)), out=products)
    products *= np.float32(2)
    products -= lengths * lengths
    return products


def scale_of(metric: Metric, length: float, longest: float) -> float:
    """The size of the numbers whose rounding `goodness` carries."""
    return length if metric is Metric.COSINE else (length + longest) ** 2


def bound_of_best(values: NDArray[np.float32], k: int) -> float:
    """A number that at least `k` of the values (n,), n >= k, are not below; as high as is found quickly.

    The best of groups of 64: of the k-th largest of these there are k, each in a group of its own. One pass,
    where a partition of all values takes several.
    """
    groups = len(values) // _GROUP
    best = values
    if groups >= 2 * k:
        best = values[: groups * _GROUP].reshape(_GROUP, groups).max(axis=0)
    return float(np.partition(best, len(best) - k)[len(best) - k])


def best_rows(values: NDArray[np.float32], k: int, slack: float) -> NDArray[np.int64]:
    """The places of all values that are not more than `slack` below the `k`-th largest; all where n <= k.

    Where the bound was a rough one, what it leaves is looked at again.
    """
    if len(values) <= k:
        return np.arange(len(values))
    at_least = np.float64(bound_of_best(values, k)) - slack
    found = np.flatnonzero(values >= _down(at_least))
    if len(found) > 2 * k:
        some = values[found]
        found = found[some >= _down(float(np.partition(some, len(some) - k)[len(some) - k]) - slack)]
    return found


def not_below(values: NDArray[np.float32], limit: float) -> NDArray[np.int64]:
    """The places of values that are not below a limit."""
    return np.flatnonzero(values >= _down(limit))


def _down(value: float) -> np.float32:
    """The next smaller number in single precision: rounding a limit up would lose rows."""
    return np.float32(np.nextafter(np.float32(value), np.float32(-np.inf)))
