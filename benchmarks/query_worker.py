"""Queries by the program and by bare decode and inference, in turn, in one warm process."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bare_loops import bare_session, decode_full, decode_reduced, pack, tensors
from benchmarks.children import read_list, tell
from benchmarks.machine import cores
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.values import Filters, MatchStatus, Photo
from visrec_desktop.services.matching import match
from visrec_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime as ort
    from numpy.typing import NDArray

_PAUSE_S = 0.02
_WARM_UP = 5


class Sides:
    """The ways to answer one photo; each reads the file anew."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._top = workspace.settings.max_hits
        self._model = pack()
        self._session: ort.InferenceSession = bare_session(self._model, cores())
        self._tensors: dict[Path, NDArray[np.float32]] = {}

    def prepare(self, path: Path) -> None:
        """Lay the photo out for the bare session, so that the reference is given it for nothing."""
        self._tensors[path] = tensors(self._model, [path])

    def program(self, path: Path) -> None:
        """The program's own query."""
        result = match(self._workspace, Photo(path.name, path=path), Filters(), self._top)
        if result.status is MatchStatus.FAILED or len(result.hits) != self._top:
            raise RuntimeError(f"{path.name}: {result.status}, {len(result.hits)} hits, {result.detail}")

    def bare(self, path: Path) -> None:
        """Decode all of the photo, then one bare inference."""
        decode_full(path)
        self._infer(path)

    def reduced(self, path: Path) -> None:
        """Decode at reduced scale, then one bare inference."""
        decode_reduced(path)
        self._infer(path)

    def inference(self, path: Path) -> None:
        """One bare inference alone."""
        self._infer(path)

    def _infer(self, path: Path) -> None:
        tensor = self._model.tensors
        self._session.run([tensor.features.name], {tensor.input: self._tensors[path]})


def timed(work: Callable[[Path], None], path: Path) -> float:
    """Milliseconds of one call, after a pause that lets the other side's threads come to rest."""
    time.sleep(_PAUSE_S)
    begun = time.perf_counter()
    work(path)
    return (time.perf_counter() - begun) * 1000.0


def main() -> None:
    """Measure all photos `--rounds` times; answers milliseconds, photo by photo within a round."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("list")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    paths = read_list(arguments.list)
    with Workspace.open(DataPaths(arguments.data), demo=False, writable=True) as workspace:
        sides = Sides(workspace)
        for path in paths:
            sides.prepare(path)
        ways = {
            "program": sides.program,
            "bare": sides.bare,
            "reduced": sides.reduced,
            "inference": sides.inference,
        }
        for path in (paths * _WARM_UP)[:_WARM_UP]:
            for work in ways.values():
                work(path)
        found: dict[str, list[float]] = {name: [] for name in ways}
        turn = list(ways)
        for _ in range(arguments.rounds):
            for path in paths:
                for name in turn:
                    found[name].append(timed(ways[name], path))
                turn.append(turn.pop(0))
        products = workspace.reader().count()
    tell({**found, "products": products})


if __name__ == "__main__":
    main()
