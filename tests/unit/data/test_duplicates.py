"""Merging two products, parting them again, and remembering that they are two."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from tests.unit.data.drafts import SPACE, picture, product, vectors
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Product
from visrec_desktop.data import archive, duplicates, picture_facts
from visrec_desktop.data.picture_facts import Measured
from visrec_desktop.data.reader import CatalogReader
from visrec_desktop.data.writer import CatalogWriter


def stored(catalog: CatalogReader, number: int) -> Product:
    return catalog.products([number], SPACE)[0]


@pytest.fixture
def pair(catalog: CatalogWriter) -> tuple[int, int]:
    """A product that says little, and one with the same picture and another one that says more."""
    keep = catalog.put(
        product("K", name="Kept", stock=4, attributes={"fabric": "wool"}), [picture("same")]
    ).product_id
    outcome = catalog.put(
        product(
            "G", name="Gone", category="Shirts", colour="blue", price=Decimal(12), currency="EUR", stock=9,
            attributes={"fabric": "silk", "season": "summer"},
        ),
        [picture("same"), picture("back")],
    )  # fmt: skip
    catalog.store_vectors(SPACE, outcome.stale_pictures, vectors(2))
    facts = [Measured(number, 7, 1.5, ()) for number in outcome.stale_pictures]
    picture_facts.store_facts(catalog, 1, facts)
    return keep, outcome.product_id


def test_gaps_are_filled_and_nothing_is_overwritten(catalog: CatalogWriter, pair: tuple[int, int]) -> None:
    record = duplicates.merge_products(catalog, *pair)
    kept = stored(catalog, pair[0])
    assert (kept.name, kept.category, kept.colour, kept.stock) == ("Kept", "Shirts", "blue", 4)
    assert (kept.price, kept.currency) == (Decimal(12), "EUR")
    assert kept.attributes == {"fabric": "wool", "season": "summer"}
    assert set(record.after) == {"category", "colour", "price", "currency", "attributes"}
    assert catalog.count() == 1
    assert list(archive.archived_ids(catalog)) == [pair[1]]


def test_other_pictures_are_copied_with_all_that_is_known(
    catalog: CatalogWriter, pair: tuple[int, int]
) -> None:
    record = duplicates.merge_products(catalog, *pair)
    first, second = catalog.pictures(pair[0])
    assert [first.path, second.path] == ["/pictures/same.jpg", "/pictures/back.jpg"]
    assert record.copied == (second.id,)
    assert catalog.thumbnail(second.id) == b"jpeg of back"
    keys, rows = catalog.vectors_of(SPACE, [second.id])
    assert keys.tolist() == [second.id]
    np.testing.assert_array_equal(rows, vectors(2)[1:])
    assert len(catalog.pictures(pair[1])) == 2  # the archived one stays whole
    assert all(check.ok for check in catalog.check(full=True))


def test_parting_brings_both_back(catalog: CatalogWriter, pair: tuple[int, int]) -> None:
    before = [stored(catalog, number) for number in pair]
    record = duplicates.merge_products(catalog, *pair)
    duplicates.part_products(catalog, record)
    assert [stored(catalog, number) for number in pair] == before
    assert len(catalog.pictures(pair[0])) == 1
    assert list(archive.archived_ids(catalog)) == []
    assert all(check.ok for check in catalog.check(full=True))


def test_parting_spares_what_was_edited_since(catalog: CatalogWriter, pair: tuple[int, int]) -> None:
    record = duplicates.merge_products(catalog, *pair)
    catalog.edit(pair[0], product("K", category="Blouses"))
    duplicates.part_products(catalog, record)
    kept = stored(catalog, pair[0])
    assert (kept.category, kept.colour) == ("Blouses", "")


def test_a_product_without_pictures_gets_its_first(catalog: CatalogWriter) -> None:
    keep = catalog.put(product("K"), None).product_id
    gone = catalog.put(product("G"), [picture("one")]).product_id
    record = duplicates.merge_products(catalog, keep, gone)
    assert stored(catalog, keep).picture_id == record.copied[0]
    duplicates.part_products(catalog, record)
    assert stored(catalog, keep).picture_id is None


def test_a_product_that_is_gone_cannot_be_merged(catalog: CatalogWriter, pair: tuple[int, int]) -> None:
    catalog.delete([pair[1]])
    with pytest.raises(KnownError) as caught:
        duplicates.merge_products(catalog, *pair)
    assert caught.value.code is ErrorCode.UNKNOWN_PRODUCT
    assert stored(catalog, pair[0]).category == ""


def test_a_taken_sku_keeps_them_together(catalog: CatalogWriter, pair: tuple[int, int]) -> None:
    record = duplicates.merge_products(catalog, *pair)
    other = catalog.put(product("X"), None).product_id
    catalog.edit(other, product("G"))
    with pytest.raises(KnownError) as caught:
        duplicates.part_products(catalog, record)
    assert caught.value.code is ErrorCode.DUPLICATE_SKU
    assert len(catalog.pictures(pair[0])) == 2


def test_two_products_are_remembered_as_two(catalog: CatalogWriter, pair: tuple[int, int]) -> None:
    duplicates.keep_apart(catalog, [pair[::-1], (pair[0], 404)])
    assert duplicates.kept_apart(catalog) == {pair}
    duplicates.forget_apart(catalog, [pair[::-1]])
    assert duplicates.kept_apart(catalog) == set()
