"""What agreement is worth: which projections are sound, whose points count, how far it is believed."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from visrec_desktop.vision.agreement import (
    LEAST_EVIDENCE,
    NONE,
    Agreement,
    confidence,
    evidence,
    is_sound,
)

SQUARE = np.array([[10, 10], [90, 10], [90, 90], [10, 90], [50, 50]], np.float32)
AREA = 100.0 * 100.0


def plane(*rows: tuple[float, float, float]) -> NDArray[np.float64]:
    return np.array(rows, np.float64)


def turned(degrees: float, scale: float = 1.0) -> NDArray[np.float64]:
    cos, sin = scale * np.cos(np.deg2rad(degrees)), scale * np.sin(np.deg2rad(degrees))
    return plane((cos, -sin, 300), (sin, cos, 200), (0, 0, 1))


@pytest.mark.parametrize(
    "view",
    [
        np.eye(3),
        turned(170),
        turned(45, 0.2),
        turned(10, 6.0),
        plane((1, 0, 0), (0, 0.5, 0), (0, 0, 1)),
        plane((1, 0, 0), (0, 1, 0), (0.004, 0, 1)),
        -turned(20),  # a homography has no sign
    ],
)
def test_views_of_a_flat_print_are_sound(view: NDArray[np.float64]) -> None:
    assert is_sound(view, SQUARE, AREA)


@pytest.mark.parametrize(
    "view",
    [
        plane((-1, 0, 100), (0, 1, 0), (0, 0, 1)),  # mirrored
        turned(0, 0.05),
        turned(0, 20.0),
        plane((1, 0, 0), (0, 0.1, 0), (0, 0, 1)),  # pressed flat
        plane((1, 0, 0), (0, 1, 0), (-0.0105, 0, 1)),  # one side a stone's throw away from the camera
        plane((1, 0, 0), (0, 1, 0), (-0.02, 0, 1)),  # folded over the horizon
        plane((1, 0, np.nan), (0, 1, 0), (0, 0, 1)),
        np.zeros((3, 3)),
    ],
)
def test_what_no_camera_sees_is_not(view: NDArray[np.float64]) -> None:
    assert not is_sound(view, SQUARE, AREA)


def test_points_on_one_spot_or_on_a_line_prove_nothing() -> None:
    assert not is_sound(np.eye(3), SQUARE / 20, AREA)
    line = np.column_stack([np.linspace(0, 90, 9), np.linspace(0, 90, 9)]).astype(np.float32)
    assert not is_sound(np.eye(3), line, AREA)


def agreed(*points: int) -> Agreement:
    return Agreement(len(points), 0.5, points)


def test_points_of_one_product_count_whole() -> None:
    assert evidence([agreed(*range(10)), NONE], [1, 2]) == [10.0, 0.0]


def test_points_that_many_products_have_count_by_their_rarity() -> None:
    face = tuple(range(20))
    told = evidence([agreed(*face, *range(100, 130)), agreed(*face), agreed(*face, 200)], [1, 2, 3])
    assert told[0] == pytest.approx(30 + 20 / 3)
    assert told[1] == pytest.approx(20 / 3)
    assert told[2] == pytest.approx(1 + 20 / 3)


def test_products_with_the_same_picture_and_pictures_of_the_same_product_count_once() -> None:
    sizes = [agreed(*range(12)) for _ in range(4)]
    assert evidence(sizes, [1, 2, 3, 4]) == [12.0] * 4
    views = [agreed(*range(12)), agreed(*range(6, 12))]
    assert evidence(views, [7, 7]) == [12.0, 6.0]


def test_repeated_points_on_one_spot_do_not_raise_it() -> None:
    assert evidence([Agreement(3, 0.5, (1, 2, 3, 4, 5, 6))], [1]) == [3.0]


def test_belief_is_zero_below_the_floor_and_rises_without_end() -> None:
    assert confidence(0) == confidence(LEAST_EVIDENCE - 0.01) == 0
    assert confidence(7) == pytest.approx(1 / 3)
    assert confidence(8) == 0.5
    assert confidence(14) == 0.8
    told = [confidence(found) for found in np.arange(7, 1200, 0.5)]
    assert all(low < high for low, high in pairwise(told))
    assert told[-1] < 1
