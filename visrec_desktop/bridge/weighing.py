"""The weights that feedback has taught: learned in the background, shown and reset in Settings."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from visrec_desktop.bridge.jobs import Failure
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.progress import CancelToken, Progress

if TYPE_CHECKING:
    from visrec_desktop.services.evaluating import Evaluation
    from visrec_desktop.services.weighing import Weighing
    from visrec_desktop.services.workspace import Workspace

LEARN_MS = 20_000
"""Learning waits until nobody has clicked for so long."""


class WeighingSession(QObject):
    """The weights in force.

    Signals:
        changed: `Weighing`, after every reading, learning and resetting.
        evaluated: the `Evaluation` that was asked for; None when it could not be made.
        failed: `KnownError` of what was asked for; learning by itself fails silently and is tried again.
    """

    changed = Signal(object)
    evaluated = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._soon = QTimer(self, singleShot=True, interval=LEARN_MS)
        self._soon.timeout.connect(self._learn)

    def read(self) -> None:
        """Ask for the weights."""
        self._runners.read.submit(
            partial(_read, self._workspace),
            on_done=self.changed.emit,
            on_failed=self._tell,
            priority=Priority.LIST,
            key="weights",
        )

    def reset(self) -> None:
        """Let the first weights count again."""
        self._runners.work.submit(
            partial(_reset, self._workspace),
            on_done=self.changed.emit,
            on_failed=self._tell,
            priority=Priority.EDIT,
            must_finish=True,
        )

    @Slot()
    def evaluate(self) -> None:
        """Try the recommendations on what the clients chose last."""
        self._runners.work.submit(
            partial(_evaluate, self._workspace),
            on_done=self.evaluated.emit,
            on_failed=self._not_evaluated,
            priority=Priority.CATCH_UP,
            key="evaluate",
        )

    @Slot()
    def learn_soon(self) -> None:
        """Clients or products have changed: learn from it in a quiet moment."""
        self._soon.start()

    def stop(self) -> None:
        """Learn nothing more."""
        self._soon.stop()

    @Slot()
    def _learn(self) -> None:
        self._runners.work.submit(
            partial(_learn, self._workspace),
            on_done=self._learned,
            priority=Priority.CATCH_UP,
            key="learn",
        )

    def _learned(self, weighing: Weighing | None) -> None:
        if weighing is not None:
            self.changed.emit(weighing)

    def _not_evaluated(self, failure: Failure) -> None:
        self.evaluated.emit(None)
        self._tell(failure)

    def _tell(self, failure: Failure) -> None:
        if failure.error is not None:
            self.failed.emit(failure.error)


def _read(workspace: Workspace, token: CancelToken) -> Weighing:
    from visrec_desktop.services import weighing

    return weighing.weighing(workspace)


def _reset(workspace: Workspace, token: CancelToken) -> Weighing:
    from visrec_desktop.services import weighing

    return weighing.reset(workspace)


def _learn(workspace: Workspace, token: CancelToken) -> Generator[Progress, None, Weighing | None]:
    from visrec_desktop.services import weighing

    return weighing.learn_if_due(workspace, token)


def _evaluate(workspace: Workspace, token: CancelToken) -> Generator[Progress, None, Evaluation]:
    from visrec_desktop.services import evaluating

    return evaluating.evaluate(workspace, token)
