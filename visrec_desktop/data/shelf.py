"""Pictures that a change took away: they wait with their vectors, so that an undo has them back whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = "product_id, position, path, sha256, width, height, size_bytes, mtime_ns"
_LISTED = "IN (SELECT value FROM json_each(?))"


def shelve(connection: sqlite3.Connection, picture_ids: Sequence[int], moment: int) -> None:
    """Take pictures off their products, within the caller's transaction.

    Args:
        connection: the writing connection.
        picture_ids: the pictures.
        moment: now, in microseconds since 1970; `clear_shelf` goes by it.
    """
    if not picture_ids:
        return
    ids = json.dumps([int(number) for number in picture_ids])
    connection.execute(
        f"""INSERT OR REPLACE INTO shelved_pictures (id, {_COLUMNS}, jpeg, shelved_at)
        SELECT i.id, {", ".join(f"i.{name}" for name in _COLUMNS.split(", "))}, t.jpeg, ?
        FROM pictures i LEFT JOIN thumbnails t ON t.picture_id = i.id WHERE i.id {_LISTED}""",
        (moment, ids),
    )
    connection.execute(
        f"""INSERT OR REPLACE INTO shelved_embeddings (picture_id, space, vector)
        SELECT picture_id, space, vector FROM embeddings WHERE picture_id {_LISTED}""",
        (ids,),
    )
    connection.execute(f"DELETE FROM pictures WHERE id {_LISTED}", (ids,))


def unshelve(connection: sqlite3.Connection, picture_ids: Sequence[int]) -> tuple[int, ...]:
    """Put pictures back, within the caller's transaction; those that were on the shelf."""
    ids = json.dumps([int(number) for number in picture_ids])
    found = [
        row[0] for row in connection.execute(f"SELECT id FROM shelved_pictures WHERE id {_LISTED}", (ids,))
    ]
    connection.execute(
        f"""INSERT INTO pictures (id, {_COLUMNS})
        SELECT id, {_COLUMNS} FROM shelved_pictures WHERE id {_LISTED}""",
        (ids,),
    )
    connection.execute(
        f"""INSERT INTO thumbnails (picture_id, jpeg)
        SELECT id, jpeg FROM shelved_pictures WHERE jpeg IS NOT NULL AND id {_LISTED}""",
        (ids,),
    )
    connection.execute(
        f"""INSERT INTO embeddings (picture_id, space, vector)
        SELECT picture_id, space, vector FROM shelved_embeddings WHERE picture_id {_LISTED}""",
        (ids,),
    )
    connection.execute(f"DELETE FROM shelved_pictures WHERE id {_LISTED}", (ids,))
    return tuple(found)


def clear_shelf(connection: sqlite3.Connection, before: int) -> None:
    """Really remove what was shelved before this moment, within the caller's transaction."""
    connection.execute("DELETE FROM shelved_pictures WHERE shelved_at <= ?", (before,))
