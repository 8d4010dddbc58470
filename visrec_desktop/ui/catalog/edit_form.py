"""The fields of a product: filling them, reading them, and saying what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from visrec_desktop.core.values import Facets, Product
from visrec_desktop.ui.catalog.fields import (
    FieldProblem,
    Problem,
    price_text,
    read_name,
    read_price,
    read_stock,
)
from visrec_desktop.ui.catalog.form_field import FormField
from visrec_desktop.ui.theme.tokens import SPACE

_TEXTS = ("category", "brand", "colour", "size", "currency")
_COLUMNS = 6


class EditForm(QWidget):
    """The fields of one product.

    Args:
        facets: the values in use, offered while typing.
        locale: how numbers are written.
    """

    edited = Signal()

    def __init__(self, facets: Facets, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locale = locale
        self._product: Product | None = None
        self.fields = {
            "name": FormField(self.tr("Name"), parent=self),
            "category": FormField(self.tr("Category"), parent=self),
            "brand": FormField(self.tr("Brand"), parent=self),
            "colour": FormField(self.tr("Colour"), parent=self),
            "size": FormField(self.tr("Size"), parent=self),
            "price": FormField(self.tr("Price"), parent=self),
            "currency": FormField(self.tr("Currency"), parent=self),
            "stock": FormField(self.tr("In stock"), parent=self),
            "description": FormField(self.tr("Description"), multiline=True, parent=self),
        }
        for name, values in self._suggestions(facets).items():
            self.fields[name].set_suggestions(values)
        for field in self.fields.values():
            field.edited.connect(self.edited)
        self._arrange()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(SPACE.m)
        rows = [
            ["name"],
            ["category", "brand"],
            ["colour", "size"],
            ["price", "currency", "stock"],
            ["description"],
        ]
        for row, names in enumerate(rows):
            span = _COLUMNS // len(names)
            for place, name in enumerate(names):
                grid.addWidget(self.fields[name], row, place * span, 1, span)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(len(rows), 1)

    def fill(self, product: Product) -> None:
        """Show a product."""
        self._product = product
        for name in (*_TEXTS, "name", "description"):
            self.fields[name].set_text(getattr(product, name))
        self.fields["price"].set_text(price_text(product.price, self._locale))
        self.fields["stock"].set_text("" if product.stock is None else str(product.stock))
        for field in self.fields.values():
            field.set_problem("")

    def read(self) -> Product | None:
        """The product as the fields say; None when a field is wrong: it then says why and has the focus."""
        if self._product is None:
            raise RuntimeError("read before fill")
        values: dict[str, str | Decimal | int | None] = {
            name: self.fields[name].text.strip() for name in (*_TEXTS, "description")
        }
        readers: dict[str, Callable[[str], str | Decimal | int | None]] = {
            "name": read_name,
            "price": lambda text: read_price(text, self._locale),
            "stock": read_stock,
        }
        wrong: list[FormField] = []
        for name, reader in readers.items():
            field = self.fields[name]
            try:
                values[name] = reader(field.text)
            except FieldProblem as problem:
                field.set_problem(self._sentence(problem.problem))
                wrong.append(field)
        if wrong:
            wrong[0].editor.setFocus()
            return None
        return replace(self._product, **values)  # type: ignore[arg-type]

    def _sentence(self, problem: Problem) -> str:
        example = self._locale.toString(1299.5, "f", 2)
        sentences = {
            Problem.NAME_EMPTY: self.tr("Give the product a name."),
            Problem.PRICE_NOT_A_NUMBER: self.tr("Write a number, such as %1.").replace("%1", example),
            Problem.PRICE_DOUBTFUL: self.tr("Thousands or decimals? Write, for example, 1299 or %1.").replace(
                "%1", self._locale.toString(12.99, "f", 2)
            ),
            Problem.PRICE_BELOW_ZERO: self.tr("A price cannot be below zero."),
            Problem.PRICE_TOO_LARGE: self.tr("This price is too large."),
            Problem.PRICE_TOO_FINE: self.tr("Use at most four decimals."),
            Problem.STOCK_NOT_A_NUMBER: self.tr("Write a whole number; empty means not counted."),
            Problem.STOCK_BELOW_ZERO: self.tr("Stock cannot be below zero."),
        }
        return sentences[problem]

    def _suggestions(self, facets: Facets) -> dict[str, list[str]]:
        return {
            "category": [value for value, _ in facets.categories],
            "brand": [value for value, _ in facets.brands],
            "colour": [value for value, _ in facets.colours],
            "size": [value for value, _ in facets.sizes],
            "currency": [facets.currency] if facets.currency else [],
        }
