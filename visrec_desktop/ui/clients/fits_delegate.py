"""Paints a client that products are for: initials, name, the reason, and the picture it comes from."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visrec_desktop.ui.clients.avatar import paint_disc
from visrec_desktop.ui.clients.fits_model import FitRole, Index
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE, TypeStyle
from visrec_desktop.ui.widgets.ground import ground_of

_DISC = 40
_PICTURE = 60
_INSET = 3
_GAP = SPACE.s
_REASON_LINES = 2
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
_SECOND_LINE = 1.85  # of two full lines: words that do not fit leave room at the end of the first
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class FitDelegate(QStyledItemDelegate):
    """A card a row."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is the same height."""
        words = sum(self._metrics(style).height() for style in (TYPE.heading, TYPE.small))
        words += _REASON_LINES * self._metrics(TYPE.body).lineSpacing()
        inner = max(words + 2 * SPACE.hair, self._theme.px(_PICTURE))
        return QSize(self._theme.px(200), inner + 2 * self._theme.px(SPACE.m) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Card, disc, words, picture."""
        state: QStyle.StateFlag = option.state
        card = option.rect.adjusted(2, _GAP // 2, -2, -(_GAP // 2))
        pad = self._theme.px(SPACE.m)
        disc, side = self._theme.px(_DISC), self._theme.px(_PICTURE)
        name = str(index.data())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._card(painter, card, state)
        box = QRect(card.left() + pad, card.top() + (card.height() - disc) // 2, disc, disc)
        paint_disc(painter, self._theme, box, name)
        picture = QRect(card.right() - pad - side, card.top() + (card.height() - side) // 2, side, side)
        pixmap: QPixmap | None = index.data(Qt.ItemDataRole.DecorationRole)
        has_picture = pixmap is not None and not pixmap.isNull()
        if pixmap is not None and has_picture:
            self._picture(painter, picture, pixmap)
        left = box.right() + 1 + self._theme.px(SPACE.l)
        right = picture.left() - self._theme.px(SPACE.l) if has_picture else card.right() - pad
        self._words(painter, QRect(left, card.top(), max(0, right - left), card.height()), index)
        painter.restore()

    def _card(self, painter: QPainter, card: QRect, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ink = colours.accent if focused else colours.border_strong if hovered else colours.border
        painter.setPen(QPen(self._theme.q(ink), 2 if focused else 1))
        painter.setBrush(self._theme.q(colours.card_hover if hovered else colours.card))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS.card, RADIUS.card)

    def _picture(self, painter: QPainter, box: QRect, pixmap: QPixmap) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(box), RADIUS.small, RADIUS.small)
        painter.fillPath(outline, ground_of(pixmap.toImage(), self._theme.q(self._theme.colours.picture)))
        scale = painter.device().devicePixelRatio()
        room = (box.size() - QSize(2 * _INSET, 2 * _INSET)) * scale
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        fitted = pixmap.scaled(room, keep, smooth)
        fitted.setDevicePixelRatio(scale)
        size = fitted.deviceIndependentSize().toSize()
        at = QRect(0, 0, size.width(), size.height())
        at.moveCenter(box.center())
        painter.drawPixmap(at.topLeft(), fitted)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.q(self._theme.colours.border), 1))
        painter.drawPath(outline)

    def _words(self, painter: QPainter, room: QRect, index: Index) -> None:
        lines: list[tuple[str, TypeStyle, str]] = [
            (str(index.data()), TYPE.heading, "text"),
            (str(index.data(FitRole.REASON) or ""), TYPE.body, "text"),
            (str(index.data(FitRole.BECAUSE) or ""), TYPE.small, "text_muted"),
        ]
        shown = [
            (text, style, role, self._height(text, style, room.width()))
            for text, style, role in lines
            if text
        ]
        top = room.top() + (room.height() - sum(height + SPACE.hair for *_, height in shown)) // 2
        for text, style, role, height in shown:
            metrics = self._metrics(style)
            painter.setFont(self._theme.font(style))
            painter.setPen(self._theme.q(getattr(self._theme.colours, role)))
            line = QRect(room.left(), top, room.width(), height)
            wraps = height > metrics.height()
            width = round(room.width() * _SECOND_LINE) if wraps else room.width()
            fitted = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(line, _WRAP if wraps else _LEFT, fitted)
            top += height + SPACE.hair

    def _height(self, text: str, style: TypeStyle, width: int) -> int:
        metrics = self._metrics(style)
        if style is TYPE.body and metrics.horizontalAdvance(text) > width:
            return _REASON_LINES * metrics.lineSpacing()
        return metrics.height()

    def _metrics(self, style: TypeStyle) -> QFontMetrics:
        return QFontMetrics(self._theme.font(style))
