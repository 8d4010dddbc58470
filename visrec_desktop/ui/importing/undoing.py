"""Taking imports back: one command on the undo stack for each, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from visrec_desktop.ui.importing.counting import counted
from visrec_desktop.ui.undo import Steps, StoredCommand

if TYPE_CHECKING:
    from visrec_desktop.bridge.importer import ImportSession
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.services.importing import ImportReport, UndoReport

Refused = Callable[[], None]


class ImportCommand(StoredCommand):
    """An import."""

    def __init__(self, actions: ImportActions, import_id: int) -> None:
        super().__init__(actions.undo_stack, actions.tr("Import"))
        self._actions = actions
        self.import_id = import_id

    def take_back(self) -> None:
        """Everything as it was."""
        self._actions.swap(self.import_id, undo=True, refused=self.not_taken_back)

    def repeat(self) -> None:
        """Everything as it was imported."""
        self._actions.swap(self.import_id, undo=False, refused=self.not_repeated)


class ImportActions(QObject):
    """Puts each import on the undo stack, and takes imports back in any order.

    Signals:
        undone: the id of an import that was taken back, and how many of its products stayed as they are.
        redone: the id of an import that was made again.
        failed: the `KnownError` that kept either from happening; None after a fault of the program.
    """

    undone = Signal(int, int)
    redone = Signal(int)
    failed = Signal(object)

    def __init__(
        self, importer: ImportSession, undo_stack: QUndoStack, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._importer = importer
        self.undo_stack = undo_stack
        self._steps = Steps()
        importer.finished.connect(self._on_finished)

    def undo(self, import_id: int) -> None:
        """Take an import back: by the undo stack where it was the last change, else out of order."""
        command = self._command(import_id)
        if command is not None and command.is_last_done:
            self.undo_stack.undo()
            return
        if command is not None:
            command.setObsolete(True)  # the stack passes over it from now on
        self.swap(import_id, undo=True, refused=lambda: None)

    def swap(self, import_id: int, *, undo: bool, refused: Refused) -> None:
        """Take an import back or make it again, after what is being done already."""

        def done(report: UndoReport) -> None:
            if undo:
                self.undone.emit(import_id, report.kept)
            else:
                self.redone.emit(import_id)
            self._steps.end()

        def failed(failure: Failure) -> None:
            refused()
            self.failed.emit(failure.error)
            self._steps.end()

        change = self._importer.undo if undo else self._importer.redo
        self._steps.begin(lambda: change(import_id, done, failed))

    @Slot(object)
    def _on_finished(self, report: ImportReport) -> None:
        """One that was gone on with has its command already."""
        changed = report.changed
        if report.import_id is not None and changed and self._command(report.import_id) is None:
            self.undo_stack.push(ImportCommand(self, report.import_id))

    def _command(self, import_id: int) -> ImportCommand | None:
        commands = (self.undo_stack.command(place) for place in range(self.undo_stack.count()))
        return next(
            (
                each
                for each in commands
                if isinstance(each, ImportCommand) and each.import_id == import_id and not each.isObsolete()
            ),
            None,
        )

    def undone_words(self, kept: int) -> str:
        """What is said when an import was taken back."""
        if not kept:
            return self.tr("The import was taken back.")
        words = counted(
            kept,
            self.tr("1 product was changed since then and stays."),
            self.tr("%1 products were changed since then and stay."),
        )
        return f"{self.tr('The import was taken back.')} {words}"
