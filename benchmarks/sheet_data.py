"""A sheet of 50,000 invented products, a part of them with pictures, for the benchmark of its import."""

from __future__ import annotations

import csv
import os
import random
from pathlib import Path

from benchmarks.figures import WORK
from benchmarks.pictures import sample

HEADINGS = (
    "SKU", "Name", "Category", "Brand", "Colour", "Size", "Price", "Currency", "Stock", "Description",
    "Season", "Image",
)  # fmt: skip
_WORDS = 3000
_KINDS, _BRANDS, _COLOURS = 40, 60, 20
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")


def rows(count: int, pictures: int, seed: int = 1) -> list[dict[str, str]]:
    """The rows of the sheet; the first `pictures` of them name a file each."""
    rng = random.Random(seed)
    words = [f"{rng.choice('bdfgklmnprst')}{rng.choice('aeiou')}{number:03d}" for number in range(_WORDS)]
    made = []
    for number in range(count):
        cells = (
            f"SKU-{number:06d}",
            " ".join(rng.choices(words, k=5)),
            f"Kind {rng.randrange(_KINDS)}",
            f"Brand {rng.randrange(_BRANDS)}",
            f"colour {rng.randrange(_COLOURS)}",
            rng.choice(("S", "M", "L", "XL")),
            f"{rng.randint(100, 99_999) / 100:.2f}",
            "EUR",
            str(rng.randrange(30)),
            " ".join(rng.choices(words, k=12)),
            rng.choice(_SEASONS),
            f"picture-{number:06d}.jpg" if number < pictures else "",
        )
        made.append(dict(zip(HEADINGS, cells, strict=True)))
    return made


def supply(count: int, pictures: int, source: Path) -> Path:
    """A folder with the sheet and its pictures, which are hard links to those of `source`; the sheet."""
    folder = WORK / f"sheet-{count}-{pictures}"
    folder.mkdir(parents=True, exist_ok=True)
    files = sample(source, pictures)
    for number in range(pictures):
        link = folder / f"picture-{number:06d}.jpg"
        if not link.exists():
            _link(files[number % len(files)], link)
    sheet = folder / "products.csv"
    if not sheet.exists():
        with sheet.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADINGS)
            writer.writeheader()
            writer.writerows(rows(count, pictures))
    return sheet


def _link(original: Path, link: Path) -> None:
    try:
        os.link(original, link)
    except OSError:  # another file system
        link.write_bytes(original.read_bytes())
