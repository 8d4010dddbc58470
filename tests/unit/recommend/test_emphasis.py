"""What of a picture counts more or less: weights that move and still add up."""

from __future__ import annotations

import math

import pytest

from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis

WEIGHTS = {"look": 0.82, "shape": 0.05, "colour": 0.13}
TWO = {"look": 0.8, "colour": 0.2}


def test_in_the_middle_everything_counts_as_the_model_has_it() -> None:
    assert NEUTRAL.is_neutral
    assert NEUTRAL.weights(WEIGHTS) == WEIGHTS


@pytest.mark.parametrize(
    ("value", "times"), [(1.0, 8.0), (0.75, math.sqrt(8)), (0.25, 1 / math.sqrt(8)), (0.0, 0.0)]
)
def test_a_part_counts_as_many_times_as_its_value_says(value: float, times: float) -> None:
    moved = Emphasis(colour=value).weights(WEIGHTS)
    assert moved["colour"] / moved["look"] == pytest.approx(times * 0.13 / 0.82)
    assert moved["shape"] / moved["look"] == pytest.approx(0.05 / 0.82)
    assert sum(moved.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("weights", [WEIGHTS, TWO, {"look": 1.0}])
@pytest.mark.parametrize(
    "emphasis", [Emphasis(1, 0, 0.3), Emphasis(look=0.9), Emphasis(shape=0.1, colour=0.6)]
)
def test_weights_add_up_to_one_in_the_model_s_order(weights: dict[str, float], emphasis: Emphasis) -> None:
    moved = emphasis.weights(weights)
    assert list(moved) == list(weights)
    assert sum(moved.values()) == pytest.approx(1.0)


def test_where_nothing_would_count_all_counts_as_usual() -> None:
    assert Emphasis(0, 0, 0).weights(WEIGHTS) == pytest.approx(WEIGHTS)
    assert Emphasis(colour=0, look=0).weights(TWO) == pytest.approx(
        TWO
    )  # a shape that the model does not have


def test_equal_wishes_change_nothing() -> None:
    assert Emphasis(0.9, 0.9, 0.9).weights(WEIGHTS) == pytest.approx(WEIGHTS)
    assert Emphasis(0.9, 0.9, 0.9).is_neutral


def test_a_part_nobody_can_weigh_counts_as_the_model_has_it() -> None:
    moved = Emphasis(look=0).weights({"look": 0.5, "colour": 0.3, "scent": 0.2})
    assert moved == pytest.approx({"look": 0.0, "colour": 0.6, "scent": 0.4})


@pytest.mark.parametrize("value", [-0.01, 1.01, math.nan, math.inf])
def test_what_is_out_of_range_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="shape"):
        Emphasis(shape=value)
