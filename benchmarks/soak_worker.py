"""Thousands of imports, then thousands of queries, in one process; tells what it held on the way."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.children import tell
from benchmarks.soak_pictures import picture, write_pictures
from benchmarks.vitals import Vitals, vitals
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Filters, MatchStatus, Photo
from visrec_desktop.services.importing import ImportRequest, run_import
from visrec_desktop.services.matching import match
from visrec_desktop.services.projecting import refit_if_due
from visrec_desktop.services.refining import match_closely
from visrec_desktop.services.workspace import Workspace

CLOSELY_EVERY = 10
"""So many queries, and one of them goes on to a closer look, which takes several times as long."""
_PHOTOS = 10_000_000


def imports(workspace: Workspace, folder: Path, count: int, batch: int) -> list[Vitals]:
    """Import so many pictures in batches, and note what is held after each."""
    held: list[Vitals] = []
    begun = time.perf_counter()
    for start in range(0, count, batch):
        numbers = range(start, min(start + batch, count))
        paths = write_pictures(folder / f"{start:06d}", numbers)
        steps = run_import(workspace, ImportRequest(tuple(paths)), CancelToken())
        while True:
            try:
                next(steps)
            except StopIteration as end:
                report = end.value
                break
        if report.added != len(paths):
            raise RuntimeError(f"{report.added} of {len(paths)} were added: {report.failed[:3]}")
        held.append(vitals(numbers.stop, time.perf_counter() - begun))
    return held


def queries(workspace: Workspace, count: int, every: int) -> list[Vitals]:
    """Ask for so many photos, no two the same, and note what is held on the way."""
    top = workspace.settings.max_hits
    held: list[Vitals] = []
    begun = time.perf_counter()
    for number in range(1, count + 1):
        photo = Photo(f"photo {number}", data=picture(_PHOTOS + number))
        ask = match_closely if number % CLOSELY_EVERY == 0 else match
        answer = ask(workspace, photo, Filters(), top)
        if answer.status is MatchStatus.FAILED or not answer.hits:
            raise RuntimeError(f"query {number}: {answer.status} {answer.code} {answer.detail}")
        if number % every == 0:
            held.append(vitals(number, time.perf_counter() - begun))
    return held


def main() -> None:
    """Import, prepare the search as the window does in a quiet moment, then ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--imports", type=int, required=True)
    parser.add_argument("--queries", type=int, required=True)
    parser.add_argument("--samples", type=int, required=True, help="of each")
    arguments = parser.parse_args()
    batch = max(1, arguments.imports // arguments.samples)
    every = max(1, arguments.queries // arguments.samples)
    with Workspace.open(DataPaths(arguments.folder / "data"), demo=False, writable=True) as workspace:
        imported = imports(workspace, arguments.folder / "pictures", arguments.imports, batch)
        for _ in refit_if_due(workspace, CancelToken()):
            pass
        asked = queries(workspace, arguments.queries, every)
    tell(
        {
            "imports": [each.as_json() for each in imported],
            "queries": [each.as_json() for each in asked],
        }
    )


if __name__ == "__main__":
    main()
