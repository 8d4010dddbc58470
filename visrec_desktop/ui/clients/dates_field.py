"""The days to remember, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visrec_desktop.core.clients import ImportantDate
from visrec_desktop.ui.clients.dates import day_text, read_day
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label, restyle

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme


class DateLine(QWidget):
    """What it is, the day, whether it comes every year, and a button that takes the line away."""

    edited = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, locale: QLocale, remembered: ImportantDate | None = None) -> None:
        super().__init__()
        self._locale = locale
        self.what = QLineEdit(remembered.label if remembered else "")
        self.what.setPlaceholderText(self.tr("Birthday"))
        self.what.setAccessibleName(self.tr("What the day is"))
        self.what.setCompleter(self._completer())
        self.day = QLineEdit(day_text(remembered.day, locale) if remembered else "")
        self.day.setPlaceholderText(day_text("--05-14", locale))
        self.day.setAccessibleName(self.tr("Day"))
        self.yearly = QCheckBox(self.tr("every year"))
        self.yearly.setChecked(remembered.yearly if remembered else True)
        self.remove_button = button(
            theme, "", "icon", icon="close", name=self.tr("Take this day away"), on_click=self.removed.emit
        )
        self.problem = label("", "caption", "danger", wrap=True)
        self.problem.hide()
        line = QHBoxLayout()
        line.setSpacing(SPACE.s)
        line.addWidget(self.what, 3)
        line.addWidget(self.day, 2)
        line.addWidget(self.yearly)
        line.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addLayout(line)
        column.addWidget(self.problem)
        for editor in (self.what, self.day):
            editor.textEdited.connect(self._on_edited)
        self.yearly.clicked.connect(self._on_edited)

    def _completer(self) -> QCompleter:
        made = QCompleter([self.tr("Birthday"), self.tr("Anniversary"), self.tr("Wedding")], self)
        made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        return made

    def read(self) -> ImportantDate | None:
        """The date; None when both fields are empty.

        Raises:
            ValueError: the day cannot be read; the line then says so.
        """
        what, day = " ".join(self.what.text().split()), self.day.text().strip()
        if not what and not day:
            return None
        read = read_day(day, self._locale)
        if read is None:
            first, second = day_text("--05-14", self._locale), day_text("1987-05-14", self._locale)
            words = self.tr("Write a day, such as %1 or %2.").replace("%1", first).replace("%2", second)
            self.set_problem(words)
            raise ValueError(day)
        return ImportantDate(what or self.tr("Birthday"), read, self.yearly.isChecked())

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong with the day."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.day.setAccessibleDescription(sentence)
        restyle(self.day, "wrong", bool(sentence))

    def _on_edited(self) -> None:
        self.set_problem("")
        self.edited.emit()


class DatesField(QWidget):
    """The lines, and a button for one more."""

    edited = Signal()

    def __init__(self, theme: Theme, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._locale = locale
        self.lines: list[DateLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.xs + 2)
        self._column.addWidget(label(self.tr("Days to remember"), "small", "muted"))
        self.add_button = button(theme, self.tr("Add a day"), "link", on_click=self._add_empty)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_dates(self, dates: Sequence[ImportantDate]) -> None:
        """Fill the field."""
        for line in tuple(self.lines):
            self._drop(line)
        for each in dates:
            self.add(each)

    def typed(self) -> tuple[tuple[str, str, bool], ...]:
        """What stands in the lines, right or wrong."""
        return tuple((line.what.text(), line.day.text(), line.yearly.isChecked()) for line in self.lines)

    def put_back(self, typed: Sequence[tuple[str, str, bool]]) -> None:
        """Show what stood in the lines before."""
        self.set_dates(())
        for what, day, yearly in typed:
            line = self.add()
            line.what.setText(what)
            line.day.setText(day)
            line.yearly.setChecked(yearly)

    def add(self, remembered: ImportantDate | None = None) -> DateLine:
        """One more line."""
        line = DateLine(self._theme, self._locale, remembered)
        line.edited.connect(self.edited)
        line.removed.connect(lambda: self._on_removed(line))
        self._column.insertWidget(1 + len(self.lines), line)
        self.lines.append(line)
        before: QWidget = self.add_button.previousInFocusChain() or self
        for stop in (line.what, line.day, line.yearly, line.remove_button):
            QWidget.setTabOrder(before, stop)
            before = stop
        return line

    def read(self) -> tuple[ImportantDate, ...] | None:
        """The dates; None when one is wrong: its line then says why."""
        found: list[ImportantDate] = []
        all_right = True
        for line in self.lines:
            try:
                one = line.read()
            except ValueError:
                all_right = False
            else:
                found += [one] if one is not None else []
        return tuple(found) if all_right else None

    @property
    def wrong_editor(self) -> QLineEdit | None:
        """The first day that is wrong."""
        return next((line.day for line in self.lines if not line.problem.isHidden()), None)

    def _add_empty(self) -> None:
        self.add().what.setFocus()

    def _on_removed(self, line: DateLine) -> None:
        self._drop(line)
        self.add_button.setFocus()
        self.edited.emit()

    def _drop(self, line: DateLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
