"""A field that holds several words as chips, with suggestions while typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visrec_desktop.ui.clients.chips import RemovableChip
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label, restyle
from visrec_desktop.ui.widgets.flow import FlowLayout


class ChipField(QWidget):
    """A label, a line to type in, chips below it, and room for a sentence about what is wrong.

    Enter or a comma makes a chip of what is typed; so does `take_typed`, for what is still in the line.

    Args:
        theme: the theme.
        name: what the field holds.
        hint: what stands in the empty line.
    """

    edited = Signal()

    def __init__(self, theme: Theme, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._values: list[str] = []
        self._offers: frozenset[str] = frozenset()
        self.editor = QLineEdit(self)
        self.editor.setAccessibleName(name)
        self.editor.setPlaceholderText(hint)
        self.editor.returnPressed.connect(self.take_typed)
        self.editor.textEdited.connect(self._on_typed)
        self.editor.installEventFilter(self)
        self.problem = label("", "caption", "danger", wrap=True)
        self.problem.hide()
        self.line = QHBoxLayout()
        self.line.setSpacing(SPACE.s)
        self.line.addWidget(self.editor, 1)
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips, SPACE.xs + 2)
        title = label(name, "small", "muted")
        title.setBuddy(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(title)
        column.addLayout(self.line)
        column.addWidget(self._chips)
        column.addWidget(self.problem)
        column.addStretch(1)
        self._show()

    @property
    def values(self) -> tuple[str, ...]:
        """What the chips say."""
        return tuple(self._values)

    def set_values(self, values: Sequence[str]) -> None:
        """Fill the field."""
        self._values = list(values)
        self.editor.clear()
        self.set_problem("")
        self._show()

    def set_suggestions(self, values: Sequence[str]) -> None:
        """Words to complete what is typed from; a chosen one becomes a chip at once."""
        self._offers = frozenset(" ".join(value.split()).casefold() for value in values)
        completer = QCompleter(list(values), self.editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName(self.tr("Suggestions for %1").replace("%1", self._name))
        completer.activated.connect(self.take_typed, Qt.ConnectionType.QueuedConnection)
        self.editor.setCompleter(completer)

    @Slot()
    def take_typed(self) -> None:
        """Make chips of what is typed, also of several words parted by commas."""
        typed = " ".join(self.editor.text().split())
        whole = typed.casefold() in self._offers  # a word of the catalog may hold a comma
        words = [typed] if whole else [word.strip() for word in typed.split(",")]
        self.editor.clear()
        for word in words:
            if word:
                self._add(word)

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence clears it."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        restyle(self.editor, "wrong", bool(sentence))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the line makes a chip; it must not press the dialog's button as well."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            is_save = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if is_enter and not is_save:
                self.take_typed()
                return True
        return super().eventFilter(watched, event)

    def _add(self, word: str) -> None:
        if word.casefold() not in (value.casefold() for value in self._values):
            self._values.append(word)
            self._changed()

    def _remove(self, value: str) -> None:
        self._values.remove(value)
        self._changed()
        self.editor.setFocus()

    def _changed(self) -> None:
        self.set_problem("")
        self._show()
        self.edited.emit()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.edited.emit()
        begun = " ".join(text.split()).casefold()
        if text.endswith(",") and not any(offer.startswith(begun) for offer in self._offers):
            self.take_typed()

    def _chip(self, value: str) -> RemovableChip:
        chip = RemovableChip(self._theme, value, f"{self._name}: {value}")
        chip.removed.connect(lambda: self._remove(value))
        return chip

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        before: QWidget = self.editor
        for value in self._values:
            chip = self._chip(value)
            self._flow.addWidget(chip)
            QWidget.setTabOrder(before, chip)
            before = chip
        self._chips.setVisible(bool(self._values))
        self._chips.updateGeometry()
