"""Which encoding a text file is in: by its marks, by strictness, and by what the text looks like."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from visrec_desktop.sources.tables.evidence import EVIDENCE, likeness

_SAMPLE_BYTES = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RARER = ("cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "mac_roman", "cp850")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FOREIGN_BYTES = re.compile(rb"[\x80-\xff]")
_SURE = 0.6
_FEW_BAD = 4
"""So many characters beyond ASCII must be right for each one that is not."""


class NotText(ValueError):  # noqa: N818 - the file is what it is
    """The bytes are no text in any encoding that sheets come in."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file without its byte order mark, and the encoding in Python's words.

    Raises:
        NotText: no encoding fits.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            nearly = _nearly_utf8(data) if encoding == "utf-8" else None
            if nearly is None:
                continue
            text = nearly
        return _without_controls(text).removeprefix("\ufeff"), encoding
    raise NotText("Its characters are in an unknown encoding.")


def _nearly_utf8(data: bytes) -> str | None:
    """The text of a file that is UTF-8 but for a few bytes, such as one that was cut; None for another."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for sign in text if sign > "\x7f") - bad
    return text if bad and good >= _FEW_BAD * bad else None


def _without_controls(text: str) -> str:
    """The text without stray control characters.

    Raises:
        NotText: there are too many of them for a text.
    """
    found = sum(1 for _ in _CONTROLS.finditer(text))
    if found * 500 > len(text):
        raise NotText("It is not a text file.")
    return _CONTROLS.sub("", text) if found else text


def _encodings(data: bytes) -> Iterator[str]:
    """Encodings to try, the likeliest first; each is tried on the whole file."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield encoding
            return
    wide = _wide(data)
    if wide:
        yield wide
    yield "utf-8"
    sample = _sample(data)
    scores = {encoding: likeness(sample, encoding) for encoding in EVIDENCE}
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    if scores[ranked[0]] < _SURE:
        yield from _detected(sample)
    yield from (encoding for encoding in ranked if scores[encoding] >= 0)


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: separators and ends of lines have their zero bytes on one side."""
    sample = data[: _SAMPLE_BYTES // 4 * 4]
    if b"\x00" not in sample:
        return ""
    zeros = [sample[place::4].count(0) for place in range(4)]
    quarter = len(sample) // 4
    if quarter and not len(data) % 4:
        if min(zeros[2], zeros[3]) >= 0.99 * quarter and not zeros[0]:
            return "utf-32-le"
        if min(zeros[0], zeros[1]) >= 0.99 * quarter and not zeros[3]:
            return "utf-32-be"
    if len(data) % 2:
        return ""
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if odd > 20 * even and odd * 50 > len(sample):
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd and even * 50 > len(sample) else ""


def _sample(data: bytes) -> bytes:
    """A part of the file that has foreign characters in it, cut at ends of lines."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    first = _FOREIGN_BYTES.search(data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    sample = data[start : start + _SAMPLE_BYTES]
    end = sample.rfind(b"\n")
    return sample[: end + 1] if end > 0 else sample


def _detected(sample: bytes) -> Iterator[str]:
    """What charset-normalizer makes of a text in none of the usual encodings."""
    from charset_normalizer import from_bytes

    found = from_bytes(sample, steps=5, cp_isolation=[*_RARER, *EVIDENCE]).best()
    if found is not None:
        yield found.encoding
