"""Principal directions of a catalog's looks, safe for small catalogs, and the matrix that projects to them.

The second moment of the looks x of n products, S = mean of x xᵀ, says little while n is small. It is
therefore drawn towards P, that of many pictures, which a model pack may bring along:

    C = (n S + n₀ P) / (n + n₀)

(shrinkage: Ledoit and Wolf, Journal of Multivariate Analysis 2004). Without a prior P is the identity,
scaled. Looks are projected onto the first directions v of C with variances λ, each divided by
λ^(exponent / 2): an exponent of 0 keeps lengths, 1 makes all directions alike, and between is partial
whitening (Mukundan et al., "Understanding and improving kernel local descriptors", IJCV 2019).
Means are not taken off, so that the projection stays linear and a score can be followed back to the picture.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.errors import KnownError
from visrec_desktop.vision.packs import read_prior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.vision.packs import ModelPack

    Floats = NDArray[np.float32]

DIMENSIONS = 128
"""Dimensions of a projected look."""
FEWEST = 30
"""From so many products on a catalog with a prior says enough about itself; without one: `DIMENSIONS`."""
MOST = 2000
"""Looks of more products than these tell nothing new."""
PRIOR_WEIGHT = 30
"""n₀: the prior counts as so many products."""
EXPONENT = 0.15

_QUICK = 800  # rows up to which all directions are computed; beyond that, only those that are asked for
_FAINT = 1e-5  # below this share of the greatest variance single precision says nothing of a direction
_SPARE, _ROUNDS = 32, 4  # directions beyond those that are asked for, and rounds that bring them into place
_SEED = 1


def prior_of(pack: ModelPack) -> Floats | None:
    """The pack's prior, float32 (k, look dimensions): directions, each as long as the root of its variance.

    None where the pack has none, or none that can be used: `packs.verify` tells about that.
    """
    try:
        data = read_prior(pack)
        if data is None:
            return None
        array = np.load(io.BytesIO(data), allow_pickle=False)
    except (KnownError, ValueError, EOFError, OSError):
        return None
    if array.ndim != 2 or array.shape[1:] != pack.tensors.features.shape:  # noqa: PLR2004 - a matrix
        return None
    rows = np.asarray(array, np.float32)
    return rows if np.isfinite(rows).all() else None


def enough(prior: Floats | None) -> int:
    """How many products a catalog must have for a projection to be fitted on it."""
    return DIMENSIONS if prior is None else FEWEST


def fit(looks: Floats, prior: Floats | None, dimensions: int = DIMENSIONS) -> Floats:
    """The matrix that projects looks.

    Args:
        looks: of n products, float32 (n, d), each of length 1.
        prior: see `prior_of`.
        dimensions: how many directions, at most d.

    Returns:
        float32 (d, dimensions), the direction with the greatest variance first.
    """
    count, dim = looks.shape
    share = PRIOR_WEIGHT / (count + PRIOR_WEIGHT)
    rows = [looks / np.float32(np.sqrt(count + PRIOR_WEIGHT))]
    known = 0.0
    if prior is not None:
        rows.append(prior * np.float32(np.sqrt(share)))
        known = float((prior.astype(np.float64) ** 2).sum())
    even = share * max(0.0, 1.0 - known) / dim  # what the prior leaves open lies in all directions alike
    values, directions = _principal(np.concatenate(rows), even, dimensions)
    scale = (np.maximum(values, np.finfo(np.float32).tiny) / values[0]) ** (-EXPONENT / 2)
    return np.ascontiguousarray(directions * scale, dtype=np.float32)


def _principal(rows: Floats, even: float, wanted: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The greatest eigenvalues (m,) of rowsᵀ rows + even I, descending, and their vectors (d, m).

    Few rows tell theirs at once. Otherwise by subspace iteration (Halko, Martinsson and Tropp, SIAM Review
    2011) from directions that are the same each time.
    """
    if len(rows) <= _QUICK:
        values, found = np.linalg.eigh((rows @ rows.T).astype(np.float64))
        values, found = values[::-1][:wanted], found[:, ::-1][:, :wanted]
        if len(values) == wanted and values[-1] > _FAINT * values[0]:
            return values + even, rows.T.astype(np.float64) @ (found / np.sqrt(values))
    dim = rows.shape[1]
    start = np.random.default_rng(_SEED).standard_normal((dim, min(dim, wanted + _SPARE)), dtype=np.float32)
    basis = np.linalg.qr(start)[0]
    for _ in range(_ROUNDS):
        basis = np.linalg.qr(rows.T @ (rows @ basis) + np.float32(even) * basis)[0]
    inside = (rows @ basis).astype(np.float64)
    values, turned = np.linalg.eigh(inside.T @ inside)
    return values[::-1][:wanted] + even, basis.astype(np.float64) @ turned[:, ::-1][:, :wanted]
