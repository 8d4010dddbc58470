"""What can be told about a catalog at once: from its tables and from what a thorough look has left behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from visrec_desktop.data import archive, duplicates, health, picture_facts, proposals
from visrec_desktop.data.health import Lack
from visrec_desktop.services.health.values import (
    DuplicatePair,
    Finding,
    HealthReport,
    Looked,
    ProposedValue,
)

if TYPE_CHECKING:
    from visrec_desktop.core.proposals import ProposalRow
    from visrec_desktop.data.picture_facts import MainPicture
    from visrec_desktop.data.reader import CatalogReader
    from visrec_desktop.services.workspace import Workspace

FACTS_VERSION = 1
"""Raised when `vision.facts` measures otherwise: then every picture is looked at anew."""
_LACKS = {
    Finding.NO_PICTURE: Lack.PICTURE,
    Finding.SMALL_PICTURE: Lack.LARGE_PICTURE,
    Finding.NO_CATEGORY: Lack.CATEGORY,
    Finding.NO_BRAND: Lack.BRAND,
    Finding.NO_COLOUR: Lack.COLOUR,
    Finding.NO_PRICE: Lack.PRICE,
    Finding.SOLD_OUT: Lack.STOCK_LEFT,
    Finding.NO_STOCK: Lack.STOCK_COUNT,
    Finding.NOT_ANALYSED: Lack.ANALYSIS,
}
_FACTS = {
    Finding.NO_CATEGORY: "category",
    Finding.NO_BRAND: "brand",
    Finding.NO_COLOUR: "colour",
    Finding.NO_PRICE: "price",
    Finding.NO_STOCK: "stock",
}


def overview(workspace: Workspace, looked: Looked | None = None, *, whole: bool = True) -> HealthReport:
    """The state of the catalog as it is now. Any thread with a reader.

    Args:
        workspace: the data folder.
        looked: what an earlier thorough look found; what no longer holds is left out.
        whole: False: only what is told without looking at facts of pictures and at what was found earlier.
    """
    catalog = workspace.reader()
    space = workspace.space
    found = {finding: tuple(health.lacking(catalog, lack, space)) for finding, lack in _LACKS.items()}
    found[Finding.ARCHIVED] = tuple(archive.archived_ids(catalog))
    held = health.held(catalog)
    unused = frozenset(each for each, fact in _FACTS.items() if held.products and not getattr(held, fact))
    proposed = _by_product(proposals.open_proposals(catalog))
    report = HealthReport(held.products, found, unused, proposed)
    if not whole:
        return report
    report = _with_pictures(report, picture_facts.main_pictures(catalog, FACTS_VERSION))
    return _with_looked(catalog, report, looked or Looked())


def _with_pictures(report: HealthReport, pictures: Sequence[MainPicture]) -> HealthReport:
    """What the main pictures show; nothing while none was looked at."""
    if not pictures:
        return report
    from visrec_desktop.vision.facts import BLURRED, colour_fits

    blurred = tuple(each.product_id for each in pictures if each.sharpness < BLURRED)
    other = {
        each.product_id: each.colours[0][0]
        for each in pictures
        if each.colour and each.colours and colour_fits(each.colour, each.colours) is False
    }
    found = {**report.found, Finding.BLURRED: blurred, Finding.COLOUR_DIFFERS: tuple(other)}
    return replace(report, found=found, shown_colours=other)


def _by_product(rows: Iterable[ProposalRow]) -> dict[int, tuple[ProposedValue, ...]]:
    told: dict[int, list[ProposedValue]] = {}
    for row in rows:
        value = ProposedValue(row.product_id, row.field, row.value, row.confidence, row.basis, row.likes)
        told.setdefault(row.product_id, []).append(value)
    return {product_id: tuple(values) for product_id, values in told.items()}


def _with_looked(catalog: CatalogReader, report: HealthReport, looked: Looked) -> HealthReport:
    """Take in what was found earlier, as far as it still holds."""
    report = replace(report, looked=looked)
    if looked == Looked():
        return report
    price_of = {row.id: row.price for row in catalog.shelf_rows()}
    found = dict(report.found)
    pairs = prices = None
    if looked.missing_files is not None:
        found[Finding.FILE_MISSING] = tuple(each for each in looked.missing_files if each in price_of)
    if looked.pairs is not None:
        pairs = standing_pairs(looked.pairs, price_of.keys(), duplicates.kept_apart(catalog))
        found[Finding.DUPLICATES] = _products_of(pairs)
    if looked.prices is not None:
        prices = {
            each.product_id: each
            for each in looked.prices
            if price_of.get(each.product_id) == float(each.value)
        }
        found[Finding.UNUSUAL_PRICE] = tuple(prices)
    return replace(report, found=found, pairs=pairs, prices=prices or {})


def standing_pairs(
    pairs: Iterable[DuplicatePair], live: Set[int], apart: Set[tuple[int, int]]
) -> tuple[DuplicatePair, ...]:
    """The pairs whose products are both still there and were not said to be two.

    Products with the same file are each paired with the first of them alone: where that one is gone, the
    next takes its place.
    """
    same: dict[int, list[int]] = {}
    standing = []
    for pair in pairs:
        if not pair.exact:
            standing.append(pair)
            continue
        members = same.setdefault(pair.first, [pair.first] if pair.first in live else [])
        if pair.second not in live:
            continue
        if members:
            standing.append(replace(pair, first=members[0]))
        members.append(pair.second)
    return tuple(pair for pair in standing if pair.ids not in apart and live >= set(pair.ids))


def _products_of(pairs: Iterable[DuplicatePair]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(product_id for pair in pairs for product_id in pair.ids))
