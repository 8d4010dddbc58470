"""Which sizes can be compared: S with M, 38 with 40, but not 38 with M, nor a shoe's 9 with 38."""

from __future__ import annotations

import re
from collections.abc import Iterable

from visrec_desktop.recommend.traits import sizes_in

_LETTERS = re.compile(r"(?:\d{0,2}x{0,4}[sl]|x{2,4}[sl]|m)(?:\s*/\s*(?:\d{0,2}x{0,4}[sl]|m))?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_FAR = 1.6  # numbers that differ by more are of different scales: waists and shoes, European and British


def fits(size: str, known: Iterable[str]) -> bool | None:
    """Whether a product comes in a size that the client wears.

    Args:
        size: a product's size text, e.g. "S, M, L".
        known: single sizes of the client, without case.

    Returns:
        None when it cannot be told: no size said, "one size", or only sizes of another kind are known.
    """
    offered, worn = sizes_in(size), tuple(known)
    if any(part.strip() in worn for one in offered for part in (one, *one.split("/"))):
        return True
    if offered and all(any(_comparable(one, other) for other in worn) for one in offered):
        return False
    return None


def _comparable(one: str, other: str) -> bool:
    if _LETTERS.fullmatch(one) and _LETTERS.fullmatch(other):
        return True
    if _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other):
        low, high = sorted((float(one.replace(",", ".")), float(other.replace(",", "."))))
        return high <= _FAR * low
    return False
