"""Pictures find their products by their names, and do not find those of others."""

from __future__ import annotations

import unicodedata

import pytest

from visrec_desktop.sources.names import Names, Owner, group_stems, view_rank

SHIRT = "SHI-0103"


def owner(stem: str, *skus: str, colours: dict[str, str] | None = None) -> tuple[str, str, str] | None:
    found = Names(skus, colours).owner(stem)
    return None if found is None else (found.sku, found.view, found.sureness)


@pytest.mark.parametrize(
    ("stem", "sku"),
    [
        ("SHI-0103", SHIRT),
        ("shi-0103", SHIRT),
        ("SHI_0103", SHIRT),
        ("SHI 0103", SHIRT),
        ("shi.0103", SHIRT),
        ("SHI0103", SHIRT),
        ("SHI–0103", SHIRT),
        ("ＳＨＩ－０１０３", SHIRT),
        ("SHI-0103", "SHI0103"),
        ("00123", "123"),
        ("123", "00123"),
        ("AB_12", "AB/12"),
        (unicodedata.normalize("NFD", "Größe-7"), "Größe-7"),
        ("衬衫_01", "衬衫01"),
        ("12-5", "125"),
        ("---", "---"),
    ],
)
def test_the_name_is_the_sku(stem: str, sku: str) -> None:
    assert owner(stem, sku) == (sku, "", "exact")


@pytest.mark.parametrize(
    ("ending", "view"),
    [
        ("-1", "1"),
        ("_02", "2"),
        ("_001", "1"),
        (" (3)", "3"),
        ("（3）", "3"),
        ("_back", "back"),
        ("-FRONT", "front"),
        (".detail", "detail"),
        ("_side2", "side 2"),
        ("-model", "model"),
        ("_main", "main"),
        ("-hover", "hover"),
        ("_alt1", "alt 1"),
        (" copy", "copy"),
        (" - Copy (2)", "copy 2"),
        ("~2", "2"),
        ("正面", "front"),
        ("-背面", "back"),
        ("_navy", "navy"),
        ("_light blue_back", "light blue back"),
        ("-藏青色", "藏青色"),
        ("-XL", ""),
        ("_eu38", ""),
        ("_1200x1200", ""),
        ("-web", ""),
        ("_img4", "4"),
    ],
)
def test_the_sku_and_a_suffix(ending: str, view: str) -> None:
    assert owner(SHIRT + ending, SHIRT, "SHI", "0103") == (SHIRT, view, "suffix")
    assert owner("shi0103" + ending, SHIRT) == (SHIRT, view, "suffix")


def test_the_longest_sku_that_fits_wins() -> None:
    skus = ("12", "12-5", "125")
    assert owner("12", *skus) == ("12", "", "exact")
    assert owner("12-5", *skus) == ("12-5", "", "exact")
    assert owner("12-5-back", *skus) == ("12-5", "back", "suffix")
    assert owner("125", *skus) == ("125", "", "exact")
    assert owner("12-3", *skus) == ("12", "3", "suffix")
    assert owner("SHI-01-03", "SHI-01", "SHI-0103") == ("SHI-01", "3", "suffix")
    assert owner("SHI-0103-S", SHIRT, "SHI-0103S") == ("SHI-0103S", "", "exact")


@pytest.mark.parametrize(
    "stem", ["123", "1234-back", "12b", "a12", "012x", "12-5-kitchen", "12-05-2024", "1-2-3"]
)
def test_a_short_number_does_not_claim_what_is_not_its_own(stem: str) -> None:
    assert owner(stem, "12", "1") is None


def test_two_products_that_fit_as_well_are_none() -> None:
    assert owner("ab_1", "AB 1", "ab-1") is None
    assert owner("ab_1_back", "AB 1", "ab-1") is None
    assert owner("0123", "123", "00123") is None
    assert owner("123", "0123", "00123") is None
    assert owner("ABC12", "A-BC12", "AB-C12") is None
    assert owner("AB", "AB", "ab") == ("AB", "", "exact")
    assert owner("Ab", "AB", "ab") is None
    assert owner("A-BC12", "A-BC12", "AB-C12") == ("A-BC12", "", "exact")


def test_an_sku_inside_the_name_is_doubtful() -> None:
    assert owner("IMG_SHI-0103_20240101", SHIRT) == (SHIRT, "", "part")
    assert owner("summer SHI0103 kitchen back", SHIRT) == (SHIRT, "back", "part")
    assert owner("SHI-0103-kitchen", SHIRT, "SHI", "0103") == (SHIRT, "", "part")
    assert owner("xSHI-0103", SHIRT) is None
    assert owner("SHI-01034", SHIRT) is None
    assert owner("SHI-0103 with TRO-0007", SHIRT, "TRO-0007") is None
    assert owner("set SHI-0103 and shi 0103", SHIRT) == (SHIRT, "", "part")
    assert owner("set ab 1", "AB 1", "ab-1") is None
    assert owner("a red house", "RED") is None
    assert owner("photo of 4711234", "4711234") == ("4711234", "", "part")


@pytest.mark.parametrize(
    "stem",
    [
        "IMG_1234",
        "IMG-20240101-WA0001",
        "DSC_0001",
        "DSCN1234",
        "20240101_120000",
        "PXL_20240101_123456789",
        "WhatsApp Image 2024-01-01 at 12.00.00",
        "mmexport1704067200000",
        "微信图片_20240101120000",
        "Screenshot_20240101-120000",
        "2024-01-01 12.00.00",
        "holiday 12 july 2024",
    ],
)
def test_what_a_camera_called_it_is_no_number_of_an_article(stem: str) -> None:
    numbers = ("1234", "0001", "1", "12", "20240101", "120000", "123456789", "2024", "00", "01")
    assert owner(stem, *numbers) is None


def test_a_whole_name_counts_even_if_a_camera_chose_it() -> None:
    assert owner("IMG_1234", "IMG_1234") == ("IMG_1234", "", "exact")
    assert owner("IMG_4006381333931", "4006381333931") == ("4006381333931", "", "part")


def test_colours_of_the_sheet_explain_names() -> None:
    colours = {SHIRT: "Navy blue"}
    assert owner("SHI0103-NVY", SHIRT, colours=colours) == (SHIRT, "nvy", "suffix")
    assert owner("SHI0103-NVY", SHIRT) == (SHIRT, "", "part")
    assert owner("SHI0103_navy_2", SHIRT, colours=colours) == (SHIRT, "navy 2", "suffix")
    assert owner("SHI0103_red", SHIRT, colours=colours) == (SHIRT, "red", "part")
    assert owner("SHI0103_red", SHIRT) == (SHIRT, "red", "suffix")


def test_colours_of_the_sheet_tell_which_of_an_article() -> None:
    colours = {"SHI-1": "navy", "SHI-2": "red", "TRO-1": "red", "TRO-2": "red"}
    assert owner("SHI_red", *colours, colours=colours) == ("SHI-2", "red", "part")
    assert owner("SHI_nvy_back", *colours, colours=colours) == ("SHI-1", "nvy back", "part")
    assert owner("SHI_green", *colours, colours=colours) is None
    assert owner("TRO_red", *colours, colours=colours) is None


def test_hostile_names_and_skus() -> None:
    names = Names(["", " ", "-", "a" * 255, "x\0y", "\ud800"], {})
    for stem in ("", " ", ".", "a" * 255, "-" * 255, "1-" * 127, "\ud800", "x\0y", "é" * 127):
        names.owner(stem)
        group_stems([stem, stem + "-1"])
    assert names.owner("a" * 255) == Owner("a" * 255, "", "exact")


def test_the_order_of_a_products_pictures() -> None:
    ordered = ["main", "", "front", "1", "2", "10", "model", "side", "back", "back 2", "detail", "copy"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=view_rank) == ordered
    assert view_rank("navy") < view_rank("navy 2") < view_rank("navy back")


def groups(*stems: str) -> dict[str, tuple[str, ...]]:
    return {base: some for base, some in group_stems(stems).items() if len(some) > 1}


def test_a_picture_without_a_suffix_gathers_those_with() -> None:
    assert groups("X-1", "x_BACK", "X", "X (2)", "Y") == {"X": ("X", "X-1", "X (2)", "x_BACK")}
    assert groups("4006381333931", "4006381333931_1") == {
        "4006381333931": ("4006381333931", "4006381333931_1")
    }
    assert groups("a", "a-1", "a-1_back") == {"a": ("a", "a-1", "a-1_back")}
    assert groups("tank-top", "tank") == {"tank": ("tank", "tank-top")}


def test_words_of_a_view_gather() -> None:
    assert group_stems(["Shirt_back", "shirt_front", "shirt-1"]) == {
        "Shirt": ("shirt_front", "shirt-1", "Shirt_back")
    }
    assert group_stems(["shirt 7_detail2"]) == {"shirt 7": ("shirt 7_detail2",)}
    assert groups("衬衫正面", "衬衫背面", "裤子-正面") == {"衬衫": ("衬衫正面", "衬衫背面")}
    assert groups("bikini-top", "bikini-bottom", "gift-box", "gift-tag") == {}


def test_a_counter_is_no_product() -> None:
    assert groups(*(f"item-{number}" for number in range(1, 9))) == {}
    assert groups(*(f"shirt-{number}" for number in range(1, 9))) == {}
    assert groups("q", *(f"q-{number}" for number in range(30))) == {}
    assert groups("image", "image (1)", "image (2)") == {}
    assert groups("IMG_0001", "IMG_0002", "DSC-1", "DSC-2", "IMG-1", "IMG-2") == {}
    assert groups("2024-01-01", "2024-01-02", "2024-02-01", "2024-02-02") == {}
    assert groups("WhatsApp Image 2024-01-01 at 12.00.00", "WhatsApp Image 2024-01-01 at 12.00.00 (1)") == {}


def test_numbers_gather_where_several_names_have_the_same_few() -> None:
    assert groups("a-1", "a-2", "b-2", "b-1", "c-1", "c-3", "d-1") == {
        "a": ("a-1", "a-2"),
        "b": ("b-1", "b-2"),
    }
    assert groups("a_01", "a_02", "b_01", "b_02") == {"a": ("a_01", "a_02"), "b": ("b_01", "b_02")}
    many = [f"{base}-{number}" for base in "ab" for number in range(1, 11)]
    assert groups(*many) == {}
    assert groups("a-1", "a-01", "b-1", "b-2") == {}


def test_numbered_articles_with_views_stay_apart() -> None:
    stems = (
        "shirt-1",
        "shirt-1_back",
        "shirt-2",
        "shirt-2_back",
        "coat-1",
        "coat-1_back",
        "coat-2",
        "coat-2_back",
    )
    assert set(groups(*stems)) == {"shirt-1", "shirt-2", "coat-1", "coat-2"}


def test_every_name_has_its_place_once() -> None:
    stems = ["", "-", "a", "A", "a-1", "a.1", "b_back", "c", "c", "IMG_1"]
    told = [stem for some in group_stems(stems).values() for stem in some]
    assert sorted(told) == sorted(set(stems))
