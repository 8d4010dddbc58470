"""What a benchmark finds: figures beside their references and goals."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.growth import Growth

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "benchmarks"
"""Pictures and catalogs made for the benchmarks; kept between runs, ignored by git."""


class Skipped(Exception):  # noqa: N818 - not an error
    """A benchmark cannot run here; the text says what it needs."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run.

    Attributes:
        quick: tiny sizes, to see that everything works; the figures mean nothing.
        shared: the folder of the development pictures.
        explain: look for the causes of stalls, at the cost of some speed.
        only: the part of a benchmark to run, by its name; all where it is empty.
    """

    quick: bool = False
    shared: Path = ROOT.parent / "shared" / "data"
    explain: bool = False
    only: str = ""

    @property
    def writes(self) -> bool:
        """Whether the figures are to be stored: those of a whole run under no further conditions."""
        return not (self.quick or self.explain or self.only)

    def data(self, name: str) -> Path:
        """A data set of the shared folder.

        Raises:
            Skipped: it is not at hand.
        """
        folder = self.shared / name
        if not folder.is_dir():
            raise Skipped(f"needs the development pictures “{name}”: give their folder with --shared DIR")
        return folder


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit for the ratio to the reference, or for the value itself."""

    limit: float
    at_least: bool = False
    of_ratio: bool = True

    def words(self, unit: str) -> str:
        """The goal as a person reads it."""
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {self.limit:g} ×" if self.of_ratio else f"{sign} {self.limit:g} {unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a result: medians of repeated runs.

    Attributes:
        what: what was measured.
        runs: the program's figures, one a run.
        unit: their unit.
        reference: the reference's figures from the same rounds; empty when there is none.
        against: what the reference is.
        goal: the goal; None for a figure that is told for information.
    """

    what: str
    runs: tuple[float, ...]
    unit: str
    reference: tuple[float, ...] = ()
    against: str = ""
    goal: Goal | None = None

    @property
    def value(self) -> float:
        """Median of the program's runs."""
        return statistics.median(self.runs)

    @property
    def reference_value(self) -> float | None:
        """Median of the reference's runs."""
        return statistics.median(self.reference) if self.reference else None

    @property
    def ratio(self) -> float | None:
        """Program to reference."""
        reference = self.reference_value
        return self.value / reference if reference else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without a goal."""
        if self.goal is None:
            return None
        measured = self.ratio if self.goal.of_ratio else self.value
        if measured is None:
            return None
        return measured >= self.goal.limit if self.goal.at_least else measured <= self.goal.limit

    def as_json(self) -> dict[str, Any]:
        """Everything, for the results file."""
        return {
            "what": self.what,
            "unit": self.unit,
            "value": round(self.value, 4),
            "runs": [round(run, 4) for run in self.runs],
            "against": self.against,
            "reference": None if self.reference_value is None else round(self.reference_value, 4),
            "reference_runs": [round(run, 4) for run in self.reference],
            "ratio": None if self.ratio is None else round(self.ratio, 4),
            "goal": "" if self.goal is None else self.goal.words(self.unit),
            "met": self.met,
        }


def one(what: str, value: float, unit: str, goal: Goal | None = None) -> Figure:
    """A figure that was measured once."""
    return Figure(what, (value,), unit, goal=goal)


@dataclass(frozen=True, slots=True)
class Table:
    """A further table, of figures side by side."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """Everything, for the results file."""
        return {"title": self.title, "headings": list(self.headings), "rows": [list(r) for r in self.rows]}


@dataclass(frozen=True, slots=True)
class Result:
    """What one benchmark found.

    Attributes:
        name: the benchmark.
        title: its heading.
        setting: sizes and conditions, in a sentence or two.
        figures: the lines of its table.
        notes: what else was seen.
        extra: further raw figures, for the results file only.
        tables: shown after the figures.
        growth: what a cost is at several sizes; shown as a table with its exponent, and drawn.
    """

    name: str
    title: str
    setting: str
    figures: tuple[Figure, ...]
    notes: Sequence[str] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    tables: Sequence[Table] = ()
    growth: Sequence[Growth] = ()

    def as_json(self) -> dict[str, Any]:
        """Everything, for the results file."""
        return {
            "name": self.name,
            "title": self.title,
            "setting": self.setting,
            "figures": [figure.as_json() for figure in self.figures],
            "notes": list(self.notes),
            "extra": dict(self.extra),
            "tables": [table.as_json() for table in self.tables],
            "growth": [growth.as_json() for growth in self.growth],
        }
