"""Opening catalog files: one writer, any number of readers, and never a write to a foreign file."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error
from visrec_desktop.data.errors import known_sqlite_error, translated

APPLICATION_ID = 0x56524344  # "VRCD", in the header of every catalog
SCHEMA_VERSION = 2  # what this program writes; one migration step each
BUSY_MS = 5_000
_TABLES = {"products", "pictures", "thumbnails", "embeddings", "meta", "products_fts"}


def connect_reader(path: Path, *, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """A connection that can only read, on a catalog of this schema version.

    Rows come as plain tuples. The file is not memory-mapped: a catalog on a stick or a share that goes away
    must end in an error, and a mapped one ends the process.

    Args:
        path: the catalog.
        busy_ms: how long to wait for a lock, in milliseconds.

    Raises:
        KnownError: `NOT_FOUND`, `NO_PERMISSION`, `CATALOG_NEWER`, or `CATALOG_DAMAGED` (foreign, older
            than `SCHEMA_VERSION` or broken).
    """
    connection = open_reader(path, busy_ms)
    try:
        _require_current(recognise(connection, path), path)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_writer(path: Path, *, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """The writing connection, in WAL mode, on a catalog that `recognise` has accepted.

    Commits are not synced one by one (`synchronous=NORMAL`): a crash of the program loses nothing, a power
    cut loses at most the last commits and never harms the file. Edits ask for more: see `Transactions`.

    Raises:
        KnownError: `FOLDER_READ_ONLY`, `CATALOG_LOCKED`, `DISK_FULL` or `CATALOG_DAMAGED`.
    """
    with translated(path):
        connection = connect(path, "mode=rw", busy_ms)
    try:
        with translated(path):
            _prepare_writer(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def recognise(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of a catalog.

    Raises:
        KnownError: `CATALOG_DAMAGED` when it is no catalog of ours, `CATALOG_NEWER` when a later program
            made it.
    """
    with translated(path):
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION_ID:
            raise KnownError(ErrorCode.CATALOG_DAMAGED, str(path), "not a catalog of this program")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > SCHEMA_VERSION:
            raise KnownError(
                ErrorCode.CATALOG_NEWER, str(path), f"schema {version}, this program knows {SCHEMA_VERSION}"
            )
        names = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    if missing := _TABLES - names:
        raise KnownError(ErrorCode.CATALOG_DAMAGED, str(path), f"no table {', '.join(sorted(missing))}")
    return version


def schema_version(path: Path) -> int:
    """The schema version of the catalog at `path`, found without writing; errors as `recognise`."""
    connection = open_reader(path, BUSY_MS)
    try:
        return recognise(connection, path)
    finally:
        connection.close()


def companions(path: Path) -> tuple[Path, Path]:
    """The files that SQLite keeps beside a database in WAL mode."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def _require_current(version: int, path: Path) -> None:
    if version < SCHEMA_VERSION:
        # Only the writer migrates; in the program's own folder it has run before a reader opens.
        raise KnownError(ErrorCode.CATALOG_DAMAGED, str(path), f"schema {version} was not upgraded")


def open_reader(path: Path, busy_ms: int) -> sqlite3.Connection:
    """A connection that can only read, on a file of any kind that `recognise` has yet to look at.

    Raises:
        KnownError: as `connect_reader`.
    """
    _require_content(path)
    try:
        return _readable(path, "mode=ro", busy_ms)
    except sqlite3.Error as error:
        known = known_sqlite_error(error, path)
        if known is None:
            raise
        if known.code is not ErrorCode.FOLDER_READ_ONLY or _has_pending_commits(path):
            raise known from error
    # A WAL database in a read-only folder: nobody can write it, so it can be read as a constant.
    with translated(path):
        return _readable(path, "mode=ro&immutable=1", busy_ms)


def _require_content(path: Path) -> None:
    try:
        status = path.stat()
    except OSError as error:
        if path.is_symlink():
            raise KnownError(ErrorCode.DANGLING_LINK, str(path), error.strerror or "") from error
        raise known_os_error(error, str(path)) from error
    if stat.S_ISDIR(status.st_mode):
        raise KnownError(ErrorCode.IS_A_DIRECTORY, str(path))
    if not stat.S_ISREG(status.st_mode):
        raise KnownError(
            ErrorCode.CATALOG_DAMAGED, str(path), "not a file"
        )  # opening a pipe would wait for ever
    if status.st_size == 0:
        # SQLite would take it for a new database. Ours are made whole and then moved into place, so an
        # empty file has lost its content.
        raise KnownError(ErrorCode.CATALOG_DAMAGED, str(path), "the file is empty")


def _readable(path: Path, options: str, busy_ms: int) -> sqlite3.Connection:
    connection = connect(path, options, busy_ms)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cache_size = -16000")
        connection.execute("PRAGMA user_version").fetchone()  # the first access to the file
    except BaseException:
        connection.close()
        raise
    return connection


def _has_pending_commits(path: Path) -> bool:
    wal = companions(path)[0]
    return wal.exists() and wal.stat().st_size > 0


def connect(path: Path, options: str, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """A plain connection to a file that exists, in autocommit mode; `options` as in SQLite's URIs."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        timeout=busy_ms / 1000,
        isolation_level=None,  # transactions are begun and ended in words
        cached_statements=256,
        check_same_thread=False,  # one thread uses it, but another may close it when that one has ended
    )
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _prepare_writer(connection: sqlite3.Connection) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "secure_delete = OFF",  # where it is on, deleted content is overwritten: slow, and no secret is here
        "cache_size = -32000",
        "journal_size_limit = 67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite opens an unwritable file for reading without a word; this finds out now.
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")
