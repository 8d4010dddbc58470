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
