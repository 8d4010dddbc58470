"""The products of a finding as a list model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from visrec_desktop.core.values import Product
from visrec_desktop.services.health.values import Finding, HealthReport
from visrec_desktop.ui.health.notes import found_tile
from visrec_desktop.ui.products.model import CatalogListModel
from visrec_desktop.ui.products.tile import Tile

if TYPE_CHECKING:
    from visrec_desktop.bridge.health_rows import FoundProducts
    from visrec_desktop.bridge.thumbnails import Thumbnails


class FoundListModel(CatalogListModel):
    """As the catalog's own model, but each tile says what was found."""

    def __init__(
        self, products: FoundProducts, thumbnails: Thumbnails, parent: QObject | None = None
    ) -> None:
        super().__init__(products, thumbnails, parent)
        self._finding = Finding.NO_PICTURE
        self._report = HealthReport()

    def set_report(self, finding: Finding, report: HealthReport) -> None:
        """What is said on the tiles from now on. The ids follow through the products' own signal."""
        self._finding, self._report = finding, report
        self.forget_tiles()

    def make_tile(self, product: Product) -> Tile:
        """What was found, in place of the category."""
        return found_tile(product, self._finding, self._report)
