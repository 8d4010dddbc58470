"""How surprising an item is."""

from __future__ import annotations

import numpy as np

from visrec_desktop.recommend.ratings import Floats, Scores


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
