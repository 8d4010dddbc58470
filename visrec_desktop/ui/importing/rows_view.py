"""The products of a plan as a list that keeps its place when the plan changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from visrec_desktop.bridge.planning import Part
from visrec_desktop.ui.importing.cells import Column
from visrec_desktop.ui.importing.rows_delegate import ROW, PlanRowDelegate
from visrec_desktop.ui.importing.rows_model import PlanRowsModel

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportPlan
    from visrec_desktop.ui.theme.theme import Theme

_WIDTHS = {
    Column.TICK: 36,
    Column.PICTURE: 60,
    Column.CATEGORY: 98,
    Column.COLOUR: 80,
    Column.PRICE: 94,
    Column.STOCK: 58,
}
_LEAST = {Column.PRODUCT: 150, Column.WHAT: 150}
_GIVES_WAY = (Column.COLOUR, Column.CATEGORY, Column.STOCK, Column.PRICE)
_SHARE = 0.52  # of the room that is left, for the product; the rest is for what happens


class PlanRowsView(QTableView):
    """Rows of `PlanRowsModel`: Space ticks, Enter or a double click opens.

    Signals:
        opened: a row whose details are wanted.
    """

    opened = Signal(int)

    def __init__(self, model: PlanRowsModel, theme: Theme, name: str) -> None:
        super().__init__()
        self._rows = model
        self._theme = theme
        self._absent: frozenset[Column] = frozenset()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(PlanRowDelegate(theme, self))
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._set_up_headers()
        self.doubleClicked.connect(self._on_double_click)
        theme.changed.connect(self.viewport().update)

    def _set_up_headers(self) -> None:
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._theme.px(ROW))
        rows.hide()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(self._theme.px(32))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_plan(self, plan: ImportPlan, part: Part) -> None:
        """Show another plan, or another part, at the same place where that is still there."""
        self._absent = absent_columns(plan, part)
        self._fit_columns()
        same_part = part is self._rows.part
        place = self.verticalScrollBar().value()
        row = self.currentIndex().row()
        origin = self._rows.item(row).origin if row >= 0 and same_part else ""
        self._rows.show_plan(plan, part)
        if not same_part:
            self.scrollToTop()
            return
        if origin and (row := self._rows.row_of(origin, row)) >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self._rows.index(row, Column.PRODUCT)
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Product and what happens share the room; where there is little, lesser columns give way."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        room = self.viewport().width() - sum(self._theme.px(least) for least in _LEAST.values())
        hidden = set(self._absent)
        widths = {column: self._theme.px(width) for column, width in _WIDTHS.items()}
        for column in _GIVES_WAY:
            if sum(width for each, width in widths.items() if each not in hidden) > room:
                hidden.add(column)
        header = self.horizontalHeader()
        for column, width in widths.items():
            header.setSectionHidden(column, column in hidden)
            header.resizeSection(column, width)
        fixed = sum(width for each, width in widths.items() if each not in hidden)
        free = max(sum(self._theme.px(least) for least in _LEAST.values()), self.viewport().width() - fixed)
        product = round(free * _SHARE)
        header.resizeSection(Column.PRODUCT, product)
        header.resizeSection(Column.WHAT, free - product)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the tick is for the tick."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.column() == Column.TICK:
            self._rows.want([index.row()], wanted=not self._rows.is_wanted(index.row()))
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks what is selected, Enter opens."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and (rows := self._marked()):
            self._rows.want(rows, wanted=not self._rows.is_wanted(rows[0]))
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index.row())
            return
        super().keyPressEvent(event)

    def _marked(self) -> list[int]:
        """The selected rows; without any, the one at the keyboard's place."""
        selected = [each.row() for each in self.selectionModel().selectedRows()]
        current = self.currentIndex()
        return selected or ([current.row()] if current.isValid() else [])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard stands on a row, not on nothing."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0, Column.PRODUCT))

    def _on_double_click(self, index: QModelIndex) -> None:
        if index.column() != Column.TICK:
            self.opened.emit(index.row())


def absent_columns(plan: ImportPlan, part: Part) -> frozenset[Column]:
    """The columns about which nothing in a part of a plan says anything: pictures alone are only pictures."""
    tables = () if part is Part.LOOSE else plan.tables
    said = {column.field for table in tables if table.used for column in table.columns}
    fields = {
        Column.CATEGORY: "category",
        Column.COLOUR: "colour",
        Column.PRICE: "price",
        Column.STOCK: "stock",
    }
    return frozenset(column for column, field in fields.items() if field not in said)
