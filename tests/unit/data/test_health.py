"""What products lack, what their pictures show, and the archive."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.data.drafts import SPACE, fill, picture, product
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data import archive, health, picture_facts
from visrec_desktop.data.health import Held, Lack
from visrec_desktop.data.picture_facts import Measured
from visrec_desktop.data.reader import CatalogReader
from visrec_desktop.data.writer import CatalogWriter

HIGH_BIT = (1 << 63) + 5


def add(catalog: CatalogWriter, sku: str, content: str = "", **fields: object) -> int:
    pictures = [picture(content)] if content else None
    return catalog.put(product(sku, **fields), pictures).product_id


def test_each_lack_is_found_by_name(catalog: CatalogWriter, reader: CatalogReader) -> None:
    whole = add(
        catalog, "W", "w", name="Whole", category="Shirts", brand="North", colour="blue",
        price=Decimal(9), stock=3,
    )  # fmt: skip
    bare = add(catalog, "B", name="bare")
    other = add(catalog, "A", name="Also bare")
    sold = add(catalog, "S", "s", name="Sold", category="Shirts", stock=0)
    for lack in (Lack.PICTURE, Lack.STOCK_COUNT):
        assert list(health.lacking(reader, lack, SPACE)) == [other, bare]
    for lack in (Lack.PRICE, Lack.BRAND, Lack.COLOUR):
        assert list(health.lacking(reader, lack, SPACE)) == [other, bare, sold]
    assert list(health.lacking(reader, Lack.CATEGORY, SPACE)) == [other, bare]
    assert list(health.lacking(reader, Lack.STOCK_LEFT, SPACE)) == [sold]
    assert list(health.lacking(reader, Lack.ANALYSIS, SPACE)) == [sold, whole]
    assert list(health.lacking(reader, Lack.LARGE_PICTURE, SPACE)) == []
    assert health.held(reader) == Held(4, price=1, category=2, brand=1, colour=1, stock=2)


def test_the_shorter_side_of_the_main_picture_counts(catalog: CatalogWriter) -> None:
    from dataclasses import replace

    small = replace(picture("small"), width=900, height=199)
    first = catalog.put(product("A"), [small, picture("large")]).product_id
    catalog.put(product("B"), [picture("large"), small])
    assert list(health.lacking(catalog, Lack.LARGE_PICTURE, SPACE)) == [first]


def test_an_empty_catalog_lacks_nothing(reader: CatalogReader) -> None:
    assert not any(health.lacking(reader, lack, SPACE) for lack in Lack)
    assert health.held(reader) == Held(0, 0, 0, 0, 0, 0)


def test_facts_of_pictures_are_kept_once_for_each_version(
    catalog: CatalogWriter, reader: CatalogReader
) -> None:
    ids = fill(catalog, 5)
    assert picture_facts.unmeasured_count(reader, 1) == 5
    first = picture_facts.unmeasured(reader, 1, 2)
    assert [each.jpeg for each in first] == [b"jpeg of content 0", b"jpeg of content 1"]
    assert (first[0].width, first[0].height) == (640, 480)
    after = picture_facts.unmeasured(reader, 1, 9, first[-1].picture_id)
    assert len(after) == 3
    shown = (("blue", 0.7), ("white", 0.3))
    picture_facts.store_facts(
        catalog, 1, [Measured(each.picture_id, HIGH_BIT, 12.5, shown) for each in first]
    )
    assert picture_facts.unmeasured_count(reader, 1) == 3
    assert picture_facts.unmeasured_count(reader, 2) == 5
    found = picture_facts.main_pictures(reader, 1)
    assert [each.product_id for each in found] == ids[:2]
    assert (found[0].phash, found[0].sharpness, found[0].colours) == (HIGH_BIT, 12.5, shown)


def test_facts_of_a_picture_that_is_gone_are_passed_over(catalog: CatalogWriter) -> None:
    fill(catalog, 1)
    picture_facts.store_facts(catalog, 1, [Measured(404, 1, 1.0, ())])
    assert picture_facts.main_pictures(catalog, 1) == []


def test_a_second_picture_is_not_looked_at(catalog: CatalogWriter) -> None:
    catalog.put(product("A"), [picture("one"), picture("two")])
    assert picture_facts.unmeasured_count(catalog, 1) == 1


def test_archived_products_are_kept_and_come_back(catalog: CatalogWriter, reader: CatalogReader) -> None:
    ids = fill(catalog, 4)
    seq = catalog.vector_seq()
    assert archive.archive_products(catalog, ids[:2]) == 2
    assert archive.archive_products(catalog, ids[:2]) == 0
    assert catalog.vector_seq() > seq
    assert reader.count() == 2
    assert sorted(archive.archived_ids(reader)) == ids[:2]
    names = [each.name for each in archive.archived_products(reader, ids[::-1], SPACE)]
    assert names == ["Article 1", "Article 0"]
    catalog.delete(ids[2:3])
    assert catalog.purge(-1) == 1
    assert sorted(archive.archived_ids(reader)) == ids[:2]
    assert catalog.undelete(ids[:1]) == 1
    assert list(archive.archived_ids(reader)) == ids[1:2]
    assert reader.count() == 2


def test_a_put_takes_a_product_out_of_the_archive(catalog: CatalogWriter, reader: CatalogReader) -> None:
    (number,) = fill(catalog, 1)
    archive.archive_products(catalog, [number])
    outcome = catalog.put(product("A0", name="Again"), None)
    assert (outcome.product_id, outcome.change) == (number, "added")
    assert list(archive.archived_ids(reader)) == []


def test_a_taken_sku_keeps_a_product_in_the_archive(catalog: CatalogWriter) -> None:
    (number,) = fill(catalog, 1)
    archive.archive_products(catalog, [number])
    (other,) = [catalog.put(product("B"), None).product_id]
    catalog.edit(other, product("A0"))
    with pytest.raises(KnownError) as caught:
        catalog.undelete([number])
    assert caught.value.code is ErrorCode.DUPLICATE_SKU
    assert list(archive.archived_ids(catalog)) == [number]
