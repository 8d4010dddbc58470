"""The sign that something is being worked on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from visrec_desktop.ui.theme.theme import Theme

_STEP_MS = 33
_STEP_DEGREES = 11
_ARC_DEGREES = 90


class BusySign(QWidget):
    """A turning ring; it turns only while it is visible."""

    def __init__(self, theme: Theme, side: int = 24, name: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._side = theme.px(side)
        self._angle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._turn)
        self.setAccessibleName(name or self.tr("Working"))
        self.setFixedSize(self._side, self._side)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def showEvent(self, event: QShowEvent) -> None:
        """Start turning."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop turning."""
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def _turn(self) -> None:
        self._angle = (self._angle + _STEP_DEGREES) % 360
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A faint ring with a bright part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2.0, self._side / 9)
        box = QRectF(self.rect()).adjusted(width, width, -width, -width)
        colours = self._theme.colours
        painter.setPen(QPen(self._theme.q(colours.track), width))
        painter.drawEllipse(box)
        ink = QPen(self._theme.q(colours.accent), width)
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(ink)
        painter.drawArc(box, -self._angle * 16, _ARC_DEGREES * 16)
