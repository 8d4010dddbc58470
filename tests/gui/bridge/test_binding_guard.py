"""The binding itself: one of its versions loses a reference to None with every void call (docs/adr/0003)."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtWidgets import QLabel


def test_void_calls_do_not_eat_references(qtbot: Any) -> None:
    """On Python 3.12 and later None is immortal and its count constant, so this holds there anyway."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(20_000):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 100
