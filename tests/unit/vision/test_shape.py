"""The shape part: outlines and folds, without colour."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from visrec_desktop.vision.packs import SHAPE_DIMENSIONS
from visrec_desktop.vision.shape import outline


def drawn(
    kind: str, *, colour: tuple[int, int, int] = (30, 60, 120), at: int = 112, size: int = 60
) -> np.ndarray:
    picture = np.full((224, 224, 3), 245, np.uint8)
    if kind == "disc":
        cv2.circle(picture, (at, at), size, colour, -1)
    else:
        cv2.rectangle(picture, (at - size, at - size), (at + size, at + size), colour, -1)
    return picture


def test_it_has_length_1_and_is_never_negative() -> None:
    for picture in (drawn("disc"), np.zeros((224, 224, 3), np.uint8), np.full((9, 50, 3), 200, np.uint8)):
        shape = outline(picture)
        assert shape.shape == (SHAPE_DIMENSIONS,)
        assert shape.dtype == np.float32
        assert shape.min() >= 0
        assert np.linalg.norm(shape) == pytest.approx(1, abs=1e-5)


def test_a_disc_in_another_colour_place_and_size_is_a_disc() -> None:
    disc = outline(drawn("disc"))
    same = disc @ outline(drawn("disc", colour=(150, 20, 40), at=90, size=44))
    assert same > 0.95
    assert same > disc @ outline(drawn("square")) + 0.1


def test_cells_are_means_of_the_gradients_that_run_their_way() -> None:
    rng = np.random.default_rng(3)
    picture = np.full((224, 224, 3), 250, np.uint8)
    noise = rng.integers(0, 255, (9, 7, 3)).astype(np.uint8)
    picture[40:190, 30:200] = cv2.resize(noise, (170, 150), interpolation=cv2.INTER_CUBIC)
    small = cv2.resize(picture, (96, 96), interpolation=cv2.INTER_AREA)
    differs = np.abs(small.astype(int) - 250).max(axis=2) > 18
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    box = np.ascontiguousarray(small[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    grey = cv2.resize(cv2.cvtColor(box, cv2.COLOR_RGB2GRAY), (64, 64), interpolation=cv2.INTER_AREA)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    place = (np.arctan2(down, across) % np.pi) * (8 / np.pi)
    planes = []
    for direction in range(8):
        apart = np.abs(place - direction)
        share = np.maximum(1 - np.minimum(apart, 8 - apart), 0) * np.sqrt(np.hypot(across, down))
        planes.append(cv2.resize(share.astype(np.float32), (6, 6), interpolation=cv2.INTER_AREA).ravel())
    expected = np.sqrt(np.concatenate(planes))
    np.testing.assert_allclose(outline(picture), expected / np.linalg.norm(expected), atol=1e-5)
