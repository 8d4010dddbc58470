"""Colour variants by name."""

from __future__ import annotations

import pytest

from visrec_desktop.recommend.diversity import variant_groups


def groups(*rows: tuple[str, str, str, str], **given: list[str]) -> list[int]:
    return list(map(int, variant_groups(*map(list, zip(*rows, strict=True)), **given)))


def test_names_that_differ_by_a_colour_are_one_article() -> None:
    assert groups(
        ("Cable jumper, cream", "Hatch", "Knitwear", "beige"),
        ("Cable jumper, sage", "Hatch", "Knitwear", "green"),
        ("Cable jumper, sage", "Other", "Knitwear", "green"),
        ("Cable jumper, sage", "Hatch", "Vests", "green"),
        ("Roll-neck, sage", "Hatch", "Knitwear", "green"),
    ) == [0, 0, -1, -1, -1]


def test_case_order_and_shades_do_not_matter() -> None:
    assert groups(
        ("Polo Dark Blue", "b", "c", "Blue"),
        ("POLO light grey", "B", "C", "grey"),
        ("Navy polo", "b", "c", "Blue"),
        ("Light polo", "b", "c", "white"),
    ) == [0, 0, 0, -1]


def test_a_colour_that_no_list_knows_is_known_from_the_product() -> None:
    assert groups(("Shirt Vermilion", "", "", "Vermilion"), ("Shirt red", "", "", "red")) == [0, 0]
    assert groups(("Shirt Vermilion", "", "", ""), ("Shirt red", "", "", "red")) == [-1, -1]


def test_the_same_name_in_the_same_colour_is_a_kind_of_product_not_an_article() -> None:
    brown = ("Women brown handbag", "b", "Handbags", "Brown")
    assert groups(brown, brown, ("Women black handbag", "b", "Handbags", "Black")) == [-1, -1, -1]


def test_sizes_of_one_colour_are_one_article() -> None:
    rows = [("Polo red", "b", "c", "red"), ("Polo red", "b", "c", "red"), ("Polo blue", "b", "c", "blue")]
    assert groups(*rows, sizes=["S", "M", "S"]) == [0, 0, 0]
    assert groups(*rows, sizes=["S", "S", "S"]) == [-1, -1, -1]


@pytest.mark.parametrize("name", ["", "  ", "red", "Dark red", "—"])
def test_a_name_without_words_says_nothing(name: str) -> None:
    assert groups((name, "b", "c", "red"), (name, "b", "c", "blue")) == [-1, -1]


def test_a_name_that_is_the_sku_says_nothing() -> None:
    rows = [("T 1", "b", "c", "red"), ("T 1", "b", "c", "blue")]
    assert groups(*rows, skus=["t 1", "x"]) == [-1, -1]
    assert groups(*rows, skus=["x", "y"]) == [0, 0]


def test_no_products() -> None:
    assert len(variant_groups([], [], [], [])) == 0


def test_numbers_count_up_from_zero() -> None:
    rows = [(f"{kind} {colour}", "", "", colour) for kind in ("hat", "bag") for colour in ("red", "blue")]
    assert groups(*rows) == [0, 0, 1, 1]
