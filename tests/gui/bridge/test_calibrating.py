"""Bands that are fitted in a quiet moment: last of all, and told only when they have changed."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from visrec_desktop.bridge.calibrating import CalibrationSession
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import Coverage
from visrec_desktop.services import calibrating, projecting
from visrec_desktop.services.calibrating import CalibrationStatus

FITTED = CalibrationStatus(fitted=True, copies=40, up_to_date=True)


class FakeCatalog(QObject):
    coverage_changed = Signal(object)
    coverage: object = None


class Fitting:
    """Stands in for the fitting: how often it was asked for, and what comes of it."""

    def __init__(self) -> None:
        self.asked = 0
        self.outcome: CalibrationStatus | KnownError | None = FITTED

    def __call__(
        self, _workspace: Any, _token: CancelToken
    ) -> Generator[Progress, None, CalibrationStatus | None]:
        self.asked += 1
        yield Progress("calibrating", 1, 2)
        if isinstance(self.outcome, KnownError):
            raise self.outcome
        return self.outcome


@pytest.fixture
def fitting(monkeypatch: pytest.MonkeyPatch) -> Fitting:
    fake = Fitting()
    monkeypatch.setattr(calibrating, "calibrate_if_due", fake)
    monkeypatch.setattr(projecting, "refit_if_due", lambda _workspace, _token: False)
    return fake


@pytest.fixture
def catalog(qapp: object) -> FakeCatalog:
    return FakeCatalog()


@pytest.fixture
def session(runners: Runners, workspace: Any, catalog: Any) -> Iterator[CalibrationSession]:
    session = CalibrationSession(workspace, runners, catalog)
    session._soon.setInterval(0)
    yield session
    session.stop()


def test_a_change_of_the_catalog_is_followed_by_one_fit(
    session: CalibrationSession, catalog: FakeCatalog, fitting: Fitting, qtbot: Any
) -> None:
    with qtbot.waitSignal(session.changed) as told:
        for _ in range(5):
            catalog.coverage_changed.emit(Coverage(8, 8, 8))
    assert told.args == [FITTED]
    assert fitting.asked == 1


def test_the_projection_goes_first_and_is_told_at_once(
    session: CalibrationSession, fitting: Fitting, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    order: list[str] = []

    def refit(_workspace: Any, _token: CancelToken) -> Generator[Progress, None, bool]:
        yield Progress("projecting", 1, 2)
        return True

    monkeypatch.setattr(projecting, "refit_if_due", refit)
    session.projected.connect(lambda: order.append("projected"))
    session.changed.connect(lambda _: order.append("calibrated"))
    session.fit()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["projected", "calibrated"]
    assert fitting.asked == 1


def test_bands_are_fitted_though_the_projection_failed(
    session: CalibrationSession, fitting: Fitting, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    def refit(_workspace: Any, _token: CancelToken) -> bool:
        raise KnownError(ErrorCode.CATALOG_DAMAGED, "catalog")

    monkeypatch.setattr(projecting, "refit_if_due", refit)
    told: list[object] = []
    session.projected.connect(lambda: told.append("projected"))
    with qtbot.waitSignal(session.changed):
        session.fit()
    assert fitting.asked == 1
    assert told == []


def test_nothing_is_told_where_nothing_was_due_or_it_failed(
    session: CalibrationSession, runners: Runners, fitting: Fitting, qtbot: Any
) -> None:
    told: list[object] = []
    session.changed.connect(told.append)
    for outcome in (None, KnownError(ErrorCode.MODEL_UNUSABLE, "model")):
        fitting.outcome = outcome
        before = fitting.asked
        session.calibrate()
        qtbot.waitUntil(lambda before=before: fitting.asked > before)
    done: list[object] = []
    runners.work.submit(lambda _token: True, on_done=done.append, priority=Priority.IDLE)
    qtbot.waitUntil(lambda: bool(done))
    assert told == []


def test_everything_else_goes_first(
    session: CalibrationSession, runners: Runners, fitting: Fitting, qtbot: Any
) -> None:
    gate, order = threading.Event(), []
    runners.work.submit(lambda _token: gate.wait(5), priority=Priority.MATCH)
    session.changed.connect(lambda _: order.append("fitted"))
    session.calibrate()
    runners.work.submit(
        lambda _token: None, on_done=lambda _: order.append("caught up"), priority=Priority.CATCH_UP
    )
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["caught up", "fitted"]


def test_stopped_it_begins_nothing_more(
    session: CalibrationSession, catalog: FakeCatalog, fitting: Fitting, runners: Runners, qtbot: Any
) -> None:
    catalog.coverage_changed.emit(None)
    session.stop()
    done: list[object] = []
    runners.work.submit(lambda _token: True, on_done=done.append, priority=Priority.IDLE)
    qtbot.waitUntil(lambda: bool(done))
    assert fitting.asked == 0
