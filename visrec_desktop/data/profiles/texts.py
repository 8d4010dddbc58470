"""Texts about clients as they are stored, compared and searched."""

from __future__ import annotations

import unicodedata

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.text import clean, fold

_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn round the text after them, the program's own included; plain direction marks may stay."""
LINE, PARAGRAPHS = 300, 100_000


def line(text: str, subject: str, field: str, limit: int = LINE) -> str:
    """A text of one line: spacing is single, control characters are gone.

    Raises:
        KnownError: `BAD_VALUE` when it is longer than `limit`.
    """
    kept = "".join(_visible(char) for char in clean(text))
    return _checked(" ".join(kept.split()), subject, field, limit)


def paragraphs(text: str, subject: str, field: str) -> str:
    """A text of any lines, without control characters; errors as `line`."""
    rows = clean(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = "\n".join("".join(_visible(char) for char in row).rstrip() for row in rows)
    return _checked(kept.strip(), subject, field, PARAGRAPHS)


def has_letters(text: str) -> bool:
    """Whether there is anything to see in it."""
    return any(unicodedata.category(char)[0] not in "CZ" for char in text)


def search_key(*texts: str) -> str:
    """A text in which words are looked for without case and accents."""
    decomposed = unicodedata.normalize("NFKD", fold(" ".join(texts)))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def shortened(text: str) -> str:
    """A text as the subject of an error."""
    return text if len(text) <= LINE else text[:40] + "…"


def _visible(char: str) -> str:
    if unicodedata.category(char) == "Cc":
        return " " if char.isspace() else ""
    return "" if char in _REORDERING else char


def _checked(text: str, subject: str, field: str, limit: int) -> str:
    if len(text) > limit:
        raise KnownError(ErrorCode.BAD_VALUE, subject, f"{field} longer than {limit} characters")
    return text
