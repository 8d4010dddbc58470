"""The watch itself: each kind of leak is found, and its place is told."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QStandardPaths, QThread, QTimer

from tests.helpers.leaks import left_running, watched
from tests.helpers.logs import StrayLogs

REPOSITORY = Path(__file__).resolve().parents[3]


def test_running_timer_is_found(qapp: object) -> None:
    with watched() as started:
        timer = QTimer(interval=60_000)
        timer.start()
        found = left_running(started, set(threading.enumerate()))
        timer.stop()
    assert len(found) == 1
    assert "test_leak_watch.py" in found[0]
    assert "QTimer" in found[0]
    assert not left_running(started, set(threading.enumerate()))


def test_running_qthread_is_found(qapp: object) -> None:
    with watched() as started:
        thread = QThread()
        thread.setObjectName("forgotten")
        thread.start()
        found = left_running(started, set(threading.enumerate()))
        thread.quit()
        assert thread.wait(5000)
    assert len(found) == 1
    assert "forgotten" in found[0]
    assert "test_leak_watch.py" in found[0]


def test_running_python_thread_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.helpers.leaks.GRACE_S", 0.05)
    before = set(threading.enumerate())
    stop = threading.Event()
    with watched() as started:
        thread = threading.Thread(target=stop.wait, name="forgotten")
        thread.start()
        found = left_running(started, before)
        stop.set()
        thread.join()
    assert len(found) == 1
    assert "forgotten" in found[0]
    assert "test_leak_watch.py" in found[0]


def test_leak_fails_a_test(pytester: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fixtures of the real conftest, in a run of their own."""
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    pytester.makeconftest((REPOSITORY / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        import logging
        from PySide6.QtCore import QTimer

        kept = []

        def test_timer(qapp):
            kept.append(QTimer(interval=60_000))
            kept[0].start()

        def test_log():
            logging.getLogger("x").warning("stray")

        def test_expected_log(expect_log):
            expect_log("wanted")
            logging.getLogger("x").warning("wanted")

        def test_missing_log(expect_log):
            expect_log("wanted")

        def test_clean():
            kept[0].stop()
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=5, errors=3)
    result.stdout.fnmatch_lines(["*left running*", "*QTimer (60000 ms)*", "*kept*start()*"])
    result.stdout.fnmatch_lines(["*stray log record: WARNING x: stray*"])
    result.stdout.fnmatch_lines(["*expected log record did not come: wanted*"])


def test_stray_logs_know_levels() -> None:
    import logging

    logs = StrayLogs()
    logs.expect("late", logging.ERROR)
    logs.handle(logging.LogRecord("a", logging.WARNING, "", 1, "late", None, None))
    assert len(logs.problems()) == 2
    logs.handle(logging.LogRecord("a", logging.ERROR, "", 1, "late", None, None))
    assert len(logs.problems()) == 1


def test_no_test_sees_the_real_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    places = [QStandardPaths.StandardLocation.AppDataLocation, QStandardPaths.StandardLocation.CacheLocation]
    found = [Path.home(), *(Path(QStandardPaths.writableLocation(place)) for place in places)]
    assert all(path.is_relative_to(tmp_path_factory.getbasetemp()) for path in found)


def test_a_home_of_ones_own(home: Path, tmp_path: Path) -> None:
    assert Path.home() == home == tmp_path / "home"
