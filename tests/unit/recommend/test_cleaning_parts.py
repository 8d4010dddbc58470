"""What proposals are made of: columns, words, regression, calibration."""

from __future__ import annotations

import numpy as np
import pytest

from visrec_desktop.recommend.cleaning import noise_columns
from visrec_desktop.recommend.cleaning.blend import PRIOR, learn_weights, probabilities
from visrec_desktop.recommend.cleaning.calibration import Calibration
from visrec_desktop.recommend.cleaning.columns import column_features
from visrec_desktop.recommend.cleaning.looks import look_features, look_votes
from visrec_desktop.recommend.cleaning.ridge import Ridge
from visrec_desktop.recommend.cleaning.values import Labels
from visrec_desktop.recommend.cleaning.words import name_features, terms


def table(count: int = 200) -> tuple[list[dict[str, str]], list[str]]:
    rng = np.random.default_rng(2)
    target = ["a" if row % 3 else "b" for row in range(count)]
    rows = [
        {
            "telling": "x" if kind == "a" else "y",
            "weight": f"{(1 if kind == 'a' else 5) + rng.random():.4f}",
            "constant": "same",
            "empty": "",
            "rare": "z" if row < 2 else "",
            "id": f"{1000 + row}",
            "text": f"Text of product {row}",
            "chance": str(rng.integers(4)),
        }
        for row, kind in enumerate(target)
    ]
    return rows, target


def test_columns_that_say_nothing_are_dropped() -> None:
    rows, target = table()
    found = noise_columns(rows, target)
    assert {"constant", "empty", "rare", "id", "text"} <= found
    assert not {"telling", "weight"} & found


def test_a_column_of_chance_is_dropped_as_a_rule() -> None:
    dropped = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        rows = [{"chance": str(rng.integers(5))} for _ in range(300)]
        dropped += "chance" in noise_columns(rows, [str(rng.integers(3)) for _ in rows])
    assert dropped >= 12


def test_unknown_targets_are_left_aside() -> None:
    rows, target = table()
    assert "telling" not in noise_columns(rows, [kind if row % 2 else "" for row, kind in enumerate(target)])
    assert noise_columns(rows, [""] * len(rows)) == {"empty", "rare", "id", "text"}
    assert noise_columns([], []) == frozenset()
    assert noise_columns([{}] * 3, ["a", "b", "c"]) == frozenset()


def test_columns_need_a_target_each() -> None:
    with pytest.raises(ValueError, match="2 products, 1 targets"):
        noise_columns([{}, {}], ["a"])


def test_columns_become_features_of_values_that_come_twice() -> None:
    rows, target = table()
    features = column_features(rows, target)
    assert features.shape[0] == len(rows)
    assert features.any(axis=1).all()
    assert (np.count_nonzero(features, axis=0) >= 2).all()


def test_terms_of_a_name() -> None:
    assert set(terms("Navy Blue shirt")) == {
        "navy", "blue", "shirt", "navy blue", "blue shirt", "^navy", "shirt$"
    }  # fmt: skip
    assert "红" in set(terms("红裙"))
    assert "红 裙" in set(terms("红裙"))
    assert list(terms(" – ")) == []


def test_shared_terms_count_and_rows_have_length_one() -> None:
    features = name_features(["red shirt", "blue shirt", "", "unlike"])
    assert features.shape[0] == 4
    assert np.linalg.norm(features, axis=1).tolist() == pytest.approx([1, 1, 0, 0])
    assert name_features([]).shape == (0, 0)


def test_what_is_left_out_is_exact() -> None:
    rng = np.random.default_rng(3)
    features = rng.normal(size=(30, 6)).astype(np.float32)
    truth = np.eye(3, dtype=np.float32)[rng.integers(0, 3, 30)]
    told = Ridge.fit(features, truth).left_out(features, truth)
    for row in (0, 7, 29):
        others = np.arange(30) != row
        alone = Ridge.fit(features[others], truth[others])
        assert told[row] == pytest.approx(features[row] @ alone.weights, abs=1e-4)


def test_look_features_give_the_kernel() -> None:
    vectors = np.random.default_rng(5).normal(size=(40, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[3] = 0
    features = look_features(vectors)
    kernel = np.exp(2 * (vectors @ vectors.T - 1))
    seen = np.arange(40) != 3
    assert (features @ features.T)[seen][:, seen] == pytest.approx(kernel[seen][:, seen], abs=0.01)
    assert not features[3].any()
    assert look_features(np.zeros((4, 8), np.float32)).shape == (4, 0)


def test_nobody_votes_about_itself() -> None:
    vectors = np.eye(3, 4, dtype=np.float32)[[0, 0, 1, 2]]
    hot = np.eye(2, dtype=np.float32)[[0, 1, 1, 1]]
    usual = np.full((1, 2), 0.5, np.float32)
    shares = look_votes(vectors, np.array([0]), np.arange(4), hot, usual)
    assert shares[0, 1] > 0.8
    assert shares.sum() == pytest.approx(1, abs=1e-5)
    unseen = look_votes(vectors * 0, np.array([0]), np.arange(4), hot, usual)
    assert unseen.tolist() == usual.tolist()


def test_weights_follow_the_evidence_that_is_right() -> None:
    rng = np.random.default_rng(6)
    truth = rng.integers(0, 3, 400)
    good = np.eye(3, dtype=np.float32)[truth] + rng.normal(0, 0.3, (400, 3)).astype(np.float32)
    bad = rng.normal(size=(400, 3)).astype(np.float32)
    weights = learn_weights([good, bad, bad * 0], truth)
    assert weights[0] > 3
    assert weights[1] < 0.3
    assert weights[2] == pytest.approx(PRIOR[2], abs=1e-3)
    shares = probabilities([good, bad, bad * 0], weights)
    assert shares.sum(axis=1) == pytest.approx(np.ones(400))


def test_without_cases_the_weights_are_the_prior() -> None:
    empty = np.zeros((0, 3), np.float32)
    assert learn_weights([empty] * 3, np.zeros(0, np.int64)) == pytest.approx(PRIOR)


def test_calibration_never_falls_and_promises_nothing_after_a_few_cases() -> None:
    rng = np.random.default_rng(7)
    strengths = rng.random(2000)
    curve = Calibration.fit(strengths, rng.random(2000) < strengths**2)
    asked = np.linspace(0, 1, 50)
    told = curve.of(asked)
    assert (np.diff(told) >= 0).all()
    assert np.abs(told - asked**2).max() < 0.12
    few = Calibration.fit(np.array([0.5, 0.6, 0.9]), np.array([True, True, True]))
    assert few.of(np.array([0.99]))[0] < 0.95


def test_labels_leave_out_what_comes_up_once() -> None:
    labels = Labels.of(["Red", "red ", "RED", "", "blue", "Blue", "pink", "red"], 10)
    assert labels.values == ("red", "blue")
    assert labels.known.tolist() == [0, 1, 2, 4, 5, 6, 7]
    assert labels.codes.tolist() == [0, 0, 0, 1, 1, -1, 0]
    assert labels.one_hot().sum(axis=1).tolist() == [1, 1, 1, 1, 1, 0, 1]
    assert Labels.of(["a", "a", "b", "b"], 1).codes.tolist() == [0, 0, -1, -1]
