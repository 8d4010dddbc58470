"""The hybrid score over a frame, and the list it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from visrec_desktop.core.clients import PRIOR_WEIGHTS
from visrec_desktop.recommend.frame import Frame
from visrec_desktop.recommend.ranking import (
    DEFAULT_BALANCE,
    Ranked,
    combine,
    limits_of,
    parts_of,
    rerank,
    strength,
)

F = np.float32


def columns(**given: list[float]) -> dict[str, np.ndarray]:
    return {name: np.array(values, F) for name, values in given.items()}


def frame(count: int = 0, **given: Mapping[str, list[float]]) -> Frame:
    made = {name: columns(**values) for name, values in given.items()}
    count = count or len(next(iter(next(iter(made.values())).values())))
    return Frame(np.arange(1, count + 1), **made)


def vectors_of(rows: np.ndarray) -> np.ndarray:
    return np.eye(64, dtype=F)[rows % 64]


def not_asked(rows: np.ndarray) -> np.ndarray:
    raise AssertionError(f"vectors of {rows}")


def random_frame(seed: int, count: int = 400, *, photo: bool = True, client: bool = True) -> Frame:
    chance = np.random.default_rng(seed)

    def some(names: str, low: float, high: float) -> dict[str, np.ndarray]:
        return {name: chance.uniform(low, high, count).astype(F) for name in names.split()}

    return Frame(
        chance.permutation(count).astype(np.int64) + 1,
        {"look": chance.random(count, F) * F(0.8), "colour": chance.random(count, F) * F(0.2)}
        if photo
        else {},
        some("taste attributes together popularity", 0, 1) if client else {},
        some("budget avoided", -0.3, 0),
        chance.integers(-1, 60, count).astype(np.int32),
    )


def test_the_hybrid_score_by_hand() -> None:
    two = frame(
        photo={"look": [0.6, 0.2], "colour": [0.1, 0.1]},
        client={"taste": [0.5, 1.0], "attributes": [0.0, 0.4]},
        penalties={"budget": [-0.1, 0.0]},
    )
    # weights 0.45 and 0.20 of the two signals that are there, brought to the sum 1: 9/13 and 4/13
    first = 0.6 * 0.7 + 0.4 * (9 / 13 * 0.5) - 0.1
    second = 0.6 * 0.3 + 0.4 * (9 / 13 + 4 / 13 * 0.4)
    assert combine(two, 0.4) == pytest.approx([first, second], abs=2e-6)
    parts = parts_of(two, 0, 0.4)
    assert parts == pytest.approx(
        {"look": 0.36, "colour": 0.06, "taste": 0.138462, "attributes": 0.0, "budget": -0.1}, abs=1e-9
    )
    assert list(parts) == ["look", "colour", "taste", "attributes", "budget"]
    assert "budget" not in parts_of(two, 1, 0.4)


def test_the_ends_of_the_slider() -> None:
    two = frame(photo={"look": [0.9, 0.1]}, client={"taste": [0.2, 0.8]}, penalties={"budget": [-0.2, 0.0]})
    assert combine(two, 0) == pytest.approx([0.9, 0.1])
    assert parts_of(two, 0, 0) == {"look": 0.9}
    assert combine(two, 1) == pytest.approx([0.0, 0.8])
    assert combine(two, DEFAULT_BALANCE / 2)[0] == pytest.approx(0.8 * 0.9 + 0.2 * 0.2 - 0.1, abs=1e-6)


def test_without_a_photo_the_client_decides() -> None:
    two = frame(client={"taste": [0.2, 0.8]}, penalties={"stock": [0.0, -0.1]})
    assert combine(two, 0) == pytest.approx([0.2, 0.7])
    assert strength(two, 0) == 1


def test_without_a_signal_the_photo_decides_less_what_speaks_against() -> None:
    two = frame(photo={"look": [0.9, 0.5]}, penalties={"budget": [-0.2, 0.0]})
    assert combine(two, 1) == pytest.approx([0.7, 0.5])
    assert combine(two, 0) == pytest.approx([0.9, 0.5])


def test_with_nothing_at_all_there_is_an_order() -> None:
    empty = Frame(np.array([3, 1, 2]))
    assert [r.row for r in rerank(empty, 0.4, 0, 3, not_asked)] == [1, 2, 0]
    assert rerank(Frame(np.zeros(0, np.int64)), 0.4, 0.5, 5, not_asked) == []
    assert rerank(empty, 0.4, 0.5, 0, not_asked) == []


def test_a_signal_that_is_absent_is_left_out_not_counted_as_zero() -> None:
    full = frame(client={"taste": [0.8], "together": [0.8]})
    assert combine(replace(full, client=columns(taste=[0.8])), 1) == combine(full, 1) == F(0.8)


def test_weights_that_are_no_weights() -> None:
    odd = replace(
        frame(client={"taste": [0.8], "together": [0.2], "popularity": [1.0]}),
        weights={"taste": 0.0, "together": float("nan"), "popularity": -1.0, "other": 5.0},
    )
    assert odd.shares == {}
    assert combine(odd, 1)[0] == 0
    assert replace(odd, weights=PRIOR_WEIGHTS).shares == pytest.approx(
        {"taste": 0.45 / 0.8, "together": 0.3 / 0.8, "popularity": 0.05 / 0.8}
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("balance", [0.0, 0.17, DEFAULT_BALANCE, 0.83, 1.0])
def test_parts_add_up_to_the_score_exactly(seed: int, balance: float) -> None:
    some = random_frame(seed, photo=seed != 4, client=seed != 5)
    scores = combine(some, balance)
    assert scores.dtype == F
    assert ((scores >= 0) & (scores <= 1)).all()
    for ranked in rerank(some, balance, 0, len(some), not_asked):
        assert round(sum(ranked.parts.values()), 6) == ranked.score
        assert F(ranked.score) == scores[ranked.row]
        assert ranked.parts == parts_of(some, ranked.row, balance)


@pytest.mark.parametrize("seed", range(4))
def test_without_diversity_it_is_the_sorted_order_equals_by_id(seed: int) -> None:
    some = random_frame(seed)
    some = replace(some, photo={"look": np.round(some.photo["look"], 1)}, client={}, penalties={})
    scores = combine(some, 0)
    expected = sorted(range(len(some)), key=lambda row: (-scores[row], some.product_ids[row]))
    for top in (1, 7, 60, len(some), 10_000):
        assert [r.row for r in rerank(some, 0, 0, top, not_asked)] == expected[:top]
    assert [r.row for r in rerank(some, 0, 0, 9, not_asked)] == expected[:9]


def test_only_candidates_are_looked_at() -> None:
    asked: list[np.ndarray] = []

    def note(rows: np.ndarray) -> np.ndarray:
        asked.append(rows)
        return vectors_of(rows)

    some = replace(random_frame(1, 3000), groups=np.zeros(0, np.int32))
    assert len(rerank(some, 0.4, 0.5, 60, note)) == 60
    assert [len(rows) for rows in asked] == [240]
    best = {r.row for r in rerank(some, 0.4, 0, 240, not_asked)}
    assert set(asked[0].tolist()) == best


def test_variants_come_as_one_place() -> None:
    some = replace(
        frame(photo={"look": [0.5, 0.9, 0.7, 0.6, 0.8]}), groups=np.array([0, 0, -1, 0, -1], np.int32)
    )
    one = rerank(some, 0, 0.01, 5, vectors_of)
    assert [(r.row, r.variants) for r in one] == [(1, (3, 0)), (4, ()), (2, ())]
    assert [r.row for r in rerank(some, 0, 0.01, 5, vectors_of, collapse=False)] == [1, 4, 2, 3, 0]
    assert [r.row for r in rerank(some, 0, 0, 5, not_asked)] == [1, 4, 2, 3, 0]


def test_articles_with_very_many_variants_leave_room_for_others() -> None:
    count = 2000
    some = Frame(
        np.arange(count),
        {"look": np.linspace(1, 0, count, dtype=F)},
        groups=(np.arange(count) // 100).astype(np.int32),
    )
    found = rerank(some, 0, 0.2, 20, vectors_of)
    assert sorted(r.row for r in found) == list(range(0, count, 100))
    assert all(len(r.variants) == 99 for r in found)


def test_diversity_keeps_scores_and_parts_as_they_are() -> None:
    some = random_frame(2)
    plain = {r.row: (r.score, r.parts) for r in rerank(some, 0.4, 0, 400, not_asked)}
    found = rerank(some, 0.4, 0.8, 30, vectors_of)
    assert {r.row: (r.score, r.parts) for r in found}.items() <= plain.items()
    assert found[0].score == max(score for score, _ in plain.values()) or found[0].row in plain


def test_the_same_question_gets_the_same_answer() -> None:
    first, second = (rerank(random_frame(3), 0.4, 0.5, 30, vectors_of) for _ in range(2))
    assert first == second
    assert isinstance(first[0], Ranked)


def test_finds_take_the_places_that_are_kept_for_them() -> None:
    ten = frame(client={"together": [1 - place / 20 for place in range(20)]})
    finds = np.zeros(20, F)
    finds[[2, 15, 17]] = 1.0, 2.0, 3.0
    with_them = replace(ten, finds=finds)
    rows = [each.row for each in rerank(with_them, 1, 0.3, 20, vectors_of)]
    assert rows[4] == 17  # at the default every fifth place
    assert rows[9] == 15
    assert sorted(rows) == list(range(20))
    others = [row for row in rows if row not in {15, 17}]
    assert others == [each.row for each in rerank(ten, 1, 0.3, 20, vectors_of) if each.row not in {15, 17}]
    assert rows[:7] == [each.row for each in rerank(with_them, 1, 0.3, 7, vectors_of)]
    assert [each.row for each in rerank(with_them, 1, 0, 20, not_asked)] == list(range(20))


def test_what_something_speaks_against_is_no_find() -> None:
    dear = frame(
        client={"together": [1, 0.9, 0.8, 0.7, 0.6, 0.5]}, penalties={"budget": [0, 0, 0, 0, 0, -0.1]}
    )
    dear = replace(dear, finds=np.array([0, 0, 0, 0, 0, 1], F))
    assert [each.row for each in rerank(dear, 1, 0.3, 6, vectors_of)][4:] == [4, 5]


def test_beside_a_photo_a_find_is_like_the_photo_too() -> None:
    look, finds = np.linspace(1, 0, 400, dtype=F), np.zeros(400, F)
    finds[[100, 390]] = 1.0, 2.0
    many = Frame(np.arange(400), {"look": look}, {"together": np.zeros(400, F)}, finds=finds)
    assert rerank(many, 0.4, 0.3, 10, vectors_of)[4].row == 100
    assert rerank(replace(many, photo={}), 0.4, 0.3, 10, vectors_of)[4].row == 390


def test_limits_of_the_parts() -> None:
    two = frame(photo={"look": [0.6], "colour": [0.1]}, client={"taste": [0.5], "together": [0.5]})
    limits = limits_of(two, 0.4, {"look": 0.8, "colour": 0.2})
    assert limits == pytest.approx({"look": 0.48, "colour": 0.12, "taste": 0.4 * 0.6, "together": 0.4 * 0.4})
    assert sum(limits.values()) == pytest.approx(1)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_hostile_columns(bad: float) -> None:
    odd = frame(photo={"look": [bad, 0.5]}, client={"taste": [0.5, bad]}, penalties={"budget": [bad, bad]})
    scores = combine(odd, 0.5)
    assert np.isfinite(scores).all()
    assert ((scores >= 0) & (scores <= 1)).all()
    assert len(rerank(odd, bad, bad, 2, vectors_of)) == 2
    assert np.isfinite(combine(odd, bad)).all()


def test_columns_must_fit() -> None:
    with pytest.raises(ValueError, match="shape"):
        frame(3, photo={"look": [0.1, 0.2]})
    with pytest.raises(ValueError, match="groups"):
        Frame(np.arange(3), groups=np.zeros(2, np.int32))


def test_below_nothing_what_speaks_less_against_a_product_comes_first() -> None:
    three = frame(client={"taste": [0.0, 0.0, 0.0]}, penalties={"avoided": [-0.3, -0.1, 0.0]})
    ranked = rerank(three, 1.0, 0, 3, not_asked)
    assert [entry.row for entry in ranked] == [2, 1, 0]
    assert [entry.score for entry in ranked] == [0, 0, 0]
