"""The catalog as a table: the same rows as the grid, fetched by pages, with a column for each fact."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QPixmap

from visrec_desktop.core.values import Product, Sort
from visrec_desktop.ui.products.model import span_of_change
from visrec_desktop.ui.products.words import price_text
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.bridge.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Column(IntEnum):
    """The columns from left to right."""

    PICTURE = 0
    SKU = 1
    NAME = 2
    CATEGORY = 3
    BRAND = 4
    COLOUR = 5
    SIZE = 6
    PRICE = 7
    STOCK = 8


NUMBERS = frozenset({Column.PRICE, Column.STOCK})
SORTS: dict[Column, tuple[Sort, ...]] = {
    Column.SKU: (Sort.SKU,),
    Column.NAME: (Sort.NAME,),
    Column.PRICE: (Sort.PRICE_UP, Sort.PRICE_DOWN),
    Column.STOCK: (Sort.STOCK,),
}
PRODUCT_ROLE = int(Qt.ItemDataRole.UserRole) + 1


def _stock_figure(product: Product) -> str:
    return "" if product.stock is None else count_text(product.stock)


class CatalogTableModel(QAbstractTableModel):
    """Rows of `CatalogSession`; a row that has not arrived yet shows empty cells."""

    def __init__(
        self, session: CatalogSession, thumbnails: Thumbnails, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._thumbnails = thumbnails
        self._ids = session.ids
        self._awaited: dict[int, int] = {}  # picture -> product, of thumbnails that were asked for
        self._texts: dict[Column, Callable[[Product], str]] = {
            Column.SKU: lambda product: product.sku,
            Column.NAME: lambda product: product.name,
            Column.CATEGORY: lambda product: product.category,
            Column.BRAND: lambda product: product.brand,
            Column.COLOUR: lambda product: product.colour,
            Column.SIZE: lambda product: product.size,
            Column.PRICE: lambda product: price_text(product.price, product.currency),
            Column.STOCK: _stock_figure,
        }
        session.ids_changed.connect(self._on_ids)
        session.rows_loaded.connect(self._on_rows)
        thumbnails.ready.connect(self._on_thumbnail)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """The number of products that pass the filters."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """The number of facts."""
        return 0 if parent.isValid() else len(Column)

    def product_id(self, row: int) -> int:
        """The product in a row."""
        return self._ids[row]

    def row_of(self, product_id: int) -> int:
        """The row of a product, or -1."""
        row = self._session.position(product_id)
        # the session may be a list ahead of the model, which takes it over when it is told
        return row if row is not None and row < len(self._ids) and self._ids[row] == product_id else -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """One fact of one product, from memory."""
        if not index.isValid():
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        product = self._session.product(self._ids[index.row()])
        if role == PRODUCT_ROLE:
            return product
        if product is None:
            return None
        return self._fact(product, column, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """The heading of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings()[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _fact(self, product: Product, column: Column, role: int) -> str | QPixmap | None:
        if column == Column.PICTURE:
            if role == Qt.ItemDataRole.DecorationRole:
                return self._thumbnail(product)
            return product.name if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._texts[column](product) or None
        return None

    def _thumbnail(self, product: Product) -> QPixmap | None:
        if product.picture_id is None:
            return None
        pixmap = self._thumbnails.pixmap(product.picture_id)
        if pixmap is None:
            self._awaited[product.picture_id] = product.id
        return pixmap

    def _headings(self) -> dict[Column, str]:
        return {
            Column.PICTURE: "",
            Column.SKU: self.tr("SKU"),
            Column.NAME: self.tr("Name"),
            Column.CATEGORY: self.tr("Category"),
            Column.BRAND: self.tr("Brand"),
            Column.COLOUR: self.tr("Colour"),
            Column.SIZE: self.tr("Size"),
            Column.PRICE: self.tr("Price"),
            Column.STOCK: self.tr("Stock"),
        }

    @Slot()
    def _on_ids(self) -> None:
        """Take over a new list; rows that only came or went leave the others alone."""
        new = self._session.ids
        change = span_of_change(self._ids, new)
        if change is None:
            return
        start, gone, come = change
        if gone and come:
            self.beginResetModel()
            self._ids = new
            self.endResetModel()
        elif come:
            self.beginInsertRows(_NO_PARENT, start, start + come - 1)
            self._ids = new
            self.endInsertRows()
        else:
            self.beginRemoveRows(_NO_PARENT, start, start + gone - 1)
            self._ids = new
            self.endRemoveRows()

    @Slot(object)
    def _on_rows(self, ids: frozenset[int]) -> None:
        for row in (self.row_of(product_id) for product_id in ids):
            if row >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    @Slot(int)
    def _on_thumbnail(self, picture_id: int) -> None:
        product_id = self._awaited.pop(picture_id, None)
        if product_id is not None and (row := self.row_of(product_id)) >= 0:
            cell = self.index(row, Column.PICTURE)
            self.dataChanged.emit(cell, cell, [Qt.ItemDataRole.DecorationRole])
