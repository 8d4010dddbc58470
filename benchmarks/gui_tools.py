"""What a driver of the real window needs: a heartbeat, a scroller, waiting."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView

BEAT_MS = 5
_FRAME_MS = 16
_SCROLL_PX = 60
_LATE_S = 0.033
_WATCH_S = 0.008


class Heartbeat(QObject):
    """Records how long the GUI thread was away between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.last = time.perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to record."""
        self.gaps.clear()
        self.last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """End recording."""
        self._timer.stop()

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self.last) * 1000.0)
        self.last = now


class Watcher(threading.Thread):
    """Looks where the GUI thread is whenever its heartbeat is late. It costs time: only to find causes."""

    def __init__(self, heart: Heartbeat) -> None:
        super().__init__(daemon=True)
        self.places: Counter[str] = Counter()
        self._heart = heart
        self._gui = threading.get_ident()
        self._ended = threading.Event()
        self._seen = 0.0

    def run(self) -> None:
        """Watch until `end`."""
        while not self._ended.wait(_WATCH_S):
            last = self._heart.last
            if time.perf_counter() - last > _LATE_S and last != self._seen:
                self._seen = last
                frame = sys._current_frames().get(self._gui)
                stack = traceback.extract_stack(frame)[-4:]
                self.places[" < ".join(f"{entry.name}:{entry.lineno}" for entry in reversed(stack))] += 1

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()
        self.join()


class Scroller(QObject):
    """Scrolls a view up and down without a pause, as fast as a hand on a wheel."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__()
        self._bar = view.verticalScrollBar()
        self._step = _SCROLL_PX
        self._timer = QTimer(self, interval=_FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._scroll)

    def start(self) -> None:
        """Begin to scroll."""
        self._timer.start()

    def stop(self) -> None:
        """Stop scrolling."""
        self._timer.stop()

    @Slot()
    def _scroll(self) -> None:
        before = self._bar.value()
        self._bar.setValue(before + self._step)
        if self._bar.value() == before:
            self._step = -self._step


def pause(milliseconds: int) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(condition: Callable[[], bool], what: str, timeout_s: float = 60.0) -> None:
    """Let the event loop run until a condition holds.

    Raises:
        RuntimeError: it did not in time.
    """
    end = time.perf_counter() + timeout_s
    while not condition():
        if time.perf_counter() > end:
            raise RuntimeError(f"waited in vain for {what}")
        pause(20)
