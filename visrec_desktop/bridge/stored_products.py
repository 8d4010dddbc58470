"""What the catalog holds under the SKUs that an import names, for the rows that are looked at."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from visrec_desktop.bridge.runners import Priority, Runners

if TYPE_CHECKING:
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.core.progress import CancelToken
    from visrec_desktop.core.values import Product
    from visrec_desktop.services.workspace import Workspace

KEPT = 4_000
BATCH = 64


class StoredProducts(QObject):
    """Products by SKU, read a batch at a time. GUI thread only.

    Signals:
        arrived: frozenset of the SKUs that are known now.
    """

    arrived = Signal(object)

    def __init__(self, workspace: Workspace, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._known: OrderedDict[str, Product | None] = OrderedDict()
        self._wanted: OrderedDict[str, None] = OrderedDict()
        self._is_reading = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read)

    def product(self, sku: str) -> Product | None:
        """The product, or None: there is none, or `arrived` will tell."""
        if sku in self._known:
            self._known.move_to_end(sku)
            return self._known[sku]
        self._wanted[sku] = None
        self._wanted.move_to_end(sku)
        if len(self._wanted) > BATCH:
            self._wanted.popitem(last=False)
        if not self._is_reading:
            self._soon.start()
        return None

    def clear(self) -> None:
        """Forget everything: the catalog has changed, or another import is looked at."""
        self._known.clear()
        self._wanted.clear()

    @Slot()
    def _read(self) -> None:
        if not self._wanted or self._is_reading:
            return
        skus = tuple(self._wanted)
        self._wanted.clear()
        self._is_reading = True
        self._runners.read.submit(
            partial(_look_up, self._workspace, skus),
            on_done=self._take,
            on_failed=self._on_failed,
            priority=Priority.ROWS,
        )

    def _take(self, found: dict[str, Product | None]) -> None:
        self._is_reading = False
        self._known.update(found)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        self.arrived.emit(frozenset(found))
        self._read()

    def _on_failed(self, _failure: Failure) -> None:
        self._is_reading = False  # the rows show without what they were; they ask again when painted


def _look_up(workspace: Workspace, skus: tuple[str, ...], _token: CancelToken) -> dict[str, Product | None]:
    reader = workspace.reader()
    return {sku: reader.product_by_sku(sku, workspace.space) for sku in skus}
