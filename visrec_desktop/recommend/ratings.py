"""Who thought what of which item, and when: the input of everything that learns from all clients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Scores = npt.NDArray[np.float32]

LIKED = 1.0
"""From this value on something was liked; less is an interest, and below 0 a refusal."""


class Row(NamedTuple):
    """What one person thought of items, oldest first; each item once.

    `items` is int64 (h,), `values` float64 (h,): 1 is a like, 1.5 a purchase, 0 to 1 an interest, below 0 a
    refusal.
    """

    items: Ints
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """One entry for each pair of person and item; by person, then oldest first. Made by `Ratings.of`.

    Attributes:
        people: int64 (k,), ascending.
        items: int64 (k,).
        values: float64 (k,), as in `Row`.
        days: float64 (k,): when, in days from any origin.
    """

    people: Ints
    items: Ints
    values: Floats
    days: Floats

    @classmethod
    def of(cls, people: Ints, items: Ints, values: Floats, days: Floats) -> Ratings:
        """Put events in order, and keep one entry for each pair of person and item.

        What counts of a pair's events is the latest like, purchase or refusal, and where there was none, the
        greatest interest; the entry stands where the pair's latest event stood. So a thousand likes of one
        product are one like, and looking at it again does not weaken it.

        Args:
            people: int (k,), not below 0; they need not be without gaps.
            items: int (k,), not below 0.
            values: float (k,).
            days: float (k,).

        Raises:
            ValueError: the lengths differ, a number is below 0, or a value or day is not finite.
        """
        people, items = np.asarray(people, np.int64), np.asarray(items, np.int64)
        values, days = np.asarray(values, np.float64), np.asarray(days, np.float64)
        if not len(people) == len(items) == len(values) == len(days):
            raise ValueError("people, items, values and days differ in length")
        if len(people) and (people.min() < 0 or items.min() < 0):
            raise ValueError("people and items are numbered from 0")
        if not (np.isfinite(values).all() and np.isfinite(days).all()):
            raise ValueError("values and days must be finite")
        kept = _decisive(people, items, values, days)
        latest = _latest(people, items, days)
        order = np.lexsort((latest, days[latest], people[latest]))
        return cls(people[latest][order], items[latest][order], values[kept][order], days[latest][order])

    def __len__(self) -> int:
        return len(self.people)

    def rows(self) -> Iterator[Row]:
        """What each person thought, in the order of people."""
        edges = np.flatnonzero(np.diff(self.people)) + 1
        starts = [0, *edges.tolist(), len(self)] if len(self) else [0]
        for start, end in pairwise(starts):
            yield Row(self.items[start:end], self.values[start:end])


def _latest(people: Ints, items: Ints, days: Floats) -> Ints:
    """The place of each pair's latest event, in the order of pairs."""
    order = np.lexsort((np.arange(len(people)), days, items, people))
    return order[_ends(people[order], items[order])]


def _decisive(people: Ints, items: Ints, values: Floats, days: Floats) -> Ints:
    """The place of each pair's event that counts, in the order of pairs."""
    decisive = (values >= LIKED) | (values < 0)
    order = np.lexsort((np.arange(len(people)), np.where(decisive, days, values), decisive, items, people))
    return order[_ends(people[order], items[order])]


def _ends(people: Ints, items: Ints) -> npt.NDArray[np.bool_]:
    """Where the last event of each pair stands in sorted events."""
    ends = np.ones(len(people), np.bool_)
    ends[:-1] = (np.diff(people) != 0) | (np.diff(items) != 0)
    return ends
