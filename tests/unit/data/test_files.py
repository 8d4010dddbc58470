"""Catalog files that are missing, foreign, damaged, full, locked or read-only."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.data.drafts import SPACE, bytes_of, fill, picture, product
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Filters, PictureDraft, Sort
from visrec_desktop.data.backup import copy_before_upgrade
from visrec_desktop.data.connections import companions
from visrec_desktop.data.demo import install_demo, seal
from visrec_desktop.data.reader import CatalogReader
from visrec_desktop.data.writer import CatalogWriter

ReadOnly = Callable[..., None]


def code_of(action: Callable[[], object]) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        action()
    assert caught.value.subject
    return caught.value.code


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE products (id)")


def without_table(path: Path) -> None:
    CatalogWriter.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE embeddings")


def without_header(path: Path) -> None:
    CatalogWriter.open(path).close()
    with path.open("r+b") as file:
        file.write(b"\xff" * 100)


@pytest.mark.parametrize(
    "make",
    [
        foreign,
        without_table,
        without_header,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"these are not products"),
        lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(5000)),
    ],
    ids=["foreign", "no table", "no header", "empty", "text", "zeros"],
)
def test_a_foreign_or_damaged_file_is_told_and_left_alone(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    before = path.read_bytes()
    assert code_of(lambda: CatalogReader.open(path)) is ErrorCode.CATALOG_DAMAGED
    assert code_of(lambda: CatalogWriter.open(path)) is ErrorCode.CATALOG_DAMAGED
    assert path.read_bytes() == before


def test_what_is_no_file(path: Path, data_dir: Path) -> None:
    assert code_of(lambda: CatalogReader.open(path)) is ErrorCode.NOT_FOUND
    assert list(data_dir.iterdir()) == []
    assert code_of(lambda: CatalogReader.open(data_dir)) is ErrorCode.IS_A_DIRECTORY
    assert code_of(lambda: CatalogWriter.open(data_dir)) is ErrorCode.IS_A_DIRECTORY
    path.symlink_to(data_dir / "nowhere.db")
    assert code_of(lambda: CatalogReader.open(path)) is ErrorCode.DANGLING_LINK
    assert code_of(lambda: CatalogWriter.open(path)) is ErrorCode.DANGLING_LINK


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_does_not_hang(path: Path) -> None:
    os.mkfifo(path)
    assert code_of(lambda: CatalogReader.open(path)) is ErrorCode.CATALOG_DAMAGED
    assert code_of(lambda: CatalogWriter.open(path)) is ErrorCode.CATALOG_DAMAGED


def test_a_new_catalog_is_not_mixed_with_the_log_of_an_old_one(path: Path) -> None:
    old = CatalogWriter.open(path)
    fill(old, 20)
    log = companions(path)[0].read_bytes()
    assert log
    old.close()
    path.unlink()
    companions(path)[0].write_bytes(log)
    with closing(CatalogWriter.open(path)) as catalog:
        assert catalog.count() == 0
        assert all(result.ok for result in catalog.check(full=True))


def test_a_crash_while_creating_is_no_catalog_and_no_obstacle(path: Path) -> None:
    path.with_name("catalog.db.new").write_bytes(b"half a catalog")
    with closing(CatalogWriter.open(path)) as catalog:
        assert catalog.count() == 0
    assert [file.name for file in path.parent.iterdir()] == ["catalog.db"]


def test_readers_see_each_commit_and_nothing_before_it(catalog: CatalogWriter, reader: CatalogReader) -> None:
    with catalog.transaction():
        catalog.put(product("1"), None)
        assert (catalog.count(), reader.count()) == (1, 0)
    assert reader.count() == 1
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader._db.execute("DELETE FROM products")
    assert reader.catalog_id() == catalog.catalog_id() != ""


def test_a_reader_in_the_middle_of_the_vectors_keeps_its_state(
    catalog: CatalogWriter, reader: CatalogReader
) -> None:
    ids = fill(catalog, 6)
    chunks = reader.vectors(SPACE, chunk=2)
    first = next(chunks)
    catalog.delete(ids)
    assert len(first[0]) + sum(len(found) for found, _ in chunks) == 6
    assert list(reader.vectors(SPACE)) == []


def test_a_full_disk_loses_nothing_that_was_stored(catalog: CatalogWriter) -> None:
    fill(catalog, 3)
    pages = catalog._db.execute("PRAGMA page_count").fetchone()[0]
    catalog._db.execute(f"PRAGMA max_page_count = {pages + 1}")
    large = PictureDraft("/big.jpg", "0" * 64, 1, 1, 1, 1, thumbnail=bytes(100_000))

    def put_large() -> None:
        with catalog.transaction():
            catalog.put(product("small"), None)
            with pytest.raises(KnownError):
                catalog.put(product("large"), [large])
            catalog.put(product("after"), None)

    assert code_of(put_large) is ErrorCode.DISK_FULL
    assert code_of(lambda: catalog.put(product("large"), [large])) is ErrorCode.DISK_FULL
    assert catalog.count() == 3
    catalog._db.execute("PRAGMA max_page_count = 1000000")
    assert catalog.put(product("large"), [large]).change == "added"
    assert all(result.ok for result in catalog.check(full=True))


def test_a_full_disk_while_creating_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from visrec_desktop.data import migrations

    real = migrations.migrate

    def on_a_small_disk(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 5")
        real(connection)

    monkeypatch.setattr(migrations, "migrate", on_a_small_disk)
    with pytest.raises(KnownError) as caught:
        CatalogWriter.open(path)
    assert (caught.value.code, caught.value.subject) == (ErrorCode.DISK_FULL, str(path))
    assert list(path.parent.iterdir()) == []


def test_a_catalog_that_somebody_else_writes(catalog: CatalogWriter, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert code_of(lambda: catalog.put(product("1"), None)) is ErrorCode.CATALOG_LOCKED
        assert code_of(lambda: catalog.delete([1])) is ErrorCode.CATALOG_LOCKED
        assert code_of(lambda: CatalogWriter.open(path, busy_ms=50)) is ErrorCode.CATALOG_LOCKED
        with closing(CatalogReader.open(path, busy_ms=50)) as reader:
            assert reader.count() == 0
        other.execute("ROLLBACK")
    assert catalog.put(product("1"), None).change == "added"


def test_a_damaged_page_is_told_by_use_and_by_check(path: Path) -> None:
    with closing(CatalogWriter.open(path)) as catalog:
        fill(catalog, 300)
        (page,) = catalog._db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'products'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xee" * 4096)
    with closing(CatalogReader.open(path)) as reader:
        assert code_of(lambda: reader.products([1], SPACE)) is ErrorCode.CATALOG_DAMAGED
        assert code_of(lambda: list(reader.vectors(SPACE))) is ErrorCode.CATALOG_DAMAGED
        results = {result.name: result.ok for result in reader.check(full=False)}
        assert not results["file"]
        assert not results["products"]
    with closing(CatalogWriter.open(path)) as catalog:
        assert code_of(lambda: catalog.put(product("A1", name="x"), None)) is ErrorCode.CATALOG_DAMAGED


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "WAL"])
def test_a_catalog_in_a_read_only_folder_can_be_read(
    open_folder: Path, make_read_only: ReadOnly, sealed: bool
) -> None:
    path = open_folder / "catalog.db"
    with closing(CatalogWriter.open(path)) as catalog:
        fill(catalog, 3)
    if sealed:
        seal(path)
    make_read_only()
    before = bytes_of(open_folder)
    with closing(CatalogReader.open(path)) as reader:
        assert list(reader.product_ids(Filters(), Sort.SKU)) == [1, 2, 3]
        assert all(result.ok for result in reader.check(full=True))
    assert code_of(lambda: CatalogWriter.open(path)) is ErrorCode.FOLDER_READ_ONLY
    assert bytes_of(open_folder) == before


def test_commits_that_a_read_only_folder_hides_are_not_passed_over(
    open_folder: Path, make_read_only: ReadOnly
) -> None:
    path = open_folder / "catalog.db"
    catalog = CatalogWriter.open(path)
    fill(catalog, 3)
    log = companions(path)[0].read_bytes()
    catalog.close()
    companions(path)[0].write_bytes(log)  # as a crash would leave it
    make_read_only()
    assert code_of(lambda: CatalogReader.open(path)) is ErrorCode.FOLDER_READ_ONLY


def test_a_folder_that_cannot_be_written_gets_no_catalog(open_folder: Path, make_read_only: ReadOnly) -> None:
    (open_folder / "demo.db").write_bytes(b"x")
    make_read_only()
    path = open_folder / "catalog.db"
    assert code_of(lambda: CatalogWriter.open(path)) is ErrorCode.FOLDER_READ_ONLY
    assert code_of(lambda: CatalogWriter.open(open_folder / "sub" / "c.db")) is ErrorCode.FOLDER_READ_ONLY
    assert code_of(lambda: install_demo(open_folder / "demo.db", path)) is ErrorCode.FOLDER_READ_ONLY


def test_a_file_that_may_not_be_read(open_folder: Path, make_read_only: ReadOnly) -> None:
    path = open_folder / "catalog.db"
    CatalogWriter.open(path).close()
    make_read_only(0o000)
    assert code_of(lambda: CatalogReader.open(path)) is ErrorCode.NO_PERMISSION
    assert code_of(lambda: CatalogWriter.open(path)) is ErrorCode.NO_PERMISSION


def test_the_demo_is_copied_whole(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "shipped" / "demo.db"
    with closing(CatalogWriter.open(source)) as catalog:
        fill(catalog, 5)
    seal(source)
    assert [file.name for file in source.parent.iterdir()] == ["demo.db"]
    assert source.read_bytes()[18] == 1  # the file format's mark: no write-ahead log
    before = source.read_bytes()
    companions(path)[0].write_bytes(b"left over")
    install_demo(source, path)
    assert [file.name for file in path.parent.iterdir()] == ["catalog.db"]
    with closing(CatalogWriter.open(path)) as catalog:
        assert catalog.count() == 5
        assert catalog._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        catalog.put(product("mine"), [picture("mine")])
    assert source.read_bytes() == before
    assert code_of(lambda: install_demo(tmp_path / "none.db", path)) is ErrorCode.DEMO_MISSING


def test_seal_touches_no_foreign_file(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    foreign(path)
    before = path.read_bytes()
    assert code_of(lambda: seal(path)) is ErrorCode.CATALOG_DAMAGED
    assert path.read_bytes() == before
    assert code_of(lambda: seal(tmp_path / "none.db")) is ErrorCode.NOT_FOUND
    assert not (tmp_path / "none.db").exists()


def test_a_copy_can_be_made_while_the_catalog_is_in_use(catalog: CatalogWriter) -> None:
    fill(catalog, 4)
    target = copy_before_upgrade(catalog.path, 1)
    shutil.move(target, catalog.path.with_name("copy.db"))
    with closing(CatalogReader.open(catalog.path.with_name("copy.db"))) as reader:
        assert reader.count() == 4
        assert all(result.ok for result in reader.check(full=True))
