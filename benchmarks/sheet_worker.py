"""One step of importing a large sheet, as a process: `plan`, `rows`, `all`, `upsert` or `search`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from benchmarks.children import tell
from benchmarks.sheet_data import rows
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.services.importing import ImportPlan, ImportRequest, apply_plan, plan_import
from visrec_desktop.services.workspace import Workspace


def planned(workspace: Workspace, request: ImportRequest) -> ImportPlan:
    """The plan of an import."""
    *_, plan = plan_import(workspace, request, CancelToken())
    assert isinstance(plan, ImportPlan)
    return plan


def run_plan(data: Path, request: ImportRequest) -> dict[str, Any]:
    """Plan into an empty catalog: seconds until the plan can be shown."""
    with Workspace.open(DataPaths(data), demo=False, writable=True) as workspace:
        begun = time.perf_counter()
        plan = planned(workspace, request)
        seconds = time.perf_counter() - begun
    return {"seconds": seconds, "items": len(plan.items), "failed": len(plan.failures)}


def run_all(data: Path, request: ImportRequest, *, only_rows: bool) -> dict[str, Any]:
    """Carry the plan out: seconds of the rows; pictures a second, features alone and with the reading."""
    with Workspace.open(DataPaths(data), demo=False, writable=True) as workspace:
        for threads in (None, 1):
            workspace.embedder(threads=threads)
        workspace.index()
        plan = planned(workspace, request)
        begun = stored = read = time.perf_counter()
        steps = apply_plan(workspace, plan, CancelToken())
        for event in steps:
            stage = getattr(event, "stage", "")
            if stage == "storing":
                stored = read = time.perf_counter()
            elif stage == "reading" and not only_rows:
                read = time.perf_counter()
            elif only_rows and stage:
                break
        ended = time.perf_counter()
        steps.close()
        coverage = workspace.reader().coverage(workspace.space)
    pictures = sum(bool(item.pictures) for item in plan.items)
    return {
        "rows": (stored - begun),
        "pictures_rate": pictures / max(ended - stored, 1e-9),
        "features_rate": pictures / max(ended - read, 1e-9),
        "products": coverage.products,
        "analysed": coverage.analysed,
    }


def run_upsert(data: Path, count: int, pictures: int, *, search: bool) -> dict[str, Any]:
    """The same rows by `sqlite_utils`' bulk upsert: into a bare table, or one with the program's indexes."""
    from sqlite_utils import Database

    flat = rows(count, pictures)
    data.mkdir(parents=True)
    database = Database(data / "reference.db")
    database.enable_wal()
    table = database.table("products")
    if search:
        table.create(dict.fromkeys(flat[0], str), pk="SKU")
        table.enable_fts(["SKU", "Name", "Brand", "Category", "Description"], create_triggers=True)
        for column in ("Name", "Price", "Stock", "Category", "Brand", "Colour", "Size", "Currency"):
            table.create_index([column])
    begun = time.perf_counter()
    table.upsert_all(flat, pk="SKU")
    return {"seconds": time.perf_counter() - begun}


def main() -> None:
    """Run one step and answer its figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=["plan", "rows", "all", "upsert", "search"])
    parser.add_argument("data", type=Path)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--pictures", type=int, required=True)
    said = parser.parse_args()
    request = ImportRequest(paths=(said.sheet.parent,), adopt_sheet=True)
    if said.step == "plan":
        tell(run_plan(said.data, request))
    elif said.step in ("rows", "all"):
        tell(run_all(said.data, request, only_rows=said.step == "rows"))
    else:
        tell(run_upsert(said.data, said.count, said.pictures, search=said.step == "search"))


if __name__ == "__main__":
    main()
