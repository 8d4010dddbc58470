"""The shipped catalog: sealed when it is built, copied when a new data folder begins."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError, known_write_error
from visrec_desktop.data.connections import companions, connect, schema_version
from visrec_desktop.data.errors import translated

if TYPE_CHECKING:
    from pathlib import Path


def install_demo(source: Path, target: Path) -> None:
    """Copy the demo catalog to `target`, which is whole or absent at every moment; `source` is only read.

    Raises:
        KnownError: `DEMO_MISSING`, `DISK_FULL`, `FOLDER_READ_ONLY` or `NO_PERMISSION`.
    """
    if not source.is_file():
        raise KnownError(ErrorCode.DEMO_MISSING, str(source))
    new = target.with_name(target.name + ".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for leftover in (*companions(target), *companions(new)):
            leftover.unlink(missing_ok=True)
        with source.open("rb") as original, new.open("wb") as copy:
            shutil.copyfileobj(original, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        os.replace(new, target)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        new.unlink(missing_ok=True)
        raise known_write_error(error, str(target)) from error


def seal(path: Path) -> None:
    """Turn a closed catalog into one file that can be read from a read-only folder, as small as it gets.

    A file in WAL mode needs a writable folder even for reading, so a shipped one is not.

    Raises:
        KnownError: `CATALOG_LOCKED` while somebody else has it open.
    """
    schema_version(path)  # or it is no catalog, and stays as it is
    with translated(path), closing(connect(path, "mode=rw")) as connection:
        connection.execute("INSERT INTO products_fts (products_fts) VALUES ('optimize')")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
