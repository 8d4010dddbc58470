"""A small tile for rows of products: picture, name, a dot and the price."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from visrec_desktop.ui.products.delegate import GAP, PICTURE_ASPECT, TileDelegate
from visrec_desktop.ui.products.tile import Tile
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE, TYPE

_DOT = 7
_LINE_GAP = 2
_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class SmallTileDelegate(TileDelegate):
    """As `TileDelegate`, with two short lines; what is left out is said in the tile's accessible text."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._name_font = self._price_font = theme.font(TYPE.caption)
        self._name_metrics = self._price_metrics = QFontMetrics(self._name_font)
        self._pad = theme.px(SPACE.s)

    def height_for(self, cell_width: int) -> int:
        """Height of a cell of this width, gap included, in pixels."""
        lines = 2 * self._name_metrics.height() + _LINE_GAP
        return round((cell_width - GAP) * PICTURE_ASPECT) + 2 * self._pad + lines + GAP

    def _paint_words(self, painter: QPainter, card: QRect, top: int, tile: Tile) -> None:
        colours = self._theme.colours
        left, width = card.left() + self._pad, card.width() - 2 * self._pad
        line = QRect(left, top, width, self._name_metrics.height())
        painter.setFont(self._name_font)
        painter.setPen(self._theme.q(colours.text))
        painter.drawText(line, _LINE, self._elided_name(tile.name, width))
        line.translate(0, line.height() + _LINE_GAP)
        if tile.tone:
            side = self._theme.px(_DOT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.q(getattr(colours, tile.tone)))
            painter.drawEllipse(QRectF(line.left(), line.center().y() - side / 2 + 1, side, side))
            line.adjust(side + SPACE.xs + 1, 0, 0, 0)
        painter.setPen(self._theme.q(colours.text_muted))
        words = self._name_metrics.elidedText(
            tile.price or tile.note, Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, _LINE, words)
