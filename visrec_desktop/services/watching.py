"""A watched folder: what arrives there, once it is complete."""

from __future__ import annotations

import json
import logging
import os
import stat
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.pictures import ARCHIVE_SUFFIXES, PICTURE_SUFFIXES, SHEET_SUFFIXES, natural_key
from visrec_desktop.data.imports import all_files
from visrec_desktop.services.importing.copies import Copies

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

_log = logging.getLogger(__name__)
SETTLE_S = 3.0
"""How long a file must stay as it is to count as complete, in seconds."""
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
        self.is_new = True  # whether it was never asked
        self._told: dict[str, _Stamp] = {}
        self._waiting: dict[str, tuple[_Stamp, float]] = {}

    @property
    def told(self) -> Mapping[str, _Stamp]:
        """The files that were told, with their states then."""
        return self._told

    def poll(self, known: Mapping[str, _Stamp] | None = None) -> Arrivals:
        """Look at the folder once.

        Args:
            known: size in bytes and mtime in ns of files that need not be told, by path: what the catalog has
                from an earlier time. The first poll is the time to say it.
        """
        self.is_new = False
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


def look(workspace: Workspace, watch: Watch) -> Arrivals:
    """Poll; the first time with what was imported before, so that a restart imports nothing twice.

    What was deleted, archived or edited since stays so: an unchanged file says nothing new.

    Raises:
        KnownError: the catalog cannot be read.
    """
    known: dict[str, _Stamp] = {}
    if watch.is_new:
        files = all_files(workspace.reader())
        known = {path: (size, mtime_ns) for path, (size, mtime_ns, _) in files.items()}
        known |= _remembered(workspace.paths.watched)
    arrivals = watch.poll(known)
    if not arrivals.files:
        return arrivals
    _remember(workspace.paths.watched, watch.told)
    copies = Copies(workspace.paths.pictures, all_files(workspace.reader()))
    fresh = tuple(path for path in arrivals.files if copies.stored_name(path) == str(path))
    return replace(arrivals, files=fresh)


def _remembered(file: Path) -> dict[str, _Stamp]:
    try:
        read = json.loads(file.read_text(encoding="ascii"))
        return {str(path): (int(size), int(mtime)) for path, (size, mtime) in read.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # derived: without it unchanged files are looked at once more


def _remember(file: Path, told: Mapping[str, _Stamp]) -> None:
    temporary = file.with_suffix(".tmp")
    try:
        temporary.write_text(json.dumps(told), encoding="ascii")
        os.replace(temporary, file)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        _log.info("What the watched folder held could not be kept (errno %s).", error.errno)


def _listed(folder: Path) -> _Listing:
    """The files below a folder that can be of use.

    Not `core.pictures.walk_files`: it is made every few seconds, needs no order, and on Windows the listing
    itself tells sizes and times. Links to folders are not followed, so that it stays inside and ends.

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
        elif name[name.rfind(".") :].lower() in _OF_USE:
            status = entry.stat()
            is_hidden = getattr(status, "st_file_attributes", 0) & _HIDDEN
            if stat.S_ISREG(status.st_mode) and not is_hidden:
                listing.stamps[entry.path] = (status.st_size, status.st_mtime_ns)
    except OSError:  # gone again, or a link to nowhere
        return
