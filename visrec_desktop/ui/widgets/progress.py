"""A strip that shows long work: what, how far, how long still, and a Cancel that works."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from visrec_desktop.core.progress import Progress
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.elided import ElidedLabel
from visrec_desktop.ui.widgets.numbers import count_text

_MINUTE = 60
_HOUR = 3600
_A_MOMENT = 8


class ProgressStrip(QWidget):
    """One piece of work.

    `show_progress` may be called as often as wished; `cancelled` says that the user wants it to stop.
    """

    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._text = ElidedLabel("", "strong")
        self._count = label("", "small", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = button(theme, self.tr("Cancel"), on_click=self._ask_to_stop)
        top = QHBoxLayout()
        top.setSpacing(SPACE.m)
        top.addWidget(self._text, 1)
        top.addWidget(self._count)
        column = QVBoxLayout()
        column.setSpacing(SPACE.s)
        column.addLayout(top)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.l)
        row.addLayout(column, 1)
        row.addWidget(self._cancel)

    def start(self, text: str) -> None:
        """Begin with a new piece of work of unknown size."""
        self._cancel.setEnabled(True)
        self._cancel.setText(self.tr("Cancel"))
        self._text.setText(text)
        self._count.setText("")
        self._bar.setRange(0, 0)

    def show_progress(self, text: str, progress: Progress) -> None:
        """Show a step: `text` says what is done, in the user's words."""
        self._text.setText(text)
        if progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)
        else:
            self._bar.setRange(0, 0)
        self._count.setText(progress_words(progress))

    def _ask_to_stop(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText(self.tr("Stopping…"))
        self.cancelled.emit()


def progress_words(progress: Progress) -> str:
    """Such as "12 of 252 · about 3 min left"."""
    parts = []
    if progress.total:
        of = QCoreApplication.translate("Progress", "%1 of %2")
        parts.append(of.replace("%1", count_text(progress.done)).replace("%2", count_text(progress.total)))
    elif progress.done:
        parts.append(count_text(progress.done))
    if progress.eta_s is not None:
        parts.append(time_left(progress.eta_s))
    return " · ".join(parts)


def time_left(seconds: float) -> str:
    """A time left in words, no more exact than it can be known."""
    if seconds < _A_MOMENT:
        return QCoreApplication.translate("Progress", "a few seconds left")
    if seconds < _MINUTE:
        nearest = max(10, round(seconds / 10) * 10)
        return QCoreApplication.translate("Progress", "about %1 s left").replace("%1", str(nearest))
    if seconds < _HOUR:
        nearest = round(seconds / _MINUTE)
        return QCoreApplication.translate("Progress", "about %1 min left").replace("%1", str(nearest))
    hours = seconds / _HOUR
    return QCoreApplication.translate("Progress", "about %1 h left").replace("%1", f"{hours:.1f}")
