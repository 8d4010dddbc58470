"""Weights of the client's signals, learned from what was chosen over what was passed over."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from visrec_desktop.recommend.ratings import Floats

Signals = Mapping[str, float]
"""r_i(U, C) of one product, each in [0, 1] and not yet weighted; one that is absent counts 0."""

STRENGTH = 100.0
"""How firmly the prior holds: a single preference moves a weight by a few hundredths at most."""
SHARPNESS = 7.0
"""A seventh between two scores makes the better one's being chosen 2.7 times as likely as not."""

_MOST_STEPS = 2000
_STILL = 1e-10


def learn_weights(
    preferences: Sequence[tuple[Signals, Signals]], prior: Mapping[str, float], strength: float = STRENGTH
) -> dict[str, float]:
    """The weights that explain the shop's own feedback, near the prior while there is little of it.

    The minimum over w >= 0 of the same sum as the prior's of

        sum log(1 + exp(-c w (chosen - passed over))) + strength / 2 |w - prior|^2

    over those signals that some preference tells of (what is known of no product teaches nothing, and keeps
    its weight), with c `SHARPNESS`: pairwise logistic ranking (C. Burges and others, "Learning to rank using
    gradient descent", ICML 2005), by accelerated projected gradients; the projection is that of J. Duchi and
    others, "Efficient projections onto the l1-ball for learning in high dimensions", ICML 2008. The function
    is strictly convex, so there is one answer, and it depends on nothing else.

    Args:
        preferences: signals of what was chosen, and of what was passed over in its favour. Both what stood
            above and what stood below it on the page belong here: with the former alone, every signal that
            was used for ranking would seem to mislead.
        prior: the weights before anything was learned, by name; only these signals are learned about.
        strength: of the prior, above 0.

    Returns:
        A weight for each name of the prior; without preferences exactly the prior.

    Raises:
        ValueError: a prior that is empty, negative or does not add up to 1; a strength that is not above 0; a
            signal that is not finite.
    """
    names = list(prior)
    start = np.array([prior[name] for name in names], np.float64)
    if not len(start) or not (start >= 0).all() or not math.isclose(start.sum(), 1.0, abs_tol=1e-6):
        raise ValueError("the prior's weights must not be negative and must add up to 1")
    if not 0 < strength < math.inf:
        raise ValueError("the prior's strength must be above 0")
    if not preferences:
        return dict(prior)
    told = set().union(*(side for preference in preferences for side in preference))
    names = [name for name in names if name in told]
    mass = sum(prior[name] for name in names)
    differences = np.array(
        [[chosen.get(n, 0.0) - passed.get(n, 0.0) for n in names] for chosen, passed in preferences]
    )
    if not np.isfinite(differences).all():
        raise ValueError("signals must be finite")
    if not mass > 0:
        return dict(prior)
    start = np.array([prior[name] / mass for name in names])
    learned = _descended(differences * mass, start, strength * mass**2) * mass
    return dict(prior) | {name: float(weight) for name, weight in zip(names, learned, strict=True)}


def projected(point: Floats) -> Floats:
    """The nearest point of the simplex (w >= 0, sum 1)."""
    falling = np.sort(point)[::-1]
    over = np.cumsum(falling) - 1.0
    kept = int(np.flatnonzero(falling * np.arange(1, len(point) + 1) > over)[-1])
    nearest: Floats = np.maximum(point - over[kept] / (kept + 1), 0.0)
    return nearest


def _descended(differences: Floats, prior: Floats, strength: float) -> Floats:
    """Nesterov's method for a smooth, strongly convex function, projected."""
    smooth = strength + SHARPNESS**2 / 4 * float(np.linalg.eigvalsh(differences.T @ differences)[-1])
    speed = (math.sqrt(smooth) - math.sqrt(strength)) / (math.sqrt(smooth) + math.sqrt(strength))
    weights = ahead = prior
    for _ in range(_MOST_STEPS):
        margins = np.clip(SHARPNESS * (differences @ ahead), -500, 500)
        slope = strength * (ahead - prior) - SHARPNESS * (differences.T @ (1 / (1 + np.exp(margins))))
        following = projected(ahead - slope / smooth)
        moved = following - weights
        weights, ahead = following, following + speed * moved
        if np.abs(moved).max() < _STILL:
            break
    return weights
