"""A photo as large as fits, and where its pixels lie in the window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS
from visrec_desktop.ui.widgets.busy import BusySign

_VEIL = 46


class PhotoCanvas(QWidget):
    """Shows a photo, a sign while it is analysed, and the keyboard's place.

    What stands on the photo is drawn by `paint_over`, and put in its place by `lay_out`.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._shown = QPixmap()
        self._photo = QSize()
        self._busy = BusySign(theme, 40, self.tr("The photo is being analysed"))
        self._busy.setParent(self)
        self._busy.hide()
        theme.changed.connect(self.update)

    def set_image(self, image: QImage | None, photo_size: tuple[int, int] | None) -> None:
        """Show another photo; see `PhotoView.show_photo`."""
        self._image = image if image is not None else QImage()
        self._photo = QSize(*photo_size) if photo_size is not None else self._image.size()
        self._scale()

    def lay_out(self) -> None:
        """Put what stands on the photo in its place, after the photo's own changed."""
        self.update()

    def paint_over(self, painter: QPainter, target: QRect) -> None:
        """Draw on the photo, which lies in `target`."""

    def set_busy(self, busy: bool) -> None:
        """Show or hide the sign that the photo is being analysed."""
        self._busy.setVisible(busy)
        self.update()

    @property
    def has_photo(self) -> bool:
        """Whether a photo is shown."""
        return not self._image.isNull()

    @property
    def is_busy(self) -> bool:
        """Whether that sign is shown."""
        return not self._busy.isHidden()

    def height_for(self, width: int) -> int:
        """Height at which the photo fills this width."""
        if self._image.isNull():
            return width
        return max(1, round(width * self._image.height() / self._image.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale the photo anew."""
        super().resizeEvent(event)
        self._busy.move((self.width() - self._busy.width()) // 2, (self.height() - self._busy.height()) // 2)
        self._scale()

    def _scale(self) -> None:
        if not self._image.isNull():
            scale = self.devicePixelRatioF()
            size = self._image.size().scaled(self.size() * scale, Qt.AspectRatioMode.KeepAspectRatio)
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown = QPixmap.fromImage(
                self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            )
            self._shown.setDevicePixelRatio(scale)
        else:
            self._shown = QPixmap()
        self.lay_out()

    def _target(self) -> QRect:
        """Where the photo lies in the widget."""
        size = self._shown.deviceIndependentSize().toSize()
        return QRect(QPoint((self.width() - size.width()) // 2, (self.height() - size.height()) // 2), size)

    def _to_window(self, area: QRect) -> QRect:
        """A rectangle of the photo, in pixels of the widget."""
        target = self._target()
        x, y = target.width() / self._photo.width(), target.height() / self._photo.height()
        return QRect(
            target.x() + round(area.x() * x),
            target.y() + round(area.y() * y),
            max(1, round(area.width() * x)),
            max(1, round(area.height() * y)),
        )

    def _to_photo(self, drawn: QRect) -> QRect:
        """A rectangle of the widget, in pixels of the photo."""
        target = self._target()
        x, y = self._photo.width() / target.width(), self._photo.height() / target.height()
        return QRect(
            round((drawn.x() - target.x()) * x),
            round((drawn.y() - target.y()) * y),
            round(drawn.width() * x),
            round(drawn.height() * y),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Photo, what stands on it, the veil while busy."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        if self._shown.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.q(colours.track))
            painter.drawRoundedRect(self.rect(), RADIUS.panel, RADIUS.panel)
            if not self.is_busy:
                self._paint_icon(painter)
            return
        target = self._target()
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(target), RADIUS.panel, RADIUS.panel)
        painter.setClipPath(outline)
        painter.drawPixmap(target.topLeft(), self._shown)
        self.paint_over(painter, target)
        if self.is_busy:
            veil = QColor(self._theme.q(colours.window))
            veil.setAlphaF(_VEIL / 100)
            painter.fillRect(target, veil)
        painter.setClipping(False)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.q(colours.accent), 2))
            painter.drawRoundedRect(QRectF(target).adjusted(1, 1, -1, -1), RADIUS.panel, RADIUS.panel)

    def _paint_icon(self, painter: QPainter) -> None:
        side = self._theme.px(36)
        icon = self._theme.icons.pixmap("photo", side, "text_muted", self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, icon)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()
