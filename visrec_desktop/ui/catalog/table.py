"""The catalog as a table view: whole rows are selected, headings sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from visrec_desktop.core.values import Sort
from visrec_desktop.ui.catalog.cell_delegate import CellDelegate
from visrec_desktop.ui.catalog.table_model import SORTS, CatalogTableModel, Column

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

_ROW = 54
_LEAST_NAME = 132
_WIDTHS = {
    Column.PICTURE: 60,
    Column.SKU: 92,
    Column.CATEGORY: 116,
    Column.BRAND: 100,
    Column.COLOUR: 92,
    Column.SIZE: 56,
    Column.PRICE: 78,
    Column.STOCK: 64,
}


class ProductTable(QTableView):
    """Rows of `CatalogTableModel`."""

    opened = Signal(int)  # product id: Enter or double click
    selection_changed = Signal()
    sort_wanted = Signal(object)  # Sort

    def __init__(self, model: CatalogTableModel, theme: Theme, name: str) -> None:
        super().__init__()
        self._rows = model
        self._sort = Sort.NAME
        self._least_name = theme.px(_LEAST_NAME)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(theme, self))
        self.setMouseTracking(True)
        theme.changed.connect(self.viewport().update)
        self._set_up(theme)
        self._set_up_columns(theme)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.product_id(index.row())))
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.horizontalHeader().sectionClicked.connect(self._on_heading)

    def _set_up(self, theme: Theme) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.px(_ROW))
        rows.hide()

    def _set_up_columns(self, theme: Theme) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(theme.px(48))
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, theme.px(width))
        header.setSortIndicatorShown(True)

    def show_sort(self, sort: Sort) -> None:
        """Put the arrow on the heading by which the rows are sorted."""
        self._sort = sort
        header = self.horizontalHeader()
        for column, sorts in SORTS.items():
            if sort in sorts:
                down = (
                    Qt.SortOrder.DescendingOrder if sort is Sort.PRICE_DOWN else Qt.SortOrder.AscendingOrder
                )
                header.setSortIndicator(column, down)
                return
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def product_ids(self) -> list[int]:
        """The selected products in the order of the rows."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._rows.product_id(row) for row in rows]

    def current_id(self) -> int | None:
        """The product at the keyboard's place."""
        index = self.currentIndex()
        return self._rows.product_id(index.row()) if index.isValid() else None

    def select_product(self, product_id: int) -> bool:
        """Select one product alone; whether it is in the list."""
        row = self._rows.row_of(product_id)
        if row < 0:
            return False
        index = self._rows.index(row, Column.NAME)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name takes the room that the other columns leave."""
        super().resizeEvent(event)
        header = self.horizontalHeader()
        others = sum(header.sectionSize(column) for column in Column if column is not Column.NAME)
        header.resizeSection(Column.NAME, max(self._least_name, self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        current = self.current_id()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_selection(self) -> None:
        self.selection_changed.emit()

    @Slot(int)
    def _on_heading(self, section: int) -> None:
        sorts = SORTS.get(Column(section))
        if sorts is None:
            self.show_sort(self._sort)
            return
        place = sorts.index(self._sort) + 1 if self._sort in sorts else 0
        self.sort_wanted.emit(sorts[place % len(sorts)])
