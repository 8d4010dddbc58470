"""The import session: progress, queue, cancel, retry, catching up."""

from __future__ import annotations

import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from visrec_desktop.bridge.eta import Eta
from visrec_desktop.bridge.importer import ImportSession
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.retry import retry_request
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.errors import Cancelled, ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import Coverage
from visrec_desktop.services import coverage as coverage_service
from visrec_desktop.services import importing
from visrec_desktop.services.coverage import CatchUpReport
from visrec_desktop.services.importing import (
    ImportFailure,
    ImportPlan,
    ImportReport,
    ImportRequest,
    PastImport,
    ProductsChanged,
    SheetChoice,
    UndoReport,
)
from visrec_desktop.services.importing.values import FoundTable


class FakeCatalog(QObject):
    """What the import session needs of the catalog session."""

    coverage_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.coverage: Coverage | None = None
        self.changes: list[tuple[int, ...]] = []
        self.refreshed = 0
        self.waiting = 0

    def note_changes(self, ids: tuple[int, ...]) -> None:
        self.changes.append(tuple(ids))

    def note_new_model(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.refreshed += 1
        self.coverage = Coverage(10, 10, 10 - self.waiting)
        self.coverage_changed.emit(self.coverage)


class FakeService:
    """Imports one path a slice; a name with "bad" fails, a name with "stop" waits for the gate."""

    def __init__(self, catalog: FakeCatalog) -> None:
        self.catalog = catalog
        self.requests: list[ImportRequest] = []
        self.catch_ups = 0
        self.left_over = 0
        self.gate = threading.Event()
        self.error: BaseException | None = None
        self.committed = 0
        self.plans: list[ImportPlan] = []
        self.resumed: list[int] = []
        self.past: tuple[PastImport, ...] = ()
        self.left: list[int] = []
        self.undone: list[int] = []

    def apply_plan(
        self, workspace: Any, plan: ImportPlan, token: CancelToken
    ) -> Generator[Any, None, ImportReport]:
        self.plans.append(plan)
        return (yield from self.run_import(workspace, plan.request, token))

    def resume_import(
        self, workspace: Any, import_id: int, token: CancelToken
    ) -> Generator[Any, None, ImportReport]:
        self.resumed.append(import_id)
        yield Progress("reading", 1, 2)
        return ImportReport(added=1, import_id=import_id)

    def undo_import(self, workspace: Any, import_id: int) -> UndoReport:
        if self.error is not None:
            raise self.error
        self.undone.append(import_id)
        return UndoReport((4, 5), 1)

    def run_import(
        self, workspace: Any, request: ImportRequest, token: CancelToken
    ) -> Generator[Any, None, ImportReport]:
        self.requests.append(request)
        added, failed = 0, []
        try:
            for number, path in enumerate(request.paths, 1):
                token.check()
                if "stop" in path.name:
                    assert self.gate.wait(10)
                if self.error is not None:
                    raise self.error
                if "full" in path.name:
                    raise KnownError(ErrorCode.DISK_FULL, str(path))
                if "twice" in path.name:
                    failed.append(ImportFailure(str(path), ErrorCode.DUPLICATE_SKU, str(path)))
                elif "bad" in path.name:
                    failed.append(ImportFailure(str(path), ErrorCode.NOT_A_PICTURE, str(path)))
                else:
                    added += 1
                    yield ProductsChanged((number,))
                yield Progress("reading", number, len(request.paths))
        except Cancelled:
            return ImportReport(added=added, failed=tuple(failed), cancelled=True)
        finally:
            self.committed += 1
        return ImportReport(added=added, failed=tuple(failed))

    def catch_up(self, workspace: Any, token: CancelToken) -> Generator[Any, None, CatchUpReport]:
        self.catch_ups += 1
        total = self.catalog.waiting
        for number in range(total):
            token.check()
            if self.error is not None:
                raise self.error
            yield Progress("analysing", number + 1, total, 1.0)
            yield ProductsChanged((number,))
        self.catalog.waiting = self.left_over
        return CatchUpReport(total - self.left_over)

    def coverage(self, workspace: Any) -> Coverage:
        return Coverage(10, 10, 10 - self.catalog.waiting)


@pytest.fixture
def catalog(qapp: object) -> FakeCatalog:
    return FakeCatalog()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, catalog: FakeCatalog) -> FakeService:
    service = FakeService(catalog)
    monkeypatch.setattr(importing, "run_import", service.run_import)
    monkeypatch.setattr(importing, "apply_plan", service.apply_plan)
    monkeypatch.setattr(importing, "resume_import", service.resume_import)
    monkeypatch.setattr(importing, "past_imports", lambda workspace: service.past)
    monkeypatch.setattr(importing, "leave_import", lambda workspace, number: service.left.append(number))
    monkeypatch.setattr(importing, "undo_import", service.undo_import)
    monkeypatch.setattr(importing, "redo_import", service.undo_import)
    monkeypatch.setattr(coverage_service, "catch_up", service.catch_up)
    monkeypatch.setattr(coverage_service, "coverage", service.coverage)
    return service


@pytest.fixture
def preferences(workspace: Any, runners: Runners) -> Preferences:
    return Preferences(workspace, runners)


@pytest.fixture
def session(
    workspace: Any, runners: Runners, preferences: Preferences, catalog: FakeCatalog, service: FakeService
) -> Any:
    session = ImportSession(workspace, runners, preferences, catalog)  # type: ignore[arg-type]
    yield session
    service.gate.set()
    session.stop()


def request(*names: str, **options: Any) -> ImportRequest:
    return ImportRequest(tuple(Path("/p") / name for name in names), **options)


def test_import_from_start_to_report(session: ImportSession, catalog: FakeCatalog, qtbot: Any) -> None:
    progress: list[Progress] = []
    session.progressed.connect(progress.append)
    with qtbot.waitSignals([session.started, session.finished], order="strict"):
        session.start(request("1.jpg", "bad.jpg", "3.jpg"))
        assert session.running
    assert not session.running
    assert [(step.done, step.total) for step in progress] == [(1, 3), (2, 3), (3, 3)]
    assert catalog.changes == [(1,), (3,)]
    assert catalog.refreshed == 1
    assert session.last_report is not None
    assert session.last_report.added == 2
    assert session.can_retry


def test_retry_takes_the_failed_ones_only(session: ImportSession, service: FakeService, qtbot: Any) -> None:
    session.retry_failed()
    assert not session.running
    with qtbot.waitSignal(session.finished):
        session.start(request("1.jpg", "bad.jpg", "bad2.png", adopt_sheet=True))
    with qtbot.waitSignal(session.finished):
        session.retry_failed()
    assert service.requests[-1] == request("bad.jpg", "bad2.png")


def test_retry_takes_the_failed_ones_of_all_imports_that_are_listed(
    session: ImportSession, service: FakeService, qtbot: Any
) -> None:
    reports: list[ImportReport] = []
    session.finished.connect(reports.append)
    for names in (("bad1.jpg", "2.jpg"), ("3.jpg",), ("bad4.jpg",)):
        session.start(request(*names))
    qtbot.waitUntil(lambda: len(reports) == 3)
    assert [Path(failure.path).name for failure in session.failures] == ["bad1.jpg", "bad4.jpg"]
    session.retry_failed()
    assert session.failures == ()
    qtbot.waitUntil(lambda: len(reports) == 5)
    assert service.requests[-2:] == [request("bad1.jpg"), request("bad4.jpg")]
    assert len(session.failures) == 2
    session.dismiss_failures()
    assert not session.can_retry


def test_what_would_fail_again_stays_listed(session: ImportSession, service: FakeService, qtbot: Any) -> None:
    with qtbot.waitSignal(session.finished):
        session.start(request("twice.jpg"))
    assert len(session.failures) == 1
    assert not session.can_retry
    session.retry_failed()
    assert not session.running
    with qtbot.waitSignal(session.finished):
        session.start(request("bad.jpg", "twice.jpg"))
    with qtbot.waitSignal(session.finished):
        session.retry_failed()
    assert service.requests[-1] == request("bad.jpg")
    assert [Path(failure.path).name for failure in session.failures] == ["twice.jpg", "twice.jpg", "bad.jpg"]


def test_a_plan_is_carried_out_as_it_was_shown(
    session: ImportSession, service: FakeService, qtbot: Any
) -> None:
    plan = ImportPlan(request("1.jpg"))
    with qtbot.waitSignal(session.finished):
        session.start(plan)
    assert service.plans == [plan]


def test_a_stopped_import_goes_on(session: ImportSession, service: FakeService, qtbot: Any) -> None:
    with qtbot.waitSignal(session.finished):
        session.resume_import(7)
    assert service.resumed == [7]


def test_an_import_is_taken_back_and_made_again(
    session: ImportSession, service: FakeService, catalog: FakeCatalog, qtbot: Any
) -> None:
    told: list[Any] = []
    for swap in (session.undo, session.redo):
        swap(7, told.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [UndoReport((4, 5), 1)] * 2
    assert catalog.changes == [(4, 5), (4, 5)]
    service.error = KnownError(ErrorCode.NOTHING_TO_UNDO, "7")
    session.undo(7, told.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told[-1].error is service.error


class TestCutOff:
    def test_it_is_told_after_the_start(
        self, session: ImportSession, service: FakeService, qtbot: Any
    ) -> None:
        newer = PastImport(4, "done.csv", 0, "done", 3, 0, 3, 0)
        cut_off = PastImport(3, "list.csv", 0, "running", 12, 0, 400, 388)
        service.past = (newer, cut_off)
        with qtbot.waitSignal(session.interrupted) as told:
            session.begin()
        assert told.args == [cut_off]
        assert session.cut_off is cut_off
        session.leave(3)
        assert session.cut_off is None
        qtbot.waitUntil(lambda: service.left == [3])

    def test_one_that_runs_now_is_not_cut_off(
        self, session: ImportSession, service: FakeService, qtbot: Any
    ) -> None:
        now = PastImport(5, "new.csv", 2**62, "running", 0, 0, 9, 9)
        cut_off = PastImport(3, "list.csv", 1, "stopped", 12, 0, 400, 388)
        service.past = (now, cut_off)
        with qtbot.waitSignal(session.interrupted) as told:
            session.begin()
        assert told.args == [cut_off]

    def test_nothing_is_told_where_all_ended(
        self, session: ImportSession, service: FakeService, qtbot: Any
    ) -> None:
        service.past = (PastImport(4, "done.csv", 0, "undone", 3, 0, 3, 0),)
        asked: list[Any] = []
        session.begin()
        session.request_past(asked.append)
        qtbot.waitUntil(lambda: bool(asked))
        assert session.cut_off is None


def test_several_drops_queue_up(session: ImportSession, service: FakeService, qtbot: Any) -> None:
    reports: list[ImportReport] = []
    session.finished.connect(reports.append)
    for number in range(4):
        session.start(request(*(f"{n}.jpg" for n in range(number + 1))))
    assert session.waiting == 3
    qtbot.waitUntil(lambda: len(reports) == 4)
    assert [report.added for report in reports] == [1, 2, 3, 4]
    assert service.committed == 4


def test_cancel_keeps_the_report_and_the_imports_that_wait(
    session: ImportSession, service: FakeService, qtbot: Any
) -> None:
    session.start(request("1.jpg", "stop.jpg", "3.jpg", "4.jpg"))
    session.start(request("5.jpg"))
    with qtbot.waitSignal(session.progressed):
        pass
    reports: list[ImportReport] = []
    session.finished.connect(reports.append)
    session.cancel()
    service.gate.set()
    qtbot.waitUntil(lambda: len(reports) == 2)
    assert reports[0].cancelled
    assert reports[0].added < 4
    assert reports[1] == ImportReport(added=1)
    assert service.committed == 2


@pytest.mark.parametrize("is_bug", [False, True])
def test_failure_of_the_whole_import(
    session: ImportSession, service: FakeService, qtbot: Any, is_bug: bool
) -> None:
    service.error = ZeroDivisionError() if is_bug else KnownError(ErrorCode.DISK_FULL, "/p")
    with qtbot.capture_exceptions() as exceptions, qtbot.waitSignal(session.failed) as failed:
        session.start(request("1.jpg"))
    assert not session.running
    assert len(exceptions) == is_bug
    assert failed.args == [None if is_bug else service.error]


def test_next_import_runs_after_a_failed_one(
    session: ImportSession, service: FakeService, qtbot: Any
) -> None:
    session.start(request("full.jpg"))
    session.start(request("2.jpg"))
    with qtbot.waitSignals([session.failed, session.finished], order="strict"):
        pass
    assert session.last_report is not None
    assert session.last_report.added == 1


def test_a_match_overtakes_a_running_import(
    session: ImportSession, service: FakeService, runners: Runners, qtbot: Any
) -> None:
    order: list[str] = []
    session.finished.connect(lambda report: order.append("imported"))
    session.start(request("1.jpg", "stop.jpg", *(f"{n}.jpg" for n in range(300))))
    runners.work.submit(
        lambda token: None, on_done=lambda value: order.append("matched"), priority=Priority.MATCH
    )
    service.gate.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["matched", "imported"]


def test_dry_run_is_one_slice(
    session: ImportSession, service: FakeService, runners: Runners, qtbot: Any
) -> None:
    """Its transaction is taken back at the end: nothing else may be written in between."""
    order: list[str] = []
    session.finished.connect(lambda report: order.append("dry run"))
    session.start(request("1.jpg", "stop.jpg", *(f"{n}.jpg" for n in range(50)), dry_run=True))
    qtbot.waitUntil(lambda: len(service.requests) == 1)
    runners.work.submit(lambda token: None, on_done=lambda value: order.append("saved"), priority=99)
    service.gate.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["dry run", "saved"]


class TestCatchingUp:
    def test_not_before_begin(
        self, session: ImportSession, catalog: FakeCatalog, service: FakeService
    ) -> None:
        catalog.waiting = 3
        catalog.refresh()
        assert not session.catching_up

    def test_after_start_up(
        self, session: ImportSession, catalog: FakeCatalog, service: FakeService, qtbot: Any
    ) -> None:
        catalog.waiting = 3
        session.begin()
        steps: list[Progress] = []
        session.catch_up_progressed.connect(steps.append)
        with qtbot.waitSignals([session.catch_up_started, session.catch_up_finished], order="strict") as _:
            catalog.refresh()
        assert len(steps) == 3
        assert not session.catching_up
        assert catalog.changes == [(0,), (1,), (2,)]

    def test_nothing_to_do(self, session: ImportSession, catalog: FakeCatalog, service: FakeService) -> None:
        session.begin()
        catalog.refresh()
        assert not session.catching_up

    def test_what_cannot_be_analysed_is_not_tried_for_ever(
        self, session: ImportSession, catalog: FakeCatalog, service: FakeService, qtbot: Any
    ) -> None:
        catalog.waiting, service.left_over = 3, 2
        session.begin()
        with qtbot.waitSignal(session.catch_up_finished):
            catalog.refresh()
        catalog.refresh()
        assert not session.catching_up
        assert service.catch_ups == 1
        catalog.waiting = 3
        with qtbot.waitSignal(session.catch_up_finished):
            catalog.refresh()

    def test_known_failure_is_told_once(
        self, session: ImportSession, catalog: FakeCatalog, service: FakeService, qtbot: Any
    ) -> None:
        catalog.waiting = 3
        service.error = KnownError(ErrorCode.MODEL_MISSING, "m")
        session.begin()
        with qtbot.waitSignal(session.catch_up_failed) as failed:
            catalog.refresh()
        assert failed.args == [service.error]
        catalog.refresh()
        assert not session.catching_up

    def test_after_an_import(
        self, session: ImportSession, catalog: FakeCatalog, service: FakeService, qtbot: Any
    ) -> None:
        session.begin()
        catalog.waiting = 4
        with qtbot.waitSignals([session.finished, session.catch_up_finished]):
            session.start(request("1.jpg"))

    def test_another_model(
        self,
        session: ImportSession,
        catalog: FakeCatalog,
        service: FakeService,
        preferences: Preferences,
        qtbot: Any,
    ) -> None:
        catalog.waiting = service.left_over = 2
        session.begin()
        with qtbot.waitSignal(session.catch_up_finished):
            catalog.refresh()
        service.left_over = 0
        with qtbot.waitSignal(session.catch_up_finished):
            preferences.update(model="other")
        assert preferences.settings.model == "other"
        assert service.catch_ups == 2

    def test_cancel(
        self, session: ImportSession, catalog: FakeCatalog, service: FakeService, qtbot: Any
    ) -> None:
        catalog.waiting = 10**9
        session.begin()
        with qtbot.waitSignal(session.catch_up_progressed):
            catalog.refresh()
        with qtbot.waitSignal(session.catch_up_failed) as failed:
            session.cancel_catch_up()
        assert failed.args == [None]
        assert not session.catching_up
        catalog.refresh()
        assert not session.catching_up
        assert session.unfinished == 10**9
        with qtbot.waitSignal(session.catch_up_progressed):
            session.resume()
        assert session.unfinished == 0

    def test_what_a_cancelled_import_left_rests_until_it_is_asked_for(
        self, session: ImportSession, catalog: FakeCatalog, service: FakeService, qtbot: Any
    ) -> None:
        session.begin()
        session.start(request("1.jpg", "stop.jpg", "3.jpg"))
        with qtbot.waitSignal(session.progressed):
            pass
        catalog.waiting = 5
        session.cancel()
        service.gate.set()
        with qtbot.waitSignal(session.unfinished_changed, check_params_cb=lambda count: count == 5):
            pass
        assert service.catch_ups == 0
        with qtbot.waitSignal(session.catch_up_finished):
            session.resume()


class TestRetryRequest:
    def failure(self, path: str) -> ImportFailure:
        return ImportFailure(path, ErrorCode.NOT_A_PICTURE, path)

    def test_files(self) -> None:
        report = ImportReport(failed=(self.failure("/p/a.jpg"), self.failure("/p/a.jpg")))
        again = retry_request(request("folder", adopt_sheet=True), report)
        assert again == request("a.jpg")

    def test_row_of_a_sheet_repeats_the_sheet(self) -> None:
        whole = request("folder", sheet=Path("/p/list.csv"), mapping={"sku": "Nr"})
        report = ImportReport(failed=(self.failure("/p/list.csv:12"), self.failure("/p/a.jpg")))
        assert retry_request(whole, report) is whole

    def test_a_file_with_the_sku_of_another_one_is_not_tried_alone(self) -> None:
        twice = ImportFailure("/p/b.webp", ErrorCode.DUPLICATE_SKU, "b", "b: /p/b.jpg")
        report = ImportReport(failed=(twice, self.failure("/p/a.jpg")))
        assert retry_request(request("folder", adopt_sheet=True), report) == request("a.jpg")

    def test_picture_of_a_row_repeats_the_plan_that_joined_them(self) -> None:
        asked = request("folder", adopt_sheet=True)
        table = FoundTable(SheetChoice(Path("/p/list.csv")), used=True)
        report = ImportReport(failed=(self.failure("/p/a.jpg"),))
        assert retry_request(ImportPlan(asked, tables=(table,)), report) is asked
        assert retry_request(ImportPlan(asked), report) == request("a.jpg")
        assert retry_request(ImportPlan(asked, archives=1), report) is asked


class TestEta:
    def test_time_left_from_the_pace_of_the_stage(self) -> None:
        now = [0.0]
        eta = Eta(lambda: now[0])
        assert eta.fill(Progress("reading", 0, 100)).eta_s is None
        now[0] = 1.0
        assert eta.fill(Progress("reading", 10, 100)).eta_s is None  # too early to tell
        now[0] = 2.0
        assert eta.fill(Progress("reading", 20, 100)).eta_s == pytest.approx(8.0)
        now[0] = 3.0
        assert eta.fill(Progress("analysing", 0, 100)).eta_s is None
        now[0] = 5.0
        assert eta.fill(Progress("analysing", 50, 100)).eta_s == pytest.approx(2.0)

    def test_what_the_job_knows_better_stays(self) -> None:
        assert Eta().fill(Progress("x", 1, 2, 33.0)).eta_s == 33.0
        assert Eta().fill(Progress("x", 1)).eta_s is None
