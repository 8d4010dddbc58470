"""The highlight over the page while files are dragged across it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

_VEIL = 215  # of 255: what lies below can still be guessed
_ICON = 44
_CARD_WIDTH = 340
_CARD_HEIGHT = 128


class DropOverlay(QWidget):
    """Covers its parent; the mouse and the drag go through it."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = text
        self._host = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)
        self.hide()

    def cover(self) -> None:
        """Show it over the whole parent."""
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A veil, a dashed frame, an icon and a sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        veil = QColor(colours.accent_soft)
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        pen = QPen(self._theme.q(colours.accent), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        frame = QRectF(self.rect()).adjusted(SPACE.l, SPACE.l, -SPACE.l, -SPACE.l)
        painter.drawRoundedRect(frame, RADIUS.panel, RADIUS.panel)
        card = QRectF(0, 0, self._theme.px(_CARD_WIDTH), self._theme.px(_CARD_HEIGHT))
        card.moveCenter(frame.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(colours.surface))
        painter.drawRoundedRect(card, RADIUS.panel, RADIUS.panel)
        side = self._theme.px(_ICON)
        icon = self._theme.icons.pixmap("import", side, "accent", self.devicePixelRatioF())
        top = round(card.top()) + self._theme.px(SPACE.xl)
        painter.drawPixmap((self.width() - side) // 2, top, icon)
        painter.setFont(self._theme.font(TYPE.title))
        painter.setPen(self._theme.q(colours.on_accent_soft))
        words = card.adjusted(SPACE.m, self._theme.px(SPACE.xl + _ICON + SPACE.s), -SPACE.m, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), self._text)
