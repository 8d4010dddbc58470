"""The source article's formulas with its own vectors, and the right figures (cosines: `unit/index`)."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.recommend.examples import BRAND, CATEGORY, COLOUR, STYLE, trait
from visrec_desktop.recommend.events import weighted_sum
from visrec_desktop.recommend.rating import normalised_rating


def test_the_profile_of_the_worked_example_is_behaviour_plus_interests() -> None:
    axes = [trait(kind, "x") for kind in (CATEGORY, BRAND, STYLE, COLOUR)]
    axes += [trait(CATEGORY, "y"), trait(BRAND, "y")]
    behaviour, interests = (1, 1, 1, 0, 0, 0), (0.6, 0.2, 0.2, 0.3, 0.3, 0.4)
    u = weighted_sum([*zip(axes, behaviour, strict=True), *zip(axes, interests, strict=True)])
    assert [u[axis] for axis in axes] == pytest.approx([1.6, 1.2, 1.2, 0.3, 0.3, 0.4])


def test_ratings_of_the_worked_example() -> None:
    ratings = normalised_rating([0.9922, 0.9881, 0.9835])
    assert ratings == pytest.approx([0.3348, 0.3334, 0.3318], abs=5e-5)
    assert ratings.sum() == pytest.approx(1)
    printed = np.array([0.68, 0.63, 0.74])  # what the article prints, without being the sum of anything
    assert abs(normalised_rating(printed) - printed).min() > 0.2


def test_ratings_of_odd_similarities() -> None:
    assert list(normalised_rating([0.5, -1.0, np.nan, 0.5, np.inf])) == [0.5, 0, 0, 0.5, 0]
    assert list(normalised_rating([0.0, 0.0])) == [0, 0]
    assert list(normalised_rating([])) == []
    assert normalised_rating([1e308, 1e308]) == pytest.approx([0.5, 0.5])
