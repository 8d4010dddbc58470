"""Each check finds the damage it is there for."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest

from tests.unit.data.drafts import SPACE, fill
from visrec_desktop.core.values import Filters, Sort
from visrec_desktop.data.reader import CatalogReader
from visrec_desktop.data.writer import CatalogWriter

NAMES = ["file", "links", "products", "search", "vectors", "thumbnails"]
UNFINITE = np.array([np.nan] * 8, "<f4").tobytes()


def failed(catalog: CatalogReader, *, full: bool = False) -> list[str]:
    results = catalog.check(full=full)
    assert [result.name for result in results] == NAMES
    assert all(result.detail for result in results)
    return [result.name for result in results if not result.ok]


@pytest.mark.parametrize("full", [True, False])
def test_a_sound_catalog_passes(catalog: CatalogWriter, reader: CatalogReader, full: bool) -> None:
    assert failed(catalog, full=full) == failed(reader, full=full) == []
    ids = fill(catalog, 30)
    catalog.delete(ids[:5])
    assert failed(catalog, full=full) == failed(reader, full=full) == []


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        ("UPDATE pictures SET product_id = 99 WHERE id = 2", "links"),
        ("DELETE FROM pictures WHERE id = 2", "links"),
        ("UPDATE products SET picture_id = 1 WHERE id = 2", "links"),
        ("UPDATE products SET picture_id = NULL WHERE id = 2", "links"),
        ("UPDATE products SET attributes = '{' WHERE id = 2", "products"),
        ("DELETE FROM products_fts_docsize WHERE id = 2", "search"),
        ("INSERT INTO products_fts_docsize VALUES (999, x'00')", "search"),
        ("UPDATE embeddings SET vector = x'00000000' WHERE picture_id = 2", "vectors"),
        ("UPDATE embeddings SET vector = x''", "vectors"),
        ("DELETE FROM thumbnails WHERE picture_id = 2", "thumbnails"),
    ],
)
def test_damage_is_found(catalog: CatalogWriter, reader: CatalogReader, damage: str, name: str) -> None:
    fill(catalog, 5)
    catalog._db.execute("PRAGMA foreign_keys = OFF")
    catalog._db.execute(damage)
    assert name in failed(reader)
    assert name in failed(catalog)


def test_unusable_vectors_are_found_by_the_full_check(catalog: CatalogWriter) -> None:
    fill(catalog, 5)
    for blob in (UNFINITE, bytes(32)):
        catalog._db.execute("UPDATE embeddings SET vector = ? WHERE picture_id = 2", (blob,))
        assert failed(catalog) == []
        assert failed(catalog, full=True) == ["vectors"]


def test_words_out_of_step_are_found_and_cured(catalog: CatalogWriter) -> None:
    fill(catalog, 5)
    catalog._db.execute("DROP TRIGGER products_fts_update")
    catalog._db.execute("UPDATE products SET name = 'Hidden' WHERE id = 2")
    assert failed(catalog) == ["search"]
    catalog.rebuild_search()
    assert failed(catalog) == []
    assert list(catalog.product_ids(Filters(text="hidden"), Sort.NAME)) == [2]


def test_a_damaged_word_index_is_found_by_the_full_check_of_a_reader(catalog: CatalogWriter) -> None:
    fill(catalog, 50)
    catalog._db.execute("UPDATE products_fts_data SET block = x'00ff00ff00ff00ff' WHERE id > 10")
    with closing(CatalogReader.open(catalog.path)) as reader:
        assert failed(reader, full=True) == ["search"]
        assert len(list(reader.vectors(SPACE))) == 1  # the rest can be used
    catalog.rebuild_search()
    assert failed(catalog, full=True) == []
