"""What the keyboard says about a product in the grid: L likes, B bought, X is not for this client."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from visrec_desktop.core.clients import EventKind, Refusal
from visrec_desktop.core.values import Product
from visrec_desktop.ui.match.feedback_row import ReasonMenu
from visrec_desktop.ui.match.opinions import Opinions
from visrec_desktop.ui.products.grid import ProductGrid
from visrec_desktop.ui.products.hits import HitListModel


class GridKeys(QObject):
    """Three keys, for the tile at the keyboard's place.

    Signals:
        left: a product was bought or refused, and will leave the list: its id.
    """

    left = Signal(int)

    def __init__(self, grid: ProductGrid, model: HitListModel, opinions: Opinions) -> None:
        super().__init__(grid)
        self._grid = grid
        self._model = model
        self._opinions = opinions
        for key, act in (("L", self._like), ("B", self._buy), ("X", self._refuse)):
            shortcut = QShortcut(QKeySequence(key), grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        grid.setAccessibleDescription(self.tr("L likes a product, B marks it as bought, X refuses it"))

    def _product(self) -> Product | None:
        product_id = self._grid.current_id()
        row = self._model.row_of(product_id) if product_id is not None else -1
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
            self._say(product, EventKind.PURCHASE)

    @Slot()
    def _refuse(self) -> None:
        product = self._product()
        if product is None:
            return
        if not self._opinions.has_client:
            self._opinions.give(product, EventKind.DISLIKE)
            return
        menu = ReasonMenu(self._grid)
        menu.chosen.connect(lambda reason: self._say(product, EventKind.DISLIKE, reason))
        tile = self._grid.visualRect(self._grid.currentIndex())
        menu.open_at(self._grid.viewport().mapToGlobal(tile.center()))

    def _say(self, product: Product, kind: EventKind, reason: Refusal | None = None) -> None:
        self.left.emit(int(product.id))
        self._opinions.give(product, kind, reason)
