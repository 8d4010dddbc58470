"""Pictures that lie elsewhere by now: another drive letter, another name of a stick, a moved folder."""

from __future__ import annotations

import hashlib
import os
import string
import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from visrec_desktop.core.paths import RESOURCE_PREFIX
from visrec_desktop.core.progress import CancelToken, Progress

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

PROBES = 3
"""So many pictures of a folder are compared byte by byte; of the others the size must be the same."""
_MOUNTS = ("/media", "/run/media", "/mnt", "/Volumes")
_BLOCK = 1 << 20
Known = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class MovedReport:
    """What was found: old path to new path; and what is still missing."""

    found: Mapping[str, str] = field(default_factory=dict)
    still_missing: tuple[str, ...] = ()


def missing_pictures(workspace: Workspace) -> tuple[str, ...]:
    """The picture files of live products that are not where the catalog says. Any thread with a reader."""
    return tuple(
        path
        for path in sorted(workspace.reader().known_files())
        if not path.startswith(RESOURCE_PREFIX) and not os.path.exists(path)  # noqa: PTH110 - ten thousand of them
    )


def find_moved(
    workspace: Workspace, token: CancelToken, roots: Sequence[Path] = ()
) -> Generator[Progress, None, MovedReport]:
    """Look for missing picture files under other drives and mounts, and below folders that the user chose.

    A file counts as found when it has the size of the one that is missing; of each folder the first `PROBES`
    must have the same content, or nothing of that folder is taken.

    Any thread with a reader.

    Raises:
        Cancelled: the token was set.
    """
    known = workspace.reader().known_files()
    missing = missing_pictures(workspace)
    folders: dict[PurePath, list[str]] = {}
    for path in missing:
        folders.setdefault(PurePath(path).parent, []).append(path)
    found: dict[str, str] = {}
    tops = list(_tops())
    for done, (folder, paths) in enumerate(folders.items(), start=1):
        token.check()
        for place in _places(folder, tops, [*roots, workspace.paths.pictures]):
            told = _at(place, paths, known)
            if told:
                found |= told
                break
        yield Progress("looking", done, len(folders))
    return MovedReport(found, tuple(path for path in missing if path not in found))


def apply_moved(workspace: Workspace, report: MovedReport) -> int:
    """Let the catalog name the new places; how many pictures that was. Work thread only."""
    return _rename(workspace, report.found)


def undo_moved(workspace: Workspace, report: MovedReport) -> int:
    """Let the catalog name the old places again; how many pictures that was. Work thread only."""
    return _rename(workspace, {new: old for old, new in report.found.items()})


def _rename(workspace: Workspace, names: Mapping[str, str]) -> int:
    writer = workspace.writer()
    with writer.transaction():
        return sum(writer.move_file(old, new) for old, new in names.items())


def _places(folder: PurePath, tops: Sequence[Path], roots: Sequence[Path]) -> Iterator[Path]:
    """Where a folder may be now, the likeliest first."""
    parts = folder.parts[1:]  # without the drive or the first slash
    ends = [parts[start:] for start in range(len(parts) + 1)]
    for root in roots:
        yield from (root.joinpath(*end) for end in ends)
    for top in tops:
        yield from (top.joinpath(*end) for end in ends if end)


def _tops() -> Iterator[Path]:
    """The other drives, or what is mounted."""
    if sys.platform == "win32":
        yield from (Path(f"{letter}:\\") for letter in string.ascii_uppercase)
        return
    for mount in map(Path, _MOUNTS):
        for below in _folders(mount):
            yield below
            yield from _folders(below)


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if entry.is_dir())
    except OSError:
        return []


def _at(place: Path, paths: Sequence[str], known: Mapping[str, Known]) -> dict[str, str]:
    """Those of a folder's files that are at a place; nothing where the first ones are other pictures."""
    found: dict[str, str] = {}
    for path in paths:
        there = place / PurePath(path).name
        size, _, sha256 = known[path]
        try:
            if there.stat().st_size != size:
                continue
            if len(found) < PROBES and _content(there) != sha256:
                return {}
        except OSError:
            continue
        found[path] = str(there)
    return found


def _content(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
