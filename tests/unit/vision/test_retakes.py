"""Photo-like copies of catalog pictures."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from visrec_desktop.vision.decode import decode
from visrec_desktop.vision.retakes import SIDE, retake


def drawn(seed: int, height: int = 200, width: int = 240, *, plain: bool = True) -> NDArray[np.uint8]:
    rng = np.random.default_rng(seed)
    canvas = np.full((height, width, 3), 245, np.uint8)
    if not plain:
        canvas[:] = rng.integers(0, 255, canvas.shape)
    for _ in range(5):
        colour = tuple(int(value) for value in rng.integers(0, 200, 3))
        centre = (int(rng.uniform(0.3, 0.7) * width), int(rng.uniform(0.3, 0.7) * height))
        cv2.circle(canvas, centre, int(0.15 * min(height, width)), colour, -1)
    return canvas


def pixels(data: bytes) -> NDArray[np.float64]:
    return decode(data, "copy").rgb.astype(np.float64)


def test_the_same_seed_gives_the_same_copy_and_another_another() -> None:
    picture, ground = drawn(1), drawn(2, plain=False)
    assert retake(picture, ground, 7) == retake(picture, ground, 7)
    assert len({retake(picture, ground, seed) for seed in range(8)}) == 8


def test_copies_are_jpegs_of_one_size_that_differ_from_the_picture() -> None:
    picture, ground = drawn(1), drawn(2, plain=False)
    shapes = set()
    for seed in range(12):
        copy = pixels(retake(picture, ground, seed))
        assert max(copy.shape) == SIDE
        shapes.add(copy.shape)
        assert copy.std() > 5
        same = cv2.resize(picture, copy.shape[1::-1]).astype(np.float64)
        assert np.abs(copy - same).mean() > 5
    assert len(shapes) == 2


def test_any_shape_can_be_copied() -> None:
    for height, width in ((1, 1), (3, 900), (900, 3), (40, 40), (1200, 700)):
        picture = np.full((height, width, 3), 90, np.uint8)
        assert max(pixels(retake(picture, picture, 1)).shape) == SIDE
