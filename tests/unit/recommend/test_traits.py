"""Traits of products, their table, and sizes that can be compared."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from tests.unit.recommend.examples import BRAND, CATEGORY, COLOUR, STYLE, snapshot, trait
from visrec_desktop.core.values import Product, ProductId
from visrec_desktop.recommend.sizes import fits
from visrec_desktop.recommend.traits import (
    ItemTraits,
    TraitTable,
    fold,
    folded,
    number,
    people_in,
    sizes_in,
    traits_of,
    traits_of_snapshot,
)


def product(**given: object) -> Product:
    return Product(ProductId(1), "A1", "Shirt", **given)  # type: ignore[arg-type]


def test_traits_of_a_product() -> None:
    item = traits_of(
        product(
            category="Shirts", brand="B", colour="Blue", size="M", price=Decimal("59.90"), currency="EUR",
            attributes={"Usage": "Casual", "Gender": "Women"},
        )
    )  # fmt: skip
    assert item == ItemTraits("Shirts", "B", "Casual", "Blue", 59.9, "M", "EUR", "A1", (("gender", "women"),))
    assert traits_of(product(attributes={"style": "Formal", "usage": "Casual"})).style == "Formal"
    assert traits_of(product(attributes={"style": "", "usage": "Casual"})).style == "Casual"
    assert traits_of(product()) == ItemTraits(sku="A1")


def test_traits_of_a_snapshot() -> None:
    item = traits_of_snapshot(snapshot("A1", 12, category="Hats", style="Formal", size="L", currency="EUR"))
    assert item == ItemTraits("Hats", style="Formal", price=12, size="L", currency="EUR", sku="A1")


def test_only_what_is_said_is_a_trait() -> None:
    item = ItemTraits("Shirts", " ", "", "Navy  BLUE")
    assert item.traits() == (trait(CATEGORY, "shirts"), trait(COLOUR, "navy blue"))
    assert [item.value(kind) for kind in (CATEGORY, BRAND, STYLE)] == ["Shirts", " ", ""]


def test_traits_are_compared_without_case() -> None:
    assert folded(trait(COLOUR, " BLUE ")) == folded(trait(COLOUR, "blue"))
    assert fold("Straße  A") == fold("STRASSE a")


@pytest.mark.parametrize(
    ("price", "value"),
    [(None, None), (Decimal("1.5"), 1.5), (Decimal("NaN"), None), (Decimal("-1"), None), (0, 0),
     (Decimal("sNaN"), None), (Decimal("Infinity"), None), (float("nan"), None), (Decimal("1e40"), None)],
)  # fmt: skip
def test_prices(price: Decimal | None, value: float | None) -> None:
    assert number(price) == value


def test_the_table() -> None:
    items = [
        ItemTraits("Shirts", colour="Blue", price=10, size="M", sku="a", people=(("gender", "women"),)),
        ItemTraits("shirts", colour="Red", sku="b"),
        ItemTraits(),
    ]
    table = TraitTable.from_items(items, [3, None, 0])
    assert len(table) == 3
    column = table.kinds[COLOUR]
    assert [column.values[code] for code in column.codes] == ["blue", "red", ""]
    assert list(table.kinds[CATEGORY].spread({"shirts": 0.5, "": 0.0}.__getitem__)) == [0.5, 0.5, 0]
    assert table.prices == pytest.approx([10, np.nan, np.nan], nan_ok=True)
    assert table.stocks == pytest.approx([3, np.nan, 0], nan_ok=True)
    assert table.rows == {"a": 0, "b": 1}
    assert people_in(table.people.values[0]) == {"gender": "women"}
    assert people_in("") == {}


def test_an_empty_table() -> None:
    table = TraitTable.from_items([], [])
    assert len(table) == 0
    assert len(table.kinds[COLOUR].spread(lambda _: 1.0)) == 0


def test_stocks_must_fit() -> None:
    with pytest.raises(ValueError, match="1 products, 2 stocks"):
        TraitTable.from_items([ItemTraits()], [1, 2])


def test_sizes() -> None:
    assert sizes_in("S, m;XL | 38/40 ,") == ("s", "m", "xl", "38/40")
    assert sizes_in("") == ()


@pytest.mark.parametrize(
    ("size", "known", "fit"),
    [
        ("S, M, L", ["m"], True),
        ("S, L", ["m"], False),
        ("XXL", ["3xl"], False),
        ("40", ["38"], False),
        ("40", ["38", "40"], True),
        ("38,5", ["38"], True),  # a list of two sizes
        ("9", ["38"], None),  # scales of different kinds
        ("M", ["38"], None),
        ("M", ["38", "l"], False),
        ("S/M, L/XL", ["m"], True),
        ("L/XL", ["m"], False),
        ("One size", ["m"], None),
        ("S, one size", ["m"], None),
        ("", ["m"], None),
        ("M", [], None),
    ],
)
def test_whether_a_size_fits(size: str, known: list[str], fit: bool | None) -> None:
    assert fits(size, known) is fit
