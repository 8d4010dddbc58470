"""Texts as they are stored, compared and sorted."""

from __future__ import annotations

import os
import re
import unicodedata

_DIGITS = re.compile(r"([0-9]+)")
_DIGITS_WIDTH = 12


def clean(text: str) -> str:
    """`text` in the one form that is stored: composed (NFC), without NUL, valid Unicode.

    A file name that is not valid text on this system loses its unreadable bytes, not its product.
    """
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    if not _is_valid(text):
        text = os.fsencode(text).decode("utf-8", "replace") if _from_file_system(text) else _replaced(text)
    return unicodedata.normalize("NFC", text).replace("\0", "")


def fold(text: str) -> str:
    """The form in which two spellings of one filter value are equal: case and spacing do not count."""
    return " ".join(clean(text).casefold().split())


def sort_key(text: str) -> str:
    """A key that sorts by code point as people sort: no case, no accents, numbers by their value."""
    folded = text.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    parts = _DIGITS.split(" ".join(folded.split()))
    for place in range(1, len(parts), 2):  # faster than a substitution that calls a function for each number
        parts[place] = parts[place].zfill(_DIGITS_WIDTH)
    return "".join(parts)


def encode_path(path: str) -> str | bytes:
    """A path as SQLite can hold it: text, or the raw bytes of a name that is not text."""
    return path if path.isascii() or _is_valid(path) else os.fsencode(path)


def decode_path(stored: str | bytes) -> str:
    """The inverse of `encode_path`."""
    return stored if isinstance(stored, str) else os.fsdecode(stored)


def _is_valid(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _from_file_system(text: str) -> bool:
    return all(not "\ud800" <= char <= "\udfff" or "\udc80" <= char <= "\udcff" for char in text)


def _replaced(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
