"""Fitting the index to this catalog, and what its scores mean, whenever nobody wants anything else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.bridge.settled import Settled

if TYPE_CHECKING:
    from collections.abc import Generator

    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.core.progress import CancelToken, Progress
    from visrec_desktop.services.calibrating import CalibrationStatus
    from visrec_desktop.services.workspace import Workspace


class CalibrationSession(QObject):
    """Fits the projection, then the bands to the catalog after it has changed. GUI thread only.

    Signals:
        projected: the index is another one; scores were worked out with the earlier one.
        changed: `CalibrationStatus`: the bands mean something else than before.
    """

    projected = Signal()
    changed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        runners: Runners,
        catalog: CatalogSession,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._soon = Settled(catalog, self)
        self._soon.timeout.connect(self.fit)

    @Slot()
    def fit(self) -> None:
        """Fit now what is due; everything else that waits goes first."""
        self._runners.work.submit(
            partial(_project, self._workspace),
            on_done=self._projected,
            on_failed=self._not_projected,
            priority=Priority.IDLE,
            key="project",
        )

    def calibrate(self) -> None:
        """Fit the bands now if that is due."""
        self._runners.work.submit(
            partial(_calibrate, self._workspace),
            on_done=self._done,
            priority=Priority.IDLE,
            key="calibrate",
        )

    def stop(self) -> None:
        """Begin nothing more."""
        self._soon.stop()

    def _projected(self, has_changed: bool) -> None:
        if has_changed:
            self.projected.emit()
        self.calibrate()

    def _not_projected(self, failure: Failure) -> None:
        if not failure.cancelled:
            self.calibrate()  # the index is as it was

    def _done(self, status: CalibrationStatus | None) -> None:
        if status is not None:
            self.changed.emit(status)


def _project(workspace: Workspace, token: CancelToken) -> Generator[Progress, None, bool]:
    from visrec_desktop.services import projecting

    return projecting.refit_if_due(workspace, token)


def _calibrate(
    workspace: Workspace, token: CancelToken
) -> Generator[Progress, None, CalibrationStatus | None]:
    from visrec_desktop.services import calibrating

    return calibrating.calibrate_if_due(workspace, token)
