"""Possible duplicates as a list model: reading it touches memory only."""

from __future__ import annotations

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

from visrec_desktop.services.health.values import DuplicatePair
from visrec_desktop.ui.health.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from visrec_desktop.bridge.health_rows import FoundProducts
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.core.values import Product

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class PairRole(IntEnum):
    """Roles beyond Qt's own; `DisplayRole` is how alike the two are."""

    PAIR = Qt.ItemDataRole.UserRole + 1  # DuplicatePair
    PRODUCTS = Qt.ItemDataRole.UserRole + 2  # (Product or None, Product or None)
    PIXMAPS = Qt.ItemDataRole.UserRole + 3  # (QPixmap or None, QPixmap or None)
    NAMES = Qt.ItemDataRole.UserRole + 4  # text


ROLE_NAMES = {int(role): QByteArray(role.name.lower().encode()) for role in PairRole}


def kind_text(pair: DuplicatePair) -> str:
    """How alike the two are."""
    return tr("the same picture") if pair.exact else tr("nearly the same")


class PairsModel(QAbstractListModel):
    """One row a pair, the surest first."""

    def __init__(
        self, products: FoundProducts, thumbnails: Thumbnails, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._products = products
        self._thumbnails = thumbnails
        self._pairs: tuple[DuplicatePair, ...] = ()
        self._shown_with: dict[int, set[DuplicatePair]] = {}  # picture -> pairs that asked for it
        products.rows_loaded.connect(self._on_rows)
        thumbnails.ready.connect(self._on_thumbnail)

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's roles and ours."""
        return {**super().roleNames(), **ROLE_NAMES}

    def set_pairs(self, pairs: tuple[DuplicatePair, ...]) -> None:
        """Show other pairs; when only some went, the others stay where they are."""
        if pairs == self._pairs:
            return
        wanted = set(pairs)
        if tuple(pair for pair in self._pairs if pair in wanted) == pairs:
            for row in reversed(range(len(self._pairs))):
                if self._pairs[row] not in wanted:
                    self.beginRemoveRows(QModelIndex(), row, row)
                    self._pairs = self._pairs[:row] + self._pairs[row + 1 :]
                    self.endRemoveRows()
            return
        self.beginResetModel()
        self._pairs, self._shown_with = pairs, {}
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many pairs there are."""
        return 0 if parent.isValid() else len(self._pairs)

    def pair(self, row: int) -> DuplicatePair:
        """The pair of a row."""
        return self._pairs[row]

    def products(self, pair: DuplicatePair) -> tuple[Product | None, Product | None]:
        """Both products; None while one is being fetched."""
        return self._products.product(pair.first), self._products.product(pair.second)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """See `PairRole`."""
        if not index.isValid() or not 0 <= index.row() < len(self._pairs):
            return None
        read = _READERS.get(role)
        return None if read is None else read(self, self._pairs[index.row()])

    def _pixmaps(self, pair: DuplicatePair) -> tuple[QPixmap | None, QPixmap | None]:
        first, second = (self._pixmap(pair, product) for product in self.products(pair))
        return first, second

    def _pixmap(self, pair: DuplicatePair, product: Product | None) -> QPixmap | None:
        if product is None or product.picture_id is None:
            return None
        self._shown_with.setdefault(product.picture_id, set()).add(pair)
        return self._thumbnails.pixmap(product.picture_id)

    def _names(self, pair: DuplicatePair) -> str:
        return " · ".join(product.name for product in self.products(pair) if product is not None)

    @Slot(object)
    def _on_rows(self, ids: frozenset[int]) -> None:
        for row, pair in enumerate(self._pairs):
            if not ids.isdisjoint(pair.ids):
                self._announce(row)

    @Slot(int)
    def _on_thumbnail(self, picture_id: int) -> None:
        waiting = self._shown_with.get(picture_id, ())
        for row, pair in enumerate(self._pairs if waiting else ()):
            if pair in waiting:
                self._announce(row)

    def _announce(self, row: int) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index, [*_READERS])


_READERS: dict[int, Callable[[PairsModel, DuplicatePair], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda _, pair: kind_text(pair),
    Qt.ItemDataRole.AccessibleTextRole: lambda model, pair: f"{kind_text(pair)}: {model._names(pair)}",
    PairRole.PAIR: lambda _, pair: pair,
    PairRole.PRODUCTS: lambda model, pair: model.products(pair),
    PairRole.PIXMAPS: lambda model, pair: model._pixmaps(pair),
    PairRole.NAMES: lambda model, pair: model._names(pair),
}
