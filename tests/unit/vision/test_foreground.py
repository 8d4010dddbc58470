"""The product and its plain ground."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.unit.vision.scenes import Box, boards, cover, draw_shirt, plain, scene, tiles
from visrec_desktop.vision.foreground import foreground

BOX = Box(60, 50, 110, 130)


def white(height: int = 224, width: int = 224) -> np.ndarray:
    return np.full((height, width, 3), 255, np.uint8)


def truth(box: Box, height: int, width: int) -> np.ndarray:
    mask = np.zeros((height, width, 3), np.uint8)
    draw_shirt(mask, box, (255, 255, 255))
    return mask[..., 0] > 0


def agreement(mask: np.ndarray, expected: np.ndarray) -> float:
    return float((mask.astype(bool) & expected).sum() / (mask.astype(bool) | expected).sum())


@pytest.mark.parametrize("ground", [white(), plain(224, 224), plain(224, 224, (40, 42, 48))])
def test_a_product_on_plain_ground(ground: np.ndarray) -> None:
    picture = ground.copy()
    draw_shirt(picture, BOX, (120, 30, 60))
    mask = foreground(picture)
    assert mask is not None
    assert mask.shape == (224, 224)
    assert mask.dtype == np.uint8
    assert set(np.unique(mask)) == {0, 1}
    assert agreement(mask, truth(BOX, 224, 224)) > 0.93


def test_a_ground_that_gets_darker_evenly() -> None:
    shade = np.linspace(1, 0.7, 224)[None, :, None] * np.linspace(1, 0.9, 224)[:, None, None]
    picture = np.clip(np.array([235, 235, 240]) * shade, 0, 255).astype(np.uint8)
    draw_shirt(picture, BOX, (20, 90, 60))
    mask = foreground(picture)
    assert mask is not None
    assert agreement(mask, truth(BOX, 224, 224)) > 0.93


def test_white_on_white_is_found_by_its_outline_alone() -> None:
    picture = white()
    draw_shirt(picture, BOX, (214, 214, 214))
    inner = np.zeros_like(picture)
    draw_shirt(inner, BOX, (255, 255, 255))
    picture[cv2.erode(inner, np.ones((7, 7))) > 0] = 254  # nothing but an outline is left of it,
    for left in range(70, 160, 20):
        picture[:, left : left + 4] = 254  # and of that pieces
    mask = foreground(picture)
    assert mask is not None
    assert agreement(mask, truth(BOX, 224, 224)) > 0.9
    open_to_ground = foreground(picture, outlines=False)
    assert open_to_ground is None or open_to_ground.sum() < mask.sum() / 2


def test_a_hole_that_the_product_encloses_belongs_to_it() -> None:
    picture = white()
    cv2.circle(picture, (112, 112), 60, (90, 40, 20), 18)
    mask = foreground(picture)
    assert mask is not None
    assert mask[112, 112] == 1
    assert mask[20, 20] == 0


def test_a_product_may_be_cut_off_at_the_foot() -> None:
    picture = white()
    picture[60:, 60:170] = (60, 60, 140)
    mask = foreground(picture)
    assert mask is not None
    assert mask[220, 112] == 1
    assert mask[112, 20] == 0


@pytest.mark.parametrize("ground", [boards, tiles, cover])
def test_a_busy_ground_is_none(ground: object) -> None:
    assert foreground(ground(224, 224)) is None  # type: ignore[operator]
    names = {boards: "boards", tiles: "tiles", cover: "cover"}
    photo = scene(names[ground], [BOX], 224, 224)  # type: ignore[index]
    assert foreground(photo) is None


def test_nothing_on_it_and_nothing_of_it_are_none() -> None:
    assert foreground(white()) is None
    assert foreground(plain(224, 224)) is None
    noise = np.random.default_rng(0).integers(0, 256, (224, 224, 3)).astype(np.uint8)
    assert foreground(noise) is None


@pytest.mark.parametrize("shape", [(1, 1), (15, 300), (300, 15)])
def test_too_small_a_picture_is_none(shape: tuple[int, int]) -> None:
    assert foreground(np.full((*shape, 3), 200, np.uint8)) is None


@pytest.mark.parametrize("shape", [(16, 16), (16, 900), (700, 20)])
def test_small_and_long_pictures_do_no_harm(shape: tuple[int, int]) -> None:
    picture = np.full((*shape, 3), 250, np.uint8)
    picture[4:-4, 5:-5] = (10, 60, 120)
    mask = foreground(picture)
    assert mask is None or mask.shape == shape
