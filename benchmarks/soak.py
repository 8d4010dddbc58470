"""Does it leak? 20,000 imports and 10,000 queries in one process, and what that held on the way."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise

from benchmarks.children import ask
from benchmarks.figures import WORK, Figure, Goal, Options, Result, Table, one
from benchmarks.growth import Trend, trend
from benchmarks.soak_worker import CLOSELY_EVERY

IMPORTS, QUERIES, SAMPLES = 20_000, 10_000, 40
QUICK_IMPORTS, QUICK_QUERIES, QUICK_SAMPLES = 300, 200, 12
WARM_UP = 0.25
"""The share of the samples that is left out: caches fill up to their bounds."""

FLAT = {"imports": Goal(0.5, of_ratio=False), "queries": Goal(0.1, of_ratio=False)}
"""MiB for a thousand. A picture more is an entry more in the index's map: 0.2 kB of the imports' is right."""
NO_MORE = Goal(0, of_ratio=False)
_COLUMNS = {"done": "{:,.0f}", "rss": "{:.1f}", "own": "{:.1f}", "threads": "{:.0f}", "handles": "{:.0f}"}

Sample = Mapping[str, float]


def run(options: Options) -> list[Result]:
    """Both, in a process of their own."""
    imports, queries, samples = IMPORTS, QUERIES, SAMPLES
    if options.quick:
        imports, queries, samples = QUICK_IMPORTS, QUICK_QUERIES, QUICK_SAMPLES
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        sizes = ("--imports", imports, "--queries", queries, "--samples", samples)
        held = ask("soak_worker", folder, *sizes)
    return [result(held, judged=not options.quick)]


def result(held: Mapping[str, Sequence[Sample]], *, judged: bool = True) -> Result:
    """What the samples of both kinds of work say; a short time is not judged: caches still fill."""
    figures: list[Figure] = []
    notes: list[str] = []
    for work, samples in held.items():
        kept = samples[round(WARM_UP * len(samples)) :]
        figures += _figures(work, kept, FLAT[work] if judged else None)
        notes.append(_note(work, kept))
    imports, queries = (held[work][-1]["done"] for work in ("imports", "queries"))
    setting = (
        f"{imports:,.0f} pictures of 224 pixels, no two the same, brought into one catalog by "
        f"{len(held['imports'])} imports, then {queries:,.0f} queries with photos of their own, every "
        f"{CLOSELY_EVERY}th with a closer look; the services of the window. Memory of its own is what "
        "belongs to no file: the vector index is a mapped file and grows by right. The slope is that of "
        "least squares through the means of eight blocks of samples; of each kind of work the first "
        f"{WARM_UP:.0%} are left out."
    )
    tables = [_table(work, samples) for work, samples in held.items()]
    return Result("soak", "Long use", setting, tuple(figures), notes, {"held": dict(held)}, tables)


def _figures(work: str, samples: Sequence[Sample], flat: Goal | None) -> list[Figure]:
    first, rest = samples[0], samples[1:]
    found = [
        one(f"memory of its own for 1,000 more {work}", _trend(samples, "own").slope, "MiB", flat),
        one(f"resident memory for 1,000 more {work}", _trend(samples, "rss").slope, "MiB"),
    ]
    for name, words in (("threads", "threads"), ("handles", "open files")):
        most = max(sample[name] for sample in rest) - first[name]
        found.append(one(f"{words} more than after the warm-up, {work}", most, "", NO_MORE))
    if any(sample["gpu"] for sample in samples):
        found.append(
            one(f"memory of the card for 1,000 more {work}", _trend(samples, "gpu").slope, "MiB", flat)
        )
    rates = _rates(samples)
    quarter = max(1, len(rates) // 4)
    late, early = tuple(rates[-quarter:]), tuple(rates[:quarter])
    found.append(Figure(f"{work} at the end", late, "a second", early, f"{work} after the warm-up"))
    return found


def _trend(samples: Sequence[Sample], name: str) -> Trend:
    return trend([sample["done"] / 1000 for sample in samples], [sample[name] for sample in samples])


def _rates(samples: Sequence[Sample]) -> list[float]:
    return [(b["done"] - a["done"]) / (b["seconds"] - a["seconds"]) for a, b in pairwise(samples)]


def _note(work: str, samples: Sequence[Sample]) -> str:
    found = _trend(samples, "own")
    zero = "holds" if found.low <= 0 <= found.high else "leaves out"
    return (
        f"Memory of its own for 1,000 more {work}: {found.slope:.3f} MiB, 95 % interval "
        f"[{found.low:.3f}, {found.high:.3f}], which {zero} 0."
    )


def _table(work: str, samples: Sequence[Sample]) -> Table:
    shown = samples[:: max(1, len(samples) // 10)]
    rows = tuple(tuple(form.format(sample[name]) for name, form in _COLUMNS.items()) for sample in shown)
    headings = (work, "resident MiB", "of its own MiB", "threads", "open files")
    return Table(f"What it held, after so many {work}", headings, rows)
