"""The taste of a client as a few looks: u' of the source article, images fused into the profile.

What was liked is put into one interest where it looks alike and into several where it does not: a client who
likes boots and floral dresses is not shown what lies between the two. Each interest is the mean direction of
its members, weighted by their aged values, pushed away from what was refused for its look (Rocchio 1971).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import History
from visrec_desktop.recommend.events import EVENT_VALUES, standing
from visrec_desktop.recommend.interests import centroid, gathered, interests, refused_looks, unit, usable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.recommend.interests import Item

_FEW = 0.5  # so much evidence makes an interest half as strong as it can get
_FAINT = 1e-3  # an interest that is so weak beside the strongest is over
_AGAINST = 0.5  # the most that likeness to a refused look takes away


@dataclass(frozen=True, slots=True)
class Likeness:
    """What cosines mean in a space.

    The defaults were measured with the thin ResNet-50 on the demo catalog: products of different categories
    have a median of 0.45, those of one category one of 0.65, and four in five pairs of all stay below 0.55.

    Attributes:
        unrelated: the usual cosine of two products that have nothing in common.
        same_interest: from here on two products can be one interest.
    """

    unrelated: float = 0.45
    same_interest: float = 0.55

    @classmethod
    def measured(cls, vectors: NDArray[np.float32]) -> Likeness:
        """Measure it on a sample of m products of the catalog, float32 (m, d); few: the defaults."""
        rows = unit(vectors)
        rows = rows[rows.any(axis=1)]
        if len(rows) < 20:  # noqa: PLR2004 - fewer than 190 pairs say little
            return cls()
        cosines = (rows @ rows.T)[np.triu_indices(len(rows), 1)]
        unrelated, same = np.quantile(cosines, (0.5, 0.8))
        return cls(min(max(float(unrelated), 0.0), 0.9), min(max(float(same), 0.05), 0.95))


@dataclass(frozen=True, eq=False)
class Taste:
    """Interests as directions among the products' vectors.

    Attributes:
        centroids: float32 (c, d), one an interest, each of length 1, strongest first.
        weights: float32 (c,), how much is behind each; the greatest is 1.
        members: SKUs of each interest, strongest first.
        refused: float32 (r, d), unit vectors of what was refused for its look; (0, d) where nothing was.
        refused_weights: float32 (r,) in (0, 1].
        liked_skus: what was liked or bought, for `because`.
        liked: float32 (m, d), unit vectors of `liked_skus`.
        likeness: what cosines mean in this space.
    """

    centroids: NDArray[np.float32]
    weights: NDArray[np.float32]
    members: tuple[tuple[str, ...], ...]
    refused: NDArray[np.float32]
    refused_weights: NDArray[np.float32]
    liked_skus: tuple[str, ...] = ()
    liked: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    likeness: Likeness = field(default_factory=Likeness)

    @property
    def directions(self) -> NDArray[np.float32]:
        """Centroids and refusals in one matrix, float32 (c + r, d), so that one product gives all cosines."""
        return np.concatenate([self.centroids, self.refused])


def taste_items(history: History, vectors: Mapping[str, NDArray[np.float32]]) -> list[Item]:
    """What `build_taste` takes: the events that still stand of products with a vector.

    Args:
        history: what is known about the client.
        vectors: float32 (d,) by SKU.
    """
    return [
        (event.sku, vectors[event.sku], EVENT_VALUES[event.kind], event.at, event.reason)
        for event in standing(history.events)
        if event.sku in vectors
    ]


def build_taste(
    items: Sequence[Item], now_us: int, max_interests: int = 5, likeness: Likeness | None = None
) -> Taste | None:
    """The taste behind what happened.

    Args:
        items: (SKU, vector float32 (d,), value, time, reason) of each event that stands; a value below 0 is a
            refusal. Vectors that are zero, not finite, or of another dimension than most are left out.
        now_us: the present, microseconds since 1970, UTC.
        max_interests: how many interests at most; weaker ones beyond that are left out.
        likeness: of the space; None: the default one.

    Returns:
        The taste, the same for the same items in any order; None where nothing was liked.
    """
    likeness = likeness or Likeness()
    found = usable(items)
    liked = gathered([item for item in found if item[2] > 0], now_us)
    if not liked.skus:
        return None
    refused = refused_looks([item for item in found if item[2] < 0], liked.vectors.shape[1], now_us)
    groups = interests(liked, likeness.same_interest)
    strengths = np.array([liked.values[group].sum() for group in groups])
    behind = strengths / (strengths + _FEW)
    behind /= behind.max()
    order = np.argsort(-behind, kind="stable")[: max(1, max_interests)]
    order = order[behind[order] >= _FAINT]
    centroids = [centroid(liked, groups[place], refused) for place in order]
    told = [row for row, sku in enumerate(liked.skus) if sku in liked.said]
    return Taste(
        np.stack(centroids),
        behind[order].astype(np.float32),
        tuple(tuple(liked.skus[row] for row in groups[place]) for place in order),
        refused.vectors,
        refused.values.astype(np.float32),
        tuple(liked.skus[row] for row in told),
        liked.vectors[told],
        likeness,
    )


def taste_similarity(
    cosines: NDArray[np.float32], refused_cosines: NDArray[np.float32], taste: Taste
) -> NDArray[np.float32]:
    """How close each product is to the taste.

    The likeness to the best interest, counted from what unrelated products have in common (0) to the same
    picture (1) and times the strength of the interest, less half the square of the likeness to what was
    refused: the square, since to be a little like it says nothing.

    Args:
        cosines: float32 (n, c), of the products with `taste.centroids`.
        refused_cosines: float32 (n, r), of the products with `taste.refused`.
        taste: the taste.

    Returns:
        float32 (n,) in [0, 1].
    """
    near = _likeness(cosines, taste.likeness) * taste.weights
    similarity: NDArray[np.float32] = near.max(axis=1, initial=0.0)
    if refused_cosines.shape[1]:
        against = _likeness(refused_cosines, taste.likeness) ** 2 * taste.refused_weights
        similarity = similarity - np.float32(_AGAINST) * against.max(axis=1)
    return np.clip(similarity, 0.0, 1.0).astype(np.float32)


def likeness_to_others(taste: Taste) -> dict[str, float]:
    """How close each liked product is to the other liked ones, from 0 to 1, by SKU.

    In a list for the client it counts instead of the likeness to the taste, of which the product is a part:
    that somebody liked a thing is no reason to show it where something else is asked for.
    """
    cosines = taste.liked @ taste.liked.T
    np.fill_diagonal(cosines, 0.0)
    closest = _likeness(cosines.max(axis=1, initial=0.0), taste.likeness)
    return {sku: float(value) for sku, value in zip(taste.liked_skus, closest, strict=True)}


def because(taste: Taste, vectors: NDArray[np.float32], skus: Sequence[str] = ()) -> list[str | None]:
    """For each product the liked or bought one that it is closest to.

    Args:
        taste: the taste.
        vectors: float32 (k, d), of the products.
        skus: their SKUs, so that a product is not its own reason; may be empty.

    Returns:
        k SKUs; None where no liked product is close enough to be one interest with it.
    """
    if not taste.liked_skus:
        return [None] * len(vectors)
    cosines = unit(vectors) @ taste.liked.T
    places = {sku: place for place, sku in enumerate(taste.liked_skus)}
    for row, sku in enumerate(skus):
        if sku in places:
            cosines[row, places[sku]] = -1.0
    best = cosines.argmax(axis=1)
    close = cosines[np.arange(len(best)), best] >= taste.likeness.same_interest
    return [taste.liked_skus[place] if near else None for place, near in zip(best, close, strict=True)]


def _likeness(cosines: NDArray[np.float32], likeness: Likeness) -> NDArray[np.float32]:
    tamed = np.nan_to_num(cosines, nan=0.0)
    low = np.float32(likeness.unrelated)
    scaled: NDArray[np.float32] = np.clip((tamed - low) / (np.float32(1.0) - low), 0.0, 1.0)
    return scaled
