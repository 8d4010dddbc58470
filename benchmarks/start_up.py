"""From the start of the process to a window that can be used, against a bare window with one list."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.children import command, environment
from benchmarks.figures import ROOT, WORK, Figure, Goal, Options, Result, one
from benchmarks.screen import screen
from benchmarks.start_up_tools import SHOWN, SLOW, USABLE
from benchmarks.store import copy_of, large_store

GOAL = Goal(1.4)
PRODUCTS, STRINGS = 100_000, 10_000
RUNS, WARM_UP = 11, 2
_QUICK_RUNS, _QUICK_PRODUCTS = 2, 500
_TIMEOUT_S = 120
_FORBIDDEN = frozenset({"onnxruntime", "cv2", "sklearn"})


def run(options: Options) -> list[Result]:
    """Start all of them in turn."""
    runs, products = (_QUICK_RUNS, _QUICK_PRODUCTS) if options.quick else (RUNS, PRODUCTS)
    store = large_store(products)
    times: dict[str, list[dict[str, float]]] = {name: [] for name in ("catalog", "bare", "match")}
    imported: dict[str, set[str]] = {SHOWN: set(), USABLE: set()}
    with screen() as (env, words), tempfile.TemporaryDirectory(dir=WORK) as folder:
        data = copy_of(store, Path(folder) / "data")
        for place in range(WARM_UP + runs):
            for name, found in times.items():
                if name == "bare":
                    taken, loaded = _started("start_up_bare", STRINGS, env=env)
                else:
                    taken, loaded = _started("start_up_program", name, data, products, env=env)
                if place >= WARM_UP:
                    found.append(taken)
                    for moment, names in loaded.items():
                        imported[moment].update(names)
    setting = (
        f"{products:,} products; all on {words}, as new processes in turn, {runs} runs each after {WARM_UP} "
        "that do not count; measured by the parent from the start of the process. Usable: the window is "
        "painted, the list of products is complete, and on the Catalog page the first are painted (in "
        f"the bare window: the first of {STRINGS:,} strings). The program opens with the Match page."
    )
    return [_result(setting, times, imported)]


def _started(
    module: str, *arguments: object, env: Mapping[str, str]
) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Start a process: milliseconds until each of its words, and its last answer."""
    times: dict[str, float] = {}
    line = ""
    begun = time.monotonic()
    with subprocess.Popen(
        command(module, *arguments), cwd=ROOT, env=environment(env), stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdout is None:
            raise AssertionError("its output was asked for")
        for line in process.stdout:
            if line.strip() in {SHOWN, USABLE}:
                times[line.strip()] = (time.monotonic() - begun) * 1000.0
        ended = process.wait(_TIMEOUT_S)
    if ended or USABLE not in times:
        raise RuntimeError(f"benchmarks.{module} ended with {ended} before its window could be used")
    return times, json.loads(line)


def _result(setting: str, times: dict[str, list[dict[str, float]]], imported: dict[str, set[str]]) -> Result:
    reference = _at(USABLE, times["bare"])
    against = "bare window with one list"
    too_early = sorted(_FORBIDDEN & imported[SHOWN])
    figures = (
        Figure(
            "usable, turned to the Catalog page",
            _at(USABLE, times["catalog"]),
            "ms",
            reference,
            against,
            GOAL,
        ),
        Figure("usable, as the program opens", _at(USABLE, times["match"]), "ms", reference, against, GOAL),
        Figure("first painting, as the program opens", _at(SHOWN, times["match"]), "ms", reference, against),
        one(
            "of onnxruntime, cv2, sklearn: imported before the window was painted",
            len(too_early),
            "",
            Goal(0, of_ratio=False),
        ),
    )
    notes = [
        f"Of {', '.join(SLOW)}, imported when the window was {moment}: {', '.join(sorted(names)) or 'none'}."
        for moment, names in imported.items()
    ]
    return Result("start_up", "Start", setting, figures, notes)


def _at(moment: str, runs: list[dict[str, float]]) -> tuple[float, ...]:
    return tuple(run[moment] for run in runs)
