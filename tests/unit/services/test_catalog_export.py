"""The catalog as a sheet, and back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.unit.services.conftest import Import
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.services.catalog_export import export_catalog
from visrec_desktop.services.workspace import Workspace


def exported(workspace: Workspace, target: Path) -> list[dict[str, str]]:
    list(export_catalog(workspace, target, CancelToken()))
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_written_can_be_read_back_unchanged(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    sheet = shop / "s.csv"
    sheet.write_text(
        "sku,name,price,stock,image,Fit\n"
        '007,"Bowl, ""blue""",12.50,3,item-0.png|item-1.png,slim\nB,=1+1,,,,\n',
        encoding="utf-8",
    )
    do_import(shop, sheet=sheet)
    rows = exported(workspace, tmp_path / "all.csv")
    assert len(rows) == 8
    first = next(row for row in rows if row["sku"] == "007")
    assert (first["name"], first["price"], first["stock"], first["Fit"]) == (
        'Bowl, "blue"',
        "12.50",
        "3",
        "slim",
    )
    assert first["image"] == f"{shop / 'item-0.png'}; {shop / 'item-1.png'}"
    assert next(row for row in rows if row["sku"] == "B")["name"] == "'=1+1"
    report = do_import(sheet=tmp_path / "all.csv")
    assert (report.added, report.updated, report.unchanged, report.failed) == (0, 0, 8, ())


def test_the_programs_own_files_are_not_written_over(workspace: Workspace) -> None:
    with pytest.raises(KnownError) as caught:
        exported(workspace, workspace.paths.root / "catalog.db")
    assert caught.value.code is ErrorCode.OWN_FILE


def test_an_empty_catalog_is_a_sheet_of_headings(workspace: Workspace, tmp_path: Path) -> None:
    assert exported(workspace, tmp_path / "all.csv") == []
    assert "sku" in (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
