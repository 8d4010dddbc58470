"""What all clients together teach: who liked one thing liked another, and what is liked by many."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import EventKind
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
NEW_SHARE = 0.1
"""So much of the shelf may be new to the models before they are learned anew without waiting."""
NOWHERE = -1
_ALWAYS = "always"


@dataclass(frozen=True, eq=False)
class Models:
    """What was learned, over products named by SKU: it outlives a change of the catalog.

    Attributes:
        places: the number of each SKU in the models.
        others: what others say; None while fewer than `CROWD` clients have liked anything.
        popular: float32 (places,), 0 for what fewer than `MANY` like; None likewise.
        lift: what the moment's popularity multiplies scores with, float32 (places,); None likewise.
        together: what goes with what.
    """

    places: Mapping[str, int]
    others: Blend | None
    popular: NDArray[np.float32] | None
    lift: NDArray[np.float32] | None
    together: Together


@dataclass(frozen=True, eq=False)
class Crowd:
    """The models as they stand to one shelf.

    Attributes:
        models: what was learned.
        numbers: the number of each product of the shelf in the models, int64 (n,); `NOWHERE` for one that
            came since they were learned, of which they say nothing.
        weights: of the client's parts of a score, as the shop's feedback has taught them.
    """

    models: Models
    numbers: NDArray[np.int64]
    weights: Mapping[str, float]

    def view(self, who: Person, rows: NDArray[np.int64]) -> View | None:
        """What others say to a client about products of these rows; None when they have nothing to say."""
        if self.models.others is None:
            return None
        history = who.row(self.models.places)
        opinion = self.models.others.opinion(history, self.models.lift)
        if opinion is None:
            return None
        numbers = self.numbers[rows]
        silent = (numbers == NOWHERE) | np.isin(numbers, history.items)
        return View(opinion.at(np.maximum(numbers, 0)), silent)

    @property
    def popular(self) -> NDArray[np.float32] | None:
        """How popular each product of the shelf is, float32 (n,) in [0, 1]."""
        return None if self.models.popular is None else self._of_shelf(self.models.popular)

    def goes_with(self, row: int) -> NDArray[np.float32]:
        """How well each product of the shelf goes with that of a row, float32 (n,) in [0, 1]."""
        number = int(self.numbers[row])
        if number == NOWHERE:
            return np.zeros(len(self.numbers), dtype=np.float32)
        return self._of_shelf(self.models.together.scores(number))

    def _of_shelf(self, told: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.where(self.numbers == NOWHERE, np.float32(0), told[np.maximum(self.numbers, 0)])


@dataclass(frozen=True, eq=False)
class View:
    """What others say about some products.

    `silent` marks those of which they say nothing: products that are new, and those that the client has an
    opinion of already, where what others say adds nothing.
    """

    opinion: Opinion
    silent: NDArray[np.bool_]

    def at(self, places: NDArray[np.int64]) -> View:
        """The same about some of these products."""
        return View(self.opinion.at(places), self.silent[places])

    def scores(self, diversity: float = 0.0) -> NDArray[np.float32]:
        """How well each suits, from safe to surprising, float32 (m,) in [0, 1]."""
        return np.where(self.silent, np.float32(0), self.opinion.scores(diversity))

    def finds(self) -> NDArray[np.float32]:
        """Which of them suit as they suit hardly anybody else, float32 (m,), 0 for the others."""
        return np.where(self.silent, np.float32(0), self.opinion.finds())


def crowd(workspace: Workspace, shelf: Shelf) -> Crowd:
    """What was last learned, as it stands to a shelf. Any thread.

    What one client does counts for that client at once, by the history. What others learn from it, and what
    the models know of new products, waits until `renew` is called in a quiet moment; it does not wait when
    the models were asked for in `PATIENCE` states of the clients since, or miss `NEW_SHARE` of the shelf.
    """
    profiles = workspace.profiles()
    state = profiles.change_seq()
    found = workspace.kept.get("crowd", _ALWAYS)
    if isinstance(found, _Learned) and found.is_good_for(state):
        bound = found.models
        numbers = _numbers(workspace, bound, shelf)
        if (numbers == NOWHERE).sum() <= NEW_SHARE * len(numbers):
            return Crowd(bound, numbers, profiles.weights()[1])
    models = _learned(workspace, shelf, state)
    return Crowd(models, _numbers(workspace, models, shelf), profiles.weights()[1])


def renew(workspace: Workspace, shelf: Shelf) -> None:
    """Learn the models anew if clients or products have changed since. Work thread only."""
    state = workspace.profiles().change_seq()
    found = workspace.kept.get("crowd", _ALWAYS)
    if not isinstance(found, _Learned) or found.states != {state} or found.shelf is not shelf:
        _learned(workspace, shelf, state)


def _learned(workspace: Workspace, shelf: Shelf, state: int) -> Models:
    models = learn(shelf, workspace.profiles().interactions())
    workspace.kept.put("crowd", _ALWAYS, _Learned({state}, shelf, models))
    return models


def _numbers(workspace: Workspace, models: Models, shelf: Shelf) -> NDArray[np.int64]:
    """The number of each product in the models; kept while both stay as they are."""
    stamp = (id(models), id(shelf))
    found = workspace.kept.get("crowd numbers", stamp)
    if not isinstance(found, np.ndarray):
        found = numbers_of(models, shelf)
        workspace.kept.put("crowd numbers", stamp, found)
    return found


def numbers_of(models: Models, shelf: Shelf) -> NDArray[np.int64]:
    """The number of each product of a shelf in the models, int64 (n,); `NOWHERE` for one they do not know."""
    told = (models.places.get(product.sku, NOWHERE) for product in shelf.products)
    return np.fromiter(told, np.int64, len(shelf.products))


@dataclass(frozen=True, slots=True)
class _Learned:
    """Models, the shelf they learned, and the states of the clients for which they were good enough.

    The first of the states is the one they learned.
    """

    states: set[int]
    shelf: Shelf
    models: Models

    def is_good_for(self, state: int) -> bool:
        """Whether few enough changes came since it learned."""
        self.states.add(state)
        return len(self.states) <= PATIENCE


def learn(shelf: Shelf, interactions: Sequence[Interaction]) -> Models:
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
        return Models(places, None, None, None, together)
    now = time.time_ns() / 1000 / DAY_US
    model = Blend.fit(ratings, len(places), _traits(shelf, len(places)))
    popular = popularity(ratings, len(places), now)
    popular[np.bincount(ratings.items[liked], minlength=len(places)) < MANY] = 0.0
    return Models(places, model, popular, lift(ratings, len(places), now), together)


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
