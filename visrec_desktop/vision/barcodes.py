"""Reading the barcodes in a picture (zxing-cpp)."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, NamedTuple

from visrec_desktop.vision.opencv import cv2

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

_KINDS = {
    "EAN13": "EAN-13",
    "EAN8": "EAN-8",
    "UPCA": "EAN-13",
    "UPCE": "EAN-13",
    "Code128": "Code 128",
    "Code39": "Code 39",
    "QRCode": "QR code",
    "DataMatrix": "Data Matrix",
}
_UNCHECKED = "Code39"
_LEAST_UNCHECKED = 5
"""Characters: a Code 39 has no check digit, and stripes of cloth pass for short ones."""
_WHITE = 255
_EAN_DIGITS = 13
_ENLARGED_BELOW = 1000
"""Pixels of the longer side: in a smaller picture the bars may be too narrow for the reader."""


class Barcode(NamedTuple):
    """What a barcode says, and its kind in words.

    UPC-A and UPC-E are told as the EAN-13 that they are (13 digits, a zero before): a sheet may have either.
    """

    text: str
    kind: str


def read_barcodes(rgb: NDArray[np.uint8]) -> tuple[Barcode, ...]:
    """The product codes in a picture: EAN, UPC, Code 128, Code 39, QR, Data Matrix; turned by any angle.

    Args:
        rgb: uint8 (H, W, 3), RGB. Bars should be two pixels wide or more.

    Returns:
        each code once, as they lie from the top; empty when there is none or the reader fails.
    """
    if min(rgb.shape[:2]) < 1:
        return ()
    found = next(filter(None, map(_read, _looks(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)))), [])
    return tuple(dict.fromkeys(found))


def _looks(grey: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """The picture as it is, then as a reader that has found nothing may read it better.

    The reader takes one threshold for all of a row, and its rows are level or upright: it does not see bars
    in light that falls off, nor bars turned by 25° to 65°.
    """
    yield grey
    if max(grey.shape) < _ENLARGED_BELOW:
        grey = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    even = _evenly_lit(grey)
    yield even
    height, width = even.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 45, 1)
    side = int((height + width) * math.sqrt(0.5)) + 1
    turn[:, 2] += ((side - width) / 2, (side - height) / 2)
    yield cv2.warpAffine(even, turn, (side, side), borderValue=_WHITE)


def _evenly_lit(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Divided by the light of its surroundings: the brightest nearby, softened."""
    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    light = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, _surroundings()), (0, 0), 4)
    light = cv2.max(cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR), 1)
    out: NDArray[np.uint8] = cv2.divide(grey, light, scale=_WHITE)
    return out


@functools.cache
def _surroundings() -> NDArray[np.uint8]:
    out: NDArray[np.uint8] = cv2.getStructuringElement(cv2.MORPH_RECT, (9, 9))
    return out


def _read(grey: NDArray[np.uint8]) -> list[Barcode]:
    import zxingcpp

    formats = tuple(getattr(zxingcpp.BarcodeFormat, name) for name in _KINDS)
    try:
        results = zxingcpp.read_barcodes(grey, formats=formats)
    except (ValueError, TypeError, RuntimeError, MemoryError):
        return []  # a picture that the reader cannot take has no code for us
    results.sort(key=lambda result: (result.position.top_left.y, result.position.top_left.x))
    found = [(result.format.name, result.text) for result in results]
    return [_barcode(name, text) for name, text in found if text and not _is_doubtful(name, text)]


def _is_doubtful(name: str, text: str) -> bool:
    return name == _UNCHECKED and len(text) < _LEAST_UNCHECKED


def _barcode(name: str, text: str) -> Barcode:
    kind = _KINDS[name]
    return Barcode(text.zfill(_EAN_DIGITS) if kind == _KINDS["EAN13"] else text, kind)
