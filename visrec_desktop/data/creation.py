"""New databases and upgraded ones: the only code that runs migrations."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from typing import TYPE_CHECKING, NamedTuple

from visrec_desktop.core.errors import ErrorCode, KnownError, known_write_error
from visrec_desktop.data import connections, errors

if TYPE_CHECKING:
    from pathlib import Path


class Kind(NamedTuple):
    """A kind of database file.

    Attributes:
        version: the schema that this program writes.
        schema_version: of a file, found without writing.
        connect_writer: opens a file for writing.
        migrate: applies the steps that a database lacks.
        translated: turns SQLite's errors about a file into known ones.
        mode: who may read a new file; None: as the system has it.
    """

    version: int
    schema_version: Callable[[Path], int]
    connect_writer: Callable[[Path], sqlite3.Connection]
    migrate: Callable[[sqlite3.Connection], None]
    translated: Callable[[Path], AbstractContextManager[None]]
    mode: int | None = None


def ensure_catalog(path: Path) -> None:
    """As `ensure`, for a catalog."""
    ensure(
        path,
        Kind(
            connections.SCHEMA_VERSION,
            connections.schema_version,
            connections.connect_writer,
            _migrate_catalog,
            errors.translated,
        ),
    )


def ensure(path: Path, kind: Kind) -> None:
    """Create the file when there is none; upgrade an older one after copying it beside itself.

    A file that is damaged, foreign or newer is left exactly as it is.

    Raises:
        KnownError: as `kind.schema_version`, or why the folder cannot be written.
    """
    try:
        version = kind.schema_version(path)
    except KnownError as error:
        if error.code is not ErrorCode.NOT_FOUND:
            raise
        _create(path, kind)
        return
    if version < kind.version:
        _upgrade(path, kind, version)


def _create(path: Path, kind: Kind) -> None:
    """Make the file under another name and move it into place: it is whole or absent."""
    new = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A log left behind by a file that was deleted would be played into the new one.
        for leftover in (*connections.companions(path), new, *connections.companions(new)):
            leftover.unlink(missing_ok=True)
        with kind.translated(new), closing(sqlite3.connect(new, isolation_level=None)) as connection:
            kind.migrate(connection)
        if kind.mode is not None:
            new.chmod(kind.mode)
        os.replace(new, path)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        raise known_write_error(error, str(path)) from error
    except KnownError as error:
        new.unlink(missing_ok=True)
        raise KnownError(error.code, str(path), error.detail) from error


def _upgrade(path: Path, kind: Kind, version: int) -> None:
    from visrec_desktop.data.backup import copy_before_upgrade

    with closing(kind.connect_writer(path)) as connection, kind.translated(path):
        copy_before_upgrade(path, version)
        kind.migrate(connection)


def _migrate_catalog(connection: sqlite3.Connection) -> None:
    from visrec_desktop.data.migrations import migrate  # slow to import, and seldom needed

    migrate(connection)
