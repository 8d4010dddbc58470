"""Ending well when the system asks: Ctrl+C, logging out, shutting down."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot


class EndRequest(QObject):
    """Emits `wanted` in the GUI thread when the process is asked to end.

    Python runs signal handlers between its own instructions, and an idle event loop executes none; the byte
    that Python writes to a pipe wakes the loop up. Windows sends no such signals; there this does nothing.
    """

    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = False
        self._before: dict[signal.Signals, Any] = {}
        if sys.platform == "win32":
            return
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        os.set_blocking(self._writing, False)
        self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._before_fd = signal.set_wakeup_fd(self._writing)
        self._before = {
            number: signal.signal(number, self._note) for number in (signal.SIGINT, signal.SIGTERM)
        }

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._asked = True

    @Slot()
    def _woken(self) -> None:
        os.read(self._reading, 64)
        if self._asked:
            self.wanted.emit()

    def close(self) -> None:
        """Give the signals back."""
        if not self._before:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._reading)
        os.close(self._writing)
