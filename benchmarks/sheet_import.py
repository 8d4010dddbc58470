"""A sheet of 50,000 rows with 10,000 pictures: until its plan is shown, until it is stored, its features."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.children import ask, write_list
from benchmarks.figures import WORK, Figure, Goal, Options, Result
from benchmarks.machine import cores
from benchmarks.sheet_data import supply

ROWS, PICTURES, ROUNDS = 50_000, 10_000, 3
QUICK_ROWS, QUICK_PICTURES = 500, 20
_STEPS = ("plan", "rows", "upsert", "search")


def run(options: Options) -> list[Result]:
    """Every step in turn, each in a process of its own."""
    count, pictures = (QUICK_ROWS, QUICK_PICTURES) if options.quick else (ROWS, PICTURES)
    sheet = supply(count, pictures, options.data("fashion") / "images")
    sizes = ("--count", count, "--pictures", pictures)
    runs: dict[str, list[dict[str, Any]]] = {step: [] for step in (*_STEPS, "all", "session")}
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        for place in range(1 if options.quick else ROUNDS):
            for step in _STEPS:
                answer = ask("sheet_worker", step, Path(folder) / f"{step}-{place}", sheet, *sizes)
                runs[step].append(answer)
                print(f"round {place + 1}: {step} {answer}", flush=True)
        listing = write_list(sorted(sheet.parent.glob("*.jpg"))[: pictures // 10], Path(folder) / "paths.txt")
        bare = (
            "bare_loops",
            "session",
            listing,
            "--threads",
            cores(),
            "--tries",
            16 if options.quick else 96,
        )
        for place in range(1 if options.quick else 2):
            runs["session"].append(ask(*bare))
            runs["all"].append(ask("sheet_worker", "all", Path(folder) / f"all-{place}", sheet, *sizes))
        runs["session"].append(ask(*bare))
    return [_result(runs, count, pictures)]


def _result(runs: dict[str, list[dict[str, Any]]], count: int, pictures: int) -> Result:
    def each(step: str, name: str) -> tuple[float, ...]:
        return tuple(answer[name] for answer in runs[step])

    stored = tuple(count / seconds for seconds in each("rows", "rows"))
    bare = tuple(count / seconds for seconds in each("upsert", "seconds"))
    search = tuple(count / seconds for seconds in each("search", "seconds"))
    return Result(
        "sheet_import",
        "Import of a large sheet",
        f"{count:,} rows of 12 columns (CSV) with {pictures:,} pictures of 224 pixels beside it, into an "
        "empty catalog; medians of rounds in new processes. References: `sqlite_utils`' bulk upsert of "
        "the same rows from memory, and the bare ONNX session that is given its tensors for nothing.",
        (
            Figure("until the plan is shown", each("plan", "seconds"), "s", goal=Goal(5, of_ratio=False)),
            Figure(
                "rows stored, with what undo needs",
                stored,
                "rows/s",
                search,
                "upsert, with a search index and 8 column indexes",
                Goal(0.5, at_least=True),
            ),
            Figure(
                "rows stored, with what undo needs",
                stored,
                "rows/s",
                bare,
                "upsert into a bare table, without any index",
            ),
            Figure(
                "features, once the pictures are stored",
                each("all", "features_rate"),
                "pictures/s",
                each("session", "rate"),
                "the bare ONNX session",
                Goal(0.85, at_least=True),
            ),
            Figure(
                "pictures read and analysed, after the rows",
                each("all", "pictures_rate"),
                "pictures/s",
                each("session", "rate"),
                "the bare ONNX session",
            ),
        ),
        (f"{runs['all'][0]['products']:,} products stored, {runs['all'][0]['analysed']:,} analysed.",),
        {"rounds": runs},
    )
