"""A moment in which the catalog has come to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from visrec_desktop.bridge.catalog import CatalogSession

IDLE_MS = 10_000
"""The catalog must have stayed as it is for so long."""


class Settled(QTimer):
    """A timer that fires once after the catalog has changed and then stayed as it is. GUI thread only.

    A catalog that has been read before counts as one that has just changed.
    """

    def __init__(self, catalog: CatalogSession, parent: QObject) -> None:
        super().__init__(parent, singleShot=True, interval=IDLE_MS)
        catalog.coverage_changed.connect(self._again)
        if catalog.coverage is not None:
            self.start()

    @Slot(object)
    def _again(self, _coverage: object) -> None:
        self.start()
