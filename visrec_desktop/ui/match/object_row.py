"""One object of the photo with its products: a cut-out with a number, a line of tiles, a way to see all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from visrec_desktop.core.values import MatchResult, MatchStatus
from visrec_desktop.ui.match.object_tiles import ObjectTiles
from visrec_desktop.ui.products.delegate import GAP
from visrec_desktop.ui.products.hits import HitListModel
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE
from visrec_desktop.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from visrec_desktop.bridge.thumbnails import Thumbnails

_SIDE = 76


class CutOut(QAbstractButton):
    """A part of the photo with its number."""

    def __init__(self, theme: Theme, number: int, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._number = number
        self._image = QImage()
        side = theme.px(_SIDE)
        self.setFixedSize(QSize(side, side))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setToolTip(name)
        theme.changed.connect(self.update)

    def set_image(self, image: QImage) -> None:
        """Show another picture."""
        scale = self.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self._image = image if image.isNull() else image.scaled(self.size() * scale, keep, smooth)
        self._image.setDevicePixelRatio(scale)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Picture, number, edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        outline = QPainterPath()
        outline.addRoundedRect(box, RADIUS.control, RADIUS.control)
        painter.fillPath(outline, self._theme.q(colours.card_hover))
        painter.setClipPath(outline)
        size = self._image.deviceIndependentSize().toSize()
        at = QRect(0, 0, size.width(), size.height())
        at.moveCenter(self.rect().center())
        painter.drawImage(at.topLeft(), self._image)
        painter.setClipping(False)
        strong = self.hasFocus() or self.underMouse()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.q(colours.accent if strong else colours.border), 2 if strong else 1))
        painter.drawPath(outline)
        self._paint_number(painter)

    def _paint_number(self, painter: QPainter) -> None:
        colours, font = self._theme.colours, self._theme.font(TYPE.badge)
        metrics, text = QFontMetrics(font), str(self._number)
        height = metrics.height() + SPACE.hair
        badge = QRect(
            SPACE.xs + 1, SPACE.xs + 1, max(height, metrics.horizontalAdvance(text) + SPACE.s), height
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(colours.badge))
        painter.drawRoundedRect(badge, SPACE.xs, SPACE.xs)
        painter.setFont(font)
        painter.setPen(self._theme.q(colours.on_badge))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


class ObjectRow(QWidget):
    """Shows what it is told.

    Args:
        theme: the theme.
        thumbnails: where the products' pictures come from.
        place: of the object, from 0.
        count: how many objects there are.
    """

    picked = Signal()
    opened = Signal(object)  # Hit

    def __init__(self, theme: Theme, thumbnails: Thumbnails, place: int, count: int) -> None:
        super().__init__()
        of = self.tr("Object %1 of %2").replace("%1", str(place + 1)).replace("%2", str(count))
        every = self.tr("Show all products for object %1").replace("%1", str(place + 1))
        self.model = HitListModel(thumbnails, self)
        self.tiles = ObjectTiles(self.model, theme, self.tr("Products for: %1").replace("%1", of))
        self.tiles.chosen.connect(lambda row: self.opened.emit(self.model.hit(row)))
        self.cut_out = CutOut(theme, place + 1, of)
        self.cut_out.clicked.connect(self.picked)
        self.all_button = button(theme, self.tr("Show all"), "link", name=every, on_click=self.picked.emit)
        self._words = label(self.tr("Looking for the closest products…"), "small", "muted", wrap=True)
        self._states = QStackedWidget()
        self._states.addWidget(self._words)
        self._states.addWidget(self.tiles)
        self._states.setFixedHeight(self.tiles.cell.height())
        side = QVBoxLayout()
        side.setContentsMargins(0, GAP // 2, 0, GAP // 2)
        side.setSpacing(SPACE.xs)
        side.addWidget(self.cut_out)
        side.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignHCenter)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.m - GAP // 2)
        row.addLayout(side)
        row.addWidget(self._states, 1)

    def show_answer(self, result: MatchResult) -> None:
        """Show the products of an answer, or why there are none."""
        if result.status is MatchStatus.FAILED or not result.hits:
            self.model.set_hits(())
            self._words.setText(self.tr("No product was found for it."))
            self._states.setCurrentWidget(self._words)
            return
        self.model.update_hits(result.hits)
        self._states.setCurrentWidget(self.tiles)
