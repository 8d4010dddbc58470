"""The strip that follows an import: what it is doing, how long it will take, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.progress import Progress
from visrec_desktop.ui.catalog.failures_panel import FailuresPanel
from visrec_desktop.ui.catalog.import_words import ImportWords
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from visrec_desktop.bridge.importer import ImportSession
    from visrec_desktop.services.coverage import CatchUpReport
    from visrec_desktop.services.importing import ImportFailure, ImportReport, PastImport
    from visrec_desktop.ui.theme.theme import Theme

_LIST_HEIGHT = 300


class ImportPanel(QWidget):
    """Progress, outcome and failures of an import. Hidden while there is nothing to tell."""

    undo_wanted = Signal(int)  # id of the import whose outcome is told

    def __init__(self, importer: ImportSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._importer = importer
        self._words = ImportWords(self)
        self._told: ImportReport | None = None  # the last outcome, until it is dismissed
        self._cut_off: PastImport | None = None  # told instead of an outcome
        self._stopped_id: int | None = None  # of the one that is told, where it can be gone on with
        self._unanalysed: tuple[ImportFailure, ...] = ()  # pictures that the background work could not read
        self.strip = ProgressStrip(theme)
        self.line = label("", "strong", wrap=True)
        self.failed_button = button(theme, self.tr("Show what failed"), icon="warning")
        self.failed_button.setCheckable(True)
        self.undo_button = button(theme, self.tr("Undo"), icon="undo", on_click=self._on_undo)
        self.undo_button.setToolTip(self.tr("Take the whole import back"))
        self.go_on_button = button(theme, self.tr("Go on"), "primary", on_click=self._on_go_on)
        self.leave_button = button(theme, self.tr("Leave it"), on_click=self._on_leave)
        self.resume_button = button(theme, self.tr("Go on analysing"), on_click=self._on_resume)
        self.dismiss_button = button(theme, self.tr("Dismiss"), "quiet", on_click=self._dismiss)
        self.failures = FailuresPanel(theme, self)
        self.failures.setFixedHeight(theme.px(_LIST_HEIGHT))
        self.outcome = self._make_outcome()
        self._arrange()
        self._connect()
        self._show_part(None)
        if importer.last_report is not None:
            self._on_finished(importer.last_report)
        elif importer.cut_off is not None:
            self._on_interrupted(importer.cut_off)

    def _make_outcome(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.s)
        layout.addWidget(self.line, 1)
        for each in (
            self.go_on_button,
            self.leave_button,
            self.resume_button,
            self.undo_button,
            self.failed_button,
            self.dismiss_button,
        ):
            layout.addWidget(each)
        return row

    def _arrange(self) -> None:
        card = QFrame(self)
        card.setProperty("panel", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE.l, SPACE.s, SPACE.s, SPACE.s)
        inside.addWidget(self.strip)
        inside.addWidget(self.outcome)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.s)
        layout.addWidget(card)
        layout.addWidget(self.failures)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _connect(self) -> None:
        self._importer.started.connect(self._on_started)
        self._importer.progressed.connect(self._on_progressed)
        self._importer.finished.connect(self._on_finished)
        self._importer.failed.connect(self._on_failed)
        self._importer.catch_up_failed.connect(self._on_failed)
        self._importer.catch_up_progressed.connect(self._on_catch_up)
        self._importer.catch_up_finished.connect(self._on_caught_up)
        self._importer.unfinished_changed.connect(self._on_unfinished)
        self._importer.interrupted.connect(self._on_interrupted)
        self.strip.cancelled.connect(self._on_cancel)
        self.failed_button.toggled.connect(self._show_failures)
        self.failures.retry_requested.connect(self._on_retry)

    @Slot()
    def _on_started(self) -> None:
        self._told = None
        self._cut_off = None
        self.strip.start(self._words.stage("collecting"))
        self._show_part(self.strip)

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        text = self._words.stage(progress.stage)
        if self._importer.waiting:
            text = self._words.followed(text, self._importer.waiting)
        if self._importer.preferences.settings.gentle:
            text = self._words.gently(text)
        self.strip.show_progress(text, progress)
        self._show_part(self.strip)

    @Slot(object)
    def _on_catch_up(self, progress: Progress) -> None:
        if self._importer.running:
            return
        if self.strip.isHidden():
            self.strip.start(self._words.stage(progress.stage))
        self._on_progressed(progress)

    @Slot(object)
    def _on_finished(self, report: ImportReport) -> None:
        if self._importer.running:  # the next one has begun already
            return
        self._told = report
        self._stopped_id = None
        self._tell(self._words.outcome(report), self._listed)
        if report.cancelled and report.import_id is not None:
            self._importer.request_past(self._on_past)

    def _on_past(self, past: Sequence[PastImport]) -> None:
        """A stopped import can be gone on with, unless all but its analysis was done."""
        told = self._told
        if told is None or self.outcome.isHidden():
            return
        left = (each.id for each in past if each.id == told.import_id and each.left)
        self._stopped_id = next(left, None)
        self.show_actions()

    @property
    def _listed(self) -> tuple[ImportFailure, ...]:
        return (*self._importer.failures, *self._unanalysed)

    @Slot(object)
    def _on_failed(self, error: KnownError | None) -> None:
        if not self._importer.running:
            self._told = None
            self._tell(self._words.stopped(error), ())  # what failed earlier has nothing to do with it

    @Slot(object)
    def _on_interrupted(self, past: PastImport) -> None:
        if self._importer.running or self._told is not None:
            return
        self._cut_off = past
        self._tell(self._words.interrupted(past), self._listed)

    @Slot(object)
    def _on_caught_up(self, report: CatchUpReport) -> None:
        if self._importer.running:
            return
        if report.failed:
            self._unanalysed += report.failed
            self._tell(self._words.not_analysed(len(report.failed)), self._listed)
        elif self._told is not None:
            self._on_finished(self._told)
        elif self._cut_off is not None:
            self._on_interrupted(self._cut_off)
        else:
            self._show_part(None)

    def show_undone(self, import_id: int, words: str) -> bool:
        """An import was taken back; whether it was the one that is told, so that this is told instead.

        Its failures go with it: trying them again would import them.
        """
        told = self._told.import_id if self._told is not None else None
        cut_off = self._cut_off.id if self._cut_off is not None else None
        if import_id not in (told, cut_off) or self._importer.running:
            return False
        self._told = self._cut_off = None
        self._importer.dismiss_failures()
        self._tell(words, self._listed)
        return True

    @Slot()
    def _on_cancel(self) -> None:
        if self._importer.running:
            self._importer.cancel()
        else:
            self._importer.cancel_catch_up()

    @Slot(int)
    def _on_unfinished(self, count: int) -> None:
        self.resume_button.setVisible(count > 0 and self._unfinished_id is None)

    @Slot()
    def _on_resume(self) -> None:
        self._importer.resume()

    @Slot()
    def _on_retry(self) -> None:
        self._told = None  # its failures are being tried again, and those of the imports before it
        self._importer.retry_failed()

    @Slot()
    def _on_undo(self) -> None:
        if self._told is not None and self._told.import_id is not None:
            self.undo_button.setEnabled(False)
            self.undo_wanted.emit(self._told.import_id)

    @property
    def _unfinished_id(self) -> int | None:
        """The import that can be gone on with."""
        if self._cut_off is not None:
            return self._cut_off.id
        return self._stopped_id if self._told is not None else None

    @Slot()
    def _on_go_on(self) -> None:
        if (import_id := self._unfinished_id) is not None:
            self._importer.resume_import(import_id)

    @Slot()
    def _on_leave(self) -> None:
        if self._cut_off is not None:
            self._importer.leave(self._cut_off.id)
            self._dismiss()

    @Slot()
    def _dismiss(self) -> None:
        self._told = None
        self._cut_off = None
        self._unanalysed = ()
        self._importer.dismiss_failures()
        self._show_part(None)
        if self._importer.cut_off is not None:  # something else was told instead so far
            self._on_interrupted(self._importer.cut_off)

    @Slot(bool)
    def _show_failures(self, shown: bool) -> None:
        self.failures.setVisible(shown)
        if shown:
            self.failures.list.setFocus()

    def _tell(self, sentence: str, failed: Sequence[ImportFailure]) -> None:
        self.line.setText(sentence)
        self.failures.show_failures(failed)
        self.failures.retry_button.setEnabled(self._importer.can_retry)
        self.failed_button.setVisible(bool(failed))
        self.show_actions()
        self._show_part(self.outcome)

    def show_actions(self) -> None:
        """Offer what can be done about what is told."""
        told = self._told
        can_undo = told is not None and told.import_id is not None
        changed = told is not None and told.changed
        can_go_on = self._unfinished_id is not None
        self.undo_button.setVisible(can_undo and changed)
        self.undo_button.setEnabled(True)
        self.go_on_button.setVisible(can_go_on)
        self.leave_button.setVisible(self._cut_off is not None)
        self.dismiss_button.setVisible(self._cut_off is None)
        # going on with the import goes on with its analysis, too
        self.resume_button.setVisible(self._importer.unfinished > 0 and not can_go_on)

    def _show_part(self, part: QWidget | None) -> None:
        self.failed_button.setChecked(False)
        self.failures.hide()
        self.strip.setVisible(part is self.strip)
        self.outcome.setVisible(part is self.outcome)
        self.setVisible(part is not None)
