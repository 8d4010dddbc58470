"""What stands on the tile of a product, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from visrec_desktop.core.values import Hit, Product
from visrec_desktop.ui.products.inks import ink_of
from visrec_desktop.ui.products.words import (
    BandTone,
    Basis,
    analysis_text,
    band_tone,
    closeness_text,
    price_text,
    spoken,
    stock_text,
)

_MOST_SWATCHES = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """Everything the delegate writes on a tile, made once for each product and not while painting.

    `swatches` are names of colours that can be shown; `more` says how many others there are.
    """

    name: str
    sku: str
    price: str
    stock: str
    sold_out: bool
    note: str  # the band of a hit; else what a product waits for, or its category
    tone: BandTone
    rank: int
    picture_id: int | None
    spoken: str
    liked: bool = False
    swatches: tuple[str, ...] = ()
    more: str = ""


def tile_of(product: Product) -> Tile:
    """The tile of a product on a page that does not rank."""
    waiting = analysis_text(product.analysis)
    return Tile(
        note=waiting or product.category,
        tone="warning" if waiting else "",
        rank=0,
        spoken=spoken(product),
        **_facts(product),
    )


def tile_of_hit(hit: Hit, *, liked: bool = False, basis: Basis = Basis.PHOTO) -> Tile:
    """The tile of a ranked product.

    Args:
        hit: the product and its place.
        liked: whether the chosen client likes it.
        basis: what it was compared with; where nothing is known its category stands for the closeness.
    """
    closeness = closeness_text(hit.band, basis)
    note = closeness or hit.product.category
    swatches, more = swatches_of([hit.product, *hit.variants])
    return Tile(
        note=note,
        tone=band_tone(hit.band) if closeness else "",
        rank=hit.rank,
        spoken=spoken(hit.product, hit.band, hit.rank, note=note, also=_also(hit, liked=liked)),
        liked=liked,
        swatches=swatches,
        more=more,
        **_facts(hit.product),
    )


def _facts(product: Product) -> dict[str, Any]:
    return {
        "name": product.name or product.sku,
        "sku": product.sku,
        "price": price_text(product.price, product.currency),
        "stock": stock_text(product.stock),
        "sold_out": product.stock is not None and product.stock <= 0,
        "picture_id": product.picture_id,
    }


def swatches_of(articles: Sequence[Product]) -> tuple[tuple[str, ...], str]:
    """The colours of one article that can be shown as dots, and the words for those that cannot.

    Nothing for an article of one colour. The first is the colour of the product itself.
    """
    colours = tuple(dict.fromkeys(each.colour for each in articles))
    if len(articles) < 2:  # noqa: PLR2004 - one product has no variants
        return (), ""
    if len(colours) < len(articles) or any(ink_of(colour) is None for colour in colours):
        one = QCoreApplication.translate("Tile", "+1 colour")
        many = QCoreApplication.translate("Tile", "+%1 colours").replace("%1", str(len(articles) - 1))
        return (), one if len(articles) == 2 else many  # noqa: PLR2004 - the product and one other
    left = len(colours) - _MOST_SWATCHES
    return colours[:_MOST_SWATCHES], f"+{left}" if left > 0 else ""


def _also(hit: Hit, *, liked: bool) -> list[str]:
    """What a tile shows by signs, in words."""
    said = [QCoreApplication.translate("Tile", "liked")] if liked else []
    if hit.variants:
        many = QCoreApplication.translate("Tile", "in %1 colours")
        said.append(many.replace("%1", str(len(hit.variants) + 1)))
    return said
