"""What stands in the middle of the wizard until the first plan is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label
from visrec_desktop.ui.widgets.busy import BusySign
from visrec_desktop.ui.widgets.progress import progress_words

if TYPE_CHECKING:
    from visrec_desktop.core.progress import Progress
    from visrec_desktop.ui.theme.theme import Theme

_WIDTH = 320


class Waiting(QWidget):
    """A sign that something is done, what it is, and how far it has come."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.text = label("", "strong")
        self.count = label("", "small", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setSpacing(SPACE.m)
        column.addStretch(2)
        for part in (BusySign(theme, 40), self.text, self.bar, self.count):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def start(self, text: str) -> None:
        """Begin with work of unknown size."""
        self.text.setText(text)
        self.count.setText("")
        self.bar.setRange(0, 0)

    def show_progress(self, text: str, progress: Progress) -> None:
        """Show a step."""
        self.text.setText(text)
        self.count.setText(progress_words(progress))
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)
