"""Telling the parent process that a window can be used."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

USABLE = "usable"
SHOWN = "shown"
SLOW = ("onnxruntime", "cv2", "sklearn", "PIL", "numpy", "sqlite_utils")


def say(word: str) -> None:
    """Write a line that the parent takes the time of."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def loaded() -> list[str]:
    """Which of the slow libraries this process has imported by now."""
    return [name for name in SLOW if name in sys.modules]


class Painted(QObject):
    """Calls back once, after a widget has been painted while a condition held."""

    def __init__(self, widget: QWidget, condition: Callable[[], bool], callback: Callable[[], None]) -> None:
        super().__init__(widget)
        self._condition = condition
        self._callback = callback
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the painting that counts."""
        if watched is self._widget and event.type() == QEvent.Type.Paint and self._condition():
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._callback)
        return False
