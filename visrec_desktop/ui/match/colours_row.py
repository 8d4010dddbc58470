"""The colours of one article, as buttons that switch between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visrec_desktop.core.values import Product
from visrec_desktop.ui.filters.choices import swatch
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.flow import FlowLayout

_LONGEST = 18


class ColoursRow(QWidget):
    """One button a colour; the one that is shown is pressed."""

    chosen = Signal(object)  # Product

    def __init__(self, theme: Theme, shown: Product, others: Sequence[Product]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        many = self.tr("In %1 colours").replace("%1", str(len(others) + 1))
        column.addWidget(label(many, "label"))
        chips = QWidget()
        flow = FlowLayout(chips, SPACE.s)
        for product in sorted([shown, *others], key=lambda each: (each.colour.casefold(), each.id)):
            words = product.colour or product.name or product.sku
            short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
            chip = button(theme, short, "chip", name=self.tr("Colour: %1").replace("%1", words))
            chip.setIcon(swatch(theme, product.colour))
            chip.setProperty("set", "true" if product.id == shown.id else "false")
            chip.setToolTip("" if short == words else words)
            chip.clicked.connect(lambda _checked=False, p=product: self.chosen.emit(p))
            flow.addWidget(chip)
        column.addWidget(chips)
