"""Reading the clients: what the window, the recommending and the command line see."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from visrec_desktop.core.clients import (
    PRIOR_WEIGHTS,
    Client,
    ClientId,
    Consent,
    Event,
    EventKind,
    History,
    ImportantDate,
    KeptPhoto,
    Knowledge,
    Owned,
    Purpose,
    Refusal,
    Snapshot,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles.base import ProfilesFile
from visrec_desktop.data.profiles.errors import guarded
from visrec_desktop.data.profiles.rows import (
    CLIENT_COLUMNS,
    EVENT_COLUMNS,
    SNAPSHOT_COLUMNS,
    clean_sku,
    client_from_row,
    dates_from_text,
    event_from_row,
    snapshot_from_row,
)
from visrec_desktop.data.profiles.summaries import knowledge, list_summaries, said_no
from visrec_desktop.data.profiles.texts import shortened
from visrec_desktop.data.profiles.values import EventState, Interaction, WeightsVersion
from visrec_desktop.data.text import fold, sort_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.core.clients import ClientSummary

FAMILY = "(SELECT id FROM clients WHERE family_id = ?)"
"""A client together with the records that were joined to it."""
_MAX_ID = 2**63 - 1


class ProfilesReader(ProfilesFile):
    """A read-only view of the clients for one thread; each call sees the writer's last commit.

    The number of a client that was joined to another one stands for that other one. Every method raises
    `KnownError`: `PROFILES_DAMAGED` when the file is broken, `PROFILES_LOCKED` when it stayed locked, and
    `UNKNOWN_CLIENT` for a number that no client has. A `space` names a model's vectors.
    """

    @guarded
    def clients(self, text: str = "", *, archived: bool = False) -> list[ClientSummary]:
        """The clients in the order of their names, joined ones left out.

        Args:
            text: words that must stand in the name, contact, place or notes, without regard to case and
                accents. Whoever searches finds archived clients as well.
            archived: list archived clients too.
        """
        with self._one_state():
            return list_summaries(self._db, text, archived=archived)

    @guarded
    def client(self, client_id: int) -> Client:
        """One client."""
        family = self._family(client_id)
        statement = f"SELECT {CLIENT_COLUMNS} FROM clients c WHERE c.id = ?"
        return self._made(client_from_row, self._db.execute(statement, (family,)).fetchone())

    @guarded
    def find(self, name_or_id: str) -> Client:
        """The client with this number, else the one of this name (case and spacing do not count).

        Raises:
            KnownError: `UNKNOWN_CLIENT`, or `SEVERAL_CLIENTS` with their numbers as its detail.
        """
        text = name_or_id.strip()
        if (
            text.isascii()
            and text.isdigit()
            and self._db.execute("SELECT 1 FROM clients WHERE id = ?", (min(int(text), _MAX_ID),)).fetchone()
        ):
            return self.client(int(text))
        rows = self._db.execute(
            "SELECT family_id, name FROM clients WHERE name_key = ? ORDER BY family_id", (sort_key(text),)
        )
        found = sorted({number for number, name in rows if fold(name) == fold(text)})
        if not found:
            raise KnownError(ErrorCode.UNKNOWN_CLIENT, shortened(text))
        if len(found) > 1:
            raise KnownError(ErrorCode.SEVERAL_CLIENTS, shortened(text), ", ".join(map(str, found)))
        return self.client(found[0])

    @guarded
    def history(self, client_id: int) -> History:
        """Everything that speaks about a client's taste, oldest first, as one state of the file.

        Of a client who has withdrawn the agreement to be remembered, nothing but who it is.
        """
        with self._one_state():
            client = self.client(client_id)
            known = knowledge(self._db, client.id)[0].get(client.id, Knowledge())
            if self.withdrawn(client.id, Purpose.PROFILE):
                bare = replace(client, sizes=(), budget_min=None, budget_max=None, likes=(), avoids=())
                return History(client=bare, knowledge=known)
            events = self.events(client.id)
            owned = self.owned(client.id)
            noted = {thing.sku for thing in owned}
            bought: dict[str, Event] = {}
            for event in events:
                if event.kind is EventKind.PURCHASE and event.sku not in noted:
                    bought.setdefault(event.sku, event)
            taken = self.event_snapshots(client.id, undone=False)
        snapshots = {snapshot.sku: snapshot for snapshot in taken.values()}
        for sku, event in bought.items():
            name = snapshots[sku].name if sku in snapshots else ""
            owned.append(Owned(sku, name, event.at))
        return History(client, tuple(events), snapshots, tuple(owned), known)

    @guarded
    def events(self, client_id: int, *, undone: bool = False) -> list[Event]:
        """What happened, oldest first; with `undone`, also what was taken back."""
        family = self._family(client_id)
        condition = "" if undone else "AND e.undone_at IS NULL"
        statement = f"""SELECT {EVENT_COLUMNS} FROM events e
            WHERE e.client_id IN {FAMILY} {condition} ORDER BY e.at, e.id"""
        rows = self._db.execute(statement, (family,)).fetchall()
        return self._made(lambda found: [event_from_row(family, row) for row in found], rows)

    @guarded
    def event(self, event_id: int) -> Event:
        """One event; `NOTHING_TO_UNDO` when there is none of this number."""
        statement = f"""SELECT c.family_id, {EVENT_COLUMNS} FROM events e
            JOIN clients c ON c.id = e.client_id WHERE e.id = ?"""
        row = self._db.execute(statement, (event_id,)).fetchone()
        if row is None:
            raise KnownError(ErrorCode.NOTHING_TO_UNDO, str(event_id))
        return self._made(lambda found: event_from_row(found[0], found[1:]), row)

    @guarded
    def event_states(self, client_id: int) -> list[EventState]:
        """Each undoing and redoing of the client's events, oldest first."""
        statement = f"""SELECT s.event_id, s.undone, s.at FROM event_states s
            JOIN events e ON e.id = s.event_id WHERE e.client_id IN {FAMILY} ORDER BY s.id"""
        rows = self._db.execute(statement, (self._family(client_id),))
        return [EventState(number, bool(undone), at) for number, undone, at in rows]

    @guarded
    def event_snapshots(self, client_id: int, *, undone: bool = True) -> dict[int, Snapshot]:
        """What the product of each event was like, by event; oldest event first."""
        columns = ", ".join(f"s.{name}" for name in SNAPSHOT_COLUMNS.split(", "))
        condition = "" if undone else "AND e.undone_at IS NULL"
        statement = f"""SELECT e.id, {columns} FROM events e JOIN snapshots s ON s.id = e.snapshot_id
            WHERE e.client_id IN {FAMILY} {condition} ORDER BY e.at, e.id"""
        rows = self._db.execute(statement, (self._family(client_id),))
        return {number: snapshot_from_row(tuple(row)) for number, *row in rows}

    @guarded
    def joined(self, client_id: int) -> list[Client]:
        """The records that were joined to a client, as they were."""
        statement = f"""SELECT {CLIENT_COLUMNS} FROM clients c
            WHERE c.family_id = ? AND c.merged_into IS NOT NULL ORDER BY c.id"""
        rows = self._db.execute(statement, (self._family(client_id),)).fetchall()
        return self._made(lambda found: [client_from_row(row) for row in found], rows)

    @guarded
    def owned(self, client_id: int) -> list[Owned]:
        """What was noted as the client's own, in the order it was noted; purchases are events instead."""
        statement = f"SELECT sku, name, since FROM owned WHERE client_id IN {FAMILY} ORDER BY id"
        return [Owned(*row) for row in self._db.execute(statement, (self._family(client_id),))]

    @guarded
    def consents(self, client_id: int) -> list[Consent]:
        """Every answer, in the order in which they were recorded: the last one for a purpose counts."""
        statement = f"SELECT purpose, given, at FROM consents WHERE client_id IN {FAMILY} ORDER BY id"
        rows = self._db.execute(statement, (self._family(client_id),)).fetchall()
        return self._made(
            lambda found: [Consent(Purpose(p), bool(given), at) for p, given, at in found], rows
        )

    @guarded
    def agreed(self, client_id: int, purpose: Purpose) -> bool:
        """Whether the client has agreed, and not taken it back since."""
        return self._answer(client_id, purpose) is True

    @guarded
    def withdrawn(self, client_id: int, purpose: Purpose) -> bool:
        """Whether the client's last answer is no; False where the client was never asked."""
        return self._answer(client_id, purpose) is False

    @guarded
    def photos(self, client_id: int) -> list[KeptPhoto]:
        """The photos that were kept, oldest first."""
        statement = f"""SELECT id, label, at, expires_at FROM photos
            WHERE client_id IN {FAMILY} ORDER BY at, id"""
        return [KeptPhoto(*row) for row in self._db.execute(statement, (self._family(client_id),))]

    @guarded
    def photo(self, photo_id: int) -> bytes:
        """The JPEG of a kept photo; `NOT_FOUND` when it is kept no more."""
        row = self._db.execute("SELECT jpeg FROM photos WHERE id = ?", (photo_id,)).fetchone()
        if row is None:
            raise KnownError(ErrorCode.NOT_FOUND, str(photo_id))
        return bytes(row[0])

    @guarded
    def photo_vectors(self, client_id: int, space: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The kept photos that have a vector of `space`: ids (m,) ascending and rows (m, d)."""
        from visrec_desktop.data.profiles.vectors import unpack_rows

        statement = f"""SELECT v.photo_id, v.vector FROM photo_vectors v JOIN photos p ON p.id = v.photo_id
            WHERE p.client_id IN {FAMILY} AND v.space = ? ORDER BY v.photo_id"""
        rows = self._db.execute(statement, (self._family(client_id), space)).fetchall()
        return self._made(unpack_rows, rows)

    @guarded
    def item_vectors(self, skus: Sequence[str], space: str) -> dict[str, NDArray[np.float32]]:
        """The vectors (d,) that were kept with events of these products, by SKU."""
        from visrec_desktop.data.profiles.vectors import unpack

        statement = """SELECT v.sku, v.vector FROM json_each(?) wanted
            CROSS JOIN item_vectors v ON v.sku = wanted.value AND v.space = ?"""
        wanted = json.dumps([clean_sku(sku) for sku in skus])
        rows = self._db.execute(statement, (wanted, space)).fetchall()
        return self._made(lambda found: {sku: unpack(blob) for sku, blob in found}, rows)

    @guarded
    def vector_spaces(self) -> list[str]:
        """The spaces of which vectors are kept."""
        statement = "SELECT space FROM item_vectors UNION SELECT space FROM photo_vectors ORDER BY 1"
        return [space for (space,) in self._db.execute(statement)]

    @guarded
    def interactions(self) -> tuple[Interaction, ...]:
        """Every event that stands, of all clients who want to be remembered, in the order of recording."""
        with self._one_state():
            hidden = said_no(self._db, Purpose.PROFILE)
            rows = self._db.execute(
                """SELECT c.family_id, e.sku, e.kind, e.reason, e.at FROM events e
                JOIN clients c ON c.id = e.client_id WHERE e.undone_at IS NULL ORDER BY e.id"""
            ).fetchall()
        kinds: dict[str, EventKind] = {kind.value: kind for kind in EventKind}
        reasons: dict[str | None, Refusal | None] = {
            None: None,
            **{reason.value: reason for reason in Refusal},
        }
        return self._made(
            lambda found: tuple(
                Interaction(number, sku, kinds[kind], reasons[reason], at)
                for number, sku, kind, reason, at in found
                if number not in hidden
            ),
            rows,
        )

    @guarded
    def weights(self) -> tuple[int, Mapping[str, float]]:
        """The weights of the score that count now, and their version; 0 are the ones to begin with."""
        versions = self.weight_history()
        return (versions[-1].version, versions[-1].values) if versions else (0, PRIOR_WEIGHTS)

    @guarded
    def weight_history(self) -> list[WeightsVersion]:
        """Every version of the weights, oldest first."""
        rows = self._db.execute(
            "SELECT version, at, reason, weights FROM weights ORDER BY version"
        ).fetchall()
        return self._made(
            lambda found: [
                WeightsVersion(number, at, reason, json.loads(text)) for number, at, reason, text in found
            ],
            rows,
        )

    @guarded
    def forgotten(self) -> tuple[str, ...]:
        """The marks of all forgotten clients."""
        return tuple(uid for (uid,) in self._db.execute("SELECT uid FROM forgotten ORDER BY uid"))

    @guarded
    def important_dates(self) -> list[tuple[ClientId, str, tuple[ImportantDate, ...]]]:
        """The clients that have dates, archived ones left out: number, name, dates."""
        rows = self._db.execute(
            """SELECT id, name, dates FROM clients
            WHERE merged_into IS NULL AND NOT archived AND dates <> '[]' ORDER BY name_key, id"""
        ).fetchall()
        return self._made(
            lambda found: [(ClientId(number), name, dates_from_text(text)) for number, name, text in found],
            rows,
        )

    def _answer(self, client_id: int, purpose: Purpose) -> bool | None:
        statement = f"""SELECT given FROM consents WHERE client_id IN {FAMILY} AND purpose = ?
            ORDER BY id DESC LIMIT 1"""
        row = self._db.execute(statement, (self._family(client_id), purpose.value)).fetchone()
        return None if row is None else bool(row[0])
