"""Copies of the clients' file: one for each day of use, checked, the oldest making room."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError, known_write_error
from visrec_desktop.data.backup import copy
from visrec_desktop.data.connections import BUSY_MS, companions, open_reader
from visrec_desktop.data.profiles.connections import recognise
from visrec_desktop.data.profiles.errors import damaged, translated
from visrec_desktop.data.profiles.forget import erase_from
from visrec_desktop.data.profiles.values import Backup

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 7
"""How many days of use are kept."""
_DAY_S = 86_400
_MOMENT = "%Y%m%d-%H%M%S"
_HALVES = (".db.new", ".db.restored", ".db.cleared")
_NAME = re.compile(r"profiles-(\d{8}-\d{6})(?:-\d+)?\.db", re.ASCII)


def copy_of_the_day(path: Path, folder: Path, *, kept: int = KEPT) -> Path | None:
    """Copy the clients' file unless today's copy is there; None when there was nothing to do.

    Older copies make room only after the new one was found sound.

    Raises:
        KnownError: `PROFILES_DAMAGED` or `PROFILES_NEWER` (the file, so no copy is made), `DISK_FULL`,
            `FOLDER_READ_ONLY`, `PROFILES_LOCKED`.
    """
    sweep(path, folder)
    if not path.exists() or any(folder.glob(f"profiles-{time.strftime('%Y%m%d')}-*.db")):
        return None
    target = copy_now(path, folder)
    for old in _rotating(folder)[kept:]:
        old.unlink(missing_ok=True)
    return target


def copy_now(path: Path, folder: Path) -> Path:
    """Make a copy in `folder`, whole and checked; errors as `copy_of_the_day`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise known_write_error(error, str(folder)) from error
    moment = time.strftime(_MOMENT)
    target = folder / f"profiles-{moment}.db"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"profiles-{moment}-{number}.db"
    return copy_to(path, target)


def copy_to(path: Path, target: Path) -> Path:
    """Copy a clients' file to the new file `target`, which is whole or absent.

    Raises:
        KnownError: as `copy_of_the_day`.
    """
    new = target.with_name(target.name + ".new")
    new.unlink(missing_ok=True)
    with translated(path):
        source = open_reader(path, BUSY_MS)
        with closing(source):
            recognise(source, path)
            try:
                copy(source, new)
            except KnownError as error:
                # The copy was found damaged, so what it was made of is.
                raise KnownError(error.code, str(path), error.detail) from error
            except sqlite3.DatabaseError as error:
                raise damaged(path, str(error)) from error
    try:
        new.chmod(0o600)
        os.replace(new, target)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        raise known_write_error(error, str(target)) from error
    return target


def sweep(path: Path, folder: Path) -> None:
    """Remove what a crash in the middle of copying left behind: it may hold anybody."""
    for place in (folder, path.parent):
        for half in place.glob(f"{path.stem}*{path.suffix}.*"):
            if half.name.removesuffix("-journal").endswith(_HALVES):
                half.unlink(missing_ok=True)


def list_copies(path: Path, folder: Path, *, kept: int = KEPT) -> list[Backup]:
    """The copies of the clients' file at `path`, newest first; those made before an upgrade as well."""
    rotating = _rotating(folder)
    found = [_described(file, _expiry(place, kept)) for place, file in enumerate(rotating)]
    found += [_described(file, None) for file in path.parent.glob(f"{path.stem}.schema-*{path.suffix}")]
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def kept_aside(path: Path) -> list[Path]:
    """The damaged files that copies have taken the place of, newest first."""
    return sorted(path.parent.glob(f"{path.stem}.damaged-*{path.suffix}"), reverse=True)


def put_in_place(copied: Path, path: Path, forgotten: Sequence[str] = ()) -> Path | None:
    """Let a copy take the place of the clients' file, which is kept aside; answers where it is.

    The copy is itself copied and checked first, so it stays, and a bad one changes nothing. Nobody may have
    the file open. At every moment there is a whole file in place. Clients with a mark among `forgotten` are
    erased from what is put in place.

    Raises:
        KnownError: `NOT_FOUND`, `PROFILES_DAMAGED` or `PROFILES_NEWER` (the copy), `DISK_FULL`,
            `FOLDER_READ_ONLY`.
    """
    new = path.with_name(path.name + ".restored")
    copy_to(copied, new)
    if forgotten:
        erase_from(new, forgotten)
    log, index = companions(path)
    try:
        aside = _keep_aside(path) if path.exists() else None
        # The log of the old file would be played into the new one.
        if aside is not None and log.exists():
            os.replace(log, companions(aside)[0])  # noqa: PTH105 - atomic on every platform
        log.unlink(missing_ok=True)
        index.unlink(missing_ok=True)
        os.replace(new, path)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        raise known_write_error(error, str(path)) from error
    return aside


def _keep_aside(path: Path) -> Path:
    """A second name for the file, or a copy where the disk knows no second names."""
    stem = f"{path.stem}.damaged-{time.strftime(_MOMENT)}"
    aside = path.with_name(stem + path.suffix)
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{stem}-{number}{path.suffix}")
    try:
        aside.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, aside)
    return aside


def _rotating(folder: Path) -> list[Path]:
    """The copies that make room for each other, newest first."""
    return sorted((file for file in folder.glob("profiles-*.db") if _NAME.fullmatch(file.name)), reverse=True)


def _expiry(place: int, kept: int) -> int:
    """When the copy at this place is replaced at the earliest: noon of that day, in microseconds."""
    days = max(kept - place, 1)
    year, month, day, *_ = time.localtime(time.time())
    return int(time.mktime((year, month, day + days, 12, 0, 0, 0, 0, -1))) * 1_000_000


def _described(file: Path, expires_at: int | None) -> Backup:
    try:
        status = file.stat()
        size, made = status.st_size, status.st_mtime_ns // 1000
    except OSError:
        size, made = 0, 0
    if found := _NAME.fullmatch(file.name):
        with suppress(ValueError, OverflowError):
            made = int(time.mktime(time.strptime(found.group(1), _MOMENT))) * 1_000_000
    return Backup(file, made, size, _count(file), expires_at)


def _count(file: Path) -> int | None:
    try:
        with translated(file), closing(open_reader(file, BUSY_MS)) as connection:
            recognise(connection, file)
            statement = "SELECT count(*) FROM clients WHERE merged_into IS NULL"
            return int(connection.execute(statement).fetchone()[0])
    except KnownError:
        return None
