"""One import by the program into a new data folder; runs as a process of its own."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import psutil

from benchmarks.children import read_list, tell
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.services.importing import ImportReport, ImportRequest, run_import
from visrec_desktop.services.workspace import Workspace

Memory = dict[str, list[tuple[int, float]]]
"""For each stage of an import how many pictures were done, and the resident memory in MiB then."""
_MIB = 1 << 20
_FEWEST = 8


def import_all(workspace: Workspace, paths: list[Path]) -> tuple[ImportReport, float, float, Memory]:
    """Run an import to its end: the report, the seconds of all and until every product was stored, memory."""
    stored_after = 0.0
    memory: Memory = {}
    process = psutil.Process()
    begun = time.perf_counter()
    steps = run_import(workspace, ImportRequest(tuple(paths)), CancelToken())
    while True:
        try:
            event = next(steps)
        except StopIteration as end:
            return end.value, time.perf_counter() - begun, stored_after, memory
        if isinstance(event, Progress):
            resident = process.memory_info().rss / _MIB
            memory.setdefault(event.stage, []).append((event.done, resident))
            if event.stage == "reading":
                stored_after = time.perf_counter() - begun


def growth(memory: Memory) -> float | None:
    """MiB that resident memory grows by in 1,000 pictures of the second half of their analysis.

    The slope of the line through the points by least squares: what is kept from the first pass (at most 512
    fitted pictures) and what the runtime takes once lie before it. None where there are too few points.
    """
    import numpy as np

    points = memory.get("analysing", [])
    late = [(done, resident) for done, resident in points if done * 2 >= points[-1][0]]
    if len(late) < _FEWEST:
        return None
    return float(np.polyfit(*np.array(late).T, 1)[0]) * 1000


def main() -> None:
    """Import and answer how long it took; whatever was not imported and analysed is an error."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("list")
    parser.add_argument("--loaded", action="store_true", help="load the model before, as a window has done")
    arguments = parser.parse_args()
    paths = read_list(arguments.list)
    for path in paths:
        path.read_bytes()
    with Workspace.open(DataPaths(arguments.data), demo=False, writable=True) as workspace:
        if arguments.loaded:
            for threads in (None, 1):
                workspace.embedder(threads=threads)
        report, seconds, stored_after, memory = import_all(workspace, paths)
        coverage = workspace.reader().coverage(workspace.space)
    if report.added != len(paths) or coverage.analysed != len(paths):
        raise RuntimeError(f"{len(paths)} pictures, {report.added} added, {coverage.analysed} analysed")
    tell(
        {
            "rate": len(paths) / seconds,
            "seconds": seconds,
            "stored_after": stored_after,
            "peak_mib": max((each for stage in memory.values() for _, each in stage), default=0.0),
            "growth_mib": growth(memory),
        }
    )


if __name__ == "__main__":
    main()
