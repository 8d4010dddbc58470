"""How close vectors are to every product of the shelf: pictures are compared, products are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.cosines import Cosines
from visrec_desktop.recommend.taste import Taste, likeness_to_others, taste_similarity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.index.protocol import VectorIndex
    from visrec_desktop.services.shelf import Shelf
    from visrec_desktop.vision.packs import Part


@dataclass(frozen=True)
class Pictures:
    """All pictures of a shelf against a photo, by product and picture.

    Attributes:
        rows: the product row of each picture, int64 (m,) ascending.
        keys: the pictures, int64 (m,), ascending within a product.
        values: what each part of the model adds to the cosine, float32 (m, parts).
    """

    rows: NDArray[np.int64]
    keys: NDArray[np.int64]
    values: NDArray[np.float32]

    def closest(self, factors: NDArray[np.float32] | None = None) -> NDArray[np.int64]:
        """Where each product's closest picture stands, int64 (products,); of equals the first.

        Args:
            factors: what the parts are multiplied by, float32 (parts,); None: they count as they are.
        """
        if not len(self.rows):
            return np.zeros(0, dtype=np.int64)
        totals = self.values.sum(axis=1) if factors is None else self.values @ factors
        starts = _firsts(self.rows)
        lengths = np.diff(np.append(starts, len(self.rows)))
        peaks = np.flatnonzero(totals == np.repeat(np.maximum.reduceat(totals, starts), lengths))
        return peaks[_firsts(self.rows[peaks])]


@dataclass(frozen=True)
class Sight:
    """A photo against the shelf.

    Attributes:
        parts: for each part of the model float32 (n,); together they are the cosine of the closest picture.
        pictures: that picture, int64 (n,).
        seen: whether the product has a picture that was analysed, bool (n,).
        every: all pictures, where products have several; None where each has one.
    """

    parts: Mapping[str, NDArray[np.float32]]
    pictures: NDArray[np.int64]
    seen: NDArray[np.bool_]
    every: Pictures | None = None

    @property
    def total(self) -> NDArray[np.float32]:
        """The cosines, float32 (n,)."""
        total: NDArray[np.float32] = np.sum(list(self.parts.values()), axis=0, dtype=np.float32)
        return total

    def best_pictures(self, most: int) -> list[int]:
        """The pictures of the closest products, at most so many, best first."""
        rows = np.flatnonzero(self.seen)
        order = np.lexsort((rows, -self.total[rows]))[:most]
        return [int(picture) for picture in self.pictures[rows[order]]]

    def weighed(self, factors: Mapping[str, float]) -> Sight:
        """The same photo with its parts multiplied: another picture of a product may be the closest then.

        Args:
            factors: for each part what it is multiplied by.
        """
        if self.every is None:
            scaled = {name: column * np.float32(factors[name]) for name, column in self.parts.items()}
            return replace(self, parts=scaled)
        scale = np.array([factors[name] for name in self.parts], dtype=np.float32)
        return _seen_from(self, self.every, self.every.closest(scale), scale)


def look_at(shelf: Shelf, index: VectorIndex, parts: Sequence[Part], query: NDArray[np.float32]) -> Sight:
    """Compare a photo's vector, float32 (d,), with every product: by the picture that is closest to it.

    Args:
        shelf: the products.
        index: their pictures' vectors.
        parts: what a vector of the index is made of.
        query: projected as the index is.
    """
    names = [part.name for part in parts]
    rows, keys, values = _on_shelf(shelf, *index.products(_by_part(parts, query)))
    order = np.lexsort((keys, rows))
    every = Pictures(rows[order], keys[order], values[order])
    count = len(shelf.ids)
    seen = np.zeros(count, dtype=np.bool_)
    seen[rows] = True
    empty = Sight(dict.fromkeys(names, np.zeros(count, np.float32)), shelf.main_pictures, seen)
    sight = _seen_from(empty, every, every.closest(), np.ones(len(names), np.float32))
    return sight if shelf.one_picture_each else replace(sight, every=every)


def _seen_from(sight: Sight, every: Pictures, best: NDArray[np.int64], scale: NDArray[np.float32]) -> Sight:
    """The sight of products by the pictures at `best`, one of each product, with their parts scaled."""
    rows = every.rows[best]
    pictures = sight.pictures.copy()
    pictures[rows] = every.keys[best]
    parts = {}
    for place, name in enumerate(sight.parts):
        column = np.zeros(len(pictures), dtype=np.float32)
        column[rows] = every.values[best, place] * scale[place]
        parts[name] = column
    return replace(sight, parts=parts, pictures=pictures)


def cosines_of_shelf(
    shelf: Shelf, index: VectorIndex, directions: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The cosines of each product's closest picture with directions (c, d), float32 (n, c).

    They are 0 for a product that was not analysed; of one with several pictures each direction has its own
    closest one.
    """
    keys, values = index.products(directions)
    rows = shelf.rows_of_pictures(keys)
    there = rows >= 0
    told = np.zeros((len(shelf.ids), len(directions)), dtype=np.float32)
    if shelf.one_picture_each:
        told[rows[there]] = values[there]
    else:
        np.maximum.at(told, rows[there], values[there])
    return told


def taste_of_shelf(cosines: Cosines, taste: Taste) -> NDArray[np.float32]:
    """How close each product is to a taste, float32 (n,) in [0, 1]; 0 for one that was not analysed.

    Args:
        cosines: of the shelf's products.
        taste: the taste.
    """
    interests = len(taste.centroids)
    told = cosines.of(taste.directions)
    return taste_similarity(told[:, :interests], told[:, interests:], taste)


def apart_from_themselves(shelf: Shelf, similarity: NDArray[np.float32], taste: Taste) -> NDArray[np.float32]:
    """`taste_of_shelf`, but that what was liked is compared with the rest of what was liked."""
    told = similarity.copy()
    for sku, value in likeness_to_others(taste).items():
        row = shelf.row_of.get(sku)
        if row is not None:
            told[row] = min(value, told[row])
    return told


def _by_part(parts: Sequence[Part], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """A query for each part of the model, float32 (parts, d): the whole one outside of which it is 0."""
    queries = np.zeros((len(parts), len(query)), dtype=np.float32)
    start = 0
    for row, part in enumerate(parts):
        queries[row, start : start + part.dim] = query[start : start + part.dim]
        start += part.dim
    return queries


def _on_shelf(
    shelf: Shelf, keys: NDArray[np.int64], values: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Rows, keys and values of the pictures whose product is on the shelf."""
    rows = shelf.rows_of_pictures(keys)
    there = rows >= 0
    return rows[there], keys[there], values[there]


def _firsts(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each run of equal values begins."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.concatenate([[True], rows[1:] != rows[:-1]]))
