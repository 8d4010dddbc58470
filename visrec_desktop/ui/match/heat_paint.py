"""The colours of a heat map: warm for what makes two pictures alike, cool for what speaks against it.

Orange and blue are told apart by everybody, and both grow darker and less see-through as a place counts more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage, qRgba

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visrec_desktop.ui.theme.tokens import Colours

_MOST_WARM, _MOST_COOL = 0.78, 0.6  # opacity
_RISE = 0.8  # below 1: faint places are seen a little earlier


def heat_colour(colours: Colours, value: float) -> QColor:
    """The colour of a place, see-through.

    Args:
        colours: of the theme.
        value: what the place counts, in [-1, 1] where 1 is the most that any place does.
    """
    strength = min(1.0, abs(value)) ** _RISE
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
    """A see-through image with a pixel for each value, to be drawn large and smooth.

    Args:
        colours: of the theme.
        rows: what each place counts.
        most: what is painted in the hottest colour; above 0.
    """
    image = QImage(len(rows[0]), len(rows), QImage.Format.Format_ARGB32)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            colour = heat_colour(colours, value / most)
            image.setPixel(x, y, qRgba(colour.red(), colour.green(), colour.blue(), colour.alpha()))
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
