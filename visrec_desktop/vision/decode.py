"""Decoding: encoded bytes of any common kind to upright sRGB pixels, or one known error.

JPEG and PNG are decoded by the caller's thread: their decoders are few, and the most looked at of all. Every
other kind, and a JPEG that could take for ever, goes to a child process (`decoder_pool`): what a hostile file
does to it ends with the child.
"""

from __future__ import annotations

import functools
import logging

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision import jpeg, signatures
from visrec_desktop.vision.decoder import Decoded, decode_here
from visrec_desktop.vision.decoder_pool import CannotStart, close_decoders, pool
from visrec_desktop.vision.files import read_picture
from visrec_desktop.vision.limits import DEFAULT_LIMITS, Limits

__all__ = ["Decoded", "Limits", "close_decoders", "decode", "read_picture"]

_log = logging.getLogger(__name__)


def decode(
    data: bytes,
    label: str,
    *,
    min_side: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
    isolated: bool = False,
) -> Decoded:
    """Decode the first frame of a picture: upright, in sRGB, transparency on white. Any thread.

    Args:
        data: the encoded picture; its kind is told by its content, never by a file name.
        label: what to call it in an error.
        min_side: when given, the picture may be reduced by a whole factor while it is decoded, as long as its
            shorter side stays at least this many pixels. Much faster for large photos.
        limits: the largest picture to take.
        isolated: decode a JPEG or PNG in a child process too: it may have ended the program before.

    Raises:
        KnownError: `EMPTY_FILE`, `FILE_TOO_LARGE`, `PICTURE_TOO_LARGE`, `NOT_A_PICTURE`,
            `UNSUPPORTED_PICTURE`, `TRUNCATED_PICTURE`, `DAMAGED_PICTURE` or `DECODER_FAILED`.
    """
    if not data:
        raise KnownError(ErrorCode.EMPTY_FILE, label)
    if len(data) > limits.max_bytes:
        raise KnownError(ErrorCode.FILE_TOO_LARGE, label, f"{len(data)} bytes, at most {limits.max_bytes}")
    if isolated or not _is_plain(data):
        try:
            return pool().decode(data, label, min_side=min_side, limits=limits)
        except CannotStart as error:
            _tell_once(str(error))
    return decode_here(data, label, min_side=min_side, limits=limits)


def _is_plain(data: bytes) -> bool:
    return signatures.is_png(data) or (signatures.is_jpeg(data) and jpeg.is_simple(data))


@functools.cache
def _tell_once(reason: str) -> None:
    _log.info("pictures are decoded without a process of their own: %s", reason)
