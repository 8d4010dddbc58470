"""Photos that clients agreed to have kept, and their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visrec_desktop.core.clients import KeptPhoto
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles.rows import checked_time
from visrec_desktop.data.profiles.texts import line

if TYPE_CHECKING:
    import sqlite3

LARGEST = 32 * 1024 * 1024
_JPEG = b"\xff\xd8\xff"


def insert_photo(
    connection: sqlite3.Connection, family: int, label: str, jpeg: bytes, *, at: int, expires_at: int
) -> KeptPhoto:
    """Keep a photo within the caller's transaction.

    Raises:
        KnownError: `NOT_A_PICTURE` when it is no JPEG, `FILE_TOO_LARGE`, or `BAD_VALUE` for its times.
    """
    label = line(label, label[:40], "label")
    if not jpeg.startswith(_JPEG):
        raise KnownError(ErrorCode.NOT_A_PICTURE, label)
    if len(jpeg) > LARGEST:
        raise KnownError(ErrorCode.FILE_TOO_LARGE, label)
    times = checked_time(at, label), checked_time(expires_at, label)
    cursor = connection.execute(
        "INSERT INTO photos (client_id, label, jpeg, at, expires_at) VALUES (?, ?, ?, ?, ?)",
        (family, label, jpeg, *times),
    )
    return KeptPhoto(int(cursor.lastrowid or 0), label, *times)


def store_photo_vector(connection: sqlite3.Connection, photo_id: int, space: str, vector: bytes) -> None:
    """Store or replace the vector of a kept photo."""
    connection.execute(
        """INSERT INTO photo_vectors (photo_id, space, vector) VALUES (?, ?, ?)
        ON CONFLICT (photo_id, space) DO UPDATE SET vector = excluded.vector""",
        (photo_id, space, vector),
    )


def erase_photos(connection: sqlite3.Connection, condition: str, value: object) -> int:
    """Erase the photos that meet a condition on `photos`, and their vectors; answers how many."""
    connection.execute(
        f"DELETE FROM photo_vectors WHERE photo_id IN (SELECT id FROM photos WHERE {condition})", (value,)
    )
    return connection.execute(f"DELETE FROM photos WHERE {condition}", (value,)).rowcount
