"""What one ranking needs of n products, in columns; made once a question and kept while the sliders move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import PRIOR_WEIGHTS
from visrec_desktop.recommend.variants import ALONE

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Frame:
    """One row a product; immutable. What is not a finite number counts as 0.

    Attributes:
        product_ids: int64 (n,), all different.
        photo: for each part of the model (look, colour) float32 (n,), weights inside, together at most 1;
            empty without a photo.
        client: for each signal (taste, attributes, together, popularity) float32 (n,) in [0, 1]; one that
            knows nothing about this client is absent.
        penalties: what speaks against a product (budget, size, stock, avoided), float32 (n,) of 0 or less.
        groups: int32 (n,); the same number means variants of one article, `ALONE` none. Empty: all alone.
        weights: of the client's signals; brought to the sum 1 over those that are there.
        finds: above 0 for what suits this client as it suits hardly anybody else, the more the rarer;
            float32 (n,). Empty: nothing does.

    Raises:
        ValueError: columns of different lengths.
    """

    product_ids: NDArray[np.int64]
    photo: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    client: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    penalties: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    groups: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    weights: Mapping[str, float] = field(default_factory=lambda: PRIOR_WEIGHTS)
    finds: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))

    def __post_init__(self) -> None:
        count = len(self.product_ids)
        for name, low, high in (("photo", 0.0, 1.0), ("client", 0.0, 1.0), ("penalties", -1.0, 0.0)):
            given = getattr(self, name)
            object.__setattr__(self, name, {key: _tame(given[key], low, high, count) for key in given})
        groups = np.asarray(self.groups, np.int32)
        if len(groups) not in (0, count):
            raise ValueError(f"{len(groups)} groups for {count} products")
        object.__setattr__(self, "groups", groups if len(groups) else np.full(count, ALONE, np.int32))
        finds = self.finds if len(self.finds) else np.zeros(count, np.float32)
        object.__setattr__(self, "finds", _tame(finds, 0.0, np.inf, count))

    def __len__(self) -> int:
        return len(self.product_ids)

    @property
    def shares(self) -> dict[str, float]:
        """The weight of each signal that is there; together 1, or empty. Those of weight 0 are left out."""
        there = {name: float(self.weights.get(name, 0.0)) for name in self.client}
        there = {name: weight for name, weight in there.items() if np.isfinite(weight) and weight > 0}
        total = sum(there.values())
        return {name: weight / total for name, weight in there.items()}

    def balance(self, asked: float) -> float:
        """How much the client counts: 1 without a photo, 0 when nothing is known about the client."""
        if not self.shares:
            return 0.0
        return min(1.0, max(0.0, asked)) if self.photo else 1.0


def _tame(values: NDArray[np.float32], low: float, high: float, count: int) -> NDArray[np.float32]:
    column = np.asarray(values, np.float32)
    if column.shape != (count,):
        raise ValueError(f"a column of shape {column.shape} for {count} products")
    tamed: NDArray[np.float32] = np.clip(np.nan_to_num(column, nan=0.0), np.float32(low), np.float32(high))
    return tamed
