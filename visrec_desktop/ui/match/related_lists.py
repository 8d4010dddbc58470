"""Two lists under a product: what looks like it, and what goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visrec_desktop.core.values import Hit
from visrec_desktop.ui.clients.item_row import ItemRow
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.services.clients import Seen
    from visrec_desktop.services.recommending import Related

_SIDE = 64


class RelatedLists(QWidget):
    """Rows of small pictures; a row without products is not there."""

    chosen = Signal(object)  # Hit

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.similar = ItemRow(thumbnails, theme, self.tr("Similar"), _SIDE)
        self.goes_with = ItemRow(thumbnails, theme, self.tr("Goes with"), _SIDE)
        self._hits: dict[int, Hit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        for row in (self.similar, self.goes_with):
            row.chosen.connect(self._on_chosen)
            column.addWidget(row)

    def show_related(self, related: Related | None) -> None:
        """Show both lists; None while they are being made, or where they cannot be."""
        similar: Sequence[Hit] = related.similar if related is not None else ()
        goes_with: Sequence[Hit] = related.goes_with if related is not None else ()
        self._hits = {int(hit.product.id): hit for hit in (*similar, *goes_with)}
        self.similar.set_items(_items(similar))
        self.goes_with.set_items(_items(goes_with))
        self.setVisible(bool(self._hits))

    def _on_chosen(self, item: Seen) -> None:
        hit = self._hits.get(item.product_id) if item.product_id is not None else None
        if hit is not None:
            self.chosen.emit(hit)


def _items(hits: Sequence[Hit]) -> list[Seen]:
    """The products as such a row shows them; nothing has happened to them."""
    from visrec_desktop.services.clients import Seen

    return [
        Seen(
            sku=hit.product.sku,
            name=hit.product.name,
            at=0,
            event_id=0,
            product_id=hit.product.id,
            picture_id=hit.product.picture_id,
        )
        for hit in hits
    ]
