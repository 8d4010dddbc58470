"""Joins the drawer's heat maps with the session that works them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from visrec_desktop.bridge.heatmaps import Compared
from visrec_desktop.ui.errors import explain_code, explain_error
from visrec_desktop.ui.kit import Kit
from visrec_desktop.ui.theme.tokens import MOTION

if TYPE_CHECKING:
    from visrec_desktop.core.errors import KnownError
    from visrec_desktop.services.heatmaps import HeatMaps
    from visrec_desktop.ui.match.drawer import ProductDrawer


class HeatSide(QObject):
    """While the maps are wanted they are those of the two pictures that are shown."""

    def __init__(self, kit: Kit, drawer: ProductDrawer, parent: QObject) -> None:
        super().__init__(parent)
        self._session = kit.context.match
        self._drawer = drawer
        self._heat = self._session.heat
        self._maps: HeatMaps | None = None  # those that are shown
        self._emphasis = self._session.order.emphasis  # that was asked with
        self._soon = QTimer(self, singleShot=True, interval=MOTION.calm)
        self._soon.timeout.connect(self._follow)
        self._session.controls_changed.connect(self._on_controls)
        drawer.where.wanted.connect(self._on_wanted)
        drawer.compared_changed.connect(self._on_compared)
        drawer.parts_changed.connect(self._tell)
        self._heat.ready.connect(self._on_ready)
        self._heat.failed.connect(self._on_failed)
        kit.context.catalog.products_changed.connect(self._on_products)

    @Slot(bool)
    def _on_wanted(self, is_wanted: bool) -> None:
        if is_wanted:
            self._ask()
        else:
            self._maps = None
            self._soon.stop()
            self._heat.drop()

    @Slot()
    def _on_controls(self) -> None:
        """What counts was moved: the maps follow when the hand rests, for two pictures are looked at."""
        if self._drawer.where.is_on and self._session.order.emphasis != self._emphasis:
            self._soon.start()

    @Slot()
    def _on_compared(self) -> None:
        """Another product, another picture of it, another part of the photo, or none of them."""
        product = self._drawer.product
        can_ask = product is not None and product.picture_id is not None and self._session.photo is not None
        self._drawer.where.set_possible(can_ask)
        if self._drawer.where.is_on:
            self._ask()

    @Slot(object)
    def _on_products(self, ids: frozenset[int]) -> None:
        if self._drawer.where.is_on and self._drawer.product_id in ids:
            self._ask()

    @Slot()
    def _follow(self) -> None:
        """The same pictures by other weights: the maps that are shown stay until the new ones are there."""
        self._ask(wait=False)

    def _ask(self, *, wait: bool = True) -> None:
        self._soon.stop()
        product, photo = self._drawer.product, self._session.photo
        if product is None or product.picture_id is None or photo is None:
            return
        if wait:
            self._maps = None
            self._drawer.where.wait()
        label = product.name or product.sku
        self._emphasis = self._session.order.emphasis
        self._heat.ask(Compared(photo, self._drawer.part, int(product.picture_id), label, self._emphasis))

    @Slot(object)
    def _on_ready(self, maps: HeatMaps | None) -> None:
        if not self._drawer.where.is_on:
            return
        self._maps = maps
        if maps is None:
            self._drawer.where.show_impossible()
        else:
            self._drawer.where.show_heat(maps)
            self._tell()

    @Slot()
    def _tell(self) -> None:
        if self._maps is not None:
            counted = self._drawer.parts.items()
            left_out = [name for name, share in counted if share and name not in self._maps.parts]
            self._drawer.where.tell(self._maps, left_out)

    @Slot(object)
    def _on_failed(self, error: KnownError | None) -> None:
        if self._drawer.where.is_on:
            self._maps = None
            told = explain_code("", "", "") if error is None else explain_error(error)
            self._drawer.where.show_error(told.line)
