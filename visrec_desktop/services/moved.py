"""Pictures that lie elsewhere now: another drive letter, another name of a stick, a folder that was moved."""

from __future__ import annotations

import hashlib
import os
import re
import string
from collections import defaultdict, deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from visrec_desktop.core.paths import RESOURCE_PREFIX, picture_file
from visrec_desktop.core.pictures import is_file, is_folder
from visrec_desktop.core.progress import CancelToken, Progress

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_MOUNTS = (("/media", "*/*"), ("/run/media", "*/*"), ("/media", "*"), ("/mnt", "*"), ("/Volumes", "*"))
_MOST_FOLDERS = 2_000
"""So many folders below a chosen one are looked into."""
_HASHED = 3  # pictures of a folder whose content is compared before its sizes and times are believed
_SAME_TIME_NS = 2_000_000_000  # what FAT rounds times to
_REPORT_EVERY = 50
_Known = Mapping[str, tuple[int, int, str]]
_Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovedReport:
    """Where missing pictures are now.

    Attributes:
        found: the new path of each picture file that was found, by its stored path.
        still_missing: the stored paths of the others.
    """

    found: Mapping[str, str] = field(default_factory=dict)
    still_missing: tuple[str, ...] = ()


def missing_pictures(workspace: Workspace) -> tuple[str, ...]:
    """The stored paths of the picture files that are not where they were; shipped ones never are."""
    return tuple(path for path in workspace.reader().known_files() if _is_missing(path))


def find_moved(
    workspace: Workspace, token: CancelToken, roots: Sequence[Path] = ()
) -> Generator[Progress, None, MovedReport]:
    """Look for missing pictures on other drives and mounts, and below folders that the user names.

    A file counts as found where as much of its path as possible is the same and its size is; and its content,
    for the first ones of a folder and wherever its time differs. Nothing is changed: see `apply_moved`.

    Args:
        workspace: the open data folder.
        token: stops the search.
        roots: folders that the pictures were moved into, at any depth and under any name.

    Raises:
        KnownError: the catalog cannot be read.
        Cancelled: the token was set.
    """
    yield Progress("finding")
    known = workspace.reader().known_files()
    missing = []
    for path in known:
        token.check()
        if _is_missing(path):
            missing.append(path)
    places = [*roots, workspace.paths.pictures, *_below(roots, token), *mounts()] if missing else []
    search = _Search(known, places, token)
    done = 0
    for folder, paths in _by_folder(missing).items():
        for looked, _ in enumerate(search.look(folder, paths)):
            if looked % _REPORT_EVERY == 0:
                yield Progress("finding", done + min(looked, len(paths)), len(missing))
        done += len(paths)
    yield Progress("finding", len(missing), len(missing))
    return MovedReport(search.found, tuple(path for path in missing if path not in search.found))


def apply_moved(workspace: Workspace, report: MovedReport) -> int:
    """Store the new places, all or none of them; how many pictures they are of. Work thread only.

    Raises:
        KnownError: the catalog cannot be written to; nothing was changed.
    """
    writer = workspace.writer()
    with writer.transaction():
        return sum(writer.move_file(old, new) for old, new in report.found.items())


def undo_moved(workspace: Workspace, report: MovedReport) -> int:
    """Store the places of before again, as `apply_moved` found them; how many pictures. Work thread only.

    Raises:
        KnownError: the catalog cannot be written to; nothing was changed.
    """
    writer = workspace.writer()
    with writer.transaction():
        return sum(writer.move_file(new, old) for old, new in report.found.items())


def mounts() -> list[Path]:
    """The drives and mounted disks of this computer."""
    if os.name == "nt":
        places = [Path(f"{letter}:\\") for letter in string.ascii_uppercase]
    else:
        places = [path for base, pattern in _MOUNTS for path in sorted(Path(base).glob(pattern))]
    return [place for place in places if is_folder(place)]


def _below(roots: Sequence[Path], token: CancelToken) -> list[Path]:
    """The folders below those that the user chose, the nearest first: one of them may be the one, renamed."""
    found: list[Path] = []
    pending = deque(roots)
    while pending and len(found) < _MOST_FOLDERS:
        token.check()
        try:
            inside = sorted(entry for entry in pending.popleft().iterdir() if is_folder(entry))
        except OSError:
            continue
        shown = [folder for folder in inside if not folder.name.startswith(".") and not folder.is_symlink()]
        found += shown
        pending += shown
    return found[:_MOST_FOLDERS]


def _is_missing(path: str) -> bool:
    return not path.startswith(RESOURCE_PREFIX) and not is_file(picture_file(path))


def _pure(path: str) -> PurePath:
    """A stored path by the rules of the system that it is of: a catalog travels."""
    return PureWindowsPath(path) if _WINDOWS.match(path) else PurePosixPath(path)


def _by_folder(paths: Sequence[str]) -> dict[_Parts, list[str]]:
    folders: dict[_Parts, list[str]] = defaultdict(list)
    for path in paths:
        folders[_pure(path).parent.parts].append(path)
    return folders


class _Search:
    """A search through all places, that learns from each folder it finds where its neighbours may be."""

    def __init__(self, known: _Known, places: Sequence[Path], token: CancelToken) -> None:
        self.found: dict[str, str] = {}
        self._known = known
        self._places = list(dict.fromkeys(places))
        self._token = token
        self._learned: dict[_Parts, Path] = {}

    def look(self, folder: _Parts, paths: Sequence[str]) -> Iterator[None]:
        """Look for the pictures of one folder; yields for each file that is looked at."""
        left = list(paths)
        for common, candidate in self._candidates(folder):
            self._token.check()
            if not left:
                return
            if not is_folder(candidate):
                continue
            before = len(self.found)
            yield from self._compare(candidate, left, surely=common > 0)
            left = [path for path in left if path not in self.found]
            if len(self.found) > before:
                self._learn(folder, candidate)

    def _candidates(self, folder: _Parts) -> Iterator[tuple[int, Path]]:
        """Folders that may be this one, with how many parts of the path they share; likely ones first."""
        seen: set[Path] = set()
        learned = [(old, new) for old, new in self._learned.items() if folder[: len(old)] == old]
        ways = [(old, [new]) for old, new in sorted(learned, key=lambda way: -len(way[0]))]
        ways += [(folder[:start], self._places) for start in range(1, len(folder) + 1)]
        for old, places in ways:
            rest = folder[len(old) :]
            for place in places:
                candidate = place.joinpath(*rest)
                if candidate not in seen:
                    seen.add(candidate)
                    yield len(rest), candidate

    def _compare(self, candidate: Path, paths: Sequence[str], *, surely: bool) -> Iterator[None]:
        """Note which of the pictures lie in the candidate; gives up where the first ones are others."""
        same = other = 0
        for path in paths:
            self._token.check()
            yield
            file = candidate / _pure(path).name
            size, mtime_ns, sha256 = self._known[path]
            try:
                status = file.stat()
                if status.st_size != size or not is_file(file):
                    continue
                is_doubtful = abs(status.st_mtime_ns - mtime_ns) > _SAME_TIME_NS or not surely
                if (is_doubtful or same < _HASHED) and _sha256(file) != sha256:
                    other += 1
                    if other == _HASHED and not same:
                        return
                    continue
            except OSError:
                continue
            same += 1
            self.found[path] = str(file)

    def _learn(self, folder: _Parts, candidate: Path) -> None:
        """Remember what the beginning of the path became, so that its other folders are found at once."""
        old, new = folder, candidate
        while len(old) > 1 and new.name and old[-1] == new.name:
            old, new = old[:-1], new.parent
        self._learned.setdefault(old, new)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
