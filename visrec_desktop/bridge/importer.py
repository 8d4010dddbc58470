"""Imports, and the catching up of features behind them."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.bridge.catalog import CatalogSession
from visrec_desktop.bridge.eta import Eta
from visrec_desktop.bridge.jobs import Failure, JobHandle
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import Coverage

if TYPE_CHECKING:
    from collections.abc import Generator

    from visrec_desktop.core.settings import Settings
    from visrec_desktop.services.coverage import CatchUpReport
    from visrec_desktop.services.importing import ImportEvent, ImportReport, ImportRequest
    from visrec_desktop.services.workspace import Workspace


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
        self._model = self._applied_model = preferences.settings.model
        self._queue: deque[ImportRequest] = deque()
        self._request: ImportRequest | None = None
        self._job: JobHandle | None = None
        self._catch_up_job: JobHandle | None = None
        self._eta = Eta()
        self._may_catch_up = False
        self._left_over = 0
        self._is_resting = False
        self.last_request: ImportRequest | None = None
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
        """Allow catching up: call it after the window has been painted."""
        self._may_catch_up = True
        self._on_coverage(self._catalog.coverage)

    def start(self, request: ImportRequest) -> None:
        """Import now, or after those that are under way."""
        self._queue.append(request)
        self._next()

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
    def can_retry(self) -> bool:
        """Whether the last import left failures that could be tried again."""
        return self.last_report is not None and bool(self.last_report.failed)

    def retry_failed(self) -> None:
        """Import again what failed last time, and only that."""
        if self.last_report is None or self.last_request is None or not self.can_retry:
            return
        from visrec_desktop.bridge.retry import retry_request

        self.start(retry_request(self.last_request, self.last_report))

    def stop(self) -> None:
        """Begin nothing more."""
        self._queue.clear()
        self._may_catch_up = False

    def _next(self) -> None:
        if self._job is not None or not self._queue:
            return
        request = self._queue.popleft()
        self._request = request
        self._eta = Eta()
        self._job = self._runners.work.submit(
            partial(_import, self._workspace, request),
            on_event=self._on_event,
            on_done=self._imported,
            on_failed=self._not_imported,
            priority=Priority.IMPORT,
        )
        self.started.emit()

    def _on_event(self, event: ImportEvent) -> None:
        if isinstance(event, Progress):
            self.progressed.emit(self._eta.fill(event))
        else:
            self._catalog.note_changes(event.ids)

    def _imported(self, report: ImportReport) -> None:
        self.last_request = self._request
        self.last_report = report
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
            partial(_catch_up, self._workspace),
            on_event=partial(self._on_catch_up_event, eta),
            on_done=self._caught_up,
            on_failed=self._not_caught_up,
            priority=Priority.CATCH_UP,
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


def _import(workspace: Workspace, request: ImportRequest, token: CancelToken) -> Any:  # noqa: ANN401
    from visrec_desktop.services import importing

    steps = importing.run_import(workspace, request, token)
    # A dry run holds a transaction that it takes back: nothing else may write in between.
    return _run_through(steps) if request.dry_run else steps


def _run_through(steps: Generator[ImportEvent, None, ImportReport]) -> ImportReport:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            report: ImportReport = end.value
            return report


def _catch_up(
    workspace: Workspace, token: CancelToken
) -> Generator[ImportEvent, None, tuple[CatchUpReport, int]]:
    from visrec_desktop.services import coverage

    report = yield from coverage.catch_up(workspace, token)
    return report, coverage.coverage(workspace).waiting
