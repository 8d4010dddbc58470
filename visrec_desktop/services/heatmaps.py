"""Where a photo and a product's picture match: their similarity laid out over both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.services.coverage import fit_picture
from visrec_desktop.services.matching import fit_photo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.core.values import Area, Crop, Photo
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.embedder import Embedder
    from visrec_desktop.vision.heatmap import Sighted

PLACES = 7
"""Rows and columns of the places whose shares are told, as many as the networks' maps have."""
NINTHS = 3
"""The same, told in words: at the upper left, in the middle."""
GRID = 4 * PLACES
"""Rows and columns of the grid that is drawn."""
TOLERANCE = 1e-4
"""How far the sum may be from the score that ranked the product."""


@dataclass(frozen=True, slots=True, eq=False)
class Heat:
    """The similarity over one picture.

    `grid` float32 (GRID, GRID): what each place adds, below 0 where it speaks against the other picture; the
    sum is the similarity. `area`: where the grid lies in the whole upright picture. `places`: rows and
    columns of the places whose shares are told.
    """

    places: ClassVar[int] = PLACES

    grid: NDArray[np.float32]
    area: Area

    def counted(self, row: int, column: int, count: int = PLACES) -> float:
        """What a place adds where the grid is divided into `count` rows and columns."""
        rows = slice(row * GRID // count, (row + 1) * GRID // count)
        columns = slice(column * GRID // count, (column + 1) * GRID // count)
        return float(self.grid[rows, columns].sum())

    def ninths(self) -> list[float]:
        """What each ninth of the grid adds, row by row from the upper left."""
        return [self.counted(number // NINTHS, number % NINTHS, NINTHS) for number in range(NINTHS**2)]


@dataclass(frozen=True, slots=True, eq=False)
class HeatMaps:
    """Where a photo and a picture match.

    `parts` are what each part of the model adds to their similarity, `total` is the sum of them and of either
    grid. `is_exact` is False where the score that ranked the product was another one: the picture's file has
    changed or gone since, and what is left of it was looked at.
    """

    photo: Heat
    product: Heat
    parts: Mapping[str, float]
    is_exact: bool = True

    @property
    def total(self) -> float:
        """The similarity, at most 1."""
        return sum(self.parts.values())


def heat_maps(
    workspace: Workspace,
    photo: Photo,
    crop: Crop | None,
    picture_id: int,
    token: CancelToken | None = None,
    *,
    label: str = "",
    emphasis: Emphasis = NEUTRAL,
) -> HeatMaps | None:
    """Find where a photo and a product's picture match. Work thread only; nothing of the photo is stored.

    Args:
        workspace: the data folder.
        photo: the photo.
        crop: the part of it that was searched for.
        picture_id: the picture.
        token: stops the work.
        label: what to call the product in an error.
        emphasis: which parts count more or less than they usually do for this photo.

    Returns:
        None where the chosen model has no feature maps.

    Raises:
        KnownError: the photo, the picture or the model cannot be read.
        Cancelled: the token was set.
    """
    from visrec_desktop.vision.studio import weights_for

    token = token or CancelToken()
    embedder = workspace.embedder()
    picture = workspace.catalog().picture(picture_id)
    if picture is None:
        raise KnownError(ErrorCode.NOT_FOUND, label or str(picture_id))
    try:
        asked = fit_photo(embedder, photo, crop)
    except KnownError as error:
        if photo.path is not None and error.subject == str(photo.path):
            raise KnownError(error.code, photo.label, error.detail) from error
        raise
    here = embedder.sight(asked.rgb)
    token.check()
    found = fit_picture(workspace, embedder, picture)
    there = embedder.sight(found.rgb)
    if here is None or there is None:
        return None
    weights = emphasis.weights(weights_for(embedder.pack, asked.rgb))
    projection = workspace.projection()
    split = (
        embedder.split(weights, here, there, projection),
        embedder.split(weights, there, here, projection),
    )
    from visrec_desktop.vision.heatmap import on_grid

    grids = [on_grid(each.values(), GRID) for each in split]
    return HeatMaps(
        photo=Heat(grids[0], asked.area),
        product=Heat(grids[1], found.area),
        parts={name: float(places.values.sum()) for name, places in split[0].items()},
        is_exact=_is_stored(workspace, embedder, picture_id, here, there),
    )


def _is_stored(
    workspace: Workspace, embedder: Embedder, picture_id: int, here: Sighted, there: Sighted
) -> bool:
    """Whether the picture is as close to the photo as the vector that the catalog has of it."""
    index = workspace.index()
    if picture_id not in index:
        return False
    projection = workspace.projection()
    query, vector = projection.one(embedder.fused(here)), projection.one(embedder.fused(there))
    stored = index.get([picture_id])[0]
    return bool(abs(float(query @ vector) - float(query @ stored)) <= TOLERANCE)
