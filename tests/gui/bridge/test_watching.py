"""The watched folder, looked at by the window."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from tests.gui.ui.catalog_fakes import FakeRunner
from visrec_desktop.bridge.watching import FolderWatch
from visrec_desktop.core.settings import Settings
from visrec_desktop.services.importing import ImportRequest
from visrec_desktop.services.watching import Arrivals, Watch


class FakePreferences(QObject):
    changed = Signal(object)

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.settings = Settings(watched_folder=folder)

    def watch(self, folder: str) -> None:
        self.settings = Settings(watched_folder=folder)
        self.changed.emit(self.settings)


class FakeImporter:
    def __init__(self) -> None:
        self.running = False
        self.started: list[ImportRequest] = []

    def start(self, request: ImportRequest) -> None:
        self.started.append(request)


class Desk:
    def __init__(self, folder: str) -> None:
        self.runner = FakeRunner()
        self.preferences = FakePreferences(folder)
        self.importer = FakeImporter()
        runners = SimpleNamespace(read=self.runner)
        self.watch = FolderWatch(None, runners, self.preferences, self.importer)  # type: ignore[arg-type]
        self.available: list[bool] = []
        self.watch.available_changed.connect(self.available.append)

    def answer(self, arrivals: Arrivals) -> None:
        watch: Watch | None = self.watch._watch
        self.runner.answer("watch", (watch, arrivals))


@pytest.fixture
def desk(qapp: Any, tmp_path: Path) -> Any:
    made = Desk(str(tmp_path))
    yield made
    made.watch.stop()


def test_nothing_is_looked_at_before_the_window_is_there(desk: Desk) -> None:
    assert desk.runner.jobs == {}
    desk.watch.begin()
    assert "watch" in desk.runner.jobs


def test_what_arrives_is_imported_with_its_sheet(desk: Desk, tmp_path: Path) -> None:
    desk.watch.begin()
    desk.answer(Arrivals((tmp_path / "a.jpg", tmp_path / "s.csv")))
    (request,) = desk.importer.started
    assert request.paths == (tmp_path / "a.jpg", tmp_path / "s.csv")
    assert request.adopt_sheet


def test_it_waits_while_an_import_runs(desk: Desk) -> None:
    desk.importer.running = True
    desk.watch.begin()
    assert desk.runner.jobs == {}


def test_a_folder_that_is_gone_is_told_once(desk: Desk) -> None:
    desk.watch.begin()
    desk.answer(Arrivals(available=False))
    desk.watch._look()
    desk.answer(Arrivals(available=False))
    assert desk.available == [False]
    desk.watch._look()
    desk.answer(Arrivals())
    assert desk.available == [False, True]
    assert desk.importer.started == []


def test_an_answer_about_another_folder_does_not_count(desk: Desk, tmp_path: Path) -> None:
    desk.watch.begin()
    old = desk.watch._watch
    desk.preferences.watch(str(tmp_path / "other"))
    desk.runner.answer("watch", (old, Arrivals((tmp_path / "a.jpg",))))
    assert desk.importer.started == []


def test_no_folder_is_not_looked_at(desk: Desk) -> None:
    desk.watch.begin()
    desk.answer(Arrivals())
    desk.preferences.watch("")
    assert not desk.watch._timer.isActive()
    assert desk.watch.folder == ""
