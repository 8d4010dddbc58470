"""Weights learned from choices."""

from __future__ import annotations

import math

import numpy as np
import pytest

from visrec_desktop.core.clients import PRIOR_WEIGHTS
from visrec_desktop.recommend.learning import SHARPNESS, learn_weights, projected

PRIOR = {"taste": 0.5, "together": 0.5}
TASTE_WINS = ({"taste": 0.9, "together": 0.1}, {"taste": 0.1, "together": 0.9})


def test_without_choices_it_is_exactly_the_prior() -> None:
    assert learn_weights([], PRIOR_WEIGHTS) == dict(PRIOR_WEIGHTS)


def test_weights_stay_on_the_simplex() -> None:
    rng = np.random.default_rng(1)
    names = list(PRIOR_WEIGHTS)
    drawn = rng.random((200, 2, len(names)))
    choices = [tuple(dict(zip(names, side, strict=True)) for side in pair) for pair in drawn]
    found = learn_weights([(one, other) for one, other in choices], PRIOR_WEIGHTS)
    assert list(found) == names
    assert math.isclose(sum(found.values()), 1.0, abs_tol=1e-9)
    assert min(found.values()) >= 0


def test_two_weights_against_a_search_of_the_whole_line() -> None:
    choices = [TASTE_WINS, TASTE_WINS, (TASTE_WINS[1], TASTE_WINS[0])]
    found = learn_weights(choices, PRIOR, strength=20.0)
    line = np.linspace(0, 1, 200_001)
    margins = SHARPNESS * 0.8 * (2 * line - 1)
    loss = 2 * np.log1p(np.exp(-margins)) + np.log1p(np.exp(margins)) + 20.0 * (line - 0.5) ** 2
    assert found["taste"] == pytest.approx(line[np.argmin(loss)], abs=1e-5)


def test_what_decides_gains_and_more_so_with_more_choices() -> None:
    weights = [learn_weights([TASTE_WINS] * count, PRIOR)["taste"] for count in (0, 1, 5, 50, 500)]
    assert weights == sorted(weights)
    assert 0.5 < weights[1] < 0.55  # one choice hardly moves it
    assert weights[-1] > 0.7


def test_a_stronger_prior_holds_better() -> None:
    near, far = (learn_weights([TASTE_WINS] * 20, PRIOR, strength)["taste"] for strength in (1000.0, 10.0))
    assert 0.5 < near < far


def test_choices_that_cancel_out_leave_the_prior() -> None:
    found = learn_weights([TASTE_WINS, (TASTE_WINS[1], TASTE_WINS[0])] * 50, PRIOR)
    assert found["taste"] == pytest.approx(0.5)


def test_a_signal_that_misleads_ends_at_nothing() -> None:
    prior = {"taste": 0.9, "together": 0.1}
    found = learn_weights([({"together": 1.0}, {"taste": 1.0})] * 1000, prior, strength=0.1)
    assert found["taste"] == pytest.approx(0.0, abs=0.05)


def test_signals_that_are_not_there_count_nothing_and_others_are_ignored() -> None:
    assert learn_weights([({"weather": 1.0}, {})] * 10, PRIOR) == pytest.approx(PRIOR)
    assert learn_weights([({"taste": 0.9}, {})], PRIOR) == pytest.approx(PRIOR)  # beside nothing
    assert learn_weights([({"taste": 0.9}, {"together": 0.0})], PRIOR)["taste"] > 0.5


def test_a_signal_that_no_choice_tells_of_keeps_its_weight() -> None:
    prior = {"taste": 0.5, "together": 0.3, "popularity": 0.2}
    choices = [({"together": 0.9, "popularity": 0.1}, {"together": 0.2, "popularity": 0.5})] * 200
    found = learn_weights(choices, prior)
    assert found["taste"] == 0.5
    assert found["together"] > 0.3
    assert found["popularity"] < 0.2
    assert sum(found.values()) == pytest.approx(1.0)


def test_the_part_that_is_learned_solves_the_same_problem() -> None:
    """Half of the weight is fixed; the rest is found by a search of the line."""
    prior = {"taste": 0.5, "together": 0.25, "popularity": 0.25}
    found = learn_weights([({"together": 0.8}, {"popularity": 0.4})] * 30, prior, strength=50.0)
    line = np.linspace(0, 0.5, 200_001)
    loss = 30 * np.log1p(np.exp(-SHARPNESS * (0.8 * line - 0.4 * (0.5 - line))))
    loss += 25.0 * ((line - 0.25) ** 2 + (0.25 - line) ** 2)
    assert found["together"] == pytest.approx(line[np.argmin(loss)], abs=1e-5)


def test_the_answer_depends_on_nothing_else() -> None:
    choices = [TASTE_WINS] * 7 + [({"taste": 0.2}, {"together": 0.1})] * 3
    first = learn_weights(choices, PRIOR)
    assert learn_weights(choices, PRIOR) == first
    assert learn_weights(choices[::-1], PRIOR) == pytest.approx(first, abs=1e-8)


@pytest.mark.parametrize("prior", [{}, {"a": -0.5, "b": 1.5}, {"a": 0.5, "b": 0.4}, {"a": math.nan}])
def test_a_bad_prior_is_refused(prior: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="prior"):
        learn_weights([TASTE_WINS], prior)


@pytest.mark.parametrize("strength", [0.0, -1.0, math.inf, math.nan])
def test_a_bad_strength_is_refused(strength: float) -> None:
    with pytest.raises(ValueError, match="strength"):
        learn_weights([TASTE_WINS], PRIOR, strength)


def test_a_bad_signal_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        learn_weights([({"taste": math.nan}, {})], PRIOR)


@pytest.mark.parametrize(
    ("point", "nearest"),
    [
        ([0.2, 0.8], [0.2, 0.8]),
        ([1.0, 1.0], [0.5, 0.5]),
        ([2.0, 0.0], [1.0, 0.0]),
        ([0.5, 0.5, -1.0], [0.5, 0.5, 0.0]),
        ([-5.0], [1.0]),
    ],
)
def test_projection_by_hand(point: list[float], nearest: list[float]) -> None:
    assert projected(np.array(point)).tolist() == pytest.approx(nearest)
