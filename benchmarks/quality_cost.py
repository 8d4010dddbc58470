"""What matching costs beside one bare inference of the network that the program began with."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import baselines, lites
from benchmarks.bare_loops import pack
from benchmarks.children import ask, read_list, tell, write_list
from benchmarks.figures import WORK, Figure, Goal, Options, Result, Skipped, one
from benchmarks.machine import cores
from benchmarks.pictures import sample
from benchmarks.query_worker import timed
from benchmarks.store import PRODUCTS, copy_of, large_store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

QUERY, PICTURE = Goal(4.0), Goal(1.5)
PACK_MB = Goal(25.0, of_ratio=False)
PHOTOS, PICTURES, ROUNDS = 40, 400, 3
_QUICK_PHOTOS, _QUICK_PICTURES, _QUICK_PRODUCTS = 4, 40, 400
_WARM_UP = 3
_FEATURES = "features"
_AGAINST = "one bare inference of the thin ResNet-50 as found"


def measure(options: Options) -> Result:
    """A query and a catalog picture against one bare inference, in the same rounds; the pack's size.

    Raises:
        Skipped: the network cannot be made here.
    """
    try:
        baselines.thin_resnet()
    except ImportError as error:
        raise Skipped("the cost needs the packages of the extra `dev`") from error
    quick = options.quick
    products, rounds = (_QUICK_PRODUCTS, 1) if quick else (PRODUCTS, ROUNDS)
    photos = sample(options.data("grocery") / "photos", _QUICK_PHOTOS if quick else PHOTOS)
    pictures = sample(options.data("fashion") / "images", _QUICK_PICTURES if quick else PICTURES)
    found = _rounds(products, photos, pictures, rounds)
    bare = tuple(found["bare"])
    return Result(
        "quality_cost",
        "Matching: what it costs",
        f"{len(photos)} phone photos against {products:,} products, file to ranked list, everything warm, in "
        f"turn with the bare inference, which is given its tensor for nothing ({cores()} threads inside); "
        f"and an import of {len(pictures)} shop pictures, model loaded before, from the call to its end, all "
        f"cores. Medians over {rounds} rounds.",
        (
            Figure("one query", tuple(found["program"]), "ms", bare, _AGAINST, QUERY),
            Figure("one catalog picture", tuple(found["picture"]), "ms", bare, _AGAINST, PICTURE),
            one("model pack, all its files", _pack_bytes() / 1e6, "MB", PACK_MB),
        ),
        extra={"rounds": found},
    )


def _rounds(products: int, photos: list[Path], pictures: list[Path], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of all sides, in turn."""
    store = large_store(products)
    found: dict[str, list[float]] = {"program": [], "bare": [], "picture": []}
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        data = copy_of(store, Path(folder) / "data")
        asked = write_list(photos, Path(folder) / "photos.txt")
        listing = write_list(pictures, Path(folder) / "pictures.txt")
        for place in range(rounds):
            told = ask("quality_cost", data, asked)
            found["program"] += told["program"]
            found["bare"] += told["bare"]
            rate = ask("import_worker", Path(folder) / f"import-{place}", listing, "--loaded")["rate"]
            found["picture"].append(1000.0 / rate)
    return found


def _pack_bytes() -> int:
    return sum(path.stat().st_size for path in pack().folder.rglob("*") if path.is_file())


def _tensors(paths: list[Path]) -> dict[Path, NDArray[np.float32]]:
    from visrec_desktop.vision.preprocess import to_tensor

    spec = baselines.spec_of(baselines.THIN)
    return {path: to_tensor(baselines.fitted(path)[None], spec) for path in paths}


def main() -> None:
    """One round, as a process of its own: each photo by the program, then by the bare session, and around."""
    from visrec_desktop.core.paths import DataPaths
    from visrec_desktop.core.values import Filters, MatchStatus, Photo
    from visrec_desktop.services.matching import match
    from visrec_desktop.services.workspace import Workspace

    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("list")
    arguments = parser.parse_args()
    paths = read_list(arguments.list)
    tensors = _tensors(paths)
    session = baselines.session(baselines.thin_resnet(), cores())
    with Workspace.open(DataPaths(arguments.data), demo=False, writable=True) as workspace:
        top = workspace.settings.max_hits

        def program(path: Path) -> None:
            result = match(workspace, Photo(path.name, path=path), Filters(), top)
            if result.status is MatchStatus.FAILED:
                raise RuntimeError(f"{path.name}: {result.detail}")

        def bare(path: Path) -> None:
            session.run([_FEATURES], {lites.INPUT: tensors[path]})

        sides = [("program", program), ("bare", bare)]
        found: dict[str, list[float]] = {name: [] for name, _ in sides}
        for place, path in enumerate([*paths[:_WARM_UP], *paths]):
            for name, work in sides:
                taken = timed(work, path)
                if place >= min(_WARM_UP, len(paths)):
                    found[name].append(taken)
            sides.reverse()
    tell(found)


if __name__ == "__main__":
    main()
