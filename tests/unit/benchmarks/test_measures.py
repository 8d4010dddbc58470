"""The measures of matching quality, against figures worked out by hand."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from benchmarks.measures import (
    DEPTH,
    Judged,
    average_precision,
    held_out,
    interval,
    numbered,
    refused_at,
    share,
)


def lists(*rows: str, depth: int = DEPTH) -> np.ndarray:
    """Lists as rows of 1 (right) and 0 (wrong), filled up with wrong ones."""
    right = np.zeros((len(rows), depth), np.bool_)
    for place, row in enumerate(rows):
        right[place, : len(row)] = [sign == "1" for sign in row]
    return right


def judged(*rows: str, total: int = 1) -> Judged:
    return Judged(lists(*rows), np.full(len(rows), total), np.arange(len(rows)))


def test_recall_is_the_share_of_lists_with_something_right_among_the_first() -> None:
    told = judged("1", "01", "00001", "000001", "")
    assert [told.recall(at).value for at in (1, 5, 10)] == pytest.approx([0.2, 0.6, 0.8])


def test_precision_counts_the_missing_places_of_a_short_list_as_wrong() -> None:
    assert judged("1111111111", "1010", total=20).precision(10).value == pytest.approx((1.0 + 0.2) / 2)


def test_average_precision_of_one_right_product_is_one_over_its_place() -> None:
    found = average_precision(lists("1", "01", "0001", ""), np.ones(4, np.int64))
    assert found.tolist() == pytest.approx([1, 1 / 2, 1 / 4, 0])


def test_average_precision_of_several() -> None:
    # right at 1, 3 and 4 of 5 that there are: (1/1 + 2/3 + 3/4) / 5
    found = average_precision(lists("10110"), np.array([5]))
    assert found.tolist() == pytest.approx([(1 + 2 / 3 + 3 / 4) / 5])


def test_average_precision_is_1_when_all_that_fit_are_right() -> None:
    found = average_precision(lists("1" * DEPTH), np.array([3000]))
    assert found.tolist() == pytest.approx([1.0])


def test_nothing_right_at_all_is_no_division_by_zero() -> None:
    assert average_precision(lists("000"), np.array([0])).tolist() == [0.0]


def test_mean_average_precision_is_their_mean() -> None:
    assert judged("1", "01").mean_average_precision().value == pytest.approx(0.75)


def test_a_part_of_the_lists() -> None:
    told = judged("1", "0", "1").only(np.array([True, False, True]))
    assert told.recall(1).value == 1.0


def test_the_interval_holds_the_mean_and_narrows_with_more_photos() -> None:
    rng = np.random.default_rng(4)
    widths = []
    for count in (50, 5000):
        values = (rng.random(count) < 0.3).astype(np.float64)
        low, high = interval(values, np.arange(count))
        assert low < values.mean() < high
        widths.append(high - low)
    assert widths[1] < widths[0] / 5


def test_the_interval_agrees_with_the_normal_approximation() -> None:
    values = np.repeat([0.0, 1.0], [700, 300])
    low, high = interval(values, np.arange(1000))
    margin = 1.96 * np.sqrt(0.3 * 0.7 / 1000)
    assert (low, high) == pytest.approx((0.3 - margin, 0.3 + margin), abs=0.004)


def test_photos_of_one_product_are_drawn_together() -> None:
    values = np.repeat([0.0, 1.0], 500)
    apart = interval(values, np.arange(1000))
    together = interval(values, np.repeat(np.arange(10), 100))
    assert together[1] - together[0] > 5 * (apart[1] - apart[0])


def test_a_product_with_more_photos_weighs_more() -> None:
    assert share([1.0, 1.0, 1.0, 0.0], np.array([0, 0, 0, 1])).value == 0.75


def test_what_never_varies_has_an_interval_of_no_width() -> None:
    told = share(np.ones(20), np.arange(20))
    assert (told.value, told.low, told.high) == (1.0, 1.0, 1.0)
    assert str(told) == "1.000 (1.000–1.000)"


def test_the_same_figures_give_the_same_interval() -> None:
    values = np.random.default_rng(1).random(40)
    assert interval(values, np.arange(40)) == interval(values, np.arange(40))


def test_a_threshold_with_hindsight_refuses_the_given_share() -> None:
    present = np.linspace(0, 1, 101)
    refused = refused_at(present, np.array([0.05, 0.099, 0.101, 0.9]), 0.10)
    assert refused.tolist() == [True, True, False, False]


def test_a_photo_is_held_out_by_its_name_alone() -> None:
    for name in ("a.jpg", "train_Fruit_001.jpg", "Übung.jpg"):
        expected = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 100 < 30
        assert held_out(name) is expected


def test_about_thirty_in_a_hundred_are_held_out() -> None:
    counted = sum(held_out(f"photo-{number}.jpg") for number in range(5000))
    assert 0.27 < counted / 5000 < 0.33


def test_names_become_numbers() -> None:
    assert numbered(["b", "a", "b", "c"]).tolist() == [0, 1, 0, 2]
