"""Proposed values: not the products' own until somebody accepts them, and never again when refused."""

from __future__ import annotations

from decimal import Decimal

from tests.unit.data.drafts import SPACE, product
from visrec_desktop.core.proposals import ProposalRow
from visrec_desktop.core.values import Product
from visrec_desktop.data import proposals
from visrec_desktop.data.reader import CatalogReader
from visrec_desktop.data.writer import CatalogWriter


def add(catalog: CatalogWriter, sku: str, **fields: object) -> int:
    return catalog.put(product(sku, **fields), None).product_id


def stored(catalog: CatalogReader, number: int) -> Product:
    return catalog.products([number], SPACE)[0]


def shirts(number: int, confidence: float = 0.95, likes: tuple[int, ...] = ()) -> ProposalRow:
    return ProposalRow(number, "category", "Shirts", confidence, "look", likes)


def test_only_empty_fields_of_live_products_have_proposals(
    catalog: CatalogWriter, reader: CatalogReader
) -> None:
    bare, full, gone = add(catalog, "A"), add(catalog, "B", category="Bags"), add(catalog, "C")
    catalog.delete([gone])
    rows = [shirts(bare, 0.7, (full, gone)), shirts(full), shirts(gone), shirts(404)]
    proposals.renew_proposals(catalog, rows)
    assert proposals.open_proposals(reader) == rows[:1]
    assert stored(reader, bare).category == ""


def test_the_surest_come_first(catalog: CatalogWriter) -> None:
    ids = [add(catalog, sku) for sku in "ABC"]
    rows = [shirts(number, confidence) for number, confidence in zip(ids, (0.5, 0.9, 0.7), strict=True)]
    proposals.renew_proposals(catalog, rows)
    assert [each.confidence for each in proposals.open_proposals(catalog)] == [0.9, 0.7, 0.5]


def test_accepting_fills_the_field_and_can_be_taken_back(catalog: CatalogWriter) -> None:
    number = add(catalog, "A")
    proposals.renew_proposals(catalog, [shirts(number)])
    changes = proposals.accept_proposals(catalog, [(number, "category"), (number, "brand")])
    assert stored(catalog, number).category == "Shirts"
    assert [(each.before, each.after) for each in changes] == [({"category": ""}, {"category": "Shirts"})]
    assert proposals.open_proposals(catalog) == []
    assert proposals.accept_proposals(catalog, [(number, "category")]) == []
    assert proposals.take_back_accepted(catalog, changes) == [(number, "category")]
    assert stored(catalog, number).category == ""
    assert proposals.open_proposals(catalog) == [shirts(number)]


def test_what_was_edited_since_is_not_taken_back(catalog: CatalogWriter) -> None:
    number = add(catalog, "A")
    proposals.renew_proposals(catalog, [shirts(number)])
    changes = proposals.accept_proposals(catalog, [(number, "category")])
    catalog.edit(number, product("A", category="Blouses"))
    assert proposals.take_back_accepted(catalog, changes) == []
    assert stored(catalog, number).category == "Blouses"


def test_a_field_filled_meanwhile_is_left_alone(catalog: CatalogWriter) -> None:
    number = add(catalog, "A")
    proposals.renew_proposals(catalog, [shirts(number)])
    catalog.edit(number, product("A", category="Blouses"))
    assert proposals.accept_proposals(catalog, [(number, "category")]) == []
    assert stored(catalog, number).category == "Blouses"


def test_a_price_takes_the_usual_currency(catalog: CatalogWriter) -> None:
    for sku, currency in (("E1", "EUR"), ("E2", "EUR"), ("U", "USD")):
        add(catalog, sku, price=Decimal(5), currency=currency)
    bare, own = add(catalog, "A"), add(catalog, "B", currency="USD")
    rows = [ProposalRow(number, "price", "19.90", 0.8, "median") for number in (bare, own)]
    proposals.renew_proposals(catalog, rows)
    changes = proposals.accept_proposals(catalog, [row_key(row) for row in rows])
    found = stored(catalog, bare), stored(catalog, own)
    assert [(each.price, each.currency) for each in found] == [
        (Decimal("19.90"), "EUR"),
        (Decimal("19.90"), "USD"),
    ]
    proposals.take_back_accepted(catalog, changes)
    assert [(each.price, each.currency) for each in (stored(catalog, bare), stored(catalog, own))] == [
        (None, ""),
        (None, "USD"),
    ]


def row_key(row: ProposalRow) -> tuple[int, str]:
    return row.product_id, row.field


def test_what_was_refused_is_not_proposed_again(catalog: CatalogWriter) -> None:
    number = add(catalog, "A")
    proposals.renew_proposals(catalog, [shirts(number)])
    assert proposals.refuse_proposals(catalog, [(number, "category")], refused=True) == 1
    proposals.renew_proposals(catalog, [shirts(number, 0.99)])
    assert proposals.open_proposals(catalog) == []
    assert proposals.refuse_proposals(catalog, [(number, "category")], refused=False) == 1
    assert len(proposals.open_proposals(catalog)) == 1


def test_a_field_emptied_after_accepting_may_be_proposed_again(catalog: CatalogWriter) -> None:
    number = add(catalog, "A")
    proposals.renew_proposals(catalog, [shirts(number)])
    proposals.accept_proposals(catalog, [(number, "category")])
    catalog.edit(number, product("A", category=""))
    proposals.renew_proposals(catalog, [shirts(number, 0.8)])
    assert proposals.open_proposals(catalog) == [shirts(number, 0.8)]


def test_renewing_forgets_what_no_longer_holds(catalog: CatalogWriter) -> None:
    number = add(catalog, "A")
    proposals.renew_proposals(catalog, [shirts(number)])
    proposals.renew_proposals(catalog, [])
    assert proposals.open_proposals(catalog) == []
