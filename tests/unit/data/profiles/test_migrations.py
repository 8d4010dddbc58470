"""Clients' files of every past schema open, are copied first, and lose nothing."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database, Migrations

from tests.unit.data.profiles.people import JPEG, NOW, SPACE, bytes_of, full_person, person, tell, vector
from visrec_desktop.core.clients import EventKind, Purpose, Refusal
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles import migrations, schema
from visrec_desktop.data.profiles.connections import connect_nothing
from visrec_desktop.data.profiles.reader import ProfilesReader
from visrec_desktop.data.profiles.writer import ProfilesWriter

FIXTURES = Path(__file__).parents[1] / "fixtures"


def assert_whole(profiles: ProfilesReader) -> None:
    """What `make_profiles` put in is there."""
    (listed,) = profiles.clients()
    known = listed.knowledge
    assert (known.likes, known.refusals, known.purchases, known.views, known.photos) == (1, 1, 1, 0, 1)
    client, wanted = profiles.client(listed.id), full_person()
    for name in ("name", "sizes", "budget_min", "budget_max", "likes", "avoids", "notes", "dates", "place"):
        assert getattr(client, name) == getattr(wanted, name), name
    assert client.contact == "ana@example.org, 555 01, ana@example.com"
    assert profiles.client(2) == client  # the joined one
    assert [each.name for each in profiles.clients(archived=True)] == ["Ana Ω", "Client B"]
    events = profiles.events(client.id, undone=True)
    assert [(event.sku, event.kind, event.undone_at) for event in events] == [
        ("D-1", EventKind.LIKE, None),
        ("B-1", EventKind.DISLIKE, None),
        ("B-2", EventKind.PURCHASE, NOW + 4),
        ("D-2", EventKind.PURCHASE, None),
    ]
    assert events[1].reason is Refusal.TOO_DEAR
    assert [(state.undone, state.at) for state in profiles.event_states(client.id)] == [
        (True, NOW + 4),
        (True, NOW + 4),
        (False, NOW + 5),
    ]
    assert profiles.history(client.id).snapshots["D-1"].name == "Article D-1"
    assert np.array_equal(profiles.item_vectors(["D-1", "?"], SPACE)["D-1"], vector(1))
    assert [thing.name for thing in profiles.owned(client.id)] == ["Grey coat"]
    (photo,) = profiles.photos(client.id)
    assert profiles.photo(photo.id) == JPEG + b"look"
    ids, rows = profiles.photo_vectors(client.id, SPACE)
    assert (ids.tolist(), rows.tolist()) == ([photo.id], [vector(2).tolist()])
    assert [profiles.agreed(client.id, purpose) for purpose in Purpose] == [True, True, False]
    assert profiles.weights() == (1, {"taste": 1.0})
    assert profiles.check(full=True).ok, profiles.check(full=True)


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION + 1))
def test_a_file_of_every_schema_opens_whole(path: Path, version: int) -> None:
    shutil.copy(FIXTURES / f"profiles-v{version}.db", path)
    with closing(ProfilesWriter.open(path)) as profiles:
        assert_whole(profiles)
        assert profiles.add(person("New")).id == 4
        with closing(ProfilesReader.open(path)) as reader:
            assert reader.find("new").id == 4


def test_there_is_a_step_for_each_version() -> None:
    assert len(migrations.profiles.pending(Database(memory=True))) == schema.SCHEMA_VERSION == len(schema.ALL)


def test_nothing_has_the_same_tables_as_a_new_file(path: Path) -> None:
    query = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name <> '_sqlite_migrations' ORDER BY 1, 2"
    ProfilesWriter.open(path).close()
    with closing(sqlite3.connect(path)) as made, closing(connect_nothing()) as nothing:
        assert made.execute(query).fetchall() == nothing.execute(query).fetchall()


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as it will be with one more step."""
    later = Migrations(migrations.profiles.name)
    later()(migrations.step_001_clients_events_photos)

    @later()
    def step_002_height(db: Database) -> None:
        db.execute("ALTER TABLE clients ADD COLUMN height INTEGER")
        if db.table("clients").count_where("name = 'stop here'"):
            raise sqlite3.OperationalError("as if the power went")
        db.execute("PRAGMA user_version = 2")

    monkeypatch.setattr(migrations, "profiles", later)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 2)


@pytest.mark.usefixtures("next_version")
def test_an_upgrade_copies_the_old_file_first(path: Path) -> None:
    shutil.copy(FIXTURES / "profiles-v1.db", path)
    with pytest.raises(KnownError) as caught:
        ProfilesReader.open(path)  # a reader does not upgrade
    assert caught.value.code is ErrorCode.PROFILES_DAMAGED
    with closing(ProfilesWriter.open(path)) as profiles:
        assert_whole(profiles)
    (copy,) = path.parent.glob("profiles.schema-1.*.db")
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
        assert old.execute("SELECT count(*) FROM clients").fetchone() == (3,)
    ProfilesWriter.open(path).close()
    assert len(list(path.parent.glob("*.db"))) == 2  # copied once


@pytest.mark.usefixtures("next_version")
def test_an_upgrade_that_fails_leaves_the_old_file(path: Path) -> None:
    shutil.copy(FIXTURES / "profiles-v1.db", path)
    tell(path, "UPDATE clients SET name = 'stop here' WHERE id = 3")
    with pytest.raises(sqlite3.OperationalError, match="power"):
        ProfilesWriter.open(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert "height" not in [row[1] for row in connection.execute("PRAGMA table_info(clients)")]


def test_a_newer_file_stays_untouched(path: Path) -> None:
    shutil.copy(FIXTURES / "profiles-v1.db", path)
    tell(path, f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    before = bytes_of(path.parent)
    for opener in (ProfilesReader.open, ProfilesReader.open_or_nothing, ProfilesWriter.open):
        with pytest.raises(KnownError) as caught:
            opener(path)
        assert (caught.value.code, caught.value.subject) == (ErrorCode.PROFILES_NEWER, str(path))
    assert bytes_of(path.parent) == before


def test_reading_and_writing_need_no_migration_library(path: Path) -> None:
    ProfilesWriter.open(path).close()
    program = f"""
import sys
from pathlib import Path
from visrec_desktop.core.clients import Client, EventKind
from visrec_desktop.data.profiles.reader import ProfilesReader
from visrec_desktop.data.profiles.writer import ProfilesWriter
writer = ProfilesWriter.open(Path({str(path)!r}))
one = writer.add(Client(0, "A"))
writer.record(one.id, "S-1", EventKind.LIKE, 1)
reader = ProfilesReader.open(Path({str(path)!r}))
reader.clients(), reader.history(one.id), ProfilesReader.open_or_nothing(Path("none")).clients()
print([name for name in ("numpy", "sqlite_utils", "PIL", "cv2") if name in sys.modules])
"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
