"""Finding picture files again: where to look, how far it is, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from visrec_desktop.core.progress import Progress
from visrec_desktop.ui.health.commands import counted
from visrec_desktop.ui.health.words import tr
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.flow import FlowLayout
from visrec_desktop.ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from visrec_desktop.bridge.health import HealthSession
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.services.moved import MovedReport
    from visrec_desktop.ui.theme.theme import Theme


class MovedPanel(QWidget):
    """A card that is there while files are looked for, and until it is said what to do with those found.

    It is seen on the page of its finding alone (`allow`).

    Signals:
        use_wanted: the `MovedReport` whose places are to be taken over.
    """

    use_wanted = Signal(object)

    def __init__(self, session: HealthSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._is_needed = self._is_allowed = False
        self._report: MovedReport | None = None
        self.dialog: QFileDialog | None = None
        self.strip = ProgressStrip(theme)
        self.strip.cancelled.connect(session.cancel_search)
        self.words = label("", "body", wrap=True)
        self.use_button = button(
            theme, tr("Use the found files"), "primary", icon="check", on_click=self._use
        )
        self.folder_button = button(
            theme, tr("Look in another folder…"), icon="folder", on_click=self.ask_for_folder
        )
        self.close_button = button(theme, tr("Not now"), "quiet", on_click=self._end)
        self._answer = QWidget()
        self._arrange()
        session.searched.connect(self._on_progress)
        self.hide()

    def _arrange(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons, SPACE.s)
        for each in (self.use_button, self.folder_button, self.close_button):
            flow.addWidget(each)
        inside = QVBoxLayout(self._answer)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE.s)
        inside.addWidget(self.words)
        inside.addWidget(buttons)
        card = QFrame()
        card.setProperty("panel", "card")
        around = QVBoxLayout(self)
        around.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, 0)
        around.addWidget(card)
        row = QHBoxLayout(card)
        row.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        row.addWidget(self.strip, 1)
        row.addWidget(self._answer, 1)

    def allow(self, *, allowed: bool) -> None:
        """Whether it may be seen now."""
        self._is_allowed = allowed
        self.setVisible(allowed and self._is_needed)

    def offer(self, place: QPoint) -> None:
        """Ask where to look, with a menu at this place of the screen."""
        menu = QMenu(self)
        menu.setAccessibleName(tr("Where to look"))
        menu.addAction(tr("On every drive"), lambda: self.search(()))
        menu.addAction(tr("In a folder…"), self.ask_for_folder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def ask_for_folder(self) -> None:
        """Let someone choose the folder to look in."""
        dialog = QFileDialog(self, tr("Look for the picture files in"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(lambda names: self.search([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def search(self, roots: Sequence[Path]) -> None:
        """Look in these folders, or on every drive."""
        self._show(searching=True)
        self.strip.start(tr("Looking for the picture files…"))
        self._session.find_moved(roots, self._on_found, self._on_failed)

    def _show(self, *, searching: bool) -> None:
        self.strip.setVisible(searching)
        self._answer.setVisible(not searching)
        self._is_needed = True
        self.allow(allowed=self._is_allowed)

    def _end(self) -> None:
        self._is_needed = False
        self.hide()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self.strip.show_progress(tr("Looking for the picture files…"), progress)

    def _on_found(self, report: MovedReport) -> None:
        self._report = report
        found, missing = len(report.found), len(report.still_missing)
        told = counted("1 file was found.", "%1 files were found.", found)
        if not found:
            told = tr("None of the files was found. Connect the drive they are on, or choose its folder.")
        elif missing:
            told += " " + counted("1 is still missing.", "%1 are still missing.", missing)
        self.words.setText(told)
        self.use_button.setVisible(found > 0)
        self._show(searching=False)
        (self.use_button if found else self.folder_button).setFocus()

    def _on_failed(self, _failure: Failure) -> None:
        self._end()

    def _use(self) -> None:
        if self._report is not None:
            self.use_wanted.emit(self._report)
        self._end()
