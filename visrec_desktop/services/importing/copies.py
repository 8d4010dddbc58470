"""Picture files copied into the data folder, where the user wants that: they stay when the stick is gone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from visrec_desktop.core.errors import known_write_error

_HASH = 16  # hexadecimal digits of the content in a copy's name
_NAME = 80


class Copies:
    """The copies that the catalog knows, found again by what they were made of.

    Args:
        folder: where copies lie.
        files: the catalog's picture files: path to size in bytes, mtime in ns and SHA-256.
    """

    def __init__(self, folder: Path, files: Mapping[str, tuple[int, int, str]]) -> None:
        self._files = files
        start = str(folder) + os.sep
        self._made: dict[tuple[str, int, int], str] = {}
        for path, (size, mtime, _) in files.items():
            if path.startswith(start):
                self._made[Path(path).name[_HASH + 1 :], size, mtime] = path

    def stored_name(self, path: Path) -> str:
        """The path by which the catalog knows a file: its own, or that of the copy made of it."""
        if str(path) in self._files or not self._made:
            return str(path)
        try:
            status = path.stat()
        except OSError:
            return str(path)
        return self._made.get((path.name[-_NAME:], status.st_size, status.st_mtime_ns), str(path))


def keep_copy(folder: Path, path: Path, data: bytes, sha256: str, mtime_ns: int) -> Path:
    """Copy a picture file into the data folder, named by its content; the copy.

    The copy has the original's time, so that the original is known again. One that is there already stays.

    Args:
        folder: where copies lie.
        path: the original file.
        data: its bytes.
        sha256: of the bytes, hexadecimal.
        mtime_ns: when the original was changed last.

    Raises:
        KnownError: `DISK_FULL` or `FOLDER_READ_ONLY`.
    """
    target = folder / sha256[:2] / f"{sha256[:_HASH]}-{path.name[-_NAME:]}"
    try:
        if target.exists() and target.stat().st_size == len(data):
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f"{target.name}.{os.getpid()}.part")
        temporary.write_bytes(data)
        os.utime(temporary, ns=(mtime_ns, mtime_ns))
        os.replace(temporary, target)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        raise known_write_error(error, str(target)) from error
    return target


def sweep(folder: Path, used: Iterable[str], older_than_s: float) -> int:
    """Remove copies and unpacked files that nothing refers to and that came long ago; how many.

    A young file may be of a plan that is still being looked at.
    """
    kept = set(used)
    limit = time.time() - older_than_s
    removed = 0
    for parent, _, names in os.walk(folder, topdown=False):
        for path in (Path(parent) / name for name in names):
            if str(path) not in kept and path.stat().st_ctime < limit:
                path.unlink()
                removed += 1
        if Path(parent) != folder and not any(Path(parent).iterdir()):
            Path(parent).rmdir()
    return removed
