"""Several interests in what was liked: each a group of products that look alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import EventKind, Refusal
from visrec_desktop.recommend.events import AGAINST_LOOK, EVENT_VALUES, aged, saturated

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Item = tuple[str, NDArray[np.float32], float, int, Refusal | None]
    """SKU, vector (d,), value, time and reason of something that happened."""

MAX_LIKED, MAX_REFUSED = 200, 20
"""How many products of each kind a taste is made of; the strongest are kept."""

_PUSH = 0.25  # of a refused look is taken out of an interest that is like it
_TINY = 1e-12
_NONE = -2.0  # where there is no pair: less than any cosine


@dataclass(frozen=True, eq=False)
class Gathered:
    """One row a product, strongest first; `said` are those that were liked or bought, not only seen."""

    skus: tuple[str, ...]
    vectors: NDArray[np.float32]
    values: NDArray[np.float64]
    said: frozenset[str] = frozenset()


def usable(items: Sequence[Item]) -> list[Item]:
    """Without vectors that are zero, not finite, or of another dimension than most."""
    sizes = [vector.shape for _, vector, _, _, _ in items]
    usual = max(sorted(set(sizes)), key=sizes.count, default=(0,))
    return [
        item
        for item in items
        if item[1].shape == usual and np.isfinite(item[1]).all() and np.linalg.norm(item[1]) > _TINY
    ]


def gathered(items: Sequence[Item], now_us: int) -> Gathered:
    """What was liked, each product once with its aged and saturated value."""
    totals: dict[str, float] = {}
    vectors: dict[str, NDArray[np.float32]] = {}
    for sku, vector, value, at_us, _ in items:
        totals[sku] = totals.get(sku, 0.0) + aged(value, at_us, now_us)
        vectors[sku] = vector
    worth = {sku: saturated(total) for sku, total in totals.items()}
    skus = sorted((sku for sku in worth if worth[sku] > 0), key=lambda sku: (-worth[sku], sku))[:MAX_LIKED]
    said = frozenset(sku for sku, _, value, _, _ in items if value >= EVENT_VALUES[EventKind.LIKE])
    return _stacked(skus, vectors, worth, said)


def refused_looks(items: Sequence[Item], dim: int, now_us: int) -> Gathered:
    """What was refused for its look, with what is left of it; `dim` for where there is nothing."""
    worth: dict[str, float] = {}
    vectors: dict[str, NDArray[np.float32]] = {}
    for sku, vector, value, at_us, reason in items:
        against = min(1.0, aged(-value * AGAINST_LOOK.get(reason, 0.0), at_us, now_us))
        worth[sku] = max(worth.get(sku, 0.0), against)
        vectors[sku] = vector
    skus = sorted((sku for sku in worth if worth[sku] > _TINY), key=lambda sku: (-worth[sku], sku))
    return _stacked(skus[:MAX_REFUSED], vectors, worth, frozenset(), dim)


def _stacked(
    skus: Sequence[str],
    vectors: Mapping[str, NDArray[np.float32]],
    worth: Mapping[str, float],
    said: frozenset[str],
    dim: int = 0,
) -> Gathered:
    rows = unit(np.stack([vectors[sku] for sku in skus])) if skus else np.zeros((0, dim), np.float32)
    values = np.array([worth[sku] for sku in skus], np.float64)
    return Gathered(tuple(skus), rows, values, said)


def interests(liked: Gathered, threshold: float) -> list[NDArray[np.int64]]:
    """Rows of each interest: agglomerative clustering by the mean cosine, weighted by the values.

    The two groups with the greatest mean cosine become one, for as long as it reaches the threshold: how many
    interests there are is for the data to say.
    """
    groups = [[row] for row in range(len(liked.skus))]
    weights = liked.values.copy()
    cosines = (liked.vectors @ liked.vectors.T).astype(np.float64)
    np.fill_diagonal(cosines, _NONE)
    while len(groups) > 1:
        one, other = np.unravel_index(int(cosines.argmax()), cosines.shape)
        if cosines[one, other] < threshold:
            break
        share = weights[one] / (weights[one] + weights[other])
        merged = share * cosines[one] + (1 - share) * cosines[other]
        cosines[one, :] = cosines[:, one] = merged
        cosines[one, one] = _NONE
        cosines[other, :] = cosines[:, other] = _NONE
        weights[one] += weights[other]
        groups[one] += groups[other]
        groups[other] = []
    return [np.array(sorted(group), np.int64) for group in groups if group]


def centroid(liked: Gathered, rows: NDArray[np.int64], refused: Gathered) -> NDArray[np.float32]:
    """The mean direction of an interest, pushed away from refused looks that are like it."""
    values = liked.values[rows] / liked.values[rows].max()  # however old, not lost in rounding
    middle = unit((values.astype(np.float32) @ liked.vectors[rows])[None])[0]
    for vector, weight in zip(refused.vectors, refused.values, strict=True):
        middle = middle - np.float32(_PUSH * weight * max(0.0, float(vector @ middle)) ** 2) * vector
    direction: NDArray[np.float32] = unit(middle[None])[0]
    return direction


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of length 1; a zero row, or one that is not finite, becomes zero."""
    rows = np.nan_to_num(np.asarray(vectors, np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    units: NDArray[np.float32] = np.where(lengths > _TINY, rows / np.maximum(lengths, _TINY), 0.0)
    return units.astype(np.float32)
