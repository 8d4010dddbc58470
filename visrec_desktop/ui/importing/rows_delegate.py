"""Paints the rows of a plan: a tick, a picture, the facts, and what they were before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visrec_desktop.services.importing.values import Verdict
from visrec_desktop.ui.importing.cells import Cell, Column
from visrec_desktop.ui.importing.rows_model import CELL_ROLE, ITEM_ROLE, WANTED_ROLE, Index
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE
from visrec_desktop.ui.widgets.framed import paint_framed

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

ROW = 60
PADDING = SPACE.s
_PICTURE = 44
_BOX = 18
_SIGN = 18
_DOT = 8
_FAINT = 0.5
_ROLES = {Verdict.NEW: "good", Verdict.CHANGED: "accent", Verdict.UNCHANGED: "far"}
_NUMBERS = (Column.PRICE, Column.STOCK)


class PlanRowDelegate(QStyledItemDelegate):
    """One cell. A row that is left out is faint."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All alike."""
        return QSize(self._theme.px(_PICTURE), self._theme.px(ROW))

    def editorEvent(
        self, _event: QEvent, _model: QAbstractItemModel, _option: QStyleOptionViewItem, _index: Index
    ) -> bool:
        """The view knows where the tick is painted; Qt would look for it elsewhere."""
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then what the column holds."""
        rect: QRect = option.rect
        painter.save()
        self._ground(painter, rect, option.state, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wanted = bool(index.data(WANTED_ROLE))
        if index.column() == Column.TICK:
            self._tick(painter, rect, wanted=wanted)
        else:
            painter.setOpacity(1.0 if wanted else _FAINT)
            if index.column() == Column.PICTURE:
                self._picture(painter, rect, index)
            else:
                self._words(painter, rect, index)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: Index) -> None:
        colours = self._theme.colours
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.q(colours.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.q(colours.card_hover))
        current = self._view.hasFocus() and self._view.currentIndex().row() == index.row()
        painter.setPen(QPen(self._theme.q(colours.accent if current else colours.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if current:
            painter.drawLine(rect.topLeft(), rect.topRight())

    def _tick(self, painter: QPainter, rect: QRect, *, wanted: bool) -> None:
        colours = self._theme.colours
        side = self._theme.px(_BOX)
        box = QRect(0, 0, side, side)
        box.moveCenter(rect.center())
        painter.setPen(QPen(self._theme.q(colours.accent if wanted else colours.border_strong), 1))
        painter.setBrush(self._theme.q(colours.accent if wanted else colours.card))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if wanted:
            scale = painter.device().devicePixelRatio()
            mark = self._theme.icons.pixmap("check", side - 4, "on_accent", scale)
            painter.drawPixmap(box.topLeft().x() + 2, box.topLeft().y() + 2, mark)

    def _picture(self, painter: QPainter, rect: QRect, index: Index) -> None:
        pixmap: QPixmap | None = index.data(Qt.ItemDataRole.DecorationRole)
        side = self._theme.px(_PICTURE)
        box, has_picture = paint_framed(painter, self._theme, rect.center(), side, pixmap)
        if not has_picture and (pixmap is not None or not index.data(ITEM_ROLE).pictures):
            self._no_picture(painter, box)
        self._more(painter, box, len(index.data(ITEM_ROLE).pictures))

    def _no_picture(self, painter: QPainter, box: QRect) -> None:
        side = self._theme.px(_SIGN)
        scale = painter.device().devicePixelRatio()
        sign = self._theme.icons.pixmap("photo", side, "border_strong", scale)
        painter.drawPixmap(box.center().x() - side // 2 + 1, box.center().y() - side // 2 + 1, sign)

    def _more(self, painter: QPainter, box: QRect, pictures: int) -> None:
        """How many pictures there are, where there are several."""
        if pictures <= 1:
            return
        text = str(pictures)
        metrics = QFontMetrics(self._theme.font(TYPE.caption))
        width = max(metrics.height(), metrics.horizontalAdvance(text) + self._theme.px(SPACE.s))
        badge = QRect(box.right() - width + 4, box.bottom() - metrics.height() + 4, width, metrics.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(self._theme.colours.badge))
        painter.drawRoundedRect(badge, RADIUS.small, RADIUS.small)
        painter.setPen(self._theme.q(self._theme.colours.on_badge))
        painter.setFont(self._theme.font(TYPE.caption))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), text)

    def _words(self, painter: QPainter, rect: QRect, index: Index) -> None:
        cell: Cell = index.data(CELL_ROLE)
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        upper = self._theme.font(TYPE.strong if index.column() == Column.PRODUCT else TYPE.body)
        lower = self._theme.font(TYPE.small)
        heights = QFontMetrics(upper).height(), QFontMetrics(lower).height()
        both = heights[0] + (SPACE.hair + heights[1] if cell.below else 0)
        line = QRect(inner.left(), rect.center().y() - both // 2, inner.width(), heights[0])
        colours = self._theme.colours
        if index.column() == Column.WHAT:
            self._dot(painter, line, index)
            line.setLeft(line.left() + self._theme.px(_DOT + SPACE.s))
        right = index.column() in _NUMBERS
        painter.setFont(upper)
        painter.setPen(self._theme.q(colours.text_muted if cell.faint else colours.text))
        self._line(painter, line, cell.text, right=right)
        if cell.below:
            below = QRect(line.left(), line.bottom() + 1 + SPACE.hair, line.width(), heights[1])
            painter.setFont(_struck(lower) if cell.struck else lower)
            painter.setPen(self._theme.q(colours.warning if cell.warns else colours.text_muted))
            self._line(painter, below, cell.below, right=right)

    def _line(self, painter: QPainter, line: QRect, text: str, *, right: bool) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    def _dot(self, painter: QPainter, line: QRect, index: Index) -> None:
        item = index.data(ITEM_ROLE)
        role = "warning" if item.is_doubtful else _ROLES[item.verdict]
        side = self._theme.px(_DOT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(getattr(self._theme.colours, role)))
        painter.drawEllipse(QRectF(line.left(), line.center().y() - side / 2 + 1, side, side))


def _struck(font: QFont) -> QFont:
    struck = QFont(font)
    struck.setStrikeOut(True)
    return struck
