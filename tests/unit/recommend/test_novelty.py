"""How surprising an item is."""

from __future__ import annotations

import numpy as np
import pytest

from visrec_desktop.recommend.novelty import novelty


def test_novelty_worked_by_hand() -> None:
    # bits of 1, 2 and 8: the range is 3 bits
    found = novelty(np.array([0.0, 1.0, 7.0]))
    assert found.dtype == np.float32
    assert found.tolist() == pytest.approx([1.0, 2 / 3, 0.0])


@pytest.mark.parametrize("likes", [[], [3.0], [2.0, 2.0]])
def test_where_all_are_equally_known_nothing_is_new(likes: list[float]) -> None:
    assert novelty(np.array(likes)).tolist() == [0.0] * len(likes)
