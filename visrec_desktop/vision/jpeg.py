"""Which JPEGs are simple: decoded in one go, in a time that their size tells (ITU-T T.81, annex B)."""

from __future__ import annotations

_START_OF_SCAN = 0xDA
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SEQUENTIAL = frozenset({0xC0, 0xC1})
_COMPONENTS = 9  # where a frame header counts its components, after the marker's two bytes
_MOST_SCANS = 32
"""Encoders write about ten. Every scan is a pass over the whole picture, and may take 30 bytes of the file: a
hundred kilobytes can keep a decoder busy for an hour."""


def is_simple(data: bytes) -> bool:
    """Whether a JPEG has all its pixels in one scan, or no more scans than encoders write.

    Args:
        data: the file; it begins with a start of image.
    """
    frame, components = 0, 0
    place = 2
    while place + _COMPONENTS < len(data) and data[place] == 0xFF:  # noqa: PLR2004 - every marker's first byte
        marker = data[place + 1]
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            place += 1
            continue
        if marker == _START_OF_SCAN:
            is_single = frame in _SEQUENTIAL and data[place + 4] == components
            return is_single or data.count(b"\xff\xda") <= _MOST_SCANS
        if marker in _FRAMES:
            frame, components = marker, data[place + _COMPONENTS]
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return False
