"""Events: recorded once, never changed; undoing and redoing are added to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visrec_desktop.core.clients import EventKind, EventSource, Refusal, Snapshot
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles.rows import (
    SNAPSHOT_COLUMNS,
    checked_time,
    clean_sku,
    snapshot_values,
)

if TYPE_CHECKING:
    import sqlite3


def insert_event(
    connection: sqlite3.Connection,
    family: int,
    sku: str,
    kind: EventKind,
    *,
    at: int,
    reason: Refusal | None,
    source: EventSource,
    snapshot: Snapshot | None,
) -> int:
    """Add an event within the caller's transaction; answers its id.

    Raises:
        KnownError: `BAD_VALUE` for a time that is none, or a reason with anything but a refusal;
            `MISSING_SKU`.
    """
    sku = clean_sku(sku)
    if not sku:
        raise KnownError(ErrorCode.MISSING_SKU)
    if reason is not None and kind is not EventKind.DISLIKE:
        raise KnownError(ErrorCode.BAD_VALUE, sku, f"a reason ({reason.value}) with {kind.value}")
    number = None if snapshot is None else _snapshot(connection, snapshot_values(snapshot))
    cursor = connection.execute(
        """INSERT INTO events (client_id, sku, kind, reason, source, at, snapshot_id)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            family, sku, kind.value, None if reason is None else reason.value, source.value,
            checked_time(at, sku), number,
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def set_state(connection: sqlite3.Connection, event_id: int, *, undone: bool, at: int) -> None:
    """Add to an event that it was undone or redone."""
    connection.execute(
        "INSERT INTO event_states (event_id, undone, at) VALUES (?, ?, ?)",
        (event_id, int(undone), checked_time(at, str(event_id))),
    )


def store_item_vector(connection: sqlite3.Connection, sku: str, space: str, vector: bytes) -> None:
    """Keep the vector of a product; the newest one counts."""
    connection.execute(
        """INSERT INTO item_vectors (sku, space, vector) VALUES (?, ?, ?)
        ON CONFLICT (sku, space) DO UPDATE SET vector = excluded.vector WHERE vector <> excluded.vector""",
        (clean_sku(sku), space, vector),
    )


def _snapshot(connection: sqlite3.Connection, values: tuple[object, ...]) -> int:
    """The snapshot of these values, which many events may share."""
    same = " AND ".join(f"{name.strip()} IS ?" for name in SNAPSHOT_COLUMNS.split(","))
    row = connection.execute(f"SELECT id FROM snapshots WHERE {same}", values).fetchone()
    if row is not None:
        return int(row[0])
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(f"INSERT INTO snapshots ({SNAPSHOT_COLUMNS}) VALUES ({marks})", values)
    return int(cursor.lastrowid or 0)
