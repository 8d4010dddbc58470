"""Recall of `visrec search --json` output: `python -m benchmarks.recall HITS.jsonl QUERIES.csv`."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measures import Share, numbered, share

AT = (1, 5, 10)
APART = "Packages"


@dataclass(frozen=True, slots=True)
class Asked:
    """One photo of a known product. `place` is the rank of that product; 0 when it was not found."""

    sku: str
    department: str
    place: int


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of a group's photos whose product is among the first `at`, and its 95 % interval."""

    group: str
    photos: int
    at: int
    share: Share


def recalls(hits: Path, queries: Path) -> tuple[list[Recall], list[str]]:
    """Recall@1/5/10 overall and by department, and what else there is to say.

    Args:
        hits: lines of `visrec search --json`.
        queries: CSV with the columns photo and sku. The departments are read from `products.csv` beside it,
            columns sku and department, where there is one.

    Returns:
        All photos first, then without `Packages`, then each department; and remarks about photos that
        were not asked, or failed. A photo that failed counts as not found.
    """
    truth = _truth(queries)
    departments = _departments(queries.with_name("products.csv"))
    asked: list[Asked] = []
    failed = 0
    for line in hits.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        sku = truth.get(Path(answer["photo"]).name)
        if sku is None:
            continue
        failed += answer["status"] == "failed"
        place = next((hit["rank"] for hit in answer["hits"] if hit["sku"] == sku), 0)
        asked.append(Asked(sku, departments.get(sku, ""), place))
    if not asked:
        raise ValueError(f"no line of {hits.name} is about a photo of {queries.name}")
    notes = [f"{len(asked)} of {len(truth)} photos asked, {failed} of them failed."]
    found = [recall for name, group in _groups(asked).items() for recall in _recalls(name, group)]
    return found, notes


def show(found: Sequence[Recall], notes: Sequence[str]) -> None:
    """Print the recalls as a table."""
    print(f"{'':26}{'photos':>8}" + "".join(f"{f'recall@{at}':>26}" for at in AT))
    for start in range(0, len(found), len(AT)):
        row = found[start : start + len(AT)]
        cells = [str(each.share) for each in row]
        print(f"{row[0].group:26}{row[0].photos:8}" + "".join(f"{cell:>26}" for cell in cells))
    for note in notes:
        print(f"- {note}")


def _truth(queries: Path) -> dict[str, str]:
    with queries.open(encoding="utf-8", newline="") as file:
        return {Path(row["photo"]).name: row["sku"] for row in csv.DictReader(file)}


def _departments(products: Path) -> dict[str, str]:
    if not products.is_file():
        return {}
    with products.open(encoding="utf-8", newline="") as file:
        return {row["sku"]: row.get("department", "") for row in csv.DictReader(file)}


def _groups(asked: Sequence[Asked]) -> dict[str, list[Asked]]:
    by_department: dict[str, list[Asked]] = defaultdict(list)
    for each in asked:
        by_department[each.department].append(each)
    groups = {"all": list(asked)}
    rest = [each for each in asked if each.department != APART]
    if rest and len(rest) < len(asked):
        groups[f"all but {APART}"] = rest
    named = sorted(name for name in by_department if name)
    return groups | {name: by_department[name] for name in named}


def _recalls(name: str, group: Sequence[Asked]) -> list[Recall]:
    found = []
    for at in AT:
        outcomes = [float(0 < each.place <= at) for each in group]
        found.append(Recall(name, len(group), at, share(outcomes, numbered([each.sku for each in group]))))
    return found


if __name__ == "__main__":
    show(*recalls(Path(sys.argv[1]), Path(sys.argv[2])))
