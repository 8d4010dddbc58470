"""Builds the demo catalog at the top of the source tree from the drawn products, by the program's own import.

Run `python training/make_demo_catalog.py` after `python training/make_demo.py`, or after the model changed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from visrec_desktop.core.paths import RESOURCE_PREFIX, DataPaths, resources_dir
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.data.demo import seal
from visrec_desktop.services.importing import ImportReport, ImportRequest, run_import
from visrec_desktop.services.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parents[1]


def main() -> int:
    """Build the catalog; the exit code."""
    sheet = resources_dir() / "demo" / "products.csv"
    with tempfile.TemporaryDirectory() as folder:
        paths = DataPaths(Path(folder))
        with Workspace.open(paths, demo=False, writable=True) as workspace:
            report = _import(workspace, sheet)
            _name_shipped_files(workspace)
        if report.failed:
            print(*report.failed, sep="\n")
            return 1
        seal(paths.catalog)
        shutil.copyfile(paths.catalog, REPOSITORY / "catalog.db")
    size = (REPOSITORY / "catalog.db").stat().st_size / 2**20
    print(f"catalog.db: {report.added} products, {size:.1f} MiB")
    return 0


def _import(workspace: Workspace, sheet: Path) -> ImportReport:
    steps = run_import(workspace, ImportRequest(sheet=sheet), CancelToken())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            report: ImportReport = end.value
            return report


def _name_shipped_files(workspace: Workspace) -> None:
    """Name pictures by their place among the shipped files, wherever the program will be installed."""
    writer = workspace.writer()
    root = resources_dir()
    with writer.transaction():
        for path in writer.known_files():
            inside = Path(path).relative_to(root).as_posix()
            writer.move_file(path, RESOURCE_PREFIX + inside)


if __name__ == "__main__":
    sys.exit(main())
