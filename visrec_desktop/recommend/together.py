"""Goes with: what is bought, liked or put in a lookbook together, and categories that complete each other.

Never by look: what looks alike replaces a product and does not complete it. Never the same category.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.complements import suits
from visrec_desktop.recommend.ratings import Floats, Ints, Scores

if TYPE_CHECKING:
    from scipy.sparse import csr_array

PAIR_SUPPORT = 2.0
"""So many baskets with both items make what they say half as strong as it can get."""
CATEGORY_SUPPORT = 10.0
"""The same for two categories."""
PAIR_SHARE = 0.7
"""The most that the items' own baskets count; the rest is what their categories say."""
LARGEST = 50
"""Larger baskets say little about pairs, and are left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """What goes with what.

    Attributes:
        pairs: sparse (items, items): damped association of two items, in [0, 1].
        categories: int64 (items,), the code of each item's category; -1 where it is not known.
        complements: float64 (c, c): how well two categories complete each other, in [0, 1].
    """

    pairs: csr_array
    categories: Ints
    complements: Floats

    @classmethod
    def fit(cls, baskets: Sequence[Sequence[int]], categories: Sequence[str]) -> Together:
        """Learn from baskets.

        Two items, or two categories, are associated by their normalised pointwise mutual information
        (G. Bouma, "Normalized (pointwise) mutual information in collocation extraction", GSCL 2009), where it
        is above 0, times n / (n + `PAIR_SUPPORT`) for the n baskets that hold both. What is known of two
        categories replaces the prior (`complements.suits`) as far as it is supported.

        Args:
            baskets: items that were bought, liked or shown together, by number.
            categories: of each item; "" where it is not known.

        Raises:
            ValueError: an item without an entry in `categories`.
        """
        names = sorted({name.casefold().strip() for name in categories} - {""})
        codes = {name: code for code, name in enumerate(names)}
        coded = np.array([codes.get(name.casefold().strip(), -1) for name in categories], np.int64)
        sets = [sorted(set(basket)) for basket in baskets]
        if any(basket and not 0 <= basket[0] <= basket[-1] < len(coded) for basket in sets):
            raise ValueError("a basket with an item that there is not")
        sets = [basket for basket in sets if 2 <= len(basket) <= LARGEST]  # noqa: PLR2004 - a pair
        kinds = [sorted({int(coded[item]) for item in basket} - {-1}) for basket in sets]
        found = _associated(kinds, len(names), CATEGORY_SUPPORT)
        prior = np.array([[suits(one, other) for other in names] for one in names]).reshape((len(names),) * 2)
        support = found.support.toarray()
        known = support / (support + CATEGORY_SUPPORT)
        learned = (1 - known) * prior + known * found.raw.toarray()
        np.fill_diagonal(learned, 0.0)
        return cls(_associated(sets, len(coded), PAIR_SUPPORT).damped, coded, learned)

    def scores(self, item: int) -> Scores:
        """How well each item goes with `item`.

        `PAIR_SHARE` of what the baskets say of the two, and the rest of what they say of their categories.

        Returns:
            float32 (items,) in [0, 1]; 0 for the same category and for `item` itself. An item whose category
            is not known goes with others by baskets alone.

        Raises:
            ValueError: an item that there is not.
        """
        if not 0 <= item < len(self.categories):
            raise ValueError(f"item {item}, of {len(self.categories)}")
        own = int(self.categories[item])
        pairs = self.pairs[[item]].toarray()[0]
        by_category = np.zeros(len(self.categories))
        known = self.categories >= 0
        if own >= 0:
            by_category[known] = self.complements[own, self.categories[known]]
        total = PAIR_SHARE * pairs + (1 - PAIR_SHARE) * by_category
        if own >= 0:
            total[self.categories == own] = 0.0
        total[item] = 0.0
        scored: Scores = total.astype(np.float32)
        return scored


@dataclass(frozen=True, slots=True, eq=False)
class _Association:
    """Sparse (n, n): how many sets hold both, the normalised mutual information, and that damped."""

    support: csr_array
    raw: csr_array
    damped: csr_array


def _associated(sets: Sequence[Sequence[int]], count: int, support: float) -> _Association:
    from scipy.sparse import coo_array

    places = np.array(list(_both(sets)), np.int64).reshape(-1, 2)
    both = coo_array((np.ones(len(places)), (places[:, 0], places[:, 1])), (count, count)).tocsr()
    each = np.bincount(np.array([m for members in sets for m in members], np.int64), minlength=count)
    pairs = both.tocoo()
    total, together = max(len(sets), 1), pairs.data
    lift = together * total / (each[pairs.row] * each[pairs.col])
    rarity = np.log(total / together)
    sure = rarity <= 0  # both are in every basket: nothing to be learned
    strength = np.where(sure, 0.0, np.log(lift) / np.where(sure, 1.0, rarity))
    raw = np.clip(strength, 0.0, 1.0)
    damped = raw * together / (together + support)
    where = (pairs.row, pairs.col)
    return _Association(
        both,
        coo_array((raw, where), (count, count)).tocsr(),
        coo_array((damped, where), (count, count)).tocsr(),
    )


def _both(sets: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Each ordered pair of members, once a set."""
    for members in sets:
        for one, other in combinations(members, 2):
            yield one, other
            yield other, one
