"""How good weights are, on pictures left out of training.

They come from the training side: the held-out photos, which the figures are measured with, take no part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from .network import Student, student_input
from .pictures import Source
from .recipe import BATCH, Recipe
from .teachers import Floats, unit

_EVERY = 10
_QUERY_SHARDS = (2, 3, 4)
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of 0..1.

    Attributes:
        first: how often a distorted view finds its plain picture at the first place.
        five: how often among the first five.
        kinds: of the ten nearest garments, how many are of the photo's kind.
        match: the mean cosine to the target.
    """

    first: float
    five: float
    kinds: float
    match: float

    @property
    def score(self) -> float:
        """What is chosen by."""
        return self.first + self.kinds

    def __str__(self) -> str:
        return f"R@1 {self.first:.4f} R@5 {self.five:.4f} kinds {self.kinds:.4f} match {self.match:.4f}"


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """Distorted views of pictures left out, to be found among these and some of the others.

    Attributes:
        shards: the views.
        lite: the features of the EfficientNet-Lite that stands beside the student, by shard.
        asked: rows of the pictures left out.
        gallery: rows of the pictures that are searched.
        kinds: kind of garment by row, empty where it is none.
        queries: shards of the views that are asked with.
    """

    shards: Sequence[NDArray[np.uint8]]
    lite: Sequence[Floats]
    asked: NDArray[np.int64]
    gallery: NDArray[np.int64]
    kinds: NDArray[np.str_]
    queries: tuple[int, ...]

    @classmethod
    def of(
        cls,
        shards: Sequence[NDArray[np.uint8]],
        lite: Sequence[Floats],
        sources: Sequence[Source],
        recipe: Recipe,
    ) -> Validation:
        """Every tenth picture that is learned from is searched, too."""
        out = np.array([source.validation for source in sources])
        others = np.flatnonzero(~out)[::_EVERY]
        queries = tuple(shard for shard in _QUERY_SHARDS if shard < recipe.shards) or (1,)
        asked = np.flatnonzero(out)
        kinds = np.array([source.garment for source in sources])
        return cls(shards, lite, asked, np.concatenate([asked, others]), kinds, queries)

    def measure(self, student: Student, wanted: torch.Tensor) -> Measured:
        """The student with its neighbour, as the pack joins them."""
        plain = features_by(student, self.shards[0], self.gallery).numpy()
        views = [features_by(student, self.shards[shard], self.asked).numpy() for shard in self.queries]
        match = np.mean(
            [
                (unit(each) * wanted[s, self.asked].numpy()).sum(1).mean()
                for each, s in zip(views, self.queries, strict=True)
            ]
        )
        stored = joined(plain, self.lite[0][self.gallery], plain, self.lite[0][self.gallery])
        asked = [
            joined(each, self.lite[shard][self.asked], plain, self.lite[0][self.gallery])
            for each, shard in zip(views, self.queries, strict=True)
        ]
        first, five = retrieval(np.concatenate(asked), stored, len(self.asked))
        return Measured(first, five, self.of_kind(stored), float(match))

    def of_kind(self, stored: Floats) -> float:
        """Among the ten nearest garments of each garment left out, the share of its kind."""
        kinds = self.kinds[self.gallery]
        garments = np.flatnonzero(kinds != "")
        asked = garments[garments < len(self.asked)]
        likenesses = stored[asked] @ stored[garments].T
        likenesses[asked[:, None] == garments[None, :]] = -np.inf
        nearest = garments[np.argsort(-likenesses, axis=1)[:, :_DEPTH]]
        return float((kinds[nearest] == kinds[asked][:, None]).mean())


def retrieval(asked: Floats, stored: Floats, count: int) -> tuple[float, float]:
    """How often row i (of each run of `count`) finds stored row i first, and among the first five."""
    likenesses = asked @ stored.T
    right = np.tile(np.arange(count), len(asked) // count)
    own = likenesses[np.arange(len(asked)), right]
    better = (likenesses > own[:, None]).sum(axis=1)
    return float((better < 1).mean()), float((better < 5).mean())


def joined(student: Floats, lite: Floats, plain: Floats, plain_lite: Floats) -> Floats:
    """Both networks' features, centred and of equal weight, as the pack's blocks say."""
    parts = unit(student - plain.mean(axis=0)), unit(lite - plain_lite.mean(axis=0))
    return np.concatenate(parts, axis=1) * np.float32(np.sqrt(0.5))


@torch.no_grad()
def features_by(
    network: Callable[[torch.Tensor], torch.Tensor], views: NDArray[np.uint8], rows: NDArray[np.int64]
) -> torch.Tensor:
    """What a network says of some rows of a shard, float32 (n, d)."""
    out = []
    for start in range(0, len(rows), 2 * BATCH):
        with torch.autocast("cpu", torch.bfloat16):
            out.append(network(student_input(views[rows[start : start + 2 * BATCH]])).float())
    return torch.cat(out)
