"""How long the window's thread is away while a person scrolls, types or matches, beside an import or not."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.children import ask, write_list
from benchmarks.figures import WORK, Figure, Goal, Options, Result, one
from benchmarks.pictures import large_pictures, sample
from benchmarks.screen import screen
from benchmarks.store import PRODUCTS, copy_of, large_store

LIMIT_MS = 50.0
FRAMES_MS = 33.0
GOAL = Goal(LIMIT_MS, of_ratio=False)
STEADY = Goal(FRAMES_MS, of_ratio=False)
COUNT, PHOTOS = 1000, 40
SCENARIOS = ("idle", "large", "typing", "catalog", "match")
MANY_PRODUCTS = 100_000
_ALONE = {"idle": "idle", "large": "idle", "typing": "typing"}
"""The scenarios without an import, and what the person does."""
_QUICK_COUNT, _QUICK_PRODUCTS, _QUICK_IDLE_MS = 40, 500, 2000


def run(options: Options) -> list[Result]:
    """All scenarios, one after the other, each on its own copy of the catalog."""
    count, products = (_QUICK_COUNT, _QUICK_PRODUCTS) if options.quick else (COUNT, PRODUCTS)
    pictures = sample(options.data("fashion") / "images", count)
    photos = _photos(options)
    store = large_store(products)
    many = large_store(products if options.quick else MANY_PRODUCTS)
    found: dict[str, dict[str, Any]] = {}
    with screen() as (env, words), tempfile.TemporaryDirectory(dir=WORK) as folder:
        lists = (
            write_list(pictures, Path(folder) / "pictures.txt"),
            write_list(photos, Path(folder) / "photos.txt"),
        )
        flags = ["--explain"] if options.explain else []
        flags += ["--idle-ms", str(_QUICK_IDLE_MS)] if options.quick else []
        found["bare"] = ask("gui_bare", Path(folder) / "bare", lists[0], products, env=env)
        for scenario in SCENARIOS:
            is_large = scenario in ("large", "typing")
            data = copy_of(many if is_large else store, Path(folder) / scenario)
            does = _ALONE.get(scenario, scenario)
            found[scenario] = ask("gui_driver", does, data, *lists, *flags, env=env)
    setting = (
        f"The real window on {words} with {products:,} products, importing {count:,} pictures of `fashion`; "
        f"a heartbeat of 5 ms in the window's thread. “Scrolling” moves the Catalog page's grid 60 pixels "
        "every 16 ms; “matching” drops a phone photo on the Match page every second; “typing” writes a "
        "letter into the Catalog page's search field every 150 ms. The reference is a bare list scrolled "
        "the same way while the import runs in another process: what is late there is the machine's doing."
    )
    return [_result(setting, products if options.quick else MANY_PRODUCTS, found)]


def _photos(options: Options) -> list[Path]:
    if (options.shared / "grocery").is_dir():
        return sample(options.data("grocery") / "photos", PHOTOS)
    return large_pictures(8, 8)


def _result(setting: str, many: int, found: dict[str, dict[str, Any]]) -> Result:
    words = {
        "idle": "scrolling, no import",
        "large": f"scrolling, {many:,} products, no import",
        "typing": f"typing, {many:,} products, no import",
        "catalog": "scrolling during the import",
        "match": "matching during the import",
    }
    figures: list[Figure] = []
    for scenario, what in words.items():
        goal = None if scenario == "idle" else STEADY if scenario in _ALONE else GOAL
        figures += _gap_figures(what, found[scenario]["gaps"], found["bare"]["gaps"], goal)
    for scenario in ("catalog", "match"):
        figures.append(one(f"import, {words[scenario]}", found[scenario]["rate"], "pictures/s"))
    answers, drops = found["match"]["answers"], found["match"]["drops"]
    if answers:
        figures.append(Figure("answer to a dropped photo, during the import", tuple(answers), "ms"))
    notes = [f"{len(answers)} of {drops} dropped photos were answered before the next one came."]
    for scenario in SCENARIOS:
        for place, times in found[scenario].get("places", {}).items():
            notes.append(f"late in “{words[scenario]}”, {times} times: {place}")
    longest = {name: sorted(each["gaps"], reverse=True)[:50] for name, each in found.items()}
    return Result("gui_stalls", "The window's thread", setting, tuple(figures), notes, {"longest": longest})


def _gap_figures(what: str, gaps: list[float], bare: list[float], goal: Goal | None) -> list[Figure]:
    against = "bare list"
    return [
        Figure(f"longest gap, {what}", (max(gaps),), "ms", (max(bare),), against, goal),
        Figure(f"99.9th percentile, {what}", (_rare(gaps),), "ms", (_rare(bare),), against),
        *(
            one(f"gaps over {limit:g} ms, {what}", sum(gap > limit for gap in gaps), f"of {len(gaps):,}")
            for limit in (LIMIT_MS, FRAMES_MS)
        ),
    ]


def _rare(gaps: list[float]) -> float:
    return statistics.quantiles(gaps, n=1000, method="inclusive")[-1]
