"""How good recommendations are: found or not, how far up, how varied, how personal, how in character.

Lists are int64 (people, n), best first; targets int64 (people,), the one item each person really chose next.
"""

from __future__ import annotations

import numpy as np

from visrec_desktop.recommend.ratings import Floats, Ints, Scores

ALPHA = 0.01
"""How much of the history's distribution is mixed into a list's, so that the divergence stays finite."""


def hit_rate(lists: Ints, targets: Ints) -> float:
    """The share of people whose list holds what they chose: HR@n."""
    return float(hits(lists, targets).mean()) if len(lists) else 0.0


def ndcg(lists: Ints, targets: Ints) -> float:
    """Normalised discounted cumulative gain with one relevant item: the mean of 1 / log2(1 + rank).

    K. Jarvelin and J. Kekalainen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 2002.
    """
    return float(gains(lists, targets).mean()) if len(lists) else 0.0


def hits(lists: Ints, targets: Ints) -> Floats:
    """1 for each person whose list holds the target, else 0: float64 (people,)."""
    found: Floats = (lists == targets[:, None]).any(axis=1).astype(np.float64)
    return found


def gains(lists: Ints, targets: Ints) -> Floats:
    """1 / log2(1 + rank of the target) for each person, 0 where it is not in the list: float64 (people,)."""
    discounts = 1 / np.log2(np.arange(2, lists.shape[1] + 2))
    gained: Floats = (lists == targets[:, None]) @ discounts
    return gained


def coverage(lists: Ints, items: int) -> float:
    """The share of a catalog of `items` that is in at least one list."""
    return len(np.unique(lists)) / items if items else 0.0


def intra_list_diversity(lists: Ints, vectors: Floats | Scores) -> float:
    """One minus the mean cosine of two different items of one list, mean over people.

    C.-N. Ziegler and others, "Improving recommendation lists through topic diversification", WWW 2005.

    Args:
        lists: with at least two items each; else 0 is returned.
        vectors: (items, d), of length 1.
    """
    count = lists.shape[1]
    if not len(lists) or count < 2:  # noqa: PLR2004 - a pair
        return 0.0
    total = 0.0
    for row in lists:
        chosen = vectors[row]
        cosines = chosen @ chosen.T
        total += float(cosines.sum() - np.trace(cosines)) / (count * (count - 1))
    return 1 - total / len(lists)


def overlap(lists: Ints, pairs: int = 20_000, seed: int = 1) -> float:
    """The mean Jaccard index of two people's lists: 0 all different, 1 everybody gets the same.

    Args:
        lists: of distinct items.
        pairs: so many pairs of people are drawn, where there are more.
        seed: of the draws.
    """
    count = len(lists)
    if count < 2:  # noqa: PLR2004 - a pair
        return 0.0
    first, second = np.triu_indices(count, 1) if count * (count - 1) // 2 <= pairs else (None, None)
    if first is None or second is None:
        rng = np.random.default_rng(seed)
        first = rng.integers(0, count, pairs)
        second = (first + rng.integers(1, count, pairs)) % count
    common = (lists[first][:, :, None] == lists[second][:, None, :]).sum(axis=(1, 2))
    return float((common / (2 * lists.shape[1] - common)).mean())


def distribution(groups: Ints, count: int, weights: Floats | None = None) -> Floats:
    """The share of each of `count` groups, float64 (count,); all 0 of nothing."""
    shares = np.bincount(groups, weights, count).astype(np.float64)
    total = shares.sum()
    return shares / total if total > 0 else shares


def miscalibration(history: Floats, shown: Floats, alpha: float = ALPHA) -> float:
    """How far a list's mix of categories is from the history's: Kullback-Leibler divergence, 0 is best.

    sum p log(p / ((1 - alpha) q + alpha p)), natural logarithm: H. Steck, "Calibrated recommendations",
    RecSys 2018.

    Args:
        history: p, shares of categories in the history.
        shown: q, shares in the list.
        alpha: how much of p is mixed into q.
    """
    there = history > 0
    p, q = history[there], shown[there]
    return float((p * np.log(p / ((1 - alpha) * q + alpha * p))).sum())
