"""From ranked rows to the answer that is shown: products, pictures, bands, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.values import Hit, MatchResult, MatchStatus, PictureId
from visrec_desktop.recommend.ranking import limits_of
from visrec_desktop.recommend.rating import normalised_rating
from visrec_desktop.recommend.score import SURE, band_of, band_with_details, is_close
from visrec_desktop.services.matching import picture_paths

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.core.values import Product
    from visrec_desktop.recommend.ranking import Ranked
    from visrec_desktop.recommend.score import BandLimits
    from visrec_desktop.services.desk import Desk, Layout
    from visrec_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Limits:
    """Bands where there is no photo: how well a product suits, of which nothing but what is known speaks.

    A score here is a mean of several signals that seldom all agree: half of it is a lot.
    """

    very_close: float = 0.55
    close: float = 0.35
    same_idea: float = 0.0


def answer(
    workspace: Workspace, desk: Desk, layout: Layout, balance: float, ranked: Sequence[Ranked]
) -> MatchResult:
    """The answer for ranked rows of a desk; any thread."""
    rows = layout.rows
    wanted = [int(layout.shelf.ids[rows[row]]) for r in ranked for row in (r.row, *r.variants)]
    products = {int(p.id): p for p in workspace.reader().products(wanted, workspace.space)}
    there = [r for r in ranked if int(layout.shelf.ids[rows[r.row]]) in products]
    values, limits = _judged(layout, [r.row for r in there])
    paths = picture_paths(workspace, [int(layout.pictures[r.row]) for r in there])
    reasons = layout.reasoner.reasons(
        [int(rows[r.row]) for r in there],
        [r.parts for r in there],
        limits_of(layout.frame, balance, layout.part_weights),
        lambda: vectors_of(layout, np.array([r.row for r in there], dtype=np.int64)),
    )

    def shown(row: int) -> Product | None:
        return products.get(int(layout.shelf.ids[rows[row]]))

    hits = []
    attention = normalised_rating([entry.score for entry in there])
    for place, (entry, reason) in enumerate(zip(there, reasons, strict=True), start=1):
        closeness = entry.score if values is None else values[place - 1]
        picture = int(layout.pictures[entry.row])
        product = products[int(layout.shelf.ids[rows[entry.row]])]
        hits.append(
            Hit(
                rank=place,
                product=_with_picture(product, picture),
                score=entry.score,
                band=band_with_details(band_of(closeness, limits), _confidence(layout, entry.row)),
                parts=entry.parts,
                why=reason.sentence,
                picture_path=paths.get(picture, ""),
                clauses=reason.clauses,
                because=reason.because,
                variants=tuple(other for row in entry.variants if (other := shown(row)) is not None),
                attention=float(attention[place - 1]),
            )
        )
    is_found = any(_confidence(layout, entry.row) >= SURE for entry in there)
    is_answer = bool(hits) and (values is None or is_found or is_close(max(values), limits))
    status = MatchStatus.OK if is_answer else MatchStatus.NOTHING_CLOSE
    return MatchResult(desk.question.photo, status, tuple(hits))


def _confidence(layout: Layout, row: int) -> float:
    """How far it is believed that a row of the frame bears the photo's print."""
    return 0.0 if layout.confidence is None else float(layout.confidence[row])


def _judged(layout: Layout, rows: Sequence[int]) -> tuple[list[float] | None, BandLimits]:
    """What the bands of rows of the frame depend on beside a photo, and the bands' limits.

    The value after the last row's is that of the closest product of all: whether anything is close does not
    depend on what is shown. None where there is no photo.
    """
    if layout.sight is None or layout.judge is None:
        return None, Limits()
    scores = layout.sight.total[layout.rows].astype(np.float64)
    if not len(scores):
        return [0.0], layout.judge.limits
    places = [*rows, int(scores.argmax())]
    categories = [layout.shelf.products[int(layout.rows[place])].category for place in places]
    none_agree = False if layout.confidence is None else layout.confidence[places] == 0
    values = layout.judge.values(scores[places], categories, none_agree=none_agree)
    return values.tolist(), layout.judge.limits


def vectors_of(layout: Layout, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """The vectors of the pictures that are shown for rows of the frame, float32 (m, d): 0 for none."""
    index = layout.index
    if index is None:
        return np.zeros((len(rows), 1), dtype=np.float32)
    vectors = np.zeros((len(rows), index.dim), dtype=np.float32)
    pictures = layout.pictures[rows]
    there = [place for place, picture in enumerate(pictures.tolist()) if picture in index]
    try:
        vectors[there] = index.get(pictures[there])
    except KeyError:  # an import took a picture away in this moment: without vectors all count as different
        vectors[:] = 0.0
    return vectors


def _with_picture(product: Product, picture: int) -> Product:
    return product if picture < 0 else replace(product, picture_id=PictureId(picture))
