"""The program's own recommendations on the ratings of wines, put together as `services` does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from benchmarks.wines import COLUMNS, INTEREST, LIKE, Ints, Mask, Split, Wines
from visrec_desktop.core.clients import (
    PRIOR_WEIGHTS,
    Client,
    ClientId,
    Event,
    EventId,
    EventKind,
    History,
    Refusal,
    Snapshot,
)
from visrec_desktop.recommend.affinity import attribute_affinity
from visrec_desktop.recommend.blend import Blend, Opinion
from visrec_desktop.recommend.frame import Frame
from visrec_desktop.recommend.learning import learn_weights
from visrec_desktop.recommend.popularity import lift, popularity
from visrec_desktop.recommend.profile import build_profile
from visrec_desktop.recommend.ranking import combine, rerank
from visrec_desktop.recommend.ratings import Ratings, Row
from visrec_desktop.recommend.trait_rows import trait_rows
from visrec_desktop.recommend.traits import ItemTraits, TraitTable

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Scores = npt.NDArray[np.float32]

TOP = 10
PAGE, PASSED_OVER = 60, 10
"""What the Match page shows at once, and how many of those beside the one that was liked are looked at."""
BLOCK_DAYS = 10.0
"""Popularity is looked at as it was at the last multiple of so many days."""
_US = 86_400_000_000


def ratings_of(wines: Wines, known: Mask) -> Ratings:
    """Known ratings as the program takes them."""
    return Ratings.of(wines.people[known], wines.items[known], wines.values[known], wines.days[known])


def rows_of(ratings: Ratings, people: Ints) -> Iterator[Row]:
    """The history of each of these people."""
    first = np.searchsorted(ratings.people, people, "left")
    last = np.searchsorted(ratings.people, people, "right")
    for start, end in zip(first, last, strict=True):
        yield Row(ratings.items[start:end], ratings.values[start:end])


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Popularity and lift as they were at the moment each person was last seen; no later rating counts."""

    ratings: Ratings
    items: int

    def at(self, now: float) -> tuple[Scores, Scores]:
        """Popularity and lift of a moment."""
        until = self.ratings.days < now
        before = Ratings(*(getattr(self.ratings, n)[until] for n in ("people", "items", "values", "days")))
        return popularity(before, self.items, now), lift(before, self.items, now)

    def of(self, nows: npt.NDArray[np.float64]) -> Iterator[tuple[Scores, Scores]]:
        """Those of many moments, rounded down to blocks of days."""
        kept: dict[float, tuple[Scores, Scores]] = {}
        for now in np.floor(nows / BLOCK_DAYS) * BLOCK_DAYS:
            if now not in kept:
                kept[now] = self.at(float(now))
            yield kept[now]


def item_scores(wines: Wines, split: Split, *, traits: bool, likes_only: bool = False) -> Scores:
    """Scores of what the other clients say alone (`together`): float32 (people, wines)."""
    known = split.known & (wines.liked | (not likes_only))
    ratings = ratings_of(wines, known)
    count = len(wines.wines)
    blend = Blend.fit(ratings, count, _traits(wines) if traits else None)
    moments = Moments(ratings, count).of(split.now)
    rows = rows_of(ratings, split.people)
    opinions = (blend.opinion(row, raised) for row, (_, raised) in zip(rows, moments, strict=True))
    return np.array([np.zeros(count, np.float32) if each is None else each.scores() for each in opinions])


def _traits(wines: Wines) -> csr_array:
    return trait_rows([wines.column(name) for name in COLUMNS])


def looks(wines: Wines) -> Scores:
    """Unit vectors of what wines are, float32 (wines, d): what diversity works on."""
    rows = _traits(wines).toarray().astype(np.float32)
    unit: Scores = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """What the program knows for each person about each wine, float32 (people, wines) in [0, 1] each."""

    together: Scores
    attributes: Scores
    popularity: Scores
    opinions: Sequence[Opinion | None]

    @classmethod
    def of(cls, wines: Wines, split: Split) -> Signals:
        """All signals that there can be without pictures."""
        ratings = ratings_of(wines, split.known)
        count = len(wines.wines)
        blend = Blend.fit(ratings, count, _traits(wines))
        shape = (len(split.people), count)
        together, attributes, popular = (np.zeros(shape, np.float32) for _ in range(3))
        opinions: list[Opinion | None] = []
        moments = Moments(ratings, count).of(split.now)
        table = TraitTable.from_items([_item(wine) for wine in wines.wines], [None] * count)
        histories = _histories(wines, split)
        rows = rows_of(ratings, split.people)
        for place, (row, history, (known, raised)) in enumerate(zip(rows, histories, moments, strict=True)):
            opinion = blend.opinion(row, raised)
            opinions.append(opinion)
            together[place] = 0.0 if opinion is None else opinion.scores()
            affinity = attribute_affinity(build_profile(history, int(split.now[place] * _US)), table)
            attributes[place] = 0.0 if affinity is None else affinity
            popular[place] = known
        return cls(together, attributes, popular, opinions)

    def frame(self, place: int, unseen: Ints, weights: Mapping[str, float], diversity: float = 0.0) -> Frame:
        """One person's frame of the wines not seen yet."""
        opinion = self.opinions[place]
        told = None if opinion is None else opinion.at(unseen)
        together = np.zeros(len(unseen)) if told is None else told.scores(diversity)
        client = {
            "together": together,
            "attributes": self.attributes[place, unseen],
            "popularity": self.popularity[place, unseen],
        }
        finds = np.zeros(len(unseen), np.float32) if told is None else told.finds()
        return Frame(unseen, client=client, weights=weights, finds=finds)


def lists(
    signals: Signals,
    seen: Mask,
    weights: Mapping[str, float],
    vectors: Scores,
    diversity: float = 0.0,
) -> Ints:
    """Everybody's ten best, as the Match page orders them: int64 (people, 10)."""
    found = np.zeros((len(seen), TOP), np.int64)
    for place, known in enumerate(seen):
        unseen = np.flatnonzero(~known)
        frame = signals.frame(place, unseen, weights, diversity)
        ranked = rerank(frame, 1.0, diversity, TOP, vectors[unseen].__getitem__)
        found[place] = unseen[[each.row for each in ranked]]
    return found


def learned_weights(wines: Wines, validation: Split, seen: Mask, signals: Signals) -> dict[str, float]:
    """What the shop's feedback would teach: what was liked over others of the page that showed it."""
    rng = np.random.default_rng(1)
    preferences: list[tuple[dict[str, float], dict[str, float]]] = []
    for place, target in enumerate(validation.targets):
        unseen = np.flatnonzero(~seen[place])
        scores = combine(signals.frame(place, unseen, PRIOR_WEIGHTS), 1.0)
        shown = unseen[np.argsort(-scores, kind="stable")[:PAGE]]
        if target in shown:
            liked = _parts(signals, place, target)
            others = rng.choice(shown[shown != target], PASSED_OVER, replace=False)
            preferences += [(liked, _parts(signals, place, other)) for other in others]
    return learn_weights(preferences, PRIOR_WEIGHTS)


def _parts(signals: Signals, place: int, item: int) -> dict[str, float]:
    names = ("together", "attributes", "popularity")
    return {name: float(getattr(signals, name)[place, item]) for name in names}


def _item(wine: Mapping[str, str]) -> ItemTraits:
    """A wine as a product: its type is the category, the winery the brand, the body the style."""
    return ItemTraits(
        category=wine["Type"], brand=wine["WineryName"], style=wine["Body"], colour=wine["Country"]
    )


def _histories(wines: Wines, split: Split) -> Iterator[History]:
    places = np.flatnonzero(split.known)
    first = np.searchsorted(wines.people[places], split.people, "left")
    last = np.searchsorted(wines.people[places], split.people, "right")
    items = [_item(wine) for wine in wines.wines]
    snapshots = [
        Snapshot(str(number), "", item.category, item.brand, item.style, item.colour)
        for number, item in enumerate(items)
    ]
    for start, end in zip(first, last, strict=True):
        events = tuple(_event(wines, place) for place in places[start:end])
        known = {event.sku: snapshots[int(event.sku)] for event in events}
        yield History(Client(ClientId(1), "Client"), events, known)


def _event(wines: Wines, place: int) -> Event:
    stars = wines.stars[place]
    refused = stars < INTEREST
    kind = EventKind.LIKE if stars >= LIKE else EventKind.DISLIKE if refused else EventKind.CLICK
    when = int(wines.days[place] * _US)
    reason = Refusal.OTHER if refused else None
    return Event(EventId(int(place)), ClientId(1), str(wines.items[place]), kind, when, reason)


def seen_by(wines: Wines, split: Split) -> Mask:
    """What each person has rated: bool (people, wines). Nobody is shown it again, by any method."""
    places = np.full(int(wines.people.max()) + 1, -1)
    places[split.people] = np.arange(len(split.people))
    rows = places[wines.people[split.known]]
    seen = np.zeros((len(split.people), len(wines.wines)), np.bool_)
    seen[rows[rows >= 0], wines.items[split.known][rows >= 0]] = True
    return seen


def best_lists(scores: Scores, seen: Mask) -> Ints:
    """Ten best unseen of each person, equals by number: int64 (people, 10)."""
    hidden = np.where(seen, -np.inf, scores)
    return np.argsort(-hidden, axis=1, kind="stable")[:, :TOP]
