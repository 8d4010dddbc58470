"""Filling the file of local features: late, behind everything, and only while it is wanted."""

from __future__ import annotations

import threading
from collections.abc import Generator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from visrec_desktop.bridge.details import DetailsSession
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.bridge.settled import IDLE_MS
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.services import details


class Catalog(QObject):
    """Says that it changed."""

    coverage_changed = Signal(object)
    coverage: object = None


class Filling:
    """Stands in for the use case: three pictures, each of which can be held."""

    def __init__(self) -> None:
        self.begun = 0
        self.steps: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def fill(self, workspace: Any, token: CancelToken) -> Generator[None, None, int]:
        self.begun += 1
        for number in range(3):
            assert self.gate.wait(10)
            self.steps.append(f"picture {number}")
            yield
        return 3


@pytest.fixture
def filling(monkeypatch: pytest.MonkeyPatch) -> Filling:
    filling = Filling()
    monkeypatch.setattr(details, "fill", filling.fill)
    return filling


@pytest.fixture
def catalog(qapp: object) -> Catalog:
    return Catalog()


@pytest.fixture
def session(filling: Filling, workspace: Any, runners: Runners, catalog: Catalog) -> Any:
    session = DetailsSession(workspace, runners, catalog)  # type: ignore[arg-type]
    yield session
    session.stop()


def test_it_waits_for_the_catalog_to_come_to_rest(
    session: DetailsSession, filling: Filling, catalog: Catalog, qtbot: Any
) -> None:
    assert session._soon.interval() == IDLE_MS
    for _ in range(20):
        catalog.coverage_changed.emit(object())
    assert session._soon.isActive()
    assert filling.begun == 0
    session._soon.setInterval(1)
    with qtbot.waitSignal(session.filled) as told:
        catalog.coverage_changed.emit(object())
    assert told.args == [3]
    assert filling.begun == 1
    session._soon.setInterval(IDLE_MS)
    catalog.coverage_changed.emit(object())
    session.stop()
    assert not session._soon.isActive()


def test_everything_else_goes_first(
    session: DetailsSession, filling: Filling, runners: Runners, qtbot: Any
) -> None:
    filling.gate.clear()
    with qtbot.waitSignal(session.filled):
        session.fill()
        for priority in (Priority.IDLE, Priority.CATCH_UP, Priority.IMPORT, Priority.MATCH):
            note = filling.steps.append
            runners.work.submit(lambda _, note=note, name=f"job {priority}": note(name), priority=priority)
        filling.gate.set()
    names = [name for name in filling.steps if name != "picture 0"]
    jobs = [f"job {priority}" for priority in (50, -10, -20, -30)]
    assert names == [*jobs, "picture 1", "picture 2"]
