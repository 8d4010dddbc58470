"""The colour a product picture stands on, so that its own edge does not show as a box."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage

_INSET = 2  # pixels: the outermost ones of a JPEG are often off
_TOLERANCE = 14  # largest difference of a channel between corners that are still one colour, of 255
_LIGHT = 0.78  # darker grounds would look like a mistake in a row of white ones


def ground_of(image: QImage, otherwise: QColor) -> QColor:
    """The common colour of the picture's corners; `otherwise` where they differ, are dark or see-through."""
    right, bottom = image.width() - 1 - _INSET, image.height() - 1 - _INSET
    if right < _INSET or bottom < _INSET:
        return otherwise
    spots = ((_INSET, _INSET), (right, _INSET), (_INSET, bottom), (right, bottom))
    corners = [image.pixelColor(x, y) for x, y in spots]
    channels = [[c.red() for c in corners], [c.green() for c in corners], [c.blue() for c in corners]]
    uniform = all(max(values) - min(values) <= _TOLERANCE for values in channels)
    opaque = all(c.alpha() == 255 for c in corners)  # noqa: PLR2004 - fully opaque
    if not (uniform and opaque and min(c.lightnessF() for c in corners) >= _LIGHT):
        return otherwise
    return QColor(*(sum(values) // len(values) for values in channels))
