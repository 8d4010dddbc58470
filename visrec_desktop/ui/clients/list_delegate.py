"""Paints a client of the list: initials, name, last visit, what is known."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from visrec_desktop.core.clients import ClientSummary
from visrec_desktop.ui.clients.avatar import paint_disc
from visrec_desktop.ui.clients.list_model import ClientRole, Index
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE, TypeStyle

_DISC = 38
_NAME = 110  # width that a name gets before the last visit does
_SELECTED = QStyle.StateFlag.State_Selected
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class ClientDelegate(QStyledItemDelegate):
    """Two lines beside a disc; names of any length and script stay inside."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._name_metrics = QFontMetrics(theme.font(TYPE.heading))
        self._small_metrics = QFontMetrics(theme.font(TYPE.small))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is the same height."""
        words = self._name_metrics.height() + SPACE.hair + self._small_metrics.height()
        inner = max(words, self._theme.px(_DISC))
        return QSize(self._theme.px(120), inner + 2 * self._theme.px(SPACE.s + 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, disc, words."""
        client: ClientSummary = index.data(ClientRole.CLIENT)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, state)
        side, pad = self._theme.px(_DISC), self._theme.px(SPACE.s + 2)
        disc = QRect(rect.left() + pad, rect.top() + (rect.height() - side) // 2, side, side)
        room = rect.adjusted(pad + side + self._theme.px(SPACE.m), 0, -pad, 0)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            disc.moveRight(rect.right() - pad)
            room = rect.adjusted(pad, 0, -(pad + side + self._theme.px(SPACE.m)), 0)
        chosen = bool(state & _SELECTED)
        paint_disc(painter, self._theme, disc, client.name, faded=client.archived, chosen=chosen)
        self._words(painter, room, index, client)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        chosen = bool(state & _SELECTED)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        if not (chosen or hovered or focused):
            return
        painter.setPen(QPen(self._theme.q(colours.accent), 2) if focused else _NO_PEN)
        painter.setBrush(self._theme.q(colours.accent_soft if chosen else colours.card_hover))
        box = QRectF(rect).adjusted(1, 2, -1, -2)
        painter.drawRoundedRect(box, RADIUS.card, RADIUS.card)

    def _words(self, painter: QPainter, room: QRect, index: Index, client: ClientSummary) -> None:
        colours = self._theme.colours
        height = self._name_metrics.height() + SPACE.hair + self._small_metrics.height()
        top = room.top() + (room.height() - height) // 2
        first = QRect(room.left(), top, room.width(), self._name_metrics.height())
        visit = str(index.data(ClientRole.VISIT))
        taken = self._small_metrics.horizontalAdvance(visit)
        beside = room.width() - taken - self._theme.px(SPACE.s)
        if beside < min(self._theme.px(_NAME), self._name_metrics.horizontalAdvance(client.name)):
            visit, taken = "", 0  # the name is worth more
        painter.setPen(self._theme.q(colours.text_muted))
        painter.setFont(self._theme.font(TYPE.small))
        painter.drawText(first, int(_RIGHT), visit)
        name = first.adjusted(0, 0, -(taken + self._theme.px(SPACE.s)) if taken else 0, 0)
        role = "text_muted" if client.archived else "text"
        self._line(painter, name, client.name, TYPE.heading, role)
        second = QRect(
            first.left(), first.bottom() + 1 + SPACE.hair, room.width(), self._small_metrics.height()
        )
        self._line(painter, second, str(index.data(ClientRole.KNOWLEDGE)), TYPE.small, "text_muted")

    def _line(self, painter: QPainter, line: QRect, text: str, style: TypeStyle, role: str) -> None:
        metrics = self._name_metrics if style is TYPE.heading else self._small_metrics
        painter.setFont(self._theme.font(style))
        painter.setPen(self._theme.q(getattr(self._theme.colours, role)))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(_LEFT), shown)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole line, for names that were cut."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        name, known = str(index.data()), str(index.data(ClientRole.KNOWLEDGE))
        QToolTip.showText(event.globalPos(), f"{name}\n{known}", view)
        return True


_NO_PEN = QPen(Qt.PenStyle.NoPen)
