"""The health of the catalog: found out in the background, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from visrec_desktop.bridge.catalog import FailedCallback
from visrec_desktop.bridge.eta import Eta
from visrec_desktop.bridge.health_jobs import (
    accept,
    apply_moved,
    fetch_back,
    find_moved,
    keep_apart,
    look,
    merge,
    overview,
    part,
    put_away,
    refuse,
    take_back,
    undo_moved,
)
from visrec_desktop.bridge.health_rows import FoundProducts, load_products
from visrec_desktop.bridge.jobs import Failure, JobHandle
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.services.health.values import EVERYTHING, HealthReport, Looked, Part

if TYPE_CHECKING:
    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.core.values import Product
    from visrec_desktop.data.duplicates import MergeRecord
    from visrec_desktop.data.proposals import Accepted
    from visrec_desktop.services.health.look import HealthEvent
    from visrec_desktop.services.moved import MovedReport
    from visrec_desktop.services.workspace import Workspace

REFRESH_MS = 1500
"""The state is told anew when nothing has changed for so long: an import changes something all the time."""
Key = tuple[int, str]


class HealthSession(QObject):
    """What is known of the catalog's health. GUI thread only; reading and writing happen elsewhere.

    Signals:
        changed: the `HealthReport`, more complete or newer than before.
        looking_changed: whether a thorough look is under way.
        progressed: `Progress` of the thorough look, with the time left.
        searched: `Progress` of the search for files.
        failed: `KnownError`.
    """

    changed = Signal(object)
    looking_changed = Signal(bool)
    progressed = Signal(object)
    searched = Signal(object)
    failed = Signal(object)

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
        self._job: JobHandle | None = None
        self._search: JobHandle | None = None
        self._own_change = False
        self._is_watched = self._is_resting = False
        self.report = HealthReport()
        self.is_stale = False
        self.products = FoundProducts(workspace, runners, catalog, self)
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._soon.timeout.connect(self.refresh)
        catalog.coverage_changed.connect(self._refresh_soon)
        catalog.products_changed.connect(self._on_products_changed)
        if catalog.coverage is not None:  # it has been read before this was made
            self._soon.start()

    @property
    def looking(self) -> bool:
        """Whether a thorough look is under way."""
        return self._job is not None

    @property
    def has_looked(self) -> bool:
        """Whether everything was looked at since the program started."""
        return self.report.looked.parts >= EVERYTHING

    def watch(self) -> None:
        """The page is shown: from now on everything is told, not the number alone."""
        self._is_watched = True
        self.refresh()
        if not self._is_resting and (self.is_stale or not self.has_looked):
            self.look()

    @Slot()
    def refresh(self) -> None:
        """Tell the state anew, as far as it can be told at once."""
        self._soon.stop()
        known: Looked = self.report.looked
        self._runners.read.submit(
            partial(overview, self._workspace, known, self._is_watched),
            on_done=partial(self._refreshed, known),
            on_failed=self._tell,
            priority=Priority.PICTURE,
            key="health",
        )

    @Slot()
    def look(self, parts: frozenset[Part] = EVERYTHING) -> None:
        """Look at everything, or at some parts again."""
        if self.looking:
            return
        self._is_watched = True
        self._is_resting = False
        self.is_stale = self.is_stale and parts < EVERYTHING  # what changes from now on counts again
        eta = Eta()
        known: Looked = self.report.looked
        self._job = self._runners.work.submit(
            partial(look, self._workspace, parts, known),
            on_event=partial(self._on_event, eta),
            on_done=self._looked,
            on_failed=self._not_looked,
            priority=Priority.CATCH_UP,
        )
        self.looking_changed.emit(True)

    def cancel(self) -> None:
        """Stop looking, until somebody asks for it; what was found stays."""
        self._is_resting = True
        if self._job is not None:
            self._job.cancel()

    def request_products(self, ids: Sequence[int], callback: Callable[[list[Product]], None]) -> None:
        """Read some live products, in this order."""
        self._runners.read.submit(
            partial(load_products, self._workspace, tuple(ids), False),
            on_done=callback,
            on_failed=self._tell,
            priority=Priority.ROWS,
        )

    def accept(
        self, keys: Sequence[Key], on_done: Callable[[tuple[Accepted, ...]], None], on_failed: FailedCallback
    ) -> None:
        """Make proposed values the products' own."""
        self._write(partial(accept, self._workspace, tuple(keys)), _ids(keys), on_done, on_failed)

    def take_back(
        self,
        changes: Sequence[Accepted],
        on_done: Callable[[tuple[Key, ...]], None],
        on_failed: FailedCallback,
    ) -> None:
        """Make accepted values proposals again."""
        ids = {change.product_id for change in changes}
        self._write(partial(take_back, self._workspace, tuple(changes)), ids, on_done, on_failed)

    def refuse(
        self, keys: Sequence[Key], refused: bool, on_done: Callable[[int], None], on_failed: FailedCallback
    ) -> None:
        """Propose values no more, or again."""
        self._write(partial(refuse, self._workspace, tuple(keys), refused), _ids(keys), on_done, on_failed)

    def merge(
        self, keep: int, gone: int, on_done: Callable[[MergeRecord], None], on_failed: FailedCallback
    ) -> None:
        """Make one product of two."""
        self._write(partial(merge, self._workspace, keep, gone), (keep, gone), on_done, on_failed)

    def part(self, record: MergeRecord, on_done: Callable[[None], None], on_failed: FailedCallback) -> None:
        """Make two of them again."""
        ids = (record.keep, record.gone)
        self._write(partial(part, self._workspace, record), ids, on_done, on_failed)

    def keep_apart(
        self,
        pairs: Sequence[tuple[int, int]],
        apart: bool,
        on_done: Callable[[None], None],
        on_failed: FailedCallback,
    ) -> None:
        """Remember that two products are two, or ask again."""
        self._write(partial(keep_apart, self._workspace, tuple(pairs), apart), (), on_done, on_failed)

    def archive(
        self, ids: Sequence[int], archived: bool, on_done: Callable[[int], None], on_failed: FailedCallback
    ) -> None:
        """Put products into the archive, or take them out."""
        work = put_away if archived else fetch_back
        self._write(partial(work, self._workspace, tuple(ids)), ids, on_done, on_failed)

    def find_moved(
        self,
        roots: Sequence[Path],
        on_done: Callable[[MovedReport], None],
        on_failed: Callable[[Failure], None],
    ) -> None:
        """Look for picture files that are not where they were; without `roots` on every drive."""
        self._search = self._runners.work.submit(
            partial(find_moved, self._workspace, tuple(roots)),
            on_event=self.searched.emit,
            on_done=on_done,
            on_failed=partial(self._not_written, on_failed),
            priority=Priority.IMPORT,
        )

    def cancel_search(self) -> None:
        """Stop looking for files."""
        if self._search is not None:
            self._search.cancel()

    def use_moved(
        self, report: MovedReport, undo: bool, on_done: Callable[[int], None], on_failed: FailedCallback
    ) -> None:
        """Take over the places where files were found, or go back to the old ones."""
        work = undo_moved if undo else apply_moved
        self._write(partial(work, self._workspace, report), (), partial(self._moved, on_done), on_failed)

    def stop(self) -> None:
        """Begin nothing more."""
        self._soon.stop()
        self.products.stop()
        self.cancel()
        self.cancel_search()

    def _moved(self, on_done: Callable[[int], None], number: int) -> None:
        on_done(number)
        self.is_stale = self.is_stale or self.looking  # the look under way may have passed the files by
        self.look(frozenset({Part.FILES}))

    def _on_event(self, eta: Eta, event: HealthEvent) -> None:
        if isinstance(event, Progress):
            self.progressed.emit(eta.fill(event))
        else:
            self._take(event)

    def _looked(self, report: HealthReport) -> None:
        self._end_look()
        self._take(report)

    def _not_looked(self, failure: Failure) -> None:
        self.is_stale = bool(self.report.looked.parts)
        self._end_look()
        self._tell(failure)
        self.refresh()

    def _end_look(self) -> None:
        self._job = None
        self.looking_changed.emit(False)

    def _refreshed(self, known: Looked, report: HealthReport) -> None:
        if known == self.report.looked:
            self._take(report)
        else:  # a look has found more since this was asked for
            self.refresh()

    def _take(self, report: HealthReport) -> None:
        self.report = report
        self.changed.emit(report)

    def _write(
        self,
        work: Callable[[CancelToken], Any],
        ids: Iterable[int],
        on_done: Callable[[Any], None],
        on_failed: FailedCallback,
    ) -> None:
        self._runners.work.submit(
            work,
            on_done=partial(self._written, frozenset(ids), on_done),
            on_failed=partial(self._not_written, on_failed),
            priority=Priority.EDIT,
            must_finish=True,
        )

    def _written(self, ids: frozenset[int], on_done: Callable[[Any], None], value: object) -> None:
        self._own_change = True
        if ids:
            self._catalog.note_changes(ids)
            self._catalog.refresh()
        self._own_change = False
        self.refresh()
        on_done(value)

    def _not_written(self, on_failed: FailedCallback, failure: Failure) -> None:
        self._tell(failure)
        on_failed(failure)

    @Slot(object)
    def _on_products_changed(self, _ids: frozenset[int]) -> None:
        self.is_stale = self.is_stale or (not self._own_change and bool(self.report.looked.parts))
        self._soon.start()

    @Slot()
    def _refresh_soon(self) -> None:
        self._soon.start()

    def _tell(self, failure: Failure) -> None:
        if failure.error is not None:
            self.failed.emit(failure.error)


def _ids(keys: Iterable[Key]) -> frozenset[int]:
    return frozenset(product_id for product_id, _ in keys)
