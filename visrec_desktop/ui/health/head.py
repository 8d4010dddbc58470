"""The top of the health page: the way back, what there is to do, and looking again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.core.progress import Progress
from visrec_desktop.ui.health.commands import counted
from visrec_desktop.ui.health.words import stage_text, tr
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.elided import ElidedLabel
from visrec_desktop.ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from visrec_desktop.bridge.health import HealthSession
    from visrec_desktop.ui.theme.theme import Theme


class Head(QWidget):
    """Title, state, buttons; below them the progress of a look that is under way."""

    back_wanted = Signal()
    look_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, session: HealthSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self.back_button = button(
            theme, tr("Catalog"), icon="chevron-left", name=tr("Back to the catalog"),
            on_click=self.back_wanted.emit,
        )  # fmt: skip
        self.title = label(tr("Catalog health"), "title")
        self.state = ElidedLabel("", "small", "muted")
        self.look_button = button(theme, tr("Look again"), icon="refresh", on_click=self.look_wanted.emit)
        self.strip = ProgressStrip(theme)
        self.strip.cancelled.connect(self.cancel_wanted)
        self.strip.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE.m)
        row.addWidget(self.back_button)
        row.addWidget(self.title)
        row.addWidget(self.state, 1)
        row.addWidget(self.look_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        column.setSpacing(SPACE.m)
        column.addLayout(row)
        column.addWidget(self.strip)
        self.show_state()

    @Slot()
    def show_state(self) -> None:
        """Say how it stands."""
        session = self._session
        if session.looking and self.strip.isHidden():
            self.strip.start(tr("Looking at the catalog…"))
        self.strip.setVisible(session.looking)
        self.look_button.setEnabled(not session.looking)
        self.state.setText(self._words())

    def show_progress(self, progress: Progress) -> None:
        """Show how far a look has come."""
        self.strip.show_progress(stage_text(progress), progress)

    def _words(self) -> str:
        session = self._session
        if session.is_stale and not session.looking:
            return tr("The catalog has changed since it was looked at.")
        if session.looking or not session.has_looked:
            return ""
        count = session.report.to_do
        if not count:
            return tr("Nothing to do: everything is in order.")
        return counted("1 product to look at", "%1 products to look at", count)
