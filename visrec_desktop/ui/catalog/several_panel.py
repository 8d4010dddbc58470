"""The side panel of a selection: how many products it holds, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme


class SeveralPanel(QWidget):
    """A number and three buttons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.count = label("", "title", wrap=True)
        self.clients_button = button(theme, self.tr("Which clients?"), icon="clients")
        self.delete_button = button(theme, self.tr("Delete"), "danger", icon="trash")
        self.clear_button = button(theme, self.tr("Select none"), "quiet")
        buttons = QWidget()
        row = FlowLayout(buttons, SPACE.s)
        for each in (self.clients_button, self.delete_button, self.clear_button):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addWidget(self.count)
        column.addWidget(buttons)
        column.addWidget(
            label(self.tr("What you delete can be brought back with Undo."), "small", "muted", wrap=True)
        )
        column.addStretch(1)

    def show_count(self, count: int) -> None:
        """Say how many products are selected."""
        self.count.setText(self.tr("%1 products selected").replace("%1", QLocale().toString(count)))
