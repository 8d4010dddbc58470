"""Which files count as pictures, sheets and archives when a folder is read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

PICTURE_SUFFIXES = frozenset(
    {
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".png",
        ".apng",
        ".webp",
        ".gif",
        ".tif",
        ".tiff",
        ".bmp",
        ".dib",
        ".heic",
        ".heif",
        ".hif",
        ".avif",
        ".avifs",
        ".mpo",
        ".jp2",
        ".ppm",
        ".tga",
    }
)
SHEET_SUFFIXES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"})
ARCHIVE_SUFFIXES = frozenset({".zip"})


def is_picture_name(path: Path) -> bool:
    """Whether the file's name ends like a picture's."""
    return path.suffix.lower() in PICTURE_SUFFIXES


def is_sheet_name(path: Path) -> bool:
    """Whether the file's name ends like a sheet's."""
    return path.suffix.lower() in SHEET_SUFFIXES


def is_archive_name(path: Path) -> bool:
    """Whether the file's name ends like an archive's that can be unpacked."""
    return path.suffix.lower() in ARCHIVE_SUFFIXES


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; False where that may not be asked: reading it then tells why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Whether a path is a regular file; False where that may not be asked."""
    try:
        return path.is_file()
    except OSError:
        return False


def natural_key(path: Path) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts `2.jpg` before `10.jpg`."""
    parts = re.split(r"(\d+)", str(path).casefold())
    return tuple((1, int(part), "") if part.isdigit() and part.isascii() else (0, 0, part) for part in parts)


def walk_files(
    folder: Path, *, hidden: bool = False, on_error: Callable[[Path, OSError], None] | None = None
) -> Iterator[Path]:
    """Every file below a folder in natural order; folders that loop back are entered once.

    Args:
        folder: where to start.
        hidden: whether files and folders whose names start with a dot are told too.
        on_error: told of each folder that cannot be listed; the walk goes on with the others.

    Raises:
        OSError: a folder cannot be listed and `on_error` is None.
    """
    seen: set[tuple[int, int]] = set()
    pending = [folder]
    while pending:
        current = pending.pop()
        try:
            entries = _entries(current, seen)
        except OSError as error:
            if on_error is None:
                raise
            on_error(current, error)
            continue
        shown = [entry for entry in entries if hidden or not entry.name.startswith(".")]
        sorted_in = [(entry, is_folder(entry)) for entry in shown]
        yield from (entry for entry, is_one in sorted_in if not is_one)
        pending.extend(reversed([entry for entry, is_one in sorted_in if is_one]))


def _entries(folder: Path, seen: set[tuple[int, int]]) -> list[Path]:
    status = folder.stat()
    if (status.st_dev, status.st_ino) in seen:
        return []
    seen.add((status.st_dev, status.st_ino))
    with os.scandir(folder) as listing:
        return sorted((Path(entry.path) for entry in listing), key=natural_key)
