"""The products of a finding as the window sees them: a complete list of ids, rows on demand."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from visrec_desktop.bridge.catalog_rows import Request, RowCache, positions_of
from visrec_desktop.bridge.runners import Priority

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.bridge.runners import Runners
    from visrec_desktop.core.progress import CancelToken
    from visrec_desktop.core.values import Product
    from visrec_desktop.services.catalog import ProductDetails
    from visrec_desktop.services.workspace import Workspace


class FoundProducts(QObject):
    """A list of products that does not depend on the Catalog page's filters. GUI thread only.

    Signals:
        ids_changed: `ids` is a new complete list.
        rows_loaded: frozenset of product ids whose `Product` arrived or changed.
    """

    ids_changed = Signal()
    rows_loaded = Signal(object)

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
        self._catalog = catalog
        self._rows = RowCache()
        self._is_loading = False
        self.archived = False
        self._flush = QTimer(self, singleShot=True, interval=0)
        self._flush.timeout.connect(self._load_next_page)
        catalog.products_changed.connect(self.note_changes)

    @property
    def ids(self) -> array[int]:
        """The products, in order. Not to be changed."""
        return self._rows.ids

    def show_ids(self, ids: Sequence[int], *, archived: bool = False) -> None:
        """List these products, live or archived."""
        if archived is not self.archived:
            self.archived = archived
            self._rows = RowCache()
        listed = array("q", ids)
        self._rows.set_list(listed, positions_of(listed))
        self.ids_changed.emit()
        if self._rows.stale:
            self.rows_loaded.emit(self._rows.stale)

    def position(self, product_id: int) -> int | None:
        """Row of a product in `ids`; None if it is not in the list."""
        return self._rows.position(product_id)

    def product(self, product_id: int) -> Product | None:
        """A product from memory. None: it has been asked for, and `rows_loaded` will tell."""
        found = self._rows.get(product_id)
        if self._rows.wants and not self._is_loading and not self._flush.isActive():
            self._flush.start()
        return found

    def request_details(self, product_id: int, callback: Callable[[ProductDetails | None], None]) -> None:
        """Read a product with its pictures; None if it is gone or archived."""
        self._catalog.request_details(product_id, callback)

    def request_picture(
        self, picture_id: int, max_side: int, callback: Callable[[QImage | None], None]
    ) -> None:
        """Read a picture, its longer side at most `max_side` px; None if it cannot be read."""
        self._catalog.request_picture(picture_id, max_side, callback)

    @Slot(object)
    def note_changes(self, ids: Iterable[int]) -> None:
        """Products were changed: whoever shows them asks again."""
        touched = self._rows.mark_stale(ids)
        if touched:
            self.rows_loaded.emit(touched)

    def stop(self) -> None:
        """Read nothing more by itself."""
        self._flush.stop()

    @Slot()
    def _load_next_page(self) -> None:
        if self._is_loading or not self._rows.wants:
            return
        self._is_loading = True
        rows, request = self._rows, self._rows.next_request()
        self._runners.read.submit(
            partial(load_products, self._workspace, request.ids, self.archived),
            on_done=partial(self._page_loaded, rows, request),
            on_failed=partial(self._page_failed, rows, request),
            priority=Priority.ROWS,
        )

    def _page_loaded(self, rows: RowCache, request: Request, products: list[Product]) -> None:
        self._is_loading = False
        arrived = rows.store(request, products)
        self._load_next_page()
        if rows is self._rows:  # else of a list of another kind, which is no longer shown
            self.rows_loaded.emit(arrived)

    def _page_failed(self, rows: RowCache, request: Request, _failure: Failure) -> None:
        self._is_loading = False
        rows.give_up(request)


def load_products(
    workspace: Workspace, ids: tuple[int, ...], archived: bool, token: CancelToken
) -> list[Product]:
    """The job that reads products."""
    from visrec_desktop.services import catalog
    from visrec_desktop.services.health import changes

    return changes.archived(workspace, ids) if archived else catalog.rows(workspace, ids)
