"""A watched folder: what arrives in it, once it is whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.pictures import is_archive_name, is_picture_name, is_sheet_name, walk_files

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

SETTLE_S = 3.0
_UNFINISHED = (".part", ".crdownload", ".tmp", ".partial", ".download")
State = tuple[int, int]
"""Size in bytes and time of the last change in ns."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What a look at the folder found: `available` is False where it cannot be read."""

    files: tuple[Path, ...] = ()
    available: bool = True


@dataclass(slots=True)
class _Seen:
    state: State
    since: float


class Watch:
    """Remembers what a folder holds, and tells what is new in it. Reads the disk; one thread at a time.

    A file that is removed is forgotten and is no message: its product stays. A folder that is gone for a
    while (a stick that was pulled) is as it was when it is back.

    Args:
        folder: the folder, searched to any depth.
        settle_s: a file must have been the same for so long before it counts as whole.
        clock: seconds that only go forward.
    """

    def __init__(
        self, folder: Path, settle_s: float = SETTLE_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder = folder
        self._settle_s = settle_s
        self._clock = clock
        self._done: dict[Path, State] = {}
        self._growing: dict[Path, _Seen] = {}

    @property
    def folder(self) -> Path:
        """The folder."""
        return self._folder

    def note_known(self, known: Mapping[str, State]) -> None:
        """Files that were imported before, with their states then: they are not told again."""
        start = self._folder.parts
        for name, state in known.items():
            path = Path(name)
            if path.parts[: len(start)] == start:
                self._done.setdefault(path, state)

    def poll(self) -> Arrivals:
        """The files that are new or changed since they were told, and whole."""
        now = self._clock()
        if not self._folder.is_dir():
            return Arrivals(available=False)
        trouble: list[Path] = []
        files = list(walk_files(self._folder, on_error=lambda folder, _: trouble.append(folder)))
        if self._folder in trouble:
            return Arrivals(available=False)
        growing: dict[Path, _Seen] = {}
        arrived = []
        for path in files:
            state = _state(path) if _counts(path) else None
            if state is None or self._done.get(path) == state:
                continue
            seen = self._growing.get(path)
            if seen is None or seen.state != state:
                seen = _Seen(state, now)
            if now - seen.since >= self._settle_s:
                arrived.append(path)
                self._done[path] = state
            else:
                growing[path] = seen
        self._growing = growing
        return Arrivals(tuple(arrived))


def look(workspace: Workspace, watch: Watch) -> Arrivals:
    """Look at a watched folder, passing over what the catalog has already. Any thread with a reader."""
    known = workspace.reader().known_files()
    watch.note_known({path: (size, mtime) for path, (size, mtime, _) in known.items()})
    return watch.poll()


def _counts(path: Path) -> bool:
    name = path.name.lower()
    if name.startswith((".", "~$")) or name.endswith(_UNFINISHED):
        return False
    return is_picture_name(path) or is_sheet_name(path) or is_archive_name(path)


def _state(path: Path) -> State | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
