"""What every test gets: no real home folder, no stray log records, nothing left running."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any Qt application exists

import pytest

from tests.helpers.leaks import left_running, watched
from tests.helpers.logs import StrayLogs

pytest_plugins = ["pytester"]
REPOSITORY = Path(__file__).resolve().parents[1]
HOME_VARIABLES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
XDG_VARIABLES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


def _move_home(patch: pytest.MonkeyPatch, home: Path) -> None:
    for name in HOME_VARIABLES:
        patch.setenv(name, str(home))
    for name in XDG_VARIABLES:
        folder = home / name.lower()
        folder.mkdir(exist_ok=True)
        patch.setenv(name, str(folder))
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    patch.setenv("XDG_RUNTIME_DIR", str(runtime))


@pytest.fixture(scope="session", autouse=True)
def _session_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that runs here, programs started by tests included, sees the user's own folders."""
    with pytest.MonkeyPatch.context() as patch:
        _move_home(patch, tmp_path_factory.mktemp("home"))
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, with its XDG folders."""
    folder = tmp_path / "home"
    folder.mkdir()
    _move_home(monkeypatch, folder)
    return folder


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """A thread, QThread, timer or pool that outlives its test fails it, with the place of its start."""
    before = set(threading.enumerate())
    with watched() as started:
        yield
        found = left_running(started, before)
    if found:
        pytest.fail("left running:\n" + "\n".join(found), pytrace=False)


@pytest.fixture(autouse=True)
def _stray_logs() -> Iterator[StrayLogs]:
    logs = StrayLogs()
    logging.getLogger().addHandler(logs)
    yield logs
    logging.getLogger().removeHandler(logs)
    problems = logs.problems()
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.fixture
def expect_log(_stray_logs: StrayLogs) -> Callable[..., None]:
    """Call it with a regular expression (and a level) to allow, and to demand, a log record."""
    return _stray_logs.expect


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """An empty data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The shared development pictures; the test is skipped where they are not at hand."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(
            f"needs the development pictures in {folder.relative_to(REPOSITORY.parent)} beside the repository"
        )
    return folder


@pytest.fixture
def check_model(qapp: object) -> Callable[[object], None]:
    """Call it with an item model: Qt's own tester watches it, and what it finds fails the test."""
    from PySide6.QtTest import QAbstractItemModelTester

    testers = []

    def check(model: object) -> None:
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        testers.append(QAbstractItemModelTester(model, mode))

    return check
