"""Several interests in what was liked, and likeness to them."""

from __future__ import annotations

import random

import numpy as np
import pytest

from tests.unit.recommend.examples import DAY, NOW, event, history, like, refused
from visrec_desktop.core.clients import EventKind, Refusal
from visrec_desktop.recommend.taste import (
    Likeness,
    Taste,
    because,
    build_taste,
    likeness_to_others,
    taste_items,
    taste_similarity,
)

F = np.float32
PLAIN = Likeness(unrelated=0.0, same_interest=0.5)
X, Y, Z = np.eye(3, dtype=F)


def v(*numbers: float) -> np.ndarray:
    return np.array(numbers, F)


def liked(sku: str, vector: np.ndarray, value: float = 1.0, days_ago: float = 0) -> tuple:
    return (sku, vector, value, NOW - round(days_ago * DAY), None)


def not_liked(sku: str, vector: np.ndarray, reason: Refusal | None, days_ago: float = 0) -> tuple:
    return (sku, vector, -1.0, NOW - round(days_ago * DAY), reason)


def made(*items: tuple, most: int = 5) -> Taste:
    taste = build_taste(items, NOW, most, PLAIN)
    assert taste is not None
    return taste


def likeness(taste: Taste, *vectors: np.ndarray) -> list[float]:
    rows = np.stack(vectors)
    found = taste_similarity(rows @ taste.centroids.T, rows @ taste.refused.T, taste)
    assert found.dtype == F
    return [float(value) for value in found]


def test_without_a_like_there_is_no_taste() -> None:
    assert build_taste([], NOW) is None
    assert build_taste([not_liked("r", X, Refusal.STYLE)], NOW) is None


def test_one_like() -> None:
    taste = made(liked("a", 3 * X))
    assert taste.centroids == pytest.approx(X[None])
    assert list(taste.weights) == [1]
    assert taste.members == (("a",),)
    assert taste.refused.shape == (0, 3)
    assert taste.directions.shape == (1, 3)
    assert likeness(taste, X, Y, v(0.6, 0.8, 0)) == pytest.approx([1, 0, 0.6])


def test_the_centroid_is_the_mean_direction_weighted_by_aged_values() -> None:
    taste = made(liked("a", X), liked("b", v(0.8, 0.6, 0), 1.0, 180))
    middle = v(1 + 0.5 * 0.8, 0.5 * 0.6, 0)
    assert taste.centroids[0] == pytest.approx(middle / np.linalg.norm(middle))
    assert taste.members == (("a", "b"),)


def test_several_interests_stay_several() -> None:
    taste = made(liked("a", X), liked("b", v(0.9, 0.1, 0)), liked("c", Z), liked("d", v(0, 0.1, 0.9)))
    assert [set(members) for members in taste.members] == [{"a", "b"}, {"c", "d"}]
    between = v(0.7, 0, 0.7)  # what one blurred mean would find
    found = likeness(taste, X, Z, between)
    assert found[0] > 0.9
    assert found[1] > 0.9
    assert found[2] < 0.8


def test_a_stronger_interest_counts_more() -> None:
    taste = made(liked("a", X), liked("b", X), liked("c", X), liked("z", Z, 0.1))
    assert taste.members == (("a", "b", "c"), ("z",))
    # evidence 3 and 0.1, with half a like for doubt: 3 / 3.5 and 0.1 / 0.6
    assert taste.weights == pytest.approx([1, (0.1 / 0.6) / (3 / 3.5)])
    assert likeness(taste, Z)[0] == pytest.approx((0.1 / 0.6) / (3 / 3.5), abs=1e-6)


def test_no_more_interests_than_asked_for() -> None:
    items = [liked(str(n), vector, 1 + n / 100) for n, vector in enumerate(np.eye(9, dtype=F))]
    taste = build_taste(items, NOW, 5, PLAIN)
    assert taste is not None
    assert taste.members == (("8",), ("7",), ("6",), ("5",), ("4",))
    assert len(taste.liked_skus) == 9


def test_a_thousand_likes_of_one_product_are_one_interest_of_three_likes() -> None:
    taste = made(*[liked("a", X)] * 1000, liked("b", Y))
    assert taste.weights == pytest.approx([1, (1 / 1.5) / (3 / 3.5)])


def test_the_order_of_the_items_does_not_matter() -> None:
    chance = np.random.default_rng(1)
    items = [liked(str(n), row, 1.0, n % 7) for n, row in enumerate(chance.random((40, 8)).astype(F))]
    items += [not_liked(f"r{n}", row, Refusal.STYLE) for n, row in enumerate(chance.random((4, 8)).astype(F))]
    first = made(*items)
    random.Random(2).shuffle(items)
    second = made(*items)
    assert np.array_equal(first.centroids, second.centroids)
    assert first.members == second.members
    assert first.liked_skus == second.liked_skus


def test_time_alone_changes_no_direction() -> None:
    items = [liked("a", X, 1.0, 3), liked("b", v(0.8, 0.6, 0), 1.0, 90)]
    later = build_taste(items, NOW + 100 * DAY, 5, PLAIN)
    assert later is not None
    assert later.centroids == pytest.approx(made(*items).centroids, abs=1e-6)


def test_refused_for_style_pushes_away() -> None:
    near = v(0.8, 0.6, 0)
    taste = made(liked("a", X), not_liked("r", near, Refusal.STYLE))
    assert taste.centroids[0] @ near < 0.8
    assert taste.refused == pytest.approx(near[None])
    assert list(taste.refused_weights) == [1]
    free = made(liked("a", X))
    other_side = v(0.8, -0.6, 0)
    assert likeness(taste, near)[0] < likeness(free, near)[0] - 0.4
    assert likeness(taste, other_side)[0] >= likeness(free, other_side)[0] - 0.05


@pytest.mark.parametrize(
    ("reason", "weight"),
    [(Refusal.STYLE, 1.0), (Refusal.OTHER, 0.5), (None, 0.5), (Refusal.TOO_DEAR, 0), (Refusal.COLOUR, 0),
     (Refusal.SIZE, 0), (Refusal.OWNS_ONE, 0)],
)  # fmt: skip
def test_only_reasons_about_the_look_weigh_against_it(reason: Refusal | None, weight: float) -> None:
    taste = made(liked("a", X), not_liked("r", Y, reason))
    assert list(taste.refused_weights) == ([weight] if weight else [])
    assert taste.refused.shape == (len(taste.refused_weights), 3)


def test_a_refusal_ages_too() -> None:
    taste = made(liked("a", X), not_liked("r", Y, Refusal.STYLE, 180))
    assert list(taste.refused_weights) == [0.5]
    assert likeness(made(liked("a", v(0.7, 0.7, 0)), not_liked("r", Y, Refusal.STYLE)), Y)[0] < 0.3


def test_what_cosines_mean_in_the_space_is_taken_into_account() -> None:
    taste = build_taste([liked("a", X)], NOW, 5, Likeness(0.5, 0.6))
    assert taste is not None
    assert likeness(taste, X, v(0.75, 0.66, 0), v(0.5, 0.87, 0), Y) == pytest.approx([1, 0.5, 0, 0], abs=1e-6)


def test_likeness_is_measured_on_the_catalog() -> None:
    chance = np.random.default_rng(0)
    base = chance.random((100, 32)).astype(F) + 1
    found = Likeness.measured(base)
    unit = base / np.linalg.norm(base, axis=1, keepdims=True)
    assert found.unrelated == pytest.approx(
        np.median((unit @ unit.T)[np.triu_indices(100, 1)]), abs=1e-3
    ) or (found.unrelated == 0.9)
    assert found.same_interest > found.unrelated
    assert Likeness.measured(base[:5]) == Likeness()
    assert Likeness.measured(np.zeros((50, 4), F)) == Likeness()


def test_hostile_vectors_are_left_out() -> None:
    odd = [v(0, 0, 0), v(np.nan, 1, 0), v(np.inf, 0, 0), np.ones(7, F), np.zeros(0, F)]
    taste = made(liked("a", X), liked("b", X), *(liked(str(n), bad) for n, bad in enumerate(odd)))
    assert taste.liked_skus == ("a", "b")
    assert build_taste([liked("a", v(np.nan, 0, 0))], NOW) is None
    zero = np.full((2, 1), np.nan, F)
    assert list(taste_similarity(zero, np.zeros((2, 0), F), taste)) == [0, 0]


@pytest.mark.parametrize("seed", range(8))
def test_likeness_is_always_a_share(seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(60, 6)).astype(F)
    items = [
        (str(n % 25), row, float(chance.choice([0.1, 1.0, 1.5, -1.0, 0.0])),
         int(chance.integers(-(10**18), 10**18)), chance.choice([*Refusal, None]))
        for n, row in enumerate(rows)
    ]  # fmt: skip
    taste = made(*items)
    cosines = chance.uniform(-1.5, 1.5, (200, len(taste.centroids))).astype(F)
    found = taste_similarity(cosines, chance.uniform(-1, 1, (200, len(taste.refused))).astype(F), taste)
    assert np.isfinite(found).all()
    assert ((found >= 0) & (found <= 1)).all()
    assert np.linalg.norm(taste.centroids, axis=1) == pytest.approx(1, abs=1e-5)
    assert ((taste.weights > 0) & (taste.weights <= 1)).all()
    assert len(taste.centroids) <= 5


def test_because() -> None:
    taste = made(liked("a", X), liked("b", Y, 1.5), liked("seen", Z, 0.1))
    rows = np.stack([v(0.9, 0.1, 0), v(0.4, 0.9, 0), Z, X, v(0, 0, 0)])
    assert because(taste, rows) == ["a", "b", None, "a", None]  # what was only seen is no reason
    assert because(taste, rows, ["", "", "", "a", ""]) == ["a", "b", None, None, None]
    only_seen = made(liked("seen", Z, 0.1))
    assert because(only_seen, rows) == [None] * 5


def test_items_come_from_the_events_that_stand() -> None:
    events = [
        like("a", 3), refused("a", Refusal.STYLE, 2), event("b", EventKind.VIEW, 1), like("unknown", 1),
        refused("c", Refusal.TOO_DEAR),
    ]  # fmt: skip
    found = taste_items(history(None, events), {"a": X, "b": Y, "c": Z})
    assert [(sku, value, at, reason) for sku, _, value, at, reason in found] == [
        ("a", -1.0, NOW - 2 * DAY, Refusal.STYLE),
        ("b", 0.1, NOW - DAY, None),
        ("c", -1.0, NOW, Refusal.TOO_DEAR),
    ]
    assert found[0][1] is X


def test_what_is_liked_is_compared_with_the_rest_of_what_is_liked() -> None:
    near, also, far = (
        np.eye(3, dtype=np.float32)[0],
        np.array([0.9, 0.4359, 0], np.float32),
        np.eye(3, dtype=np.float32)[2],
    )
    items = [(sku, vector, 1.0, 5, None) for sku, vector in (("A", near), ("B", also), ("C", far))]
    taste = build_taste(items, 10, likeness=Likeness(0.5, 0.7))
    assert taste is not None
    told = likeness_to_others(taste)
    assert told == pytest.approx({"A": 0.8, "B": 0.8, "C": 0.0}, abs=1e-3)  # (0.9 - 0.5) / (1 - 0.5)
    alone = build_taste(items[:1], 10)
    assert alone is not None
    assert likeness_to_others(alone) == {"A": 0.0}
