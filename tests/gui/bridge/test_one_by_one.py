"""Steps that are done one after the other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from visrec_desktop.bridge.one_by_one import OneByOne


def test_the_event_loop_comes_between_two_steps(qtbot: Any) -> None:
    host, done = QObject(), list[Any]()
    steps = OneByOne(0, host)
    steps.begin((lambda: QTimer.singleShot(0, lambda: done.append("window")), lambda: done.append("second")))
    assert done == []
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["window", "second"]


def test_nothing_is_done_after_the_end(qtbot: Any) -> None:
    host, done = QObject(), list[Any]()
    steps = OneByOne(0, host)
    steps.begin((lambda: done.append(1), steps.end, lambda: done.append(2)))
    qtbot.waitUntil(lambda: done == [1])
    qtbot.wait(100)
    assert done == [1]
