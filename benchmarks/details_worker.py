"""First answers and closer looks for a list of photos, and bare inferences, in one warm process."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.bare_loops import bare_session, pack, tensors
from benchmarks.children import tell
from benchmarks.machine import cores
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Filters, MatchResult, Photo
from visrec_desktop.services import details, matching, refining
from visrec_desktop.services.workspace import Workspace

COLD = 5
_PAUSE_S = 0.02
T = TypeVar("T")


class Window:
    """Asks as the window does."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._top = workspace.settings.max_hits
        self._model = pack()
        self._session = bare_session(self._model, cores())

    def first(self, path: Path) -> MatchResult:
        """The answer that is shown at once."""
        return matching.match(self._workspace, Photo(path.name, path=path), Filters(), self._top)

    def closer(self, path: Path, first: MatchResult) -> tuple[MatchResult, refining.Evidence]:
        """The order that replaces it, and what it is made of."""
        photo, wide = Photo(path.name, path=path), first
        if len(first.hits) >= self._top:
            wide = matching.match(self._workspace, photo, Filters(), refining.MOST_CANDIDATES)
        candidates = refining.candidates_of(wide)
        steps = refining.examine(self._workspace, photo, None, candidates, CancelToken(), refining.BUDGET_S)
        found = refining.concluded(steps)
        return refining.with_evidence(self._workspace, wide, found, self._top), found

    def inference(self, path: Path) -> Callable[[], object]:
        """One bare inference, its tensor made before."""
        made, told = tensors(self._model, [path]), self._model.tensors
        return lambda: self._session.run([told.features.name], {told.input: made})

    def forget(self) -> None:
        """As if no picture of the catalog had been looked at."""
        self._workspace.details().close()
        for file in self._workspace.paths.index.glob("details.*"):
            file.unlink()


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What a call returns, and its milliseconds."""
    time.sleep(_PAUSE_S)
    begun = time.perf_counter()
    done = work()
    return done, (time.perf_counter() - begun) * 1000.0


def rank_of(sku: str, result: MatchResult) -> int:
    """The place of a product; 0 when it is not in the list."""
    return next((hit.rank for hit in result.hits if hit.product.sku == sku), 0)


def look(window: Window, sku: str, path: Path, told: dict[str, Any]) -> None:
    """Ask for one photo, and note what came of it."""
    bare = window.inference(path)
    bare()
    first, first_ms = timed(lambda: window.first(path))
    (closer, found), closer_ms = timed(lambda: window.closer(path, first))
    names = {int(hit.product.id): hit.product.sku for hit in closer.hits}
    told["wrong"] += sum(names.get(product) != sku for product in found.of)
    told["pairs"] += len(first.hits)
    told["skus"].append(sku)
    told["first"].append(rank_of(sku, first))
    told["closer"].append(rank_of(sku, closer))
    told["moved"].append([h.product.id for h in first.hits] != [h.product.id for h in closer.hits])
    told["first_ms"].append(first_ms)
    told["closer_ms"].append(closer_ms)
    told["inference_ms"].append(timed(bare)[1])


def main() -> None:
    """Ask for all photos; answers ranks and milliseconds, photo by photo."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path)
    arguments = parser.parse_args()
    asked = [(sku, Path(path)) for sku, path in json.loads(arguments.questions.read_text(encoding="utf-8"))]
    names = ("skus", "first", "closer", "moved", "first_ms", "closer_ms", "inference_ms", "cold_ms")
    told: dict[str, Any] = {name: [] for name in names} | {"wrong": 0, "pairs": 0}
    with Workspace.open(DataPaths(arguments.data), demo=False, writable=True) as workspace:
        window = Window(workspace)
        for _, path in asked[:COLD]:
            first = window.first(path)
            window.forget()
            told["cold_ms"].append(timed(lambda path=path, first=first: window.closer(path, first))[1])
        window.forget()
        begun = time.perf_counter()
        count = sum(1 for _ in details.fill(workspace, CancelToken()))
        told["filled_rate"] = count / (time.perf_counter() - begun)
        stored = sum(file.stat().st_size for file in workspace.paths.index.glob("details.*"))
        told["stored_bytes"] = stored / max(count, 1)
        for sku, path in asked:
            look(window, sku, path, told)
    tell(told)


if __name__ == "__main__":
    main()
