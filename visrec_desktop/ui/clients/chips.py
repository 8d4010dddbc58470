"""Words in round boxes: to be read, or to be taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label
from visrec_desktop.ui.widgets.flow import FlowLayout

_CROSS = "×"
_LONGEST = 150  # pixels at 100 % text size; longer words are cut


class RemovableChip(QPushButton):
    """A word with a cross; a click, Delete or Backspace takes it away."""

    removed = Signal()

    def __init__(self, theme: Theme, text: str, name: str = "", *, quiet: bool = False) -> None:
        super().__init__()
        room = theme.px(_LONGEST)
        self.setProperty("kind", "chip")
        self.setProperty("set", "false" if quiet else "true")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setAccessibleName(name or text)
        self.setAccessibleDescription(self.tr("Press to take it away"))
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.setText(f"{shown.replace('&', '&&')} {_CROSS}")
        self.setToolTip(name or text)
        self.clicked.connect(lambda: self.removed.emit())  # noqa: PLW0108 - without Qt's argument

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes it away, too."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class Tags(QWidget):
    """Words that are only read, in as many lines as they need.

    Args:
        theme: the theme.
        name: what the words are, for a screen reader.
        tone: "like" tints them, "avoid" greys them, "" does neither.
    """

    def __init__(self, theme: Theme, name: str, tone: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._tone = tone
        self._flow = FlowLayout(self, SPACE.xs + 2)
        self.words: tuple[str, ...] = ()

    def show_words(self, words: Sequence[str]) -> None:
        """Show other words."""
        if tuple(words) == self.words:
            return
        self.words = tuple(words)
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for word in words:
            self._flow.addWidget(self._tag(word))
        self.setAccessibleName(f"{self._name}: {', '.join(words)}")
        self.updateGeometry()

    def _tag(self, word: str) -> QLabel:
        made = label("", "small")
        made.setProperty("tag", self._tone or "plain")
        made.ensurePolished()
        shown = made.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, self._theme.px(_LONGEST))
        made.setText(shown)
        made.setToolTip(word if shown != word else "")
        return made
