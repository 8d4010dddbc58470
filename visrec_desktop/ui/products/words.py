"""How a product's facts read: price, stock, closeness."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum, auto
from typing import Literal

from PySide6.QtCore import QCoreApplication

from visrec_desktop.core.values import Analysis, Band, Product
from visrec_desktop.ui.widgets.numbers import count_text, reading_locale

BandTone = Literal["good", "near", "far", "warning", ""]

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "¥", "INR": "₹"}
_FEW = 3


def price_text(price: Decimal | None, currency: str = "") -> str:
    """Such as "€1,299", "12,50 €" or "1,299 CHF", as the locale has it; empty when there is no price."""
    if price is None:
        return ""
    locale = reading_locale()
    digits = 0 if price == price.to_integral_value() else 2
    sign = _SIGNS.get(currency.upper())
    if sign is not None:
        return locale.toCurrencyString(float(price), sign, digits)
    figure = locale.toString(float(price), "f", digits)
    return f"{figure}\u00a0{currency}" if currency else figure


def stock_text(stock: int | None) -> str:
    """Such as "4 in stock", "2 left", "last one", "sold out"; empty when stock is not counted."""
    if stock is None:
        return ""
    if stock <= 0:
        return QCoreApplication.translate("Stock", "sold out")
    if stock == 1:
        return QCoreApplication.translate("Stock", "last one")
    if stock <= _FEW:
        return QCoreApplication.translate("Stock", "%1 left").replace("%1", count_text(stock))
    return QCoreApplication.translate("Stock", "%1 in stock").replace("%1", count_text(stock))


def band_text(band: Band) -> str:
    """The word for how close a hit is."""
    if band is Band.VERY_CLOSE:
        return QCoreApplication.translate("Band", "very close")
    if band is Band.CLOSE:
        return QCoreApplication.translate("Band", "close")
    return QCoreApplication.translate("Band", "same idea")


class Basis(Enum):
    """What a ranked product was compared with."""

    PHOTO = auto()
    CLIENT = auto()  # what is known of a client
    NOTHING = auto()  # nothing is known yet: how popular it is


def closeness_text(band: Band, basis: Basis) -> str:
    """The word for how close a product is to the photo, or how well it fits; empty where neither is known."""
    if basis is Basis.NOTHING:
        return ""
    return band_text(band) if basis is Basis.PHOTO else fit_text(band)


def fit_text(band: Band) -> str:
    """The word for how well a product fits a client, where there is no photo to be close to."""
    if band is Band.VERY_CLOSE:
        return QCoreApplication.translate("Band", "fits well")
    if band is Band.CLOSE:
        return QCoreApplication.translate("Band", "fits")
    return QCoreApplication.translate("Band", "perhaps")


def band_tone(band: Band) -> BandTone:
    """The colour role of the dot beside that word."""
    if band is Band.VERY_CLOSE:
        return "good"
    return "near" if band is Band.CLOSE else "far"


def analysis_text(analysis: Analysis) -> str:
    """What a product that cannot be found by photo is waiting for; empty when it can."""
    if analysis is Analysis.WAITING:
        return QCoreApplication.translate("Analysis", "waiting for analysis")
    if analysis is Analysis.NO_PICTURE:
        return QCoreApplication.translate("Analysis", "no picture")
    return ""


def spoken(
    product: Product, band: Band | None = None, rank: int = 0, *, note: str = "", also: Sequence[str] = ()
) -> str:
    """A tile in one sentence, for a screen reader.

    Args:
        product: what is shown.
        band: how close it is, on pages that rank.
        rank: its place.
        note: said instead of the band's word.
        also: what else the tile shows by signs.
    """
    parts = [
        str(rank) if rank else "",
        product.name,
        note or (band_text(band) if band is not None else analysis_text(product.analysis)),
        price_text(product.price, product.currency),
        stock_text(product.stock),
        *also,
    ]
    return ", ".join(part for part in parts if part)
