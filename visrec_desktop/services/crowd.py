"""What all clients together teach: who liked one thing liked another, and what is liked by many."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import PRIOR_WEIGHTS, EventKind
from visrec_desktop.recommend.blend import Blend, Opinion
from visrec_desktop.recommend.popularity import lift, popularity
from visrec_desktop.recommend.ratings import LIKED, Ratings
from visrec_desktop.recommend.together import Together
from visrec_desktop.recommend.trait_rows import price_band, trait_rows
from visrec_desktop.services.person import Person, opinion

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from visrec_desktop.data.profiles.values import Interaction
    from visrec_desktop.services.shelf import Shelf
    from visrec_desktop.services.workspace import Workspace

_SEPARATORS = re.compile(r"\s*[,;|/]\s*")
LONGEST = 80
"""A longer attribute is a text, not a trait."""
DAY_US = 86_400_000_000
CROWD = 3
"""Fewer clients than this are no crowd: what they chose says something about each of them, and no more."""
MANY = 2
"""What fewer clients like is not called popular."""
SAME_VISIT_DAYS = 1.0
"""What happened to one client within so many days counts as chosen together."""
PATIENCE = 200
"""How many states of the clients may pass before the models are learned anew without waiting."""


@dataclass(frozen=True)
class Crowd:
    """Models over the products of the shelf, in its order, followed by SKUs the catalog has no more.

    Attributes:
        places: the place of each SKU.
        model: what others say; None while fewer than `CROWD` clients have liked anything.
        popular: float32 (n,) for the shelf's n products, 0 for what fewer than `MANY` like; None likewise.
        lift: what the moment's popularity multiplies scores with, float32 (places,); None likewise.
        together: what goes with what.
        weights: of the client's parts of a score, as the shop's feedback has taught them.
    """

    places: Mapping[str, int]
    model: Blend | None
    popular: NDArray[np.float32] | None
    lift: NDArray[np.float32] | None
    together: Together
    weights: Mapping[str, float]

    def view(self, who: Person, rows: NDArray[np.int64]) -> View | None:
        """What others say to a client about products of these rows; None when they have nothing to say."""
        if self.model is None:
            return None
        history = who.row(self.places)
        opinion = self.model.opinion(history, self.lift)
        if opinion is None:
            return None
        return View(opinion.at(rows), np.isin(rows, history.items))


@dataclass(frozen=True, eq=False)
class View:
    """What others say about some products.

    `chosen` marks those that the client has an opinion of already: what others say adds nothing there.
    """

    opinion: Opinion
    chosen: NDArray[np.bool_]

    def at(self, places: NDArray[np.int64]) -> View:
        """The same about some of these products."""
        return View(self.opinion.at(places), self.chosen[places])

    def scores(self, diversity: float = 0.0) -> NDArray[np.float32]:
        """How well each suits, from safe to surprising, float32 (m,) in [0, 1]."""
        return np.where(self.chosen, np.float32(0), self.opinion.scores(diversity))


def crowd(workspace: Workspace, shelf: Shelf) -> Crowd:
    """The models of the present catalog, as they were last learned. Any thread.

    What one client does counts for that client at once, by the history; what others learn from it waits
    until `renew` is called in a quiet moment, or the models were asked for `PATIENCE` times since.
    """
    profiles = workspace.profiles()
    stamp = workspace.catalog_stamp()
    state = profiles.change_seq()
    _, weights = profiles.weights()
    found = workspace.kept.get("crowd", stamp)
    if isinstance(found, _Learned) and found.is_good_for(state):
        return replace(found.crowd, weights=weights)
    return _learned(workspace, shelf, stamp, state)


def renew(workspace: Workspace, shelf: Shelf) -> None:
    """Learn the models anew if any client has changed since. Work thread only."""
    stamp = workspace.catalog_stamp()
    state = workspace.profiles().change_seq()
    found = workspace.kept.get("crowd", stamp)
    if not isinstance(found, _Learned) or found.states != {state}:
        _learned(workspace, shelf, stamp, state)


def _learned(workspace: Workspace, shelf: Shelf, stamp: object, state: int) -> Crowd:
    profiles = workspace.profiles()
    learned = learn(shelf, profiles.interactions(), profiles.weights()[1])
    workspace.kept.put("crowd", stamp, _Learned({state}, learned))
    return learned


@dataclass(frozen=True, slots=True)
class _Learned:
    """A crowd, and the states of the clients' file for which it was good enough; the first is its own."""

    states: set[int]
    crowd: Crowd

    def is_good_for(self, state: int) -> bool:
        """Whether few enough changes came since it learned."""
        self.states.add(state)
        return len(self.states) <= PATIENCE


def learn(
    shelf: Shelf, interactions: Sequence[Interaction], weights: Mapping[str, float] = PRIOR_WEIGHTS
) -> Crowd:
    """Learn from everything that happened between all clients and all products."""
    count = len(shelf.products)
    places = dict(shelf.row_of)
    for entry in interactions:
        places.setdefault(entry.sku, len(places))
    told = [(entry, opinion(entry.kind, entry.reason)) for entry in interactions]
    told = [(entry, value) for entry, value in told if value]
    ratings = Ratings.of(
        np.array([entry.client_id for entry, _ in told], dtype=np.int64),
        np.array([places[entry.sku] for entry, _ in told], dtype=np.int64),
        np.array([value for _, value in told], dtype=np.float64),
        np.array([entry.at / DAY_US for entry, _ in told], dtype=np.float64),
    )
    categories = [product.category for product in shelf.products] + [""] * (len(places) - count)
    together = Together.fit(_baskets(interactions, places), categories)
    liked = ratings.values >= LIKED
    if len(np.unique(ratings.people[liked])) < CROWD:
        return Crowd(places, None, None, None, together, weights)
    now = time.time_ns() / 1000 / DAY_US
    model = Blend.fit(ratings, len(places), _traits(shelf, len(places)))
    popular = popularity(ratings, len(places), now)[:count]
    popular[np.bincount(ratings.items[liked], minlength=len(places))[:count] < MANY] = 0.0
    return Crowd(places, model, popular, lift(ratings, len(places), now), together, weights)


def _traits(shelf: Shelf, count: int) -> csr_array:
    """What the products are; of those the catalog has no more nothing is known."""
    own: list[list[Sequence[str]]] = [
        [(item.category,) for item in shelf.traits],
        [(item.brand,) for item in shelf.traits],
        [(item.colour,) for item in shelf.traits],
        [(price_band(item.price),) for item in shelf.traits],
    ]
    for name in sorted({name for product in shelf.products for name in product.attributes}):
        values = [product.attributes.get(name, "") for product in shelf.products]
        own.append([_SEPARATORS.split(value) if len(value) <= LONGEST else () for value in values])
    gone: list[Sequence[str]] = [()] * (count - len(shelf.products))
    return trait_rows([column + gone for column in own])


def _baskets(interactions: Sequence[Interaction], places: Mapping[str, int]) -> list[list[int]]:
    """What each client liked or bought within one visit."""
    baskets: list[list[int]] = []
    last: dict[int, tuple[float, list[int]]] = {}
    for entry in sorted(interactions, key=lambda entry: entry.at):
        if entry.kind not in {EventKind.LIKE, EventKind.PURCHASE}:
            continue
        day = entry.at / DAY_US
        before = last.get(entry.client_id)
        if before is None or day - before[0] > SAME_VISIT_DAYS:
            baskets.append([])
            before = (day, baskets[-1])
        if places[entry.sku] not in before[1]:
            before[1].append(places[entry.sku])
        last[entry.client_id] = (day, before[1])
    return baskets
