"""The middle of the drawer: why, how close, from which parts, in which colours; and the product's facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.core.values import Hit, Product
from visrec_desktop.ui.match.because import BecauseLine
from visrec_desktop.ui.match.colours_row import ColoursRow
from visrec_desktop.ui.match.reasons import reason_of
from visrec_desktop.ui.match.scores import ScoreTable
from visrec_desktop.ui.products.words import Basis, band_tone, closeness_text, price_text, stock_text
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label, paragraph
from visrec_desktop.ui.widgets.dot import Dot
from visrec_desktop.ui.widgets.facts import FactTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from visrec_desktop.bridge.thumbnails import Thumbnails


@dataclass(frozen=True, slots=True)
class Shown:
    """A product in the drawer.

    Attributes:
        hit: the product, and why it is there.
        basis: what it was compared with.
        origin: name of the product whose lists led here; empty for one of the ranked products.
        is_ranked: whether place and reasons are those of now; else the product left the ranking.
    """

    hit: Hit
    basis: Basis = Basis.PHOTO
    origin: str = ""
    is_ranked: bool = True

    @property
    def product_id(self) -> int:
        """The product."""
        return int(self.hit.product.id)

    @property
    def parts(self) -> Mapping[str, float]:
        """What the score that is shown is made of; empty where none is shown."""
        return self.hit.parts if self.is_ranked and not self.origin else {}

    def in_colour(self, product: Product) -> Shown:
        """The same article in another of its colours."""
        articles = [self.hit.product, *self.hit.variants]
        others = tuple(each for each in articles if each.id != product.id)
        return replace(self, hit=replace(self.hit, product=product, variants=others))


class DrawerBody(QWidget):
    """Made anew for every product: its parts are few and differ from hit to hit."""

    colour_wanted = Signal(object)  # Product
    because_wanted = Signal(str)  # SKU

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._theme = theme
        self._thumbnails = thumbnails
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.m)

    def show_product(self, shown: Shown) -> None:
        """Show everything about a product."""
        empty(self._column)
        hit = shown.hit
        if shown.is_ranked:
            self._column.addWidget(self._reason(shown))
        if shown.is_ranked and not shown.origin:
            self._column.addWidget(self._closeness(shown))
            self._column.addWidget(ScoreTable(self._theme, hit))
        if shown.is_ranked and hit.because is not None:
            line = BecauseLine(self._theme, self._thumbnails, hit.because)
            line.clicked.connect(lambda: self.because_wanted.emit(line.because.sku))
            self._column.addWidget(line)
        if hit.variants:
            colours = ColoursRow(self._theme, hit.product, hit.variants)
            colours.chosen.connect(self.colour_wanted)
            self._column.addWidget(colours)

    def _reason(self, shown: Shown) -> QWidget:
        box = QFrame()
        box.setProperty("panel", "reason")
        words = reason_of(shown.hit)
        box.setVisible(bool(words))
        inside = QVBoxLayout(box)
        inside.setContentsMargins(SPACE.m + 2, SPACE.m, SPACE.m + 2, SPACE.m)
        inside.addWidget(paragraph(words))
        return box

    def _closeness(self, shown: Shown) -> QWidget:
        row, hit = QWidget(), shown.hit
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.s - 2)
        words = closeness_text(hit.band, shown.basis)
        if words:
            line.addWidget(Dot(self._theme, band_tone(hit.band) or "far"))
            line.addWidget(label(words, "label"))
        line.addStretch(1)
        place = label(self.tr("number %1").replace("%1", str(hit.rank)), "small", "muted")
        share = self.tr("%1 % of the attention that this list gives").replace(
            "%1", f"{hit.attention * 100:.1f}"
        )
        place.setToolTip(share)
        place.setAccessibleDescription(share)
        line.addWidget(place)
        return row


class DrawerFacts(QWidget):
    """What the catalog says about the product, beyond name, price and stock."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.m)

    def show_product(self, product: Product) -> None:
        """Show another product's facts."""
        empty(self._column)
        rows = [row for row in self._rows(product) if row[1]]
        if rows:
            self._column.addWidget(label(self.tr("Product"), "label"))
            self._column.addWidget(FactTable(rows))
        if product.description:
            self._column.addWidget(paragraph(product.description, "small"))
        self.setVisible(bool(rows or product.description))

    def _rows(self, product: Product) -> list[tuple[str, str]]:
        known = [
            (self.tr("Category"), product.category),
            (self.tr("Brand"), product.brand),
            (self.tr("Colour"), product.colour),
            (self.tr("Size"), product.size),
        ]
        return known + [(name.capitalize(), value) for name, value in product.attributes.items()]


def offer_text(product: Product) -> str:
    """Price and stock in one line; whatever is known."""
    parts = (price_text(product.price, product.currency), stock_text(product.stock))
    return "  ·  ".join(part for part in parts if part)


def empty(column: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
