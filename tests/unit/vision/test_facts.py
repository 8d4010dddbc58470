"""Facts of pictures: the hash, the sharpness, the colours, and whether a sheet's colour fits."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.unit.vision.pictures import encoded, photo
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision.colour_names import NAMES, named_colours
from visrec_desktop.vision.colour_words import _FAMILIES, _WORDS
from visrec_desktop.vision.decode import decode
from visrec_desktop.vision.facts import (
    BLURRED,
    colour_fits,
    measure,
    measure_jpeg,
    near_pairs,
    phash_distance,
    sharpness,
)
from visrec_desktop.vision.preprocess import thumbnail


def detailed(seed: int = 0, side: int = 400) -> NDArray[np.uint8]:
    """Edges of all sizes, as products have them."""
    rng = np.random.default_rng(seed)
    scene = np.full((side, side, 3), 255, np.uint8)
    for _ in range(60):
        place, size = rng.integers(20, side - 20, 2), int(rng.integers(3, 40))
        cv2.circle(scene, tuple(map(int, place)), size, rng.integers(0, 256, 3).tolist(), -1, cv2.LINE_AA)
    return scene


def product(
    colour: tuple[int, int, int], ground: tuple[int, int, int] = (255, 255, 255)
) -> NDArray[np.uint8]:
    """A thing of one colour in the middle of a ground."""
    scene = np.full((300, 300, 3), ground, np.uint8)
    scene[70:230, 80:220] = colour
    return scene


def test_the_hash_outlives_scaling_compression_and_light() -> None:
    picture = detailed()
    hashed = measure(picture, (400, 400)).phash
    assert 0 <= hashed < 1 << 64
    others = [
        cv2.resize(picture, (150, 150), interpolation=cv2.INTER_AREA),
        decode(encoded(picture, "JPEG", quality=40), "x").rgb,
        np.clip(picture * 0.7 + 20, 0, 255).astype(np.uint8),
    ]
    for other in others:
        assert phash_distance(hashed, measure(other, (1, 1)).phash) <= 6
    assert phash_distance(hashed, measure(detailed(1), (1, 1)).phash) > 16
    assert phash_distance(hashed, measure(np.ascontiguousarray(picture[:, ::-1]), (1, 1)).phash) > 16


def test_facts_of_the_small_copy_are_those_of_the_picture() -> None:
    picture = detailed(2, 900)
    whole, small = measure(picture, (900, 900)), measure_jpeg(thumbnail(picture), (900, 900))
    assert phash_distance(whole.phash, small.phash) <= 4
    assert small.sharpness == pytest.approx(whole.sharpness, rel=0.5)  # scaled twice, it is softer
    assert small.colours[0][0] == whole.colours[0][0]
    assert (small.width, small.height) == (900, 900)


def test_a_damaged_copy_is_a_known_error() -> None:
    with pytest.raises(KnownError) as caught:
        measure_jpeg(thumbnail(detailed())[:500], (400, 400))
    assert caught.value.code is ErrorCode.TRUNCATED_PICTURE


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 500, 3), (700, 2, 3), (40, 40, 3)])
def test_any_shape_has_facts(shape: tuple[int, int, int]) -> None:
    for picture in (
        np.zeros(shape, np.uint8),
        np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8),
    ):
        facts = measure(picture, (shape[1], shape[0]))
        assert np.isfinite(facts.sharpness)
        assert 0 < sum(share for _, share in facts.colours) <= 1.001


def test_near_pairs_are_all_pairs_within_the_distance() -> None:
    rng = np.random.default_rng(5)
    hashes = rng.integers(0, 1 << 63, 2500, dtype=np.uint64)
    hashes[2400] = hashes[3] ^ np.uint64(0b1011)
    hashes[2000] = hashes[1999]
    assert near_pairs(hashes, 3).tolist() == [[3, 2400], [1999, 2000]]
    assert near_pairs(hashes, 2).tolist() == [[1999, 2000]]
    assert near_pairs(hashes[:0], 3).shape == near_pairs(hashes[:1], 3).shape == (0, 2)
    few = hashes[:40]
    expected = [
        [i, j] for i in range(40) for j in range(i + 1, 40) if phash_distance(int(few[i]), int(few[j])) <= 28
    ]
    assert near_pairs(few, 28).tolist() == expected
    assert len(near_pairs(few, 64)) == 40 * 39 // 2


def test_blur_is_told_and_contrast_is_not() -> None:
    grey = cv2.cvtColor(detailed(3, 256), cv2.COLOR_RGB2GRAY)
    assert sharpness(grey) > 2 * BLURRED
    assert sharpness(cv2.GaussianBlur(grey, (0, 0), 2)) < BLURRED
    faint = (grey * 0.2 + 190).astype(np.uint8)
    assert sharpness(faint) == pytest.approx(sharpness(grey), rel=0.1)
    assert sharpness(np.full((256, 256), 200, np.uint8)) > BLURRED


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ((15, 15, 15), "black"),
        ((125, 125, 125), "grey"),
        ((250, 250, 250), "white"),
        ((22, 32, 76), "navy"),
        ((40, 80, 200), "blue"),
        ((200, 25, 35), "red"),
        ((240, 120, 170), "pink"),
        ((245, 125, 30), "orange"),
        ((30, 120, 55), "green"),
        ((245, 215, 40), "yellow"),
        ((110, 105, 55), "olive"),
        ((105, 68, 40), "brown"),
        ((222, 203, 170), "beige"),
        ((95, 50, 145), "purple"),
        ((20, 130, 130), "teal"),
        ((95, 20, 35), "burgundy"),
    ],
)
def test_a_thing_of_one_colour(colour: tuple[int, int, int], name: str) -> None:
    ground = (255, 255, 255) if name != "white" else (180, 60, 60)
    (first, share), *_ = named_colours(product(colour, ground))
    assert first == name
    assert share > 0.9
    assert colour_fits(name.title(), named_colours(product(colour, ground)))


def test_white_inside_the_product_belongs_to_it() -> None:
    scene = product((200, 25, 35))
    scene[110:190, 110:190] = 255
    shares = dict(named_colours(scene))
    assert shares["white"] == pytest.approx(6400 / (160 * 140), abs=0.05)


def test_a_photo_without_an_even_ground_counts_whole() -> None:
    scene = photo(300, 300, seed=1)
    assert 0.8 < sum(share for _, share in named_colours(scene)) <= 1.001


@pytest.mark.parametrize(
    ("sheet", "shown", "fits"),
    [
        ("Navy Blue", "navy", True),
        ("navy", "red", False),
        ("Charcoal", "grey", True),
        ("Off White", "beige", True),
        ("OFF-WHITE", "black", False),
        ("Multi", "red", True),
        ("Assorted colours", "black", True),
        ("深蓝", "navy", True),
        ("深蓝色", "red", False),
        ("米白", "beige", True),
        ("酒红", "burgundy", True),
        ("白/红", "red", True),
        ("卡其", "olive", True),
        ("Black/Red", "red", True),
        ("dark green melange", "green", True),
        ("Blue", "orange", False),
        ("ＢＬＵＥ", "blue", True),
        ("Sahara 12", "orange", None),
        ("", "red", None),
        ("redwood", "red", None),
    ],
)
def test_words_of_sheets(sheet: str, shown: str, fits: bool | None) -> None:
    assert colour_fits(sheet, ((shown, 0.8), ("light grey", 0.05))) is fits


def test_a_little_of_a_colour_is_not_enough() -> None:
    assert colour_fits("red", (("blue", 0.9), ("red", 0.05))) is False
    assert colour_fits("red", (("blue", 0.6), ("red", 0.2))) is True
    assert colour_fits("red", ()) is False


def test_the_vocabulary_is_whole() -> None:
    words = [word for group in _WORDS.values() for word in group.split()]
    assert len(words) == len(set(words))
    assert set(_WORDS) - {""} == set(_FAMILIES)
    assert {name for names in _FAMILIES.values() for name in names.split(", ")} <= set(NAMES)


@pytest.mark.shared
def test_colours_of_real_sheets(shared_data: Path) -> None:
    """Of shop pictures few are flagged by their own colour, most by another's."""
    folder = shared_data / "fashion"
    with (folder / "products.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["baseColour"]][::8]
    shown = [named_colours(decode((folder / row["image"]).read_bytes(), "x").rgb) for row in rows]
    stated = [row["baseColour"] for row in rows]
    own = [colour_fits(colour, colours) for colour, colours in zip(stated, shown, strict=True)]
    assert None not in own
    assert own.count(False) < 0.08 * len(own)
    mixed = stated.copy()
    random.Random(0).shuffle(mixed)
    wrong = [
        colour_fits(other, colours)
        for colour, other, colours in zip(stated, mixed, shown, strict=True)
        if other != colour
    ]
    assert wrong.count(False) > 0.6 * len(wrong)
