"""How the growth of memory is told from the points of an import."""

from __future__ import annotations

import pytest

from benchmarks.import_worker import growth


def test_only_the_second_half_of_the_analysis_counts() -> None:
    early = [(done, done / 2) for done in range(0, 1000, 50)]
    flat = [(done, 500.0) for done in range(1000, 2001, 50)]
    assert growth({"analysing": early + flat, "reading": [(1, 9e9)]}) == pytest.approx(0, abs=1e-6)


def test_it_is_told_for_a_thousand_pictures() -> None:
    points = [(done, 200 + done * 0.02) for done in range(0, 2001, 50)]
    assert growth({"analysing": points}) == pytest.approx(20)


def test_of_a_few_points_nothing_is_told() -> None:
    assert growth({"analysing": [(8, 1.0), (16, 2.0)]}) is None
    assert growth({}) is None
