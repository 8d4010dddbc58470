"""A picture that can show where it matches another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from visrec_desktop.core.values import WHOLE, Area
from visrec_desktop.ui.match.heat_paint import BORDER, heat_ground, heat_image
from visrec_desktop.ui.widgets.picture import PictureBox

if TYPE_CHECKING:
    from visrec_desktop.services.heatmaps import Heat
    from visrec_desktop.ui.theme.theme import Theme

_GREY = 0.85  # of the picture under the map: its own colours would be taken for the map's


class HeatBox(PictureBox):
    """Lays a heat map over the picture, and tells the share of the place under the mouse."""

    def __init__(self, theme: Theme, name: str, *, ground: str = "picture") -> None:
        super().__init__(theme, name, ground=ground)
        self._part = WHOLE
        self._heat: Heat | None = None
        self._total = 0.0
        self._overlay: QImage | None = None
        self._grey: tuple[int, QImage] | None = None  # with the key of the image that it was made of
        self._place: tuple[int, int] | None = None
        theme.changed.connect(self._on_theme)

    def set_part(self, part: Area) -> None:
        """Which part of the whole picture the image is."""
        self._part = part
        self.update()

    def show_heat(self, heat: Heat, total: float) -> None:
        """Lay a heat map over the picture.

        Args:
            heat: of this picture.
            total: the similarity, of which places have shares; there are none to tell when it is hardly
                above 0.
        """
        self._heat, self._total = heat, total
        self.setMouseTracking(True)
        self.setAccessibleDescription(self._spoken())
        self._on_theme()

    def clear_heat(self) -> None:
        """Show the picture alone."""
        self._heat = self._overlay = self._place = self._grey = None
        self.setMouseTracking(False)
        self.setAccessibleDescription("")
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the share of the place under the mouse."""
        place = self._place_at(event.position())
        if place != self._place:
            self._place = place
            self.update()
        if place is not None and self.share(*place) is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self.share_text(*place), self)
        else:
            QToolTip.hideText()

    def leaveEvent(self, event: QEvent) -> None:
        """No place is meant any more."""
        self._place = None
        self.update()
        super().leaveEvent(event)

    def share(self, row: int, column: int) -> float | None:
        """What part of the likeness a place makes; None where there is hardly any to share."""
        if self._heat is None or self._total <= 0:
            return None
        return self._heat.counted(row, column) / self._total

    def share_text(self, row: int, column: int) -> str:
        """The same in words."""
        percent = (self.share(row, column) or 0.0) * 100
        if round(percent, 1) < 0:
            against = self.tr("This place speaks against it: −%1 %")
            return against.replace("%1", f"{-percent:.1f}")
        return self.tr("This place makes %1 % of the likeness").replace("%1", f"{abs(percent):.1f}")

    def _spoken(self) -> str:
        """Where most of it is, for those who hear the window."""
        if self._heat is None or self._total <= 0:
            return ""
        names = (
            self.tr("at the upper left"),
            self.tr("at the top"),
            self.tr("at the upper right"),
            self.tr("at the left"),
            self.tr("in the middle"),
            self.tr("at the right"),
            self.tr("at the lower left"),
            self.tr("at the bottom"),
            self.tr("at the lower right"),
        )
        most, name = max(zip(self._heat.ninths(), names, strict=True))
        told = self.tr("Matches most %1: %2 % of the likeness").replace("%1", name)
        return told.replace("%2", f"{most / self._total * 100:.0f}")

    def _target(self, where: QRect) -> QRectF:
        """Where the map lies, given where the image stands; it may reach beyond."""
        area = WHOLE if self._heat is None else self._heat.area.seen_from(self._part)
        return QRectF(
            where.x() + area.left * where.width(),
            where.y() + area.top * where.height(),
            area.width * where.width(),
            area.height * where.height(),
        )

    def _place_at(self, at: QPointF) -> tuple[int, int] | None:
        target = self._target(self._where)
        if (
            self._heat is None
            or not self.has_image
            or not target.intersected(QRectF(self._where)).contains(at)
        ):
            return None
        count = self._heat.places
        row = int((at.y() - target.y()) / target.height() * count)
        column = int((at.x() - target.x()) / target.width() * count)
        return min(row, count - 1), min(column, count - 1)

    def _paint_over(self, painter: QPainter, where: QRect) -> None:
        if self._heat is None or self._overlay is None or self._shown is None:
            return
        target = self._target(where)
        inner = self._overlay.width() - 2 * BORDER
        painter.save()
        painter.setClipRect(where, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        across, down = BORDER * target.width() / inner, BORDER * target.height() / inner
        painter.setOpacity(_GREY)
        painter.drawImage(where, self._ground_of(self._shown))
        painter.setOpacity(1)
        painter.drawImage(target.adjusted(-across, -down, across, down), self._overlay)
        if self._place is not None:
            row, column = self._place
            count = self._heat.places
            width, height = target.width() / count, target.height() / count
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.q(self._theme.colours.badge), 1.5))
            painter.drawRoundedRect(
                QRectF(target.x() + column * width, target.y() + row * height, width, height), 3, 3
            )
        painter.restore()

    def _ground_of(self, image: QImage) -> QImage:
        """The picture as it lies under the map; made once for each."""
        key = image.cacheKey()
        if self._grey is None or self._grey[0] != key:
            self._grey = key, heat_ground(image)
        return self._grey[1]

    @Slot()
    def _on_theme(self) -> None:
        if self._heat is not None:
            grid = self._heat.grid
            self._overlay = heat_image(self._theme.colours, grid.tolist(), float(abs(grid).max()))
        self.update()
