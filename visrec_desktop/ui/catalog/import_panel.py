"""The strip that follows an import: what it is doing, how long it will take, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
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
    from visrec_desktop.services.importing import ImportFailure, ImportReport
    from visrec_desktop.ui.theme.theme import Theme

_LIST_HEIGHT = 300


class ImportPanel(QWidget):
    """Progress, outcome and failures of an import. Hidden while there is nothing to tell."""

    def __init__(self, importer: ImportSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._importer = importer
        self._words = ImportWords(self)
        self._told: ImportReport | None = None  # the last outcome, until it is dismissed
        self._older: tuple[ImportFailure, ...] = ()  # failures of imports before it
        self.strip = ProgressStrip(theme)
        self.line = label("", "strong", wrap=True)
        self.failed_button = button(theme, self.tr("Show what failed"), icon="warning")
        self.failed_button.setCheckable(True)
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

    def _make_outcome(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.s)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.resume_button)
        layout.addWidget(self.failed_button)
        layout.addWidget(self.dismiss_button)
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
        self.strip.cancelled.connect(self._on_cancel)
        self.failed_button.toggled.connect(self._show_failures)
        self.failures.retry_requested.connect(self._on_retry)

    @Slot()
    def _on_started(self) -> None:
        if self._told is not None:
            self._older += self._told.failed
            self._told = None
        self.strip.start(self._words.stage("collecting"))
        self._show_part(self.strip)

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        text = self._words.stage(progress.stage)
        if self._importer.waiting:
            text = self._words.followed(text, self._importer.waiting)
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
            self._older += report.failed
            return
        self._told = report
        self._tell(self._words.outcome(report), (*self._older, *report.failed))

    @Slot(object)
    def _on_failed(self, error: KnownError | None) -> None:
        if not self._importer.running:
            self._tell(self._words.stopped(error), ())  # what failed earlier has nothing to do with it

    @Slot(object)
    def _on_caught_up(self, report: CatchUpReport) -> None:
        if self._importer.running:
            return
        if report.failed:
            self._older += report.failed
            self._tell(self._words.not_analysed(len(report.failed)), self._older)
        elif self._told is not None:
            self._on_finished(self._told)
        else:
            self._show_part(None)

    @Slot()
    def _on_cancel(self) -> None:
        if self._importer.running:
            self._importer.cancel()
        else:
            self._importer.cancel_catch_up()

    @Slot(int)
    def _on_unfinished(self, count: int) -> None:
        self.resume_button.setVisible(count > 0)

    @Slot()
    def _on_resume(self) -> None:
        self._importer.resume()

    @Slot()
    def _on_retry(self) -> None:
        self._told = None  # its failures are being tried again
        self._importer.retry_failed()

    @Slot()
    def _dismiss(self) -> None:
        self._told = None
        self._older = ()
        self._show_part(None)

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
        self.resume_button.setVisible(self._importer.unfinished > 0)
        self._show_part(self.outcome)

    def _show_part(self, part: QWidget | None) -> None:
        self.failed_button.setChecked(False)
        self.failures.hide()
        self.strip.setVisible(part is self.strip)
        self.outcome.setVisible(part is self.outcome)
        self.setVisible(part is not None)
