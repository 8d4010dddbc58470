"""What scores mean in this catalog, for whoever ranks products for a photo: chances instead of cosines.

The scale of a catalog's scores is measured when it is first needed, or read from the file that
`services.calibrating` left. It is derived data: where it is missing or out of date, it is measured anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.calibration import (
    CHANCES,
    FEWEST,
    RIVALS,
    Backdrop,
    Calibration,
    measured,
    reach_of,
    rival_of,
    same_picture,
)
from visrec_desktop.services.calibration_file import read_calibration
from visrec_desktop.services.shelf import shelf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.recommend.calibration import Reach
    from visrec_desktop.recommend.score import BandLimits
    from visrec_desktop.services.shelf import Shelf
    from visrec_desktop.services.workspace import Workspace

    Floats = NDArray[np.float64]

SAMPLE = 1000
"""Products that stand for the whole catalog behind a photo, at most."""
CHANGED = 0.2
"""The share of pictures that may come or go before the scale is measured anew."""

_PAIRS = 4_000_000  # comparisons in a measurement: about a quarter of a second
_FEW, _MANY = 32, 400  # products whose neighbours are looked at
_CHUNK = 32
_SEED = 1


@dataclass(frozen=True)
class Held:
    """A calibration and what it was made of.

    Attributes:
        calibration: None where there are too few products to tell anything.
        sample: pictures of the products that stand for all, int64 (k,).
        vectors: how many vectors there were.
        photos: further pictures of products that it was fitted with; 0 when it was measured alone.
        copies: photo-like copies of pictures, likewise.
        backdrop: the sample's vectors, float32 (k, d).
    """

    calibration: Calibration | None
    sample: NDArray[np.int64]
    vectors: int
    photos: int = 0
    copies: int = 0
    backdrop: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    @property
    def is_fitted(self) -> bool:
        """Whether photos of known products had a say."""
        return self.photos + self.copies > 0


@dataclass(frozen=True)
class Judge:
    """Turns a photo's scores into what bands are limits of.

    Attributes:
        limits: the bands' limits of `values`.
        calibration: None where scores are taken as they are.
        backdrop: of the photo; None likewise.
    """

    limits: BandLimits
    calibration: Calibration | None = None
    backdrop: Backdrop | None = None

    def values(
        self,
        scores: Floats,
        categories: Sequence[str],
        *,
        none_agree: bool | NDArray[np.bool_] = False,
    ) -> Floats:
        """Chances of products, float64 (m,), or where nothing is known of the catalog their scores.

        Args:
            scores: cosines of the photo with products, float64 (m,), in any order.
            categories: of the products.
            none_agree: a closer look found no details of them in the photo: of all, or of each, bool (m,).
        """
        if self.calibration is None or self.backdrop is None:
            return scores
        return self.calibration.chances(scores, categories, self.backdrop, none_agree=none_agree)


def judge_of(workspace: Workspace, query: NDArray[np.float32], pictures: Sequence[int]) -> Judge:
    """The judge of one photo's scores. Work thread only.

    Args:
        workspace: the data folder.
        query: the photo's vector as the index has them, float32 (d,).
        pictures: the closest picture of each of the photo's best products in the whole catalog, best first;
            `RIVALS` of them where there are so many.
    """
    known = held(workspace)
    if known.calibration is None or not len(known.backdrop) or not pictures:
        return Judge(workspace.pack().bands)
    vectors = workspace.index().get(pictures[:RIVALS])
    behind = (known.backdrop @ query).astype(np.float64)
    backdrop = backdrop_of(behind, (vectors @ query).astype(np.float64), vectors, known.calibration.same)
    return Judge(CHANCES, known.calibration, backdrop)


def backdrop_of(behind: Floats, best: Floats, vectors: NDArray[np.float32], same: float) -> Backdrop:
    """What a photo's scores look like.

    Args:
        behind: with the products that stand for all, float64 (k,).
        best: with its best products, float64 (m,), best first.
        vectors: of those, float32 (m, d).
        same: from which cosine on two pictures are one.
    """
    rival = rival_of(best, cosines_between(vectors), same)
    return Backdrop(float(behind.mean()), float(behind.std()), rival)


def held(workspace: Workspace) -> Held:
    """The scale in force: kept, from the file, or measured now. Work thread only."""
    kept = workspace.kept.get("calibration", _stamp(workspace))
    if isinstance(kept, Held) and _still_fits(workspace, kept):
        return kept
    found = _from_file(workspace)
    if found is None or not fits(workspace, found):
        found = measure(workspace)
    return hold(workspace, found)


def hold(workspace: Workspace, found: Held) -> Held:
    """Let a scale be in force."""
    workspace.kept.put("calibration", _stamp(workspace), found)
    return found


def _stamp(workspace: Workspace) -> tuple[str, str]:
    """A scale is one of projected vectors."""
    return workspace.space, workspace.projection().id


def _still_fits(workspace: Workspace, known: Held) -> bool:
    """As `fits`, and looked at once for each state of the catalog: it is asked with every photo."""
    state = (workspace.catalog_stamp(), len(workspace.index()))
    told = workspace.kept.get("calibration fits", state)
    if told is known:
        return True
    if not fits(workspace, known):
        return False
    workspace.kept.put("calibration fits", state, known)
    return True


def fits(workspace: Workspace, known: Held) -> bool:
    """Whether the catalog is still what a scale was measured on, but for a fifth of it."""
    index = workspace.index()
    moved = abs(len(index) - known.vectors)
    gone = sum(picture not in index for picture in known.sample.tolist())
    return moved <= CHANGED * known.vectors and gone <= CHANGED * len(known.sample)


def _from_file(workspace: Workspace) -> Held | None:
    stored = read_calibration(workspace)
    if stored is None:
        return None
    sample = np.array(stored.sample, np.int64)
    return with_backdrop(
        workspace, Held(stored.calibration, sample, stored.vectors, stored.photos, stored.copies)
    )


def with_backdrop(workspace: Workspace, known: Held) -> Held:
    """The same with the vectors of those of its sample that are still there."""
    index = workspace.index()
    there = np.array([picture for picture in known.sample.tolist() if picture in index], np.int64)
    return Held(known.calibration, known.sample, known.vectors, known.photos, known.copies, index.get(there))


def measure(workspace: Workspace) -> Held:
    """How far apart the catalog's products are: a fraction of a second. Work thread only."""
    goods, index = shelf(workspace), workspace.index()
    rows = np.array(
        [row for row, picture in enumerate(goods.main_pictures.tolist()) if picture in index], np.int64
    )
    rng = np.random.default_rng(_SEED)
    sample = goods.main_pictures[np.sort(rng.permutation(rows)[:SAMPLE])]
    nothing = Held(None, sample, len(index))
    if len(rows) < FEWEST:
        return nothing
    looked = np.sort(rng.permutation(rows)[: max(_FEW, min(_MANY, _PAIRS // len(index)))])
    common, near = _neighbours(workspace, goods, looked)
    same = same_picture(common)
    told: list[tuple[str, Reach]] = []
    for row, (scores, places) in zip(looked.tolist(), near, strict=True):
        reach = reach_of(scores, cosines_between(index.get(goods.main_pictures[places])), same)
        if reach is not None:
            told.append((goods.products[row].category, reach))
    found = measured(common, told)
    return nothing if found is None else with_backdrop(workspace, Held(found, sample, len(index)))


def _neighbours(
    workspace: Workspace, goods: Shelf, rows: NDArray[np.int64]
) -> tuple[float, list[tuple[Floats, NDArray[np.int64]]]]:
    """The usual cosine of two products; and for each row the best other products' cosines and rows."""
    total, count = 0.0, 0
    near = []
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        columns = scores_of_shelf(workspace, goods, workspace.index().get(goods.main_pictures[part]))
        for row, column in zip(part.tolist(), columns, strict=True):
            column[row] = np.nan
            seen = column[np.isfinite(column)]
            total, count = total + float(seen.sum()), count + len(seen)
            near.append(best_rows(column, RIVALS))
    return total / max(count, 1), near


def scores_of_shelf(
    workspace: Workspace, goods: Shelf, queries: NDArray[np.float32], without: Mapping[int, int] | None = None
) -> Floats:
    """The cosine of each product's closest picture with each query, float64 (q, n); NaN where none is known.

    Args:
        workspace: the data folder.
        goods: the shelf, of n products.
        queries: float32 (q, d).
        without: for queries by number, a picture that does not count: the query itself.
    """
    keys, values = workspace.index().products(queries)
    rows = goods.rows_of_pictures(keys)
    there = rows >= 0
    told = np.full((len(queries), len(goods.ids)), -np.inf)
    for number, column in enumerate(values.T):
        counted = there.copy()
        if without and number in without:
            counted &= keys != without[number]
        np.maximum.at(told[number], rows[counted], column[counted])
    told[np.isneginf(told)] = np.nan
    return told


def best_rows(column: Floats, most: int) -> tuple[Floats, NDArray[np.int64]]:
    """The highest of scores (n,), NaN for unknown ones, best first: values (m,) and places (m,)."""
    known = np.flatnonzero(np.isfinite(column))
    if len(known) > most:
        known = known[np.argpartition(-column[known], most - 1)[:most]]
    order = known[np.lexsort((known, -column[known]))]
    return column[order], order


def cosines_between(vectors: NDArray[np.float32]) -> Floats:
    """Between all pairs of vectors, float32 (m, d): float64 (m, m)."""
    return (vectors @ vectors.T).astype(np.float64)
