"""The search field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button

_ICON = 18


class SearchField(QLineEdit):
    """A line with a magnifying glass, and a cross when there is something to clear; Escape clears, too.

    Glass and cross are children, not actions of the line: an action's icon does not grow with the text.
    """

    def __init__(self, theme: Theme, placeholder: str) -> None:
        super().__init__()
        self._theme = theme
        self._side = theme.px(_ICON)
        self.setProperty("kind", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setAcceptDrops(False)  # files that are dropped here are meant for the page
        self._glass = QLabel(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._cross = button(theme, "", "icon", icon="close", name=self.tr("Clear the search"))
        self._cross.setParent(self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.clicked.connect(self.clear)
        self.textChanged.connect(self._show_cross)
        theme.changed.connect(self._draw)
        self._show_cross()
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears what is written."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep glass and cross at the ends."""
        super().resizeEvent(event)
        top = (self.height() - self._side) // 2
        self._glass.setGeometry(self._theme.px(SPACE.m), top, self._side, self._side)
        right = self.width() - self._theme.px(SPACE.m) - self._side
        self._cross.setGeometry(right, top, self._side, self._side)

    @Slot()
    def _show_cross(self) -> None:
        self._cross.setVisible(bool(self.text()))

    @Slot()
    def _draw(self) -> None:
        pixmap = self._theme.icons.pixmap("search", self._side, "text_muted", self.devicePixelRatioF())
        self._glass.setPixmap(pixmap)
