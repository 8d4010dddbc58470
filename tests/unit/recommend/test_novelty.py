"""From safe to surprising."""

from __future__ import annotations

import math

import numpy as np
import pytest

from visrec_desktop.recommend.novelty import novelty, surprising


def test_novelty_worked_by_hand() -> None:
    # bits of 1, 2 and 8: the range is 3 bits
    found = novelty(np.array([0.0, 1.0, 7.0]))
    assert found.dtype == np.float32
    assert found.tolist() == pytest.approx([1.0, 2 / 3, 0.0])


@pytest.mark.parametrize("likes", [[], [3.0], [2.0, 2.0]])
def test_where_all_are_equally_known_nothing_is_new(likes: list[float]) -> None:
    assert novelty(np.array(likes)).tolist() == [0.0] * len(likes)


def test_surprising_worked_by_hand() -> None:
    found = surprising(np.array([1.0, 0.8, 0.0], np.float32), np.array([0, 1, 1], np.float32), 0.2)
    assert found.tolist() == pytest.approx([1 / 1.6, 1.0, 0.0])  # 0.8 * 2^(5 * 0.2)


def test_safe_changes_nothing() -> None:
    scores = np.array([1.0, 0.5], np.float32)
    assert surprising(scores, np.array([0, 1], np.float32), 0.0) is scores
    assert surprising(scores * 0, np.array([0, 1], np.float32), 1.0).tolist() == [0.0, 0.0]


def test_the_control_ends_where_it_ends() -> None:
    scores, news = np.array([1.0, 0.5], np.float32), np.array([0.0, 1.0], np.float32)
    assert surprising(scores, news, 7.0).tolist() == surprising(scores, news, 1.0).tolist()
    assert surprising(scores, news, -1.0).tolist() == scores.tolist()
    assert math.isclose(surprising(scores, news, 1.0)[0], 1 / 16)
