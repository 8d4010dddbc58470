"""What the cards of the Settings page are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLayout, QSlider, QVBoxLayout, QWidget

from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label, restyle


class CalmSlider(QSlider):
    """A slider that leaves the wheel to the page, so that scrolling past changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not for it."""
        event.ignore()


class CalmChooser(QComboBox):
    """A chooser that leaves the wheel to the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not for it."""
        event.ignore()


class Card(QFrame):
    """A titled panel whose rows stand under each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.l)
        self.column.setSpacing(SPACE.m)

    def set_title(self, title: str, text: str = "") -> None:
        """Begin with a title and a sentence about what the card is for."""
        self.setAccessibleName(title)
        self.column.addWidget(label(title, "heading"))
        if text:
            self.column.addWidget(label(text, "small", "muted", wrap=True))

    def add(self, part: QWidget | QLayout) -> None:
        """Append a row."""
        if isinstance(part, QWidget):
            self.column.addWidget(part)
        else:
            self.column.addLayout(part)

    def add_setting(self, name: str, hint: str, control: QWidget) -> None:
        """Append a row with the name and its hint at the left and the control at the right."""
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        title = label(name, "body", wrap=True)
        title.setBuddy(control)
        words.addWidget(title)
        if hint:
            words.addWidget(label(hint, "small", "muted", wrap=True))
            control.setAccessibleDescription(hint)
        control.setAccessibleName(name)
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)


class Remark(QFrame):
    """A soft coloured box with a sentence and, smaller, the reason for it. `reason` or `warning`."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "reason")
        self.sentence = label("", "strong", wrap=True)
        self.reason = label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        words.addWidget(self.sentence)
        words.addWidget(self.reason)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        self.row.setSpacing(SPACE.m)
        self.row.addLayout(words, 1)

    def say(self, sentence: str, reason: str = "", *, warning: bool = False) -> None:
        """Show words; a warning has another colour."""
        restyle(self, "panel", "warning" if warning else "reason")
        self.sentence.setText(sentence)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.setAccessibleName(" ".join(part for part in (sentence, reason) if part))
