"""Joins the drawer with the session: its lists, what is said in it, and products that change or go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from visrec_desktop.core.clients import Event, EventKind, Refusal
from visrec_desktop.ui.kit import Kit

if TYPE_CHECKING:
    from visrec_desktop.services.catalog import ProductDetails
    from visrec_desktop.ui.match.drawer import ProductDrawer
    from visrec_desktop.ui.match.opinions import Opinions


class DrawerSide(QObject):
    """Everything the drawer asks for."""

    def __init__(self, kit: Kit, drawer: ProductDrawer, opinions: Opinions, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = kit.context.match
        self._drawer = drawer
        self._opinions = opinions
        self._client_id = self._session.chosen.id
        drawer.turned_to.connect(self._on_turned)
        drawer.catalog_wanted.connect(kit.navigator.product_wanted)
        drawer.clients_wanted.connect(self._ask_for_clients)
        drawer.because_wanted.connect(self._show_because)
        drawer.feedback.given.connect(self._on_given)
        drawer.feedback.taken_back.connect(self._on_taken_back)
        self._session.client_changed.connect(self._on_client)
        kit.context.catalog.products_changed.connect(self._on_products)
        drawer.show_state(self._session.chosen.state)

    @Slot(int)
    def _on_turned(self, product_id: int) -> None:
        self._session.neighbours.request_related(
            product_id, self._session.chosen.id, partial(self._drawer.show_related, product_id)
        )

    @Slot()
    def _on_client(self) -> None:
        chosen = self._session.chosen
        self._drawer.show_state(chosen.state)
        if chosen.id != self._client_id:
            self._client_id = chosen.id
            if self._drawer.product_id is not None:
                self._on_turned(self._drawer.product_id)

    @Slot(int)
    def _ask_for_clients(self, product_id: int) -> None:
        self._kit.navigator.clients_for_wanted.emit((product_id,))

    @Slot(str)
    def _show_because(self, sku: str) -> None:
        def show(product_id: int | None) -> None:
            if product_id is not None:
                self._kit.navigator.product_wanted.emit(product_id)
            else:
                self._kit.notices.say(self.tr("“%1” is no longer in the catalog.").replace("%1", sku))

        self._session.neighbours.request_product_id(sku, show)

    @Slot(object, object)
    def _on_given(self, kind: EventKind, reason: Refusal | None) -> None:
        if self._drawer.product is not None:
            self._opinions.give(self._drawer.product, kind, reason)

    @Slot(object)
    def _on_taken_back(self, event: Event) -> None:
        if self._drawer.product is not None:
            self._opinions.take_back(self._drawer.product, event)

    @Slot(object)
    def _on_products(self, ids: frozenset[int]) -> None:
        shown = self._drawer.product_id
        if shown is not None and shown in ids:
            self._kit.context.catalog.request_details(shown, partial(self._on_details, shown))

    def _on_details(self, product_id: int, details: ProductDetails | None) -> None:
        product = self._drawer.product
        if product is None or int(product.id) != product_id:
            return
        if details is not None:
            self._drawer.update_product(details.product)
            return
        words = self.tr("“%1” was deleted from the catalog.").replace("%1", product.name or product.sku)
        self._drawer.dismiss()
        self._kit.notices.say(words)
