"""What a plan tells of cells that were not taken literally, in few lines, however many rows there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.services.importing.values import ImportPlan, Link

if TYPE_CHECKING:
    from visrec_desktop.services.importing.values import FoundTable, ImportItem
    from visrec_desktop.sources.tables.values import Remark

EXAMPLES = 3
"""Named of each kind."""


@dataclass(slots=True)
class Note:
    """Remarks of one kind on one column.

    Attributes:
        sheet: the file's name, in a workbook with the worksheet's.
        column: the column's heading.
        kind: of the remarks; the value of a `RemarkKind`.
        is_doubtful: whether a person should look at them.
        count: how many there are.
        examples: the first few: the line of the sheet, the cell as it was, the value that was taken.
    """

    sheet: str
    column: str
    kind: str
    is_doubtful: bool
    count: int = 0
    examples: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, line: str, remark: Remark) -> None:
        """Count a remark, and keep it where it is one of the first."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append((line, remark.before, remark.after))


def notes_of(plan: ImportPlan) -> list[Note]:
    """The remarks of all rows, those that a person should look at first, else in the order of the sheet."""
    headings = _Headings(plan.tables)
    notes: dict[tuple[str, str, str, bool], Note] = {}
    for item in plan.items:
        for remark in item.remarks:
            sheet, _, line = item.origin.rpartition(":")
            key = (sheet, remark.field, remark.kind.value, remark.doubtful)
            if key not in notes:
                column = headings.of(item.source, remark.field)
                notes[key] = Note(Path(sheet).name, column, remark.kind.value, remark.doubtful)
            notes[key].add(line, remark)
    return sorted(notes.values(), key=lambda note: not note.is_doubtful)


def guessed_links(plan: ImportPlan) -> Iterator[tuple[Path, ImportItem]]:
    """Pictures that found their product by a part of their name, with it: they may be of another one."""
    for item in plan.items:
        for picture, link in zip(item.pictures, item.links, strict=False):
            if link is Link.GUESSED:
                yield picture, item


class _Headings:
    """The headings of the columns that fields were found in, by the kind of sheet."""

    def __init__(self, tables: tuple[FoundTable, ...]) -> None:
        self._known: dict[tuple[str, str], str] = {}
        for table in tables:
            for column in table.columns:
                self._known.setdefault((table.source, column.field), column.heading)

    def of(self, source: str, field_or_heading: str) -> str:
        return self._known.get((source, field_or_heading), field_or_heading)
