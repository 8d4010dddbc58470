"""How surprising an item is, and what the control from safe to surprising does with it."""

from __future__ import annotations

import numpy as np

from visrec_desktop.recommend.ratings import Floats, Scores

GREATEST_EXPONENT = 5.0
"""At the control's far end an item that nobody knows counts 2^5 times as much as the best known."""


def novelty(likes: Floats) -> Scores:
    """How little known each item is.

    The self-information -log2 p of being liked, of its range: S. Vargas and P. Castells, "Rank and relevance
    in novelty and diversity metrics for recommender systems", RecSys 2011. One like is added to each item.

    Args:
        likes: float64 (items,), how many people liked each.

    Returns:
        float32 (items,) in [0, 1]: 1 for those nobody liked, 0 for the best liked; all 0 if all are equal.
    """
    bits = -np.log2(np.maximum(likes, 0.0) + 1.0)
    low, high = bits.min(initial=np.inf), bits.max(initial=-np.inf)
    if not high > low:
        return np.zeros(len(bits), np.float32)
    spread: Scores = ((bits - low) / (high - low)).astype(np.float32)
    return spread


def surprising(scores: Scores, novelties: Scores, diversity: float) -> Scores:
    """Item-item scores, raised where few know the item: s_i 2^(g d n_i), brought back to [0, 1].

    Items that nobody's likes speak for stay where they are, at 0: a surprise still has to suit.

    Args:
        scores: float32 (n,) in [0, 1].
        novelties: float32 (n,), see `novelty`.
        diversity: d, from 0 (nothing changes) to 1; g is `GREATEST_EXPONENT`.
    """
    strength = GREATEST_EXPONENT * min(1.0, max(0.0, diversity))
    if strength == 0:
        return scores
    raised = scores * np.exp2(np.float32(strength) * novelties)
    best = raised.max(initial=0.0)
    spread: Scores = (raised / best if best > 0 else raised).astype(np.float32)
    return spread
