"""Which categories complete each other, before the shop's own baskets say so."""

from __future__ import annotations

import re
from functools import lru_cache

SUITS = 0.6
"""Two kinds of thing that are worn together."""
OTHER = 0.2
"""Two different categories about which nothing is known."""

_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("dress", ("dress", "jumpsuit", "gown", "saree", "sari", "overall", "playsuit")),
    ("outer", ("jacket", "coat", "blazer", "parka", "outwear", "outerwear", "cardigan", "vest", "waistcoat")),
    (
        "shoes",
        ("shoe", "boot", "sneaker", "sandal", "heel", "flat", "loafer", "trainer", "slipper", "flip flop"),
    ),
    ("bag", ("bag", "handbag", "clutch", "purse", "backpack", "wallet", "tote")),
    ("belt", ("belt",)),
    ("scarf", ("scarf", "shawl", "stole", "tie", "glove", "mitten")),
    ("hat", ("hat", "cap", "beanie", "beret")),
    ("jewel", ("jewelry", "jewellery", "necklace", "earring", "bracelet", "ring", "watch", "pendant")),
    ("socks", ("sock", "tights", "stocking", "hosiery")),
    ("bottom", ("trouser", "pant", "jean", "skirt", "short", "legging", "chino", "capri", "jogger")),
    (
        "top",
        (
            *("top", "shirt", "t shirt", "tshirt", "blouse", "sweater", "sweatshirt", "jumper", "pullover"),
            *("hoodie", "polo", "tunic", "kurta", "knitwear", "longsleeve", "tee", "camisole"),
        ),
    ),
)
"""Kinds by words in the singular, the first that fits counts: "shirt dress" is a dress."""

_PLURAL = re.compile(r"(?<=ss|sh|ch)es$|(?<=x)es$|(?<!s)s$")

_TOGETHER = frozenset(
    frozenset(pair)
    for one, others in (
        ("top", ("bottom", "outer", "shoes", "jewel", "scarf", "bag")),
        ("bottom", ("outer", "shoes", "belt", "bag", "socks")),
        ("dress", ("outer", "shoes", "bag", "jewel", "scarf", "belt")),
        ("outer", ("shoes", "scarf", "hat", "bag")),
        ("shoes", ("bag", "belt", "socks")),
        ("scarf", ("hat",)),
        ("bag", ("belt", "jewel")),
    )
    for pair in ((one, other) for other in others)
)


@lru_cache(4096)
def kind_of(category: str) -> str:
    """The kind of clothing that a category's words name; "" for anything else."""
    text = _singular(category)
    return next((kind for kind, names in _KINDS if any(_singular(name) in text for name in names)), "")


@lru_cache(4096)
def _singular(text: str) -> str:
    """The words of a text in the singular, each between blanks."""
    words = re.findall(r"\w+", text.casefold())
    return f" {' '.join(_PLURAL.sub('', word) for word in words)} "


def suits(one: str, other: str) -> float:
    """How well two categories complete each other, from 0 (the same, or one is not known) to 1.

    Kinds of clothing that are worn together get `SUITS`; two of one kind (shirts and blouses) get 0, as they
    replace each other; all else gets `OTHER`.
    """
    if not one.strip() or not other.strip() or one.casefold().strip() == other.casefold().strip():
        return 0.0
    kinds = kind_of(one), kind_of(other)
    if kinds[0] and kinds[0] == kinds[1]:
        return 0.0
    return SUITS if frozenset(kinds) in _TOGETHER else OTHER
