"""What stands on the tile of a product that was found: what is wrong with it, or what is proposed."""

from __future__ import annotations

from dataclasses import replace

from visrec_desktop.core.values import Product
from visrec_desktop.services.health.values import Finding, HealthReport
from visrec_desktop.ui.health.words import certainty_text, certainty_tone, title_of, tr, value_text
from visrec_desktop.ui.products.tile import Tile, tile_of
from visrec_desktop.ui.products.words import BandTone, price_text, spoken


def found_tile(product: Product, finding: Finding, report: HealthReport) -> Tile:
    """The tile of a product on the page of a finding."""
    plain = tile_of(product)
    told = _note(product, finding, report)
    if told is None:
        return plain
    note, tone = told
    return replace(plain, note=note, tone=tone, spoken=spoken(product, note=note))


def _note(product: Product, finding: Finding, report: HealthReport) -> tuple[str, BandTone] | None:
    proposal = report.proposal(product.id, finding)
    if proposal is not None:
        words = tr("%1? · %2").replace("%1", value_text(proposal, product.currency))
        return words.replace("%2", certainty_text(proposal)), certainty_tone(proposal)
    if finding is Finding.UNUSUAL_PRICE and product.id in report.prices:
        usual = price_text(report.prices[product.id].usual, product.currency)
        return tr("usually %1").replace("%1", usual), "warning"
    if finding is Finding.COLOUR_DIFFERS and product.id in report.shown_colours:
        words = tr("%1, looks %2").replace("%1", product.colour)
        return words.replace("%2", report.shown_colours[product.id]), "warning"
    if finding in {Finding.BLURRED, Finding.SMALL_PICTURE, Finding.FILE_MISSING}:
        return title_of(finding).lower(), "warning"
    if finding is Finding.ARCHIVED:
        return product.category, ""
    return None
