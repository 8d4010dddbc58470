"""Directions of taste: a few numbers for each item, found so that they explain who liked what.

Implicit-feedback matrix factorisation by alternating least squares (Y. Hu, Y. Koren and C. Volinsky,
"Collaborative filtering for implicit feedback datasets", ICDM 2008) with a ridge that is much stronger than
usual, which is what makes it good (S. Rendle and others, "Revisiting the performance of iALS on item
recommendation benchmarks", RecSys 2022). Each trait of the items is a further person, who likes all that
have it (Y. Fang and L. Si, "Matrix co-factorization for recommendation with rich side information and
implicit feedback", HetRec 2011), so that an item that few know stands where those like it stand. A client's
own numbers are not stored but found when they are needed, so that a new client needs no retraining.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from visrec_desktop.recommend.evidence import fading
from visrec_desktop.recommend.ratings import LIKED, Ratings, Row, Scores

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Matrix = npt.NDArray[np.float32]

_FAINT = 1e-4  # less is what is left of the starting numbers
_GUESSED = 1e-2  # size of the numbers that the search starts from


@dataclass(frozen=True, slots=True)
class Effort:
    """How the numbers are found.

    Attributes:
        count: numbers for each item.
        trust: how much more a like says than its absence.
        ridge: of all numbers.
        interest: what an event that is no like counts beside one.
        traits: what having a trait counts beside a like.
        rounds: over people and items.
        steps: of conjugate gradients in each of them.
        half: in a client's history so many events back count half.
    """

    count: int = 96
    trust: float = 80.0
    ridge: float = 400.0
    interest: float = 0.55
    traits: float = 2.0
    rounds: int = 10
    steps: int = 3
    half: float = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class Factors:
    """The items' numbers, float32 (items, count), how they were found, and their square, (count, count)."""

    items: Matrix
    effort: Effort
    square: Matrix = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "square", self.items.T @ self.items)

    @classmethod
    def fit(
        cls, ratings: Ratings, items: int, effort: Effort | None = None, traits: csr_array | None = None
    ) -> Factors:
        """Find them. Deterministic; takes a few seconds for 10,000 people.

        Args:
            ratings: of everybody; refusals are left out.
            items: how many items there are.
            effort: how to find them.
            traits: sparse (items, features), see `trait_rows`; None: nothing is known about the items.

        Raises:
            ValueError: a rating of an item that there is not.
        """
        from scipy.sparse import csr_array

        effort = effort or Effort()
        if len(ratings) and ratings.items.max() >= items:
            raise ValueError(f"a rating of item {ratings.items.max()}, of {items}")
        likes = _likes(ratings, items, effort, traits)
        liked_by, count = csr_array(likes.T), likes.shape[0]
        rng = np.random.default_rng(1)
        theirs = np.zeros((count, effort.count), np.float32)
        found = (rng.standard_normal((items, effort.count)) * _GUESSED).astype(np.float32)
        for _ in range(effort.rounds if count else 0):
            theirs = _solved(likes, found, theirs, effort)
            found = _solved(liked_by, theirs, found, effort)
        return cls(found if count else found * 0, effort)

    def scores(self, history: Row) -> Scores:
        """How well each item suits who has this history.

        Args:
            history: oldest first; items that are not known are ignored, and so are refusals.

        Returns:
            float32 (items,), 0 or more, about 1 for what suits best; all 0 when the history says nothing.
        """
        known = (history.items >= 0) & (history.items < len(self.items)) & (history.values > 0)
        chosen = self.items[history.items[known]]
        values = _weights(history.values[known], self.effort) * fading(len(chosen), self.effort.half)
        trust = (self.effort.trust * values).astype(np.float32)
        own = np.eye(self.items.shape[1], dtype=np.float32) * np.float32(self.effort.ridge)
        own += self.square + (chosen * trust[:, None]).T @ chosen
        suits: Scores = self.items @ np.linalg.solve(own, chosen.T @ (1 + trust))
        suits[suits < _FAINT] = 0
        return suits


def _likes(ratings: Ratings, items: int, effort: Effort, traits: csr_array | None) -> csr_array:
    """How much each person, and then each trait, likes each item: sparse float32 (rows, items)."""
    from scipy.sparse import csr_array, vstack

    kept = ratings.values > 0
    _, people = np.unique(ratings.people[kept], return_inverse=True)
    weights = _weights(ratings.values[kept], effort)
    count = int(people.max()) + 1 if len(people) else 0
    likes = csr_array((weights, (people, ratings.items[kept])), (count, items))
    if traits is None or not count:
        return likes
    return vstack([likes, np.float32(effort.traits) * csr_array(traits.T, dtype=np.float32)], format="csr")


def _weights(values: npt.NDArray[np.float64], effort: Effort) -> Matrix:
    return np.where(values >= LIKED, values, effort.interest * values).astype(np.float32)


def _solved(likes: csr_array, fixed: Matrix, guess: Matrix, effort: Effort) -> Matrix:
    """A few steps of conjugate gradients towards each row's ridge regression on what it likes.

    Args:
        likes: sparse (rows, columns), how much each row likes each column.
        fixed: float32 (columns, count).
        guess: float32 (rows, count), where to start.
        effort: trust, ridge and steps.
    """
    rows = np.repeat(np.arange(likes.shape[0]), np.diff(likes.indptr))
    chosen = fixed[likes.indices]
    trust = np.float32(effort.trust) * likes.data
    square = fixed.T @ fixed + np.float32(effort.ridge) * np.eye(fixed.shape[1], dtype=np.float32)

    def gathered(weights: Matrix) -> Matrix:
        spread: Any = likes.copy()
        spread.data = weights
        total: Matrix = (spread @ fixed).astype(np.float32)
        return total

    def applied(point: Matrix) -> Matrix:
        return point @ square + gathered(trust * np.einsum("kf,kf->k", point[rows], chosen))

    point = guess.copy()
    rest = gathered(1 + trust) - applied(point)
    way = rest.copy()
    size = np.einsum("rf,rf->r", rest, rest)
    for _ in range(effort.steps):
        bent = applied(way)
        length = size / np.maximum(np.einsum("rf,rf->r", way, bent), np.float32(1e-20))
        point += length[:, None] * way
        rest -= length[:, None] * bent
        following = np.einsum("rf,rf->r", rest, rest)
        way = rest + (following / np.maximum(size, np.float32(1e-20)))[:, None] * way
        size = following
    return point
