"""Where two pictures match: their similarity, split by places of one of them.

The similarity of two pictures is the sum over the parts of w · cos(q, c) (`vision.fusion`). Seen from one
picture, with the other one held still, each cosine is a scalar product ⟨q, g⟩ with the direction
g = c / (|q| |c|), and each part of a picture is a sum over its places:

- Look: the features are the mean of a feature map over its positions, and a look is a straight line through
  the features (`Look.line`): look = Σ over positions p of gain · (map_p − origin) / positions. With blocks
  this is ⟨map_p,b − average_b, c_b⟩ / (positions |q_b| |c_b|) · weight_b. Without, max(0, ·) makes it a line
  only as long as the same features stand out, which for one given picture they do.
  Where looks are compared projected, g is the direction that the projection gives back (`vision.projection`).
- Shape: descriptions of cells side by side, so that their scalar product is a sum over cells.
- Colour: one histogram for the whole picture. What a cell of it adds is divided among the places that filled
  it, in proportion.

So nothing is estimated: the places of either picture add up to the similarity. (The same is done for
classifiers by Zhou et al., "Learning Deep Features for Discriminative Localization", CVPR 2016, and for
cosines of pooled features by Stylianou et al., "Visualizing Deep Similarity Networks", WACV 2019.)
A place may speak against the other picture: its value is negative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from visrec_desktop.core.values import WHOLE, Area
from visrec_desktop.vision import colour, shape
from visrec_desktop.vision.fusion import unit
from visrec_desktop.vision.packs import COLOUR, LOOK, SHAPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from visrec_desktop.vision.look import Look
    from visrec_desktop.vision.projection import Projection

_TINY = 1e-12


class Sighted(NamedTuple):
    """A picture as the model takes it, and what was found in it.

    `fitted` uint8 (size, size, 3), RGB; `maps` float32 (channels, h, w); `parts` for each part's name its
    features, float32 (part.dim,), of any length.
    """

    fitted: NDArray[np.uint8]
    maps: NDArray[np.float32]
    parts: Mapping[str, NDArray[np.float32]]


class Places(NamedTuple):
    """Values by place, float32 (rows, columns), and where in the fitted picture they lie."""

    values: NDArray[np.float32]
    area: Area = WHOLE


def split(
    weights: Mapping[str, float],
    look: Look,
    here: Sighted,
    there: Sighted,
    projection: Projection | None = None,
) -> dict[str, Places]:
    """Split the similarity of two pictures by the places of one of them.

    Args:
        weights: of each part; they need not be those of the pack, nor add up to 1.
        look: how the look comes from the features.
        here: the picture whose places are told.
        there: the other one.
        projection: what the looks go through before they are compared; None: they are compared in full.

    Returns:
        For each part its places; they add up to the part's contribution (see `fusion.contributions`). Of a
        part of which `here` has nothing, which `fusion.unit` makes an even one, all places have the same.
    """
    told = {}
    for name, weight in weights.items():
        own = here.parts[name]
        length = float(np.linalg.norm(own))
        other = unit(there.parts[name][None])[0]
        if name == LOOK and projection is not None and length > _TINY:
            other = projection.pulled_back(projection.look(other), projection.reach(own / np.float32(length)))
        other = other * np.float32(weight)
        if length <= _TINY:
            rows, columns = here.maps.shape[1:]
            share = float(unit(own[None])[0] @ other) / (rows * columns)
            told[name] = Places(np.full((rows, columns), share, np.float32))
        else:
            told[name] = _places(name, look, here, other / np.float32(length))
    return told


def _places(name: str, look: Look, here: Sighted, direction: NDArray[np.float32]) -> Places:
    if name == LOOK:
        return Places(by_position(here.maps, look, direction))
    if name == SHAPE:
        return Places(*shape.by_place(here.fitted, direction))
    if name == COLOUR:
        return Places(colour.by_place(here.fitted, direction))
    raise ValueError(f"the part {name} has no places")


def by_position(maps: NDArray[np.float32], look: Look, direction: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each position of a feature map adds to the scalar product of a look with any direction.

    Args:
        maps: float32 (channels, h, w); the features are its mean over the positions.
        look: how the look comes from the features.
        direction: float32 (channels,), in the space of the look.

    Returns:
        float32 (h, w); the sum is `look(features) @ direction`.
    """
    channels, height, width = maps.shape
    gain, origin = look.line(pooled(maps))
    steps = maps.reshape(channels, -1) - origin[:, None]
    values: NDArray[np.float32] = ((gain * direction) @ steps / (height * width)).astype(np.float32)
    return values.reshape(height, width)


def pooled(maps: NDArray[np.float32]) -> NDArray[np.float32]:
    """The features of a feature map (channels, h, w): the mean over its positions, float32 (channels,)."""
    means: NDArray[np.float64] = maps.mean(axis=(1, 2), dtype=np.float64)
    return means.astype(np.float32)


def on_grid(places: Iterable[Places], side: int) -> NDArray[np.float32]:
    """Lay places of different sizes over one another on a grid over the fitted picture, smoothly.

    Args:
        places: as of `split`.
        side: rows and columns of the grid.

    Returns:
        float32 (side, side); the sum is that of all values.
    """
    total = np.zeros((side, side), np.float64)
    for values, area in places:
        rows, columns = values.shape
        down, across = (
            _spread(rows, area.top, area.height, side),
            _spread(columns, area.left, area.width, side),
        )
        total += down @ values @ across.T
    return total.astype(np.float32)


def _spread(count: int, start: float, length: float, side: int) -> NDArray[np.float64]:
    """How `count` values in a row from `start` on are shared out over a row of `side`, (side, count).

    Each reaches to the middles of its neighbours, falling evenly, as bilinear interpolation has it, and gives
    away all of itself: columns add up to 1.
    """
    middles = (np.arange(side) + 0.5) / side
    at = np.clip((middles - start) / length * count - 0.5, 0, count - 1)
    inside = (middles >= start) & (middles <= start + length)
    shares = np.maximum(0, 1 - np.abs(at[:, None] - np.arange(count))) * inside[:, None]
    for column in np.flatnonzero(shares.sum(axis=0) <= _TINY):  # smaller than a step of the grid
        nearest = np.abs(middles - start - (column + 0.5) / count * length).argmin()
        shares[nearest, column] = 1
    told: NDArray[np.float64] = shares / shares.sum(axis=0)
    return told
