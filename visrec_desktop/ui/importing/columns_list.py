"""The columns of a table as they are understood, each with a menu to say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from visrec_desktop.ui.importing.counting import counted
from visrec_desktop.ui.importing.words import ATTRIBUTE, FIELDS, IGNORED, field_name
from visrec_desktop.ui.settings.parts import CalmChooser
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label
from visrec_desktop.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from visrec_desktop.services.importing.values import FoundColumn, FoundTable
    from visrec_desktop.ui.theme.theme import Theme

_CHOOSER = 158
_SAMPLE = 40  # characters of a sample that are shown


class ColumnLine(QWidget):
    """A column: its heading over some of its values, and what it is taken for.

    Signals:
        chosen: the name of a field, `attribute` or `ignored`.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, column: FoundColumn) -> None:
        super().__init__()
        self.heading = ElidedLabel(column.heading, "label")
        self.samples = ElidedLabel(_samples(column), "small", "muted")
        self.chooser = CalmChooser()
        self.chooser.setAccessibleName(self.tr("“%1” is").replace("%1", column.heading))
        self.chooser.setFixedWidth(theme.px(_CHOOSER))
        self.chooser.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for field in (*FIELDS, ATTRIBUTE, IGNORED):
            self.chooser.addItem(field_name(field), field)
        self.chooser.view().setMinimumWidth(theme.px(_CHOOSER + SPACE.huge))
        self.chooser.activated.connect(self._on_activated)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.heading)
        words.addWidget(self.samples)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addLayout(words, 1)
        row.addWidget(self.chooser)
        self.show_field(column.field)

    def show_field(self, field: str) -> None:
        """Say what it is taken for."""
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(field)))

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        self.chosen.emit(str(self.chooser.itemData(place)))


def _samples(column: FoundColumn) -> str:
    short = (" ".join(sample.split())[:_SAMPLE] for sample in column.samples)
    return " · ".join(short)


class ColumnsList(QWidget):
    """The columns that hold something; how many are empty is only said.

    Signals:
        chosen: a `FoundColumn`, and the name of the field that it is.
    """

    chosen = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: list[FoundColumn] = []
        self.lines: list[ColumnLine] = []
        self.empty = label("", "small", "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.s)
        self._column.addWidget(self.empty)

    def show_table(self, table: FoundTable) -> None:
        """Show the columns of a table; where they are the same ones, only what they are taken for changes."""
        shown = [column for column in table.columns if column.samples]
        if _looks(shown) != _looks(self._shown):
            for line in self.lines:
                line.hide()
                line.deleteLater()
            self.lines = [self._make_line(place, column) for place, column in enumerate(shown)]
        self._shown = shown
        for line, column in zip(self.lines, shown, strict=True):
            line.show_field(column.field)
        empty = len(table.columns) - len(shown)
        self.empty.setText(
            counted(empty, self.tr("1 empty column is left out"), self.tr("%1 empty columns are left out"))
        )
        self.empty.setVisible(empty > 0)

    def _make_line(self, place: int, column: FoundColumn) -> ColumnLine:
        line = ColumnLine(self._theme, column)
        line.chosen.connect(partial(self._on_chosen, place))
        self._column.insertWidget(place, line)
        return line

    def _on_chosen(self, place: int, field: str) -> None:
        column = self._shown[place]
        if field != column.field:
            self.chosen.emit(column, field)


def _looks(columns: Sequence[FoundColumn]) -> list[tuple[str, tuple[str, ...]]]:
    return [(column.heading, column.samples) for column in columns]
