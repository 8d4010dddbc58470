"""Rows by key against a dictionary, through additions, removals and new starts."""

from __future__ import annotations

import numpy as np
import pytest

from visrec_desktop.index.keys import Places


@pytest.mark.parametrize("span", [40, 3000, 10**15])
@pytest.mark.parametrize("seed", range(5))
def test_random_changes_against_a_dictionary(span: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    places, known = Places(np.empty(0, np.int64)), {}
    for step in range(80):
        keys = np.unique(random.integers(-span, span, random.integers(0, 30)))
        if random.random() < 0.6:
            keys = random.permutation(keys)
            rows = random.integers(0, 10**6, len(keys))
            places.put(keys, rows)
            known |= dict(zip(keys.tolist(), rows.tolist(), strict=True))
        elif random.random() < 0.5:
            there = np.array([key for key in keys.tolist() if key in known], np.int64)
            places.drop(there)
            for key in there.tolist():
                del known[key]
        else:
            keys = random.permutation(np.array([*known], np.int64))
            places, known = Places(keys), {key: row for row, key in enumerate(keys.tolist())}
        asked = np.concatenate([random.integers(-2 * span, 2 * span, 50), np.array([*known], np.int64)])
        assert places.find(asked).tolist() == [known.get(key, -1) for key in asked.tolist()], step
        assert len(places) == len(known)
        assert all((key in places) == (key in known) for key in asked[:5].tolist())


def test_keys_at_the_end_do_not_move_what_is_there() -> None:
    places = Places(np.arange(1, 1001))
    for start in range(1001, 5001, 500):
        places.put(np.arange(start, start + 500), np.arange(start - 1, start + 499))
    assert places.find(np.array([0, 1, 1000, 1001, 5000, 5001])).tolist() == [-1, 0, 999, 1000, 4999, -1]
    assert len(places) == 5000
