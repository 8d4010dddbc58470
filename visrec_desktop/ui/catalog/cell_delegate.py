"""Paints the cells of the table: calm rows, hairlines, pictures on white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visrec_desktop.core.values import Analysis, Product
from visrec_desktop.ui.catalog.table_model import PRODUCT_ROLE, Column
from visrec_desktop.ui.theme.tokens import SPACE, TYPE
from visrec_desktop.ui.widgets.framed import paint_framed

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
CELL_PADDING = SPACE.s
_PICTURE = 40
_DOT = 8
_BLANK_SHARE = 0.6


class CellDelegate(QStyledItemDelegate):
    """One cell. A product that has not arrived yet is a faint bar."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then picture or text."""
        rect: QRect = option.rect
        product: Product | None = index.data(PRODUCT_ROLE)
        painter.save()
        self._ground(painter, rect, option.state, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if product is None:
            self._blank(painter, rect)
        elif index.column() == Column.PICTURE:
            self._picture(painter, rect, index, product)
        else:
            self._text(painter, rect, index)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Wide enough for a picture."""
        side = self._theme.px(_PICTURE) + 2 * CELL_PADDING
        return QSize(side, side)

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: Index) -> None:
        colours = self._theme.colours
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.q(colours.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.q(colours.card_hover))
        painter.setPen(QPen(self._theme.q(colours.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        current = self._view.currentIndex()
        if self._view.hasFocus() and current.row() == index.row():
            painter.setPen(QPen(self._theme.q(colours.accent), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _blank(self, painter: QPainter, rect: QRect) -> None:
        bar = QRectF(rect).adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        bar.setTop(rect.center().y() - self._theme.px(SPACE.xs))
        bar.setHeight(self._theme.px(SPACE.s))
        bar.setWidth(bar.width() * _BLANK_SHARE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(self._theme.colours.card_hover))
        painter.drawRoundedRect(bar, SPACE.xs, SPACE.xs)

    def _picture(self, painter: QPainter, rect: QRect, index: Index, product: Product) -> None:
        pixmap: QPixmap | None = index.data(Qt.ItemDataRole.DecorationRole)
        box, _ = paint_framed(painter, self._theme, rect.center(), self._theme.px(_PICTURE), pixmap)
        if product.analysis is not Analysis.DONE:
            self._dot(painter, box)

    def _dot(self, painter: QPainter, box: QRect) -> None:
        """The mark of a product that cannot be found by photo yet."""
        painter.setPen(QPen(self._theme.q(self._theme.colours.card), 2))
        painter.setBrush(self._theme.q(self._theme.colours.warning))
        painter.drawEllipse(QRectF(box.right() - _DOT + 2, box.top() - 2, _DOT + 2, _DOT + 2))

    def _text(self, painter: QPainter, rect: QRect, index: Index) -> None:
        is_name = index.column() == Column.NAME
        font = self._theme.font(TYPE.strong if is_name else TYPE.body)
        inner = rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        text = QFontMetrics(font).elidedText(
            index.data(Qt.ItemDataRole.DisplayRole) or "", Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.setFont(font)
        painter.setPen(self._theme.q(self._theme.colours.text))
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
