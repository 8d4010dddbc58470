"""The first pass of an import: rows, in transactions that take a moment each."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest

from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import Filters, ProductDraft, Sort
from visrec_desktop.services.importing import (
    ImportItem,
    ImportRequest,
    ProductsChanged,
    passes,
    past_imports,
    resume_import,
    run_import,
    undo_import,
)
from visrec_desktop.services.importing.stored import StoredPlan, from_text, to_text
from visrec_desktop.services.workspace import Workspace


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Ten rows, the third without a SKU."""
    path = tmp_path / "s.csv"
    lines = [f"{'' if number == 2 else f'S{number}'},Bowl {number}" for number in range(10)]
    path.write_text("\n".join(("sku,name", *lines)), encoding="utf-8")
    return path


def products(workspace: Workspace) -> int:
    return len(workspace.reader().product_ids(Filters(text="bowl"), Sort.SKU))


def test_rows_that_were_cut_off_go_on_where_they_were(
    workspace: Workspace, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "ROWS", 2)
    monkeypatch.setattr(passes, "MOST_ROWS", 2)
    steps = run_import(workspace, ImportRequest(sheet=sheet), CancelToken())
    stored = [event.done for event in steps if isinstance(event, Progress) and event.stage == "storing"]
    assert stored == [2, 4, 6, 8, 9]
    undo_import(workspace, past_imports(workspace)[0].id)
    assert products(workspace) == 0

    sheet.write_text(sheet.read_text(encoding="utf-8").replace("S", "T"), encoding="utf-8")
    steps = run_import(workspace, ImportRequest(sheet=sheet), CancelToken())
    for event in steps:
        if isinstance(event, ProductsChanged):
            break
    steps.close()  # as when the program ends
    (past, _) = past_imports(workspace)
    assert (past.state, past.left, products(workspace)) == ("running", 7, 2)
    changed = [
        len(event.ids)
        for event in resume_import(workspace, past.id, CancelToken())
        if isinstance(event, ProductsChanged)
    ]
    assert changed == [2, 2, 2, 1]
    assert products(workspace) == 9


def test_a_transaction_takes_as_many_rows_as_a_moment_has_room_for() -> None:
    assert passes._next_size(2_000, 0.125) == 4_000
    assert passes._next_size(4_000, 0.5) == 2_000
    assert passes._next_size(2_000, 9.0) == passes.ROWS
    assert passes._next_size(8_000, 0.0) == passes.MOST_ROWS


def test_a_plan_is_stored_whole() -> None:
    drafts = [
        ProductDraft("A", "x", price=Decimal("1.50"), stock=2, attributes=MappingProxyType({"fit": "slim"})),
        ProductDraft("B", attributes={"é": "\udcff"}),
        *(ProductDraft(f"C{number}") for number in range(500)),
    ]
    items = tuple(
        ImportItem(f"s.csv:{line}", draft, (Path("p.jpg"),), from_sheet=True)
        for line, draft in enumerate(drafts)
    )
    plan = StoredPlan(items, 3, copy=True, archive=(4, 5))
    assert from_text(to_text(plan)) == plan
    empty = StoredPlan((), 0, copy=False)
    assert from_text(to_text(empty)) == empty
