"""Which files count as pictures and sheets when a folder is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

PICTURE_SUFFIXES = frozenset(
    [
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
        ".mpo",
        ".jp2",
        ".ppm",
        ".tga",
    ]
)
SHEET_SUFFIXES = frozenset({".csv", ".tsv"})


def is_picture_name(path: Path) -> bool:
    """Whether the file's name ends like a picture's."""
    return path.suffix.lower() in PICTURE_SUFFIXES


def is_sheet_name(path: Path) -> bool:
    """Whether the file's name ends like a sheet's."""
    return path.suffix.lower() in SHEET_SUFFIXES


def natural_key(path: Path) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts `2.jpg` before `10.jpg`."""
    parts = re.split(r"(\d+)", str(path).casefold())
    return tuple((1, int(part), "") if part.isdigit() and part.isascii() else (0, 0, part) for part in parts)


def walk_files(folder: Path) -> Iterator[Path]:
    """Every file below a folder in natural order; hidden ones and folders that loop back are left out.

    Raises:
        OSError: a folder below cannot be listed.
    """
    seen: set[tuple[int, int]] = set()
    pending = [folder]
    while pending:
        current = pending.pop()
        status = current.stat()
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(current) as listing:
            entries = sorted((Path(entry.path) for entry in listing), key=natural_key)
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        yield from (entry for entry in shown if not entry.is_dir())
        pending.extend(reversed([entry for entry in shown if entry.is_dir()]))
