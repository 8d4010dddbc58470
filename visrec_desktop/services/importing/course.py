"""How far an import has come: in memory while it runs, and in the catalog for the case that it is cut off."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.data.imports import ImportLog, ImportRow, SaidFailure
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.stored import StoredPlan, to_text
from visrec_desktop.services.importing.values import ImportReport

NOT_AN_ITEM = -1


def _no_counts() -> dict[str, int]:
    return {"added": 0, "updated": 0, "unchanged": 0, "in_part": 0}


@dataclass(slots=True)
class Course:
    """An import under way.

    Attributes:
        log: where it is written down.
        import_id: its number there.
        plan: what is to be done.
        stored: how many items went through the first pass (facts).
        read: how many items went through the second pass (pictures).
        counts: what became of the items.
        failed: what could not be done, in order.
        lost: the places of items that failed.
        in_part: the places of items that count as failed, and are stored without what could not be used.
    """

    log: ImportLog
    import_id: int
    plan: StoredPlan
    stored: int = 0
    read: int = 0
    counts: dict[str, int] = field(default_factory=_no_counts)
    failed: list[ImportFailure] = field(default_factory=list)
    lost: set[int] = field(default_factory=set)
    in_part: set[int] = field(default_factory=set)

    @classmethod
    def begin(cls, log: ImportLog, title: str, plan: StoredPlan, failed: Sequence[ImportFailure]) -> Self:
        """A new import, written down."""
        with log.transaction():
            course = cls(log, log.begin(title, to_text(plan)), plan)
            course.note([(NOT_AN_ITEM, failure) for failure in failed])
        return course

    @classmethod
    def again(cls, log: ImportLog, row: ImportRow, plan: StoredPlan, said: Sequence[SaidFailure]) -> Self:
        """An import that was cut off, as it was written down."""
        failed = [
            ImportFailure(path, ErrorCode(code), subject, detail) for _, path, code, subject, detail in said
        ]
        numbers = {number for number, *_ in said if number != NOT_AN_ITEM}
        in_part = {number for number in numbers if plan.items[number].from_sheet}
        counts = {**_no_counts(), **row.counts}
        return cls(log, row.id, plan, row.stored, row.read, counts, failed, numbers - in_part, in_part)

    def note(self, failed: Sequence[tuple[int, ImportFailure]]) -> None:
        """Items, by their places, that could not be imported."""
        if not failed:
            return
        self.failed += [failure for _, failure in failed]
        self.lost.update(number for number, _ in failed if number != NOT_AN_ITEM)
        self.log.fail(
            self.import_id,
            [(number, told.path, told.code.value, told.subject, told.detail) for number, told in failed],
        )

    def note_in_part(self, failed: Sequence[tuple[int, ImportFailure]]) -> None:
        """Items, by their places, that are stored without what could not be used."""
        before = set(self.lost)
        self.note(failed)
        self.lost = before
        self.in_part.update(number for number, _ in failed)
        self.counts["in_part"] = len(self.in_part)

    def tally(self, changes: Mapping[str, int]) -> None:
        """Add to the counts."""
        for change, number in changes.items():
            self.counts[change] += number

    def advance(self, *, stored: int | None = None, read: int | None = None) -> None:
        """Write down how far it has come; part of the transaction that stores what was done."""
        self.stored = self.stored if stored is None else stored
        self.read = self.read if read is None else read
        self.log.advance(self.import_id, self.stored, self.read, self.counts)

    def end(self, state: str) -> None:
        """Write down how it ended: `done` or `stopped`."""
        self.log.end(self.import_id, state)

    def report(self, start: float, *, cancelled: bool = False) -> ImportReport:
        """How it stands; `start` is when this run began, of `time.perf_counter`."""
        return ImportReport(
            **self.counts,
            skipped=self.plan.skipped,
            failed=tuple(self.failed),
            elapsed_s=round(time.perf_counter() - start, 3),
            cancelled=cancelled,
            archived=len(self.plan.archive),
            import_id=self.import_id,
        )
