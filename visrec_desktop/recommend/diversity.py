"""Lists that do not show ten times the same: maximal marginal relevance (Carbonell and Goldstein 1998)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.variants import variant_groups

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["mmr", "pull", "variant_groups"]

BEND = 1.75
"""The control is gentle at first: halfway it pulls with three tenths of what it does at its far end."""

GREATEST_TRADE = 0.7
"""Share of likeness to what is shown already against relevance when the control stands at its far end."""


def pull(diversity: float) -> float:
    """What the control from safe to surprising is worth where it stands: its power of `BEND`, in [0, 1]."""
    return float(min(1.0, max(0.0, diversity)) ** BEND)


def mmr(
    relevance: NDArray[np.float32], vectors: NDArray[np.float32], diversity: float, top: int
) -> NDArray[np.int64]:
    """Order candidates so that each is relevant and unlike those before it.

    The next one is the candidate with the greatest (1 - t) relevance - t max(likeness to one shown before):
    maximal marginal relevance, J. Carbonell and J. Goldstein, "The use of MMR, diversity-based reranking for
    reordering documents and producing summaries", SIGIR 1998. Relevance and likeness are spread over [0, 1]
    first, so that the control does as much in a close race as in a clear one, and in a space where everything
    is a little alike. Takes O(candidates * top) likenesses.

    Args:
        relevance: float32 (m,), best first.
        vectors: float32 (m, d) of length 1. A zero row (a product without a picture) counts as no more and no
            less alike than the others are on average.
        diversity: 0 (by relevance alone) to 1; t is `GREATEST_TRADE` times its `pull`.
        top: how many to choose.

    Returns:
        int64 (min(top, m),), places among the candidates; the first of equals is taken.
    """
    count = min(max(top, 0), len(relevance))
    trade = np.float32(GREATEST_TRADE * pull(diversity))
    worth = (1 - trade) * _spread(relevance)
    rows = np.nan_to_num(vectors, nan=0.0, posinf=0.0, neginf=0.0)
    blank = ~rows.any(axis=1)
    closest = np.zeros(len(worth), np.float32)
    least = np.float32(0.0)
    chosen = np.zeros(count, np.int64)
    for step in range(count):
        seen = (
            np.where(blank, closest[~blank].mean(), closest) if blank.any() and not blank.all() else closest
        )
        chosen[step] = best = int(np.argmax(worth - trade * seen))
        worth[best] = -np.inf
        likeness = rows @ rows[best]
        if step == 0:
            least = likeness[~blank].min(initial=0.9)
        closest = np.maximum(closest, (likeness - least) / (1 - least))
    return chosen


def _spread(relevance: NDArray[np.float32]) -> NDArray[np.float32]:
    values = np.nan_to_num(relevance, nan=0.0)
    low, high = values.min(initial=np.inf), values.max(initial=-np.inf)
    if not high > low:
        return np.zeros(len(values), np.float32)
    spread: NDArray[np.float32] = ((values - low) / (high - low)).astype(np.float32)
    return spread
