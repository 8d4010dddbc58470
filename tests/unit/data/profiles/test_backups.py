"""Copies of the clients' file: one a day, checked, rotating, and put in the place of a damaged one."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.data.profiles.people import bytes_of, give, person, tell
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.connections import companions
from visrec_desktop.data.profiles.backups import (
    copy_now,
    copy_of_the_day,
    copy_to,
    kept_aside,
    list_copies,
    put_in_place,
)
from visrec_desktop.data.profiles.reader import ProfilesReader
from visrec_desktop.data.profiles.writer import ProfilesWriter


@pytest.fixture
def folder(path: Path) -> Path:
    return path.with_name("backups")


def code_of(action: Callable[[], object]) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        action()
    return caught.value.code


def make(path: Path, *names: str) -> None:
    with closing(ProfilesWriter.open(path)) as profiles:
        for name in names:
            give(profiles, profiles.add(person(name)).id, "S-1")


def names_in(path: Path) -> list[str]:
    with closing(ProfilesReader.open(path)) as reader:
        assert reader.check(full=True).ok
        return [each.name for each in reader.clients()]


def test_one_copy_a_day(path: Path, folder: Path) -> None:
    assert copy_of_the_day(path, folder) is None
    assert not folder.exists()
    make(path, "Client A")
    copy = copy_of_the_day(path, folder)
    assert copy is not None
    assert copy.name.startswith(f"profiles-{time.strftime('%Y%m%d')}-")
    assert copy.stat().st_mode & 0o077 == 0
    make(path, "Client B")
    assert copy_of_the_day(path, folder) is None
    assert names_in(copy) == ["Client A"]
    assert [file.name for file in folder.iterdir() if not file.name.startswith(copy.name)] == []


def test_a_copy_has_what_is_still_in_the_log(path: Path, folder: Path, profiles: ProfilesWriter) -> None:
    profiles.add(person("Client A"))
    assert companions(path)[0].stat().st_size > 0
    assert names_in(copy_now(path, folder)) == ["Client A"]
    assert len({copy_now(path, folder) for _ in range(3)}) == 3  # within one second


def test_the_oldest_copies_make_room(path: Path, folder: Path) -> None:
    make(path, "Client A")
    folder.mkdir()
    for day in range(1, 11):
        copy_to(path, folder / f"profiles-202401{day:02d}-080000.db")
    mine = folder / "profiles-mine.db"
    mine.write_bytes(b"not the program's")
    copy_of_the_day(path, folder)
    kept = sorted(file.name for file in folder.glob("profiles-2*.db"))
    assert len(kept) == 7
    assert kept[:6] == [f"profiles-202401{day:02d}-080000.db" for day in range(5, 11)]
    assert mine.exists()
    listed = list_copies(path, folder)
    assert [backup.clients for backup in listed] == [1] * 7
    assert [backup.at for backup in listed] == sorted((backup.at for backup in listed), reverse=True)
    noon = [backup.expires_at for backup in listed if backup.expires_at]
    days = [round((at / 1e6 - time.time()) / 86400) for at in noon]
    assert [day - days[-1] for day in days] == [6, 5, 4, 3, 2, 1, 0]
    assert days[-1] in {0, 1, 2}  # the oldest one is replaced tomorrow


def test_a_damaged_file_is_not_copied_and_drives_out_no_good_copy(path: Path, folder: Path) -> None:
    make(path, *(f"Client {place}" for place in range(300)))
    folder.mkdir()
    for day in range(1, 9):
        copy_to(path, folder / f"profiles-202401{day:02d}-080000.db")
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xee" * 4096)
    before = bytes_of(folder)
    with pytest.raises(KnownError) as caught:
        copy_of_the_day(path, folder)
    assert (caught.value.code, caught.value.subject) == (ErrorCode.PROFILES_DAMAGED, str(path))
    assert bytes_of(folder) == before


def test_there_is_no_room_for_a_copy(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from visrec_desktop.data.profiles import backups

    def full(source: sqlite3.Connection, target: Path) -> None:
        raise KnownError(ErrorCode.DISK_FULL, str(target))

    make(path, "Client A")
    monkeypatch.setattr(backups, "copy", full)
    assert code_of(lambda: copy_of_the_day(path, folder)) is ErrorCode.DISK_FULL
    assert list(folder.iterdir()) == []


def test_a_copy_takes_the_place_of_a_damaged_file(path: Path, folder: Path) -> None:
    make(path, "Client A")
    copy = copy_now(path, folder)
    path.write_bytes(b"damaged beyond repair")
    companions(path)[0].write_bytes(b"its log")
    companions(path)[1].write_bytes(b"its index")
    aside = put_in_place(copy, path)
    assert aside is not None
    assert aside.read_bytes() == b"damaged beyond repair"
    assert companions(aside)[0].read_bytes() == b"its log"
    assert kept_aside(path) == [aside]
    assert names_in(path) == ["Client A"]
    assert copy.exists()
    again = put_in_place(copy, path)
    assert again not in (None, aside)
    assert sorted(names_in(again)) == ["Client A"]


def test_a_copy_takes_an_empty_place(path: Path, folder: Path) -> None:
    make(path, "Client A")
    copy = copy_now(path, folder)
    path.unlink()
    for companion in companions(path):
        companion.unlink(missing_ok=True)
    assert put_in_place(copy, path) is None
    assert names_in(path) == ["Client A"]


def test_a_bad_copy_changes_nothing(path: Path, folder: Path) -> None:
    make(path, "Client A")
    newer = copy_now(path, folder)
    tell(newer, "PRAGMA user_version = 99")
    empty = folder / "profiles-20240101-080000.db"
    empty.write_bytes(b"")
    before = bytes_of(path.parent)
    assert code_of(lambda: put_in_place(newer, path)) is ErrorCode.PROFILES_NEWER
    assert code_of(lambda: put_in_place(empty, path)) is ErrorCode.PROFILES_DAMAGED
    assert code_of(lambda: put_in_place(folder / "none.db", path)) is ErrorCode.NOT_FOUND
    assert bytes_of(path.parent) == before
    assert [backup.clients for backup in list_copies(path, folder)] == [None, None]


def test_the_file_is_kept_aside_where_the_disk_knows_no_second_names(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError("no links here")

    make(path, "Client A")
    copy = copy_now(path, folder)
    make(path, "Client B")
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    aside = put_in_place(copy, path)
    assert aside is not None
    assert (names_in(path), names_in(aside)) == (["Client A"], ["Client A", "Client B"])


def test_a_forgotten_client_does_not_come_back_with_a_copy(path: Path, folder: Path) -> None:
    make(path, "Client A", "Client B")
    copy = copy_now(path, folder)
    with closing(ProfilesWriter.open(path)) as profiles:
        profiles.forget(1)
        forgotten = profiles.forgotten()
    put_in_place(copy, path, forgotten)
    assert names_in(path) == ["Client B"]
    assert b"Client A" not in path.read_bytes()
    with closing(ProfilesReader.open(path)) as reader:
        assert reader.forgotten() == forgotten  # nor with the next one
