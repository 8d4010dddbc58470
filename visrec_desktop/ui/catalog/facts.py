"""A table of facts that can be filled again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from visrec_desktop.ui.widgets.facts import FactTable


class Facts(QWidget):
    """Holds one `FactTable` at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._table = FactTable(())
        self._column.addWidget(self._table)
        self.values: dict[str, str] = {}

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these names and values; empty values are left out."""
        values = {name: value for name, value in facts if value}
        if values == self.values:
            return
        self.values = values
        self.setVisible(bool(values))
        old, self._table = self._table, FactTable(list(values.items()))
        self._column.replaceWidget(old, self._table)
        old.hide()
        old.deleteLater()
