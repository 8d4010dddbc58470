"""A titled card of the brief."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label


class Section(QFrame):
    """A card with a title; `aside` is room for a control at the title's right.

    Where the parts have titles of their own, `titled` leaves it out: it is then only spoken.
    """

    def __init__(self, title: str, *, titled: bool = True) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.setAccessibleName(title)
        self.aside = QHBoxLayout()
        self.aside.setSpacing(SPACE.s)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        self.column.setSpacing(SPACE.s)
        head = QHBoxLayout()
        head.setSpacing(SPACE.s)
        if titled:
            head.addWidget(label(title, "heading", wrap=True), 1)
        head.addLayout(self.aside)
        self.column.addLayout(head)

    def add(self, part: QWidget) -> QWidget:
        """Append a part; gives it back."""
        self.column.addWidget(part)
        return part

    def set_aside(self, part: QWidget) -> None:
        """Put a control at the title's right."""
        self.aside.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
