"""Pictures and data folders for the services' tests. The model is the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.services.importing import ImportReport, ImportRequest, run_import
from visrec_desktop.services.workspace import Workspace

Draw = Callable[..., Path]
Import = Callable[..., ImportReport]


def draw_picture(path: Path, seed: int, side: int = 160) -> Path:
    """A picture that is unlike those of other seeds: coloured shapes on a plain ground."""
    rng = np.random.default_rng(seed)
    canvas = np.full((side, side, 3), 245, np.uint8)
    for _ in range(6):
        colour = tuple(int(value) for value in rng.integers(0, 255, 3))
        centre = tuple(int(value) for value in rng.integers(side // 5, side * 4 // 5, 2))
        cv2.circle(canvas, centre, int(rng.integers(side // 12, side // 4)), colour, -1, cv2.LINE_AA)
        corner = tuple(int(value) for value in rng.integers(0, side, 2))
        cv2.line(canvas, centre, corner, colour, int(rng.integers(2, 9)), cv2.LINE_AA)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, canvas)[1].tobytes())
    return path


@pytest.fixture(autouse=True)
def _no_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a test are whole: nobody waits to see whether they grow."""
    monkeypatch.setattr("visrec_desktop.services.importing.settled.LOOK_S", 0.0)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder of eight product pictures: item-0.png to item-7.png."""
    for seed in range(8):
        draw_picture(tmp_path / "shop" / f"item-{seed}.png", seed)
    return tmp_path / "shop"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new, empty data folder, open for writing."""
    with Workspace.open(DataPaths(tmp_path / "data"), demo=False, writable=True) as opened:
        yield opened


@pytest.fixture
def do_import(workspace: Workspace) -> Import:
    """Run an import to its end."""

    def run(*paths: Path, token: CancelToken | None = None, **request: object) -> ImportReport:
        steps = run_import(workspace, ImportRequest(paths, **request), token or CancelToken())
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value

    return run


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Workspace]:
    """The demo's products, open for writing."""
    with Workspace.open(DataPaths(tmp_path / "demo"), demo=True, writable=True) as opened:
        yield opened
