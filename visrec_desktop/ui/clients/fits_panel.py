"""Which clients products are for: the products above, the clients below with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from visrec_desktop.ui.clients.fits_delegate import FitDelegate
from visrec_desktop.ui.clients.fits_model import FitModel, FitRole
from visrec_desktop.ui.clients.item_row import ItemRow
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.match.reasons import reason_of
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label
from visrec_desktop.ui.widgets.busy import BusySign
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.core.values import Product
    from visrec_desktop.services.catalog import ProductDetails
    from visrec_desktop.services.clients import Seen
    from visrec_desktop.services.recommending import ClientFit
    from visrec_desktop.ui.kit import Kit
    from visrec_desktop.ui.theme.theme import Theme

_PICTURE = 72


class FitView(QListView):
    """The clients found. A click or Enter goes to one."""

    chosen = Signal(int)

    def __init__(self, model: FitModel, theme: Theme, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "grid")
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setModel(model)
        self.setItemDelegate(FitDelegate(theme, self))
        self.clicked.connect(lambda index: self.chosen.emit(index.data(FitRole.CLIENT_ID)))
        theme.changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the client."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.chosen.emit(int(index.data(FitRole.CLIENT_ID)))
            return
        super().keyPressEvent(event)


class FitsPanel(QWidget):
    """Asks for the clients of some products and lists them."""

    chosen = Signal(int)
    closed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        theme = kit.theme
        self._kit = kit
        self._ids: tuple[int, ...] = ()
        self._gone: set[int] = set()  # deleted since they were asked about
        self.title = label("", "title", wrap=True)
        self.busy = BusySign(theme, 22, self.tr("Looking for clients"))
        self.close_button = button(
            theme, "", "icon", icon="close", name=self.tr("Close the clients found"), on_click=self._close
        )
        self.products = ItemRow(kit.context.thumbnails, theme, self.tr("Products"), _PICTURE)
        self.products.chosen.connect(lambda seen: kit.navigator.product_wanted.emit(int(seen.product_id)))
        kit.context.catalog.rows_loaded.connect(self._on_rows)
        kit.context.catalog.products_changed.connect(self._on_products_changed)
        kit.context.clients.client_changed.connect(self._on_client_changed)
        self.remark = label("", "body", "muted", wrap=True)
        self.model = FitModel(kit.context.thumbnails, reason_of, self)
        self.view = FitView(self.model, theme, self.tr("Clients for these products"))
        self.view.chosen.connect(self.chosen)
        head = QHBoxLayout()
        head.setSpacing(SPACE.m)
        head.addWidget(self.title, 1)
        head.addWidget(self.busy)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.l, SPACE.s)
        column.setSpacing(SPACE.m)
        column.addLayout(head)
        column.addWidget(self.products)
        column.addWidget(self.remark)
        column.addWidget(self.view, 1)
        column.addStretch(0)

    @property
    def product_ids(self) -> tuple[int, ...]:
        """The products that are asked about."""
        return self._ids

    def ask(self, product_ids: Sequence[int]) -> None:
        """Find the clients of these products."""
        self._ids = tuple(product_ids)
        self._gone.clear()
        self._show_products()
        self._look()

    def _look(self) -> None:
        there = tuple(product_id for product_id in self._ids if product_id not in self._gone)
        self.model.set_fits(())
        self.remark.setText(self.tr("Looking through what is known about each client…"))
        self.remark.show()
        self.busy.show()
        self._kit.context.clients.request_fits(there, self._on_found, self._on_failed)

    def _show_products(self) -> None:
        self.title.setText(breakable(self._heading()))
        there = (product_id for product_id in self._ids if product_id not in self._gone)
        found = (self._kit.context.catalog.product(product_id) for product_id in there)
        self.products.set_items([_as_seen(product) for product in found if product is not None])

    @Slot(object)
    def _on_rows(self, ids: frozenset[int]) -> None:
        if not ids.isdisjoint(self._ids):
            self._show_products()

    @Slot(object)
    def _on_products_changed(self, ids: frozenset[int]) -> None:
        for product_id in ids.intersection(self._ids):
            self._kit.context.catalog.request_details(product_id, partial(self._on_details, product_id))

    def _on_details(self, product_id: int, details: ProductDetails | None) -> None:
        """A product was changed, deleted or brought back: who it is for is asked anew."""
        if product_id not in self._ids:  # closed, or asked about others, by now
            return
        if details is None:
            self._gone.add(product_id)
        else:
            self._gone.discard(product_id)
        self._show_products()
        self._look()

    @Slot(int)
    def _on_client_changed(self, client_id: int) -> None:
        if self.model.holds(client_id):
            self._look()

    def _heading(self) -> str:
        if len(self._ids) == 1:
            product = self._kit.context.catalog.product(self._ids[0])
            name = product.name if product is not None else ""
            if name:
                return self.tr("Clients for “%1”").replace("%1", name)
            return self.tr("Clients for this product")
        return self.tr("Clients for %1 products").replace("%1", count_text(len(self._ids)))

    def _on_found(self, fits: Sequence[ClientFit]) -> None:
        self.busy.hide()
        self.model.set_fits(fits)
        self.remark.setVisible(not fits)
        deleted = self.tr("The products were deleted from the catalog.")
        nobody = self.tr("So far no client is known to like such products. Record what clients like, or buy.")
        self.remark.setText("" if fits else deleted if self._gone.issuperset(self._ids) else nobody)
        if fits:
            self.view.setCurrentIndex(self.model.index(0))
        if fits and self.isVisible() and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.view.setFocus()

    def _on_failed(self, failure: Failure) -> None:
        self.busy.hide()
        nothing = self.tr("This could not be found out. Try again.")
        self.remark.setText(explain_error(failure.error).line if failure.error is not None else nothing)
        self.remark.show()

    @Slot()
    def _close(self) -> None:
        self._ids = ()
        self.model.set_fits(())
        self.closed.emit()


def _as_seen(product: Product) -> Seen:
    from visrec_desktop.services.clients import Seen

    return Seen(product.sku, product.name, 0, 0, product_id=product.id, picture_id=product.picture_id)
