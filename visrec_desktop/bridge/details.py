"""Working out the local features of catalog pictures, whenever nobody wants anything else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.bridge.settled import Settled

if TYPE_CHECKING:
    from collections.abc import Generator

    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.core.progress import CancelToken
    from visrec_desktop.services.workspace import Workspace


class DetailsSession(QObject):
    """Fills the file of local features after the catalog has changed, a picture at a time. GUI thread only.

    An import and what it catches up with go first, and so does everything that a user asks.

    Signals:
        filled: how many pictures were looked at; nothing is missing now that can be had.
    """

    filled = Signal(int)

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
        self._soon.timeout.connect(self.fill)

    @Slot()
    def fill(self) -> None:
        """Work out what is missing."""
        self._runners.work.submit(
            partial(_fill, self._workspace),
            on_done=self._done,
            priority=Priority.DETAILS,
            key="details",
        )

    def stop(self) -> None:
        """Begin nothing more."""
        self._soon.stop()

    def _done(self, count: int) -> None:
        self.filled.emit(count)


def _fill(workspace: Workspace, token: CancelToken) -> Generator[None, None, int]:
    from visrec_desktop.services import details

    return details.fill(workspace, token)
