"""Everything that a ranking needs, laid out once for a question and kept while sliders move."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import Client, EventKind, Knowledge
from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Crop, Filters, MatchResult, Photo, Sort
from visrec_desktop.recommend.affinity import attribute_affinity, penalties
from visrec_desktop.recommend.calibration import RIVALS
from visrec_desktop.recommend.cosines import Cosines
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.recommend.events import standing
from visrec_desktop.recommend.frame import Frame
from visrec_desktop.recommend.ranking import DEFAULT_BALANCE, DEFAULT_DIVERSITY
from visrec_desktop.services.crowd import Crowd, View, crowd
from visrec_desktop.services.judging import Judge, judge_of
from visrec_desktop.services.matching import Seen, failed_answer, nothing_to_search, see_photo
from visrec_desktop.services.person import Person, person
from visrec_desktop.services.reasons import Reasoner
from visrec_desktop.services.shelf import Shelf, shelf
from visrec_desktop.services.sight import (
    Sight,
    apart_from_themselves,
    cosines_of_shelf,
    look_at,
    taste_of_shelf,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from visrec_desktop.index.exact import ExactIndex
    from visrec_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a photo, a client, or both. Nothing of a photo is ever stored."""

    photo: Photo | None = None
    client_id: int | None = None
    filters: Filters = field(default_factory=Filters)
    top: int = 10
    crop: Crop | None = None
    balance: float = DEFAULT_BALANCE
    diversity: float = DEFAULT_DIVERSITY
    emphasis: Emphasis = NEUTRAL


@dataclass(frozen=True)
class Layout:
    """The columns of a ranking: row i of the frame is row `rows[i]` of the shelf.

    `known` are SKUs that are left out because the client liked them before the question was asked; what is
    liked while the list is looked at stays in it. `confidence` is that of `refining` in details that agree.
    `sight` is the photo by the model's usual weights, whatever counts: it says how close products are.
    `seen` is the photo in full, not projected.
    """

    shelf: Shelf
    index: ExactIndex | None
    frame: Frame
    rows: NDArray[np.int64]
    pictures: NDArray[np.int64]
    person: Person | None
    seen: Seen | None
    sight: Sight | None
    part_weights: Mapping[str, float]
    reasoner: Reasoner
    known: frozenset[str]
    cosines: Cosines | None
    view: View | None
    judge: Judge | None = None
    confidence: NDArray[np.float32] | None = None

    def emphasised(self, emphasis: Emphasis) -> Layout:
        """The same with the photo's parts weighed as they count for it, and as somebody wishes.

        Any thread, milliseconds. Scores are sums of w'_i cos_i, of which the sight has w_i cos_i.
        """
        if self.sight is None or self.seen is None:
            return self
        weights = emphasis.weights(self.seen.weights)
        if weights == self.part_weights:
            return self
        sight = self.sight.weighed({part: weights[part] / usual for part, usual in self.part_weights.items()})
        photo = {name: column[self.rows] for name, column in sight.parts.items()}
        return replace(
            self,
            frame=replace(self.frame, photo=photo),
            pictures=sight.pictures[self.rows],
            part_weights=weights,
        )

    def frame_at(self, diversity: float) -> Frame:
        """The frame as the control from safe to surprising has it: what others say depends on it."""
        if self.view is None or not diversity:
            return self.frame
        return replace(self.frame, client={**self.frame.client, "together": self.view.scores(diversity)})


@dataclass(frozen=True)
class Desk:
    """What a question needs to be answered again and again.

    Attributes:
        question: what was asked.
        client: for whom; None for nobody.
        knowledge: how much is known about the client.
        knows_client: whether anything of it speaks for or against products.
        failure: the answer when there can be no ranking.
        layout: for the services alone; None with a failure.
    """

    question: Question
    client: Client | None = None
    knowledge: Knowledge = field(default_factory=Knowledge)
    knows_client: bool = False
    failure: MatchResult | None = None
    layout: Layout | None = None


def open_desk(workspace: Workspace, question: Question, token: CancelToken | None) -> Desk:
    """See `recommending.prepare`."""
    start = time.perf_counter()
    photo, seen = question.photo, None
    if photo is not None:
        embedder = workspace.embedder()
        if len(workspace.index()) == 0:
            return Desk(question, failure=failed_answer(photo, nothing_to_search(workspace, photo), start))
        try:
            seen = see_photo(embedder, photo, question.crop)
        except KnownError as error:
            return Desk(question, failure=failed_answer(photo, error, start))
    (token or CancelToken()).check()
    return _laid_out(workspace, question, seen)


def with_person(workspace: Workspace, desk: Desk) -> Desk:
    """See `recommending.after_feedback`."""
    if desk.layout is None:
        return desk
    return _laid_out(workspace, desk.question, desk.layout.seen, desk.layout)


def _laid_out(
    workspace: Workspace,
    question: Question,
    seen: Seen | None,
    before: Layout | None = None,
) -> Desk:
    goods = shelf(workspace)
    index = workspace.index() if workspace.space else None
    projection = workspace.projection() if workspace.space else None
    who = None if question.client_id is None else person(workspace, question.client_id, projection)
    sight, judge = None, None
    if before is not None and before.shelf is goods and before.index is index:
        sight, judge = before.sight, before.judge
    elif seen is not None and index is not None and projection is not None:
        point = projection.one(seen.vector)
        sight = look_at(goods, index, projection.parts, point)
        judge = judge_of(workspace, point, sight.best_pictures(RIVALS))
    known = before.known if before is not None else _known(who, sight)
    rows = _asked(workspace, question.filters, goods, sight, who)
    rows = rows[~np.isin(rows, goods.rows_of_skus(known))]
    cosines = None if index is None else Cosines(partial(cosines_of_shelf, goods, index))
    if before is not None and before.shelf is goods and before.index is index:
        cosines = before.cosines  # a like moves one interest: the others are not compared again
    known_of = _personal(workspace, goods, cosines, who, has_photo=sight is not None)
    view = None if known_of.view is None else known_of.view.at(rows)
    frame = Frame(
        product_ids=goods.ids[rows],
        photo={} if sight is None else {name: column[rows] for name, column in sight.parts.items()},
        client={name: column[rows] for name, column in known_of.signals.items()},
        penalties={name: column[rows] for name, column in known_of.against.items()},
        groups=goods.groups[rows],
        weights=known_of.weights,
        finds=np.zeros(0, np.float32) if view is None else view.finds(),
    )
    pictures = (goods.main_pictures if sight is None else sight.pictures)[rows]
    parts = workspace.pack().parts if sight is not None else ()
    layout = Layout(
        goods,
        index,
        frame,
        rows,
        pictures,
        who,
        seen,
        sight,
        {part.name: part.weight for part in parts},
        Reasoner(goods, who),
        known,
        cosines,
        view,
        judge,
    )
    desk = Desk(question, layout=layout)
    if who is None:
        return desk
    knows = bool(known_of.signals.keys() - {"popularity"})
    return replace(desk, client=who.client, knowledge=who.knowledge, knows_client=knows)


def _asked(
    workspace: Workspace, filters: Filters, goods: Shelf, sight: Sight | None, who: Person | None
) -> NDArray[np.int64]:
    """The rows that may be shown: they pass the filters, and the client neither refused nor owns them."""
    allowed = np.ones(len(goods.ids), dtype=np.bool_) if sight is None else sight.seen.copy()
    if not filters.is_empty:
        passing = np.frombuffer(workspace.reader().product_ids(filters, Sort.NAME), dtype=np.int64)
        allowed &= np.isin(goods.ids, passing)
    if who is not None:
        allowed[goods.rows_of_skus(settled(who))] = False
    return np.flatnonzero(allowed)


def _known(who: Person | None, sight: Sight | None) -> frozenset[str]:
    """Without a photo a list is for finding something new; beside a photo what was liked is an answer too."""
    if who is None or sight is not None:
        return frozenset()
    return who.liked


def settled(who: Person) -> set[str]:
    """What need not be shown to a client again: owned, bought, or refused for whatever reason."""
    refused = {event.sku for event in standing(who.history.events) if event.kind is EventKind.DISLIKE}
    return refused | who.profile.owned_skus


@dataclass(frozen=True)
class Personal:
    """What is known about a client, against all rows of the shelf.

    Attributes:
        signals: what speaks for each product, float32 (n,) each; what knows nothing is left out.
        against: what speaks against each, likewise.
        weights: of the signals.
        view: what `together` among the signals comes from.
    """

    signals: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    against: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    view: View | None = None


def _personal(
    workspace: Workspace, goods: Shelf, cosines: Cosines | None, who: Person | None, *, has_photo: bool
) -> Personal:
    """What is known about a client.

    Beside a photo, what is popular is no answer to what this client likes: it counts only where something is
    known. There, too, a product that the client liked is compared with the rest of what the client liked.
    """
    if who is None:
        return Personal()
    many = crowd(workspace, goods)
    view = many.view(who, np.arange(len(goods.ids)))
    told = signals_of(goods, cosines, who, many, view)
    if has_photo and not told.keys() - {"popularity"}:
        told = {}
    if has_photo and "taste" in told and who.taste is not None:
        told["taste"] = apart_from_themselves(goods, told["taste"], who.taste)
    return Personal(told, penalties(who.profile, goods.table), many.weights, view)


def signals_of(
    goods: Shelf, cosines: Cosines | None, who: Person, many: Crowd, view: View | None
) -> dict[str, NDArray[np.float32]]:
    """What speaks for each product of the shelf, float32 (n,) each; what knows nothing is left out."""
    told: dict[str, NDArray[np.float32] | None] = {
        "taste": None if who.taste is None or cosines is None else taste_of_shelf(cosines, who.taste),
        "attributes": attribute_affinity(who.profile, goods.table),
        "together": None if view is None else view.scores(),
        "popularity": many.popular,
    }
    return {name: column for name, column in told.items() if column is not None}
