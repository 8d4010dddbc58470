"""The photo, large, with the part that is searched for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from visrec_desktop.core.values import Crop
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS
from visrec_desktop.ui.widgets.busy import BusySign

_LEAST_DRAG = 12
_STEP = 0.04  # of the photo's side, for each press of an arrow key
_DIM = QColor(12, 14, 18, 120)
_VEIL = 46
_MOVES = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class PhotoView(QWidget):
    """Shows a photo and lets the user draw a rectangle on it.

    With the keyboard: Enter takes the middle, arrows move it, Shift and arrows change its size, Escape or
    Delete goes back to the whole photo.
    """

    crop_changed = Signal(object)  # Crop in pixels of the upright photo, or None for the whole

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._shown = QPixmap()
        self._photo = QSize()
        self._crop: QRect | None = None  # in pixels of the photo
        self._from: QPoint | None = None
        self._drawn: QRect | None = None  # while the mouse is down, in widget pixels
        self._busy = BusySign(theme, 40, self.tr("The photo is being analysed"))
        self._busy.setParent(self)
        self._busy.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Photo"))
        self.setAccessibleDescription(
            self.tr("Enter chooses a part of the photo, arrows move it, Shift and arrows resize it")
        )
        theme.changed.connect(self.update)

    def show_photo(self, image: QImage | None, photo_size: tuple[int, int] | None) -> None:
        """Show another photo, whole.

        Args:
            image: a small copy; None while it is being read.
            photo_size: width and height of the photo itself in pixels.
        """
        self._image = image if image is not None else QImage()
        self._photo = QSize(*photo_size) if photo_size is not None else self._image.size()
        self._crop = self._drawn = self._from = None
        self.setCursor(Qt.CursorShape.CrossCursor if self.has_photo else Qt.CursorShape.ArrowCursor)
        self._scale()

    def show_crop(self, crop: Crop | None) -> None:
        """Mark the part that is searched for."""
        self._crop = None if crop is None else QRect(crop.x, crop.y, crop.width, crop.height)
        self.update()

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
        self.update()

    def _target(self) -> QRect:
        """Where the photo lies in the widget."""
        size = self._shown.deviceIndependentSize().toSize()
        return QRect(QPoint((self.width() - size.width()) // 2, (self.height() - size.height()) // 2), size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Photo, the dimmed rest, the rectangle, the veil while busy."""
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
        marked = self._drawn if self._drawn is not None else self._marked(target)
        if marked is not None:
            self._paint_part(painter, target, marked)
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

    def _paint_part(self, painter: QPainter, target: QRect, part: QRect) -> None:
        rest = QPainterPath()
        rest.addRect(QRectF(target))
        hole = QPainterPath()
        hole.addRoundedRect(QRectF(part), RADIUS.small, RADIUS.small)
        painter.fillPath(rest.subtracted(hole), _DIM)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.q(self._theme.colours.accent), 2))
        painter.drawPath(hole)

    def _marked(self, target: QRect) -> QRect | None:
        """The crop in widget pixels."""
        if self._crop is None or self._photo.isEmpty():
            return None
        x, y = target.width() / self._photo.width(), target.height() / self._photo.height()
        crop = self._crop
        return QRect(
            target.x() + round(crop.x() * x),
            target.y() + round(crop.y() * y),
            max(1, round(crop.width() * x)),
            max(1, round(crop.height() * y)),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a rectangle."""
        spot = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self._target().contains(spot):
            self._from = spot

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretch it."""
        if self._from is not None:
            drawn = QRect(self._from, event.position().toPoint()).normalized() & self._target()
            big_enough = drawn.width() >= _LEAST_DRAG and drawn.height() >= _LEAST_DRAG
            self._drawn = drawn if big_enough else None
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take it."""
        if event.button() != Qt.MouseButton.LeftButton or self._from is None:
            return
        drawn, self._drawn, self._from = self._drawn, None, None
        if drawn is not None:
            self._emit(self._to_photo(drawn))
        self.update()

    def _to_photo(self, drawn: QRect) -> QRect:
        target = self._target()
        x, y = self._photo.width() / target.width(), self._photo.height() / target.height()
        return QRect(
            round((drawn.x() - target.x()) * x),
            round((drawn.y() - target.y()) * y),
            round(drawn.width() * x),
            round(drawn.height() * y),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the part without a mouse."""
        key = Qt.Key(event.key())
        if self._image.isNull():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._crop is None:
            width, height = self._photo.width(), self._photo.height()
            self._emit(QRect(width // 4, height // 4, width // 2, height // 2))
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._crop is not None:
            self._crop = None
            self.update()
            self.crop_changed.emit(None)
        elif key in _MOVES and self._crop is not None:
            resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._emit(self._nudged(self._crop, _MOVES[key], resize=resize))
        else:
            super().keyPressEvent(event)

    def _nudged(self, crop: QRect, move: tuple[int, int], *, resize: bool) -> QRect:
        x, y = (round(m * _STEP * side) for m, side in zip(move, self._photo.toTuple(), strict=True))
        if resize:
            least_x, least_y = self._photo.width() // 20, self._photo.height() // 20
            return crop.adjusted(0, 0, max(x, least_x - crop.width()), max(y, least_y - crop.height()))
        whole = QRect(QPoint(0, 0), self._photo)
        moved = crop.translated(x, y)
        moved.moveLeft(max(0, min(moved.left(), whole.width() - moved.width())))
        moved.moveTop(max(0, min(moved.top(), whole.height() - moved.height())))
        return moved

    def _emit(self, crop: QRect) -> None:
        crop = crop & QRect(QPoint(0, 0), self._photo)
        if crop.isEmpty():
            return
        self._crop = crop
        self.update()
        self.crop_changed.emit(Crop(crop.x(), crop.y(), crop.width(), crop.height()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()
