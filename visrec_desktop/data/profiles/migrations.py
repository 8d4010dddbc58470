"""The schema of the clients' file, one step after another. Steps are append-only.

Each step runs in one transaction with its bookkeeping, and ends by setting `user_version` to its number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from visrec_desktop.data.profiles.schema import VERSION_1

if TYPE_CHECKING:
    import sqlite3

profiles = Migrations("visrec.profiles")


@profiles()
def step_001_clients_events_photos(db: Database) -> None:
    """Everything of the first release."""
    for statement in VERSION_1:
        db.execute(statement)


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the steps that `connection`'s database still lacks, in order.

    Args:
        connection: a writing connection in autocommit mode.

    Raises:
        sqlite3.Error: the running step is rolled back, the earlier ones stay.
    """
    profiles.apply(Database(connection))
