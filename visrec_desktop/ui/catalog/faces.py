"""Several faces in one place."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Faces(QStackedWidget):
    """A stack that needs no more room than the face it shows: a wide hidden one does not widen the window."""

    def minimumSizeHint(self) -> QSize:
        """Of the shown face alone."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()
