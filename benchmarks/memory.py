"""What the program holds in memory with 100,000 products open, against a bare window and a bare session."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.children import ask
from benchmarks.figures import WORK, Figure, Goal, Options, Result, Skipped, one
from benchmarks.pictures import large_pictures
from benchmarks.screen import screen
from benchmarks.store import copy_of, large_store

MOST_MORE = 150.0
GOAL = Goal(MOST_MORE, of_ratio=False)
PRODUCTS, RUNS = 100_000, 3
_QUICK_PRODUCTS, _QUICK_RUNS = 500, 1
_PAGES = {"match": "on the Match page after a match", "catalog": "then on the Catalog page"}
_KINDS = {
    "pss": "proportional share",
    "uss": "private to the process",
    "anonymous": "not of any file",
    "rss": "resident",
}
Sums = dict[str, dict[str, float]]


def run(options: Options) -> list[Result]:
    """Both sides in turn, each as a new process.

    Raises:
        Skipped: the system does not tell what a process holds.
    """
    if sys.platform != "linux":
        raise Skipped("needs Linux, which tells what a process holds")
    runs, products = (_QUICK_RUNS, _QUICK_PRODUCTS) if options.quick else (RUNS, PRODUCTS)
    store, photo = large_store(products), large_pictures(1, 8)[0]
    found: list[Sums] = []
    with screen() as (env, words), tempfile.TemporaryDirectory(dir=WORK) as folder:
        data = copy_of(store, Path(folder) / "data")
        for _ in range(runs):
            bare: Sums = ask("memory_worker", "bare", photo, env=env)
            found.append({**bare, **ask("memory_worker", "program", photo, "--data", data, env=env)})
    setting = (
        f"{products:,} products; the real window on {words}, as new processes in turn, {runs} each. The "
        "reference is one process with a bare PySide6 window and a bare session of the same model that has "
        "run once. The file of the vectors counts on neither side: it is mapped, and the system takes its "
        "pages back when somebody needs the room. Every other page counts, child processes do not."
    )
    return [_result(setting, found)]


def _result(setting: str, found: list[Sums]) -> Result:
    figures: list[Figure] = []
    for page, words in _PAGES.items():
        more = tuple(each[page]["pss"] - each["bare"]["pss"] for each in found)
        figures.append(Figure(f"more than the reference, {words}", more, "MiB", goal=GOAL))
    for page, words in _PAGES.items():
        for kind, name in _KINDS.items():
            program = tuple(each[page][kind] for each in found)
            reference = tuple(each["bare"][kind] for each in found)
            figures.append(Figure(f"{name}, {words}", program, "MiB", reference, "bare window and session"))
    vectors = [each["catalog"]["vectors"] for each in found]
    figures.append(one("pages of the vectors' file in memory, not counted", max(vectors), "MiB"))
    return Result("memory", "Memory", setting, tuple(figures))
