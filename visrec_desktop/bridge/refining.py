"""A closer look at the products of an answer, after it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from visrec_desktop.bridge.match_jobs import is_folder, nothing
from visrec_desktop.bridge.ranking import Asked, Order
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.values import MatchResult, MatchStatus

if TYPE_CHECKING:
    from collections.abc import Generator

    from visrec_desktop.core.progress import CancelToken
    from visrec_desktop.services.recommending import Desk
    from visrec_desktop.services.refining import Evidence
    from visrec_desktop.services.workspace import Workspace


class Refiner(QObject):
    """Compares details in the work thread, behind every newer question. GUI thread only.

    What was found is kept for the question that it belongs to, so that an answer to the same question that
    is asked again, because products changed, begins in the right order.

    Signals:
        refined: the `Asked`, and its `MatchResult` that differs from the first answer.
        found: the `Asked`, and `Evidence` that differs from what was known before.
        looking_changed: whether the answer that is shown may still change.
    """

    refined = Signal(object, object)
    found = Signal(object, object)
    looking_changed = Signal(bool)

    def __init__(self, workspace: Workspace, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._asked: Asked | None = None
        self._known: Evidence | None = None
        self.is_looking = False

    def known(self, asked: Asked) -> Evidence | None:
        """What was found for this question before; None for nothing."""
        return self._known if asked.is_same(self._asked) else None

    def drop(self) -> None:
        """Stop looking: a newer question is asked, or none."""
        if self.is_looking:
            self._set_looking(False)
            self._runners.work.submit(nothing, priority=Priority.MATCH, key="refine")

    def forget(self) -> None:
        """As `drop`; nothing of the question is kept."""
        self.drop()
        self._asked = self._known = None

    def look(self, asked: Asked, order: Order, result: MatchResult) -> None:
        """Look closer at the products of a plain answer that was just shown."""
        if result.status is not MatchStatus.FAILED:
            self._submit(asked, Refine(self._workspace, asked, order, result, self.known(asked)))

    def look_at_desk(self, asked: Asked, desk: Desk) -> None:
        """Look closer at the products of a desk that is being ranked."""
        if asked.photo is not None:
            self._submit(asked, Examine(self._workspace, asked, desk))

    def _submit(self, asked: Asked, work: Refine | Examine) -> None:
        self._set_looking(True)
        self._runners.work.submit(
            work,
            on_done=partial(self._done, asked),
            on_failed=self._not_done,
            priority=Priority.REFINE,
            key="refine",
        )

    def _done(self, asked: Asked, outcome: Refined) -> None:
        before = self.known(asked)
        self._asked, self._known = asked, outcome.found or None
        self._set_looking(False)
        if self._known == before:  # what is shown has it already
            return
        if outcome.result is not None:
            self.refined.emit(asked, outcome.result)
        else:
            self.found.emit(asked, outcome.found)

    def _not_done(self, _failure: object) -> None:
        """The first answer stays: what keeps a catalog or a photo from being read was told with it."""
        self._set_looking(False)

    def _set_looking(self, is_looking: bool) -> None:
        if is_looking != self.is_looking:
            self.is_looking = is_looking
            self.looking_changed.emit(is_looking)


@dataclass(frozen=True, slots=True)
class Refined:
    """What a closer look found, and the answer that comes of it; None where it is the one that is shown."""

    found: Evidence
    result: MatchResult | None = None


@dataclass(frozen=True, slots=True)
class Refine:
    """Looks closer at the products that the photo alone ranks first: at more than the page shows.

    Attributes:
        result: the answer that is shown; one with fewer products than asked for has all that there are.
        known: what was found when the same was asked before.
    """

    workspace: Workspace
    asked: Asked
    order: Order
    result: MatchResult
    known: Evidence | None = None

    def __call__(self, token: CancelToken) -> Generator[None, None, Refined]:
        """Run in the work thread, a few products a slice."""
        from visrec_desktop.services import matching, refining

        asked = self.asked
        if asked.photo is None or is_folder(asked.photo):
            return Refined(refining.NOTHING)
        top, wide = self.order.top, self.result
        if self.known or top <= len(wide.hits) < refining.MOST_CANDIDATES:
            most = max(top, refining.MOST_CANDIDATES)
            wide = matching.match(
                self.workspace, asked.photo, asked.filters, most, crop=asked.crop, token=token
            )
            yield
        candidates = refining.candidates_of(wide)[: refining.MOST_CANDIDATES]
        found = yield from refining.examine(
            self.workspace, asked.photo, asked.crop, candidates, token, refining.BUDGET_S
        )
        refined = refining.with_evidence(self.workspace, wide, found, top)
        is_shown = replace(refined, elapsed_ms=self.result.elapsed_ms) == self.result
        return Refined(found, None if is_shown else refined)


@dataclass(frozen=True, slots=True)
class Examine:
    """Looks closer at the products of a desk."""

    workspace: Workspace
    asked: Asked
    desk: Desk

    def __call__(self, token: CancelToken) -> Generator[None, None, Refined]:
        """Run in the work thread, a few products a slice."""
        from visrec_desktop.services import refining

        photo = self.asked.photo
        if photo is None:
            return Refined(refining.NOTHING)
        candidates = refining.candidates_of_desk(self.desk, refining.MOST_CANDIDATES)
        found = yield from refining.examine(
            self.workspace, photo, self.asked.crop, candidates, token, refining.BUDGET_S
        )
        return Refined(found)
