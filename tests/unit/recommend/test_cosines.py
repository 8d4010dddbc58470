"""Cosines of all products with a few directions."""

from __future__ import annotations

import numpy as np
import pytest

from visrec_desktop.recommend.cosines import Cosines

F = np.float32


def unit(chance: np.random.Generator, *shape: int) -> np.ndarray:
    rows = chance.normal(size=shape).astype(F)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class Counting:
    """Multiplies, and notes how many directions it was asked for."""

    def __init__(self, vectors: np.ndarray) -> None:
        self.vectors = vectors
        self.asked: list[int] = []

    def __call__(self, directions: np.ndarray) -> np.ndarray:
        self.asked.append(len(directions))
        return self.vectors @ directions.T


def test_what_did_not_move_is_not_computed_again() -> None:
    chance = np.random.default_rng(1)
    vectors, directions = unit(chance, 50, 8), unit(chance, 4, 8)
    multiply = Counting(vectors)
    cosines = Cosines(multiply)
    assert cosines.of(directions) == pytest.approx(vectors @ directions.T, abs=1e-6)
    moved = directions[[2, 0, 1, 3]]
    moved[3] = unit(chance, 1, 8)
    assert cosines.of(moved) == pytest.approx(vectors @ moved.T, abs=1e-6)
    assert cosines.of(moved[:2] + F(1e-6)) == pytest.approx(vectors @ moved[:2].T, abs=1e-4)
    assert multiply.asked == [4, 1]


def test_no_directions() -> None:
    vectors = unit(np.random.default_rng(1), 5, 3)
    cosines = Cosines(Counting(vectors))
    assert cosines.of(np.zeros((0, 3), F)).shape == (5, 0)
    assert cosines.of(np.eye(3, dtype=F)).shape == (5, 3)
