"""What happens between a client and a product, and what it teaches."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visrec_desktop.core.clients import (
    Event,
    EventKind,
    EventSource,
    KeptPhoto,
    Knowledge,
    Refusal,
    Snapshot,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.recommend.traits import traits_of, traits_of_snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.core.values import Clause, Crop, Photo, Product
    from visrec_desktop.services.workspace import Workspace

PHOTO_SIDE = 1024
"""A kept photo is a copy no larger than this."""


@dataclass(frozen=True, slots=True)
class Learned:
    """An event that was recorded, taken back or put back, and what changed by it.

    Attributes:
        event: the event as it is now.
        changed: what the program learned; empty where an event was taken back.
        changes: the same as English phrases.
        sentence: the same as one English sentence.
        knowledge: how much is known about the client now.
    """

    event: Event
    changed: tuple[Clause, ...] = ()
    changes: tuple[str, ...] = ()
    sentence: str = ""
    knowledge: Knowledge = field(default_factory=Knowledge)


def give(
    workspace: Workspace,
    client_id: int,
    sku: str,
    kind: EventKind,
    reason: Refusal | None = None,
    *,
    source: EventSource = EventSource.WINDOW,
) -> Learned:
    """Record what happened. Work thread only.

    Raises:
        KnownError: `UNKNOWN_CLIENT`, `UNKNOWN_PRODUCT`, or `NO_CONSENT` when the client has withdrawn the
            agreement to be remembered.
    """
    product = workspace.catalog().product_by_sku(sku, workspace.space)
    if product is None:
        raise KnownError(ErrorCode.UNKNOWN_PRODUCT, sku)
    event = workspace.profiles_writer().record(
        client_id,
        product.sku,
        kind,
        time.time_ns() // 1000,
        reason,
        source=source,
        snapshot=snapshot_of(product),
        vector=_vector(workspace, product),
        space=workspace.space,
    )
    return _learned(workspace, event, taught=True)


def undo(workspace: Workspace, event_id: int) -> Learned:
    """Take an event back, and the learning with it. Work thread only.

    Raises:
        KnownError: `NOTHING_TO_UNDO`.
    """
    return _learned(workspace, workspace.profiles_writer().undo(event_id), taught=False)


def redo(workspace: Workspace, event_id: int) -> Learned:
    """Put back an event that was taken back. Work thread only.

    Raises:
        KnownError: `NOTHING_TO_UNDO`, `NO_CONSENT`.
    """
    return _learned(workspace, workspace.profiles_writer().redo(event_id), taught=True)


def undo_latest(workspace: Workspace, client_id: int, sku: str, kind: EventKind) -> Learned:
    """Take back the latest such event; the product may be gone from the catalog. Work thread only.

    Raises:
        KnownError: `UNKNOWN_CLIENT`, `NOTHING_TO_UNDO`.
    """
    events = workspace.profiles_writer().events(client_id)
    found = next((e for e in reversed(events) if e.sku == sku.strip() and e.kind is kind), None)
    if found is None:
        raise KnownError(ErrorCode.NOTHING_TO_UNDO, sku, kind.value)
    return undo(workspace, found.id)


def keep_photo(workspace: Workspace, client_id: int, photo: Photo, crop: Crop | None = None) -> KeptPhoto:
    """Keep a small copy of a photo that the client showed, until its time is over. Work thread only.

    Raises:
        KnownError: `NO_CONSENT`, or the photo cannot be read.
    """
    from visrec_desktop.services.matching import embed_photo, preview
    from visrec_desktop.services.privacy import photo_expiry
    from visrec_desktop.vision.preprocess import thumbnail

    writer = workspace.profiles_writer()
    small = preview(photo, PHOTO_SIDE)
    vector = embed_photo(workspace.embedder(), photo, crop)
    now = time.time_ns() // 1000
    return writer.keep_photo(
        client_id,
        photo.label,
        thumbnail(small.rgb, PHOTO_SIDE),
        vector,
        workspace.space,
        at=now,
        expires_at=photo_expiry(workspace, now),
    )


def snapshot_of(product: Product) -> Snapshot:
    """What a product is like now."""
    return Snapshot(
        sku=product.sku,
        name=product.name,
        category=product.category,
        brand=product.brand,
        style=traits_of(product).style,
        colour=product.colour,
        size=product.size,
        price=product.price,
        currency=product.currency,
    )


def _vector(workspace: Workspace, product: Product) -> NDArray[np.float32] | None:
    if product.picture_id is None or not workspace.space:
        return None
    _, rows = workspace.catalog().vectors_of(workspace.space, [int(product.picture_id)])
    return rows[0] if len(rows) else None


def _learned(workspace: Workspace, event: Event, *, taught: bool) -> Learned:
    from visrec_desktop.recommend.explain import learned_clauses, learned_sentence, phrase

    history = workspace.profiles_writer().history(event.client_id)
    clauses: tuple[Clause, ...] = ()
    snapshot = history.snapshots.get(event.sku)
    if taught and snapshot is not None:
        clauses = learned_clauses(event.kind, event.reason, traits_of_snapshot(snapshot))
    return Learned(
        event,
        clauses,
        tuple(phrase(clause) for clause in clauses),
        learned_sentence(clauses),
        history.knowledge,
    )
