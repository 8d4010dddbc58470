"""What stands near a product: products like it, products that go with it, and where a SKU is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from visrec_desktop.bridge.jobs import Failure, JobHandle
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Filters, Sort

if TYPE_CHECKING:
    from visrec_desktop.services.recommending import Related
    from visrec_desktop.services.workspace import Workspace

LIMIT = 8


class Neighbours(QObject):
    """Looks them up. A newer question overtakes the older one of its kind."""

    def __init__(self, workspace: Workspace, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners

    def request_related(
        self, product_id: int, client_id: int | None, callback: Callable[[Related | None], None]
    ) -> JobHandle:
        """Two short lists for a product; None where they cannot be made."""
        return self._runners.read.submit(
            partial(_related, self._workspace, product_id, client_id),
            on_done=callback,
            on_failed=partial(_absent, callback),
            priority=Priority.LIST,
            key="related",
        )

    def request_product_id(self, sku: str, callback: Callable[[int | None], None]) -> JobHandle:
        """The id of a product in the catalog; None where it is not there (any more)."""
        return self._runners.read.submit(
            partial(_product_id, self._workspace, sku),
            on_done=callback,
            on_failed=partial(_absent, callback),
            priority=Priority.LIST,
            key="sku",
        )


def _related(workspace: Workspace, product_id: int, client_id: int | None, token: CancelToken) -> Related:
    from visrec_desktop.services import recommending

    return recommending.related(workspace, product_id, client_id, limit=LIMIT)


def _product_id(workspace: Workspace, sku: str, token: CancelToken) -> int | None:
    from visrec_desktop.services import catalog

    found = catalog.list_products(workspace, Filters(skus=(sku,)), Sort.SKU)
    return int(found[0]) if found else None


def _absent(callback: Callable[[None], None], failure: Failure) -> None:
    """No answer is an answer: the lists stay empty, and known errors show where they matter."""
    if not failure.cancelled:
        callback(None)
