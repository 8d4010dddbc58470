"""A watched folder: what arrives there, once it is complete."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.pictures import ARCHIVE_SUFFIXES, PICTURE_SUFFIXES, SHEET_SUFFIXES, natural_key

SETTLE_S = 3.0
"""How long a file must stay as it is to count as complete, in seconds."""
_LOOK_S = 0.6  # between two looks at dropped files: longer than the times of most file systems are coarse
_PARTIAL = (".part", ".crdownload", ".partial", ".download", ".tmp")
"""What programs add to the name of a file that they are writing."""
_OF_USE = PICTURE_SUFFIXES | SHEET_SUFFIXES | ARCHIVE_SUFFIXES
_HIDDEN = 0x2  # Windows' mark of a hidden file
_Stamp = tuple[int, int]  # size in bytes, mtime in ns


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What one look at the folder found.

    Attributes:
        files: pictures, sheets and archives that are new or changed, and complete; in natural order.
        waiting: how many more are still being written, or were seen for the first time.
        available: whether the folder could be listed.
        unlisted: folders in it that could not be.
    """

    files: tuple[Path, ...] = ()
    waiting: int = 0
    available: bool = True
    unlisted: tuple[Path, ...] = ()


@dataclass(slots=True)
class _Listing:
    stamps: dict[str, _Stamp]
    partial: set[str]
    unlisted: list[Path]


class Watch:
    """What has arrived in a folder so far. Ask `poll` now and then; any one thread.

    A file that is gone says nothing about its product, and one that comes back unchanged is not told again.

    Args:
        folder: the folder; it need not be there yet.
        settle_s: how long a file must stay as it is before it is told, in seconds.
        clock: seconds that only go forward.
    """

    def __init__(
        self, folder: Path, settle_s: float = SETTLE_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.folder = folder.absolute()
        self._settle_s = settle_s
        self._clock = clock
        self._told: dict[str, _Stamp] = {}
        self._waiting: dict[str, tuple[_Stamp, float]] = {}

    def poll(self, known: Mapping[str, _Stamp] | None = None) -> Arrivals:
        """Look at the folder once.

        Args:
            known: size in bytes and mtime in ns of files that need not be told, by path: what the catalog has
                from an earlier time. The first poll is the time to say it.
        """
        for path, stamp in (known or {}).items():
            self._told.setdefault(path, stamp)
        try:
            listing = _listed(self.folder)
        except OSError:
            return Arrivals(waiting=len(self._waiting), available=False)
        moment = self._clock()
        waiting: dict[str, tuple[_Stamp, float]] = {}
        settled = []
        for path, stamp in listing.stamps.items():
            if self._told.get(path) == stamp:
                continue
            before = self._waiting.get(path)
            since = before[1] if before and before[0] == stamp else moment
            if moment - since >= self._settle_s and before and path not in listing.partial:
                settled.append(Path(path))
                self._told[path] = stamp
            else:
                waiting[path] = (stamp, since)
        self._waiting = waiting
        files = tuple(sorted(settled, key=natural_key))
        return Arrivals(files, len(waiting), unlisted=tuple(listing.unlisted))


def _listed(folder: Path) -> _Listing:
    """The files below a folder that can be of use.

    Not `core.pictures.walk_files`: the listing itself tells sizes and times on Windows, needs no order, and is
    made every few seconds. Links to folders are not followed, so that it stays inside and comes to an end.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    listing = _Listing({}, set(), [])
    pending = [str(folder)]
    while pending:
        current = pending.pop()
        try:
            with os.scandir(current) as entries:
                for entry in entries:
                    _sort_in(entry, listing, pending)
        except OSError:
            if current == str(folder):
                raise
            listing.unlisted.append(Path(current))
    return listing


def _sort_in(entry: os.DirEntry[str], listing: _Listing, pending: list[str]) -> None:
    name = entry.name
    if name.startswith((".", "~$")):
        return
    if name.lower().endswith(_PARTIAL):
        listing.partial.add(entry.path.rpartition(".")[0])  # a browser keeps the place with an empty file
        return
    try:
        if entry.is_dir(follow_symlinks=False):
            pending.append(entry.path)
        elif os.path.splitext(name)[1].lower() in _OF_USE:
            status = entry.stat()
            is_hidden = getattr(status, "st_file_attributes", 0) & _HIDDEN
            if stat.S_ISREG(status.st_mode) and not is_hidden:
                listing.stamps[entry.path] = (status.st_size, status.st_mtime_ns)
    except OSError:  # gone again, or a link to nowhere
        return


def busy_files(
    paths: Sequence[Path],
    clock: Callable[[], float] = time.time,
    pause: Callable[[float], None] = time.sleep,
) -> tuple[KnownError, ...]:
    """Those of dropped files that are still being written: a `FILE_BUSY` for each.

    Files that changed lately are looked at twice, with one pause for all of them; without such there is none.
    Files that cannot be looked at are not busy: reading them tells why.

    Args:
        paths: the files.
        clock: the time of day in seconds since 1970, as files have it.
        pause: waits for so many seconds.
    """
    moment = clock()
    fresh = {}
    for path in paths:
        stamp = _stamp(path)
        if stamp is not None and moment - stamp[2] < SETTLE_S:
            fresh[path] = stamp
    if fresh:
        pause(_LOOK_S)
    return tuple(
        KnownError(ErrorCode.FILE_BUSY, str(path)) for path, stamp in fresh.items() if _stamp(path) != stamp
    )


def is_settled(
    path: Path,
    clock: Callable[[], float] = time.time,
    pause: Callable[[float], None] = time.sleep,
) -> bool:
    """Whether nobody is writing the file: see `busy_files`."""
    return not busy_files([path], clock, pause)


def _stamp(path: Path) -> tuple[int, int, float] | None:
    """Size, mtime in ns, and the time of the last change in seconds; None where that cannot be asked."""
    try:
        status = path.stat()
    except OSError:
        return None
    # a copy may already bear the time of its original; its ctime (on Windows: its creation) is of now
    return status.st_size, status.st_mtime_ns, max(status.st_mtime, status.st_ctime)
