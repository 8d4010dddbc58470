"""The catalog as the window sees it: a complete list of ids, rows on demand, edits."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from visrec_desktop.bridge.catalog_rows import Positions, Request, RowCache, positions_of
from visrec_desktop.bridge.jobs import Failure, JobHandle
from visrec_desktop.bridge.pictures import rgb_to_qimage
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Coverage, Facets, Filters, Product, Sort

if TYPE_CHECKING:
    from visrec_desktop.services.catalog import ProductDetails
    from visrec_desktop.services.workspace import Workspace

REFRESH_MS = 700
SUMMARY_MS = 40
"""From a new list to the facets and the coverage: the rows that it shows are asked for meanwhile."""
FailedCallback = Callable[[Failure], None]


class CatalogSession(QObject):
    """Lists, rows and edits of the products. GUI thread only; reading and writing happen elsewhere.

    Signals:
        ids_changed: `ids` is a new complete list.
        rows_loaded: frozenset of product ids whose `Product` arrived or changed.
        facets_changed: `Facets`.
        coverage_changed: `Coverage`, after every reading.
        products_changed: frozenset of product ids that were added, changed, deleted or restored.
        failed: `KnownError`.
    """

    ids_changed = Signal()
    rows_loaded = Signal(object)
    facets_changed = Signal(object)
    coverage_changed = Signal(object)
    products_changed = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._rows = RowCache()
        self._is_loading = False
        self.filters = Filters()
        self.sort = Sort.NAME
        self.facets = Facets()
        self.coverage: Coverage | None = None
        self._flush = QTimer(self, singleShot=True, interval=0)
        self._flush.timeout.connect(self._load_next_page)
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._soon.timeout.connect(self.refresh)
        self._summary = QTimer(self, singleShot=True, interval=SUMMARY_MS)
        self._summary.timeout.connect(self._summarise)
        self._is_summary_due = False

    @property
    def ids(self) -> array[int]:
        """Ids of all products that pass the filters, in order. Not to be changed."""
        return self._rows.ids

    @property
    def total(self) -> int:
        """How many products pass the filters."""
        return len(self._rows.ids)

    def position(self, product_id: int) -> int | None:
        """Row of a product in `ids`; None if it is not in the list."""
        return self._rows.position(product_id)

    def set_filters(self, filters: Filters) -> None:
        """List other products."""
        if filters != self.filters:
            self.filters = filters
            self._load_list()

    def set_sort(self, sort: Sort) -> None:
        """List them in another order."""
        if sort != self.sort:
            self.sort = sort
            self._load_list()

    def product(self, product_id: int) -> Product | None:
        """A product from memory. None: it has been asked for, and `rows_loaded` will tell."""
        found = self._rows.get(product_id)
        if self._rows.wants and not self._is_loading and not self._flush.isActive():
            self._flush.start()
        return found

    @Slot()
    def refresh(self) -> None:
        """Read the list, the facets and the coverage anew; rows are kept unless marked as changed."""
        self._soon.stop()
        self._is_summary_due = True
        self._load_list()

    @Slot(object)
    def note_changes(self, ids: Iterable[int]) -> None:
        """Products were changed by somebody else (an import): show them soon, not at every step."""
        changed = frozenset(ids)
        touched = self._rows.mark_stale(changed)
        if touched:
            self.rows_loaded.emit(touched)  # whoever shows them asks again, and gets the new ones
        if not self._soon.isActive():
            self._soon.start()
        self.products_changed.emit(changed)

    @Slot()
    def note_new_model(self) -> None:
        """Another model counts now: which products are analysed must be read anew."""
        self._rows.mark_all_stale()
        self.refresh()

    def request_details(
        self, product_id: int, callback: Callable[[ProductDetails | None], None]
    ) -> JobHandle:
        """Read a product with its pictures; None if it is gone."""
        return self._read(
            partial(_details, self._workspace, product_id),
            callback,
            Priority.LIST,
            on_failed=partial(self._absent, callback),
        )

    def request_picture(
        self, picture_id: int, max_side: int, callback: Callable[[QImage | None], None]
    ) -> JobHandle:
        """Read a picture, its longer side at most `max_side` px; None if it cannot be read."""
        return self._read(
            partial(_picture, self._workspace, picture_id, max_side),
            callback,
            Priority.PICTURE,
            on_failed=partial(self._absent_quietly, callback),
        )

    def save(
        self, product: Product, on_done: Callable[[Product], None], on_failed: FailedCallback | None = None
    ) -> JobHandle:
        """Write every field of a product. Known errors go to `failed` and to `on_failed`."""
        return self._write(partial(_save, self._workspace, product), (product.id,), on_done, on_failed)

    def delete(
        self, ids: Sequence[int], on_done: Callable[[int], None], on_failed: FailedCallback | None = None
    ) -> JobHandle:
        """Delete products in a way that `restore` undoes; `on_done` receives how many."""
        return self._write(partial(_delete, self._workspace, tuple(ids)), ids, on_done, on_failed)

    def restore(
        self, ids: Sequence[int], on_done: Callable[[int], None], on_failed: FailedCallback | None = None
    ) -> JobHandle:
        """Bring deleted products back; `on_done` receives how many."""
        return self._write(partial(_restore, self._workspace, tuple(ids)), ids, on_done, on_failed)

    def stop(self) -> None:
        """Read nothing more by itself."""
        self._flush.stop()
        self._soon.stop()
        self._summary.stop()

    def _read(
        self,
        work: Callable[[CancelToken], Any],
        on_done: Callable[[Any], None],
        priority: int,
        *,
        key: str = "",
        on_failed: FailedCallback | None = None,
    ) -> JobHandle:
        return self._runners.read.submit(
            work, on_done=on_done, on_failed=on_failed or self._tell, priority=priority, key=key
        )

    def _write(
        self,
        work: Callable[[CancelToken], Any],
        ids: Sequence[int],
        on_done: Callable[[Any], None],
        on_failed: FailedCallback | None,
    ) -> JobHandle:
        return self._runners.work.submit(
            work,
            on_done=partial(self._written, frozenset(ids), on_done),
            on_failed=partial(self._not_written, on_failed),
            priority=Priority.EDIT,
            must_finish=True,
        )

    def _written(self, ids: frozenset[int], on_done: Callable[[Any], None], value: object) -> None:
        touched = self._rows.mark_stale(ids)
        self.refresh()
        if touched:
            self.rows_loaded.emit(touched)
        self.products_changed.emit(ids)
        on_done(value)

    def _not_written(self, on_failed: FailedCallback | None, failure: Failure) -> None:
        self._tell(failure)
        if on_failed is not None:
            on_failed(failure)

    def _load_list(self) -> None:
        work = partial(_list, self._workspace, self.filters, self.sort)
        self._read(work, self._listed, Priority.LIST, key="list", on_failed=self._not_listed)

    def _listed(self, found: tuple[array[int], Positions]) -> None:
        self._summary_soon()
        self._rows.set_list(*found)
        self.ids_changed.emit()
        if self._rows.stale:  # what was asked for with the old list is asked for again
            self.rows_loaded.emit(self._rows.stale)

    def _not_listed(self, failure: Failure) -> None:
        if not failure.cancelled:  # by a later list, which is followed by the summary
            self._summary_soon()
        self._tell(failure)

    def _summary_soon(self) -> None:
        if self._is_summary_due:
            self._is_summary_due = False
            self._summary.start()

    @Slot()
    def _summarise(self) -> None:
        self._read(partial(_summary, self._workspace), self._summarised, Priority.LIST, key="summary")

    def _summarised(self, found: tuple[Facets, Coverage]) -> None:
        facets, coverage = found
        if facets != self.facets:
            self.facets = facets
            self.facets_changed.emit(facets)
        self.coverage = coverage
        self.coverage_changed.emit(coverage)

    @Slot()
    def _load_next_page(self) -> None:
        if self._is_loading or not self._rows.wants:
            return
        self._is_loading = True
        request = self._rows.next_request()
        self._read(
            partial(_load_rows, self._workspace, request.ids),
            partial(self._page_loaded, request),
            Priority.ROWS,
            on_failed=partial(self._page_failed, request),
        )

    def _page_loaded(self, request: Request, rows: list[Product]) -> None:
        self._is_loading = False
        arrived = self._rows.store(request, rows)
        self._load_next_page()
        self.rows_loaded.emit(arrived)

    def _page_failed(self, request: Request, failure: Failure) -> None:
        self._is_loading = False
        self._rows.give_up(request)
        self._tell(failure)

    def _absent(self, callback: Callable[[None], None], failure: Failure) -> None:
        is_gone = failure.error is not None and failure.error.code is ErrorCode.UNKNOWN_PRODUCT
        if not is_gone:  # a product that was deleted meanwhile is no trouble: None says it
            self._tell(failure)
        callback(None)

    def _absent_quietly(self, callback: Callable[[None], None], failure: Failure) -> None:
        if not failure.cancelled:
            callback(None)

    def _tell(self, failure: Failure) -> None:
        if failure.error is not None:
            self.failed.emit(failure.error)


def _list(
    workspace: Workspace, filters: Filters, sort: Sort, token: CancelToken
) -> tuple[array[int], Positions]:
    from visrec_desktop.services import catalog

    ids = catalog.list_products(workspace, filters, sort)
    token.check()
    return ids, positions_of(ids)


def _summary(workspace: Workspace, token: CancelToken) -> Generator[None, None, tuple[Facets, Coverage]]:
    from visrec_desktop.services import catalog, coverage

    covered = coverage.coverage(workspace)
    yield  # rows that are wanted go first
    return catalog.facets(workspace), covered


def _load_rows(workspace: Workspace, ids: tuple[int, ...], token: CancelToken) -> list[Product]:
    from visrec_desktop.services import catalog

    return catalog.rows(workspace, ids)


def _details(workspace: Workspace, product_id: int, token: CancelToken) -> ProductDetails:
    from visrec_desktop.services import catalog

    return catalog.details(workspace, product_id)


def _picture(workspace: Workspace, picture_id: int, max_side: int, token: CancelToken) -> QImage:
    from visrec_desktop.services import catalog

    return rgb_to_qimage(catalog.picture_rgb(workspace, picture_id, max_side))


def _save(workspace: Workspace, product: Product, token: CancelToken) -> Product:
    from visrec_desktop.services import catalog

    return catalog.save_product(workspace, product)


def _delete(workspace: Workspace, ids: tuple[int, ...], token: CancelToken) -> int:
    from visrec_desktop.services import catalog

    return catalog.delete_products(workspace, ids)


def _restore(workspace: Workspace, ids: tuple[int, ...], token: CancelToken) -> int:
    from visrec_desktop.services import catalog

    return catalog.restore_products(workspace, ids)
