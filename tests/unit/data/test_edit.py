"""Edits, deletions and their undo."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from tests.unit.data.drafts import SPACE, fill, picture, product, vectors
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Analysis, Filters, Sort
from visrec_desktop.data.writer import CatalogWriter


def test_an_edit_keeps_what_it_does_not_name(catalog: CatalogWriter) -> None:
    (number,) = fill(catalog, 1)
    catalog.edit(number, product("A0", brand="Acme", price=Decimal("5.50"), stock=2))
    changed = catalog.edit(number, product("B0", brand=""), SPACE)
    assert (changed.sku, changed.brand, changed.price, changed.stock) == ("B0", "", Decimal("5.50"), 2)
    assert (changed.name, changed.analysis) == ("Article 0", Analysis.DONE)
    assert list(catalog.product_ids(Filters(text="B0"), Sort.NAME)) == [number]
    assert list(catalog.product_ids(Filters(text="A0"), Sort.NAME)) == []


def test_overwrite_and_overwrite_back_is_an_undo(catalog: CatalogWriter) -> None:
    (number,) = fill(catalog, 1)
    first = catalog.edit(number, product("A0", price=Decimal(7), stock=1, attributes={"a": "b"}), SPACE)
    cleared = replace(first, price=None, stock=None, attributes={}, name="Other")
    assert catalog.overwrite(cleared, SPACE) == cleared
    assert catalog.overwrite(first, SPACE) == first
    assert catalog.products([number], SPACE) == [first]


def test_refused_edits_change_nothing(catalog: CatalogWriter) -> None:
    one, two = fill(catalog, 2)
    for number, draft, code in (
        (99, product("Z"), ErrorCode.UNKNOWN_PRODUCT),
        (two, product("A0", name="taken"), ErrorCode.DUPLICATE_SKU),
        (two, product("", name="none"), ErrorCode.MISSING_SKU),
        (two, product("A1", price=Decimal(-1)), ErrorCode.BAD_VALUE),
    ):
        with pytest.raises(KnownError) as caught:
            catalog.edit(number, draft)
        assert caught.value.code is code
    assert [shown.name for shown in catalog.products([one, two], SPACE)] == ["Article 0", "Article 1"]


def test_deleted_products_are_seen_nowhere_and_come_back_whole(catalog: CatalogWriter) -> None:
    ids = fill(catalog, 3)
    everything = catalog.products(ids, SPACE)
    before = catalog.vector_seq()
    assert catalog.delete([*ids[:2], 99]) == 2
    assert catalog.delete(ids[:2]) == 0
    deleted = catalog.vector_seq()
    assert deleted > before
    assert catalog.count() == 1
    assert list(catalog.product_ids(Filters(), Sort.NAME)) == ids[2:]
    assert list(catalog.product_ids(Filters(text="article"), Sort.NAME)) == ids[2:]
    assert catalog.products(ids, SPACE) == everything[2:]
    assert catalog.product_by_sku("A0", SPACE) is None
    assert catalog.owners([1, 2, 3]) == {3: ids[2]}
    assert list(catalog.picture_ids(Filters())) == [3]
    assert [list(found) for found, _ in catalog.vectors(SPACE)] == [[3]]
    assert catalog.coverage(SPACE).products == 1
    assert catalog.undelete(ids) == 2
    assert catalog.vector_seq() > deleted
    assert catalog.products(ids, SPACE) == everything


def test_a_sku_of_a_deleted_product_is_free_until_it_is_taken(catalog: CatalogWriter) -> None:
    one, two = fill(catalog, 2)
    catalog.delete([one])
    catalog.edit(two, product("A0"))
    with pytest.raises(KnownError) as caught:
        catalog.undelete([one])
    assert (caught.value.code, caught.value.subject) == (ErrorCode.DUPLICATE_SKU, "A0")
    catalog.edit(two, product("A1"))
    assert catalog.undelete([one]) == 1


def test_two_deleted_products_can_have_had_one_sku(catalog: CatalogWriter) -> None:
    one, two = fill(catalog, 2)
    catalog.delete([one])
    catalog.edit(two, product("A0"))
    time.sleep(0.001)
    catalog.delete([two])
    assert catalog.put(product("A0"), None).product_id == two  # the later one comes back


def test_purge_removes_for_good_and_ids_are_not_used_again(catalog: CatalogWriter) -> None:
    ids = fill(catalog, 2)
    catalog.delete(ids)
    assert catalog.purge(3600) == 0
    assert catalog.purge(0) == 2
    for table in ("products", "pictures", "thumbnails", "embeddings"):
        assert catalog._db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert all(result.ok for result in catalog.check(full=True))
    outcome = catalog.put(product("A0"), [picture("content 0")])
    assert outcome.product_id > max(ids)
    assert outcome.stale_pictures[0] > 2


def test_vectors_are_stored_replaced_and_read(catalog: CatalogWriter) -> None:
    fill(catalog, 5)
    stored = vectors(5)
    chunks = list(catalog.vectors(SPACE, chunk=2))
    assert [len(ids) for ids, _ in chunks] == [2, 2, 1]
    assert np.array_equal(np.vstack([rows for _, rows in chunks]), stored)
    before = catalog.vector_seq()
    catalog.store_vectors(SPACE, [2, 77], vectors(2, seed=1))  # 77 is gone by now
    assert catalog.vector_seq() > before
    ids, rows = catalog.vectors_of(SPACE, [2, 1, 77])
    assert ids.tolist() == [1, 2]
    assert np.array_equal(rows, np.vstack([stored[0], vectors(2, seed=1)[0]]))
    assert catalog.vectors_of("other@1", [1])[0].tolist() == []


def test_vectors_that_are_none_are_refused(catalog: CatalogWriter) -> None:
    fill(catalog, 2)
    bad = vectors(2)
    bad[1, 3] = np.nan
    for wrong in (bad, vectors(3), vectors(2)[0], np.empty((2, 0), np.float32)):
        with pytest.raises(ValueError, match=r"vector"):
            catalog.store_vectors(SPACE, [1, 2], wrong)


def test_another_model_finds_its_work(catalog: CatalogWriter) -> None:
    ids = fill(catalog, 5)
    catalog.delete(ids[3:4])
    assert catalog.pictures_without_vector(SPACE, 10) == []
    waiting = catalog.pictures_without_vector("new@2", 2)
    assert [shown.id for shown in waiting] == [1, 2]
    assert [shown.id for shown in catalog.pictures_without_vector("new@2", 9, after=2)] == [3, 5]
    coverage = catalog.coverage("new@2")
    assert (coverage.products, coverage.waiting) == (4, 4)
    assert [shown.analysis for shown in catalog.products(ids[:1], "new@2")] == [Analysis.WAITING]


def test_the_sequence_never_repeats_after_an_older_copy_comes_back(catalog: CatalogWriter) -> None:
    fill(catalog, 1)
    old = catalog.vector_seq()
    catalog.store_vectors(SPACE, [1], vectors(1, seed=5))
    first_future = catalog.vector_seq()
    catalog._db.execute("UPDATE meta SET value = ? WHERE key = 'vector_seq'", (str(old),))
    catalog.store_vectors(SPACE, [1], vectors(1, seed=6))
    assert old < catalog.vector_seq() != first_future
