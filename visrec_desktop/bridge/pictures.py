"""Pictures between Qt and arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def rgb_to_qimage(rgb: NDArray[np.uint8]) -> QImage:
    """An image of its own memory from an array.

    Args:
        rgb: uint8 (H, W, 3), sRGB.
    """
    import numpy as np

    height, width, _ = rgb.shape
    pixels = np.ascontiguousarray(rgb)
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def image_to_rgb(image: QImage) -> NDArray[np.uint8]:
    """An array of its own memory from an image: uint8 (H, W, 3), transparency on white."""
    import numpy as np

    flat = image
    if image.hasAlphaChannel():
        from PySide6.QtGui import QPainter

        flat = QImage(image.size(), QImage.Format.Format_RGB32)
        flat.fill(0xFFFFFFFF)
        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
    flat = flat.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine())
    return rows[:, : 3 * flat.width()].reshape(flat.height(), flat.width(), 3).copy()
