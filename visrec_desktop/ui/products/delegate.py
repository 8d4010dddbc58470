"""Paints a product as a tile, in small named steps. It reads memory only."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from visrec_desktop.ui.products.inks import ink_of
from visrec_desktop.ui.products.model import Index, Role
from visrec_desktop.ui.products.tile import Tile
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE
from visrec_desktop.ui.widgets.ground import ground_of

GAP = SPACE.l
PICTURE_ASPECT = 0.94  # height of the white ground of a picture, as a share of the tile's width
_PICTURE_INSET = 6
_LINE_GAP = 3
_KEPT_BYTES = 24 * 1024 * 1024  # of pictures in the size they are shown in: the tiles of a large screen
_DOT = 8
_HEART = 18
_SWATCH = 10
_SWATCH_GAP = 3
_SELECTED = QStyle.StateFlag.State_Selected
_HOVER = QStyle.StateFlag.State_MouseOver
_FOCUS = QStyle.StateFlag.State_HasFocus


class TileDelegate(QStyledItemDelegate):
    """A tile: picture on white, rank, heart, name, price and stock, a dot and a word, other colours."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name_font = theme.font(TYPE.heading)
        self._price_font = theme.font(TYPE.body)
        self._small_font = theme.font(TYPE.small)
        self._badge_font = theme.font(TYPE.badge)
        self._name_metrics = QFontMetrics(self._name_font)
        self._price_metrics = QFontMetrics(self._price_font)
        self._small_metrics = QFontMetrics(self._small_font)
        self._badge_metrics = QFontMetrics(self._badge_font)
        self._pad = theme.px(SPACE.m)
        self._cell = QSize(theme.px(168), self.height_for(theme.px(168)))
        self._fitted: OrderedDict[tuple[int, int, int], tuple[QPixmap, QColor]] = OrderedDict()
        self._fitted_bytes = 0

    def height_for(self, cell_width: int) -> int:
        """Height of a cell of this width, gap included, in pixels."""
        lines = self._name_metrics.height() + self._price_metrics.height() + self._small_metrics.height()
        picture = round((cell_width - GAP) * PICTURE_ASPECT)
        return picture + 2 * self._pad + lines + 2 * _LINE_GAP + GAP

    def set_cell(self, cell: QSize) -> None:
        """The size of every cell from now on."""
        self._cell = cell

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every tile is the same."""
        return self._cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one tile."""
        card = _card(option.rect)
        picture = QRect(card.left(), card.top(), card.width(), round(card.width() * PICTURE_ASPECT))
        tile: Tile | None = index.data(Role.TILE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, card, option.state)
        if tile is None:
            self._paint_blank(painter, picture)
        else:
            self._paint_picture(painter, picture, index, tile)
            self._paint_badge(painter, picture, tile)
            if tile.liked:
                self._paint_heart(painter, picture)
            self._paint_words(painter, card, picture.bottom() + 1 + self._pad, tile)
        self._paint_edge(painter, card, option.state)
        painter.restore()

    def _paint_card(self, painter: QPainter, card: QRect, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(colours.card_hover if state & _HOVER else colours.card))
        painter.drawRoundedRect(card, RADIUS.card, RADIUS.card)

    def _paint_ground(self, painter: QPainter, picture: QRect, colour: QColor) -> None:
        """The upper part of the card in one colour, rounded only above."""
        box, turn = QRectF(picture), 2.0 * RADIUS.card
        path = QPainterPath()
        path.moveTo(box.bottomLeft())
        path.arcTo(box.left(), box.top(), turn, turn, 180.0, -90.0)
        path.arcTo(box.right() - turn, box.top(), turn, turn, 90.0, -90.0)
        path.lineTo(box.bottomRight())
        path.closeSubpath()
        painter.fillPath(path, colour)

    def _paint_blank(self, painter: QPainter, picture: QRect) -> None:
        """The shape of a tile whose product is on its way."""
        colours = self._theme.colours
        self._paint_ground(painter, picture, self._theme.q(colours.card_hover))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(colours.card_hover))
        top, height = picture.bottom() + 1 + self._pad, self._name_metrics.height() - 6
        for share in (0.7, 0.4):
            bar = QRect(picture.left() + self._pad, top, round(picture.width() * share), height)
            painter.drawRoundedRect(bar, SPACE.xs, SPACE.xs)
            top += self._name_metrics.height() + _LINE_GAP

    def _paint_picture(self, painter: QPainter, picture: QRect, index: Index, tile: Tile) -> None:
        inset = _PICTURE_INSET
        box = picture.adjusted(inset, inset, -inset, -inset)
        found = self._fit(index, tile, box.size(), painter.device().devicePixelRatio())
        if found is None:
            self._paint_ground(painter, picture, self._theme.q(self._theme.colours.card_hover))
            if tile.picture_id is None:
                self._paint_no_picture(painter, picture)
            return
        fitted, ground = found
        self._paint_ground(painter, picture, ground)
        size = fitted.deviceIndependentSize().toSize()
        at = QRect(box.left() + (box.width() - size.width()) // 2, 0, size.width(), size.height())
        at.moveTop(box.top() + (box.height() - size.height()) // 2)
        if tile.sold_out:
            painter.setOpacity(0.45)
        painter.drawPixmap(at.topLeft(), fitted)
        painter.setOpacity(1.0)

    def _paint_no_picture(self, painter: QPainter, picture: QRect) -> None:
        side = self._theme.px(32)
        icon = self._theme.icons.pixmap("photo", side, "text_muted", painter.device().devicePixelRatio())
        painter.drawPixmap(picture.center().x() - side // 2, picture.center().y() - side // 2, icon)

    def _fit(self, index: Index, tile: Tile, room: QSize, scale: float) -> tuple[QPixmap, QColor] | None:
        """The picture in the size it is shown in, and its ground; None as long as there is none.

        Kept by the picture's id, which belongs to one content for good: a tile that comes into view again
        asks for its thumbnail no more.
        """
        if tile.picture_id is None:
            return None
        wanted = room * scale
        key = (tile.picture_id, wanted.width(), wanted.height())
        found = self._fitted.get(key)
        if found is not None:
            self._fitted.move_to_end(key)
            return found
        pixmap: QPixmap | None = index.data(Qt.ItemDataRole.DecorationRole)
        if pixmap is None or pixmap.isNull():
            return None
        scaled = pixmap.scaled(
            wanted, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(scale)
        white = self._theme.q(self._theme.colours.picture)
        found = self._fitted[key] = (scaled, ground_of(pixmap.toImage(), white))
        self._fitted_bytes += _bytes_of(scaled)
        while self._fitted_bytes > _KEPT_BYTES and len(self._fitted) > 1:
            self._fitted_bytes -= _bytes_of(self._fitted.popitem(last=False)[1][0])
        return found

    def _paint_badge(self, painter: QPainter, picture: QRect, tile: Tile) -> None:
        if not tile.rank:
            return
        text = str(tile.rank)
        height = self._badge_metrics.height() + SPACE.xs
        width = max(height, self._badge_metrics.horizontalAdvance(text) + SPACE.m)
        badge = QRect(picture.left() + SPACE.s, picture.top() + SPACE.s, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(self._theme.colours.badge))
        painter.drawRoundedRect(badge, RADIUS.small, RADIUS.small)
        painter.setFont(self._badge_font)
        painter.setPen(self._theme.q(self._theme.colours.on_badge))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_heart(self, painter: QPainter, picture: QRect) -> None:
        side = self._theme.px(_HEART)
        icon = self._theme.icons.pixmap("heart-full", side, "like", painter.device().devicePixelRatio())
        painter.drawPixmap(picture.right() - SPACE.s - side, picture.top() + SPACE.s, icon)

    def _paint_words(self, painter: QPainter, card: QRect, top: int, tile: Tile) -> None:
        colours = self._theme.colours
        left, width = card.left() + self._pad, card.width() - 2 * self._pad
        name = QRect(left, top, width, self._name_metrics.height())
        painter.setFont(self._name_font)
        painter.setPen(self._theme.q(colours.text))
        painter.drawText(name, _LINE, self._elided_name(tile.name, width))
        money = QRect(left, name.bottom() + 1 + _LINE_GAP, width, self._price_metrics.height())
        if not (tile.price or tile.stock):  # no empty line between name and note
            self._paint_note(painter, money, tile)
            return
        painter.setFont(self._price_font)
        painter.drawText(money, _LINE, tile.price)
        self._paint_stock(painter, money, tile)
        note = QRect(left, money.bottom() + 1 + _LINE_GAP, width, self._small_metrics.height())
        self._paint_note(painter, note, tile)

    def _paint_stock(self, painter: QPainter, line: QRect, tile: Tile) -> None:
        taken = self._price_metrics.horizontalAdvance(tile.price) + SPACE.s if tile.price else 0
        room = line.adjusted(taken, 0, 0, 0)
        painter.setFont(self._small_font)
        painter.setPen(self._theme.q(self._theme.colours.text_muted))
        text = self._small_metrics.elidedText(tile.stock, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LINE_RIGHT if tile.price else _LINE, text)

    def _paint_note(self, painter: QPainter, line: QRect, tile: Tile) -> None:
        colours = self._theme.colours
        if tile.tone:
            side = self._theme.px(_DOT)
            dot = QRectF(line.left(), line.center().y() - side / 2 + 1, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.q(getattr(colours, tile.tone)))
            painter.drawEllipse(dot)
            line = line.adjusted(side + SPACE.s - 2, 0, 0, 0)
        painter.setFont(self._small_font)
        line = line.adjusted(0, 0, -self._paint_swatches(painter, line, tile), 0)
        painter.setPen(self._theme.q(colours.text_muted))
        text = self._small_metrics.elidedText(tile.note, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _LINE, text)

    def _paint_swatches(self, painter: QPainter, line: QRect, tile: Tile) -> int:
        """The other colours of the article at the right end of a line; the width they take."""
        if not (tile.swatches or tile.more):
            return 0
        colours = self._theme.colours
        words = self._small_metrics.horizontalAdvance(tile.more) if tile.more else 0
        painter.setPen(self._theme.q(colours.text_muted))
        painter.drawText(line, _LINE_RIGHT, tile.more)
        side, right = self._theme.px(_SWATCH), line.right() + 1 - words - SPACE.xs * bool(words)
        for name in reversed(tile.swatches):
            disc = QRectF(right - side, line.center().y() - side / 2 + 1, side, side)
            painter.setPen(QPen(self._theme.q(colours.border_strong), 1))
            painter.setBrush(ink_of(name) or self._theme.q(colours.card_hover))
            painter.drawEllipse(disc)
            right -= side + _SWATCH_GAP
        return line.right() + 1 - right + SPACE.xs

    def _paint_edge(self, painter: QPainter, card: QRect, state: QStyle.StateFlag) -> None:
        """A hairline; a ring when selected; a wider, softer ring around it for the keyboard's place."""
        colours = self._theme.colours
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & _SELECTED:
            self._ring(painter, QRectF(card).adjusted(-1, -1, 1, 1), 2.0, colours.accent)
            if state & _FOCUS:
                self._ring(painter, QRectF(card).adjusted(-4, -4, 4, 4), 2.0, colours.accent_soft)
        elif state & _FOCUS:
            self._ring(painter, QRectF(card), 2.0, colours.border_strong)
        else:
            edge = colours.border_strong if state & _HOVER else colours.border
            self._ring(painter, QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 1.0, edge)

    def _ring(self, painter: QPainter, box: QRectF, width: float, colour: str) -> None:
        painter.setPen(QPen(self._theme.q(colour), width))
        painter.drawRoundedRect(box, RADIUS.card, RADIUS.card)

    def _elided_name(self, name: str, width: int) -> str:
        return self._name_metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show the whole name where it was cut."""
        tile: Tile | None = index.data(Role.TILE) if index.isValid() else None
        if event.type() != QEvent.Type.ToolTip or tile is None:
            return super().helpEvent(event, view, option, index)
        width = self._cell.width() - GAP - 2 * self._pad
        cut = self._elided_name(tile.name, width) != tile.name
        QToolTip.showText(event.globalPos(), tile.name if cut else "", view)
        return True


_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LINE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4


def _card(cell: QRect) -> QRect:
    half = GAP // 2
    return cell.adjusted(half, half, -half, -half)
