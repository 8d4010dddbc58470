"""Paints a product of a row: its picture, and a word under it where there is one."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visrec_desktop.ui.clients.item_model import Index, ItemRole
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE
from visrec_desktop.ui.widgets.ground import ground_of

GAP = SPACE.s
_INSET = 4
_KEPT = 80
_GONE_OPACITY = 0.45


class ItemDelegate(QStyledItemDelegate):
    """A square picture of `side` pixels at 100 % text size; `noted` leaves a line for the note."""

    def __init__(self, theme: Theme, view: QAbstractItemView, side: int, *, noted: bool) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._side = theme.px(side)
        self._noted = noted
        self._metrics = QFontMetrics(theme.font(TYPE.caption))
        self._fitted: OrderedDict[tuple[int, float], tuple[QPixmap, QColor]] = OrderedDict()

    @property
    def cell(self) -> QSize:
        """Size of every cell, the gap at its right and foot included."""
        note = SPACE.xs + self._metrics.height() if self._noted else 0
        return QSize(self._side + GAP, self._side + note + SPACE.xs)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All alike."""
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Picture, edge, note."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        left = rect.right() + 1 - self._side if _is_rtl(option) else rect.left()
        picture = QRect(left, rect.top(), self._side, self._side).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._picture(painter, picture, index)
        self._edge(painter, picture, state)
        if self._noted:
            line = QRect(left, picture.bottom() + 1 + SPACE.xs, self._side, self._metrics.height())
            self._note(painter, line, str(index.data(ItemRole.NOTE) or ""))
        painter.restore()

    def _picture(self, painter: QPainter, box: QRect, index: Index) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(box), RADIUS.control, RADIUS.control)
        pixmap: QPixmap | None = index.data(Qt.ItemDataRole.DecorationRole)
        item = index.data(ItemRole.ITEM)
        if pixmap is None or pixmap.isNull():
            painter.fillPath(outline, self._theme.q(self._theme.colours.card_hover))
            if item.picture_id is None:
                self._no_picture(painter, box)
            return
        fitted, ground = self._fit(pixmap, painter.device().devicePixelRatio())
        painter.fillPath(outline, ground)
        size = fitted.deviceIndependentSize().toSize()
        at = QRect(0, 0, size.width(), size.height())
        at.moveCenter(box.center())
        painter.save()
        painter.setClipPath(outline)
        if item.product_id is None:
            painter.setOpacity(_GONE_OPACITY)
        painter.drawPixmap(at.topLeft(), fitted)
        painter.restore()

    def _no_picture(self, painter: QPainter, box: QRect) -> None:
        side = self._theme.px(22)
        icon = self._theme.icons.pixmap("photo", side, "text_muted", painter.device().devicePixelRatio())
        painter.drawPixmap(box.center().x() - side // 2, box.center().y() - side // 2, icon)

    def _fit(self, pixmap: QPixmap, scale: float) -> tuple[QPixmap, QColor]:
        """The pixmap as large as it is shown, and its ground; kept, for scaling well is slow."""
        key = (pixmap.cacheKey(), scale)
        found = self._fitted.get(key)
        if found is None:
            side = round((self._side - 2 * _INSET) * scale)
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            scaled = pixmap.scaled(QSize(side, side), keep, smooth)
            scaled.setDevicePixelRatio(scale)
            found = (scaled, ground_of(pixmap.toImage(), self._theme.q(self._theme.colours.picture)))
            self._fitted[key] = found
            if len(self._fitted) > _KEPT:
                self._fitted.popitem(last=False)
        return found

    def _edge(self, painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if self._theme.dark and not (focused or hovered):
            return  # a white picture stands out by itself; a hairline would only fray its corners
        ink = colours.accent if focused else colours.border_strong if hovered else colours.border
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.q(ink), 2 if focused else 1))
        edge = QRectF(box) if focused else QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, RADIUS.control, RADIUS.control)

    def _note(self, painter: QPainter, line: QRect, text: str) -> None:
        painter.setFont(self._theme.font(TYPE.caption))
        painter.setPen(self._theme.q(self._theme.colours.text_muted))
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine), shown)


def _is_rtl(option: QStyleOptionViewItem) -> bool:
    return bool(option.direction == Qt.LayoutDirection.RightToLeft)
