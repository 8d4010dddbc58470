"""The two models of what other clients like, as one signal."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.recommend.test_collaborative import drawn, of, row
from visrec_desktop.recommend.blend import DOUBT, SHARE, SURPRISE, Blend, Opinion
from visrec_desktop.recommend.collaborative import ItemItem
from visrec_desktop.recommend.diversity import pull
from visrec_desktop.recommend.factors import Effort, Factors
from visrec_desktop.recommend.ratings import Row, Scores

HISTORIES = [row(0, 1, 2), row(0, 1, 3), row(4, 5), row(4, 5, 2)] * 5
EFFORT = Effort(count=4, trust=10.0, ridge=1.0)


def said(blend: Blend, history: Row, lift: Scores | None = None, diversity: float = 0.0) -> Scores:
    opinion = blend.opinion(history, lift)
    assert opinion is not None
    return opinion.scores(diversity)


def test_it_is_the_weighted_geometric_mean_of_both() -> None:
    blend = Blend.fit(of(HISTORIES), 8, effort=EFFORT)
    history = row(0, 1)
    sides = [
        side / np.sort(side)[-3]
        for side in (
            ItemItem.fit(of(HISTORIES), 8).scores(history),
            Factors.fit(of(HISTORIES), 8, EFFORT).scores(history),
        )
    ]
    expected = (sides[0] + DOUBT) ** (1 - SHARE) * (sides[1] + DOUBT) ** SHARE
    found = said(blend, history)
    assert found.dtype == np.float32
    assert found == pytest.approx(expected / expected.max(), abs=1e-5)
    assert found.max() == 1.0
    assert found.min() >= 0.0


def test_a_lift_moves_what_is_liked_now_upwards() -> None:
    blend = Blend.fit(of(HISTORIES), 8, effort=EFFORT)
    plain, lift = said(blend, row(0)), np.ones(8, np.float32)
    lift[3] = 4.0
    lifted = said(blend, row(0), lift)
    assert lifted[3] / lifted[2] == pytest.approx(4 * plain[3] / plain[2], rel=1e-5)


def test_surprise_worked_by_hand() -> None:
    pairs, factors = np.log2(np.array([1.0, 0.5])), np.log2(np.array([1.0, 0.25]))
    opinion = Opinion(*(np.float32(each) for each in (pairs, factors, [0, 0], [0, 1], [0, 0])))
    assert opinion.scores().tolist() == pytest.approx([1.0, 2 ** (-(1 - SHARE) - 2 * SHARE)])
    # a quarter of the way pulls with d: 1 - (0.6 - d) of 2^-1, the rest of 2^-2, times 2^(5 d)
    d = pull(0.25)
    bits = -(1 - SHARE + d) - 2 * (SHARE - d) + SURPRISE * d
    assert opinion.scores(0.25).tolist() == pytest.approx([1.0, 2**bits], rel=1e-6)
    assert opinion.scores(1.0).tolist() == pytest.approx([2 / 2**SURPRISE, 1.0])
    assert opinion.scores(9.0).tolist() == opinion.scores(1.0).tolist()
    assert opinion.scores(-1.0).tolist() == opinion.scores().tolist()
    assert opinion.at(np.array([1])).scores().tolist() == [1.0]


def test_a_find_suits_as_it_suits_the_few_whom_it_suits_best() -> None:
    pairs, factors = np.log2(np.array([1.0, 0.5, 0.5])), np.log2(np.array([1.0, 0.5, 0.5]))
    opinion = Opinion(*(np.float32(each) for each in (pairs, factors, [0] * 3, [0] * 3, [1.0, -2.0, np.inf])))
    # the first suits others better, the second twice as well as it does others, the third suits nobody
    assert opinion.finds().tolist() == pytest.approx([0.0, 2.0, 0.0])
    assert opinion.at(np.array([1])).finds().tolist() == pytest.approx([2.0])


def test_what_suits_two_groups_is_a_find_for_neither_more_than_for_the_other() -> None:
    histories = [row(0, 1, 2, 3, 4)] * 3 + [row(5, 6, 7, 8, 9)] * 3
    blend = Blend.fit(of(histories), 11, effort=EFFORT)
    assert blend.reach.shape == (11,)
    assert np.isinf(blend.reach[10])  # nobody has it, and nothing speaks for it
    opinion = blend.opinion(row(0, 1))
    assert opinion is not None
    assert not opinion.finds()[[5, 6, 7, 8, 9, 10]].any()


def test_an_empty_history_says_nothing() -> None:
    blend = Blend.fit(of(HISTORIES), 8, effort=EFFORT)
    for history in (row(), row(0, values=(-1.0,)), row(99)):
        assert blend.opinion(history, np.ones(8, np.float32)) is None


def test_tiny_catalogs() -> None:
    assert Blend.fit(of([row(0)]), 1).opinion(row(0)) is None
    assert said(Blend.fit(of([row(0, 1)] * 3), 2), row(0)).max() == 1.0


def test_what_a_client_likes_counts_at_once() -> None:
    histories = drawn(40, 12, seed=8)
    blend = Blend.fit(of(histories[:-1]), 12)
    learned = blend.learned(histories[-1])
    fresh = ItemItem.fit(of(histories), 12)
    assert learned.pairs.product == pytest.approx(fresh.product, abs=1e-6)
    assert learned.factors is blend.factors
