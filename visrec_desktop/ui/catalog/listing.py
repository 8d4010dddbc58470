"""The products as grid or table, with one selection for both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from visrec_desktop.ui.catalog.place import Place
from visrec_desktop.ui.catalog.selection import select_rows
from visrec_desktop.ui.products.grid import ProductGrid
from visrec_desktop.ui.products.model import CatalogListModel

if TYPE_CHECKING:
    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.core.values import Sort
    from visrec_desktop.ui.catalog.table import ProductTable
    from visrec_desktop.ui.theme.theme import Theme


class Listing(QStackedWidget):
    """Both views on one session. The selection and the place survive a new list.

    The table is made when it is first shown.

    Signals:
        sort_wanted: the `Sort` that a heading of the table stands for.
        selection_changed: the selected products are others.
        opened: product id, by Enter or double click.
        delete_wanted: the Delete key.
    """

    sort_wanted = Signal(object)
    selection_changed = Signal()
    opened = Signal(int)
    delete_wanted = Signal()

    def __init__(self, session: CatalogSession, thumbnails: Thumbnails, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._ids: tuple[int, ...] = ()
        self._current: int | None = None
        self._is_restoring = False
        self._thumbnails = thumbnails
        self._theme = theme
        self._sort = session.sort
        self._table: ProductTable | None = None
        self._places: list[Place] = []
        session.ids_changed.connect(self._remember_place)  # before the models, which are connected next
        self.list_model = CatalogListModel(session, thumbnails, self)
        self.grid = ProductGrid(self.list_model, theme, self.tr("Products"), multiple=True)
        self._add(self.grid)

    def _add(self, view: ProductGrid | ProductTable) -> None:
        self._places.append(Place(view))
        self.addWidget(view)
        view.selection_changed.connect(self._on_selection)
        view.opened.connect(self.opened)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.delete_wanted)
        if len(self._places) > 1:
            self._session.ids_changed.disconnect(self._restore)
        self._session.ids_changed.connect(self._restore)  # after the models, which were connected before

    @property
    def table(self) -> ProductTable:
        """The view as a table."""
        return self._table or self._make_table()

    def _make_table(self) -> ProductTable:
        from visrec_desktop.ui.catalog.table import ProductTable
        from visrec_desktop.ui.catalog.table_model import CatalogTableModel

        model = CatalogTableModel(self._session, self._thumbnails, self)
        self._table = made = ProductTable(model, self._theme, self.tr("Products as a table"))
        made.show_sort(self._sort)
        made.sort_wanted.connect(self.sort_wanted)
        self._add(made)
        return made

    @property
    def view(self) -> ProductGrid | ProductTable:
        """The view that is shown."""
        if self._table is not None and self.currentWidget() is self._table:
            return self._table
        return self.grid

    def show_sort(self, sort: Sort) -> None:
        """Mark the order in force."""
        self._sort = sort
        if self._table is not None:
            self._table.show_sort(sort)

    @property
    def selected(self) -> tuple[int, ...]:
        """The selected products."""
        return self._ids

    def show_table(self, *, table: bool) -> None:
        """Switch between table and grid; the selection goes along."""
        view = self.table if table else self.grid
        if view is not self.view:
            had_focus = self.view.hasFocus()
            self.setCurrentWidget(view)
            self._select(self._ids)
            view.scrollTo(view.currentIndex())
            if had_focus:
                view.setFocus()

    def select(self, ids: Sequence[int]) -> None:
        """Select these products, as far as they are in the list."""
        self._select(ids)
        self._on_selection()

    def show_product(self, product_id: int) -> bool:
        """Select one product and scroll to it; whether it is in the list."""
        return self.view.select_product(product_id)

    def _select(self, ids: Sequence[int]) -> None:
        rows = [row for row in map(self._session.position, ids) if row is not None]
        place = None if self._current is None else self._session.position(self._current)
        current = place if place is not None else min(rows, default=-1)
        self._is_restoring = True
        select_rows(self.view, rows, current)
        self._is_restoring = False

    @Slot()
    def _on_selection(self) -> None:
        if self._is_restoring:
            return
        self._current = self.view.current_id()
        ids = tuple(self.view.product_ids())
        if ids != self._ids:
            self._ids = ids
            self.selection_changed.emit()

    @Slot()
    def _remember_place(self) -> None:
        for place in self._places:
            place.remember()

    @Slot()
    def _restore(self) -> None:
        self._select(self._ids)
        for place in self._places:
            place.restore()
        self._on_selection()
