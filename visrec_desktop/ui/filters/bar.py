"""The filter bar: a search field and chips, used on every page that shows products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.core.values import Facets, Filters
from visrec_desktop.ui.filters.chip import Chip
from visrec_desktop.ui.filters.choices import PricePopover, ValuesPopover
from visrec_desktop.ui.filters.search import SearchField
from visrec_desktop.ui.products.words import price_text
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import MOTION, SPACE
from visrec_desktop.ui.widgets.basics import button
from visrec_desktop.ui.widgets.flow import FlowLayout
from visrec_desktop.ui.widgets.popover import Popover

_CLEAR_ALL_FROM = 2


class FilterBar(QWidget):
    """Search field, chips, and `changed(Filters)` for whatever the user sets.

    Args:
        theme: the theme.
        placeholder: what stands in the empty search field.
    """

    changed = Signal(object)  # Filters

    def __init__(self, theme: Theme, placeholder: str) -> None:
        super().__init__()
        self._theme = theme
        self._facets = Facets()
        self._filters = Filters()
        self.search = SearchField(theme, placeholder)
        self._category = self._chip(self.tr("Category"), self._open_categories, "categories")
        self._brand = self._chip(self.tr("Brand"), self._open_brands, "brands")
        self._price = self._chip(self.tr("Price"), self._open_price, "price")
        self._colour = self._chip(self.tr("Colour"), self._open_colours, "colours")
        self._size = self._chip(self.tr("Size"), self._open_sizes, "sizes")
        self._stock = self._chip(self.tr("In stock"), self._toggle_stock, "in_stock")
        self._clear = button(theme, self.tr("Clear all"), "link", on_click=self.clear)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(MOTION.typing)
        self._typing.timeout.connect(self._on_typed)
        self.search.textEdited.connect(self._on_typing)
        self.search.textChanged.connect(self._on_text)
        self.search.returnPressed.connect(self._on_typed)
        self._build()
        self._show()

    def _build(self) -> None:
        self._top = QHBoxLayout()
        self._top.setSpacing(SPACE.s)
        self._top.addWidget(self.search, 1)
        chips = QWidget()
        flow = FlowLayout(chips, SPACE.s)
        for chip in self.chips:
            flow.addWidget(chip)
        flow.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addLayout(self._top)
        column.addWidget(chips)

    def _chip(self, title: str, on_click: Callable[[], None], field: str) -> Chip:
        chip = Chip(self._theme, title)
        chip.clicked.connect(lambda: on_click())  # noqa: PLW0108 - without Qt's argument
        chip.cleared.connect(lambda: self._drop(field))
        return chip

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The chips in their order: category, brand, price, colour, size, in stock."""
        return (self._category, self._brand, self._price, self._colour, self._size, self._stock)

    @property
    def filters(self) -> Filters:
        """What is set now."""
        return self._filters

    def add_beside_search(self, widget: QWidget) -> None:
        """Put a control at the right of the search field."""
        self._top.addWidget(widget)

    def set_facets(self, facets: Facets) -> None:
        """The values that the chips offer."""
        self._facets = facets
        self._show()

    def set_filters(self, filters: Filters) -> None:
        """Show filters that were set elsewhere; `changed` is not emitted."""
        self._typing.stop()
        self._filters = filters
        if self.search.text().strip() != filters.text:
            self.search.setText(filters.text)
        self._show()

    def clear(self) -> None:
        """Remove every filter and the text."""
        self._set(Filters())

    def _set(self, filters: Filters) -> None:
        if filters != self._filters:
            self.set_filters(filters)
            self.changed.emit(filters)

    @Slot()
    def _on_typing(self) -> None:
        self._typing.start()

    @Slot()
    def _on_typed(self) -> None:
        self._typing.stop()
        self._set(replace(self._filters, text=self.search.text().strip()))

    @Slot(str)
    def _on_text(self, text: str) -> None:
        if not text and self._filters.text:  # cleared by the cross: no need to wait for more
            self._on_typed()

    def _drop(self, field: str) -> None:
        empty = Filters()
        names = ("price_min", "price_max") if field == "price" else (field,)
        self._set(replace(self._filters, **{name: getattr(empty, name) for name in names}))

    def _show(self) -> None:
        now, facets = self._filters, self._facets
        for chip, values, offered in (
            (self._category, now.categories, facets.categories),
            (self._brand, now.brands, facets.brands),
            (self._colour, now.colours, facets.colours),
            (self._size, now.sizes, facets.sizes),
        ):
            chip.set_value(_few(values))
            chip.setVisible(bool(values or offered))
        self._price.set_value(self._price_words())
        has_prices = facets.price_min is not None
        self._price.setVisible(has_prices or bool(self._price.value))
        self._stock.set_value(self.tr("In stock") if now.in_stock else "")
        set_ones = sum(bool(chip.value) for chip in self.chips) + bool(now.text)
        self._clear.setVisible(set_ones >= _CLEAR_ALL_FROM)
        self.updateGeometry()

    def _price_words(self) -> str:
        low, high, currency = self._filters.price_min, self._filters.price_max, self._facets.currency
        if low is not None and high is not None:
            return f"{price_text(low, currency)} – {price_text(high, currency)}"
        if high is not None:
            return self.tr("up to %1").replace("%1", price_text(high, currency))
        if low is not None:
            return self.tr("from %1").replace("%1", price_text(low, currency))
        return ""

    def _open(self, chip: Chip, panel: Popover, first: QWidget) -> None:
        chip.setDown(False)
        panel.open_below(chip, first)

    def _open_values(
        self, chip: Chip, title: str, field: str, values: Sequence[tuple[str, int]], *, swatches: bool = False
    ) -> None:
        chosen: tuple[str, ...] = getattr(self._filters, field)
        offered = [*values, *((value, 0) for value in chosen if value not in dict(values))]

        def on_change(ticked: tuple[str, ...]) -> None:
            self._set(replace(self._filters, **{field: ticked}))  # type: ignore[arg-type]

        panel = ValuesPopover(self._theme, title, offered, chosen, on_change, swatches=swatches)
        self._open(chip, panel, panel.first)

    def _open_categories(self) -> None:
        self._open_values(self._category, self.tr("Category"), "categories", self._facets.categories)

    def _open_brands(self) -> None:
        self._open_values(self._brand, self.tr("Brand"), "brands", self._facets.brands)

    def _open_colours(self) -> None:
        values = self._facets.colours
        self._open_values(self._colour, self.tr("Colour"), "colours", values, swatches=True)

    def _open_sizes(self) -> None:
        self._open_values(self._size, self.tr("Size"), "sizes", self._facets.sizes)

    def _open_price(self) -> None:
        bounds = (self._facets.price_min, self._facets.price_max, self._facets.currency)
        panel = PricePopover(
            self._theme, bounds, (self._filters.price_min, self._filters.price_max), self._set_price
        )
        self._open(self._price, panel, panel.first)

    def _set_price(self, low: Decimal | None, high: Decimal | None) -> None:
        if low is not None and high is not None and low > high:
            low, high = high, low
        self._set(replace(self._filters, price_min=low, price_max=high))

    def _toggle_stock(self) -> None:
        self._set(replace(self._filters, in_stock=not self._filters.in_stock))


def _few(values: Sequence[str]) -> str:
    """Such as "Shirts", "Shirts +2"."""
    return "" if not values else values[0] if len(values) == 1 else f"{values[0]} +{len(values) - 1}"
