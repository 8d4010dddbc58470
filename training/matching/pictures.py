"""Which pictures are trained on: those with a free licence, less the ones held out, and the project's own."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from .recipe import RESOURCES, Recipe

CATALOG, PHOTO, GARMENT, DEMO, DRAWN = "catalog", "photo", "garment", "demo", "drawn"
HELD_OUT_PERCENT = 30
VALIDATION_PERCENT = 5
_HEX_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Source:
    """A picture to train on.

    Attributes:
        name: its source and its file name; never a label.
        path: the file.
        source: one of the constants of this module.
        garment: the kind of garment where it is known and used, else empty.
    """

    name: str
    path: Path
    source: str
    garment: str = ""

    @property
    def validation(self) -> bool:
        """Whether it is left out of training to choose among checkpoints by."""
        return self.source != CATALOG and percent(f"validation {self.name}") < VALIDATION_PERCENT

    @property
    def number(self) -> int:
        """A number that stands for the name in seeds."""
        return crc32(self.name.encode())


def percent(text: str) -> int:
    """A text as a number from 0 to 99, by its SHA-256."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:_HEX_DIGITS], 16) % 100


def held_out(file_name: str) -> bool:
    """Whether a photo is only measured with, told by its file name: 30 in 100, as `benchmarks` does."""
    return percent(file_name) < HELD_OUT_PERCENT


def sources(data: Path, drawn: Path, recipe: Recipe) -> list[Source]:
    """All pictures in a fixed order.

    Args:
        data: folder with `grocery` and `clothing`.
        drawn: folder with the pictures that `matching.prints` has drawn.
        recipe: says how many at most.

    Raises:
        FileNotFoundError: a set is not there.
    """
    catalog = _sorted(data / "grocery" / "catalog")
    photos = [path for path in _sorted(data / "grocery" / "photos") if not held_out(path.name)]
    demo = _sorted(RESOURCES / "demo")
    return [
        *_some([Source(f"{CATALOG}/{path.name}", path, CATALOG) for path in catalog], recipe.limit),
        *_some([Source(f"{PHOTO}/{path.name}", path, PHOTO) for path in photos], recipe.limit),
        *_some(_garments(data / "clothing"), recipe.limit),
        *_some([Source(f"{DEMO}/{path.name}", path, DEMO) for path in demo], recipe.limit),
        *(Source(f"{DRAWN}/{path.name}", path, DRAWN) for path in _sorted(drawn, "*.png")),
    ]


def _garments(folder: Path) -> list[Source]:
    with (folder / "photos.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["photo"])
    paths = [(folder / row["photo"], row["garment"]) for row in rows]
    return [
        Source(f"{GARMENT}/{path.name}", path, GARMENT, kind)
        for path, kind in paths
        if not held_out(path.name)
    ]


def _sorted(folder: Path, pattern: str = "*.jpg") -> list[Path]:
    paths = sorted(folder.rglob(pattern))
    if not paths:
        raise FileNotFoundError(f"{folder}: no pictures")
    return paths


def _some(all_: list[Source], limit: int) -> list[Source]:
    """Evenly spread ones, `limit` of them unless it is 0."""
    if not limit or len(all_) <= limit:
        return all_
    return [all_[place * len(all_) // limit] for place in range(limit)]
