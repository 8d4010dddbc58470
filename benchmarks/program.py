"""The program as its user has it: `visrec import` and `visrec search` on the command line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.children import environment
from benchmarks.figures import ROOT
from benchmarks.machine import cores

_DONE = {0, 1}
_PHOTOS_AT_ONCE = 400
_TAIL = 2000


@dataclass(frozen=True, slots=True)
class Product:
    """A product of a catalog that is made for the benchmark."""

    sku: str
    picture: Path
    category: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a photo: its status, the products best first, and the best score (0 without)."""

    status: str
    skus: tuple[str, ...]
    score: float


class Shop:
    """A catalog of its own in a new data folder.

    Args:
        data: the folder.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self.added = 0

    def take_in(self, *arguments: object) -> dict[str, Any]:
        """`visrec import`; its report.

        Raises:
            RuntimeError: nothing was imported.
        """
        report: dict[str, Any] = json.loads(self._visrec("import", *arguments))
        if not report["added"]:
            raise RuntimeError(f"nothing was imported: {report}")
        self.added += report["added"]
        return report

    def fill(self, products: Sequence[Product]) -> None:
        """`visrec import --sheet` of exactly these products, their pictures wherever they lie.

        Raises:
            RuntimeError: one of them was not imported.
        """
        self._data.parent.mkdir(parents=True, exist_ok=True)
        sheet = self._data.with_suffix(".csv")
        with sheet.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("sku", "name", "category", "image"))
            rows.writerows((each.sku, each.sku, each.category, each.picture.absolute()) for each in products)
        report = self.take_in("--sheet", sheet)
        if report["added"] != len(products):
            raise RuntimeError(f"{len(products)} products, {report['added']} added: {report['failed'][:3]}")

    def search(self, photos: Sequence[Path], top: int) -> list[Answer]:
        """`visrec search --top TOP`: hundreds of photos a process, as many processes as there are cores."""
        size = max(1, min(_PHOTOS_AT_ONCE, -(-len(photos) // cores())))
        parts = [photos[start : start + size] for start in range(0, len(photos), size)]
        with ThreadPoolExecutor(cores()) as pool:
            told = list(pool.map(lambda part: self._visrec("search", *part, "--top", top), parts))
        answers = [_answer(line) for text in told for line in text.splitlines()]
        if len(answers) != len(photos):
            raise RuntimeError(f"{len(photos)} photos, {len(answers)} answers")
        return answers

    def _visrec(self, *arguments: object) -> str:
        """Run a command; its standard output.

        Raises:
            RuntimeError: it ended with something else than 0 or 1.
        """
        line = [sys.executable, "-m", "visrec_desktop", "--data-dir", self._data, "--no-demo", *arguments]
        done = subprocess.run(
            [*map(str, line), "--json"],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode not in _DONE:
            raise RuntimeError(f"visrec {arguments[0]} ended with {done.returncode}: {done.stderr[-_TAIL:]}")
        return done.stdout


def _answer(line: str) -> Answer:
    told = json.loads(line)
    hits = told["hits"]
    return Answer(told["status"], tuple(hit["sku"] for hit in hits), hits[0]["score"] if hits else 0.0)
