"""Which copies of the clients' file still hold a client, and erasing the client from them too."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError, known_write_error
from visrec_desktop.data.connections import BUSY_MS, companions, open_reader
from visrec_desktop.data.profiles.backups import copy_to, kept_aside, list_copies, sweep
from visrec_desktop.data.profiles.connections import recognise
from visrec_desktop.data.profiles.errors import translated
from visrec_desktop.data.profiles.forget import erase_from, family_of
from visrec_desktop.data.profiles.values import BackupHolding

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 1 << 20


def find_holdings(path: Path, folder: Path, uids: Sequence[str]) -> list[BackupHolding]:
    """The copies of the clients' file at `path` that hold a client, or may; newest first.

    A copy that cannot be opened is searched for the client's mark byte by byte; where that finds nothing, it
    is named all the same, as uncertain: what is damaged cannot be cleared of suspicion.
    """
    sweep(path, folder)
    found = []
    for backup in list_copies(path, folder):
        holds = _holds(backup.path, uids)
        if holds is not False:
            found.append(BackupHolding(backup.path, backup.expires_at, certain=holds is True))
    for file in kept_aside(path):
        holds = _holds(file, uids)
        if holds is not False:
            found.append(BackupHolding(file, None, certain=holds is True))
    return found


def erase_from_copy(file: Path, uids: Sequence[str]) -> None:
    """Write a copy anew without a client; the old content is whole until the new one takes its place.

    Raises:
        KnownError: the copy cannot be read, or there is no room for a second one beside it.
    """
    new = file.with_name(file.name + ".cleared")
    copy_to(file, new)
    try:
        erase_from(new, uids)
        for companion in companions(file):
            companion.unlink(missing_ok=True)
        os.replace(new, file)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        raise known_write_error(error, str(file)) from error
    finally:
        new.unlink(missing_ok=True)


def _holds(file: Path, uids: Sequence[str]) -> bool | None:
    """Whether a copy holds the client; None when that cannot be told."""
    try:
        with translated(file), closing(open_reader(file, BUSY_MS)) as connection:
            recognise(connection, file)
            return bool(family_of(connection, uids))
    except KnownError:
        marks = [uid.encode("ascii") for uid in uids]
        try:
            is_there = any(mark in chunk for chunk in _overlapping(file) for mark in marks)
        except OSError:
            return None
        return True if is_there else None


def _overlapping(file: Path) -> Iterator[bytes]:
    """The content in pieces that overlap, so that no mark is cut in two."""
    with file.open("rb") as content:
        rest = b""
        while piece := content.read(_CHUNK):
            yield rest + piece
            rest = piece[-64:]
