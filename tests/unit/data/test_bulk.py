"""Many new rows at once: found, undone and taken back just as single ones are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.data.drafts import SPACE, product
from visrec_desktop.core.values import Filters, ProductDraft, Sort
from visrec_desktop.data import bulk
from visrec_desktop.data.imports import ImportLog
from visrec_desktop.data.writer import CatalogWriter

MANY = 3 * bulk._AT_ONCE + 7


@pytest.fixture
def catalog(path: Path) -> Iterator[CatalogWriter]:
    with closing(CatalogWriter.open(path)) as opened:
        yield opened


@pytest.fixture
def log(catalog: CatalogWriter) -> ImportLog:
    return ImportLog(catalog)


def many(start: int = 0, count: int = MANY) -> list[ProductDraft]:
    return [product(f"S-{place}", name=f"Bowl word{place}") for place in range(start, start + count)]


def put(log: ImportLog, number: int, drafts: list[ProductDraft]) -> None:
    log.put_facts(number, drafts, ["sheet"] * len(drafts))


def found(catalog: CatalogWriter, text: str) -> list[str]:
    ids = catalog.product_ids(Filters(text=text), Sort.SKU)
    return [shown.sku for shown in catalog.products(ids, SPACE)]


def schema(catalog: CatalogWriter) -> list[tuple[str, str]]:
    return catalog.connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_every_word_is_found_when_the_transaction_ends(catalog: CatalogWriter, log: ImportLog) -> None:
    before = schema(catalog)
    number = log.begin("", "")
    for start in (0, MANY):
        put(log, number, many(start))
        assert found(catalog, f"word{start + MANY - 1}") == [f"S-{start + MANY - 1}"]
        assert len(found(catalog, "bow")) == start + MANY
        assert all(check.ok for check in catalog.check(full=True))
    assert schema(catalog) == before


def test_the_word_index_goes_on_by_itself(catalog: CatalogWriter, log: ImportLog) -> None:
    put(log, log.begin("", ""), many())
    catalog.put(product("one", name="Later"), None)
    put(log, log.begin("", ""), [product("two", name="Laterne")])
    assert found(catalog, "late") == ["one", "two"]
    assert all(check.ok for check in catalog.check(full=True))
    options = dict(catalog.connection.execute("SELECT k, v FROM products_fts_config"))
    assert options.get("automerge", 4) == 4


def test_nothing_of_rows_that_fail_stays(
    catalog: CatalogWriter, log: ImportLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = log.begin("", "")
    put(log, number, many(0, 5))
    before = schema(catalog)
    monkeypatch.setattr(bulk, "_SEARCHED", "no_such_column")
    with catalog.transaction():
        with pytest.raises(sqlite3.OperationalError):
            put(log, number, many(100))
        assert schema(catalog) == before
        catalog.put(product("after", name="Bowl"), None)
    assert found(catalog, "bowl") == ["after", "S-0", "S-1", "S-2", "S-3", "S-4"]
    assert all(check.ok for check in catalog.check(full=True))


def test_another_connection_sees_all_or_nothing(catalog: CatalogWriter, log: ImportLog, path: Path) -> None:
    from visrec_desktop.data.reader import CatalogReader

    with closing(CatalogReader.open(path)) as reader:
        number = log.begin("", "")
        with catalog.transaction():
            put(log, number, many())
            assert list(reader.product_ids(Filters(text="bowl"), Sort.SKU)) == []
        assert len(reader.product_ids(Filters(text="bowl"), Sort.SKU)) == MANY


def test_new_products_are_taken_back_and_brought_again(catalog: CatalogWriter, log: ImportLog) -> None:
    number = log.begin("", "")
    put(log, number, [*many(), product("S-3", stock=5)])  # one of them comes twice
    assert log.change_of(number, "S-3") == log.change_of(number, "S-4") == "added"
    assert len(log.swap(number, undo=True).changed) == MANY
    assert found(catalog, "bowl") == []
    assert len(log.swap(number, undo=False).changed) == MANY
    assert len(found(catalog, "bowl")) == MANY


def test_commits_gather_for_many_rows_alone(catalog: CatalogWriter, log: ImportLog) -> None:
    def pages() -> int:
        return int(catalog.connection.execute("PRAGMA wal_autocheckpoint").fetchone()[0])

    usual = pages()
    with pytest.raises(RuntimeError), log.many_rows():
        assert pages() > usual
        raise RuntimeError
    assert pages() == usual
