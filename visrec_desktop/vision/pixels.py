"""From any pixel mode of Pillow to sRGB: colour profiles, depth, palettes, transparency on white."""

from __future__ import annotations

import functools
import io
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageCms

from visrec_desktop.vision.opencv import cv2
from visrec_desktop.vision.pillow import DECODER_ERRORS, decoding

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SPACES = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK"}
_DEEP = ("I", "F")  # and I;16 in its byte orders
_BYTE = 255.0
_BITS_PER_SAMPLE = 258  # TIFF tag


class Converter:
    """Turns a decoded picture, or strips of it, into sRGB pixels. Made once, from the whole picture.

    Args:
        image: the decoded picture.
        data: its encoded bytes, for telling apart what is wrong with them.
        label: what to call it in an error.
    """

    def __init__(self, image: Image.Image, data: bytes, label: str) -> None:
        self._data = data
        self._label = label
        self._deep = image.mode in _DEEP or image.mode.startswith("I;16")
        self._scale = _depth_scale(image) if self._deep else 1.0
        self._transparency = image.info.get("transparency")
        self._transparent = image.has_transparency_data and not self._deep
        self._base = image.mode if image.mode in _SPACES and not self._transparent else "RGB"
        profile = None if self._deep else image.info.get("icc_profile")
        self._transform = _to_srgb(profile, self._base) if isinstance(profile, bytes) else None

    def __call__(self, image: Image.Image) -> NDArray[np.uint8]:
        """The pixels of the whole picture: uint8 (H, W, 3)."""
        if self._deep:
            return _grey(self._array(image), self._scale)
        if not self._transparent:
            return self._array(self._coloured(image))
        rgba = self._converted(image, "RGBA")
        return _on_white(self._array(self._coloured(rgba)), self._array(rgba)[..., 3])

    def strip(self, image: Image.Image, top: int, bottom: int) -> NDArray[np.uint8]:
        """The pixels of the rows from `top` to before `bottom`."""
        with decoding(self._data, self._label):
            part = image.crop((0, top, image.width, bottom))
        if self._transparency is not None:
            part.info["transparency"] = self._transparency
        return self(part)

    def _coloured(self, image: Image.Image) -> Image.Image:
        if self._transform is None:
            return self._converted(image, "RGB")
        base = self._converted(image, self._base)
        with decoding(self._data, self._label):
            return ImageCms.applyTransform(base, self._transform) or base

    def _converted(self, image: Image.Image, mode: str) -> Image.Image:
        if image.mode == mode:
            return image
        with decoding(self._data, self._label):
            return (image.convert("L") if image.mode == "1" else image).convert(mode)

    def _array(self, image: Image.Image) -> NDArray[Any]:
        with decoding(self._data, self._label):
            return np.asarray(image)


def _on_white(colours: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> NDArray[np.uint8]:
    weight = cv2.merge([alpha] * 3)
    front = cv2.multiply(colours, weight, scale=1 / _BYTE)
    out: NDArray[np.uint8] = cv2.add(front, cv2.bitwise_not(weight))
    return out


def _depth_scale(image: Image.Image) -> float:
    """What to multiply deep grey values by so that the picture's range fills a byte."""
    if image.mode.startswith("I;16"):
        bits = getattr(image, "tag_v2", {}).get(_BITS_PER_SAMPLE, (16,))
        return float(_BYTE / ((1 << int(bits[0])) - 1))
    # Pillow's own extremes are of no use where a value is not a number.
    values = np.asarray(image, np.float32)
    peak = float(values[np.isfinite(values)].max(initial=0.0))
    if image.mode == "F" and peak <= 1.0:
        return _BYTE
    return _BYTE / next((limit for limit in (_BYTE, 65535.0) if peak <= limit), peak)


def _grey(values: NDArray[Any], scale: float) -> NDArray[np.uint8]:
    grey = np.nan_to_num(values.astype(np.float32) * np.float32(scale), nan=0.0, posinf=_BYTE, neginf=0.0)
    grey = np.clip(np.rint(grey), 0, _BYTE).astype(np.uint8)
    out: NDArray[np.uint8] = cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)
    return out


@functools.lru_cache(maxsize=8)
def _to_srgb(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The transform from an embedded profile to sRGB; None when it is sRGB already, wrong or broken."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space != _SPACES[mode] or "sRGB" in ImageCms.getProfileDescription(source):
            return None
        target = ImageCms.createProfile("sRGB")
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        return ImageCms.buildTransform(source, target, mode, "RGB", intent)
    except (ImageCms.PyCMSError, *DECODER_ERRORS):
        return None
