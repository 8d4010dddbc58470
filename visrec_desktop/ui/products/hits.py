"""The model of ranked products. A new ranking moves the rows that stay, so that the grid does not blink."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject

from visrec_desktop.core.values import Hit, Product
from visrec_desktop.ui.products.model import ROW, Index, ProductListModel
from visrec_desktop.ui.products.tile import Tile, tile_of_hit
from visrec_desktop.ui.products.words import Basis

if TYPE_CHECKING:
    from visrec_desktop.bridge.thumbnails import Thumbnails

_NO_PARENT = QModelIndex()


class HitListModel(ProductListModel):
    """The hits of one photo or client, best first."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(thumbnails, parent)
        self._hits: list[Hit] = []
        self._tiles: list[Tile] = []
        self._row_of: dict[int, int] = {}
        self._liked: frozenset[str] = frozenset()
        self._basis = Basis.PHOTO

    @property
    def basis(self) -> Basis:
        """What the hits were compared with."""
        return self._basis

    def set_hits(self, hits: Sequence[Hit], *, basis: Basis = Basis.PHOTO) -> None:
        """Show other hits, at once and from the first row on."""
        self.beginResetModel()
        self._basis = basis
        self._take(hits)
        self._shown_with = {}
        self.endResetModel()

    def update_hits(self, hits: Sequence[Hit], *, basis: Basis = Basis.PHOTO) -> None:
        """Show a new ranking: rows of products that stay move, the others come and go.

        Selection and scroll bar stay with their products. Where nothing stays it is as `set_hits`.
        """
        self._basis = basis
        wanted = {int(hit.product.id) for hit in hits}
        if not wanted & self._row_of.keys():
            self.set_hits(hits, basis=basis)
            return
        self._remove_all_but(wanted)
        self._append([hit for hit in hits if int(hit.product.id) not in self._row_of])
        self._arrange(hits)

    def set_liked(self, skus: frozenset[str]) -> None:
        """Which products bear a heart."""
        changed = skus ^ self._liked
        self._liked = skus
        for row, hit in enumerate(self._hits):
            if hit.product.sku in changed:
                self._tiles[row] = self._tile_of(hit)
                self.dataChanged.emit(self.index(row), self.index(row), ROW)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many hits there are."""
        return 0 if parent.isValid() else len(self._hits)

    def product_id(self, row: int) -> int:
        """The product of a row."""
        return int(self._hits[row].product.id)

    def product(self, row: int) -> Product:
        """The product of a row."""
        return self._hits[row].product

    def hit(self, row: int) -> Hit:
        """The hit of a row."""
        return self._hits[row]

    def tile(self, row: int) -> Tile:
        """The words of a row."""
        return self._tiles[row]

    def row_of(self, product_id: int) -> int:
        """The row of a product; -1 when it is not among the hits."""
        return self._row_of.get(product_id, -1)

    def row_with(self, product_id: int) -> int:
        """The row that shows a product or stands for it as one of its colours; -1 when there is none."""
        row = self.row_of(product_id)
        if row >= 0:
            return row
        rows = enumerate(self._hits)
        return next((row for row, hit in rows if any(v.id == product_id for v in hit.variants)), -1)

    def _tile_of(self, hit: Hit) -> Tile:
        return tile_of_hit(hit, liked=hit.product.sku in self._liked, basis=self._basis)

    def _take(self, hits: Sequence[Hit]) -> None:
        self._hits = list(hits)
        self._tiles = [self._tile_of(hit) for hit in self._hits]
        self._index_rows()

    def _index_rows(self) -> None:
        self._row_of = {int(hit.product.id): row for row, hit in enumerate(self._hits)}

    def _remove_all_but(self, wanted: set[int]) -> None:
        gone = [row for row, hit in enumerate(self._hits) if int(hit.product.id) not in wanted]
        for first, last in reversed(_runs(gone)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._hits[first : last + 1]
            del self._tiles[first : last + 1]
            self._index_rows()
            self.endRemoveRows()

    def _append(self, hits: Sequence[Hit]) -> None:
        if not hits:
            return
        first = len(self._hits)
        self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
        self._hits.extend(hits)
        self._tiles.extend(self._tile_of(hit) for hit in hits)
        self._index_rows()
        self.endInsertRows()

    def _arrange(self, hits: Sequence[Hit]) -> None:
        """Bring the rows, which hold the right products by now, into their order."""
        if [int(hit.product.id) for hit in hits] != [int(hit.product.id) for hit in self._hits]:
            self.layoutAboutToBeChanged.emit()
            old = self.persistentIndexList()
            ids = [self.product_id(index.row()) for index in old]
            self._take(hits)
            self.changePersistentIndexList(old, [self.index(self._row_of[each]) for each in ids])
            self.layoutChanged.emit()
        else:
            self._take(hits)
        self.dataChanged.emit(self.index(0), self.index(len(hits) - 1), ROW)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that follow one another, as (first, last); `[1, 2, 5]` gives `[(1, 2), (5, 5)]`."""
    groups = groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])
    runs = [[row for _, row in group] for _, group in groups]
    return [(run[0], run[-1]) for run in runs]
