"""Colour variants: products that are one article in several colours, told by their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALONE = -1
"""The group of a product without variants."""

_COLOURS = (
    "amber anthracite apricot aqua azure beige black blue blush bordeaux bronze brown burgundy camel "
    "caramel charcoal chestnut chocolate cobalt coral cream crimson cyan ecru emerald fawn forest "
    "fuchsia gold golden graphite gray green grey indigo ivory jade khaki lavender lemon lilac lime "
    "magenta mahogany maroon mauve mint mocha multi multicolor multicolour multicoloured mustard "
    "natural navy nude ochre olive onyx orange peach pearl petrol pink plum purple red rose ruby rust "
    "sage salmon sand sapphire scarlet sepia silver sky slate tan taupe teal terracotta turquoise umber "
    "vanilla violet white wine yellow"
)
COLOUR_WORDS = frozenset(_COLOURS.split())
"""Plain names of colours."""

SHADE_WORDS = frozenset(("bright", "dark", "deep", "heather", "light", "mid", "medium", "pale", "pastel"))
"""Words that shade a colour; they are colour only beside one."""

_WORD = re.compile(r"[^\W_]+")
_Key = tuple[str, str, tuple[str, ...]]


def variant_groups(
    names: Sequence[str],
    brands: Sequence[str],
    categories: Sequence[str],
    colours: Sequence[str],
    *,
    skus: Sequence[str] = (),
    sizes: Sequence[str] = (),
) -> NDArray[np.int32]:
    """Find the products that are one article in several colours.

    They have the same brand and category, and the same name once the words for colours are taken out, those
    of `COLOUR_WORDS` and the product's own colour. A name that is empty or no more than the SKU or a colour
    says nothing. Nor does one that comes twice in the same colour and size: "brown handbag" is then a kind of
    product, not an article.

    Args:
        names: of n products.
        brands: likewise.
        categories: likewise.
        colours: likewise.
        skus: likewise, or empty.
        sizes: likewise, or empty.

    Returns:
        int32 (n,), the same number from 0 on for the variants of one article, `ALONE` for a product without.
    """
    members: dict[_Key, list[int]] = defaultdict(list)
    told: list[tuple[str, ...]] = []
    for row, (name, brand, category, colour) in enumerate(
        zip(names, brands, categories, colours, strict=True)
    ):
        plain, taken = _without_colours(name.casefold(), colour.casefold())
        size = sizes[row].casefold() if sizes else ""
        told.append((colour.casefold(), size, *taken))
        if plain and not (skus and name.strip().casefold() == skus[row].strip().casefold()):
            members[brand.casefold(), category.casefold(), plain].append(row)
    groups = np.full(len(names), ALONE, np.int32)
    number = 0
    for rows in members.values():
        if len(rows) > 1 and len({told[row] for row in rows}) == len(rows):
            groups[rows] = number
            number += 1
    return groups


def _without_colours(name: str, colour: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name that are not for a colour, and those that are."""
    words = _WORD.findall(name)
    own = frozenset(_WORD.findall(colour))
    is_colour = [word in COLOUR_WORDS or word in own for word in words]
    for place, word in enumerate(words[:-1]):
        is_colour[place] |= word in SHADE_WORDS and is_colour[place + 1]
    plain = tuple(word for word, taken in zip(words, is_colour, strict=True) if not taken)
    return plain, tuple(word for word, taken in zip(words, is_colour, strict=True) if taken)
