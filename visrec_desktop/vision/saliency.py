"""What stands out from the background of a photo.

Robust background detection (Zhu, Liang, Wei, Sun: Saliency Optimization from Robust Background Detection,
CVPR 2014): background is what is joined to the photo's border for a long stretch of its outline, while an
object that is cut off by the border touches it for a short one. What differs from probable background is a
probable object, and so are colours that the photo's frame has less of than its inside; both are settled
together over neighbouring patches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.superpixels import Patches, cut_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PATCHES = 200
_COLOUR_SPREAD = 10.0  # steps of Lab; the spreads are those of the paper
_BORDER_SPREAD = 1.0
_PLACE_SPREAD = 0.25  # of the longer side
_LEAST_SMOOTHNESS = 0.1
_LEAST_FOUND = 0.2  # evidence below it is not scaled up to a full object
_PRIOR_WEIGHT = 0.7
_FRAME_SHARE = 0.06  # of the shorter side
_BINS = 12  # of each axis of Lab
_MOST_STEPS = 80
_CLOSE_ENOUGH = 1e-6
_LOW, _REACH = (0.0, -60.0, -60.0), (100.0, 120.0, 120.0)


def saliency(lab: NDArray[np.float32], prior: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
    """How much each place stands out.

    Args:
        lab: CIE Lab, float32 (H, W, 3), about 160 pixels at the longer side, at least 16 at the shorter.
        prior: float32 (H, W) in [0, 1], where something is to be expected; None where nothing is known.

    Returns:
        float32 (H, W) in [0, 1].
    """
    patches = cut_up(lab, _PATCHES)
    away = np.sqrt(_squares(patches.colours))
    rare = _means(patches, _rarity(lab))
    background = np.asarray(_background(patches, away) * (1 - rare / 2), np.float32)
    found = np.asarray((_contrast(patches, away, background) + rare) / 2, np.float32)
    if prior is not None:
        found *= 1 - _PRIOR_WEIGHT + _PRIOR_WEIGHT * _means(patches, prior)
    found /= max(float(found.max()), _LEAST_FOUND)
    return _settled(patches, away, background, found)[patches.labels]


def _squares(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Squared distances between all pairs of n rows, float32 (n, n)."""
    out = np.zeros((len(values), len(values)), np.float32)
    for column in values.T:
        out += (column[:, None] - column[None]) ** 2
    return out


def _means(patches: Patches, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of a map over each patch, float32 (n,)."""
    sums = np.bincount(patches.labels.ravel(), values.ravel(), len(patches.sizes))
    return (sums / patches.sizes).astype(np.float32)


def _rarity(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much rarer each pixel's colour is in the photo's frame than inside it, float32 (H, W) in [0, 1]."""
    place = (lab - np.array(_LOW, np.float32)) / np.array(_REACH, np.float32) * _BINS
    cells = np.clip(place, 0, _BINS - 1).astype(np.int64)
    codes = (cells[..., 0] * _BINS + cells[..., 1]) * _BINS + cells[..., 2]
    edge = max(2, round(_FRAME_SHARE * min(codes.shape)))
    framed = np.ones(codes.shape, bool)
    framed[edge:-edge, edge:-edge] = False
    border, inside = _histogram(codes[framed]), _histogram(codes[~framed])
    share = inside / (inside + border + 1e-9)
    rare: NDArray[np.float32] = np.clip(2 * share[codes] - 1, 0, 1).astype(np.float32)
    return rare


def _histogram(codes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Shares of the colours, each spread a little over its neighbours, (bins³,)."""
    counts: NDArray[np.float64] = np.bincount(codes, minlength=_BINS**3).astype(np.float64)
    counts = counts.reshape(_BINS, _BINS, _BINS)
    for axis in range(3):
        rows = np.moveaxis(counts, axis, 0)
        spread = rows / 2
        spread[1:] += rows[:-1] / 4
        spread[:-1] += rows[1:] / 4
        counts = np.moveaxis(spread, 0, axis)
    shares: NDArray[np.float64] = counts.ravel() / max(float(counts.sum()), 1.0)
    return shares


def _background(patches: Patches, away: NDArray[np.float32]) -> NDArray[np.float32]:
    """How surely each patch is background, float32 (n,) in [0, 1]."""
    near = np.exp(-(_paths(patches, away) ** 2) / (2 * _COLOUR_SPREAD**2))
    usual = float(patches.sizes.mean())
    area = _times(near, patches.sizes / usual)
    length = _times(near, patches.border / usual**0.5)
    joined = length / np.sqrt(area)
    return (1 - np.exp(-(joined**2) / (2 * _BORDER_SPREAD**2))).astype(np.float32)


def _paths(patches: Patches, away: NDArray[np.float32]) -> NDArray[np.float32]:
    """Shortest paths over neighbours, all patches of the border being neighbours (Floyd, Warshall)."""
    touching = _touching(patches)
    nearest = np.where(touching, away, np.inf).min(axis=1)
    free = float(nearest[np.isfinite(nearest)].mean()) if np.isfinite(nearest).any() else 0.0
    edge = np.flatnonzero(patches.border)
    touching[np.ix_(edge, edge)] = True
    paths = np.where(touching, np.maximum(away - free, 0), np.inf).astype(np.float32)
    np.fill_diagonal(paths, 0)
    for through in range(len(paths)):
        np.minimum(paths, paths[:, through, None] + paths[through], out=paths)
    return paths


def _touching(patches: Patches) -> NDArray[np.bool_]:
    """Which patches are neighbours, bool (n, n)."""
    touching = np.zeros((len(patches.sizes),) * 2, bool)
    one, other = patches.neighbours.T
    touching[one, other] = touching[other, one] = True
    return touching


def _contrast(
    patches: Patches, away: NDArray[np.float32], background: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Difference from what is background, near places first, float32 (n,) in [0, 1]."""
    near = np.exp(-_squares(patches.places) / (2 * _PLACE_SPREAD**2))
    contrast = _times(away * near, background * patches.sizes)
    contrast -= contrast.min()
    return (contrast / max(float(contrast.max()), 1e-6)).astype(np.float32)


def _settled(
    patches: Patches,
    away: NDArray[np.float32],
    background: NDArray[np.float32],
    found: NDArray[np.float32],
) -> NDArray[np.float32]:
    """The least sum of squares against both, and against differences between like neighbours (n,)."""
    joined = _touching(patches)
    edge = np.flatnonzero(patches.border)
    joined[np.ix_(edge, edge)] = True
    np.fill_diagonal(joined, val=False)
    smooth = (np.exp(-(away**2) / (2 * _COLOUR_SPREAD**2)) + _LEAST_SMOOTHNESS) * joined
    weights = np.maximum(background + found, 1e-4)
    system = np.asarray(np.diag(smooth.sum(axis=1) + weights) - smooth, np.float32)
    return np.clip(_solved(system, found), 0, 1).astype(np.float32)


def _solved(system: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Solve `system @ x = right` for a symmetric positive system by conjugate gradients.

    Numpy's own solver shares so small a system out between threads, and waits for them much longer than it
    computes when an import has the cores.
    """
    scale = 1 / np.diag(system)
    found = np.zeros_like(right)
    rest = right
    step = scaled = np.asarray(scale * rest, np.float32)
    size = float((rest * scaled).sum())
    for _ in range(_MOST_STEPS):
        if size < _CLOSE_ENOUGH:
            break
        pushed = _times(system, step)
        far = np.float32(size / float((step * pushed).sum()))
        found = np.asarray(found + far * step, np.float32)
        rest = np.asarray(rest - far * pushed, np.float32)
        scaled = np.asarray(scale * rest, np.float32)
        before, size = size, float((rest * scaled).sum())
        step = np.asarray(scaled + np.float32(size / before) * step, np.float32)
    return found


def _times(matrix: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """A product of a matrix and a vector, in this thread alone."""
    out: NDArray[np.float32] = np.einsum("ij,j->i", matrix, vector)
    return out
