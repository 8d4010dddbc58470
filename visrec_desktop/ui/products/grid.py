"""The virtual grid of product tiles."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from visrec_desktop.ui.products.cell_view import CellView
from visrec_desktop.ui.products.delegate import TileDelegate
from visrec_desktop.ui.products.model import ProductListModel, Role
from visrec_desktop.ui.theme.theme import Theme

DEFAULT_TILE = 168
_WHEEL_STEP = 28
_MOST_STRETCH = 1.45
_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.MetaModifier
)


class ProductGrid(CellView):
    """Tiles in columns that fill the row.

    Args:
        model: what is shown.
        theme: the theme.
        name: accessible name of the view.
        multiple: whether several products can be selected.

    The tiles' outer edges lie half a `delegate.GAP` inside the view: give the view that much less margin
    than its neighbours.
    """

    chosen = Signal(int)  # product id: clicked without modifiers, or reached with the arrow keys
    opened = Signal(int)  # product id: Enter or double click
    selection_changed = Signal()

    def __init__(self, model: ProductListModel, theme: Theme, name: str, *, multiple: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._products = model
        self._tile = DEFAULT_TILE
        self._wanted_row: int | None = None
        self._delegate = TileDelegate(theme, self)
        self._set_up(multiple=multiple)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        theme.changed.connect(self.viewport().update)
        self._fit_columns()

    def _set_up(self, *, multiple: bool) -> None:
        self.setProperty("kind", "grid")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(self._theme.px(_WHEEL_STEP))
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if multiple else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)

    def set_tile_size(self, width: int) -> None:
        """The least width of a tile with its gap, in pixels at 100 % text size."""
        if width != self._tile:
            self._tile = width
            self._fit_columns()

    @property
    def columns(self) -> int:
        """How many tiles stand in a row."""
        return max(1, self._room() // self.gridSize().width())

    def product_ids(self) -> list[int]:
        """The selected products in the order of the rows."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._products.product_id(row) for row in rows]

    def current_id(self) -> int | None:
        """The product at the keyboard's place."""
        index = self.currentIndex()
        return int(index.data(Role.PRODUCT_ID)) if index.isValid() else None

    def select_product(self, product_id: int, *, scroll: bool = True) -> bool:
        """Select one product alone; whether it is in the list."""
        row = self._products.row_of(product_id)
        if row < 0:
            return False
        index = self._products.index(row)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        if scroll:
            self._scroll_to_row(row)
        return True

    def _scroll_to_row(self, row: int) -> None:
        """Scroll there now, or when the view is shown: before that it has no size of its own."""
        is_shown = self.isVisible()
        self._wanted_row = None if is_shown else row
        if is_shown:
            self.scrollTo(self._products.index(row))

    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to the product that was asked for meanwhile."""
        super().showEvent(event)
        if self._wanted_row is not None and self._wanted_row < self._products.rowCount():
            self._scroll_to_row(self._wanted_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the number of columns that fit."""
        super().resizeEvent(event)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the arrows move, and choose where one product is selected at a time."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(self._products.product_id(index.row()))
            return
        super().keyPressEvent(event)
        moved = self.currentIndex()
        if moved.isValid() and moved != index and not event.modifiers() & _MODIFIERS:
            self.chosen.emit(self._products.product_id(moved.row()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click chooses."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & _MODIFIERS
        if plain and index.isValid() and index == self.currentIndex():
            self.chosen.emit(self._products.product_id(index.row()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens."""
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.opened.emit(self._products.product_id(index.row()))

    def _fit_columns(self) -> None:
        least = self._theme.px(self._tile)
        room = self._room()
        columns = max(1, room // least)
        if room // columns > _MOST_STRETCH * least:  # one tile as large as a page helps nobody
            columns += 1
        width = max(least // 2, room // columns)
        cell = QSize(width, self._delegate.height_for(width))
        if cell != self.gridSize():
            self._delegate.set_cell(cell)
            self.setGridSize(cell)

    def _room(self) -> int:
        """Width for tiles; the scroll bar's is always kept free, so that its coming moves nothing."""
        return max(1, self.width() - self.verticalScrollBar().sizeHint().width() - 1)

    @Slot()
    def _on_selection(self) -> None:
        self.selection_changed.emit()
