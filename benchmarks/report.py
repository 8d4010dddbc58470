"""Results as a table on the terminal, as JSON files, and in `docs/benchmarks.md`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import document
from benchmarks.figures import Result
from benchmarks.rows import HEADINGS, figure_row, growth_rows, growth_title


def record(result: Result, command: str, machine: Mapping[str, Any]) -> dict[str, Any]:
    """A result together with how and where it was found."""
    date = datetime.now(UTC).strftime("%Y-%m-%d")
    return {**result.as_json(), "command": command, "date": date, "machine": dict(machine)}


def show(found: Mapping[str, Any]) -> None:
    """Print a result as a table."""
    print(f"\n{found['title']}\n{found['setting']}\n")
    _print([HEADINGS, *(figure_row(figure) for figure in found["figures"])])
    for table in found.get("tables", ()):
        print(f"\n{table['title']}\n")
        _print([table["headings"], *table["rows"]])
    for growth in found.get("growth", ()):
        print(f"\n{growth_title(growth)}\n")
        _print(growth_rows(growth))
    for note in found["notes"]:
        print(f"- {note}")


def _print(table: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def keep(found: Mapping[str, Any], results: Path = document.RESULTS, page: Path = document.DOCUMENT) -> None:
    """Store a result, and write the document's generated parts anew from all stored results."""
    results.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found, indent=1, ensure_ascii=False)
    (results / f"{found['name']}.json").write_text(text + "\n", encoding="utf-8")
    document.write(results, page)
