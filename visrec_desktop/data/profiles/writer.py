"""Writing the clients: one writer at a time, in one thread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from visrec_desktop.core.clients import (
    PRIOR_WEIGHTS,
    ClientId,
    Event,
    EventKind,
    EventSource,
    KeptPhoto,
    Purpose,
    Refusal,
    Snapshot,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.connections import BUSY_MS
from visrec_desktop.data.profiles.connections import connect_writer
from visrec_desktop.data.profiles.creation import ensure_profiles
from visrec_desktop.data.profiles.editing import ProfilesEditor
from visrec_desktop.data.profiles.errors import guarded
from visrec_desktop.data.profiles.forget import clean_file, clean_pending, erase_rows
from visrec_desktop.data.profiles.photos import erase_photos, insert_photo, store_photo_vector
from visrec_desktop.data.profiles.recording import insert_event, set_state, store_item_vector
from visrec_desktop.data.profiles.texts import line
from visrec_desktop.data.profiles.values import ForgetReport
from visrec_desktop.data.putting import now

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


class ProfilesWriter(ProfilesEditor):
    """The clients with everything that changes them.

    Each method is a transaction of its own, or part of the one around it. Beyond the errors named, every
    method raises `UNKNOWN_CLIENT`, `DISK_FULL`, `PROFILES_LOCKED`, `PROFILES_DAMAGED` or `FOLDER_READ_ONLY`,
    and has then changed nothing.
    """

    @classmethod
    def open(cls, path: Path, *, busy_ms: int = BUSY_MS) -> Self:
        """Open the clients' file for writing; creates it, or upgrades an older one after copying it.

        What was erased but not yet overwritten is overwritten now, where that is possible.

        Raises:
            KnownError: `PROFILES_NEWER` or `PROFILES_DAMAGED` (the file stays untouched), `FOLDER_READ_ONLY`,
                `NO_PERMISSION`, `DISK_FULL`, `PROFILES_LOCKED`.
        """
        ensure_profiles(path)
        writer = cls(connect_writer(path, busy_ms=busy_ms), path)
        if clean_pending(writer._db):
            clean_file(writer._db, path)
        return writer

    @guarded
    def record(
        self,
        client_id: int,
        sku: str,
        kind: EventKind,
        at: int,
        reason: Refusal | None = None,
        *,
        source: EventSource = EventSource.WINDOW,
        snapshot: Snapshot | None = None,
        vector: NDArray[np.float32] | None = None,
        space: str = "",
    ) -> Event:
        """Add an event, with what the product was like and its vector (d,) of `space`.

        Raises:
            KnownError: `NO_CONSENT` when the client does not want to be remembered, `MISSING_SKU`,
                `BAD_VALUE`.
            ValueError: the vector is none.
        """
        with self.transaction():
            family = self._require(client_id, Purpose.PROFILE)
            number = insert_event(
                self._db, family, sku, kind, at=at, reason=reason, source=source, snapshot=snapshot
            )
            if vector is not None:
                self.keep_item_vector(sku, space, vector)
            return self.event(number)

    @guarded
    def keep_item_vector(self, sku: str, space: str, vector: NDArray[np.float32]) -> None:
        """Keep the vector (d,) of a product that events speak of, e.g. after a change of model."""
        from visrec_desktop.data.profiles.vectors import pack

        with self.transaction():
            store_item_vector(self._db, sku, space, pack(vector))

    @guarded
    def undo(self, event_id: int, at: int | None = None) -> Event:
        """Let an event no longer count; it stays on record, also where its product is gone.

        Raises:
            KnownError: `NOTHING_TO_UNDO` when there is none, or it was undone already.
        """
        with self.transaction():
            if self.event(event_id).undone_at is not None:
                raise KnownError(ErrorCode.NOTHING_TO_UNDO, str(event_id))
            set_state(self._db, event_id, undone=True, at=now() if at is None else at)
            return self.event(event_id)

    @guarded
    def redo(self, event_id: int, at: int | None = None) -> Event:
        """Let an undone event count again; when it was undone and redone stays on record.

        Raises:
            KnownError: `NOTHING_TO_UNDO` when it is not undone, `NO_CONSENT` as in `record`.
        """
        with self.transaction():
            event = self.event(event_id)
            if event.undone_at is None:
                raise KnownError(ErrorCode.NOTHING_TO_UNDO, str(event_id))
            self._require(event.client_id, Purpose.PROFILE)
            set_state(self._db, event_id, undone=False, at=now() if at is None else at)
            return self.event(event_id)

    @guarded
    def keep_photo(
        self,
        client_id: int,
        label: str,
        jpeg: bytes,
        vector: NDArray[np.float32] | None,
        space: str,
        *,
        at: int,
        expires_at: int,
    ) -> KeptPhoto:
        """Keep a photo until `expires_at`, with its vector (d,) of `space`.

        Raises:
            KnownError: `NO_CONSENT` unless the client agreed to photos; `NOT_A_PICTURE`, `FILE_TOO_LARGE`.
        """
        from visrec_desktop.data.profiles.vectors import pack

        with self.transaction():
            family = self._require(client_id, Purpose.PHOTOS)
            photo = insert_photo(self._db, family, label, jpeg, at=at, expires_at=expires_at)
            if vector is not None:
                store_photo_vector(self._db, photo.id, space, pack(vector))
        return photo

    @guarded
    def erase_photo(self, photo_id: int) -> bool:
        """Erase one kept photo; whether there was one."""
        with self.transaction():
            erased = erase_photos(self._db, "id = ?", photo_id)
        self._wash(erased)
        return bool(erased)

    @guarded
    def expire_photos(self, moment: int) -> int:
        """Erase the photos whose time is over; answers how many."""
        if not self._db.execute("SELECT 1 FROM photos WHERE expires_at <= ? LIMIT 1", (moment,)).fetchone():
            return 0
        with self.transaction():
            erased = erase_photos(self._db, "expires_at <= ?", moment)
        self._wash(erased)
        return erased

    @guarded
    def set_weights(self, values: Mapping[str, float], reason: str) -> int:
        """Let other weights count from now on; answers their version. `reason` must not name a person."""
        stored = json.dumps({name: float(value) for name, value in values.items()}, allow_nan=False)
        with self.transaction():
            cursor = self._db.execute(
                "INSERT INTO weights (at, reason, weights) VALUES (?, ?, ?)",
                (now(), line(reason, "weights", "reason"), stored),
            )
        return int(cursor.lastrowid or 0)

    def reset_weights(self) -> int:
        """Let the weights to begin with count again, as a new version."""
        return self.set_weights(PRIOR_WEIGHTS, "reset")

    @guarded
    def forget(self, client_id: int) -> ForgetReport:
        """Erase a client with the records joined to it, from every table and from the disk.

        Copies of the file are not touched and not looked at: see `backups`.
        """
        if self._db.in_transaction:
            raise RuntimeError("forgetting cannot be part of another transaction")
        with self.transaction():
            family = self._family(client_id)
            rows = self._db.execute("SELECT id FROM clients WHERE family_id = ?", (family,)).fetchall()
            erased = erase_rows(self._db, [number for (number,) in rows])
        error = clean_file(self._db, self._path)
        detail = "" if error is None else f"{error.code.value}: {error.detail}"
        return ForgetReport(ClientId(family), erased, cleaned=error is None, detail=detail)

    @guarded
    def uids(self, client_id: int) -> tuple[str, ...]:
        """The marks by which the client, with joined records, is found in copies of the file."""
        statement = "SELECT uid FROM clients WHERE family_id = ? ORDER BY id"
        return tuple(uid for (uid,) in self._db.execute(statement, (self._family(client_id),)))

    def _require(self, client_id: int, purpose: Purpose) -> int:
        """The client, if it may be remembered (unless it said no) or photographed (if it said yes)."""
        family = self._family(client_id)
        answer = self._answer(family, purpose)
        if answer is False or (answer is None and purpose is not Purpose.PROFILE):
            raise KnownError(ErrorCode.NO_CONSENT, self.client(family).name, purpose.value)
        return family
