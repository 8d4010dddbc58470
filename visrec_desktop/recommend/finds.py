"""Finds: items that suit one client as they suit hardly anybody else.

Lists that go by score alone show the same few items to everybody, and most of a catalog to nobody. To push
little-known items up in every list costs hits in every list. A find costs one place, and only in the lists
of those whom the item suits best: what is compared is not two items for one client but one item between
clients, as in matching people to people (L. Pizzato and others, "RECON: a reciprocal recommender for online
dating", RecSys 2010). With as many clients as items or more, nearly every item is a find for somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.ratings import LIKED, Ints, Ratings, Row, Scores
from visrec_desktop.recommend.variants import ALONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEW = 0.004
"""An item is a find for so many of the clients: those whom it suits best."""
EVERY = 1.5
"""Halfway every third place is kept for a find, with the control at its default every fifth."""

_FEWEST_LIKES = 5  # who liked less says little about whom an item suits
_MOST_NUMBERS = 10_000_000  # scores that are compared: 40 MB


def spoken_for(ratings: Ratings, items: int) -> Iterator[Row]:
    """The histories by which it is found whom an item suits: of all who liked enough, or evenly drawn ones.

    Args:
        ratings: of everybody.
        items: how many items there are; the more, the fewer histories.
    """
    rows = [row for row in ratings.rows() if (row.values >= LIKED).sum() >= _FEWEST_LIKES]
    most = max(1, _MOST_NUMBERS // max(items, 1))
    yield from rows[:: max(1, -(-len(rows) // most))]


def reach(told: Iterable[Scores], items: int, floor: float) -> Scores:
    """How well each item suits the `FEW` whom it suits best, the last of them.

    Args:
        told: for each of some clients, how well each item suits, float32 (items,), in bits.
        items: how many items there are.
        floor: what is told of an item for which nothing speaks.

    Returns:
        float32 (items,), in bits; infinite for an item that suits nobody.
    """
    rows = [*told]
    if not rows:
        return np.full(items, np.inf, np.float32)
    table = np.array(rows, np.float32)
    place = len(table) - max(1, round(FEW * len(table)))
    reached: Scores = np.partition(table, place, axis=0)[place]
    reached[reached <= floor + np.float32(0.01)] = np.inf
    return reached


def with_finds(chosen: Ints, finds: Ints, groups: NDArray[np.int32], diversity: float) -> Ints:
    """A list in which places are kept for finds.

    Each `EVERY` / diversity-th place is taken by the best find that is not shown before it. Where there is
    none, it stays with the next of the list. A shorter list is the beginning of a longer one.

    Args:
        chosen: rows in the order in which they would be shown, int64 (k,).
        finds: rows, best first.
        groups: int32, for each row of the frame the article of which it is a variant, shown once only, or
            `ALONE`.
        diversity: from 0 to 1; at 0 no place is kept.
    """
    every = max(2, round(EVERY / diversity)) if diversity > 0 else len(chosen) + 1
    shown: list[int] = []
    taken: set[tuple[int, int]] = set()
    listed, found = iter(chosen.tolist()), iter(finds.tolist())

    def following(rows: Iterator[int]) -> int | None:
        for row in rows:
            group = int(groups[row])
            key = (1, row) if group == ALONE else (0, group)
            if key not in taken:
                taken.add(key)
                return row
        return None

    for place in range(1, len(chosen) + 1):
        row = following(found) if place % every == 0 else None
        row = following(listed) if row is None else row
        if row is not None:
            shown.append(row)
    return np.array(shown, np.int64)
