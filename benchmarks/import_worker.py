"""One import by the program into a new data folder; runs as a process of its own."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.children import read_list, tell
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.services.importing import ImportReport, ImportRequest, run_import
from visrec_desktop.services.workspace import Workspace


def import_all(workspace: Workspace, paths: list[Path]) -> tuple[ImportReport, float, float]:
    """Run an import to its end: the report, the seconds of all, and until every product was stored."""
    stored_after = 0.0
    begun = time.perf_counter()
    steps = run_import(workspace, ImportRequest(tuple(paths)), CancelToken())
    while True:
        try:
            event = next(steps)
        except StopIteration as end:
            return end.value, time.perf_counter() - begun, stored_after
        if getattr(event, "stage", "") == "reading":
            stored_after = time.perf_counter() - begun


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
        report, seconds, stored_after = import_all(workspace, paths)
        coverage = workspace.reader().coverage(workspace.space)
    if report.added != len(paths) or coverage.analysed != len(paths):
        raise RuntimeError(f"{len(paths)} pictures, {report.added} added, {coverage.analysed} analysed")
    tell({"rate": len(paths) / seconds, "seconds": seconds, "stored_after": stored_after})


if __name__ == "__main__":
    main()
