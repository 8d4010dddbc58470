"""One labelled field of a form, with room for a sentence about what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label, restyle

_LINES = 4


class FormField(QWidget):
    """A label above an editor, and below it the problem, if any.

    Args:
        name: what the field holds; also its accessible name.
        multiline: several lines of text; Tab still goes to the next field.
    """

    edited = Signal()

    def __init__(self, name: str, *, multiline: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        title = label(name, "small", "muted")
        self.editor: QLineEdit | QPlainTextEdit = _several_lines(self) if multiline else QLineEdit(self)
        self.editor.setAccessibleName(name)
        self.editor.textChanged.connect(self._on_edited)
        title.setBuddy(self.editor)
        self.problem = label("", "caption", "danger", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.xs)
        for widget in (title, self.editor, self.problem):
            layout.addWidget(widget)
        layout.addStretch(1)

    @property
    def text(self) -> str:
        """What is typed."""
        editor = self.editor
        return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Fill the field."""
        editor = self.editor
        if isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.setCursorPosition(0)
        else:
            editor.setPlainText(text)

    def set_suggestions(self, values: list[str]) -> None:
        """Values to complete what is typed from."""
        if not isinstance(self.editor, QLineEdit):
            raise TypeError(f"{self._name} has several lines; there is nothing to complete")
        completer = QCompleter(values, self.editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.editor.setCompleter(completer)

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence clears it."""
        wrong = bool(sentence)
        self.problem.setText(sentence)
        self.problem.setVisible(wrong)
        self.editor.setAccessibleDescription(sentence)
        restyle(self.editor, "wrong", wrong)

    def _on_edited(self) -> None:
        self.set_problem("")
        self.edited.emit()


def _several_lines(parent: QWidget) -> QPlainTextEdit:
    editor = QPlainTextEdit(parent)
    editor.setTabChangesFocus(True)
    editor.setFixedHeight(editor.fontMetrics().lineSpacing() * _LINES + SPACE.xxl)
    return editor
