"""Orders prepared products anew as fast as the sliders move."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.bridge.jobs import Failure
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Crop, Filters, MatchResult, Photo
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis

if TYPE_CHECKING:
    from visrec_desktop.services.recommending import Desk
    from visrec_desktop.services.refining import Evidence
    from visrec_desktop.services.workspace import Workspace

DEFAULT_BALANCE = 0.4
DEFAULT_DIVERSITY = 0.3
"""Where the sliders stand at first; the same as in `recommend.ranking`, which is slow to import."""
SAFE = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer belongs to: it is shown for nothing else."""

    photo: Photo | None
    client_id: int | None
    filters: Filters
    crop: Crop | None

    def is_same(self, other: Asked | None) -> bool:
        """Whether both ask the same; a photo is the same only if it is the very one."""
        return other is not None and self.photo is other.photo and self == other


@dataclass(frozen=True, slots=True)
class Order:
    """How the sliders stand: `balance` 0 is all photo, 1 all client; `diversity` 0 is safe, 1 surprising."""

    balance: float
    diversity: float
    top: int
    emphasis: Emphasis = NEUTRAL


class Ranker(QObject):
    """Holds the desk of one question and ranks it in the rank thread.

    One ranking is under way at a time. Orders that come meanwhile replace one another, and the last of them
    is ranked next: while a slider is dragged there is always an answer on its way, and never a queue.

    Signals:
        ranked: the `Asked` that the desk was prepared for, and its `MatchResult`.
        failed: the `Asked`, and the `Failure` that kept it from being ranked.
    """

    ranked = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, workspace: Workspace, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._desk: Desk | None = None
        self._wanted: Order | None = None
        self._found: Evidence | None = None
        self._is_ranking = False
        self.asked: Asked | None = None

    @property
    def desk(self) -> Desk | None:
        """What is ranked now."""
        return self._desk

    def take(self, asked: Asked, desk: Desk, order: Order, found: Evidence | None = None) -> None:
        """Rank another desk; what is under way for the former one will not be heard of.

        Args:
            asked: what the desk was prepared for.
            desk: the desk.
            order: how to rank it.
            found: what a closer look at its products found, when there was one.
        """
        self.drop()
        self.asked, self._desk, self._found = asked, desk, found
        self.rank(order)

    @Slot(object, object)
    def note(self, asked: Asked, found: Evidence) -> None:
        """Rank the desk of this question anew with what a closer look at its products found."""
        if self._wanted is not None and asked.is_same(self.asked):
            self._found = found
            self.rank(self._wanted)

    def drop(self) -> None:
        """Rank nothing."""
        if self._is_ranking:
            self._runners.rank.submit(_nothing, key="rank")
        self.asked = self._desk = self._wanted = self._found = None
        self._is_ranking = False

    def rank(self, order: Order) -> None:
        """Rank the desk in this order as soon as possible."""
        if self._desk is not None:
            self._wanted = order
            if not self._is_ranking:
                self._go()

    def renew(self, order: Order) -> None:
        """As `rank`, after the client's profile has changed: the work thread brings the desk up to date."""
        desk = self._desk
        if desk is not None:
            self._runners.work.submit(
                partial(_after_feedback, self._workspace, desk),
                on_done=partial(self._renewed, desk, order),
                on_failed=self._not_done,
                priority=Priority.MATCH,
                key="renew",
            )

    def _renewed(self, before: Desk, order: Order, desk: Desk) -> None:
        if self._desk is before:  # else a newer question has been prepared, and knows it already
            self._desk = desk
            self._wanted = self._wanted or order
            if not self._is_ranking:
                self._go()

    def _go(self) -> None:
        desk, order = self._desk, self._wanted
        if desk is None or order is None:
            return
        self._is_ranking = True
        self._runners.rank.submit(
            partial(_rank, self._workspace, desk, order, self._found),
            on_done=partial(self._done, desk, order, self._found),
            on_failed=self._not_done,
            priority=Priority.MATCH,
            key="rank",
        )

    def _done(self, desk: Desk, order: Order, found: Evidence | None, result: MatchResult) -> None:
        self._is_ranking = False
        if self._wanted != order or self._desk is not desk or self._found is not found:
            self._go()
        self.ranked.emit(self.asked, result)

    def _not_done(self, failure: Failure) -> None:
        self._is_ranking = False
        self.failed.emit(self.asked, failure)


def _rank(
    workspace: Workspace, desk: Desk, order: Order, found: Evidence | None, token: CancelToken
) -> MatchResult:
    from visrec_desktop.services import recommending

    return recommending.rerank(
        workspace,
        desk,
        order.balance,
        order.diversity,
        order.top,
        found or recommending.NOTHING,
        order.emphasis,
    )


def _after_feedback(workspace: Workspace, desk: Desk, token: CancelToken) -> Desk:
    from visrec_desktop.services import recommending

    return recommending.after_feedback(workspace, desk)


def _nothing(token: CancelToken) -> None:
    """Take the place of an overtaken ranking."""
