"""Pillow as this program uses it: set up once, and every failure over a file turned into a known error.

The functions here hold calls into the decoders and nothing else, so that what they catch is about the file.
"""

from __future__ import annotations

import functools
import io
import logging
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pi_heif
from PIL import ExifTags, Image, UnidentifiedImageError

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision import signatures
from visrec_desktop.vision.limits import DEFAULT_LIMITS, Limits, check_size

# What the decoders were seen to raise over damaged and hostile files.
DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    EOFError,
    MemoryError,
    RuntimeError,
    AssertionError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
# Handed to other programs or libraries by Pillow, or known by their header alone.
_REFUSED = {"EPS", "WMF", "BUFR", "GRIB", "HDF5", "MPEG"}
# Their decoders hold the whole picture several times over, where others hold it once: less is taken of them.
_HEAVY = {"WEBP": 3, "AVIF": 3, "JPEG2000": 3}
_CUT_SHORT = ("truncat", "end of file", "premature", "unexpected eof", "not enough", "insufficient data")
_UNSUPPORTED = (
    "unsupported",
    "not supported",
    "not available",
    "not implemented",
    "cannot handle",
    "unknown",
)
_MAX_DETAIL = 120


def open_header(data: bytes, label: str, limits: Limits) -> Image.Image:
    """Read a picture's header and refuse it by its size; no pixel is decoded.

    Raises:
        KnownError: as `decode.decode`.
    """
    formats = _formats(jpeg=signatures.is_jpeg(data), png=signatures.is_png(data))
    _quiet()
    with decoding(data, label):
        image = Image.open(io.BytesIO(data), formats=formats)
    check_size(*image.size, label, limits, shares=_HEAVY.get(image.format or "", 1))
    return image


def load(image: Image.Image, data: bytes, label: str, limits: Limits) -> None:
    """Decode the pixels of the first frame into the picture."""
    with decoding(data, label):
        image.load()
    # A picture inside an icon may be larger than the icon says.
    check_size(*image.size, label, limits)


@contextmanager
def decoding(data: bytes, label: str) -> Iterator[None]:
    """Turn what a decoder raises inside the block into the known error it means."""
    try:
        yield
    except DECODER_ERRORS as error:
        raise _known(error, data, label) from error


def _known(error: Exception, data: bytes, label: str) -> KnownError:
    text = " ".join(str(error).split())[:_MAX_DETAIL] or type(error).__name__
    if isinstance(error, UnidentifiedImageError):
        return _unidentified(data, label)
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        most = DEFAULT_LIMITS.max_pixels // 1_000_000
        return KnownError(ErrorCode.PICTURE_TOO_LARGE, label, f"more than {most} million pixels")
    if isinstance(error, MemoryError):
        return KnownError(ErrorCode.DECODER_FAILED, label, "not enough memory")
    lower = text.lower()
    if isinstance(error, EOFError) or any(hint in lower for hint in _CUT_SHORT):
        return KnownError(ErrorCode.TRUNCATED_PICTURE, label, text)
    if isinstance(error, NotImplementedError) or any(hint in lower for hint in _UNSUPPORTED):
        return KnownError(ErrorCode.UNSUPPORTED_PICTURE, label, text)
    return KnownError(ErrorCode.DAMAGED_PICTURE, label, text)


def _unidentified(data: bytes, label: str) -> KnownError:
    if signatures.is_picture(data):
        return KnownError(ErrorCode.DAMAGED_PICTURE, label, "the header cannot be read")
    kind = signatures.foreign_kind(data)
    if kind:
        return KnownError(ErrorCode.UNSUPPORTED_PICTURE, label, kind)
    return KnownError(ErrorCode.NOT_A_PICTURE, label)


@functools.cache
def _formats(*, jpeg: bool, png: bool) -> tuple[str, ...]:
    """The decoders to try. What begins like a JPEG or a PNG is nothing else: no other decoder sees it."""
    _set_up()
    if jpeg or png:
        return ("JPEG",) if jpeg else ("PNG",)
    Image.init()
    return tuple(name for name in Image.ID if name not in _REFUSED)


@functools.cache
def _set_up() -> None:
    # pi_heif only decodes: the wheels of pillow-heif carry an encoder under the GPL.
    pi_heif.register_heif_opener()
    # What it logs over a broken file comes back as a known error, with the file's name.
    logging.getLogger("PIL").setLevel(logging.CRITICAL)
    # Pillow checks pictures inside of pictures with this one; for the others `check_size` comes first.
    Image.MAX_IMAGE_PIXELS = DEFAULT_LIMITS.max_pixels


def _quiet() -> None:
    """Keep Pillow's remarks about odd metadata off the user's screen; a bomb must still be refused.

    `catch_warnings` is not made for threads. A filter that stays is, and these concern the decoders alone.
    """
    first = warnings.filters[0] if warnings.filters else None
    if first is not None and first[0] == "error" and first[2] is Image.DecompressionBombWarning:
        return
    warnings.filterwarnings("ignore", module=r"(PIL|pi_heif)\b")
    warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def draft(image: Image.Image, min_side: int) -> None:
    """Let a JPEG be decoded at a half, a quarter or an eighth, its shorter side no less than `min_side`."""
    if image.format in ("JPEG", "MPO"):
        image.draft(None, (min_side, min_side))  # None keeps the mode


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 where there is none or it makes no sense."""
    if image.format == "JPEG" and "exif" not in image.info and "xmp" not in image.info:
        return 1  # parsing nothing would cost more than decoding a small picture
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except DECODER_ERRORS:
        return 1  # broken metadata is no reason to refuse a picture
    return value if isinstance(value, int) and value in range(1, 9) else 1
