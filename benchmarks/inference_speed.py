"""What precision, threads and batch bring: bare sessions, nothing of the program around them."""

from __future__ import annotations

import statistics
from itertools import product
from typing import Any

from benchmarks.children import ask
from benchmarks.figures import Figure, Goal, Options, Result, Table
from benchmarks.inference_worker import FLOAT, FLOAT_PACK, INT8, SHIPPED
from benchmarks.machine import cores

GOAL = Goal(1.6, at_least=True)
UNIT = "pictures/s"
BATCHES, ROUNDS = (1, 4, 8, 16), 15
QUICK_BATCHES, QUICK_ROUNDS = (1, 4), 2


def run(options: Options) -> list[Result]:
    """Every precision with one thread and with all, in batches."""
    threads = sorted({1, cores()})
    batches, rounds = (QUICK_BATCHES, QUICK_ROUNDS) if options.quick else (BATCHES, ROUNDS)
    found = ask("inference_worker", "--threads", *threads, "--batches", *batches, "--rounds", rounds)
    told = {
        (entry["precision"], entry["threads"], entry["batch"]): entry["rates"] for entry in found["rates"]
    }
    best = max(product(threads, batches), key=lambda way: statistics.median(told[FLOAT, *way]))
    ways = {"one picture at a time": (cores(), 1), "the best way for float32": best}
    figures = [
        Figure(
            f"int8, {words} ({count} threads, batch {batch})",
            tuple(told[INT8, count, batch]),
            UNIT,
            tuple(told[FLOAT, count, batch]),
            f"{FLOAT}, the same way",
            GOAL,
        )
        for words, (count, batch) in ways.items()
    ]
    mega = {name: size / 1e6 for name, size in found["bytes"].items()}
    setting = (
        f"The network of `{FLOAT_PACK}` in single precision and quantised here (static, QDQ, weights per "
        f"channel), and the program's own model, in sessions as the runtime makes them. Medians of {rounds} "
        f"rounds, the precisions in turn. Files: float32 {mega[FLOAT]:.0f} MB, int8 {mega[INT8]:.0f} MB, "
        f"{SHIPPED} {mega[SHIPPED]:.0f} MB."
    )
    table = _table(told, threads, batches)
    return [Result("inference_speed", "Inference", setting, tuple(figures), (), found, (table,))]


def _table(told: dict[Any, list[float]], threads: list[int], batches: tuple[int, ...]) -> Table:
    names = (FLOAT, INT8, SHIPPED)
    rows = tuple(
        (
            str(count),
            str(batch),
            *(f"{statistics.median(told[name, count, batch]):.1f}" for name in names),
        )
        for count, batch in product(threads, batches)
    )
    return Table("Pictures a second", ("threads", "batch", *names), rows)
