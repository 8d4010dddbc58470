"""How many people with similar taste liked an item: a number to say aloud that names nobody."""

from __future__ import annotations

import numpy as np

from visrec_desktop.recommend.ratings import LIKED, Ints, Ratings

FEWEST = 3
"""Fewer people than this are not spoken of: k-anonymity (L. Sweeney 2002)."""
ALIKE = 2
"""People count as similar when they liked so many of the same items, or the only one there is."""


def similar_people(ratings: Ratings, liked: Ints, item: int, leave_out: int | None = None) -> int:
    """How many people liked `item` and at least two of `liked` (or the one, if it is only one).

    Args:
        ratings: of everybody.
        liked: what the client liked; `item` itself does not count.
        item: the item to explain.
        leave_out: the client's own number in `ratings`.

    Returns:
        How many; 0 where fewer than `FEWEST` did, so that no single person can be guessed.
    """
    wanted = np.setdiff1d(liked, [item])
    if not len(wanted):
        return 0
    people, items = ratings.people[ratings.values >= LIKED], ratings.items[ratings.values >= LIKED]
    if leave_out is not None:
        others = people != leave_out
        people, items = people[others], items[others]
    alike, shared = np.unique(people[np.isin(items, wanted)], return_counts=True)
    alike = alike[shared >= min(ALIKE, len(wanted))]
    count = len(np.intersect1d(alike, people[items == item]))
    return count if count >= FEWEST else 0
