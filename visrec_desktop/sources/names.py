"""Pictures find their products by their file names: `A-17.jpg`, `a17_back.JPG`, `A-17 (2).jpg`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Sureness = Literal["exact", "suffix", "part"]

_SEPARATORS = re.compile(r"[\s\-_.,+&()\[\]{}#~=]+")
_FRONT = ("main", "front", "primary", "hero", "default", "cover", "vorne", "主图", "正面")
_VIEWS = (
    "side", "left", "right", "back", "rear", "top", "bottom", "inside", "detail", "details", "closeup",
    "close", "zoom", "macro", "label", "tag", "model", "worn", "look", "lifestyle", "packshot", "flat",
    "ghost", "hover", "alt", "view", "pic", "img", "image", "photo", "copy", "edit", "edited", "web",
    "large", "small", "hires", "rueckseite", "hinten", "seite", "detailansicht", "dos", "face", "背面",
    "侧面", "细节", "模特", "副图",
)  # fmt: skip
_SIZES = frozenset(("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "2xl", "3xl", "onesize"))
_COLOURS = frozenset((
    "black", "white", "grey", "gray", "navy", "blue", "red", "pink", "orange", "yellow", "green",
    "olive", "brown", "beige", "purple", "violet", "teal", "cream", "ivory", "khaki", "tan", "gold",
    "silver", "charcoal", "maroon", "burgundy", "turquoise", "mint", "coral", "multi", "blk", "wht",
    "gry", "nvy", "blu", "grn", "ylw", "brn", "schwarz", "weiss", "grau", "blau", "rot", "gruen",
    "gelb", "braun", "noir", "blanc", "gris", "bleu", "rouge", "vert", "jaune", "黑", "白", "灰", "蓝",
    "红", "绿", "黄", "黑色", "白色", "灰色", "蓝色", "红色", "绿色", "黄色",
))  # fmt: skip
_VIEW_NUMBER = re.compile(r"(?:alt|view|pic|img|image|photo|detail|v|p|no)?0*(\d{1,2})")
_LETTER = re.compile(r"[a-h]")
_CAMERA = re.compile(
    r"(?:img|dsc[nf]?|dscn|pict?|pxl|mvimg|gopr|dji|imag|p|cimg|sam|screenshot|whatsapp|wa|photo|image|scan|signal)"
    r"[\s\-_]*\d.*|(?:whatsapp|screenshot).*|(?:19|20)\d{6}[\s\-_]\d{4,}.*"
)
_LEAST_PART = 4
"""Characters: a shorter SKU is found in too many names by chance."""
_MOST_VIEWS = 9


@dataclass(frozen=True, slots=True)
class Owner:
    """The product a picture is of.

    Attributes:
        sku: the product.
        view: what the name says besides, such as `back` or `2`; empty for nothing.
        sureness: `exact`, the name is the SKU; `suffix`, it begins with it and goes on with a view, a colour,
            a size or a small number; `part`, the SKU stands somewhere in it, which is to be looked at.
    """

    sku: str
    view: str
    sureness: Sureness


class Names:
    """Finds the SKU that a file name means.

    Case, Unicode form, and which sign separates the parts do not count; leading zeros that a spreadsheet
    program took away neither, where that is clear.

    Args:
        skus: the SKUs there are.
        colours: a product's colour by SKU, so that a colour in the name can be told from another SKU.
    """

    def __init__(self, skus: Iterable[str], colours: Mapping[str, str] | None = None) -> None:
        self._dashed: dict[str, str] = {}
        compact: dict[str, set[str]] = {}
        stripped: dict[str, set[str]] = {}
        for sku in skus:
            parts = _parts(sku)
            self._dashed.setdefault("-".join(parts), sku)
            joined = "".join(parts)
            compact.setdefault(joined, set()).add(sku)
            stripped.setdefault(joined.lstrip("0") if joined.isdigit() else joined, set()).add(sku)
        self._compact = {key: next(iter(found)) for key, found in compact.items() if len(found) == 1}
        self._stripped = {key: next(iter(found)) for key, found in stripped.items() if len(found) == 1}
        self._colours = {
            sku: frozenset(_parts(colour)) for sku, colour in (colours or {}).items() if colour.strip()
        }
        self._longest = max((key.count("-") + 1 for key in self._dashed), default=0)

    def owner(self, stem: str) -> Owner | None:
        """The product that a file name (without its ending) means; None where it means none."""
        parts = _parts(stem)
        if not parts:
            return None
        whole = self._find(parts)
        if whole is not None:
            return Owner(whole, "", "exact")
        is_camera = _CAMERA.fullmatch(_folded(stem)) is not None
        if not is_camera:
            found = self._with_suffix(parts)
            if found is not None:
                return found
        return self._within(parts, is_camera=is_camera)

    def _find(self, parts: Sequence[str]) -> str | None:
        dashed = self._dashed.get("-".join(parts))
        if dashed is not None:
            return dashed
        joined = "".join(parts)
        found = self._compact.get(joined)
        if found is None and joined.isdigit():
            found = self._stripped.get(joined.lstrip("0"))
        return found

    def _with_suffix(self, parts: Sequence[str]) -> Owner | None:
        for length in range(len(parts) - 1, 0, -1):
            sku = self._find(parts[:length])
            if sku is not None:
                rest = parts[length:]
                if all(self._is_view(part, sku) for part in rest):
                    return Owner(sku, " ".join(rest), "suffix")
                return None  # it may be a longer SKU of the same family, which is not in the list
        last = parts[-1]
        if len(last) > 1 and _LETTER.fullmatch(last[-1]) and last[-2].isdigit():
            sku = self._find([*parts[:-1], last[:-1]])
            if sku is not None:
                return Owner(sku, last[-1], "suffix")
        return None

    def _is_view(self, part: str, sku: str) -> bool:
        return (
            part in _FRONT
            or part in _VIEWS
            or part in _SIZES
            or part in _COLOURS
            or part in self._colours.get(sku, ())
            or _VIEW_NUMBER.fullmatch(part) is not None
            or _LETTER.fullmatch(part) is not None
        )

    def _within(self, parts: Sequence[str], *, is_camera: bool) -> Owner | None:
        """A SKU that stands in the name between separators, the only one of its length."""
        for length in range(min(self._longest, len(parts)), 0, -1):
            found = {}
            for start in range(len(parts) - length + 1):
                some = parts[start : start + length]
                sku = self._dashed.get("-".join(some))
                joined = "".join(some)
                is_telling = len(joined) >= _LEAST_PART and not (is_camera and joined.isdigit())
                if sku is not None and is_telling and any(sign.isdigit() for sign in joined):
                    found[sku] = (*parts[:start], *parts[start + length :])
            if found:
                sku, rest = next(iter(found.items()))
                return Owner(sku, " ".join(rest), "part") if len(found) == 1 else None
        return None


def view_rank(view: str) -> tuple[int, int, str]:
    """A sort key for the pictures of one product: the front first, then by number, then the other views."""
    words = view.split()
    if not words or any(word in _FRONT for word in words):
        return (0, 0, view)
    numbers = [found[1] for word in words if (found := _VIEW_NUMBER.fullmatch(word))]
    if numbers:
        return (1, int(numbers[-1]), view)
    place = next((place for place, name in enumerate(_VIEWS) if name in words), len(_VIEWS))
    return (2, place, view)


def group_stems(stems: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """File names (without endings) grouped by the product they seem to be of, without knowing any SKU.

    `X`, `X-1` and `X_back` are of `X`. A counter (`item-1` to `item-8`) is not: numbers count as views only
    where `X` itself is there, or where several bases have the same few numbers from 1 on.

    Returns:
        base to its names, the main picture first; every name is in exactly one group.
    """
    told = {stem: _split(stem) for stem in stems}
    whole = {_folded(stem): stem for stem in stems}
    numbered: dict[str, set[int]] = {}
    for base, view in told.values():
        if view.isdigit():
            numbered.setdefault(base, set()).add(int(view))
    series = _series(numbered)
    groups: dict[str, list[tuple[tuple[int, int, str], str]]] = {}
    names: dict[str, str] = {}
    for stem, (base, view) in told.items():
        is_view = bool(view) and (base in whole or not view.isdigit() or base in series)
        key = base if is_view else _folded(stem)
        groups.setdefault(key, []).append((view_rank(view if is_view else ""), stem))
        names.setdefault(key, whole.get(key) or stem[: len(base)])
    return {names[key]: tuple(stem for _, stem in sorted(members)) for key, members in groups.items()}


def _series(numbered: Mapping[str, set[int]]) -> set[str]:
    """Bases whose numbers are 1 to k, k small, where several bases have them: views, not a counter."""
    regular = {
        base
        for base, numbers in numbered.items()
        if numbers == set(range(1, len(numbers) + 1)) and len(numbers) <= _MOST_VIEWS
    }
    return regular if len(regular) > 1 else set()


def _split(stem: str) -> tuple[str, str]:
    """A folded name as its base and its view; the view is empty where it has none."""
    folded = _folded(stem)
    found = re.fullmatch(r"(.*\S)\s*[\s\-_.(]+([^\s\-_.()]+)\)?", folded)
    if found is None:
        return folded, ""
    base, last = found[1].rstrip(" -_.("), found[2]
    if not base or _CAMERA.fullmatch(folded):
        return folded, ""
    if last in _FRONT or last in _VIEWS:
        return base, last
    number = re.fullmatch(r"0*(\d{1,2})", last)
    return (base, number[1]) if number else (folded, "")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _parts(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(_folded(text)) if part]
