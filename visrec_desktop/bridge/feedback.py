"""What a client says about a product, recorded and taken back."""

from __future__ import annotations

from collections.abc import Callable
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

    def give(  # noqa: PLR0917 - what happened, then who is to hear of it
        self,
        client_id: int,
        sku: str,
        kind: EventKind,
        reason: Refusal | None = None,
        on_done: Heard | None = None,
        on_failed: Callable[[], None] | None = None,
    ) -> None:
        """Record that something happened between a client and a product."""
        self._write(partial(_give, self._workspace, client_id, sku, kind, reason), on_done, on_failed)

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


def _give(  # noqa: PLR0917 - bound one by one
    workspace: Workspace,
    client_id: int,
    sku: str,
    kind: EventKind,
    reason: Refusal | None,
    token: CancelToken,
) -> Learned:
    from visrec_desktop.services import feedback

    return feedback.give(workspace, client_id, sku, kind, reason)


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
