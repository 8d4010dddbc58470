"""Pictures find their products by their names, and never somebody else's."""

from __future__ import annotations

import pytest

from visrec_desktop.sources.names import Names, Owner, group_stems, view_rank

SKUS = ("SHI-0103", "12", "12-5", "00123", "A17", "item-1", "Größe 7", "红裙1001")


@pytest.mark.parametrize(
    ("stem", "sku", "view", "sureness"),
    [
        ("SHI-0103", "SHI-0103", "", "exact"),
        ("shi_0103", "SHI-0103", "", "exact"),
        ("SHI0103", "SHI-0103", "", "exact"),
        ("shi 0103_back", "SHI-0103", "back", "suffix"),
        ("SHI-0103.detail", "SHI-0103", "detail", "suffix"),
        ("SHI-0103 (2)", "SHI-0103", "2", "suffix"),
        ("SHI-0103-alt1", "SHI-0103", "alt1", "suffix"),
        ("SHI0103-NVY", "SHI-0103", "nvy", "suffix"),
        ("SHI-0103_petrol", "SHI-0103", "petrol", "suffix"),
        ("SHI-0103_L_back", "SHI-0103", "l back", "suffix"),
        ("A17b", "A17", "b", "suffix"),
        ("123", "00123", "", "exact"),
        ("12-5-back", "12-5", "back", "suffix"),
        ("12_7", "12", "7", "suffix"),
        ("Gro\u0308ße 7", "Größe 7", "", "exact"),
        ("红裙1001-背面", "红裙1001", "背面", "suffix"),
        ("IMG_SHI-0103_20240101", "SHI-0103", "img 20240101", "part"),
        ("SHI-0103-9000", "SHI-0103", "9000", "part"),
        ("new SHI-0103 shoot", "SHI-0103", "new shoot", "part"),
    ],
)
def test_names_that_mean_a_product(stem: str, sku: str, view: str, sureness: str) -> None:
    found = Names(SKUS, {"SHI-0103": "Petrol"}).owner(stem)
    assert found == Owner(sku, view, sureness)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "stem",
    [
        "1234",
        "item-12",
        "SHI-01031",
        "IMG_0012",
        "IMG_1234",
        "DSC_0012",
        "20240101_120000",
        "WhatsApp Image 2024-01-12 at 12.05.07",
        "",
        "---",
    ],
)
def test_names_that_mean_none(stem: str) -> None:
    assert Names(SKUS).owner(stem) is None


def test_two_skus_in_one_name_are_no_answer() -> None:
    assert Names(["AB-100", "CD-200"]).owner("look AB-100 with CD-200") is None


def test_a_spelling_of_two_skus_is_no_answer() -> None:
    names = Names(["1-23", "12-3"])
    assert names.owner("123") is None
    assert names.owner("1-23") == Owner("1-23", "", "exact")


def test_the_front_comes_first() -> None:
    views = ["back", "3", "", "detail", "1", "front 2", "somewhere"]
    assert sorted(views, key=view_rank) == ["", "front 2", "1", "3", "back", "detail", "somewhere"]


@pytest.mark.parametrize(
    ("stems", "groups"),
    [
        (["X", "X-1", "x_back", "Y"], {"X": ("X", "X-1", "x_back"), "Y": ("Y",)}),
        ([f"item-{n}" for n in (1, 2, 3)], {f"item-{n}": (f"item-{n}",) for n in (1, 2, 3)}),
        (["A_1", "A_2", "B_1", "B_2"], {"A": ("A_1", "A_2"), "B": ("B_1", "B_2")}),
        (["A_front", "A_back"], {"A": ("A_front", "A_back")}),
        (
            ["IMG_1", "IMG_2", "DSC_1", "DSC_2"],
            {name: (name,) for name in ("IMG_1", "IMG_2", "DSC_1", "DSC_2")},
        ),
        (["A (2)", "A"], {"A": ("A", "A (2)")}),
        ([], {}),
    ],
)
def test_pictures_of_one_product_are_grouped(stems: list[str], groups: dict[str, tuple[str, ...]]) -> None:
    assert group_stems(stems) == groups


def test_every_name_is_in_one_group() -> None:
    stems = ["X", "x", "X-1", "X-1 ", "-", "", "_1", "背面", "a-背面", "1-1-1", "a.b.c"]
    members = [stem for group in group_stems(stems).values() for stem in group]
    assert sorted(members) == sorted(stems)
