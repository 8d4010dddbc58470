"""New clients' files and upgraded ones: the only code that runs their migrations."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError, known_write_error
from visrec_desktop.data.connections import companions
from visrec_desktop.data.profiles import schema
from visrec_desktop.data.profiles.connections import connect_writer, schema_version
from visrec_desktop.data.profiles.errors import translated

if TYPE_CHECKING:
    from pathlib import Path


def ensure_profiles(path: Path) -> None:
    """Create the clients' file when there is none; upgrade an older one after copying it beside itself.

    A file that is damaged, foreign or newer is left exactly as it is.

    Raises:
        KnownError: as `connections.recognise`, or why the folder cannot be written.
    """
    try:
        version = schema_version(path)
    except KnownError as error:
        if error.code is not ErrorCode.NOT_FOUND:
            raise
        _create(path)
        return
    if version < schema.SCHEMA_VERSION:
        _upgrade(path, version)


def _create(path: Path) -> None:
    """Make the file under another name and move it into place: it is whole or absent."""
    from visrec_desktop.data.profiles.migrations import migrate

    new = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A log left behind by a file that was deleted would be played into the new one.
        for leftover in (*companions(path), new, *companions(new)):
            leftover.unlink(missing_ok=True)
        with translated(new), closing(sqlite3.connect(new, isolation_level=None)) as connection:
            migrate(connection)
        new.chmod(0o600)
        os.replace(new, path)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        raise known_write_error(error, str(path)) from error
    except KnownError as error:
        new.unlink(missing_ok=True)
        raise KnownError(error.code, str(path), error.detail) from error


def _upgrade(path: Path, version: int) -> None:
    from visrec_desktop.data.backup import copy_before_upgrade
    from visrec_desktop.data.profiles.migrations import migrate

    with closing(connect_writer(path)) as connection, translated(path):
        copy_before_upgrade(path, version)
        migrate(connection)
