"""Catalogs of every past schema open, are copied first, and lose nothing."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database, Migrations

from tests.unit.data.drafts import SPACE, bytes_of, product, vectors
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Analysis, Filters, Sort
from visrec_desktop.data import connections, migrations
from visrec_desktop.data.connections import SCHEMA_VERSION
from visrec_desktop.data.imports import failures, list_imports, used_paths
from visrec_desktop.data.reader import CatalogReader
from visrec_desktop.data.writer import CatalogWriter

FIXTURES = Path(__file__).parent / "fixtures"


def assert_whole(catalog: CatalogReader) -> None:
    """What `make_catalog` put in is there."""
    dress, bare, odd = catalog.products(catalog.product_ids(Filters(), Sort.NEWEST)[::-1], SPACE)
    assert (dress.sku, dress.name, dress.category, dress.brand) == (
        "D-1",
        "Ärmelloses Kleid 红",
        "Dresses",
        "Acme",
    )
    assert (dress.colour, dress.size, dress.currency, dress.stock) == ("red", "S, M", "EUR", 3)
    assert (dress.price, dress.description) == (Decimal("49.90"), "Linen")
    assert (dict(dress.attributes), dress.analysis) == ({"season": "夏"}, Analysis.DONE)
    assert (bare.sku, bare.analysis) == ("B-1", Analysis.NO_PICTURE)
    assert (odd.analysis, catalog.pictures(odd.id)[0].path) == (Analysis.WAITING, "/odd/\udcff.jpg")
    assert list(catalog.product_ids(Filters(text="armel linen"), Sort.NAME)) == [dress.id]
    assert [catalog.thumbnail(shown.id) for shown in catalog.pictures(dress.id)] == [
        b"jpeg of front",
        b"jpeg of back",
    ]
    ((ids, rows),) = catalog.vectors(SPACE)
    assert ids.tolist() == [shown.id for shown in catalog.pictures(dress.id)]
    assert np.array_equal(rows, vectors(3)[:2])
    assert all(result.ok for result in catalog.check(full=True)), catalog.check(full=True)


def assert_imports(catalog: CatalogReader, version: int) -> None:
    """The import that was taken back can be made again, with the picture that waits for it."""
    found = list_imports(catalog)
    if version == 1:
        assert found == []
        return
    ((number, title, _, state, *_),) = found
    assert (title, state) == ("sheet.csv", "undone")
    assert [said[1:3] for said in failures(catalog, number)] == [("/odd/\udcff.jpg", "not_found")]
    assert "/pictures/other.jpg" in used_paths(catalog)
    for table in ("picture_facts", "proposals", "kept_apart", "import_changes", "shelved_pictures"):
        assert catalog.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_catalog_of_every_schema_opens_whole(path: Path, version: int) -> None:
    shutil.copy(FIXTURES / f"catalog-v{version}.db", path)
    with closing(CatalogWriter.open(path)) as catalog:
        assert_whole(catalog)
        assert_imports(catalog, version)
        gone = catalog.put(product("G-1"), None)
        assert (gone.change, len(gone.revived_pictures)) == ("added", 1)
        with closing(CatalogReader.open(path)) as reader:
            assert reader.count() == 4


def test_there_is_a_step_for_each_version() -> None:
    assert len(migrations.catalog.pending(Database(memory=True))) == SCHEMA_VERSION


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """The program as it will be with one more step."""
    later = Migrations(migrations.catalog.name)
    later()(migrations.step_001_products_pictures_embeddings)
    later()(migrations.step_002_imports_and_health)

    @later()
    def step_003_season(db: Database) -> None:
        db.execute("ALTER TABLE products ADD COLUMN season TEXT NOT NULL DEFAULT ''")
        if db.table("products").count_where("name = 'stop here'"):
            raise sqlite3.OperationalError("as if the power went")
        db.execute("PRAGMA user_version = 3")

    monkeypatch.setattr(migrations, "catalog", later)
    monkeypatch.setattr(connections, "SCHEMA_VERSION", 3)
    return later


def test_an_upgrade_copies_the_old_catalog_first(path: Path, next_version: Migrations) -> None:
    shutil.copy(FIXTURES / "catalog-v2.db", path)
    with pytest.raises(KnownError) as caught:
        CatalogReader.open(path)  # a reader does not upgrade
    assert caught.value.code is ErrorCode.CATALOG_DAMAGED
    with closing(CatalogWriter.open(path)) as catalog:
        assert_whole(catalog)
        assert catalog._db.execute("SELECT DISTINCT season FROM products").fetchall() == [("",)]
    (copy,) = path.parent.glob("catalog.schema-2.*.db")
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (2,)
        assert old.execute("SELECT count(*) FROM products").fetchone() == (5,)
    CatalogWriter.open(path).close()
    assert len(list(path.parent.glob("*.db"))) == 2  # copied once


def test_an_upgrade_that_fails_leaves_the_old_catalog(path: Path, next_version: Migrations) -> None:
    shutil.copy(FIXTURES / "catalog-v2.db", path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE products SET name = 'stop here' WHERE sku = 'B-1'")
    with pytest.raises(sqlite3.OperationalError, match="power"):
        CatalogWriter.open(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        columns = [row[1] for row in connection.execute("PRAGMA table_info(products)")]
    assert "season" not in columns


def test_a_newer_catalog_stays_untouched(path: Path) -> None:
    shutil.copy(FIXTURES / "catalog-v1.db", path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = bytes_of(path.parent)
    for opener in (CatalogReader.open, CatalogWriter.open):
        with pytest.raises(KnownError) as caught:
            opener(path)
        assert (caught.value.code, caught.value.subject) == (ErrorCode.CATALOG_NEWER, str(path))
    assert bytes_of(path.parent) == before


def test_reading_and_writing_need_no_migration_library(path: Path) -> None:
    CatalogWriter.open(path).close()
    program = f"""
import sys
from pathlib import Path
from visrec_desktop.core.values import Filters, ProductDraft, Sort
from visrec_desktop.data.reader import CatalogReader
from visrec_desktop.data.writer import CatalogWriter
writer = CatalogWriter.open(Path({str(path)!r}))
writer.put(ProductDraft("1"), None)
reader = CatalogReader.open(Path({str(path)!r}))
reader.products(reader.product_ids(Filters(), Sort.NAME), ""), reader.facets(), reader.coverage("")
print([name for name in ("numpy", "sqlite_utils", "PIL", "cv2") if name in sys.modules])
"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
