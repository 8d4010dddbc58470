"""A score with parts that take away."""

from __future__ import annotations

import random

import pytest

from visrec_desktop.recommend.score import tallied


def test_what_takes_away_is_taken_away() -> None:
    assert tallied({"look": 0.5, "budget": -0.2}) == (0.3, {"look": 0.5, "budget": -0.2})


def test_the_score_never_falls_below_zero_and_the_parts_still_add_up() -> None:
    score, parts = tallied({"look": 0.3, "budget": -0.4, "avoided": -0.2})
    assert score == 0
    assert parts == {"look": 0.3, "budget": -0.2, "avoided": -0.1}  # all trimmed to half


def test_the_score_never_exceeds_one() -> None:
    score, parts = tallied({"look": 0.8, "colour": 0.4, "stock": -0.1})
    assert score == 1
    assert parts["stock"] == -0.1
    assert parts["look"] == pytest.approx(0.8 / 1.2 * 1.1, abs=1e-6)
    assert round(sum(parts.values()), 6) == 1


def test_nothing_and_no_numbers() -> None:
    assert tallied({}) == (0.0, {})
    assert tallied({"x": -1.0}) == (0.0, {"x": 0.0})
    assert tallied({"x": float("nan"), "y": float("inf"), "z": 0.25}) == (
        0.25,
        {"x": 0.0, "y": 0.0, "z": 0.25},
    )


def test_rounded_parts_always_add_up() -> None:
    chance = random.Random(7)
    for _ in range(500):
        given = {
            str(n): chance.uniform(-0.4, 0.6) ** chance.choice((1, 3)) for n in range(chance.randint(1, 9))
        }
        score, parts = tallied(given)
        assert 0 <= score <= 1
        assert round(sum(parts.values()), 6) == score
        assert list(parts) == list(given)
        for name, value in given.items():
            assert parts[name] * value >= 0
            assert abs(parts[name]) <= abs(value) + 1e-5
        if 0 <= sum(given.values()) <= 1:
            assert score == pytest.approx(sum(given.values()), abs=1e-5)
