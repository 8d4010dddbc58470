"""Finds threads, timers and pools that a test leaves running, and says where they were started."""

from __future__ import annotations

import threading
import traceback
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from shiboken6 import isValid

GRACE_S = 2.0
STACK_DEPTH = 6


class Started:
    """Where each running thing was started, as long as it lives."""

    def __init__(self) -> None:
        self._places: list[tuple[weakref.ref[Any], traceback.StackSummary]] = []

    def note(self, thing: object) -> None:
        frames = traceback.walk_stack(None)
        stack = traceback.StackSummary.extract(frames, limit=STACK_DEPTH, lookup_lines=False)
        stack.reverse()
        self._places.append((weakref.ref(thing), stack))

    def living(self) -> Iterator[tuple[Any, str]]:
        for reference, stack in self._places:
            thing = reference()
            if thing is not None:
                frames = [frame for frame in stack if frame.filename != __file__]
                yield thing, "".join(traceback.format_list(frames))


def _noting(started: Started, original: Callable[..., Any]) -> Callable[..., Any]:
    def start(self: object, *args: Any, **kwargs: Any) -> Any:
        started.note(self)
        return original(self, *args, **kwargs)

    return start


@contextmanager
def watched() -> Iterator[Started]:
    """Note every start of a thread or timer from Python while the block runs."""
    started = Started()
    kinds: tuple[type, ...] = (threading.Thread, QThread, QTimer)
    originals = [kind.start for kind in kinds]  # type: ignore[attr-defined]
    for kind, original in zip(kinds, originals, strict=True):
        kind.start = _noting(started, original)  # type: ignore[attr-defined]
    try:
        yield started
    finally:
        for kind, original in zip(kinds, originals, strict=True):
            kind.start = original  # type: ignore[attr-defined]


def left_running(started: Started, before: set[threading.Thread]) -> list[str]:
    """One text for each thing that still runs; threads that are just ending are waited for."""
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    found = [*_python_threads(started, before), *_qt_things(started)]
    if not QThreadPool.globalInstance().waitForDone(int(GRACE_S * 1000)):
        found.append("QThreadPool.globalInstance() is still working")
    return found


def _python_threads(started: Started, before: set[threading.Thread]) -> Iterator[str]:
    places = dict(started.living())
    for thread in set(threading.enumerate()) - before:
        if isinstance(thread, threading._DummyThread):  # a thread of Qt's: seen below
            continue
        thread.join(GRACE_S)
        if thread.is_alive():
            yield f"thread {thread.name!r} started at\n{places.get(thread, '  (unknown)')}"


def _qt_things(started: Started) -> Iterator[str]:
    for thing, place in started.living():
        if isinstance(thing, QThread) and isValid(thing) and thing.isRunning():
            yield f"QThread {thing.objectName()!r} started at\n{place}"
        elif isinstance(thing, QTimer) and isValid(thing) and thing.isActive():
            yield f"QTimer ({thing.interval()} ms) started at\n{place}"
