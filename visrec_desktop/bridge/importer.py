"""Imports, how they are taken back and gone on with, and the catching up of features behind them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.bridge import import_jobs
from visrec_desktop.bridge.catalog import CatalogSession
from visrec_desktop.bridge.eta import Eta
from visrec_desktop.bridge.import_jobs import Resumed
from visrec_desktop.bridge.jobs import Failure, JobHandle
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import IMPORT_SHARE, Priority, Runners
from visrec_desktop.core.progress import Progress
from visrec_desktop.core.values import Coverage

if TYPE_CHECKING:
    from visrec_desktop.bridge.import_jobs import Order
    from visrec_desktop.core.settings import Settings
    from visrec_desktop.services.coverage import CatchUpReport
    from visrec_desktop.services.importing import (
        ImportEvent,
        ImportFailure,
        ImportPlan,
        ImportReport,
        ImportRequest,
        PastImport,
        UndoReport,
    )
    from visrec_desktop.services.workspace import Workspace


FailedCallback = Callable[[Failure], None]


class ImportSession(QObject):
    """Runs imports one after the other, and computes missing features whenever nothing else is to be done.

    Signals:
        started: an import began.
        progressed: `Progress` of the running import, with the time left.
        finished: its `ImportReport`, cancelled or not.
        failed: the `KnownError` that ended it early; None after a fault of the program.
        catch_up_started, catch_up_progressed, catch_up_finished, catch_up_failed: the same for catching up
            (`CatchUpReport`).
        unfinished_changed: `unfinished`, after every reading of the catalog.
        interrupted: the `PastImport` that was cut off when the program was closed or ended, after the start.
    """

    started = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    catch_up_started = Signal()
    catch_up_progressed = Signal(object)
    catch_up_finished = Signal(object)
    catch_up_failed = Signal(object)
    unfinished_changed = Signal(int)
    interrupted = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        runners: Runners,
        preferences: Preferences,
        catalog: CatalogSession,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._catalog = catalog
        self.preferences = preferences
        self._model = self._applied_model = preferences.settings.model
        self._queue: deque[Order] = deque()
        self._order: Order | None = None
        self._job: JobHandle | None = None
        self._catch_up_job: JobHandle | None = None
        self._eta = Eta()
        self._made_at = time.time_ns() // 1000
        self._may_catch_up = False
        self._left_over = 0
        self._is_resting = False
        self._outcomes: list[tuple[Order, ImportReport]] = []  # with failures that nobody dismissed
        self.cut_off: PastImport | None = None
        self.last_report: ImportReport | None = None
        catalog.coverage_changed.connect(self._on_coverage)
        preferences.changed.connect(self._on_preferences)
        preferences.applied.connect(self._on_applied)

    @property
    def running(self) -> bool:
        """Whether an import is under way."""
        return self._job is not None

    @property
    def waiting(self) -> int:
        """Imports that will follow."""
        return len(self._queue)

    @property
    def catching_up(self) -> bool:
        """Whether missing features are being computed."""
        return self._catch_up_job is not None

    def begin(self) -> None:
        """Allow catching up, and look for an import that was cut off; once the window has been painted."""
        self._may_catch_up = True
        self._on_coverage(self._catalog.coverage)
        self.request_past(self._on_past)

    def start(self, wanted: ImportRequest | ImportPlan) -> None:
        """Import now, or in turn; a plan that was looked at ends what was told of earlier imports."""
        from visrec_desktop.services.importing import ImportPlan

        if isinstance(wanted, ImportPlan) and not self.running and not self._queue:
            self.dismiss_failures()
        self._queue.append(wanted)
        self._next()

    def resume_import(self, import_id: int) -> None:
        """Go on with an import that was stopped or cut off, exactly where it was."""
        self._forget_cut_off(import_id)
        self._queue.append(Resumed(import_id))
        self._next()

    def leave(self, import_id: int) -> None:
        """Let an import rest that was cut off: what it did stays."""
        self._forget_cut_off(import_id)
        self._runners.work.submit(
            partial(import_jobs.leave, self._workspace, import_id), priority=Priority.EDIT, must_finish=True
        )

    def request_past(self, on_done: Callable[[tuple[PastImport, ...]], None]) -> None:
        """The imports of the last days, newest first."""
        self._runners.read.submit(
            partial(import_jobs.past, self._workspace), on_done=on_done, priority=Priority.LIST
        )

    def undo(self, import_id: int, on_done: Callable[[UndoReport], None], on_failed: FailedCallback) -> None:
        """Take a whole import back."""
        self._swap(import_id, on_done, on_failed, undo=True)

    def redo(self, import_id: int, on_done: Callable[[UndoReport], None], on_failed: FailedCallback) -> None:
        """Make an import again that was taken back."""
        self._swap(import_id, on_done, on_failed, undo=False)

    def _swap(
        self,
        import_id: int,
        on_done: Callable[[UndoReport], None],
        on_failed: FailedCallback,
        *,
        undo: bool,
    ) -> None:
        def swapped(report: UndoReport) -> None:
            self._forget_cut_off(import_id)
            self._catalog.note_changes(report.ids)
            self._catalog.refresh()
            on_done(report)

        self._runners.work.submit(
            partial(import_jobs.undo if undo else import_jobs.redo, self._workspace, import_id),
            on_done=swapped,
            on_failed=on_failed,
            priority=Priority.EDIT,
            must_finish=True,
        )

    def cancel(self) -> None:
        """Stop the running import; those that wait follow. What was stored stays.

        What is still to be analysed rests until the user says so, something is imported, or the next start.
        """
        if self._job is not None:
            self._job.cancel()

    def cancel_catch_up(self) -> None:
        """Stop catching up until products change or the program starts again."""
        if self._catch_up_job is not None:
            self._catch_up_job.cancel()

    @property
    def unfinished(self) -> int:
        """Products whose analysis was stopped and goes on with `resume`."""
        coverage = self._catalog.coverage
        is_idle = not self.running and not self.catching_up
        return coverage.waiting if coverage is not None and self._is_resting and is_idle else 0

    def resume(self) -> None:
        """Go on with an analysis that was stopped."""
        self._left_over = 0
        self._is_resting = False
        self._on_coverage(self._catalog.coverage)

    @property
    def failures(self) -> tuple[ImportFailure, ...]:
        """What failed in all imports since it was last dismissed or tried again, in order."""
        return tuple(failure for _, report in self._outcomes for failure in report.failed)

    @property
    def can_retry(self) -> bool:
        """Whether there are failures that could be tried again."""
        from visrec_desktop.bridge.retry import can_help

        tried = (report for order, report in self._outcomes if not isinstance(order, Resumed))
        return any(map(can_help, tried))

    def retry_failed(self) -> None:
        """Import again what failed, in each of the imports whose failures are listed, and only that."""
        from visrec_desktop.bridge.retry import can_help, may_help, retry_request

        outcomes, self._outcomes = self._outcomes, []
        for order, report in outcomes:
            if isinstance(order, Resumed) or not can_help(report):
                self._outcomes.append((order, report))
                continue
            request = retry_request(order, report)
            if not request.adopt_sheet and request.sheet is None:  # what it leaves out stays listed
                rest = tuple(failure for failure in report.failed if not may_help(failure))
                self._outcomes += [(order, replace(report, failed=rest))] if rest else []
            self.start(request)

    def dismiss_failures(self) -> None:
        """The failures were seen, and need not be listed any more."""
        self._outcomes.clear()

    def stop(self) -> None:
        """Begin nothing more."""
        self._queue.clear()
        self._may_catch_up = False

    def _next(self) -> None:
        if self._job is not None or not self._queue:
            return
        self._order = self._queue.popleft()
        self._eta = Eta()
        self._job = self._runners.work.submit(
            partial(import_jobs.carry_out, self._workspace, self._order),
            on_event=self._on_event,
            on_done=self._imported,
            on_failed=self._not_imported,
            priority=Priority.IMPORT,
            share=IMPORT_SHARE,
        )
        self.started.emit()

    def _on_event(self, event: ImportEvent) -> None:
        if isinstance(event, Progress):
            self.progressed.emit(self._eta.fill(event))
        else:
            self._catalog.note_changes(event.ids)

    def _imported(self, report: ImportReport) -> None:
        self.last_report = report
        if report.failed and self._order is not None:
            self._outcomes.append((self._order, report))
        self._left_over = 0
        self._is_resting = report.cancelled
        self._job = None
        self._next()
        self._catalog.refresh()
        self.finished.emit(report)

    def _not_imported(self, failure: Failure) -> None:
        self._job = None
        self._next()
        self._catalog.refresh()
        self.failed.emit(failure.error)

    def _on_past(self, past: tuple[PastImport, ...]) -> None:
        """One of before the start that did not end was cut off: the program was closed, or the power went."""
        unfinished = (
            each
            for each in past
            if each.state in {"running", "stopped"} and each.left and each.started_at < self._made_at
        )
        self.cut_off = next(unfinished, None)
        if self.cut_off is not None:
            self.interrupted.emit(self.cut_off)

    def _forget_cut_off(self, import_id: int) -> None:
        if self.cut_off is not None and self.cut_off.id == import_id:
            self.cut_off = None

    @Slot(object)
    def _on_coverage(self, coverage: Coverage | None) -> None:
        self.unfinished_changed.emit(self.unfinished)
        if coverage is None or not self._may_catch_up or self.running or self.catching_up:
            return
        if coverage.waiting > self._left_over and not self._is_resting:
            self._catch_up()

    def _catch_up(self) -> None:
        eta = Eta()
        self._catch_up_job = self._runners.work.submit(
            partial(import_jobs.catch_up, self._workspace),
            on_event=partial(self._on_catch_up_event, eta),
            on_done=self._caught_up,
            on_failed=self._not_caught_up,
            priority=Priority.CATCH_UP,
            share=IMPORT_SHARE,
        )
        self.catch_up_started.emit()

    def _on_catch_up_event(self, eta: Eta, event: ImportEvent) -> None:
        if isinstance(event, Progress):
            self.catch_up_progressed.emit(eta.fill(event))
        else:
            self._catalog.note_changes(event.ids)

    def _caught_up(self, outcome: tuple[CatchUpReport, int]) -> None:
        report, self._left_over = outcome
        self._end_catch_up()
        self.catch_up_finished.emit(report)

    def _not_caught_up(self, failure: Failure) -> None:
        coverage = self._catalog.coverage
        self._left_over = coverage.waiting if coverage else 0
        self._is_resting = failure.cancelled
        self._end_catch_up()
        self.catch_up_failed.emit(failure.error)

    def _end_catch_up(self) -> None:
        self._catch_up_job = None
        self._catalog.refresh()

    @Slot(object)
    def _on_preferences(self, settings: Settings) -> None:
        if settings.model == self._model:
            return
        self._model = settings.model
        self._left_over = 0
        self._is_resting = False
        self.cancel_catch_up()

    @Slot(object)
    def _on_applied(self, settings: Settings) -> None:
        if settings.model == self._applied_model:
            return
        self._applied_model = settings.model
        self._left_over = 0
        self._is_resting = False
        self._catalog.note_new_model()
