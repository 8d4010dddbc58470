"""Copies of a catalog, made while it is in use."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError
from visrec_desktop.data.connections import companions, connect, schema_version
from visrec_desktop.data.errors import translated

if TYPE_CHECKING:
    from pathlib import Path


def copy_before_upgrade(path: Path, version: int) -> Path:
    """Copy the catalog of schema `version` beside itself, whole and checked.

    Returns:
        The copy, e.g. `catalog.schema-1.20260131-120000.db`.

    Raises:
        KnownError: `DISK_FULL`, `FOLDER_READ_ONLY`, or what the catalog's own state means; no copy is left.
    """
    moment = time.strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.stem}.schema-{version}.{moment}{path.suffix}")
    with (
        translated(path),
        closing(connect(path, "mode=ro")) as source,
    ):
        copy(source, target)
    return target


def copy_to(path: Path, target: Path) -> None:
    """Copy the catalog at `path`, of whatever schema, to the new file `target`.

    Raises:
        KnownError: as `recognise` and `copy`.
    """
    schema_version(path)
    with translated(path), closing(connect(path, "mode=ro")) as source:
        copy(source, target)


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database to the new file `target` with SQLite's online backup.

    Raises:
        KnownError: as `copy_before_upgrade`; `target` is then removed.
    """
    try:
        with translated(target), closing(sqlite3.connect(target)) as connection:
            source.backup(connection)
            connection.execute("PRAGMA journal_mode = DELETE")
            (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if answer != "ok":
                raise sqlite3.DatabaseError(answer)
    except (KnownError, sqlite3.Error):
        for leftover in (target, *companions(target)):
            leftover.unlink(missing_ok=True)
        raise
