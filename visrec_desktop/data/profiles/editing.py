"""Writing who the clients are: their own fields, answers and possessions, and joining them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING, Any

from visrec_desktop.core.clients import Client, Owned, Purpose
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles import merging
from visrec_desktop.data.profiles.errors import guarded
from visrec_desktop.data.profiles.forget import empty_log
from visrec_desktop.data.profiles.photos import erase_photos
from visrec_desktop.data.profiles.reader import FAMILY, ProfilesReader
from visrec_desktop.data.profiles.rows import checked_time, clean_sku, client_columns
from visrec_desktop.data.profiles.texts import line
from visrec_desktop.data.profiles.transactions import ProfilesTransactions
from visrec_desktop.data.putting import now
from visrec_desktop.data.text import fold

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from visrec_desktop.data.profiles.values import Merge


class ProfilesEditor(ProfilesReader):
    """The part of the writer that changes clients themselves: see `writer.ProfilesWriter`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection, path)
        self._transactions = ProfilesTransactions(connection, path)

    def transaction(self) -> AbstractContextManager[None]:
        """All of the block or nothing; may be nested, and then an inner block can fail alone."""
        return self._transactions.run()

    @guarded
    def add(self, client: Client) -> Client:
        """Store a new client; its id, times and version are given here.

        Raises:
            KnownError: `MISSING_NAME` or `BAD_VALUE`.
        """
        moment = now()
        values = client_columns(client) | {"created_at": moment, "updated_at": moment}
        values |= {"uid": str(uuid.uuid4()), "family_id": 0}
        with self.transaction():
            marks = ", ".join("?" * len(values))
            cursor = self._db.execute(
                f"INSERT INTO clients ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
            )
            self._db.execute("UPDATE clients SET family_id = id WHERE id = ?", (cursor.lastrowid,))
            return self.client(int(cursor.lastrowid or 0))

    @guarded
    def save(self, client: Client) -> Client:
        """Set every field of a client that was read before; answers it as stored.

        Raises:
            KnownError: `CLIENT_CHANGED` when it is another version by now, `MISSING_NAME`, `BAD_VALUE`.
        """
        values = client_columns(client)
        with self.transaction():
            stored = self.client(client.id)
            if stored.id != client.id or stored.version != client.version:
                raise KnownError(ErrorCode.CLIENT_CHANGED, stored.name)
            if values == client_columns(stored):
                return stored
            self._update(client.id, values)
            return self.client(client.id)

    @guarded
    def archive(self, client_id: int, archived: bool = True) -> Client:
        """Take a client out of the lists, or put it back."""
        with self.transaction():
            stored = self.client(client_id)
            if stored.archived != archived:
                self._update(stored.id, {"archived": int(archived)})
            return self.client(stored.id)

    @guarded
    def merge(self, keep: int, gone: int) -> Merge:
        """Join two records of one person: see `merging.join`.

        Photos for which the united answer is no are erased, which `unmerge` cannot take back.

        Raises:
            KnownError: `BAD_VALUE` when both are one already.
        """
        with self.transaction():
            kept, other = self.client(keep), self.client(gone)
            if kept.id == other.id:
                raise KnownError(ErrorCode.BAD_VALUE, kept.name, "a client cannot be joined to itself")
            merged = merging.join(self._db, kept.id, other.id, now())
            if self.withdrawn(kept.id, Purpose.PHOTOS):
                erase_photos(self._db, f"client_id IN {FAMILY}", kept.id)
        return merged

    @guarded
    def unmerge(self, merge_id: int) -> Client:
        """Take two records apart again: see `merging.part`; answers the kept one.

        Raises:
            KnownError: `NOTHING_TO_UNDO`.
        """
        with self.transaction():
            return self.client(merging.part(self._db, merge_id, now()))

    @guarded
    def set_consent(self, client_id: int, purpose: Purpose, given: bool, at: int) -> None:
        """Record an answer. A no to photos erases the kept ones at once."""
        with self.transaction():
            family = self._family(client_id)
            self._db.execute(
                "INSERT INTO consents (client_id, purpose, given, at) VALUES (?, ?, ?, ?)",
                (family, purpose.value, int(given), checked_time(at, purpose.value)),
            )
            erased = 0
            if purpose is Purpose.PHOTOS and not given:
                erased = erase_photos(self._db, f"client_id IN {FAMILY}", family)
        self._wash(erased)

    @guarded
    def own(self, client_id: int, thing: Owned) -> Owned:
        """Note that the client has something; what is noted already stays as it is.

        Raises:
            KnownError: `BAD_VALUE` when it has neither a SKU nor a name.
        """
        sku, name = clean_sku(thing.sku), line(thing.name, thing.name[:40], "name")
        if not sku and not name:
            raise KnownError(ErrorCode.BAD_VALUE, "", "something owned without a name")
        with self.transaction():
            family = self._family(client_id)
            for known in self.owned(family):
                if known.sku == sku and (sku or fold(known.name) == fold(name)):
                    return known
            noted = Owned(sku, name, checked_time(thing.since, name))
            self._db.execute(
                "INSERT INTO owned (client_id, sku, name, since) VALUES (?, ?, ?, ?)",
                (family, noted.sku, noted.name, noted.since),
            )
        return noted

    @guarded
    def disown(self, client_id: int, thing: Owned) -> bool:
        """Take back that the client has something (a SKU, else a name); whether it was noted."""
        sku, wanted = clean_sku(thing.sku), fold(thing.name)
        with self.transaction():
            statement = f"SELECT id, sku, name FROM owned WHERE client_id IN {FAMILY}"
            rows = self._db.execute(statement, (self._family(client_id),)).fetchall()
            found = [(number,) for number, has, name in rows if has == sku and (sku or fold(name) == wanted)]
            self._db.executemany("DELETE FROM owned WHERE id = ?", found)
        return bool(found)

    def _update(self, client_id: int, values: Mapping[str, Any]) -> None:
        assignments = ", ".join(f"{name} = ?" for name in values)
        self._db.execute(
            f"UPDATE clients SET {assignments}, updated_at = ?, version = version + 1 WHERE id = ?",
            (*values.values(), now(), client_id),
        )

    def _wash(self, erased: int) -> None:
        """Empty the log of what was just erased; a reader that hinders it only delays it."""
        if erased and not self._db.in_transaction:
            with suppress(KnownError):
                self._empty_log()

    @guarded
    def _empty_log(self) -> None:
        empty_log(self._db)
