"""What is forgotten is nowhere on the disk: the bytes of every file are searched for planted values."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from tests.unit.data.profiles.people import DAY, JPEG, NOW, SPACE, bytes_of, give, person, tell, vector
from visrec_desktop.core.clients import (
    EventKind,
    ImportantDate,
    Owned,
    Purpose,
    Refusal,
    Snapshot,
    Trait,
    TraitKind,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles import forget, writer
from visrec_desktop.data.profiles.backups import copy_now
from visrec_desktop.data.profiles.holdings import erase_from_copy, find_holdings
from visrec_desktop.data.profiles.reader import ProfilesReader
from visrec_desktop.data.profiles.writer import ProfilesWriter


class Planted:
    """Values that no other client has, and where each was put."""

    def __init__(self) -> None:
        self.values: list[bytes] = []

    def word(self) -> str:
        text = f"qz{len(self.values):04d}wx"
        self.values.append(text.encode())
        return text

    def picture(self) -> bytes:
        return JPEG + self.word().encode() * 400  # several pages

    def vector(self) -> np.ndarray:
        made = vector(1000 + len(self.values), 64)
        self.values.append(made.tobytes()[:16])
        return made


def plant(profiles: ProfilesWriter, planted: Planted, words: int = 8) -> int:
    """A client with something unique in every field that takes one."""
    word = planted.word
    client = profiles.add(
        person(
            word(),
            contact=word(),
            sizes=tuple(word() for _ in range(words)),
            currency=word(),
            likes=tuple(Trait(kind, word()) for kind in TraitKind),
            avoids=tuple(Trait(kind, word()) for kind in TraitKind),
            age_band=word(),
            gender=word(),
            place=word(),
            notes=" ".join(word() for _ in range(words)),
            dates=(ImportantDate(word(), "1987-05-14"), ImportantDate(word(), "--02-29")),
        )
    )
    profiles.set_consent(client.id, Purpose.PHOTOS, True, NOW)
    for place in range(words):
        sku = word()
        then = Snapshot(sku, word(), word(), word(), word(), word(), word(), Decimal(place), word())
        kind = EventKind.DISLIKE if place % 2 else EventKind.LIKE
        event = profiles.record(
            client.id, sku, kind, NOW + place, Refusal.STYLE if place % 2 else None,
            snapshot=then, vector=planted.vector(), space=SPACE,
        )  # fmt: skip
        if place % 3 == 0:
            profiles.undo(event.id)
        profiles.own(client.id, Owned(word(), word(), NOW))
    for _ in range(3):
        profiles.keep_photo(
            client.id, word(), planted.picture(), planted.vector(), SPACE, at=NOW, expires_at=NOW + DAY
        )
    return client.id


def found_in(folder: Path, planted: Planted) -> dict[str, int]:
    hits = {
        name: sum(value in content for value in planted.values) for name, content in bytes_of(folder).items()
    }
    return {name: count for name, count in hits.items() if count}


@pytest.fixture
def planted() -> Planted:
    return Planted()


def test_nothing_of_a_forgotten_client_is_on_the_disk(profiles: ProfilesWriter, planted: Planted) -> None:
    others = [profiles.add(person(f"Client {place}", notes="n" * 3000)).id for place in range(20)]
    for number in others:
        give(profiles, number, "S-1", vector=vector(1), space=SPACE)
    one = plant(profiles, planted)
    twin = plant(profiles, planted)
    for client_id in (one, twin):  # shared with others, so it stays
        give(profiles, client_id, "S-1", vector=vector(1), space=SPACE)
    profiles.save(profiles.client(one))
    profiles.merge(one, twin)
    later = plant(profiles, planted)
    profiles.unmerge(profiles.merge(one, later).id)
    profiles.merge(one, later)
    assert len(planted.values) > 300
    folder = profiles.path.parent
    assert sum(found_in(folder, planted).values()) >= len(planted.values)
    with closing(ProfilesReader.open(profiles.path)) as reader:
        assert len(reader.clients()) == 21
        report = profiles.forget(twin)
        assert len(reader.clients()) == 20
    assert (report.client_id, report.cleaned, report.detail) == (one, True, "")
    assert report.erased == {
        "clients": 3, "consents": 3, "events": 26, "event_states": 9, "snapshots": 24, "item_vectors": 24,
        "owned": 24, "photos": 9, "photo_vectors": 9, "merges": 2,
    }  # fmt: skip
    assert found_in(folder, planted) == {}
    assert sorted(file.name for file in folder.iterdir()) == [
        "profiles.db",
        "profiles.db-shm",
        "profiles.db-wal",
    ]
    assert (folder / "profiles.db-wal").stat().st_size == 0
    assert len(profiles.item_vectors(["S-1"], SPACE)) == 1
    assert [profiles.history(number).snapshots["S-1"].name for number in others] == ["Article S-1"] * 20
    for ask in (profiles.client, profiles.uids, profiles.forget):
        with pytest.raises(KnownError) as caught:
            ask(one)
        assert caught.value.code is ErrorCode.UNKNOWN_CLIENT
    assert profiles.check(full=True).ok
    assert profiles.add(person()).id > later  # a number is never given twice


def test_edited_and_shortened_texts_leave_nothing_either(profiles: ProfilesWriter, planted: Planted) -> None:
    """Old versions of a row lie in free parts of pages until they are overwritten."""
    from dataclasses import replace

    one = plant(profiles, planted)
    for _ in range(5):
        profiles.save(replace(profiles.client(one), notes=" ".join(planted.word() for _ in range(300))))
    profiles.save(replace(profiles.client(one), notes="short"))
    profiles.forget(one)
    assert found_in(profiles.path.parent, planted) == {}


def test_a_reader_in_the_middle_delays_the_cleaning(
    path: Path, profiles: ProfilesWriter, planted: Planted
) -> None:
    one = plant(profiles, planted)
    with closing(ProfilesReader.open(path)) as reader, reader._one_state():
        assert len(reader.clients()) == 1
        report = profiles.forget(one)
        assert not report.cleaned
        assert report.detail.startswith("profiles_locked")
        assert len(reader.clients()) == 1  # it still sees the state from before
    assert profiles.clients() == []
    assert "overwritten" in profiles.check(full=False).detail
    profiles.close()
    with closing(ProfilesWriter.open(path)) as again:
        assert again.check(full=False).ok
        assert found_in(path.parent, planted) == {}


def test_a_full_disk_is_told_and_cleaning_is_tried_again(
    path: Path, profiles: ProfilesWriter, planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(connection: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    one = plant(profiles, planted)
    with monkeypatch.context() as patch:
        patch.setattr(forget, "empty_log", full)
        report = profiles.forget(one)
        assert (report.cleaned, report.detail) == (False, "disk_full: database or disk is full")
        assert report.erased["clients"] == 1
        profiles.close()
        ProfilesWriter.open(path).close()  # still full: it opens all the same
    with closing(ProfilesWriter.open(path)) as again:
        assert again.clients() == []
        assert not forget.clean_pending(again._db)
    assert found_in(path.parent, planted) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no limits on file sizes")
def test_a_disk_that_is_full_in_the_middle_of_the_cleaning(
    path: Path, profiles: ProfilesWriter, planted: Planted
) -> None:
    import resource

    other = profiles.add(person("Client B")).id
    profiles.set_consent(other, Purpose.PHOTOS, True, NOW)
    for _ in range(40):
        profiles.keep_photo(other, "p", JPEG + bytes(50_000), None, "", at=NOW, expires_at=NOW + DAY)
    one = plant(profiles, planted)
    forget.empty_log(profiles._db)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    try:
        report = profiles.forget(one)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not report.cleaned
    assert len(profiles.clients()) == 1
    profiles.close()
    with closing(ProfilesWriter.open(path)) as again:
        assert len(again.photos(other)) == 40
        assert again.check(full=True).ok
    assert found_in(path.parent, planted) == {}


def test_forgetting_is_no_part_of_something_else(profiles: ProfilesWriter) -> None:
    one = profiles.add(person()).id
    with pytest.raises(RuntimeError, match="transaction"), profiles.transaction():
        profiles.forget(one)
    assert writer.clean_pending(profiles._db) is False
    assert profiles.client(one).id == one


def test_copies_that_hold_the_client_are_found(profiles: ProfilesWriter, planted: Planted) -> None:
    folder = profiles.path.with_name("backups")
    before = copy_now(profiles.path, folder)
    one = plant(profiles, planted)
    with_client = copy_now(profiles.path, folder)
    spoilt = folder / "profiles-20200101-120000.db"
    spoilt.write_bytes(with_client.read_bytes()[:-9000])
    upgrade = profiles.path.with_name("profiles.schema-1.20250101-120000.db")
    upgrade.write_bytes(with_client.read_bytes())
    aside = profiles.path.with_name("profiles.damaged-20250101-120000.db")
    aside.write_bytes(b"unreadable")
    uids = profiles.uids(one)
    profiles.forget(one)
    found = {holding.path: holding for holding in find_holdings(profiles.path, folder, uids)}
    assert set(found) == {with_client, spoilt, upgrade, aside}
    assert before not in found
    assert [found[path].certain for path in (with_client, upgrade, aside)] == [True, True, False]
    assert [found[path].expires_at is None for path in (with_client, spoilt, upgrade, aside)] == [
        False, False, True, True,
    ]  # fmt: skip
    for path in (with_client, upgrade):
        erase_from_copy(path, uids)
    spoilt.unlink()
    assert [holding.path for holding in find_holdings(profiles.path, folder, uids)] == [aside]
    assert found_in(profiles.path.parent, planted) == {}
    with closing(ProfilesReader.open(with_client)) as reader:
        assert reader.clients() == []
        assert reader.check(full=True).ok


def test_half_copies_of_a_crash_are_swept(profiles: ProfilesWriter, planted: Planted) -> None:
    folder = profiles.path.with_name("backups")
    one = plant(profiles, planted)
    copy = copy_now(profiles.path, folder)
    halves = [copy.with_name(copy.name + ".cleared"), profiles.path.with_name("profiles.db.restored")]
    mine = profiles.path.with_name("profiles.db.mine")
    for half in (*halves, mine):
        half.write_bytes(b"x")
    uids = profiles.uids(one)
    profiles.forget(one)
    find_holdings(profiles.path, folder, uids)
    assert not any(half.exists() for half in halves)
    assert mine.exists()  # not the program's


def test_a_copy_that_cannot_be_rewritten_stays_as_it_was(profiles: ProfilesWriter, planted: Planted) -> None:
    folder = profiles.path.with_name("backups")
    one = plant(profiles, planted)
    copy = copy_now(profiles.path, folder)
    tell(copy, "DROP TABLE owned")
    before = copy.read_bytes()
    with pytest.raises(KnownError):
        erase_from_copy(copy, profiles.uids(one))
    assert copy.read_bytes() == before
    assert [file.name for file in folder.iterdir()] == [copy.name]
