"""Opening clients' files: one writer that leaves no trace of what was erased, any number of readers."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.connections import BUSY_MS, connect, open_reader
from visrec_desktop.data.profiles import schema
from visrec_desktop.data.profiles.errors import damaged, translated

if TYPE_CHECKING:
    from pathlib import Path


def connect_reader(path: Path, *, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """A connection that can only read, on a clients' file of this schema version.

    Raises:
        KnownError: `NOT_FOUND`, `NO_PERMISSION`, `PROFILES_NEWER`, `PROFILES_LOCKED` or `PROFILES_DAMAGED`
            (foreign, older than this program's schema or broken).
    """
    connection = _open(path, busy_ms)
    try:
        _require_current(recognise(connection, path), path)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_nothing() -> sqlite3.Connection:
    """A connection to an empty clients' file in memory, which can only be read."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for step in schema.ALL:
        for statement in step:
            connection.execute(statement)
    connection.execute("PRAGMA query_only = ON")
    return connection


def connect_writer(path: Path, *, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """The writing connection, in WAL mode, on a clients' file that `recognise` has accepted.

    Freed content is overwritten (`secure_delete`), and every commit reaches the disk: there are few, and
    each is something a person said or did.

    Raises:
        KnownError: `FOLDER_READ_ONLY`, `PROFILES_LOCKED`, `DISK_FULL` or `PROFILES_DAMAGED`.
    """
    with translated(path):
        connection = connect(path, "mode=rw", busy_ms)
    try:
        with translated(path):
            for pragma in (
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = ON",
                "secure_delete = ON",
                "cache_size = -16000",
                "journal_size_limit = 0",
            ):
                connection.execute(f"PRAGMA {pragma}")
            # SQLite opens an unwritable file for reading without a word; this finds out now.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def recognise(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of a clients' file.

    Raises:
        KnownError: `PROFILES_DAMAGED` when it is none of ours, `PROFILES_NEWER` when a later program made it.
    """
    with translated(path):
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != schema.APPLICATION_ID:
            raise damaged(path, "not a clients' file of this program")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > schema.SCHEMA_VERSION:
            detail = f"schema {version}, this program knows {schema.SCHEMA_VERSION}"
            raise KnownError(ErrorCode.PROFILES_NEWER, str(path), detail)
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = {name for (name,) in rows}
    if missing := schema.TABLES - names:
        raise damaged(path, f"no table {', '.join(sorted(missing))}")
    return version


def schema_version(path: Path) -> int:
    """The schema version of the clients' file at `path`, found without writing; errors as `recognise`."""
    connection = _open(path, BUSY_MS)
    try:
        return recognise(connection, path)
    finally:
        connection.close()


def _require_current(version: int, path: Path) -> None:
    if version < schema.SCHEMA_VERSION:
        # Only the writer migrates; in the program's own folder it has run before a reader opens.
        raise damaged(path, f"schema {version} was not upgraded")


def _open(path: Path, busy_ms: int) -> sqlite3.Connection:
    with translated(path):
        return open_reader(path, busy_ms)
