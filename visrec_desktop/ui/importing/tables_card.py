"""The tables that were found: which of them are used."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.ui.catalog.failures_model import explain_failure
from visrec_desktop.ui.importing.counting import counted
from visrec_desktop.ui.importing.words import encoding_name, table_names
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label
from visrec_desktop.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from visrec_desktop.services.importing.values import FoundTable
    from visrec_desktop.ui.theme.theme import Theme

_translate = QCoreApplication.translate


def table_words(table: FoundTable) -> str:
    """What is told of a table beside its name."""
    rows = counted(table.rows, _translate("Import", "1 row"), _translate("Import", "%1 rows"))
    parts = [rows if table.rows else "", encoding_name(table.encoding) if table.encoding else ""]
    if not table.has_heading:
        parts.append(_translate("Import", "no headings found"))
    return " · ".join(part for part in parts if part)


class TableLine(QWidget):
    """A table: its tick with the name, and what is told of it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.tick = QCheckBox()
        self.tick.setAccessibleName(name)
        self.name = ElidedLabel(name, "strong")
        self.name.setBuddy(self.tick)
        self.words = label("", "small", "muted", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(SPACE.xs))
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_table(self, table: FoundTable) -> None:
        """Tell of it as it is now."""
        can_be_used = table.problem is None
        words = table_words(table)
        if table.problem is not None:
            told = explain_failure(table.problem)
            words = "\n".join(part for part in (words, told.why or told.what) if part)
        self.words.setText(words)
        self.tick.setAccessibleDescription(words)
        self.tick.setEnabled(can_be_used)
        self.tick.blockSignals(True)
        self.tick.setChecked(table.used)
        self.tick.blockSignals(False)


class TablesList(QWidget):
    """A line for each table.

    Signals:
        chosen: a `FoundTable`, and whether it is to be used.
    """

    chosen = Signal(object, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tables: tuple[FoundTable, ...] = ()
        self.lines: list[TableLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.s)

    def show_tables(self, tables: Sequence[FoundTable]) -> None:
        """Show these; lines of tables that stay are kept, and the keyboard with them."""
        names = table_names(tables)
        if names != table_names(self._tables):
            for line in self.lines:
                line.hide()
                line.deleteLater()
            self.lines = [self._make_line(number, name) for number, name in enumerate(names)]
        self._tables = tuple(tables)
        for line, table in zip(self.lines, tables, strict=True):
            line.show_table(table)
        self.setVisible(bool(tables))

    def _make_line(self, number: int, name: str) -> TableLine:
        line = TableLine(self._theme, self.tr("Use “%1”").replace("%1", name))
        line.name.setText(name)
        line.tick.toggled.connect(partial(self._on_toggled, number))
        self._column.addWidget(line)
        return line

    def _on_toggled(self, number: int, used: bool) -> None:
        self.chosen.emit(self._tables[number], used)
