"""One import of hostile pictures; runs as a process, says when it is idle, begins when it is told to."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

from benchmarks.children import tell
from benchmarks.import_worker import import_all
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.services.workspace import Workspace
from visrec_desktop.vision import decode as decoding
from visrec_desktop.vision.decode import Decoded

_P = ParamSpec("_P")


def timed(original: Callable[_P, Decoded], seconds: dict[str, float]) -> Callable[_P, Decoded]:
    """Note how long every picture takes to decode, in seconds by its file's name."""

    def decode(*args: _P.args, **kwargs: _P.kwargs) -> Decoded:
        begun = time.perf_counter()
        try:
            return original(*args, **kwargs)
        finally:
            name = Path(str(args[1])).name
            seconds[name] = max(seconds.get(name, 0.0), time.perf_counter() - begun)

    return decode


def main() -> None:
    """Import the folder given first into the data folder given second; answer what became of every file."""
    folder, data = map(Path, sys.argv[1:])
    seconds: dict[str, float] = {}
    decoding.decode = timed(decoding.decode, seconds)
    with Workspace.open(DataPaths(data), demo=False, writable=True) as workspace:
        for threads in (None, 1):
            workspace.embedder(threads=threads)
        print("idle", flush=True)
        sys.stdin.readline()
        report, *_ = import_all(workspace, [folder])
        taken = [Path(path).name for path in workspace.writer().known_files()]
    failed = [{"path": each.path, "code": each.code.value, "detail": each.detail} for each in report.failed]
    counts = {"added": report.added, "skipped": report.skipped}
    tell({**counts, "failed": failed, "taken": taken, "seconds": seconds})


if __name__ == "__main__":
    main()
