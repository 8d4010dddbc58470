"""Photos of flat prints before and after a closer look, photos it has nothing to say about, and its time."""

from __future__ import annotations

import csv
import json
import random
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.children import ask
from benchmarks.distorted import Hardness, card, read
from benchmarks.drawn import SEED, take, view_file
from benchmarks.figures import WORK, Figure, Goal, Options, Result, one
from benchmarks.measures import held_out, numbered, share
from benchmarks.program import Product, Shop

ANYHOW = Hardness(
    fill=(0.25, 0.8), roll=180, lean=35, hidden=(0.05, 0.25), hiding=4, glare=5, light=0.6, slope=1.0,
    cast=0.18, blur=(0.3, 1.6), shake=4, grain=(1, 8), quality=(55, 88),
)  # fmt: skip
"""A print that lies somewhere, seen from somewhere: turned any way, small or large, behind a finger."""

LABELS, TAKES, PHOTOS = 100, 2, 300
FOUND, SECOND = Goal(0.85, at_least=True, of_ratio=False), Goal(1000, of_ratio=False)
NO_WORSE = Goal(1.0, at_least=True)
_QUICK_LABELS, _QUICK_PHOTOS = 12, 12
_TEN = 10


def run(options: Options) -> list[Result]:
    """Labels of wines as flat prints, and photos taken in shops."""
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as temporary:
        folder = Path(temporary)
        labels = sorted((options.data("wines") / "labels").glob("*.jpg"))
        labels = labels[: _QUICK_LABELS if options.quick else LABELS]
        prints = [Product(path.stem, path, "Wine") for path in labels]
        printed = _asked(folder / "labels", prints, _photos_of(options, labels))
        rows = _rows(options.data("grocery") / "products.csv")
        goods = [Product(row["sku"], options.data("grocery") / row["image"], row["category"]) for row in rows]
        taken = _grocery(options)
        shop = _asked(folder / "grocery", goods, taken)
    departments = {row["sku"]: row["department"] for row in rows}
    packages = [departments[sku] == "Packages" for sku, _ in taken]
    figures = (*_found_figures(printed), *_shop_figures(shop, packages), *_time_figures(printed, shop))
    return [
        Result(
            "details",
            "A closer look",
            f"{len(labels)} labels of `wines` as a catalog and {TAKES} photos of each that are made from "
            "them: a quarter to four fifths of the photo's shorter side, turned any way, up to 35 degrees "
            "aslant about both axes, on photos of `grocery` and `clothing`, with glare, shadow, blur, grain "
            f"and things in front. {len(taken)} phone photos of `grocery` and its catalog. “First” is the "
            "answer that is shown at once, “closer” the order that replaces it, as the window asks for both.",
            figures,
            _notes(printed, shop),
            extra={"labels": printed, "grocery": shop},
        )
    ]


def _asked(data: Path, products: Sequence[Product], photos: Sequence[tuple[str, Path]]) -> dict[str, Any]:
    """Import the products, and ask for each photo in a process of its own."""
    Shop(data).fill(products)
    questions = data.with_suffix(".json")
    questions.write_text(json.dumps([[sku, str(path)] for sku, path in photos]), encoding="utf-8")
    return ask("details_worker", data, questions)


def _photos_of(options: Options, labels: Sequence[Path]) -> list[tuple[str, Path]]:
    """The photos of the labels, with the SKUs that they show; made anew for each run."""
    folder = WORK / "details"
    shutil.rmtree(folder, ignore_errors=True)
    sources = (options.data("grocery") / "photos", options.data("clothing") / "photos")
    every = [path for source in sources for path in sorted(source.rglob("*.jpg"))]
    scenes = [path for path in every if held_out(path.name)]
    photos = []
    for number, label in enumerate(labels):
        subject = card(read(label))
        for view in range(TAKES):
            target = view_file(folder, label.stem, view)
            take(subject, target, scenes, (SEED, number, view, _TEN), ANYHOW)
            photos.append((label.stem, target))
    return photos


def _grocery(options: Options) -> list[tuple[str, Path]]:
    folder = options.data("grocery")
    rows = _rows(folder / "queries.csv")
    rows = random.Random(1).sample(rows, _QUICK_PHOTOS if options.quick else PHOTOS)
    return [(row["sku"], folder / row["photo"]) for row in rows]


def _found_figures(told: Mapping[str, Any]) -> Iterable[Figure]:
    clusters = numbered(told["skus"])
    for at, goal in ((1, FOUND), (5, None)):
        first, closer = ([0 < rank <= at for rank in told[name]] for name in ("first", "closer"))
        yield one(f"R@{at}, flat prints, first ({len(first)} photos)", share(first, clusters).value, "")
        yield one(f"R@{at}, flat prints, closer", share(closer, clusters).value, "", goal)


def _shop_figures(told: Mapping[str, Any], packages: Sequence[bool]) -> Iterable[Figure]:
    for name, wanted in (("packages", True), ("fruit and vegetables", False)):
        ranks = [
            pair
            for pair, is_package in zip(
                zip(told["first"], told["closer"], strict=True), packages, strict=True
            )
            if is_package is wanted
        ]
        if ranks:
            first, closer = (sum(pair[side] == 1 for pair in ranks) / len(ranks) for side in (0, 1))
            yield Figure(
                f"R@1, {name} of `grocery`, closer ({len(ranks)} photos)",
                (closer,), "", (first,), "first", NO_WORSE if first else None,
            )  # fmt: skip


def _time_figures(printed: Mapping[str, Any], shop: Mapping[str, Any]) -> Iterable[Figure]:
    for name, told in (("labels", printed), ("grocery", shop)):
        bare = tuple(told["inference_ms"])
        yield Figure(f"first answer, {name}", tuple(told["first_ms"]), "ms", bare, "bare inference")
        against = "bare inference"
        yield Figure(
            f"the closer look after it, {name}", tuple(told["closer_ms"]), "ms", bare, against, SECOND
        )
    cold = tuple(printed["cold_ms"])
    yield Figure(
        "the closer look while no picture has been looked at before, labels", cold, "ms", goal=SECOND
    )
    yield one("pictures looked at in idle moments, labels", printed["filled_rate"], "pictures/s")


def _notes(printed: Mapping[str, Any], shop: Mapping[str, Any]) -> list[str]:
    moved = sum(shop["moved"])
    return [
        f"Of {len(shop['moved'])} photos of `grocery` the order was changed for {moved}.",
        f"Wrong products that details spoke for: {printed['wrong']} of {printed['pairs']:,} pairs of labels, "
        f"{shop['wrong']} of {shop['pairs']:,} of `grocery`, where several packages bear one brand's print.",
        f"What is stored for a picture: {printed['stored_bytes'] / 1000:.0f} kB, labels.",
    ]


def _rows(sheet: Path) -> list[dict[str, str]]:
    with sheet.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
