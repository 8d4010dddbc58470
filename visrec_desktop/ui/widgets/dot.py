"""A small coloured dot in front of a word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from visrec_desktop.ui.theme.theme import Theme

_SIDE = 8


class Dot(QWidget):
    """A dot in the colour of a role of `Colours`; the word beside it says the same."""

    def __init__(self, theme: Theme, role: str) -> None:
        super().__init__()
        self._theme = theme
        self._role = role
        self._side = theme.px(_SIDE)
        self.setFixedSize(self._side + 2, self._side + 2)
        theme.changed.connect(self.update)

    def set_role(self, role: str) -> None:
        """Take another colour."""
        self._role = role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(getattr(self._theme.colours, self._role)))
        painter.drawEllipse(QRectF(1, 1, self._side, self._side))
