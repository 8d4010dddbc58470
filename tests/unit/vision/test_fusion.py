"""Fusion and the colour part, apart from any model."""

from __future__ import annotations

import numpy as np
import pytest

from visrec_desktop.vision.colour import describe
from visrec_desktop.vision.fusion import contributions, fuse, reweighted
from visrec_desktop.vision.packs import COLOUR_DIMENSIONS, Part

PARTS = (Part("look", 0.8, 5, 0.6), Part("colour", 0.2, 3, 0.4))


def test_the_cosine_of_the_fused_is_the_weighted_sum_of_the_cosines() -> None:
    rng = np.random.default_rng(0)
    features = {part.name: rng.uniform(0, 9, (4, part.dim)).astype(np.float32) for part in PARTS}
    fused = fuse(PARTS, features)
    assert np.allclose(np.linalg.norm(fused, axis=1), 1, atol=1e-6)
    expected = np.zeros(4)
    told = contributions(PARTS, fused[0], fused)
    for part in PARTS:
        values = features[part.name]
        cosines = values @ values[0] / np.linalg.norm(values, axis=1) / np.linalg.norm(values[0])
        assert np.allclose(told[part.name], part.weight * cosines, atol=1e-6)
        expected += part.weight * cosines
    assert np.allclose(fused @ fused[0], expected, atol=1e-6)


def test_a_query_may_weigh_the_parts_in_another_way() -> None:
    rng = np.random.default_rng(1)
    features = {part.name: rng.uniform(0, 9, (4, part.dim)).astype(np.float32) for part in PARTS}
    fused = fuse(PARTS, features)
    usual = contributions(PARTS, fused[0], fused)
    other = reweighted(PARTS, fused[0], {"look": 0.3, "colour": 0.7})
    told = contributions(PARTS, other, fused)
    assert np.allclose(told["look"], usual["look"] / 0.8 * 0.3, atol=1e-6)
    assert np.allclose(told["colour"], usual["colour"] / 0.2 * 0.7, atol=1e-6)
    assert np.allclose(fused @ other, told["look"] + told["colour"], atol=1e-6)


def test_a_part_without_anything_in_it_keeps_the_length() -> None:
    features = {"look": np.zeros((1, 5), np.float32), "colour": np.ones((1, 3), np.float32)}
    assert np.linalg.norm(fuse(PARTS, features)) == pytest.approx(1)


def plain(*colour: int) -> np.ndarray:
    return np.tile(np.array(colour, np.uint8), (224, 224, 1))


def framed(inner: np.ndarray, *ground: int) -> np.ndarray:
    picture = plain(*ground).copy()
    picture[56:168, 56:168] = inner[56:168, 56:168]
    return picture


def alike(first: np.ndarray, second: np.ndarray) -> float:
    return float(describe(first) @ describe(second))


def test_colour_is_a_unit_vector_without_negatives() -> None:
    for picture in (
        plain(0, 0, 0),
        plain(255, 255, 255),
        plain(200, 30, 40),
        framed(plain(9, 99, 9), 1, 1, 99),
    ):
        vector = describe(picture)
        assert vector.shape == (COLOUR_DIMENSIONS,)
        assert vector.dtype == np.float32
        assert vector.min() >= 0
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_colour_follows_the_eye() -> None:
    red = plain(200, 30, 40)
    assert alike(red, plain(210, 45, 50)) > 0.9
    assert alike(red, plain(30, 60, 200)) < 0.1
    assert alike(red, plain(215, 90, 40)) > alike(red, plain(30, 160, 60))


def test_a_white_ground_counts_little() -> None:
    red, blue = plain(200, 30, 40), plain(30, 60, 200)
    assert alike(framed(red, 255, 255, 255), red) > 0.8
    assert alike(framed(red, 255, 255, 255), framed(blue, 255, 255, 255)) < 0.4


def test_the_middle_counts_more_than_the_border() -> None:
    red = plain(200, 30, 40)
    picture = framed(red, 30, 60, 200)  # a quarter of the picture is red
    assert alike(picture, red) ** 2 > 0.4
