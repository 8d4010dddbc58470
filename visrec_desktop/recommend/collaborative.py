"""What clients with similar taste liked: an item-item model that needs no retraining for a new client.

Scores are a linear map of the history: s = x B. B is found in closed form by ridge regression, as in EASE^R
(H. Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019), with these changes, each of which
was measured on ratings of wines (`benchmarks/recommendation.py`):

- what is explained are likes only; what explains them is everything that caught the person's eye;
- "what came next" is regressed beside "what goes together" (M. Choe and others, "Session-aware linear
  item-item models for session-based recommendation", WWW 2021);
- a long history has fewer votes than it has events (M. Deshpande and G. Karypis, "Item-based top-N
  recommendation algorithms", ACM TOIS 2004, normalise people likewise);
- a part of the ridge grows with how often an item comes up, as if inputs were dropped at random (H. Steck,
  "Autoencoders that don't overfit towards the identity", NeurIPS 2020);
- traits of the items are further rows of the regression (X. Ning and G. Karypis, "Sparse linear methods with
  side information for top-n recommendations", RecSys 2012);
- recent events count more, and frequent items are discounted a little (H. Steck, "Item popularity and
  recommendation accuracy", RecSys 2011).

The closed form needs a dense inverse: O(m^3) time and 16 m^2 bytes for the m items that come up most, at most
`Settings.dense` and none that never came up. Items beyond that are scored by the first step of the same
regression, co-occurrence scaled by how often an item comes up. One core takes about a second for 10,000
people and 1,000 items.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.evidence import MOST_EVENTS, Evidence, evidence, fading
from visrec_desktop.recommend.ratings import LIKED, Floats, Ints, Ratings, Row, Scores

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True)
class Settings:
    """How the model learns.

    Found on held-out likes of 10,000 people; they hold for 50, 200 and 1,000 people to learn from.

    Attributes:
        ridge: of every item.
        dropped: of an item in proportion to how often it comes up.
        order: share of "what came next" beside "what goes together".
        half: so many events back count half.
        vote: everybody's evidence is divided by this power of the history's length.
        traits: weight of the items' traits in what explains.
        hints: weight of the traits in what is explained, beside `traits`.
        discount: exponent of an item's likes that its scores are divided by.
        calm: likes added to each item before that.
        dense: the most items in the dense inverse.
        unseen: what an item without any evidence is worth before its popularity of the moment counts.
    """

    ridge: float = 33.0
    dropped: float = 4.0
    order: float = 0.4
    half: float = 9.0
    vote: float = 0.65
    traits: float = 0.7
    hints: float = 0.3
    discount: float = 0.1
    calm: float = 10.0
    dense: int = 2000
    unseen: float = 7e-4


@dataclass(frozen=True, slots=True, eq=False)
class ItemItem:
    """The model. It never changes: learning more gives a new one, so that threads can share it.

    Attributes:
        settings: how it learned.
        head: int64 (m,), ascending: the items in the dense inverse.
        inverse: float64 (m, m), of the regularised Gram matrix.
        product: float64 (m, m), inverse times flow.
        flow: sparse (items, items): what goes with what was liked; traits not included.
        seen: float64 (items,): how often each item comes up, in votes.
        likes: float64 (items,): how many people liked each.
        traits: sparse (items, features).
    """

    settings: Settings
    head: Ints
    inverse: Floats
    product: Floats
    flow: csr_array
    seen: Floats
    likes: Floats
    traits: csr_array

    @classmethod
    def fit(
        cls,
        ratings: Ratings,
        items: int,
        traits: csr_array | None = None,
        settings: Settings | None = None,
    ) -> ItemItem:
        """Learn from all clients.

        Args:
            ratings: of everybody.
            items: how many items there are; more than have ratings, if need be.
            traits: sparse (items, features), see `trait_rows`; None: nothing is known about the items.
            settings: how to learn.

        Raises:
            ValueError: a rating of an item that there is not, or traits of another number of items.
        """
        from scipy.sparse import csr_array

        settings = settings or Settings()
        traits = csr_array((items, 0)) if traits is None else csr_array(traits)
        if len(ratings) and ratings.items.max() >= items:
            raise ValueError(f"a rating of item {ratings.items.max()}, of {items}")
        if traits.shape[0] != items:
            raise ValueError(f"traits of {traits.shape[0]} items, of {items}")
        gram, flow, seen = _counted(ratings, items, settings)
        likes = np.bincount(ratings.items[ratings.values >= LIKED], minlength=items).astype(np.float64)
        head = np.sort(np.argsort(-seen, kind="stable")[: min(settings.dense, np.count_nonzero(seen))])
        ridge = settings.ridge + settings.dropped * seen[head]
        rows = traits[head]
        alike = settings.traits * (rows @ rows.T).toarray()
        inverse = np.linalg.inv(gram[head][:, head].toarray() + alike + np.diag(ridge))
        product = inverse @ (flow[head][:, head].toarray() + settings.hints * alike)
        return cls(settings, head, inverse, product, flow, seen, likes, traits)

    def scores(self, history: Row, lift: Scores | None = None) -> Scores:
        """How well each item suits who has this history.

        Args:
            history: oldest first; items that the model does not know are ignored, and so are refusals.
            lift: float32 (items,), what each item's popularity of the moment multiplies its score with (see
                `popularity.lift`); None: nothing.

        Returns:
            float32 (items,) in [0, 1], the best being 1; all 0 when the history says nothing.
        """
        raw = np.maximum(self._contributions(history).sum(axis=0), 0.0)
        if lift is not None and raw.any():
            raw = (raw + self.settings.unseen) * lift
        best = raw.max(initial=0.0)
        scored: Scores = (raw / best if best > 0 else raw).astype(np.float32)
        return scored

    def because(self, history: Row, item: int) -> Floats:
        """What each entry of a history adds to the score of an item, float64 (h,), in shares of 1.

        What speaks against it counts 0; all are 0 when nothing in the history speaks for the item.
        """
        if not 0 <= item < len(self.seen):
            return np.zeros(len(history.items))
        kept = (history.items >= 0) & (history.items < len(self.seen))
        shares = np.zeros(len(history.items))
        shares[kept] = np.maximum(self._contributions(history)[:, item], 0.0)
        total = shares.sum()
        return shares / total if total > 0 else shares

    def neighbours(self, item: int, top: int = 10) -> list[tuple[int, float]]:
        """The items that a like of `item` speaks for most, and how much, strongest first; none below 0."""
        if not 0 <= item < len(self.seen):
            return []
        strengths = self._contributions(Row(np.array([item]), np.array([LIKED])))[0]
        strengths[item] = 0.0
        order = np.argsort(-strengths, kind="stable")[:top]
        return [(int(each), float(strengths[each])) for each in order if strengths[each] > 0]

    def learned(self, after: Row | None, before: Row | None = None) -> ItemItem:
        """The model after one person's history has changed; as a new fit would find it (but for `head`).

        The inverse is updated by the identity of Sherman, Morrison and Woodbury: O(m^2 n) for n items.

        Args:
            after: the history now; None: the person is gone.
            before: the history that the model has learned; None: the person is new.

        Raises:
            ValueError: an item that the model does not know.
        """
        items, change, likes = _change(after, before, self.settings)
        if len(items) and not 0 <= items.min() <= items.max() < len(self.seen):
            raise ValueError("an item that the model does not know: fit it anew")
        seen, liked = self.seen.copy(), self.likes.copy()
        seen[items] += np.diag(change.gram)
        liked[items] += likes
        inverse, product = self._updated(items, change)
        flow = self.flow + _placed(items, change.flow, len(seen))
        return replace(self, inverse=inverse, product=product, flow=flow, seen=seen, likes=liked)

    def _updated(self, items: Ints, change: Evidence) -> tuple[Floats, Floats]:
        """The inverse and the product after a change of Gram matrix and flow at these items."""
        inside = np.isin(items, self.head)
        if not inside.any():
            return self.inverse, self.product
        at = np.searchsorted(self.head, items[inside])
        gram, flow = change.gram[np.ix_(inside, inside)], change.flow[np.ix_(inside, inside)]
        block = gram + self.settings.dropped * np.diag(np.diag(gram))
        columns = self.inverse[:, at]
        middle = block @ np.linalg.inv(np.eye(len(at)) + columns[at] @ block)
        inverse = self.inverse - columns @ middle @ columns.T
        product = self.product - columns @ (middle @ self.product[at])
        product[:, at] += inverse[:, at] @ flow
        return inverse, product

    def _contributions(self, history: Row) -> Floats:
        """What each known entry of a history adds to the raw score of each item, float64 (h, items)."""
        known = (history.items >= 0) & (history.items < len(self.seen))
        items = history.items[known]
        weights = np.maximum(history.values[known], 0.0) * fading(len(items), self.settings.half)
        dense = np.isin(items, self.head)
        rows = np.zeros((len(items), len(self.seen)))
        if not dense.all() or len(self.head) < len(self.seen):
            rows = self._first_step(items)
        at = np.searchsorted(self.head, items[dense])
        unbiased = self.inverse[at] * (np.diag(self.product) / np.diag(self.inverse))
        rows[np.ix_(np.flatnonzero(dense), self.head)] = self.product[at] - unbiased
        discounts = ((self.likes + self.settings.calm) / 100) ** -self.settings.discount
        scored: Floats = rows * weights[:, None] * discounts
        return scored

    def _first_step(self, items: Ints) -> Floats:
        """What a like of each of these items says about all items, by co-occurrence, float64 (h, items)."""
        settings = self.settings
        alike = (self.traits[items] @ self.traits.T).toarray()
        rows = self.flow[items].toarray() + settings.traits * settings.hints * alike
        own = settings.traits * self.traits[items].power(2).sum(axis=1)
        rows /= (settings.ridge + (1 + settings.dropped) * self.seen[items] + own)[:, None]
        rows[np.arange(len(items)), items] = 0.0
        first: Floats = rows
        return first


def _counted(ratings: Ratings, items: int, settings: Settings) -> tuple[csr_array, csr_array, Floats]:
    """Gram matrix and flow of everybody, sparse (items, items), and the diagonal of the former."""
    from scipy.sparse import coo_array, csr_array

    rows, columns, grams, flows = [], [], [], []
    for row in ratings.rows():
        recent = _recent(row)
        found = evidence(recent, settings.half, settings.order, settings.vote)
        rows.append(np.repeat(recent.items, len(recent.items)))
        columns.append(np.tile(recent.items, len(recent.items)))
        grams.append(found.gram.ravel())
        flows.append(found.flow.ravel())
    if not rows:
        empty = csr_array((items, items))
        return empty, empty, np.zeros(items)
    places = np.concatenate(rows), np.concatenate(columns)
    gram, flow = (
        coo_array((np.concatenate(values), places), (items, items)).tocsr() for values in (grams, flows)
    )
    return gram, flow, gram.diagonal()


def _recent(row: Row) -> Row:
    return Row(row.items[-MOST_EVENTS:], row.values[-MOST_EVENTS:])


def _change(after: Row | None, before: Row | None, settings: Settings) -> tuple[Ints, Evidence, Floats]:
    """What a change of one history adds: the items, Gram matrix and flow at them, and likes of them."""
    nothing = Row(np.zeros(0, np.int64), np.zeros(0))
    pair = [(nothing if row is None else row, sign) for row, sign in ((before, -1.0), (after, 1.0))]
    items = np.unique(np.concatenate([row.items for row, _ in pair]))
    gram, flow, likes = np.zeros((len(items),) * 2), np.zeros((len(items),) * 2), np.zeros(len(items))
    for row, sign in pair:
        recent = _recent(row)
        found = evidence(recent, settings.half, settings.order, settings.vote)
        at = np.searchsorted(items, recent.items)
        gram[np.ix_(at, at)] += sign * found.gram
        flow[np.ix_(at, at)] += sign * found.flow
        likes[np.searchsorted(items, row.items)] += sign * (row.values >= LIKED)
    return items, Evidence(gram, flow), likes


def _placed(items: Ints, block: Floats, count: int) -> csr_array:
    from scipy.sparse import coo_array

    places = np.repeat(items, len(items)), np.tile(items, len(items))
    return coo_array((block.ravel(), places), (count, count)).tocsr()
