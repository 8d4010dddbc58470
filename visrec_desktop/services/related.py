"""Two lists for one product: what looks like it, and what goes with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Band, Hit
from visrec_desktop.recommend.cosines import Cosines
from visrec_desktop.recommend.frame import Frame
from visrec_desktop.recommend.ranking import combine, parts_of
from visrec_desktop.recommend.score import DIGITS, band_of, is_close, scored
from visrec_desktop.recommend.variants import ALONE
from visrec_desktop.services.crowd import crowd
from visrec_desktop.services.desk import settled, signals_of
from visrec_desktop.services.person import person
from visrec_desktop.services.shelf import Shelf, shelf
from visrec_desktop.services.sight import cosines_of_shelf, look_at
from visrec_desktop.vision.fusion import contributions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.services.person import Person
    from visrec_desktop.services.workspace import Workspace

WITH_WEIGHTS = {"together": 0.7, "taste": 0.2, "attributes": 0.1}
"""What goes with a product is ranked by what was chosen with it, then by what suits the client."""
CANDIDATES = 50
"""So many products that look alike in the index are compared by their full vectors."""
MOST = 24
A_CATEGORY = 3
"""Of one category at most so many: three pairs of shoes say more than eight."""


@dataclass(frozen=True, slots=True)
class Related:
    """What looks like a product, and what goes with it. Best first."""

    similar: tuple[Hit, ...] = ()
    goes_with: tuple[Hit, ...] = ()


def related(workspace: Workspace, product_id: int, client_id: int | None, limit: int = 8) -> Related:
    """What looks like a product, and what goes with it. Work thread only.

    What goes with it comes from what clients chose together and from categories that complete each other,
    not from looking alike; it is in stock, never what the client owns or refused, and within what the budget
    leaves beside the product itself.

    Raises:
        KnownError: `UNKNOWN_PRODUCT`, `UNKNOWN_CLIENT`.
    """
    goods = shelf(workspace)
    places = goods.rows_of_ids([product_id])
    if not len(places):
        raise KnownError(ErrorCode.UNKNOWN_PRODUCT, str(product_id))
    row = int(places[0])
    projection = workspace.projection() if workspace.space else None
    who = None if client_id is None else person(workspace, client_id, projection)
    hidden = np.zeros(len(goods.ids), dtype=np.bool_)
    hidden[row] = True
    if who is not None:
        hidden[goods.rows_of_skus(settled(who))] = True
    return Related(
        _similar(workspace, goods, row, hidden, limit),
        _goes_with(workspace, goods, row, hidden | _beyond(goods, row, who), who)[:limit],
    )


def _similar(
    workspace: Workspace, goods: Shelf, row: int, hidden: NDArray[np.bool_], limit: int
) -> tuple[Hit, ...]:
    picture = int(goods.main_pictures[row])
    if not workspace.space or picture < 0 or picture not in workspace.index():
        return ()
    index, pack = workspace.index(), workspace.pack()
    sight = look_at(goods, index, workspace.projection().parts, index.get([picture])[0])
    total = np.where(hidden | ~sight.seen, -1.0, sight.total)
    if goods.groups[row] != ALONE:
        total[goods.groups == goods.groups[row]] = -1.0  # its own variants are shown elsewhere
    near = np.argsort(-total, kind="stable")[: max(CANDIDATES, limit)]
    near = near[total[near] >= 0]
    told = []
    for place, parts in _compared(workspace, picture, near, sight.pictures):
        score, shares = scored(parts)
        if is_close(score, pack.bands):
            told.append((place, score, shares, band_of(score, pack.bands)))
    told.sort(key=lambda entry: -entry[1])
    return _hits(workspace, goods, told[:limit])


def _compared(
    workspace: Workspace, picture: int, rows: NDArray[np.int64], pictures: NDArray[np.int64]
) -> Iterator[tuple[int, dict[str, float]]]:
    """Rows with the parts of their likeness to a picture, from full vectors, which the bands are of."""
    wanted = pictures[rows].tolist()
    keys, vectors = workspace.catalog().vectors_of(workspace.space, [picture, *wanted])
    place_of = {key: place for place, key in enumerate(keys.tolist())}
    if picture not in place_of:
        return
    told = contributions(workspace.pack().parts, vectors[place_of[picture]], vectors)
    for row, key in zip(rows.tolist(), wanted, strict=True):
        if key in place_of:
            yield row, {name: float(column[place_of[key]]) for name, column in told.items()}


def _goes_with(
    workspace: Workspace,
    goods: Shelf,
    row: int,
    hidden: NDArray[np.bool_],
    who: Person | None,
) -> tuple[Hit, ...]:
    many = crowd(workspace, goods)
    worth = many.goes_with(row)
    blocked = hidden | (worth <= 0) | (goods.table.stocks <= 0)
    rows = np.flatnonzero(~blocked)
    if not len(rows):
        return ()
    signals = {"together": worth}
    if who is not None:
        index = workspace.index() if workspace.space else None
        cosines = None if index is None else Cosines(partial(cosines_of_shelf, goods, index))
        own = signals_of(goods, cosines, who, many, None)
        signals |= {name: own[name] for name in ("taste", "attributes") if name in own}
    frame = Frame(
        product_ids=goods.ids[rows],
        client={name: column[rows] for name, column in signals.items()},
        weights=WITH_WEIGHTS,
    )
    order = rows_by_score(combine(frame, 1.0), goods.ids[rows])
    chosen = _spread(goods, rows, order)
    told = []
    for place in chosen:
        parts = parts_of(frame, place, 1.0)
        told.append((int(rows[place]), round(sum(parts.values()), DIGITS), parts, Band.SAME_IDEA))
    return _hits(workspace, goods, told)


def rows_by_score(scores: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places in the order of their scores, best first, equals by id."""
    return np.lexsort((ids, -scores))


def _beyond(goods: Shelf, row: int, who: Person | None) -> NDArray[np.bool_]:
    """What costs more than the client's budget leaves beside the product of a row."""
    nothing = np.zeros(len(goods.ids), dtype=np.bool_)
    if who is None or who.profile.budget_max is None:
        return nothing
    price = goods.table.prices[row]
    left = who.profile.budget_max - (0.0 if np.isnan(price) else float(price))
    return nothing | (goods.table.prices > max(0.0, left))


def _spread(goods: Shelf, rows: NDArray[np.int64], order: NDArray[np.int64]) -> list[int]:
    """The first places in order, of one category and of one article in several colours not too many."""
    taken: Counter[str] = Counter()
    articles: set[int] = set()
    chosen: list[int] = []
    for place in order.tolist():
        row = int(rows[place])
        group = int(goods.groups[row])
        category = goods.products[row].category
        if taken[category] >= A_CATEGORY or (group != ALONE and group in articles):
            continue
        taken[category] += 1
        articles.add(group)
        chosen.append(place)
        if len(chosen) == MOST:
            break
    return chosen


def _hits(
    workspace: Workspace, goods: Shelf, told: Sequence[tuple[int, float, Mapping[str, float], Band]]
) -> tuple[Hit, ...]:
    ids = [int(goods.ids[row]) for row, _, _, _ in told]
    products = {int(p.id): p for p in workspace.reader().products(ids, workspace.space)}
    return tuple(
        Hit(place, products[ids[place - 1]], score, band, dict(parts), "", "")
        for place, (_, score, parts, band) in enumerate(told, start=1)
        if ids[place - 1] in products
    )
