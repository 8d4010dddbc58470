"""Erasing a client from a clients' file, down to the bytes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError
from visrec_desktop.data.connections import connect
from visrec_desktop.data.profiles.errors import damaged, translated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_IDS = "(SELECT value FROM json_each(:ids))"
# In an order in which no row loses what it refers to before its own turn.
_STEPS = (
    ("event_states", f"event_id IN (SELECT id FROM events WHERE client_id IN {_IDS})"),
    ("events", f"client_id IN {_IDS}"),
    ("photo_vectors", f"photo_id IN (SELECT id FROM photos WHERE client_id IN {_IDS})"),
    ("photos", f"client_id IN {_IDS}"),
    ("owned", f"client_id IN {_IDS}"),
    ("consents", f"client_id IN {_IDS}"),
    ("merges", f"keep_id IN {_IDS} OR gone_id IN {_IDS}"),
    ("snapshots", "id NOT IN (SELECT snapshot_id FROM events WHERE snapshot_id IS NOT NULL)"),
    ("item_vectors", "sku NOT IN (SELECT sku FROM events)"),
    ("clients", f"id IN {_IDS}"),
)


_FAMILY = """SELECT id FROM clients WHERE family_id IN (
    SELECT family_id FROM clients WHERE uid IN (SELECT value FROM json_each(?)))"""


def erase_rows(connection: sqlite3.Connection, family: Sequence[int]) -> dict[str, int]:
    """Delete everything about these records, within the caller's transaction; answers rows by table.

    Only their random marks stay, so that they can be erased from an older copy that is put back.

    What products were like goes with the last event that speaks of them.
    """
    values = {"ids": json.dumps([int(number) for number in family])}
    connection.execute(
        f"INSERT OR IGNORE INTO forgotten (uid) SELECT uid FROM clients WHERE id IN {_IDS}", values
    )
    connection.execute(f"UPDATE clients SET merged_into = NULL WHERE id IN {_IDS}", values)
    erased = {}
    for table, condition in _STEPS:
        bound = values if ":ids" in condition else {}
        count = connection.execute(f"DELETE FROM {table} WHERE {condition}", bound).rowcount
        if count:
            erased[table] = count
    connection.execute("UPDATE meta SET value = '1' WHERE key = 'clean_pending'")
    return erased


def family_of(connection: sqlite3.Connection, uids: Sequence[str]) -> list[int]:
    """The records with these marks, and those that are joined with them."""
    return [number for (number,) in connection.execute(_FAMILY, (json.dumps(list(uids)),))]


def erase_from(file: Path, uids: Sequence[str]) -> None:
    """Erase clients by their marks from a closed clients' file that nobody else has open.

    Raises:
        KnownError: `DISK_FULL`, `PROFILES_DAMAGED`; the file is then to be thrown away.
    """
    with translated(file), closing(connect(file, "mode=rw")) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        erase_rows(connection, family_of(connection, uids))
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'clean_pending'")
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        raise damaged(file, str(answer))


def clean_pending(connection: sqlite3.Connection) -> bool:
    """Whether something was erased whose place in the file was not overwritten yet."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'clean_pending'").fetchone()
    return row is not None and row[0] == "1"


def clean_file(connection: sqlite3.Connection, path: Path) -> KnownError | None:
    """Write the file anew without its free pages, and empty its log; None when that is done.

    Where it cannot be done now (full disk, somebody reads the file), `clean_pending` stays.
    """
    try:
        with translated(path):
            empty_log(connection)
            connection.execute("VACUUM")
            empty_log(connection)
            connection.execute("UPDATE meta SET value = '0' WHERE key = 'clean_pending'")
            empty_log(connection)
    except KnownError as error:
        return error
    return None


def empty_log(connection: sqlite3.Connection) -> None:
    """Write what the log holds into the file, and cut the log to nothing.

    Raises:
        sqlite3.OperationalError: somebody reads the file.
    """
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        error = sqlite3.OperationalError("the log is in use")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error
