"""Paints a past import: its title, and under it when it was and what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_WORDS = Qt.ItemDataRole.UserRole + 1
_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class PastDelegate(QStyledItemDelegate):
    """Two lines a row."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All alike."""
        lines = sum(QFontMetrics(self._theme.font(style)).height() for style in (TYPE.strong, TYPE.small))
        return QSize(self._theme.px(200), lines + SPACE.hair + 2 * self._theme.px(SPACE.s))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, title, words."""
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option.state)
        inner = rect.adjusted(self._theme.px(SPACE.m), self._theme.px(SPACE.s), -self._theme.px(SPACE.m), 0)
        colours = self._theme.colours
        lines = (
            (str(index.data() or ""), TYPE.strong, colours.text, Qt.TextElideMode.ElideMiddle),
            (str(index.data(_WORDS) or ""), TYPE.small, colours.text_muted, Qt.TextElideMode.ElideRight),
        )
        top = inner.top()
        for text, style, ink, mode in lines:
            painter.setFont(self._theme.font(style))
            painter.setPen(self._theme.q(ink))
            height = painter.fontMetrics().height()
            shown = painter.fontMetrics().elidedText(text, mode, inner.width())
            painter.drawText(QRect(inner.left(), top, inner.width(), height), _FLAGS, shown)
            top += height + SPACE.hair
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        if not (chosen or hovered or focused):
            return
        painter.setPen(QPen(self._theme.q(colours.accent), 1) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(colours.accent_soft if chosen else colours.card_hover))
        painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), RADIUS.small, RADIUS.small)
