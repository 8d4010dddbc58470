"""Pictures find their products by their names."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from visrec_desktop.sources.name_groups import group_stems
from visrec_desktop.sources.name_words import (
    COLOUR_WORDS,
    SHADE_WORDS,
    fold,
    is_camera_name,
    is_number,
    is_size,
    loose_view,
    tokens,
    view_rank,
    view_words,
)

__all__ = ["Names", "Owner", "group_stems", "view_rank"]

_SEVERAL: Final = None
"""Stands for the SKU where several are spelled alike: none of them is the one."""
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:[0-9]{4})?")
_LONG_NUMBER = 5  # digits that hardly stand in a name by chance
_CODE = 12  # digits of an EAN or UPC, longer than what a camera counts
_SHORT = 3
_WORD = 5
_ABBREVIATION = range(2, 5)
_Tokens = tuple[str, ...]
_Table = dict[str, str | None]
_Lookup = Callable[[_Tokens, _Tokens], tuple[bool, str | None]]  # the beginning of a name, and its rest


@dataclass(frozen=True, slots=True)
class Owner:
    """The product that a picture's name tells.

    Attributes:
        sku: the product.
        view: what the name says beside it, such as `back 2`; empty when nothing.
        sureness: `exact`: the name is the SKU; `suffix`: the SKU and known words; `part`: it may be so.
    """

    sku: str
    view: str
    sureness: Literal["exact", "suffix", "part"]


class Names:
    """The SKUs of a catalog, as they are looked for in file names.

    Args:
        skus: the SKUs.
        colours: the colour of each product whose colour is known, by SKU: it explains `SHI0103-NVY`, and
            tells which of `SHI-0103-1` (navy) and `SHI-0103-2` (red) is `SHI-0103_red`.
    """

    def __init__(self, skus: Iterable[str], colours: Mapping[str, str] | None = None) -> None:
        self._colours = colours or {}
        self._exact: dict[str, str] = {}
        self._texts: _Table = {}
        self._spelled: _Table = {}
        self._firm: _Table = {}
        self._loose: _Table = {}
        self._numbers: _Table = {}
        self._articles: dict[str, list[str]] = {}
        self._longest = 1
        for sku in dict.fromkeys(skus):
            self._add(sku)

    def _add(self, sku: str) -> None:
        spelled = tokens(sku)
        self._exact[_plain(sku)] = sku
        _enter(self._texts, fold(sku).strip(), sku)
        if not spelled:
            return
        self._longest = max(self._longest, len(spelled))
        _enter(self._spelled, " ".join(spelled), sku)
        _enter(self._firm, _joined(spelled), sku)
        _enter(self._loose, "".join(spelled), sku)
        if len(spelled) == 1 and _is_number(spelled[0]):
            _enter(self._numbers, spelled[0].lstrip("0") or "0", sku)
        if len(spelled) > 1 and self._colours.get(sku):
            self._articles.setdefault(_joined(spelled[:-1]), []).append(sku)

    def owner(self, stem: str) -> Owner | None:
        """The product of a picture, by its file name without the ending; None when the name tells none.

        The longest SKU that fits wins: `12-5-back` is of `12-5`, not of `12`. Where two products fit as
        well, none does.
        """
        same = self._exact.get(_plain(stem)) or self._texts.get(fold(stem).strip())
        if same is not None:
            return Owner(same, "", "exact")
        spelled = tokens(stem)
        for lookup in (self._firmly, self._loosely):
            settled, owner = self._by_beginning(spelled, lookup)
            if settled:
                return owner
        return self._by_colour(spelled) or self._by_part(stem, spelled)

    def _by_beginning(self, spelled: _Tokens, lookup: _Lookup) -> tuple[bool, Owner | None]:
        """The SKU that the name begins with, if all that follows is understood; whether that settles it."""
        for end in range(len(spelled), 0, -1):
            known, sku = lookup(spelled[:end], spelled[end:])
            if not known:
                continue
            if sku is _SEVERAL:
                return True, None
            understood = self._suffix(spelled[end:], sku)
            if understood is not None:
                view, fits = understood
                sureness: Literal["exact", "suffix"] = "suffix" if spelled[end:] else "exact"
                return True, Owner(sku, view, sureness if fits else "part")
        return False, None

    def _firmly(self, spelled: _Tokens, _: _Tokens) -> tuple[bool, str | None]:
        """The SKU spelled so, up to separators that part no two numbers, and to zeros that Excel drops."""
        for table, key in ((self._spelled, " ".join(spelled)), (self._firm, _joined(spelled))):
            if key in table:
                return True, table[key]
        if len(spelled) == 1 and _is_number(spelled[0]):
            number = spelled[0].lstrip("0") or "0"
            return number in self._numbers, self._numbers.get(number)
        return False, None

    def _loosely(self, spelled: _Tokens, rest: _Tokens) -> tuple[bool, str | None]:
        """The SKU that is spelled so without any separators; several numbers are one only as a whole name."""
        key = "".join(spelled)
        if rest and _is_number(key):
            return False, None
        return key in self._loose, self._loose.get(key)

    def _suffix(self, rest: _Tokens, sku: str) -> tuple[str, bool] | None:
        """The view that `rest` tells, and whether its colours are the product's; None if not understood."""
        view: list[str] = []
        fits = True
        own = tokens(self._colours.get(sku, ""))
        for token in rest:
            words = view_words(token)
            if words is not None:
                view += words
            elif _is_colour_of(token, own):
                view.append(token)
            elif token in COLOUR_WORDS or token in SHADE_WORDS:
                fits = fits and (not own or token in SHADE_WORDS)
                view.append(token)
            elif not is_size(token):
                return None
        numbers = sum(map(is_number, rest))
        return None if numbers > (1 if _is_number(sku) else 2) else (" ".join(view), fits)

    def _by_colour(self, spelled: _Tokens) -> Owner | None:
        """Of products that are one article in several colours, the one whose colour the name tells."""
        for end in range(len(spelled) - 1, 0, -1):
            fitting = []
            for sku in self._articles.get(_joined(spelled[:end]), ()):
                own = tokens(self._colours[sku])
                understood = self._suffix(spelled[end:], sku)
                if understood and understood[1] and any(_is_colour_of(token, own) for token in spelled[end:]):
                    fitting.append(Owner(sku, understood[0], "part"))
            if fitting:
                return fitting[0] if len(fitting) == 1 else None
        return None

    def _by_part(self, stem: str, spelled: _Tokens) -> Owner | None:
        """The one SKU that stands somewhere in the name."""
        found: dict[str, int] = {}
        reach = 0
        from_camera = is_camera_name(stem)
        for start in range(len(spelled)):
            for end in range(min(len(spelled), start + self._longest), max(start, reach), -1):
                known, sku = self._within(spelled[start:end])
                if not known:
                    continue
                reach = end
                if sku is _SEVERAL:
                    return None
                if _may_be_part("".join(spelled[start:end]), from_camera=from_camera, first=start == 0):
                    found.setdefault(sku, end)
                break
        if len(found) != 1:
            return None
        ((sku, end),) = found.items()
        return Owner(sku, loose_view(spelled[end:]), "part")

    def _within(self, spelled: _Tokens) -> tuple[bool, str | None]:
        key = _joined(spelled)
        return key in self._firm, self._firm.get(key)


def _plain(text: str) -> str:
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def _enter(table: _Table, key: str, sku: str) -> None:
    table[key] = _SEVERAL if key in table else sku


def _joined(spelled: Sequence[str]) -> str:
    """Without the separators, but for those that part two numbers: `12-5` is not `125`."""
    joined = spelled[0]
    for before, token in itertools.pairwise(spelled):
        joined += f"-{token}" if before[-1].isdigit() and token[0].isdigit() else token
    return joined


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_colour_of(token: str, own: Sequence[str]) -> bool:
    """Whether a token is one of the colour's words, or short for it: `nvy`, `blk`."""
    if token in own:
        return True
    colour = "".join(own)
    if not colour or token[0] != colour[0] or len(token) not in _ABBREVIATION or not token.isalpha():
        return False
    letters = iter(colour)
    return all(letter in letters for letter in token)


def _may_be_part(key: str, *, from_camera: bool, first: bool) -> bool:
    """Whether an SKU's spelling is such that it does not stand in a name by chance."""
    if _is_number(key):
        if _DATE.fullmatch(key):
            return False
        least = _CODE if from_camera else _SHORT if first else _LONG_NUMBER
        return len(key) >= least
    return len(key) >= (_SHORT if any(char.isdigit() for char in key) else _WORD)
