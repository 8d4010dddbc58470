"""`python -m benchmarks.document`: the generated parts of `docs/benchmarks.md` anew from the results."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import ROOT
from benchmarks.plot import draw
from benchmarks.rows import HEADINGS, figure_row, growth_rows, growth_title

RESULTS = ROOT / "benchmarks" / "results"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
_OVERVIEW = ("benchmark", "what", "seen", "reference", "ratio", "goal", "", "found on")


def write(results: Path = RESULTS, document: Path = DOCUMENT) -> None:
    """Write the overview, all sections and all plots; what else the document says stays."""
    stored = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(results.glob("*.json"))]
    plots = document.with_suffix("")
    plots.mkdir(exist_ok=True)
    for old in plots.glob("*.svg"):
        old.unlink()
    for found in stored:
        for name, growth in _plots(found):
            (plots / name).write_text(draw(growth), encoding="utf-8")
    text = document.read_text(encoding="utf-8")
    text = _replaced(text, "overview", "\n".join(_overview(stored)))
    text = _replaced(text, "figures", "\n".join(_section(found, plots.name) for found in stored))
    document.write_text(text, encoding="utf-8")


def _replaced(text: str, name: str, body: str) -> str:
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    head, found, rest = text.partition(begin)
    _, closed, tail = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"the document has no {begin} … {end}")
    return f"{head}{begin}\n\n{body}\n{end}{tail}"


def _overview(stored: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every goal, those that are not met first, with how many are."""
    goals = [(figure, found) for found in stored for figure in found["figures"] if figure["met"] is not None]
    goals.sort(key=lambda pair: pair[0]["met"])
    met = sum(figure["met"] for figure, _ in goals)
    rows = []
    for figure, found in goals:
        row = figure_row(figure)
        verdict = row[-1] if figure["met"] else f"**{row[-1]}**"
        details = f"[{found['title']}](#{_anchor(found['title'])})"
        rows.append((details, *row[:-1], verdict, found["date"]))
    return [f"{met} of {len(goals)} goals are met.", "", *_markdown_table(_OVERVIEW, rows), ""]


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _plots(found: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The names of the files of a result's plots, and what each shows."""
    growth = found.get("growth", ())
    return [(f"{found['name']}-{number}.svg", each) for number, each in enumerate(growth, 1)]


def _section(found: Mapping[str, Any], folder: str) -> str:
    rows = [figure_row(figure) for figure in found["figures"]]
    lines = [f"### {found['title']}", "", found["setting"], "", *_markdown_table(HEADINGS, rows), ""]
    for table in found.get("tables", ()):
        lines += [f"{table['title']}:", "", *_markdown_table(table["headings"], table["rows"]), ""]
    for name, growth in _plots(found):
        headings, *rows = growth_rows(growth)
        lines += [f"{growth_title(growth)}:", "", *_markdown_table(headings, rows), ""]
        lines += [f"![{growth['title']}: {growth['unit']} by {growth['axis']}]({folder}/{name})", ""]
    lines += [f"- {note}" for note in found["notes"]]
    lines += [""] if found["notes"] else []
    return "\n".join([*lines, f"`{found['command']}`, {found['date']}, {_place(found['machine'])}", ""])


def _markdown_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    table = [headings, ("---",) * len(headings), *rows]
    return ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in table]


def _place(machine: Mapping[str, Any]) -> str:
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    return (
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}, "
        f"Python {machine['python']}, {packages}; load before: {machine['load_before']}"
    )


if __name__ == "__main__":
    write()
