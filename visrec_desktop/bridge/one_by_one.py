"""Work of the window's thread that nobody waits for, in pieces with time for the window between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Slot

REST_MS = 20
"""Between two steps: whatever the window wants meanwhile goes first."""
Step = Callable[[], object]


class OneByOne(QObject):
    """Does steps one after the other, each in its own turn of the event loop. GUI thread only.

    Args:
        wait_ms: milliseconds from `begin` to the first step.
        parent: Qt parent.
    """

    def __init__(self, wait_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._wait_ms = wait_ms
        self._steps: deque[Step] = deque()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._next)

    def begin(self, steps: Iterable[Step]) -> None:
        """Do these after a while, in this order."""
        self._steps = deque(steps)
        self._timer.start(self._wait_ms)

    def end(self) -> None:
        """Do nothing more; the steps that are left are dropped."""
        self._timer.stop()
        self._steps.clear()

    @Slot()
    def _next(self) -> None:
        step = self._steps.popleft()
        if self._steps:
            self._timer.start(REST_MS)
        step()
