"""One query against 10,000 and 100,000 products, against decode and one bare inference."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from benchmarks.children import ask, write_list
from benchmarks.figures import WORK, Figure, Goal, Options, Result
from benchmarks.pictures import large_pictures, sample
from benchmarks.store import PRODUCTS, copy_of, large_store

GOAL = Goal(1.25, at_least=False)
MANY = 100_000
PHOTOS, LARGE, ROUNDS = 60, 12, 5
QUICK = 3
_QUICK_PRODUCTS = (500, 1000)


def run(options: Options) -> list[Result]:
    """Phone photos of the shared folder where it is at hand, and 12-megapixel photos."""
    sizes, rounds = (_QUICK_PRODUCTS, 1) if options.quick else ((PRODUCTS, MANY), ROUNDS)
    figures: list[Figure] = []
    notes: list[str] = []
    extra: dict[str, object] = {}
    kinds = _kinds(options)
    for products in sizes:
        store = large_store(products)
        for name, photos, paths in kinds:
            found = _asked(store, paths, rounds)
            about = f"{products:,} products, {photos}"
            figures += _figures(about, found)
            notes.append(_note(about, found["program"]))
            extra[f"{name} {products}"] = found
    setting = (
        f"Invented catalogs, {_top()} hits asked for, as the window does; everything warm. A query reads "
        f"the file and ends with the ranked list. Medians over all photos and {rounds} rounds, the sides in "
        "turn, photo by photo; the bare inference is given its tensor for nothing."
    )
    return [Result("query_speed", "One query", setting, tuple(figures), notes, extra)]


def _kinds(options: Options) -> list[tuple[str, str, list[Path]]]:
    kinds = []
    if (options.shared / "grocery").is_dir():
        photos = sample(options.data("grocery") / "photos", QUICK if options.quick else PHOTOS)
        kinds.append(("phone", f"{len(photos)} phone photos of `grocery`", photos))
    else:
        print("left out: phone photos, which need the shared folder (--shared DIR)")
    large = QUICK if options.quick else LARGE
    kinds.append(("large", f"{large} JPEGs of 12 megapixels", large_pictures(large, large)))
    return kinds


def _asked(store: Path, paths: list[Path], rounds: int) -> dict[str, list[float]]:
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        listing = write_list(paths, Path(folder) / "photos.txt")
        data = copy_of(store, Path(folder) / "data")
        found = ask("query_worker", data, listing, "--rounds", rounds)
    return {name: values for name, values in found.items() if isinstance(values, list)}


def _figures(about: str, found: dict[str, list[float]]) -> list[Figure]:
    program = tuple(found["program"])
    return [
        Figure(about, program, "ms", tuple(found["bare"]), "full decode + bare inference", GOAL),
        Figure(about, program, "ms", tuple(found["reduced"]), "decode at reduced scale + bare inference"),
        Figure(about, program, "ms", tuple(found["inference"]), "bare inference alone"),
    ]


def _note(about: str, values: list[float]) -> str:
    if len(values) < 2:
        return f"{about}: one query."
    slowest = statistics.quantiles(values, n=20, method="inclusive")[-1]
    return f"{about}: 95 % of the queries were answered within {slowest:.0f} ms."


def _top() -> int:
    from visrec_desktop.core.settings import Settings

    return Settings().max_hits
