"""Two products fact by fact, and what one would take over from the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from visrec_desktop.core.values import Product
from visrec_desktop.ui.health.words import tr
from visrec_desktop.ui.products.words import price_text, stock_text

_WEIGHTY = ("category", "brand", "colour", "size", "description")


class FactRow(NamedTuple):
    """A fact of both products."""

    name: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Whether the two do not say the same."""
        return " ".join(self.first.split()).casefold() != " ".join(self.second.split()).casefold()


def fact_rows(first: Product, second: Product) -> list[FactRow]:
    """What the two say, without the facts that neither has."""
    names = list(dict.fromkeys([*first.attributes, *second.attributes]))
    rows = [FactRow(name, of(first), of(second)) for name, of in _facts()]
    rows += [
        FactRow(name.capitalize(), first.attributes.get(name, ""), second.attributes.get(name, ""))
        for name in names
    ]
    rows.append(FactRow(tr("Description"), first.description, second.description))
    return [row for row in rows if row.first or row.second]


def taken_over(keep: Product, gone: Product) -> list[str]:
    """The names of the facts that `keep` lacks and gets from `gone`; the store goes by the same rule."""
    rows = fact_rows(keep, gone)
    return [row.name for row in rows if not row.first and row.second]


def told_apart(first: Product, second: Product) -> tuple[str, str]:
    """The names of both; with the SKU where they bear the same name."""
    if first.name != second.name:
        return first.name, second.name
    return f"{first.name} ({first.sku})", f"{second.name} ({second.sku})"


def fuller_first(first: Product, second: Product) -> Product:
    """The one that says more: it is proposed to stay."""
    return second if _said(second) > _said(first) else first


def _said(product: Product) -> tuple[int, int]:
    told: Sequence[object] = [getattr(product, name) for name in _WEIGHTY]
    facts = sum(bool(each) for each in told) + (product.price is not None) + len(product.attributes)
    return facts + (product.name != product.sku), product.stock or 0


def _facts() -> list[tuple[str, Callable[[Product], str]]]:
    return [
        (tr("Price"), lambda product: price_text(product.price, product.currency)),
        (tr("Stock"), lambda product: stock_text(product.stock)),
        (tr("Category"), lambda product: product.category),
        (tr("Brand"), lambda product: product.brand),
        (tr("Colour"), lambda product: product.colour),
        (tr("Size"), lambda product: product.size),
    ]
