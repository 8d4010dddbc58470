"""Results as a table on the terminal, as JSON files, and as the generated part of `docs/benchmarks.md`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import ROOT, Result

RESULTS = ROOT / "benchmarks" / "results"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
HEADINGS = ("what", "program", "reference", "ratio", "goal", "")
_LARGE, _MEDIUM = 100, 10


def record(result: Result, command: str, machine: Mapping[str, Any]) -> dict[str, Any]:
    """A result together with how and where it was found."""
    date = datetime.now(UTC).strftime("%Y-%m-%d")
    return {**result.as_json(), "command": command, "date": date, "machine": dict(machine)}


def show(found: Mapping[str, Any]) -> None:
    """Print a result as a table."""
    print(f"\n{found['title']}\n{found['setting']}\n")
    _print([HEADINGS, *(_row(figure) for figure in found["figures"])])
    for table in found.get("tables", ()):
        print(f"\n{table['title']}\n")
        _print([table["headings"], *table["rows"]])
    for note in found["notes"]:
        print(f"- {note}")


def _print(table: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def keep(found: Mapping[str, Any], results: Path = RESULTS, document: Path = DOCUMENT) -> None:
    """Store a result, and write the document's generated part anew from all stored results."""
    results.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found, indent=1, ensure_ascii=False)
    (results / f"{found['name']}.json").write_text(text + "\n", encoding="utf-8")
    stored = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(results.glob("*.json"))]
    head, _, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    body = "\n".join(_section(each) for each in stored)
    document.write_text(f"{head}{BEGIN}\n\n{body}\n{END}{tail}", encoding="utf-8")


def _section(found: Mapping[str, Any]) -> str:
    rows = [_row(figure) for figure in found["figures"]]
    lines = [f"### {found['title']}", "", found["setting"], "", *_markdown_table(HEADINGS, rows), ""]
    for table in found.get("tables", ()):
        lines += [f"{table['title']}:", "", *_markdown_table(table["headings"], table["rows"]), ""]
    lines += [f"- {note}" for note in found["notes"]]
    lines += [""] if found["notes"] else []
    return "\n".join([*lines, f"`{found['command']}`, {found['date']}, {_place(found['machine'])}", ""])


def _markdown_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    table = [headings, ("---",) * len(headings), *rows]
    return ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in table]


def _row(figure: Mapping[str, Any]) -> tuple[str, ...]:
    unit = figure["unit"]
    reference = ""
    if figure["reference"] is not None:
        reference = f"{_with_range(figure['reference'], figure['reference_runs'], unit)}, {figure['against']}"
    ratio = "" if figure["ratio"] is None else f"{figure['ratio']:.2f} ×"
    verdict = {True: "met", False: "not met", None: ""}[figure["met"]]
    program = _with_range(figure["value"], figure["runs"], unit)
    return figure["what"], program, reference, ratio, figure["goal"], verdict


def _with_range(value: float, runs: Sequence[float], unit: str) -> str:
    text = f"{_number(value)} {unit}".rstrip()
    return f"{text} ({_number(min(runs))}–{_number(max(runs))})" if len(runs) > 1 else text


def _number(value: float) -> str:
    if float(value).is_integer() or abs(value) >= _LARGE:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= _MEDIUM else f"{value:.3f}"


def _place(machine: Mapping[str, Any]) -> str:
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    return (
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}, "
        f"Python {machine['python']}, {packages}; load before: {machine['load_before']}"
    )
