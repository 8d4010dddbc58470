"""An invented shop for the tests of data quality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from visrec_desktop.recommend.cleaning import Facts

KINDS = ("Shirt", "Dress", "Boots", "Handbag")
COLOURS = ("Black", "Red", "White")
BRANDS = ("Aldern", "Brisa", "Corvane")
USUAL = {"Shirt": 30.0, "Dress": 80.0, "Boots": 120.0, "Handbag": 60.0}


def shop(count: int, seed: int = 1, **changes: Any) -> Facts:
    """Products whose pictures show kind and colour, whose names tell both and the brand."""
    rng = np.random.default_rng(seed)
    kinds, colours, brands = (rng.integers(0, len(names), count) for names in (KINDS, COLOURS, BRANDS))
    looks = rng.normal(0, 0.25, (count, 16))
    looks[np.arange(count), kinds] += 1.0
    looks[np.arange(count), len(KINDS) + colours] += 1.0
    looks /= np.linalg.norm(looks, axis=1, keepdims=True)
    prices = [USUAL[KINDS[kind]] * (1 + 0.3 * brand) for kind, brand in zip(kinds, brands, strict=True)]
    facts = Facts(
        categories=[KINDS[kind] for kind in kinds],
        brands=[BRANDS[brand] for brand in brands],
        colours=[COLOURS[colour] for colour in colours],
        prices=np.round(prices * np.exp(rng.normal(0, 0.05, count)), 2),
        names=[
            f"{BRANDS[brand]} {COLOURS[colour].lower()} {KINDS[kind].lower()} {row}"
            for row, (brand, colour, kind) in enumerate(zip(brands, colours, kinds, strict=True))
        ],
        attributes=[{"department": "Shoes" if kind == 2 else "Clothes"} for kind in kinds],
        vectors=looks.astype(np.float32),
    )
    return replace(facts, **changes)


def without(texts: Sequence[str], rows: Sequence[int]) -> list[str]:
    """The texts, blank in some rows."""
    gone = set(rows)
    return ["" if row in gone else text for row, text in enumerate(texts)]


def pictures_only(facts: Facts) -> Facts:
    """The same products, of which nothing but the pictures and one field is known."""
    return replace(facts, names=[""] * len(facts), attributes=[{}] * len(facts))
