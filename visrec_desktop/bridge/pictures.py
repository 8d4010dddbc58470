"""Pictures between Qt and arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def rgb_to_qimage(rgb: NDArray[np.uint8]) -> QImage:
    """An image of its own memory from an array, in the format that Qt paints fastest.

    Args:
        rgb: uint8 (H, W, 3), sRGB.
    """
    import numpy as np

    height, width, _ = rgb.shape
    pixels = np.ascontiguousarray(rgb)
    view = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return view.convertToFormat(QImage.Format.Format_RGB32)


def on_white(image: QImage) -> QImage:
    """The image itself if it is opaque, else laid on white."""
    if not image.hasAlphaChannel():
        return image
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(0xFFFFFFFF)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat


def image_to_rgb(image: QImage) -> NDArray[np.uint8]:
    """An array of its own memory from an image: uint8 (H, W, 3), transparency on white."""
    import numpy as np

    flat = on_white(image).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine())
    return rows[:, : 3 * flat.width()].reshape(flat.height(), flat.width(), 3).copy()
