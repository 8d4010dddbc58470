"""What is known about one client, ready to be compared with products."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import Client, EventKind, History, Knowledge, Purpose, Refusal
from visrec_desktop.core.values import Because, Filters, PictureId, Sort
from visrec_desktop.recommend.events import AGAINST_LOOK, EVENT_VALUES, standing
from visrec_desktop.recommend.profile import Profile, build_profile
from visrec_desktop.recommend.ratings import LIKED, Row
from visrec_desktop.recommend.taste import Likeness, Taste, build_taste, taste_items
from visrec_desktop.services.shelf import Shelf, shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from visrec_desktop.data.profiles.reader import ProfilesReader
    from visrec_desktop.recommend.interests import Item
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.projection import Projection

PHOTO_VALUE = 0.9
"""What a kept photo is worth beside a like."""
SAMPLE = 400
"""So many products tell what cosines mean in this catalog."""
MOST_OPINIONS = 60
"""So many of the latest opinions tell what people with similar taste chose; older ones hardly count there."""


@dataclass(frozen=True)
class Person:
    """A client's history and what it means now.

    `history` is empty of events for a client who no longer agrees to be remembered.
    """

    history: History
    profile: Profile
    taste: Taste | None

    @property
    def client(self) -> Client:
        """Who it is."""
        return self.history.client

    @property
    def knowledge(self) -> Knowledge:
        """How much is known."""
        return self.history.knowledge

    @property
    def liked(self) -> frozenset[str]:
        """What was liked and neither taken back nor refused since."""
        return frozenset(e.sku for e in standing(self.history.events) if e.kind is EventKind.LIKE)

    def row(self, places: Mapping[str, int]) -> Row:
        """The history as the item-item model reads it: the latest opinions, each product once, oldest first.

        Args:
            places: the number of each product there; others are left out.
        """
        told: dict[int, float] = {}
        for event in standing(self.history.events):
            value = opinion(event.kind, event.reason)
            if event.sku in places and value:
                before = told.pop(places[event.sku], 0.0)
                told[places[event.sku]] = max(before, value) if value < LIKED else value
        latest = list(told.items())[-MOST_OPINIONS:]
        return Row(
            np.array([item for item, _ in latest], dtype=np.int64),
            np.array([value for _, value in latest], dtype=np.float64),
        )

    def because(self, shelf: Shelf, sku: str | None) -> Because | None:
        """The liked product that speaks for a hit, as it is shown."""
        if sku is None:
            return None
        row = shelf.row_of.get(sku)
        picture = -1 if row is None else int(shelf.main_pictures[row])
        snapshot = self.history.snapshots.get(sku)
        name = shelf.products[row].name if row is not None else snapshot.name if snapshot else ""
        bought = any(event.sku == sku and event.kind is EventKind.PURCHASE for event in self.history.events)
        return Because(sku, name or sku, PictureId(picture) if picture >= 0 else None, bought)


def opinion(kind: EventKind, reason: Refusal | None) -> float:
    """What an event says about the article itself: a refusal for its price or size says nothing."""
    if kind is EventKind.DISLIKE:
        return EVENT_VALUES[kind] * AGAINST_LOOK.get(reason, 0.0)
    return EVENT_VALUES[kind]


def person(workspace: Workspace, client_id: int, projection: Projection | None = None) -> Person:
    """What is known about a client at this moment.

    Args:
        workspace: the data folder.
        client_id: who.
        projection: of the vectors that the taste will be compared with; None: they are full.

    Raises:
        KnownError: `UNKNOWN_CLIENT`, or the clients' file cannot be read.
    """
    profiles = workspace.profiles()
    history = profiles.history(client_id)
    if profiles.withdrawn(history.client.id, Purpose.PROFILE):
        history = History(history.client)
    return person_of(workspace, history, time.time_ns() // 1000, projection)


def person_of(
    workspace: Workspace, history: History, now: int, projection: Projection | None = None
) -> Person:
    """What a history means at a moment, in microseconds since 1970; `projection` as in `person`."""
    profiles = workspace.profiles()
    vectors = _vectors(workspace, profiles, history)
    items = [*taste_items(history, vectors), *_photo_items(workspace, profiles, history)]
    if projection is not None:
        known = [item for item in items if item[1].shape == (projection.full_dim,)]
        items = [(sku, projection.one(vector), value, at, reason) for sku, vector, value, at, reason in known]
    taste = build_taste(items, now, likeness=_likeness(workspace, projection)) if items else None
    return Person(history, build_profile(history, now), taste)


def _likeness(workspace: Workspace, projection: Projection | None) -> Likeness:
    """What cosines mean among the products of this shop."""
    name = "likeness" if projection is None else "likeness in the index"
    stamp = (workspace.catalog_stamp(), workspace.space, projection and projection.id)
    found = workspace.kept.get(name, stamp)
    if not isinstance(found, Likeness):
        pictures = shelf(workspace).pictures
        some = pictures[:: max(1, len(pictures) // SAMPLE)].tolist()
        _, vectors = workspace.reader().vectors_of(workspace.space, some)
        if projection is not None and len(vectors):
            vectors = projection(vectors)
        found = Likeness.measured(vectors)
        workspace.kept.put(name, stamp, found)
    return found


def _vectors(
    workspace: Workspace, profiles: ProfilesReader, history: History
) -> dict[str, NDArray[np.float32]]:
    """The vectors of the products in a history: as they were kept, else as the catalog has them."""
    skus = sorted({event.sku for event in history.events})
    if not skus or not workspace.space:
        return {}
    found = dict(profiles.item_vectors(skus, workspace.space))
    missing = tuple(sku for sku in skus if sku not in found)
    if missing:  # they were analysed, or the model was changed, after it happened
        reader = workspace.reader()
        ids = reader.product_ids(Filters(skus=missing), Sort.SKU)
        pictures = {
            int(product.picture_id): product.sku
            for product in reader.products(ids, workspace.space)
            if product.picture_id is not None
        }
        keys, vectors = reader.vectors_of(workspace.space, list(pictures))
        found |= {pictures[int(key)]: vector for key, vector in zip(keys, vectors, strict=True)}
    return found


def _photo_items(workspace: Workspace, profiles: ProfilesReader, history: History) -> list[Item]:
    """Kept photos count almost as likes of what they show; they are no products and no reason for one."""
    if not history.knowledge.photos or not workspace.space:
        return []
    ids, vectors = profiles.photo_vectors(history.client.id, workspace.space)
    dates = {photo.id: photo.at for photo in profiles.photos(history.client.id)}
    return [
        (f"\0photo {number}", vector, PHOTO_VALUE, dates.get(int(number), 0), None)
        for number, vector in zip(ids, vectors, strict=True)
    ]
