"""Clients' files that are missing, foreign, damaged, full, locked or read-only."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.data.conftest import make_read_only, open_folder  # noqa: F401 - fixtures
from tests.unit.data.profiles.people import JPEG, NOW, SPACE, bytes_of, full_person, give, person, tell
from visrec_desktop.core.clients import Purpose
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.connections import companions
from visrec_desktop.data.profiles.reader import ProfilesReader
from visrec_desktop.data.profiles.writer import ProfilesWriter


def code_of(action: Callable[[], object]) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        action()
    assert caught.value.subject
    return caught.value.code


def make(path: Path, clients: int = 3) -> None:
    with closing(ProfilesWriter.open(path)) as profiles, profiles.transaction():
        for place in range(clients):
            one = profiles.add(person(f"Client {place}", notes="n" * 500)).id
            give(profiles, one, f"S-{place}")


def cut(path: Path) -> None:
    make(path, 200)
    path.write_bytes(path.read_bytes()[:9000])


def of_a_catalog(path: Path) -> None:
    from visrec_desktop.data.writer import CatalogWriter

    CatalogWriter.open(path).close()


def without_table(path: Path) -> None:
    make(path)
    tell(path, "DROP TABLE owned")


def without_header(path: Path) -> None:
    make(path)
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])


@pytest.mark.parametrize(
    "spoil",
    [
        cut,
        of_a_catalog,
        without_table,
        without_header,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"these are not clients"),
        lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(5000)),
    ],
    ids=["cut", "catalog", "no table", "no header", "empty", "text", "zeros"],
)
def test_a_damaged_file_is_told_and_left_alone(path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(path)
    before = path.read_bytes()
    for opener in (ProfilesReader.open, ProfilesReader.open_or_nothing, ProfilesWriter.open):
        assert code_of(lambda opener=opener: opener(path)) is ErrorCode.PROFILES_DAMAGED
    assert path.read_bytes() == before


def test_no_file_is_nothing_to_read(path: Path, data_dir: Path) -> None:
    assert code_of(lambda: ProfilesReader.open(path)) is ErrorCode.NOT_FOUND
    with closing(ProfilesReader.open_or_nothing(path)) as nothing:
        assert nothing.is_nothing
        assert (nothing.clients("x"), nothing.interactions(), nothing.weights()[0]) == ([], (), 0)
        assert code_of(lambda: nothing.history(1)) is ErrorCode.UNKNOWN_CLIENT
        assert nothing.check(full=True).ok
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            nothing._db.execute("DELETE FROM clients")
    assert list(data_dir.iterdir()) == []
    assert code_of(lambda: ProfilesWriter.open(data_dir)) is ErrorCode.IS_A_DIRECTORY


def test_a_new_file_is_private_and_not_mixed_with_an_old_log(path: Path) -> None:
    old = ProfilesWriter.open(path)
    old.add(person("Old"))
    log = companions(path)[0].read_bytes()
    assert log
    old.close()
    path.unlink()
    companions(path)[0].write_bytes(log)
    path.with_name("profiles.db.new").write_bytes(b"half a file")
    with closing(ProfilesWriter.open(path)) as profiles:
        assert profiles.clients() == []
        assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == ["profiles.db"]


def test_a_damaged_page_is_told_by_use_and_by_check(path: Path) -> None:
    make(path, 300)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'clients'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xee" * 4096)
    with closing(ProfilesReader.open(path)) as reader:
        assert code_of(reader.clients) is ErrorCode.PROFILES_DAMAGED
        assert code_of(lambda: reader.history(1)) is ErrorCode.PROFILES_DAMAGED
        assert not reader.check(full=False).ok
        assert not reader.check(full=True).ok
    with closing(ProfilesWriter.open(path)) as profiles:
        assert code_of(lambda: profiles.add(person())) is ErrorCode.PROFILES_DAMAGED


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE clients SET likes = \'[["shape", "round"]]\'',
        "UPDATE clients SET sizes = 'S'",
        "UPDATE clients SET dates = '[1]'",
    ],
)
def test_content_that_the_program_cannot_have_written(path: Path, statement: str) -> None:
    make(path, 1)
    tell(path, statement)
    with closing(ProfilesReader.open(path)) as reader:
        assert code_of(lambda: reader.client(1)) is ErrorCode.PROFILES_DAMAGED


def test_content_of_events_that_cannot_be_read(path: Path) -> None:
    make(path, 1)
    tell(
        path,
        "DROP TRIGGER events_stay",
        "UPDATE events SET kind = 'hug'",
        "INSERT INTO item_vectors VALUES ('S-0', 'thin@1', x'00')",
    )
    with closing(ProfilesReader.open(path)) as reader:
        for ask in (
            lambda: reader.events(1),
            reader.interactions,
            lambda: reader.item_vectors(["S-0"], SPACE),
        ):
            assert code_of(ask) is ErrorCode.PROFILES_DAMAGED


def test_check_finds_what_contradicts_itself(path: Path) -> None:
    make(path, 3)
    tell(
        path, "UPDATE events SET undone_at = 5 WHERE id = 1", "UPDATE clients SET family_id = 9 WHERE id = 2"
    )
    tell(path, "INSERT INTO owned (client_id, sku, name, since) VALUES (77, 'S', '', 0)")
    with closing(ProfilesReader.open(path)) as reader:
        result = reader.check(full=True)
    assert not result.ok
    assert result.detail == (
        "1 rows without their owner; 1 events in an unclear state; 1 clients joined to nobody"
    )


def test_a_file_that_somebody_else_writes(profiles: ProfilesWriter, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert code_of(lambda: profiles.add(person())) is ErrorCode.PROFILES_LOCKED
        assert code_of(lambda: ProfilesWriter.open(path, busy_ms=50)) is ErrorCode.PROFILES_LOCKED
        with closing(ProfilesReader.open(path, busy_ms=50)) as reader:
            assert reader.clients() == []
        other.execute("ROLLBACK")
    assert profiles.add(person()).id == 1


def test_a_full_disk_loses_nothing_that_was_stored(profiles: ProfilesWriter) -> None:
    one = profiles.add(full_person()).id
    profiles.set_consent(one, Purpose.PHOTOS, True, NOW)
    pages = profiles._db.execute("PRAGMA page_count").fetchone()[0]
    profiles._db.execute(f"PRAGMA max_page_count = {pages + 1}")

    def keep() -> None:
        profiles.keep_photo(one, "p", JPEG + bytes(100_000), None, "", at=NOW, expires_at=NOW)

    assert code_of(keep) is ErrorCode.DISK_FULL
    assert (profiles.photos(one), profiles.client(one).name) == ([], "Ana Ω")
    profiles._db.execute("PRAGMA max_page_count = 1000000")
    keep()
    assert profiles.check(full=True).ok


def test_a_full_disk_while_creating_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from visrec_desktop.data.profiles import migrations

    real = migrations.migrate

    def on_a_small_disk(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 5")
        real(connection)

    monkeypatch.setattr(migrations, "migrate", on_a_small_disk)
    assert code_of(lambda: ProfilesWriter.open(path)) is ErrorCode.DISK_FULL
    assert list(path.parent.iterdir()) == []


def test_a_read_only_folder(open_folder: Path, make_read_only: Callable[..., None]) -> None:  # noqa: F811
    path = open_folder / "profiles.db"
    make(path)
    path.chmod(0o644)
    make_read_only()
    before = bytes_of(open_folder)
    with closing(ProfilesReader.open(path)) as reader:
        assert len(reader.clients()) == 3
    assert code_of(lambda: ProfilesWriter.open(path)) is ErrorCode.FOLDER_READ_ONLY
    assert code_of(lambda: ProfilesWriter.open(open_folder / "other.db")) is ErrorCode.FOLDER_READ_ONLY
    assert bytes_of(open_folder) == before


def test_readers_see_each_commit_and_one_state(profiles: ProfilesWriter, reader: ProfilesReader) -> None:
    with profiles.transaction():
        one = profiles.add(person()).id
        assert (len(profiles.clients()), reader.clients()) == (1, [])
    assert len(reader.clients()) == 1
    with reader._one_state():
        assert reader.events(one) == []
        give(profiles, one, "S-1")
        assert reader.events(one) == []
    assert len(reader.events(one)) == 1
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader._db.execute("DELETE FROM clients")
