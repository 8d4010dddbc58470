"""What the keyboard does with a product: L likes, B bought, X is not for this client, W where it matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from visrec_desktop.core.clients import EventKind
from visrec_desktop.core.values import Product
from visrec_desktop.ui.match.feedback_row import ReasonMenu

if TYPE_CHECKING:
    from visrec_desktop.ui.match.drawer import ProductDrawer
    from visrec_desktop.ui.match.opinions import Opinions
    from visrec_desktop.ui.products.grid import ProductGrid
    from visrec_desktop.ui.products.hits import HitListModel


class GridKeys(QObject):
    """Keys in the grid and in the drawer: for the product in the drawer, else for the selected tile.

    Never for the tile that merely has the keyboard's place: after a product left the list that is the next
    one, of which nothing is to be said.
    """

    def __init__(
        self, grid: ProductGrid, model: HitListModel, drawer: ProductDrawer, opinions: Opinions
    ) -> None:
        super().__init__(grid)
        self._grid = grid
        self._model = model
        self._drawer = drawer
        self._opinions = opinions
        self._shortcuts(grid, Qt.ShortcutContext.WidgetShortcut)
        self._shortcuts(drawer, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        grid.setAccessibleDescription(self.tr("L likes a product, B marks it as bought, X refuses it"))
        drawer.setAccessibleDescription(self.tr("W shows where product and photo match"))

    def _shortcuts(self, place: ProductGrid | ProductDrawer, context: Qt.ShortcutContext) -> None:
        for key, act in (("L", self._like), ("B", self._buy), ("X", self._refuse), ("W", self._where)):
            shortcut = QShortcut(QKeySequence(key), place)
            shortcut.setContext(context)
            shortcut.setAutoRepeat(False)  # a key held down says it once
            shortcut.activated.connect(act)

    def _product(self) -> Product | None:
        if self._drawer.product is not None:
            return self._drawer.product
        selected = self._grid.product_ids()
        row = self._model.row_of(selected[0]) if selected else -1
        return self._model.product(row) if row >= 0 else None

    @Slot()
    def _like(self) -> None:
        product = self._product()
        if product is not None:
            self._opinions.toggle_like(product)

    @Slot()
    def _buy(self) -> None:
        product = self._product()
        if product is not None:
            self._opinions.give(product, EventKind.PURCHASE)

    @Slot()
    def _refuse(self) -> None:
        product = self._product()
        if product is None or self._opinions.has_refused(product):
            return
        if not self._opinions.has_client:
            self._opinions.give(product, EventKind.DISLIKE)
            return
        menu = ReasonMenu(self._grid)
        menu.chosen.connect(lambda reason: self._opinions.give(product, EventKind.DISLIKE, reason))
        menu.open_at(self._spot(int(product.id)))

    @Slot()
    def _where(self) -> None:
        self._drawer.where.toggle()

    def _spot(self, product_id: int) -> QPoint:
        """Where the reasons open: on the product's tile, else at the drawer's button."""
        row = self._model.row_with(product_id)
        if row >= 0:
            tile = self._grid.visualRect(self._model.index(row))
            return self._grid.viewport().mapToGlobal(tile.center())
        return self._drawer.feedback.refuse.mapToGlobal(QPoint(0, 0))
