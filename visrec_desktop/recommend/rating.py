"""The normalised rating of the source article (section 4.3); its two similarities are in `index.metrics`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def normalised_rating(similarities: ArrayLike | Sequence[float]) -> NDArray[np.float64]:
    """r_U(C) = r(U, C) / sum of r(U, C'): each product's share of attention.

    Args:
        similarities: (n,); negative ones and what is no number count as 0.

    Returns:
        float64 (n,), at least 0, together 1; all 0 when nothing is similar.
    """
    given = np.asarray(similarities, np.float64)
    positive = np.where(np.isfinite(given) & (given > 0), given, 0.0)
    peak = positive.max(initial=0.0)
    if peak == 0:
        return np.zeros(given.shape)
    scaled = positive / peak
    ratings: NDArray[np.float64] = scaled / scaled.sum()
    return ratings
