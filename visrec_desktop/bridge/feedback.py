"""What a client says about a product, recorded and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from visrec_desktop.bridge.jobs import Failure
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Crop, Photo

if TYPE_CHECKING:
    from visrec_desktop.core.clients import EventKind, KeptPhoto, Refusal
    from visrec_desktop.services.feedback import Learned
    from visrec_desktop.services.workspace import Workspace

Heard = Callable[["Learned"], None]


class Feedback(QObject):
    """Writes events in the work thread, one after the other, in the order in which they were given.

    Signals:
        learned: the `Learned` of an event that was recorded, undone or redone.
        kept: the `KeptPhoto` that was stored because the client agreed.
        failed: the `KnownError` that kept something from being recorded.
    """

    learned = Signal(object)
    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._looked: set[tuple[int, str]] = set()

    def give(
        self,
        client_id: int,
        sku: str,
        kind: EventKind,
        reason: Refusal | None = None,
        on_done: Heard | None = None,
    ) -> None:
        """Record that something happened between a client and a product."""
        self._write(_Give(self._workspace, client_id, sku, kind, reason), on_done)

    def look(self, client_id: int, sku: str) -> None:
        """A product was looked at for a client: noted once, quietly, and where the client agrees."""
        from visrec_desktop.core.clients import EventKind

        if (client_id, sku) in self._looked:
            return
        self._looked.add((client_id, sku))
        self._runners.work.submit(
            _Give(self._workspace, client_id, sku, EventKind.CLICK, None),
            on_failed=partial(self._not_looked, (client_id, sku)),
            priority=Priority.EDIT,
            must_finish=True,
        )

    def _not_looked(self, key: tuple[int, str], failure: Failure) -> None:
        """Nobody asked for it to be noted, so nobody is told; it may be tried again."""
        self._looked.discard(key)

    def undo(
        self, event_id: int, on_done: Heard | None = None, on_failed: Callable[[], None] | None = None
    ) -> None:
        """Take an event back, and what was learned from it."""
        self._write(partial(_undo, self._workspace, event_id), on_done, on_failed)

    def redo(
        self, event_id: int, on_done: Heard | None = None, on_failed: Callable[[], None] | None = None
    ) -> None:
        """Let an event that was taken back stand again."""
        self._write(partial(_redo, self._workspace, event_id), on_done, on_failed)

    def keep_photo(self, client_id: int, photo: Photo, crop: Crop | None) -> None:
        """Store a photo, or the part of it that is searched for, with the client."""
        self._runners.work.submit(
            partial(_keep, self._workspace, client_id, photo, crop),
            on_done=self.kept.emit,
            on_failed=partial(self._not_written, None),
            priority=Priority.EDIT,
            must_finish=True,
        )

    def _write(
        self,
        work: Callable[[CancelToken], Any],
        on_done: Heard | None,
        on_failed: Callable[[], None] | None = None,
    ) -> None:
        self._runners.work.submit(
            work,
            on_done=partial(self._written, on_done),
            on_failed=partial(self._not_written, on_failed),
            priority=Priority.EDIT,
            must_finish=True,
        )

    def _written(self, on_done: Heard | None, learned: Learned) -> None:
        self.learned.emit(learned)
        if on_done is not None:
            on_done(learned)

    def _not_written(self, on_failed: Callable[[], None] | None, failure: Failure) -> None:
        if on_failed is not None:
            on_failed()
        if failure.error is not None:
            self.failed.emit(failure.error)


@dataclass(frozen=True, slots=True)
class _Give:
    """An event to be recorded."""

    workspace: Workspace
    client_id: int
    sku: str
    kind: EventKind
    reason: Refusal | None

    def __call__(self, token: CancelToken) -> Learned:
        from visrec_desktop.services import feedback

        return feedback.give(self.workspace, self.client_id, self.sku, self.kind, self.reason)


def _undo(workspace: Workspace, event_id: int, token: CancelToken) -> Learned:
    from visrec_desktop.services import feedback

    return feedback.undo(workspace, event_id)


def _redo(workspace: Workspace, event_id: int, token: CancelToken) -> Learned:
    from visrec_desktop.services import feedback

    return feedback.redo(workspace, event_id)


def _keep(
    workspace: Workspace, client_id: int, photo: Photo, crop: Crop | None, token: CancelToken
) -> KeptPhoto:
    from visrec_desktop.services import feedback

    return feedback.keep_photo(workspace, client_id, photo, crop)
