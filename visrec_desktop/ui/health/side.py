"""The chosen product at the right of the health page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visrec_desktop.ui.catalog.faces import Faces
from visrec_desktop.ui.catalog.product_panel import ProductPanel
from visrec_desktop.ui.health.proposed import ProposedValues
from visrec_desktop.ui.health.words import tr
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label
from visrec_desktop.ui.widgets.numbers import count_text
from visrec_desktop.ui.widgets.side_column import SideColumn, Width

if TYPE_CHECKING:
    from visrec_desktop.bridge.health import HealthSession
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.ui.theme.theme import Theme

_WIDTH = 320


class FoundSide(SideColumn):
    """One product with what is proposed for it, or how many are selected."""

    def __init__(self, session: HealthSession, thumbnails: Thumbnails, theme: Theme) -> None:
        super().__init__(Width(theme.px(_WIDTH), 260, 180, 0.3))
        self._products = session.products
        self._ids: tuple[int, ...] = ()
        self.proposed = ProposedValues(session, thumbnails, theme)
        self.product = ProductPanel(session.products, thumbnails, theme, self.proposed)
        self.count = label("", "title", wrap=True)
        self.count.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing = QWidget()
        self._faces = Faces()
        for face in (self._nothing, self.product, self.count):
            self._faces.addWidget(face)
        ground = QWidget()
        ground.setProperty("ground", "surface")
        self.setProperty("ground", "surface")
        column = QVBoxLayout(ground)
        column.setContentsMargins(SPACE.l, SPACE.l, SPACE.l, SPACE.l)
        column.addWidget(self._faces)
        self.setWidget(ground)
        self._products.rows_loaded.connect(self._on_rows)

    def show_selection(self, ids: Sequence[int]) -> None:
        """Show what is selected."""
        self._ids = tuple(ids)
        if len(ids) == 1:
            self._show_one(ids[0])
            return
        self.count.setText(tr("%1 products selected").replace("%1", count_text(len(ids))))
        self._faces.setCurrentWidget(self.count if ids else self._nothing)

    def _show_one(self, product_id: int) -> None:
        product = self._products.product(product_id)
        if product is None:
            self._faces.setCurrentWidget(self._nothing)
            return
        is_other = self.product.product_id != product_id
        self.product.show_product(product, archived=self._products.archived)
        self._faces.setCurrentWidget(self.product)
        if is_other:
            self.verticalScrollBar().setValue(0)

    @Slot(object)
    def _on_rows(self, ids: frozenset[int]) -> None:
        if len(self._ids) == 1 and self._ids[0] in ids:
            self._show_one(self._ids[0])
