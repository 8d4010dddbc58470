"""Products for a client: from the photo, from what is known about the client, or from both."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from visrec_desktop.core.progress import CancelToken
from visrec_desktop.recommend import ranking
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.recommend.ranking import DEFAULT_BALANCE, DEFAULT_DIVERSITY
from visrec_desktop.services.answers import answer, vectors_of
from visrec_desktop.services.desk import Desk, Question, open_desk, with_person
from visrec_desktop.services.fitting import ClientFit, clients_for
from visrec_desktop.services.refining import (
    CANDIDATES,
    NOTHING,
    Evidence,
    candidates_of_desk,
    concluded,
    detailed,
    examine,
)
from visrec_desktop.services.related import Related, related

if TYPE_CHECKING:
    from visrec_desktop.core.values import MatchResult
    from visrec_desktop.services.workspace import Workspace

__all__ = [
    "DEFAULT_BALANCE",
    "DEFAULT_DIVERSITY",
    "NOTHING",
    "ClientFit",
    "Desk",
    "Question",
    "Related",
    "clients_for",
    "related",
]


def prepare(workspace: Workspace, question: Question, token: CancelToken | None = None) -> Desk:
    """Look at the photo, read the profile, and lay out all that ranking needs. Work thread only.

    A photo that cannot be read, or a catalog without products to compare with, is a desk whose `failure` is
    the answer.

    Raises:
        KnownError: `UNKNOWN_CLIENT`, or the model, the catalog or the clients' file cannot be used.
        Cancelled: the token was set.
    """
    return open_desk(workspace, question, token)


def after_feedback(workspace: Workspace, desk: Desk) -> Desk:
    """The desk with what is known about its client now; the photo is not looked at again. Work thread only.

    Raises:
        KnownError: as `prepare`.
    """
    return with_person(workspace, desk)


def rerank(  # noqa: PLR0917 - the desk, and how the list is wanted
    workspace: Workspace,
    desk: Desk,
    balance: float,
    diversity: float,
    top: int,
    found: Evidence = NOTHING,
    emphasis: Emphasis = NEUTRAL,
) -> MatchResult:
    """The ranked products of a desk; any thread, one at a time.

    How close a product is to the photo, in words, depends on none of the wishes: they move its place alone.

    Args:
        workspace: where the products' words are read.
        desk: from `prepare` or `after_feedback`.
        balance: 0 like the photo, 1 like the client; without a photo it counts as 1, for an unknown client
            as 0.
        diversity: 0 safe, 1 surprising. Above 0 the colours of one article share a place.
        top: how many products.
        found: what a closer look at the desk's products found.
        emphasis: which parts of the photo count more or less than the model has it.
    """
    start = time.perf_counter()
    if desk.layout is None:
        if desk.failure is None:
            raise ValueError("a desk has a layout or a failure")
        return desk.failure
    layout = desk.layout.emphasised(emphasis)
    layout = detailed(layout, found) if found else layout
    rows = partial(vectors_of, layout)
    ranked = ranking.rerank(layout.frame_at(diversity), balance, diversity, top, rows)
    result = answer(workspace, desk, layout, balance, ranked)
    return replace(result, elapsed_ms=(time.perf_counter() - start) * 1000.0)


def recommend(workspace: Workspace, question: Question, *, closely: bool = False) -> MatchResult:
    """`prepare` and `rerank` in one. Work thread only.

    Args:
        workspace: the data folder.
        question: what is asked.
        closely: also compare the details of the photo with those of the products that are closest to it.

    Raises:
        KnownError: as `prepare`.
    """
    start = time.perf_counter()
    desk = prepare(workspace, question)
    found = NOTHING
    if closely and question.photo is not None:
        candidates = candidates_of_desk(desk, CANDIDATES)
        found = concluded(examine(workspace, question.photo, question.crop, candidates, CancelToken()))
    result = rerank(
        workspace, desk, question.balance, question.diversity, question.top, found, question.emphasis
    )
    return replace(result, elapsed_ms=(time.perf_counter() - start) * 1000.0)
