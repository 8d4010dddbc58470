"""One filter as a chip: grey and named while it does not restrict, blue and removable when it does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.widgets.basics import restyle

_CROSS = "×"
_CROSS_WIDTH = 26


class Chip(QPushButton):
    """A chip. `clicked` opens or toggles it; `cleared` is its cross, or Delete."""

    cleared = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(title)
        self._title = title
        self._value = ""
        self._cross = theme.px(_CROSS_WIDTH)
        self.setProperty("kind", "chip")
        self.setProperty("set", "false")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Filter: %1").replace("%1", title))

    @property
    def value(self) -> str:
        """What it restricts to, in words; empty when it does not."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show what it restricts to."""
        self._value = value
        self.setText(f"{value} {_CROSS}" if value else self._title)
        restyle(self, "set", "true" if value else "false")
        name = self.tr("Filter: %1").replace("%1", self._title)
        self.setAccessibleName(f"{name}, {value}" if value else name)
        self.setAccessibleDescription(self.tr("Press Delete to remove this filter") if value else "")
        self.setToolTip(self.tr("Click the cross or press Delete to remove this filter") if value else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross clears; the rest is a click."""
        on_cross = bool(self._value) and event.position().x() > self.width() - self._cross
        if on_cross and event.button() == Qt.MouseButton.LeftButton and self.isDown():
            self.setDown(False)
            self.cleared.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace clear."""
        if self._value and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)
