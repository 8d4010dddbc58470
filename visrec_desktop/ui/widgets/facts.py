"""A table of facts: what it is at the left, the value at the right, only rows that have one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label


class FactTable(QWidget):
    """Rows of (name, value); values can be selected and copied with the mouse."""

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(SPACE.s - 2)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate((name, value) for name, value in rows if value):
            what = label(name, "small", "muted")
            what.setAlignment(Qt.AlignmentFlag.AlignTop)
            words = label(value, "small", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setMinimumWidth(1)  # a word longer than the panel is cut off, and copied whole
            words.setAccessibleName(f"{name}: {value}")
            grid.addWidget(what, row, 0)
            grid.addWidget(words, row, 1)
