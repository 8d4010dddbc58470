"""Paints one failure: the file, what happened to it, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visrec_desktop.ui.catalog.failures_model import FailureRole
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE, TypeStyle

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

_WRAP = int(Qt.TextFlag.TextWordWrap)
_TALL = 10_000
Index = QModelIndex | QPersistentModelIndex


class FailureDelegate(QStyledItemDelegate):
    """Three blocks of text over each other; long sentences wrap to the width of the list."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list, as high as its sentences."""
        width = self._view.viewport().width()
        height = (
            2 * self._theme.px(SPACE.s)
            + self._theme.px(SPACE.hair)
            + self._metrics(TYPE.strong).lineSpacing()
        )
        height += sum(self._height(text, style, width) for text, style, _ in self._blocks(index))
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the blocks."""
        painter.save()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._ground(painter, rect, state)
        inner = self._inner(rect)
        self._title(painter, inner, index)
        top = inner.top() + self._metrics(TYPE.strong).lineSpacing() + self._theme.px(SPACE.hair)
        for text, style, role in self._blocks(index):
            height = self._height(text, style, rect.width())
            painter.setFont(self._theme.font(style))
            painter.setPen(self._theme.q(getattr(self._theme.colours, role)))
            painter.drawText(QRect(inner.left(), top, inner.width(), height), _WRAP, text)
            top += height
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        painter.setPen(self._theme.q(colours.accent) if focused else Qt.PenStyle.NoPen)
        if chosen or hovered or focused:
            ground = colours.accent_soft if chosen else colours.card_hover
            painter.setBrush(self._theme.q(ground))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), RADIUS.small, RADIUS.small)

    def _title(self, painter: QPainter, inner: QRect, index: Index) -> None:
        metrics = self._metrics(TYPE.strong)
        name = metrics.elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.setFont(self._theme.font(TYPE.strong))
        painter.setPen(self._theme.q(self._theme.colours.text))
        line = QRect(inner.left(), inner.top(), inner.width(), metrics.lineSpacing())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), name)
        line.setLeft(inner.left() + metrics.horizontalAdvance(name) + self._theme.px(SPACE.m))
        small = self._metrics(TYPE.caption)
        folder = small.elidedText(
            str(index.data(FailureRole.FOLDER)), Qt.TextElideMode.ElideLeft, max(0, line.width())
        )
        painter.setFont(self._theme.font(TYPE.caption))
        painter.setPen(self._theme.q(self._theme.colours.text_muted))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), folder)

    def _blocks(self, index: Index) -> list[tuple[str, TypeStyle, str]]:
        blocks = [
            (str(index.data(FailureRole.REASON)), TYPE.small, "text"),
            (str(index.data(FailureRole.NEXT_STEP)), TYPE.small, "text_muted"),
        ]
        return [block for block in blocks if block[0]]

    def _inner(self, rect: QRect) -> QRect:
        side, above = self._theme.px(SPACE.m), self._theme.px(SPACE.s)
        return rect.adjusted(side, above, -side, -above)

    def _metrics(self, style: TypeStyle) -> QFontMetrics:
        return QFontMetrics(self._theme.font(style))

    def _height(self, text: str, style: TypeStyle, width: int) -> int:
        room = QRect(0, 0, max(1, width - 2 * self._theme.px(SPACE.m)), _TALL)
        return self._metrics(style).boundingRect(room, _WRAP, text).height()
