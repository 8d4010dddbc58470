"""How popular each item is: aged, damped, and shrunk towards the average where little is known."""

from __future__ import annotations

import numpy as np

from visrec_desktop.recommend.ratings import LIKED, Floats, Ratings, Scores

HALF_LIFE_DAYS = 125.0
"""After so many days an event counts half for what is popular now."""
DOUBT = 5.0
"""So many answers of the average kind are added to each item's own."""
FASHION_DAYS = 250.0
"""After so many days a like counts half for what the moment does to an item."""
MEMORY = 50.0
"""So many likes of the long run are added to the likes of the moment."""
EXPONENT = 0.35
"""How much of the moment's popularity shows in `lift`."""


def popularity(ratings: Ratings, items: int, now: float, half_life: float = HALF_LIFE_DAYS) -> Scores:
    """How popular each item is now.

    log(1 + n) q over its maximum, where n is the sum of an item's positive values, aged, and q the share of
    likes among its likes and refusals, shrunk towards the share of all (a Beta prior of `DOUBT` answers).

    Args:
        ratings: of everybody.
        items: how many items there are.
        now: the moment, in days as in `ratings`; events after it count as if they happened then.
        half_life: in days.

    Returns:
        float32 (items,) in [0, 1]; all 0 where nothing was liked.
    """
    weights = _aged(ratings.days, now, half_life)
    volume = np.bincount(ratings.items, weights * np.maximum(ratings.values, 0.0), items)
    liked = np.bincount(ratings.items, ratings.values >= LIKED, items)
    refused = np.bincount(ratings.items, ratings.values < 0, items)
    answers = liked + refused
    average = liked.sum() / max(answers.sum(), 1.0)
    worth = np.log1p(volume) * (liked + DOUBT * average) / (answers + DOUBT)
    best = worth.max(initial=0.0)
    popular: Scores = (worth / best if best > 0 else worth).astype(np.float32)
    return popular


def lift(ratings: Ratings, items: int, now: float, half_life: float = FASHION_DAYS) -> Scores:
    """What the moment does to each item: above 1 where it is liked more than usual now, below 1 where less.

    ((t_i + m p_i) / (t + m) / p_i) ^ `EXPONENT`, where p_i is the item's share of all likes, t_i its likes
    of late (aged), t their sum and m `MEMORY`; one like is added to each item for p_i. Seasons and fashions
    pass: what people with similar taste liked five years ago is not what is liked today. Without likes all
    are 1.

    Args:
        ratings: of everybody.
        items: how many items there are.
        now: the moment, in days; events after it count as if they happened then.
        half_life: in days.

    Returns:
        float32 (items,), above 0.
    """
    liked = ratings.values >= LIKED
    places, days = ratings.items[liked], ratings.days[liked]
    likes = np.bincount(places, minlength=items) + 1.0
    shares = likes / likes.sum()
    recent = np.bincount(places, _aged(days, now, half_life), items)
    lifted = ((recent + MEMORY * shares) / (recent.sum() + MEMORY) / shares) ** EXPONENT
    if not len(places):
        return np.ones(items, np.float32)
    raised: Scores = lifted.astype(np.float32)
    return raised


def _aged(days: Floats, now: float, half_life: float) -> Floats:
    aged: Floats = 0.5 ** (np.maximum(now - days, 0.0) / half_life)
    return aged
