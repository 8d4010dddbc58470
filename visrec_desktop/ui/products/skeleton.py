"""The shape of a grid while its products are on their way."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from visrec_desktop.ui.products.delegate import GAP, PICTURE_ASPECT
from visrec_desktop.ui.products.grid import DEFAULT_TILE
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE

_BAR = 12
_WORDS = 92
_SHARES = (0.66, 0.4)


class GridSkeleton(QWidget):
    """Blank tiles where the tiles of a `ProductGrid` will be."""

    def __init__(self, theme: Theme, tile: int = DEFAULT_TILE) -> None:
        super().__init__()
        self._theme = theme
        self._tile = tile
        theme.changed.connect(self.update)

    def set_tile_size(self, width: int) -> None:
        """As `ProductGrid.set_tile_size`."""
        self._tile = width
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the room with blank tiles."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = self.width() - self._theme.px(12)
        columns = max(1, room // self._theme.px(self._tile))
        width = room // columns
        height = round((width - GAP) * PICTURE_ASPECT) + self._theme.px(_WORDS)
        half = GAP // 2
        for top in range(0, self.height(), height + half):
            for column in range(columns):
                cell = QRect(column * width, top, width, height)
                self._paint_tile(painter, cell.adjusted(half, half, -half, -half))

    def _paint_tile(self, painter: QPainter, card: QRect) -> None:
        colours = self._theme.colours
        painter.setBrush(self._theme.q(colours.card))
        painter.drawRoundedRect(card, RADIUS.card, RADIUS.card)
        painter.setBrush(self._theme.q(colours.card_hover))
        picture = QRect(card.topLeft(), QSize(card.width(), round(card.width() * PICTURE_ASPECT)))
        painter.drawRoundedRect(picture, RADIUS.card, RADIUS.card)
        top = picture.bottom() + self._theme.px(SPACE.m) + 2
        for share in _SHARES:
            bar = QRect(card.left() + SPACE.m, top, round(card.width() * share), _BAR)
            painter.drawRoundedRect(bar, SPACE.xs, SPACE.xs)
            top += self._theme.px(22)
        painter.setBrush(Qt.BrushStyle.NoBrush)
