"""Import of small and of large pictures end to end, against the slower of two bare loops over them."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.bare_loops import SIDE_BY_SIDE
from benchmarks.children import ask, write_list
from benchmarks.figures import WORK, Figure, Goal, Options, Result
from benchmarks.machine import cores
from benchmarks.pictures import large_pictures, sample

GOAL = Goal(0.92, at_least=True)
FLAT = Goal(10, of_ratio=False)
UNIT = "pictures/s"
SMALL, LARGE, DISTINCT, ROUNDS = 5000, 1000, 200, 3
QUICK_COUNT, QUICK_LARGE = 40, 6


def run(options: Options) -> list[Result]:
    """Both kinds of pictures."""
    count = QUICK_COUNT if options.quick else SMALL
    large, distinct = (QUICK_LARGE, 2) if options.quick else (LARGE, DISTINCT)
    results = []
    if (options.shared / "fashion").is_dir():
        small = sample(options.data("fashion") / "images", count)
        about = f"{len(small)} pictures of `fashion`, 224 pixels"
        results.append(_measured("import_small", "Import, shop pictures", about, small, options))
    else:
        print("left out: 224-pixel pictures, which need the shared folder (--shared DIR)")
    photos = large_pictures(large, distinct)
    size = statistics.mean(path.stat().st_size for path in photos) / 1e6
    about = (
        f"{large} JPEGs of 12 megapixels, {size:.1f} MB on average ({distinct} of different content, "
        "the others hard links to them)"
    )
    results.append(_measured("import_large", "Import, 12-megapixel photos", about, photos, options))
    return results


def _measured(name: str, title: str, about: str, paths: list[Path], options: Options) -> Result:
    threads = cores()
    runs = _rounds(paths, threads, 1 if options.quick else ROUNDS, tries=16 if options.quick else 96)
    rates = {kind: tuple(answer["rate"] for answer in answers) for kind, answers in runs.items()}
    bare = {"decode": "full decode alone", "session": "the bare ONNX session"}
    slower = min(bare, key=lambda kind: statistics.median(rates[kind]))
    against = f"{bare[slower]} (the slower loop)"
    other = next(kind for kind in bare if kind != slower)
    first = "import, new process (loads the model)"
    return Result(
        name,
        title,
        f"{about}; {threads} threads for each side; medians of {len(rates['import'])} interleaved rounds, "
        "each in a new process with a new data folder.",
        (
            Figure(first, rates["import"], UNIT, rates[slower], against, GOAL),
            Figure("import, model loaded before", rates["loaded"], UNIT, rates[slower], against),
            Figure(first, rates["import"], UNIT, rates[other], bare[other]),
            Figure(first, rates["import"], UNIT, rates["reduced"], "decode at reduced scale"),
            *_memory_figures(runs["import"]),
        ),
        (_stored_note(runs["import"]), *_layout_notes(runs["session"])),
        {"rounds": runs},
    )


def _rounds(paths: list[Path], threads: int, rounds: int, *, tries: int) -> dict[str, list[dict[str, Any]]]:
    """All sides in turn, `rounds` times."""
    WORK.mkdir(parents=True, exist_ok=True)
    runs: dict[str, list[dict[str, Any]]] = {
        kind: [] for kind in ("import", "decode", "loaded", "session", "reduced")
    }
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        listing = write_list(paths, Path(folder) / "paths.txt")
        for place in range(rounds):
            for kind, answers in runs.items():
                if kind in {"import", "loaded"}:
                    data = Path(folder) / f"{kind}-{place}"
                    flags = ("--loaded",) if kind == "loaded" else ()
                    answer = ask("import_worker", data, listing, *flags)
                else:
                    answer = ask("bare_loops", kind, listing, "--threads", threads, "--tries", tries)
                answers.append(answer)
                print(f"round {place + 1}: {kind} {answer['rate']:.1f} {UNIT}", flush=True)
    return runs


def _memory_figures(runs: list[dict[str, Any]]) -> list[Figure]:
    """The most memory of an import, and how it grows while the last half of the pictures is analysed."""
    grown = tuple(run["growth_mib"] for run in runs if run["growth_mib"] is not None)
    figures = [Figure("import, most memory in use", tuple(run["peak_mib"] for run in runs), "MiB")]
    if grown:
        figures.append(Figure("import, memory for 1,000 pictures more", grown, "MiB", goal=FLAT))
    return figures


def _stored_note(runs: list[dict[str, Any]]) -> str:
    shares = [run["stored_after"] / run["seconds"] for run in runs]
    return f"All products stored, and to be seen, after {statistics.median(shares):.0%} of the import's time."


def _layout_notes(runs: list[dict[str, Any]]) -> tuple[str, ...]:
    """The best rate of each way to run the session: what the program's own way can be judged by."""
    best: dict[tuple[str, int], float] = {}
    for run in runs:
        for entry in run["tried"]:
            key = (entry["layout"], entry["batch"])
            best[key] = max(best.get(key, 0.0), entry["rate"])
    told = sorted(best.items(), key=lambda item: (item[0][0] != SIDE_BY_SIDE, item[0][1]))
    lines = "; ".join(f"{layout}, batch {batch}: {rate:.1f}" for (layout, batch), rate in told)
    return (f"The bare session, pictures a second: {lines}.",)
