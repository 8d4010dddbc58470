"""A share as a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

_BAR = 6


class Bar(QWidget):
    """A bar from `start` to `end`, both in [0, 1] of its track; `against` paints it in a warning tone."""

    def __init__(self, theme: Theme, start: float, end: float, *, against: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._against = against
        self._start = start
        self._end = end
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As thin as a line of text allows."""
        return QSize(self._theme.px(80), self._theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, then bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = (self.height() - _BAR) / 2
        painter.setBrush(self._theme.q(self._theme.colours.track))
        painter.drawRoundedRect(QRectF(0, top, self.width(), _BAR), _BAR / 2, _BAR / 2)
        colours = self._theme.colours
        painter.setBrush(self._theme.q(colours.warning if self._against else colours.accent))
        left, right = self._start * self.width(), self._end * self.width()
        painter.drawRoundedRect(QRectF(left, top, max(_BAR, right - left), _BAR), _BAR / 2, _BAR / 2)
