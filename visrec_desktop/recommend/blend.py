"""What the other clients say: the item-item model and the directions of taste, as one signal.

The two err in different ways. The item-item model is exact about pairs, and knows items that few have liked;
the directions of taste smooth over gaps. Their geometric mean is better than either on held-out likes
(`benchmarks/recommendation.py`), and what only one of them believes in does not come first.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.collaborative import ItemItem, Settings
from visrec_desktop.recommend.diversity import pull
from visrec_desktop.recommend.factors import Effort, Factors
from visrec_desktop.recommend.finds import reach, spoken_for
from visrec_desktop.recommend.novelty import novelty
from visrec_desktop.recommend.ratings import Ints, Ratings, Row, Scores

if TYPE_CHECKING:
    from scipy.sparse import csr_array

DOUBT = 0.03
"""What is added to both before their mean is taken: what one of them does not know is not out yet."""
SHARE = 0.6
"""Of the directions of taste in the mean, while the control stands at safe."""
SURPRISE = 5.0
"""At the control's far end an item that nobody knows counts 2^5 times as much as the best known."""
_FLOOR = np.log2(np.float32(DOUBT))
_MEASURE = 3  # scores are brought to the third best, which is steadier than the best


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """What the others say to one client, ready to be weighed anew at each move of the control.

    Attributes:
        pairs: logarithm (base 2) of what the item-item model says, float32 (items,).
        factors: the same of the directions of taste.
        lift: the same of the popularity of the moment.
        novelty: float32 (items,) in [0, 1].
        reach: how well each item suits the few whom it suits best, see `finds.reach`, float32 (items,).
    """

    pairs: Scores
    factors: Scores
    lift: Scores
    novelty: Scores
    reach: Scores

    def at(self, rows: Ints) -> Opinion:
        """What it says about some of the items."""
        return Opinion(
            *(column[rows] for column in (self.pairs, self.factors, self.lift, self.novelty, self.reach))
        )

    def scores(self, diversity: float = 0.0) -> Scores:
        """How well each item suits, from safe to surprising.

        p^(1 - w) f^w l 2^(g d n) over its maximum, where p and f are what the two models say, l the lift, n
        the novelty, d the `pull` of the control, w = max(0, `SHARE` - d) and g = `SURPRISE`. The directions
        of taste lean towards what many like, and so their part shrinks as the control moves.

        Args:
            diversity: the control, from 0 (safe) to 1 (surprising).

        Returns:
            float32 (items,) in [0, 1], the best being 1.
        """
        surprise = np.float32(pull(diversity))
        share = np.maximum(np.float32(SHARE) - surprise, np.float32(0.0))
        bits = (1 - share) * self.pairs + share * self.factors + self.lift
        bits += np.float32(SURPRISE) * surprise * self.novelty
        scored: Scores = np.exp2(bits - bits.max(initial=-np.inf))
        return scored

    def finds(self) -> Scores:
        """What suits this client as it suits hardly anybody else.

        Returns:
            float32 (items,): 1 for an item that suits as well as it does the last of the few whom it suits
            best, more the better it suits, and 0 where it does not suit so well. The moment does not matter.
        """
        over = _suits(self.pairs, self.factors) - self.reach
        found: Scores = np.where(over >= 0, np.exp2(np.maximum(over, 0)), 0).astype(np.float32)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Blend:
    """Both models. It never changes: learning more gives a new one, so that threads can share it."""

    pairs: ItemItem
    factors: Factors
    reach: Scores = field(default_factory=lambda: np.zeros(0, np.float32))

    @classmethod
    def fit(
        cls,
        ratings: Ratings,
        items: int,
        traits: csr_array | None = None,
        settings: Settings | None = None,
        effort: Effort | None = None,
    ) -> Blend:
        """Learn from all clients; a few seconds for 10,000 people.

        Args:
            ratings: of everybody.
            items: how many items there are.
            traits: sparse (items, features), see `trait_rows`; None: nothing is known about the items.
            settings: of the item-item model.
            effort: of the directions of taste.

        Raises:
            ValueError: a rating of an item that there is not, or traits of another number of items.
        """
        pairs = ItemItem.fit(ratings, items, traits, settings)
        blend = cls(pairs, Factors.fit(ratings, items, effort, traits))
        told = (blend._new_to(row) for row in spoken_for(ratings, items))
        return replace(blend, reach=reach(told, items, _FLOOR))

    def opinion(self, history: Row, lift: Scores | None = None) -> Opinion | None:
        """What both say to someone with this history; None when they have nothing to say.

        Args:
            history: oldest first; items that are not known are ignored, and so are refusals.
            lift: float32 (items,), see `popularity.lift`; None: the moment does not matter.
        """
        pairs, factors = self._told(history)
        if not (pairs > _FLOOR).any() and not (factors > _FLOOR).any():
            return None
        bits = np.zeros(len(pairs), np.float32) if lift is None else np.log2(lift)
        return Opinion(pairs, factors, bits, novelty(self.pairs.likes), self.reach)

    def learned(self, after: Row | None, before: Row | None = None) -> Blend:
        """The models after one person's history has changed: see `ItemItem.learned`.

        The directions of taste stay as they are until the next fit. A client's own place among them is found
        anew for each question, so that what the client just liked counts at once.
        """
        return replace(self, pairs=self.pairs.learned(after, before))

    def _told(self, history: Row) -> tuple[Scores, Scores]:
        """What each of the two says, in bits."""
        doubt = np.float32(DOUBT)
        each = (_measured(model.scores(history)) for model in (self.pairs, self.factors))
        pairs, factors = (np.log2(scores + doubt) for scores in each)
        return pairs, factors

    def _new_to(self, history: Row) -> Scores:
        """How well the items suit that are not in the history, in bits."""
        told = _suits(*self._told(history))
        told[history.items] = _FLOOR
        return told


def _suits(pairs: Scores, factors: Scores) -> Scores:
    """How well each item suits at any moment, in bits."""
    suits: Scores = np.float32(1 - SHARE) * pairs + np.float32(SHARE) * factors
    return suits


def _measured(scores: Scores) -> Scores:
    """Scores in units of the third best; all 0 stay so."""
    if not scores.any():
        return scores
    place = min(_MEASURE, len(scores))
    unit = np.partition(scores, len(scores) - place)[len(scores) - place]
    measured: Scores = scores / (unit if unit > 0 else scores.max())
    return measured
