"""A small picture in a rounded frame, as lists and tables paint it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from visrec_desktop.ui.theme.tokens import RADIUS

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme


def paint_framed(
    painter: QPainter, theme: Theme, centre: QPoint, side: int, pixmap: QPixmap | None
) -> tuple[QRect, bool]:
    """Paint a picture, fitted into a square; the square, and whether there was a picture.

    Args:
        painter: paints; its clip is taken away.
        theme: gives the colours.
        centre: the middle of the square.
        side: of the square, in pixels.
        pixmap: the picture; None while it is being read, a null one where there is none.
    """
    box = QRect(0, 0, side, side)
    box.moveCenter(centre)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(box), RADIUS.small, RADIUS.small)
    colours = theme.colours
    shown = pixmap if pixmap is not None and not pixmap.isNull() else None
    painter.fillPath(outline, theme.q(colours.card_hover if shown is None else colours.picture))
    if shown is not None:
        painter.setClipPath(outline)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = shown.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(box.center())
        painter.drawPixmap(target, shown)
        painter.setClipping(False)
    painter.setPen(QPen(theme.q(colours.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)
    return box, shown is not None
