"""Finding out what scores mean in this catalog, whenever nobody wants anything else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.bridge.settled import Settled

if TYPE_CHECKING:
    from collections.abc import Generator

    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.core.progress import CancelToken, Progress
    from visrec_desktop.services.calibrating import CalibrationStatus
    from visrec_desktop.services.workspace import Workspace


class CalibrationSession(QObject):
    """Fits the bands to the catalog after it has changed. GUI thread only.

    Signals:
        changed: `CalibrationStatus`: the bands mean something else than before.
    """

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
        self._soon.timeout.connect(self.calibrate)

    @Slot()
    def calibrate(self) -> None:
        """Fit now if it is due; everything else that waits goes first."""
        self._runners.work.submit(
            partial(_calibrate, self._workspace),
            on_done=self._done,
            priority=Priority.IDLE,
            key="calibrate",
        )

    def stop(self) -> None:
        """Begin nothing more."""
        self._soon.stop()

    def _done(self, status: CalibrationStatus | None) -> None:
        if status is not None:
            self.changed.emit(status)


def _calibrate(
    workspace: Workspace, token: CancelToken
) -> Generator[Progress, None, CalibrationStatus | None]:
    from visrec_desktop.services import calibrating

    return calibrating.calibrate_if_due(workspace, token)
