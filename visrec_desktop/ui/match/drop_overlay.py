"""The sign over a page that what is being dragged can be dropped."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, TYPE

_INSET = 10
_VEIL = 205


class DropOverlay(QWidget):
    """Covers its parent while shown; drags and clicks go through it.

    Args:
        theme: the theme.
        parent: the page it covers.
        text: what happens on a drop.
    """

    def __init__(self, theme: Theme, parent: QWidget, text: str) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)
        self.hide()

    def cover(self) -> None:
        """Show it over the whole page."""
        page = self.parentWidget()
        if page is not None:
            self.setGeometry(page.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A veil, a ring, a word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        veil = QColor(self._theme.q(colours.accent_soft))
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.q(colours.accent), 2))
        box = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.drawRoundedRect(box, RADIUS.panel, RADIUS.panel)
        side = self._theme.px(44)
        icon = self._theme.icons.pixmap("import", side, "on_accent_soft", self.devicePixelRatioF())
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - side // 2, middle.y() - side - 4, icon)
        painter.setFont(self._theme.font(TYPE.title))
        painter.setPen(self._theme.q(colours.on_accent_soft))
        painter.drawText(
            QRectF(0, middle.y() + 8, self.width(), self._theme.px(32)),
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
            self._text,
        )
