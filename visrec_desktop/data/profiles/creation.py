"""New clients' files and upgraded ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visrec_desktop.data.creation import Kind, ensure
from visrec_desktop.data.profiles import schema
from visrec_desktop.data.profiles.connections import connect_writer, schema_version
from visrec_desktop.data.profiles.errors import translated

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_OWNER_ONLY = 0o600


def ensure_profiles(path: Path) -> None:
    """As `creation.ensure`, for the clients' file, which nobody but its owner may read."""
    ensure(
        path, Kind(schema.SCHEMA_VERSION, schema_version, connect_writer, _migrate, translated, _OWNER_ONLY)
    )


def _migrate(connection: sqlite3.Connection) -> None:
    from visrec_desktop.data.profiles.migrations import migrate  # slow to import, and seldom needed

    migrate(connection)
