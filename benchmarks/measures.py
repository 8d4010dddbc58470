"""Measures of a ranked list, each with a 95 % interval, and the split that training keeps to."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DEPTH = 50
"""Places of a list that are looked at."""

RESAMPLES = 1000
HELD_OUT_PERCENT = 30
_HEX_DIGITS = 8

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Share:
    """A mean of outcomes and the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The lists that a set's queries got.

    Attributes:
        right: if the product at each place is right, bool (n, `DEPTH`), best first; False after the end.
        total: how many products of the catalog are right for each query, int64 (n,).
        clusters: what each query belongs to, int64 (n,): queries of one cluster are not independent.
    """

    right: NDArray[np.bool_]
    total: NDArray[np.int64]
    clusters: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> Judged:
        """A part of the queries, bool (n,)."""
        return Judged(self.right[chosen], self.total[chosen], self.clusters[chosen])

    def recall(self, at: int) -> Share:
        """Recall@k as image retrieval has it: the share of queries with something right among the first k."""
        return share(self.right[:, :at].any(axis=1), self.clusters)

    def precision(self, at: int) -> Share:
        """Mean share of the first k places that are right; a list that is shorter has wrong ones there."""
        return share(self.right[:, :at].mean(axis=1), self.clusters)

    def mean_average_precision(self) -> Share:
        """mAP@50."""
        return share(average_precision(self.right, self.total), self.clusters)


def average_precision(right: NDArray[np.bool_], total: NDArray[np.int64]) -> Values:
    """Average precision of each list, float64 (n,): AP@k = sum of P(i) over the right places / min(R, k).

    Args:
        right: bool (n, k), best first.
        total: R, how many are right at all, int64 (n,); where it is 0 so is the precision.
    """
    depth = right.shape[1]
    precisions = np.cumsum(right, axis=1) / np.arange(1, depth + 1)
    found: Values = np.where(right, precisions, 0.0).sum(axis=1) / np.clip(total, 1, depth)
    return found


def share(outcomes: NDArray[np.generic] | Sequence[float], clusters: NDArray[np.int64]) -> Share:
    """The mean of outcomes (n,) and its interval, whole clusters (n,) drawn; see `interval`."""
    values = np.asarray(outcomes, np.float64)
    return Share(float(values.mean()), *interval(values, clusters))


def interval(values: Values, clusters: NDArray[np.int64], seed: int = 1) -> tuple[float, float]:
    """A 95 % percentile bootstrap interval of a mean (B. Efron 1979; clusters: A. Davison, D. Hinkley 1997).

    Whole clusters are drawn, since photos of one product are not independent of each other.

    Args:
        values: outcomes, float64 (n,).
        clusters: what each belongs to, int64 (n,).
        seed: of the draws.
    """
    _, places = np.unique(clusters, return_inverse=True)
    counts = np.bincount(places).astype(np.float64)
    totals = np.bincount(places, values)
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), RESAMPLES)
    low, high = np.quantile((drawn @ totals) / (drawn @ counts), (0.025, 0.975))
    return float(low), float(high)


def refused_at(present: Values, absent: Values, refusing: float) -> NDArray[np.bool_]:
    """Which queries for absent products a threshold refuses that was chosen with hindsight, bool (m,).

    Args:
        present: the best score of each query whose product is there, (n,).
        absent: of each query whose product is not, (m,).
        refusing: the share of `present` that the threshold refuses.
    """
    refused: NDArray[np.bool_] = absent < np.quantile(present, refusing)
    return refused


def held_out(file_name: str) -> bool:
    """Whether training leaves a photo alone: about 30 in 100, told by its name without the folder."""
    digest = hashlib.sha256(file_name.encode()).hexdigest()
    return int(digest[:_HEX_DIGITS], 16) % 100 < HELD_OUT_PERCENT


def numbered(names: Sequence[str]) -> NDArray[np.int64]:
    """Names as numbers, int64 (n,): equal names get equal ones."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], np.int64)
