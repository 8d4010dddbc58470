"""Writing sheets that are opened as they are and never run."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.unit.sources.tables.conftest import only, rows_of
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables import write_csv
from visrec_desktop.sources.tables.writing import harmless

DANGEROUS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "'=1",
    "''=1",
    '=HYPERLINK("x")',
    "-",
    "+49 170",
]
HARMLESS = ["-5", "+5", "-5.25", "12,50", "'tis", "a=b", "", "x@y", "1-2", "'", "''x"]


def test_a_sheet_as_spreadsheet_programs_like_it(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, ["sku", "name"], [["A1", 'x "y", z'], ["A2", "two\nlines"]])
    assert path.read_bytes() == b'\xef\xbb\xbfsku,name\r\nA1,"x ""y"", z"\r\nA2,"two\nlines"\r\n'
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("cell", [*DANGEROUS, "\t=1", "\r=1"])
def test_what_would_run_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_what_would_not_run_stays(cell: str) -> None:
    assert harmless(cell) == cell


def test_writing_and_reading_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    cells = [*DANGEROUS, *filter(None, HARMLESS)]
    write_csv(
        path,
        ["sku", "name", "=note", "image"],
        [[f"A{n}", cell, cell, f"{cell}x"] for n, cell in enumerate(cells)],
    )
    assert only(path).headings == ("sku", "name", "=note", "image")
    rows = rows_of(path)
    assert [row.draft.name for row in rows] == cells
    assert [dict(row.draft.attributes or {})["=note"] for row in rows] == cells
    assert rows[0].images == ("=1+1x",)


def test_no_cell_of_a_written_sheet_runs(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, DANGEROUS, [DANGEROUS])
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert all(cell.startswith("'") for row in csv.reader(file) for cell in row)


def test_a_disk_that_refuses(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        write_csv(tmp_path / "none" / "out.csv", ["a"], [])
    assert caught.value.code is ErrorCode.NOT_FOUND


def test_a_failure_leaves_the_old_sheet_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def broken():  # noqa: ANN202
        yield ["x"]
        raise OSError(28, "No space left on device")

    with pytest.raises(KnownError) as caught:
        write_csv(path, ["a"], broken())
    assert caught.value.code is ErrorCode.DISK_FULL
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1
