"""The line above the products: how many there are, their order, grid or table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from visrec_desktop.core.values import Sort
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button
from visrec_desktop.ui.widgets.elided import ElidedLabel
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

_LEAST_CHOOSER = 120  # in a narrow window its words are cut off
_LEAST_BUTTON = 44
_LEAST_WIDE = 520  # from here on there is room for words on the button of the health page


class Toolbar(QWidget):
    """Count, sort menu, view switch."""

    sort_chosen = Signal(object)  # Sort
    table_chosen = Signal(bool)
    health_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.count = ElidedLabel("", "label", "muted")
        self.sort = QComboBox()
        self.sort.setMinimumWidth(theme.px(_LEAST_CHOOSER))
        self.sort.setAccessibleName(self.tr("Sort by"))
        for sort, words in self._orders():
            self.sort.addItem(words, sort)
        self.sort.activated.connect(lambda row: self.sort_chosen.emit(Sort(self.sort.itemData(row))))
        self.grid_button = self._switch("catalog", self.tr("Show as pictures"))
        self.table_button = self._switch("table", self.tr("Show as a table"))
        self.grid_button.setChecked(True)
        self._switches = QButtonGroup(self)
        for each in (self.grid_button, self.table_button):
            self._switches.addButton(each)
        self._switches.buttonClicked.connect(lambda: self.table_chosen.emit(self.table_button.isChecked()))
        self._to_do = 0
        self.health_button = button(theme, "", icon="health", on_click=self.health_wanted.emit)
        self.health_button.setMinimumWidth(theme.px(_LEAST_BUTTON))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.count, 1, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self.health_button, self.sort, self.grid_button, self.table_button):
            row.addWidget(widget)
        self._dress_health()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the button of the health page is its icon alone."""
        super().resizeEvent(event)
        self._dress_health()

    def show_to_do(self, count: int) -> None:
        """Say how many products somebody should look at."""
        self._to_do = count
        self._dress_health()

    def _dress_health(self) -> None:
        words, count = self.tr("Catalog health"), self._to_do
        told = self.tr("1 product to look at") if count == 1 else self.tr("%1 products to look at")
        told = f"{words}: {told.replace('%1', count_text(count))}"
        is_wide = self.width() >= self._theme.px(_LEAST_WIDE)
        shown = f"{words} · {count_text(count)}" if count else words
        self.health_button.setText(shown if is_wide else "")
        self.health_button.setToolTip("" if is_wide and not count else told)
        self.health_button.setAccessibleName(told)

    @Slot(object)
    def show_sort(self, sort: Sort) -> None:
        """Show the order in force."""
        self.sort.setCurrentIndex(self.sort.findData(sort))

    def show_count(self, shown: int, all_products: int) -> None:
        """Say how many products are listed, and of how many."""
        if shown == all_products:
            words = self.tr("1 product") if shown == 1 else self.tr("%1 products")
        else:
            words = self.tr("%1 of %2 products")
        self.count.setText(words.replace("%1", count_text(shown)).replace("%2", count_text(all_products)))

    def _switch(self, icon: str, name: str) -> QPushButton:
        made = button(self._theme, "", "icon", icon=icon, name=name)
        made.setCheckable(True)
        return made

    def _orders(self) -> list[tuple[Sort, str]]:
        return [
            (Sort.NAME, self.tr("By name")),
            (Sort.SKU, self.tr("By SKU")),
            (Sort.PRICE_UP, self.tr("Price, low to high")),
            (Sort.PRICE_DOWN, self.tr("Price, high to low")),
            (Sort.STOCK, self.tr("By stock")),
            (Sort.NEWEST, self.tr("Newest first")),
        ]
