"""List models of products. Reading them never touches a disk or a database."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)

from visrec_desktop.core.values import Hit, Product
from visrec_desktop.ui.products.tile import Tile, tile_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.bridge.health_rows import FoundProducts
    from visrec_desktop.bridge.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Role(IntEnum):
    """Roles beyond Qt's own. `DisplayRole` is the name, `DecorationRole` the thumbnail (QPixmap or None)."""

    PRODUCT_ID = Qt.ItemDataRole.UserRole + 1
    PRODUCT = Qt.ItemDataRole.UserRole + 2  # Product, or None while it is on its way
    HIT = Qt.ItemDataRole.UserRole + 3  # Hit, or None on pages that do not rank
    TILE = Qt.ItemDataRole.UserRole + 4  # Tile, or None while it is on its way
    NAME = Qt.ItemDataRole.UserRole + 5
    SKU = Qt.ItemDataRole.UserRole + 6
    PRICE = Qt.ItemDataRole.UserRole + 7  # text
    STOCK = Qt.ItemDataRole.UserRole + 8  # text
    BAND = Qt.ItemDataRole.UserRole + 9  # text
    RANK = Qt.ItemDataRole.UserRole + 10  # from 1; 0 on pages that do not rank
    PICTURE_ID = Qt.ItemDataRole.UserRole + 11


ROLE_NAMES: dict[int, QByteArray] = {int(role): QByteArray(role.name.lower().encode()) for role in Role}
KEPT_TILES = 2_048
"""How many rows keep their words, and pictures the rows that asked for them: many screens full."""
_THUMBNAIL = [Qt.ItemDataRole.DecorationRole]
ROW = [Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, *Role]


class ProductListModel(QAbstractListModel):
    """The common part: rows are product ids; subclasses know the products."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._shown_with: dict[int, set[int]] = {}  # picture -> products whose tile asked for it
        thumbnails.ready.connect(self._on_thumbnail)

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's roles and ours."""
        return {**super().roleNames(), **ROLE_NAMES}

    def product_id(self, row: int) -> int:
        """The product of a row."""
        raise NotImplementedError

    def product(self, row: int) -> Product | None:
        """The product of a row; None while it is being fetched."""
        raise NotImplementedError

    def hit(self, _row: int) -> Hit | None:
        """The hit of a row, on pages that rank."""
        return None

    def tile(self, row: int) -> Tile | None:
        """The words of a row; None while the product is being fetched."""
        raise NotImplementedError

    def row_of(self, product_id: int) -> int:
        """The row of a product; -1 when it is not in the list."""
        raise NotImplementedError

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """See `Role`."""
        row = index.row()
        if not index.isValid() or not 0 <= row < self.rowCount():
            return None
        if role in _WHOLE:
            return _WHOLE[role](self, row)
        tile = self.tile(row)
        if tile is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnail(row, tile)
        return _TEXTS[role](tile) if role in _TEXTS else None

    def _thumbnail(self, row: int, tile: Tile) -> QPixmap | None:
        if tile.picture_id is None:
            return None
        self._shown_with.setdefault(tile.picture_id, set()).add(self.product_id(row))
        _drop_oldest(self._shown_with)
        return self._thumbnails.pixmap(tile.picture_id)

    @Slot(int)
    def _on_thumbnail(self, picture_id: int) -> None:
        for product_id in self._shown_with.get(picture_id, ()):
            row = self.row_of(product_id)
            if row >= 0:
                index = self.index(row)
                self.dataChanged.emit(index, index, _THUMBNAIL)

    def _announce(self, row: int) -> None:
        """Say that the product of a row arrived or changed."""
        index = self.index(row)
        self.dataChanged.emit(index, index, [*ROW, *_THUMBNAIL])


_WHOLE: dict[int, Callable[[ProductListModel, int], Any]] = {
    Role.PRODUCT_ID: lambda model, row: model.product_id(row),
    Role.PRODUCT: lambda model, row: model.product(row),
    Role.HIT: lambda model, row: model.hit(row),
    Role.TILE: lambda model, row: model.tile(row),
}
_TEXTS: dict[int, Callable[[Tile], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda tile: tile.name,
    Qt.ItemDataRole.AccessibleTextRole: lambda tile: tile.spoken,
    Role.NAME: lambda tile: tile.name,
    Role.SKU: lambda tile: tile.sku,
    Role.PRICE: lambda tile: tile.price,
    Role.STOCK: lambda tile: tile.stock,
    Role.BAND: lambda tile: tile.note,
    Role.RANK: lambda tile: tile.rank,
    Role.PICTURE_ID: lambda tile: tile.picture_id,
}


class CatalogListModel(ProductListModel):
    """The products of the catalog that pass the filters; rows are fetched when they come into view."""

    def __init__(
        self,
        session: CatalogSession | FoundProducts,
        thumbnails: Thumbnails,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(thumbnails, parent)
        self._session = session
        self._ids = session.ids
        self._tiles: dict[int, Tile] = {}
        session.ids_changed.connect(self._on_ids)
        session.rows_loaded.connect(self._on_rows)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many products pass the filters."""
        return 0 if parent.isValid() else len(self._ids)

    def product_id(self, row: int) -> int:
        """The product of a row."""
        return int(self._ids[row])

    def product(self, row: int) -> Product | None:
        """The product of a row; None while it is being fetched."""
        return self._session.product(self.product_id(row))

    def tile(self, row: int) -> Tile | None:
        """The words of a row; None while the product is being fetched."""
        product_id = self.product_id(row)
        found = self._tiles.get(product_id)
        if found is None:
            product = self._session.product(product_id)
            if product is None:
                return None
            found = self.make_tile(product)
            self._tiles[product_id] = found
            _drop_oldest(self._tiles)
        return found

    def make_tile(self, product: Product) -> Tile:
        """The words of a product; lists of another kind say something else."""
        return tile_of(product)

    def forget_tiles(self) -> None:
        """Make all words anew."""
        self._tiles = {}
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1), ROW)

    def row_of(self, product_id: int) -> int:
        """The row of a product; -1 when it does not pass the filters."""
        row = self._session.position(product_id)
        # the session may be a list ahead of the model, which takes it over when it is told
        return row if row is not None and row < len(self._ids) and self._ids[row] == product_id else -1

    @Slot()
    def _on_ids(self) -> None:
        """Take over a new list; rows that only came or went leave the others, and the scroll bar, alone."""
        old, new = self._ids, self._session.ids
        change = span_of_change(old, new)
        if change is None:
            return
        start, gone, come = change
        if gone and come:
            self.beginResetModel()
            self._ids = new
            self._tiles = {}
            self._shown_with = {}
            self.endResetModel()
        elif come:
            self.beginInsertRows(QModelIndex(), start, start + come - 1)
            self._ids = new
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), start, start + gone - 1)
            self._ids = new
            self.endRemoveRows()

    @Slot(object)
    def _on_rows(self, ids: frozenset[int]) -> None:
        for product_id in ids:
            self._tiles.pop(product_id, None)
            row = self.row_of(product_id)
            if row >= 0:
                self._announce(row)


def _drop_oldest(kept: dict[int, Any]) -> None:
    if len(kept) > KEPT_TILES:
        del kept[next(iter(kept))]


def span_of_change(old: array[int], new: array[int]) -> tuple[int, int, int] | None:
    """Where two lists differ: (first row, rows gone, rows come); None when they are equal."""
    if old == new:
        return None
    shorter = min(len(old), len(new))
    head = _longest(shorter, lambda n: old[:n] == new[:n])
    rest = shorter - head
    tail = _longest(rest, lambda n: n == 0 or old[-n:] == new[-n:])
    return head, len(old) - head - tail, len(new) - head - tail


def _longest(limit: int, holds: Callable[[int], bool]) -> int:
    """The largest n in [0, limit] for which `holds`; it must hold for everything below, too."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low
