"""A picture in a frame with round corners."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS
from visrec_desktop.ui.widgets.ground import ground_of


class PictureBox(QWidget):
    """Shows a QImage as large as fits.

    Args:
        theme: the theme.
        name: accessible name.
        fill: cut the picture to fill the frame; else it stands whole.
        ground: role of the colour that a picture without a ground of its own stands on.
    """

    def __init__(self, theme: Theme, name: str, *, fill: bool = False, ground: str = "picture") -> None:
        super().__init__()
        self._theme = theme
        self._fill = fill
        self._ground_role = ground
        self._image: QImage | None = None
        self._shown: QImage | None = None
        self._where = QRect()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_image(self, image: QImage | None) -> None:
        """Show another picture; None while it is being read, a null image when it cannot be."""
        self._image = image
        self._shown = None
        self.update()

    @property
    def has_image(self) -> bool:
        """Whether a picture is shown."""
        return self._image is not None and not self._image.isNull()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._theme.px(140), self._theme.px(148))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, picture, hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(box, RADIUS.control, RADIUS.control)
        painter.fillPath(outline, self._ground())
        if self._image is not None and self._image.isNull():
            side = self._theme.px(28)
            icon = self._theme.icons.pixmap("photo", side, "text_muted", self.devicePixelRatioF())
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, icon)
        elif self._image is not None:
            painter.setClipPath(outline)
            self._paint_image(painter, self._image)
            painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.q(colours.border), 1))
        painter.drawPath(outline)

    def _ground(self) -> QColor:
        if self._image is None or self._image.isNull():
            return self._theme.q(self._theme.colours.card_hover)
        return ground_of(self._image, self._theme.q(getattr(self._theme.colours, self._ground_role)))

    def _paint_image(self, painter: QPainter, image: QImage) -> None:
        scale = self.devicePixelRatioF()
        room = self.size() if self._fill else self.size() - QSize(8, 8)
        mode = (
            Qt.AspectRatioMode.KeepAspectRatioByExpanding
            if self._fill
            else Qt.AspectRatioMode.KeepAspectRatio
        )
        size = image.size().scaled(room * scale, mode)
        if self._shown is None or self._shown.size() != size:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._shown.setDevicePixelRatio(scale)
        shown = self._shown.deviceIndependentSize().toSize()
        where = QRect(0, 0, shown.width(), shown.height())
        where.moveCenter(self.rect().center())
        painter.drawImage(where.topLeft(), self._shown)
        self._where = where
        self._paint_over(painter, where)

    def _paint_over(self, painter: QPainter, where: QRect) -> None:
        """For those who show something on the picture; `where` it stands."""
