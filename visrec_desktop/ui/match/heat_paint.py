"""The colours of a heat map: warm for what makes two pictures alike, cool for what speaks against it.

Orange and blue are told apart by everybody, and both grow darker and less see-through as a place counts more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, qRgba

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visrec_desktop.ui.theme.tokens import Colours

BORDER = 1
"""Clear pixels around the values in `heat_image`: the map ends softly."""
_PALE = 70
_MOST_WARM, _MOST_COOL = 0.68, 0.6  # opacity


def heat_colour(colours: Colours, value: float) -> QColor:
    """The colour of a place, see-through.

    Args:
        colours: of the theme.
        value: what the place counts, in [-1, 1] where 1 is the most that any place does.
    """
    strength = min(1.0, abs(value))
    if value < 0:
        made = QColor(colours.cool)
        made.setAlphaF(_MOST_COOL * strength)
        return made
    warm, hot = QColor(colours.warm), QColor(colours.hot)
    made = QColor.fromRgbF(
        warm.redF() + (hot.redF() - warm.redF()) * strength,
        warm.greenF() + (hot.greenF() - warm.greenF()) * strength,
        warm.blueF() + (hot.blueF() - warm.blueF()) * strength,
    )
    made.setAlphaF(_MOST_WARM * strength)
    return made


def heat_image(colours: Colours, rows: Sequence[Sequence[float]], most: float) -> QImage:
    """A see-through image with a pixel for each value and a clear border, to be drawn large and smooth.

    Args:
        colours: of the theme.
        rows: what each place counts.
        most: what is painted in the strongest colour.
    """
    image = QImage(len(rows[0]) + 2 * BORDER, len(rows) + 2 * BORDER, QImage.Format.Format_ARGB32)
    image.fill(0)
    for y, row in enumerate(rows, BORDER):
        for x, value in enumerate(row, BORDER):
            colour = heat_colour(colours, value / most if most else 0.0)
            image.setPixel(x, y, qRgba(colour.red(), colour.green(), colour.blue(), colour.alpha()))
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def heat_ground(image: QImage) -> QImage:
    """A pale copy of a picture without colours, for the map to lie on."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(grey)
    painter.fillRect(QRect(QPoint(0, 0), grey.size()), QColor(255, 255, 255, _PALE))
    painter.end()
    return grey
