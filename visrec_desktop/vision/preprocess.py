"""From decoded pixels to what the model takes, and to what people look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import WHOLE, Area
from visrec_desktop.vision.opencv import cv2
from visrec_desktop.vision.packs import Channels, InputSpec, Layout, Resize

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.core.values import Crop
    from visrec_desktop.vision.decode import Decoded

_CROP_SHARE = 0.875  # of the shorter side: the usual 224 of 256
_LEAST_SHARE = 2 / 3  # of the longer side
_WHITE = 255
_JPEG_QUALITY = 85


def fit(rgb: NDArray[np.uint8], spec: InputSpec) -> NDArray[np.uint8]:
    """Bring a picture to the model's square as its pack says.

    Args:
        rgb: uint8 (H, W, 3), RGB.
        spec: the pack's input.

    Returns:
        uint8 (size, size, 3), RGB, contiguous.
    """
    size = spec.size
    if spec.resize is Resize.CENTRE_CROP:
        return _centre_crop(rgb, size)
    if spec.resize is Resize.LETTERBOX:
        return _letterbox(rgb, size)
    return _resized(rgb, size, size)


def fitted_area(width: int, height: int, spec: InputSpec) -> Area:
    """Where the square that `fit` makes lies in the picture; with a letterbox it is larger than the picture.

    Args:
        width: of the picture, pixels.
        height: likewise.
        spec: the pack's input.
    """
    if spec.resize is Resize.CENTRE_CROP:
        left, top, keep_w, keep_h = _middle(width, height)
        return Area(left / width, top / height, keep_w / width, keep_h / height)
    if spec.resize is Resize.LETTERBOX:
        left, top, inner_w, inner_h = _inset(width, height, spec.size)
        return Area(-left / inner_w, -top / inner_h, spec.size / inner_w, spec.size / inner_h)
    return WHOLE


def to_tensor(batch: NDArray[np.uint8], spec: InputSpec) -> NDArray[np.float32]:
    """Lay fitted pictures out as the model's input.

    Args:
        batch: uint8 (n, size, size, 3), RGB.
        spec: the pack's input.

    Returns:
        float32 (n, 3, size, size) or (n, size, size, 3), `(pixel - mean) * scale`, channels in the pack's
        order.
    """
    order = (2, 1, 0) if spec.channels is Channels.BGR else (0, 1, 2)
    planes = spec.layout is Layout.NCHW
    count, height, width, _ = batch.shape
    shape = (count, 3, height, width) if planes else (count, height, width, 3)
    out = np.empty(shape, np.float32)
    for place, channel in enumerate(order):
        target = out[:, place] if planes else out[..., place]
        np.subtract(batch[..., channel], np.float32(spec.mean[place]), out=target, dtype=np.float32)
        if spec.scale[place] != 1.0:
            target *= np.float32(spec.scale[place])
    return out


def shrink(rgb: NDArray[np.uint8], max_side: int) -> NDArray[np.uint8]:
    """Scale a picture down so that its longer side is at most `max_side`; never up.

    Args:
        rgb: uint8 (H, W, 3).
        max_side: pixels.

    Returns:
        uint8 (h, w, 3), contiguous; the same array where it is small enough.
    """
    height, width = rgb.shape[:2]
    ratio = max_side / max(height, width)
    if ratio >= 1:
        return rgb
    return _resized(rgb, max(1, round(width * ratio)), max(1, round(height * ratio)))


def thumbnail(rgb: NDArray[np.uint8], side: int = 320) -> bytes:
    """A JPEG of the picture, its longer side at most `side` pixels; never scaled up.

    Args:
        rgb: uint8 (H, W, 3), RGB.
        side: pixels.
    """
    bgr = cv2.cvtColor(shrink(rgb, side), cv2.COLOR_RGB2BGR)
    done, encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    if not done:
        raise RuntimeError("OpenCV could not encode a JPEG")
    return bytes(encoded)


def crop(decoded: Decoded, area: Crop, label: str = "") -> NDArray[np.uint8]:
    """Cut a rectangle out of a picture.

    Args:
        decoded: the picture; it may be reduced.
        area: the rectangle in pixels of the whole upright picture. What sticks out is cut off.
        label: what to call the picture in an error.

    Returns:
        uint8 (h, w, 3), contiguous, at least one pixel.

    Raises:
        KnownError: `CROP_OUTSIDE` when nothing of the rectangle lies inside the picture.
    """
    inside = cropped(area, decoded.width, decoded.height)
    if inside is None:
        asked = f"{area.x},{area.y},{area.width},{area.height}"
        raise KnownError(ErrorCode.CROP_OUTSIDE, label, f"{asked} of {decoded.width} × {decoded.height}")
    height, width = decoded.rgb.shape[:2]
    columns = _span(inside.left, inside.left + inside.width, width)
    rows = _span(inside.top, inside.top + inside.height, height)
    return np.ascontiguousarray(decoded.rgb[rows, columns])


def cropped(area: Crop, width: int, height: int) -> Area | None:
    """The part of a picture of this size, in pixels, that lies in a rectangle; None for nothing of it."""
    left, right = max(area.x, 0), min(area.x + area.width, width)
    top, bottom = max(area.y, 0), min(area.y + area.height, height)
    if left >= right or top >= bottom:
        return None
    return Area(left / width, top / height, (right - left) / width, (bottom - top) / height)


def _span(low: float, high: float, length: int) -> slice:
    """A range in shares of a picture's side as pixels of it, at least one."""
    first = min(round(low * length), length - 1)
    return slice(first, max(round(high * length), first + 1))


def _centre_crop(rgb: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """The middle of the picture: a square for ordinary formats, less than that for very long pictures.

    Photos hold what they are about in the middle. Of a very tall or wide picture a plain square would keep
    too little, so at least two thirds of its length are kept and squashed.
    """
    height, width = rgb.shape[:2]
    left, top, keep_w, keep_h = _middle(width, height)
    return _resized(rgb[top : top + keep_h, left : left + keep_w], size, size)


def _middle(width: int, height: int) -> tuple[int, int, int, int]:
    """The left and upper edge, width and height of what is kept."""
    square = min(height, width) * _CROP_SHARE
    keep_w, keep_h = (max(1, round(max(square, side * _LEAST_SHARE))) for side in (width, height))
    return (width - keep_w) // 2, (height - keep_h) // 2, keep_w, keep_h


def _letterbox(rgb: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    height, width = rgb.shape[:2]
    left, top, inner_w, inner_h = _inset(width, height, size)
    out = np.full((size, size, 3), _WHITE, np.uint8)
    out[top : top + inner_h, left : left + inner_w] = _resized(rgb, inner_w, inner_h)
    return out


def _inset(width: int, height: int, size: int) -> tuple[int, int, int, int]:
    """The left and upper edge, width and height of a picture in its square."""
    ratio = size / max(height, width)
    inner_w, inner_h = max(1, round(width * ratio)), max(1, round(height * ratio))
    return (size - inner_w) // 2, (size - inner_h) // 2, inner_w, inner_h


def _resized(rgb: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Means of areas where a side shrinks, then interpolation where one grows: no aliasing either way."""
    smaller = (min(width, rgb.shape[1]), min(height, rgb.shape[0]))
    out: NDArray[np.uint8] = rgb
    if smaller != (rgb.shape[1], rgb.shape[0]):
        out = cv2.resize(out, smaller, interpolation=cv2.INTER_AREA)
    if smaller != (width, height):
        out = cv2.resize(out, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(out)
