"""What one person's history says about pairs of items: who liked this also liked that, and liked it next.

Each person adds to two matrices (items, items): `gram`, how often two items come up together, and `flow`,
how often an item that came up (row) goes with one that was liked (column). Both are a mixture of the whole
history, in which order does not matter, and of its beginnings: what was known before each event against that
event.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from visrec_desktop.recommend.ratings import LIKED, Floats, Row

MOST_EVENTS = 500
"""Of a longer history only the latest events are looked at."""


class Evidence(NamedTuple):
    """What one person says about the n items of the history: `gram` and `flow`, float64 (n, n)."""

    gram: Floats
    flow: Floats


def fading(length: int, half: float) -> Floats:
    """What each of `length` events counts, oldest first, when an event `half` places back counts half."""
    faded: Floats = 0.5 ** (np.arange(length - 1, -1, -1) / half)
    return faded


def evidence(row: Row, half: float, order: float, vote: float = 1.0) -> Evidence:
    """What one person adds.

    The sums are divided by a power of the history's length, so that long ones do not drown the short. A
    refusal is no positive evidence and counts 0 here.

    Args:
        row: the history.
        half: so many events back count half, for what came before an event.
        order: from 0 to 1, the share of "what came next" beside "what goes together".
        vote: that power; at 1 everybody has one vote, at 0 every event has.
    """
    count = len(row.items)
    values = np.maximum(row.values, 0.0)
    liked = (row.values >= LIKED).astype(np.float64)
    steps = np.arange(count)[:, None] - np.arange(count)[None, :] - 1
    before = np.where(steps >= 0, 0.5 ** (np.maximum(steps, 0) / half), 0.0) * values  # (event, item)
    gram = (1 - order) * np.outer(values, values) + order * (before.T @ before)
    flow = (1 - order) * np.outer(values, liked) + order * (before.T * liked)
    votes = float(max(count, 1)) ** vote
    return Evidence(gram / votes, flow / votes)
