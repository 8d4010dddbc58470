"""The hybrid score r_U(C) = sum of w_i r_i(U, C) over a frame, and the ranked list it gives.

Scores are counted in whole millionths, which single precision holds exactly: the parts of a score, rounded
for print, add up to it, and the order on the page is the order of the printed scores.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.diversity import mmr
from visrec_desktop.recommend.finds import with_finds
from visrec_desktop.recommend.frame import Frame
from visrec_desktop.recommend.score import DETAILS, DIGITS, tallied
from visrec_desktop.recommend.variants import ALONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    VectorsOf = Callable[[NDArray[np.int64]], NDArray[np.float32]]

DEFAULT_BALANCE = 0.4
"""How much the client counts beside the photo before somebody moves the slider."""

DEFAULT_DIVERSITY = 0.3
"""Where the control from safe to surprising stands before somebody moves it."""

_UNIT = 10**DIGITS
_CANDIDATES_A_PLACE, _FEWEST_CANDIDATES = 4, 150


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place of a list.

    Attributes:
        row: the product's row in the frame.
        score: in [0, 1].
        parts: they add up to `score`; negative where something speaks against the product.
        variants: rows of the same article in other colours, best first.
    """

    row: int
    score: float
    parts: Mapping[str, float]
    variants: tuple[int, ...] = ()


def combine(frame: Frame, balance: float) -> NDArray[np.float32]:
    """The score of every product.

    (1 - b) * sum of the photo's parts + b * sum of w_i r_i / sum of w_i + s * penalties, clipped to [0, 1],
    where the sums run over the signals that are there and s is `strength`.

    Args:
        frame: the products.
        balance: b, from 0 (like the photo) to 1 (like the client); without a photo it is 1, and without any
            signal about the client 0.

    Returns:
        float32 (n,) in [0, 1]; each the closest single-precision number to a whole number of millionths.
    """
    return np.clip(_totals(frame, balance), 0, _UNIT) / np.float32(_UNIT)


def _totals(frame: Frame, balance: float) -> NDArray[np.float32]:
    """What the parts of every product add up to, in millionths; below 0 it still gives the order."""
    total = np.zeros(len(frame), np.float32)
    for _, counts in _counted(frame, balance):
        total += counts
    return total


def parts_of(frame: Frame, row: int, balance: float) -> dict[str, float]:
    """What each part adds to the score of one product, as printed: the parts add up to the score.

    Penalties are trimmed where they would bring the score below 0, and left out where there are none.
    """
    return dict(_ranked(frame, np.array([row]), balance)[0].parts)


def limits_of(frame: Frame, balance: float, photo: Mapping[str, float]) -> dict[str, float]:
    """The most that each part can add at this balance.

    Args:
        frame: the products.
        balance: as in `combine`.
        photo: the weights of the model's parts.
    """
    share = frame.balance(balance)
    limits = {name: (1 - share) * photo.get(name, 1.0) for name in frame.photo}
    return limits | {name: share * weight for name, weight in frame.shares.items()}


def strength(frame: Frame, balance: float) -> float:
    """How much of the penalties counts: none at "like the photo", all from the default balance on."""
    if not frame.photo:
        return 1.0
    return min(1.0, max(0.0, _number(balance)) / DEFAULT_BALANCE)


def rerank(
    frame: Frame,
    balance: float,
    diversity: float,
    top: int,
    vectors_of: VectorsOf,
    *,
    collapse: bool = True,
) -> list[Ranked]:
    """The best products, in the order in which they are shown.

    Args:
        frame: the products.
        balance: as in `combine`.
        diversity: 0 gives the order of the scores (of those trimmed to 0, what speaks less against a product
            first), equals by product id; above that maximal marginal relevance reorders the best candidates,
            up to 1, and some places are kept for finds: with a photo from among the candidates.
        top: how many.
        vectors_of: unit vectors float32 (m, d) of rows of the frame; asked only for candidates, and not at
            all at diversity 0. A product without one has a zero row.
        collapse: show the variants of one article as one place, where diversity is above 0.
    """
    scores = _totals(frame, balance)
    diversity = min(1.0, max(0.0, _number(diversity)))
    wanted = min(max(top, 0), len(frame))
    if not wanted:
        return []
    if diversity == 0:
        return _ranked(frame, _best(scores, frame.product_ids, wanted), balance)
    candidates = _candidates(frame, scores, wanted, collapse=collapse)
    chosen = candidates[mmr(scores[candidates], vectors_of(candidates), diversity, wanted)]
    finds = _finds(frame, candidates if frame.photo else None)
    groups = frame.groups if collapse else np.full(len(frame), ALONE, np.int32)
    chosen = with_finds(chosen, finds, groups, diversity)
    variants = _variants(frame, scores, chosen) if collapse else {}
    return _ranked(frame, chosen, balance, variants)


def _counted(
    frame: Frame, balance: float, rows: NDArray[np.int64] | None = None
) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Each part that counts, with its contributions in millionths."""
    share = frame.balance(balance)
    weighted = [(name, column, 1.0 - share) for name, column in frame.photo.items()]
    weighted += [(name, frame.client[name], share * weight) for name, weight in frame.shares.items()]
    weighted += [(name, column, strength(frame, balance)) for name, column in frame.penalties.items()]
    for name, column, weight in weighted:
        if weight > 0:
            yield name, np.rint((column if rows is None else column[rows]) * np.float32(weight * _UNIT))


def _ranked(
    frame: Frame,
    rows: NDArray[np.int64],
    balance: float,
    variants: Mapping[int, tuple[int, ...]] | None = None,
) -> list[Ranked]:
    counted = {name: counts.tolist() for name, counts in _counted(frame, balance, rows)}
    ranked = []
    for place, row in enumerate(rows.tolist()):
        told = {
            name: counts[place] / _UNIT
            for name, counts in counted.items()
            if counts[place] or (name not in frame.penalties and name != DETAILS)
        }
        score, parts = tallied(told)
        ranked.append(Ranked(row, score, parts, (variants or {}).get(row, ())))
    return ranked


def _best(scores: NDArray[np.float32], product_ids: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Rows of the `count` best scores, best first, equals by product id."""
    rows = np.arange(len(scores), dtype=np.int64)
    if count < len(scores):
        last = np.partition(scores, len(scores) - count)[len(scores) - count]
        above, equal = np.flatnonzero(scores > last), np.flatnonzero(scores == last)
        missing = count - len(above)
        if missing < len(equal):
            equal = equal[np.argpartition(product_ids[equal], missing - 1)[:missing]]
        rows = np.concatenate([above, equal])
    return rows[np.lexsort((product_ids[rows], -scores[rows]))]


def _candidates(
    frame: Frame, scores: NDArray[np.float32], wanted: int, *, collapse: bool
) -> NDArray[np.int64]:
    """Rows among which the list is chosen, best first; of variants only the best when they collapse."""
    count = pool = max(_CANDIDATES_A_PLACE * wanted, _FEWEST_CANDIDATES)
    while True:
        rows = _best(scores, frame.product_ids, min(pool, len(frame)))
        if collapse:
            rows = rows[_is_first(frame.groups[rows])]
        if len(rows) >= count or pool >= len(frame):
            return rows[:count]
        pool *= 2


def _finds(frame: Frame, among: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """Rows of the finds that nothing speaks against, best first, equals by product id; of all, or of some."""
    rows = np.flatnonzero(frame.finds > 0) if among is None else among[frame.finds[among] > 0]
    for column in frame.penalties.values():
        rows = rows[column[rows] >= 0]
    return rows[np.lexsort((frame.product_ids[rows], -frame.finds[rows]))]


def _is_first(groups: NDArray[np.int32]) -> NDArray[np.bool_]:
    first: NDArray[np.bool_] = groups == ALONE
    first[np.unique(groups, return_index=True)[1]] = True
    return first


def _variants(
    frame: Frame, scores: NDArray[np.float32], chosen: NDArray[np.int64]
) -> dict[int, tuple[int, ...]]:
    """For each chosen row the other rows of its article, best first."""
    groups = frame.groups[chosen]
    heads = {int(group): int(row) for group, row in zip(groups, chosen, strict=True) if group != ALONE}
    if not heads:
        return {}
    wanted = np.zeros(int(frame.groups.max()) + 1, np.bool_)
    wanted[list(heads)] = True
    rows = np.flatnonzero((frame.groups != ALONE) & wanted[frame.groups])
    found: dict[int, list[int]] = defaultdict(list)
    for row in rows[np.lexsort((frame.product_ids[rows], -scores[rows]))].tolist():
        head = heads[int(frame.groups[row])]
        if row != head:
            found[head].append(row)
    return {head: tuple(others) for head, others in found.items()}


def _number(value: float) -> float:
    return value if math.isfinite(value) else 0.0
