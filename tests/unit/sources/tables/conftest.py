"""Sheets made for a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from visrec_desktop.sources.tables import Row, Table, read_row, read_tables, understand

MakeText = Callable[..., Path]
MakeBook = Callable[..., Path]


@pytest.fixture
def make_text(tmp_path: Path) -> MakeText:
    """Writes a text file: `make_text(text, encoding)`."""

    def make(text: str, encoding: str = "utf-8", name: str = "sheet.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make


@pytest.fixture
def make_book(tmp_path: Path) -> MakeBook:
    """Writes an XLSX: `make_book({"Sheet": rows}, merged=["A2:A4"])`."""
    openpyxl = pytest.importorskip("openpyxl")

    def make(
        sheets: Mapping[str, Sequence[Sequence[Any]]],
        merged: Sequence[str] = (),
        hidden: Sequence[str] = (),
        name: str = "book.xlsx",
    ) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
            for area in merged:
                sheet.merge_cells(area)
            if title in hidden:
                sheet.sheet_state = "hidden"
        path = tmp_path / name
        book.save(path)
        return path

    return make


def only(path: Path) -> Table:
    """The one table of a file."""
    (table,) = read_tables(path)
    return table


def rows_of(path: Path, **mapping: str) -> list[Row]:
    """Every row of the one table of a file."""
    table = only(path)
    understanding = understand(table, mapping)
    return [read_row(table, understanding, number) for number in range(len(table.rows))]
