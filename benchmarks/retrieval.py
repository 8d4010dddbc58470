"""How often the right product is found: the command line's own output against the truth of the data sets."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.children import environment
from benchmarks.figures import ROOT, WORK, Figure, Options, Result, one
from benchmarks.recall import interval, recalls, show

TOP = 10
QUICK_PHOTOS, QUICK_FASHION = 300, 300
_DONE = {0, 1}
_RELEVANT = {
    "t-shirt": {"Tshirts"},
    "shirt": {"Shirts"},
    "pants": {"Trousers", "Jeans", "Track Pants"},
    "shorts": {"Shorts"},
    "dress": {"Dresses"},
    "skirt": {"Skirts"},
    "outwear": {"Jackets", "Sweatshirts"},
    "shoes": {"Casual Shoes", "Sports Shoes", "Formal Shoes"},
    "hat": {"Caps", "Hat"},
}
_MAPPING = "sku=id,name=name,category=articleType,colour=baseColour,image=image"


def run(options: Options) -> list[Result]:
    """Phone photos against a shop's pictures, and clothes against another shop's."""
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        return [
            _grocery(options, Path(folder) / "grocery"),
            _clothing(options, Path(folder) / "fashion"),
        ]


def _visrec(data: Path, *arguments: object) -> str:
    """Run a command of the program; its standard output.

    Raises:
        RuntimeError: it ended with something else than 0 or 1.
    """
    line = [sys.executable, "-m", "visrec_desktop", "--data-dir", data, "--no-demo", *arguments, "--json"]
    done = subprocess.run(
        [str(part) for part in line],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in _DONE:
        raise RuntimeError(f"visrec {arguments[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def _imported(data: Path, *arguments: object) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(_visrec(data, "import", *arguments))
    if not report["added"]:
        raise RuntimeError(f"nothing was imported: {report}")
    return report


def _grocery(options: Options, data: Path) -> Result:
    """The two commands of the issue: import the catalog's pictures, search for the photos."""
    source = options.data("grocery")
    report = _imported(data, source / "catalog")
    photos = _some(sorted((source / "photos").glob("*.jpg")), options, QUICK_PHOTOS)
    hits = data.with_suffix(".jsonl")
    hits.write_text(_visrec(data, "search", *photos, "--top", TOP), encoding="utf-8")
    found, notes = recalls(hits, source / "queries.csv")
    show(found, notes)
    elapsed = [json.loads(line)["elapsed_ms"] for line in hits.read_text(encoding="utf-8").splitlines()]
    figures = [
        one(f"recall@{each.at}, {each.group} ({each.photos} photos)", each.share, "") for each in found
    ]
    spans = (f"{each.group} @{each.at}: {each.low:.3f}–{each.high:.3f}" for each in found)
    return Result(
        "retrieval_grocery",
        "Phone photo to shop product",
        f"`visrec import` of the {report['added']} pictures of `grocery/catalog`, `visrec search --top "
        f"{TOP}` with {len(photos):,} phone photos; found means that the product shown is "
        "among the first ones.",
        (*figures, Figure("time of one query, as the command line tells it", tuple(elapsed), "ms")),
        [*notes, f"95 % intervals (bootstrap over products): {'; '.join(spans)}."],
    )


def _clothing(options: Options, data: Path) -> Result:
    """Photos of clothes taken by their owners; relevant is what is of the same kind."""
    fashion, clothing = options.data("fashion"), options.data("clothing")
    kinds = _column(fashion / "products.csv", "id", "articleType")
    sheet = fashion / "products.csv"
    if options.quick:
        sheet = _short_sheet(sheet, data.with_suffix(".csv"))
    report = _imported(data, "--sheet", sheet, "--map", _MAPPING)
    garments = {
        photo: kind
        for photo, kind in _column(clothing / "photos.csv", "photo", "garment").items()
        if kind in _RELEVANT
    }
    photos = _some(sorted(clothing / photo for photo in garments), options, QUICK_PHOTOS)
    lines = _visrec(data, "search", *photos, "--top", TOP).splitlines()
    first: dict[str, list[float]] = defaultdict(list)
    share: dict[str, list[float]] = defaultdict(list)
    for path, line in zip(photos, lines, strict=True):
        garment = garments[path.relative_to(clothing).as_posix()]
        right = [kinds[hit["sku"]] in _RELEVANT[garment] for hit in json.loads(line)["hits"]]
        first[garment].append(float(bool(right) and right[0]))
        share[garment].append(sum(right) / TOP)
    failed = len(report["failed"])
    return Result(
        "retrieval_clothing",
        "Photo of a garment to products of its kind",
        f"`visrec import --sheet` of `fashion` ({report['added']:,} products, {failed} failed), "
        f"`visrec search --top {TOP}` with {len(photos):,} photos of `clothing`; `longsleeve` is left out.",
        tuple(_kind_figures(first, share)),
        [_interval_note("R@1", first), _interval_note("P@10", share)],
    )


def _kind_figures(first: dict[str, list[float]], share: dict[str, list[float]]) -> list[Figure]:
    groups = {"all": _flat(first), **{name: first[name] for name in sorted(first)}}
    shares = {"all": _flat(share), **share}
    figures = []
    for name, values in groups.items():
        figures.append(one(f"R@1, {name} ({len(values)} photos)", sum(values) / len(values), ""))
        figures.append(one(f"P@10, {name}", sum(shares[name]) / len(shares[name]), ""))
    return figures


def _interval_note(name: str, outcomes: dict[str, list[float]]) -> str:
    """Photos are drawn one by one: they show different garments."""
    low, high = interval({str(place): [value] for place, value in enumerate(_flat(outcomes))})
    return f"{name}, all: 95 % interval {low:.3f}–{high:.3f} (bootstrap over photos)."


def _flat(groups: dict[str, list[float]]) -> list[float]:
    return [value for values in groups.values() for value in values]


def _some(paths: Sequence[Path], options: Options, quick: int) -> list[Path]:
    if not options.quick:
        return list(paths)
    return sorted(random.Random(1).sample(paths, min(quick, len(paths))))


def _short_sheet(sheet: Path, target: Path) -> Path:
    """A part of the sheet, its pictures by absolute path."""
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = random.Random(1).sample(list(csv.DictReader(file)), QUICK_FASHION)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "image": str(sheet.parent / row["image"])} for row in rows)
    return target


def _column(sheet: Path, key: str, value: str) -> dict[str, str]:
    with sheet.open(encoding="utf-8", newline="") as file:
        return {row[key]: row[value] for row in csv.DictReader(file)}
