"""Faults reach the log and the window, and nothing personal goes with them."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import qWarning

from visrec_desktop.bridge.errors import BugReporter, describe, open_log, without_private


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "visrec.log"
    handler = open_log(path)
    yield path
    logging.getLogger("visrec_desktop").removeHandler(handler)
    handler.close()


@pytest.fixture
def reporter(qapp: object) -> Iterator[BugReporter]:
    reporter = BugReporter()
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    reporter.install()
    yield reporter
    reporter.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def look_up(name: str) -> None:
    raise KeyError(name)


def raised(name: str) -> BaseException:
    try:
        try:
            look_up(name)
        except KeyError as inner:
            raise ValueError(f"cannot use {name!r} in /home/anna/Kunden/Eva Braun.jpg") from inner
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no such file: '/home/anna/x.jpg'", "no such file: …"),
        ("cannot open /home/anna/Eva Braun.jpg: denied", "cannot open …: denied"),
        (r"cannot open C:\Users\Anna\Eva Braun.jpg", "cannot open …"),
        ("in Kunden/Eva Braun.jpg", "in …"),
        ('"Eva Braun" is not a number', "… is not a number"),
        ("write to eva@example.org", "write to …"),
        ("division by zero", "division by zero"),
        ("shapes (3,4) and (5,6) not aligned: 4 != 5", "shapes (3,4) and (5,6) not aligned: 4 != 5"),
    ],
)
def test_private_parts_are_blanked(text: str, expected: str) -> None:
    assert without_private(text) == expected


def test_description_names_kinds_and_places_but_no_values() -> None:
    text = describe(raised("Eva Braun"))
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_errors.py:" in text
    assert "look_up" in text
    for private in ("Eva", "Braun", "anna", "/home", str(Path.home())):
        assert private not in text


def test_fault_goes_to_log_and_window(log: Path, reporter: BugReporter, qtbot: Any, expect_log: Any) -> None:
    expect_log("ValueError", logging.ERROR)
    error = raised("Eva")
    with qtbot.waitSignal(reporter.bug_reported) as told:
        sys.excepthook(type(error), error, error.__traceback__)
    assert told.args[0].startswith("ValueError: cannot use …")
    written = log.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "Eva" not in written


def test_fault_in_another_thread_is_told_in_the_gui_thread(
    log: Path, reporter: BugReporter, qtbot: Any, expect_log: Any
) -> None:
    expect_log("LookupError", logging.ERROR)

    def fails() -> None:
        raise LookupError

    thread = threading.Thread(target=fails)
    with qtbot.waitSignal(reporter.bug_reported) as told:
        thread.start()
    thread.join()
    assert told.args[0].startswith("LookupError")


def test_unraisable_fault_is_logged(log: Path, reporter: BugReporter, qtbot: Any, expect_log: Any) -> None:
    expect_log("BufferError", logging.ERROR)

    class Fails:
        def __del__(self) -> None:
            raise BufferError

    thing = Fails()
    with qtbot.waitSignal(reporter.bug_reported):
        del thing


def test_qt_messages_are_logged(log: Path, reporter: BugReporter, expect_log: Any) -> None:
    expect_log("something odd")
    qWarning("something odd about '/home/anna/x.png'")
    written = log.read_text(encoding="utf-8")
    assert "visrec_desktop.qt" in written
    assert "anna" not in written


def test_log_is_bounded(tmp_path: Path, expect_log: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visrec_desktop.bridge.errors.LOG_BYTES", 2000)
    handler = open_log(tmp_path / "visrec.log")
    expect_log("entry")
    for number in range(300):
        logging.getLogger("visrec_desktop.x").warning("entry %d", number)
    logging.getLogger("visrec_desktop").removeHandler(handler)
    handler.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 4000
    assert "entry 299" in (tmp_path / "visrec.log").read_text(encoding="utf-8")
