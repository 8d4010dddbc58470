"""Decoding in this process: encoded bytes to upright sRGB pixels, or one known error.

Pillow reads the containers, since it knows the most of them; OpenCV moves the pixels, since it is faster.
Both let other threads run meanwhile. Callers use `decode.decode`, which knows what belongs in a child.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision import pillow
from visrec_desktop.vision.limits import DEFAULT_LIMITS, Limits
from visrec_desktop.vision.opencv import cv2
from visrec_desktop.vision.pixels import Converter

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

_STRIP_PIXELS = 1 << 22
_SWAPPED = (5, 6, 7, 8)
# OpenCV's flip codes, after the swap of the axes: 0 upside down, 1 left to right, -1 both
_FLIPS = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded picture.

    `rgb` is uint8 (H, W, 3), upright, sRGB, contiguous; it may be smaller than the picture when a least side
    was given. `width` and `height` are those of the whole upright picture, in pixels.
    """

    rgb: NDArray[np.uint8]
    width: int
    height: int


def decode_here(
    data: bytes, label: str, *, min_side: int | None = None, limits: Limits = DEFAULT_LIMITS
) -> Decoded:
    """As `decode.decode`, whatever the kind of picture, in the process and thread of the caller.

    Raises:
        KnownError: as `decode.decode`; `DECODER_FAILED` where the memory does not suffice.
    """
    with _memory_suffices(label), pillow.open_header(data, label, limits) as image:
        full = image.size
        if min_side is not None:
            pillow.draft(image, min_side)
        drafted = image.size
        pillow.load(image, data, label, limits)
        if image.size != drafted:  # an icon's real picture, or a TIFF that Pillow has turned already
            full = image.size
        turn = pillow.orientation(image)
        rgb = _turned(_pixels(image, Converter(image, data, label), min_side), turn)
    width, height = full[::-1] if turn in _SWAPPED else full
    return Decoded(rgb, width, height)


@contextmanager
def _memory_suffices(label: str) -> Iterator[None]:
    try:
        yield
    except MemoryError as error:
        raise KnownError(ErrorCode.DECODER_FAILED, label, "not enough memory") from error
    except cv2.error as error:
        if error.code != cv2.Error.StsNoMem:
            raise
        raise KnownError(ErrorCode.DECODER_FAILED, label, "not enough memory") from error


def _pixels(image: Image.Image, convert: Converter, min_side: int | None) -> NDArray[np.uint8]:
    """RGB pixels (H, W, 3), reduced by a whole factor where allowed.

    Large pictures are converted in strips, so that a picture of 100 megapixels is not held several times.
    """
    width, height = image.size
    factor = max(1, min(width, height) // min_side) if min_side else 1
    if width * height <= _STRIP_PIXELS:
        return _reduced(convert(image), factor)
    rows = max(1, _STRIP_PIXELS // width // factor) * factor
    out = np.empty((height // factor, width // factor, 3), np.uint8)
    for top in range(0, out.shape[0] * factor, rows):
        strip = convert.strip(image, top, min(top + rows, height))
        part = _reduced(strip, factor)
        out[top // factor : top // factor + part.shape[0]] = part
    return out


def _reduced(rgb: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """Means of `factor` x `factor` pixels; what is left over at the right and the bottom is dropped."""
    if factor == 1:
        return rgb
    height, width = rgb.shape[0] // factor, rgb.shape[1] // factor
    whole = rgb[: height * factor, : width * factor]
    out: NDArray[np.uint8] = cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA)
    return out


def _turned(rgb: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Undo an EXIF orientation (1 to 8)."""
    if orientation in _SWAPPED:
        rgb = cv2.transpose(rgb)
    if orientation in _FLIPS:
        rgb = cv2.flip(rgb, _FLIPS[orientation])
    return np.ascontiguousarray(rgb)
