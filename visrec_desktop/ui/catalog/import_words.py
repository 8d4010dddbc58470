"""The words of an import: what it is doing, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportReport, PastImport


class ImportWords(QObject):
    """Sentences about an import in the user's language."""

    def stage(self, stage: str) -> str:
        """What is being done."""
        words = {
            "collecting": self.tr("Looking for pictures and sheets"),
            "unpacking": self.tr("Unpacking"),
            "planning": self.tr("Working out what will happen"),
            "barcodes": self.tr("Looking for barcodes"),
            "reading": self.tr("Reading pictures"),
            "importing": self.tr("Reading and analysing pictures"),
            "analysing": self.tr("Analysing pictures"),
            "storing": self.tr("Saving"),
        }
        return words.get(stage, self.tr("Working"))

    def followed(self, text: str, waiting: int) -> str:
        """What is being done, and how many imports come after it."""
        after = self._count(waiting, self.tr("1 more import follows"), self.tr("%1 more imports follow"))
        return f"{text} ({after})"

    def gently(self, text: str) -> str:
        """What is being done, and that it leaves most of the computer to others."""
        return self.tr("%1, working gently").replace("%1", text)

    def outcome(self, report: ImportReport) -> str:
        """How many products came in, in one line."""
        repeated = sum(failure.code is ErrorCode.DUPLICATE_SKU for failure in report.failed)
        counts = [
            (report.added, self.tr("1 added"), self.tr("%1 added")),
            (report.updated, self.tr("1 updated"), self.tr("%1 updated")),
            (report.archived, self.tr("1 archived"), self.tr("%1 archived")),
            (report.unchanged, self.tr("1 unchanged"), self.tr("%1 unchanged")),
            (report.skipped, self.tr("1 other file left out"), self.tr("%1 other files left out")),
            (repeated, self.tr("1 with a SKU of another one"), self.tr("%1 with the SKU of another one")),
            (report.in_part, self.tr("1 came in part"), self.tr("%1 came in part")),
            (
                len(report.failed) - repeated - report.in_part,
                self.tr("1 could not be read"),
                self.tr("%1 could not be read"),
            ),
        ]
        parts = [self._count(number, one, many) for number, one, many in counts if number]
        if report.cancelled:
            parts.insert(0, self.tr("Stopped; what was done is kept"))
        return ", ".join(parts) if parts else self.tr("There were no pictures or products in it")

    def interrupted(self, past: PastImport) -> str:
        """That an import was cut off, and how far it was."""
        words = self.tr("An import was interrupted (%3): %1 of %2 are done.")
        done = count_text(past.total - past.left)
        total = count_text(past.total)
        return words.replace("%1", done).replace("%2", total).replace("%3", past.title)

    def not_analysed(self, number: int) -> str:
        """How many pictures the background work could not read."""
        return self._count(
            number, self.tr("1 picture could not be analysed"), self.tr("%1 pictures could not be analysed")
        )

    def stopped(self, error: KnownError | None) -> str:
        """Why an import ended before its time."""
        if error is None:
            return self.tr("The work was stopped. What was done is kept.")
        return explain_error(error).line

    def _count(self, number: int, one: str, many: str) -> str:
        return one if number == 1 else many.replace("%1", count_text(number))
