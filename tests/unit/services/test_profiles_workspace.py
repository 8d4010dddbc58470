"""The clients' file of an open data folder."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.data.profiles.people import bytes_of, person, tell
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.values import Filters, Sort
from visrec_desktop.services import clients, diagnosis
from visrec_desktop.services.profiles_backup import back_up, list_backups, restore
from visrec_desktop.services.workspace import Workspace


def code_of(action: Callable[[], object]) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        action()
    return caught.value.code


def reopened(workspace: Workspace) -> Workspace:
    workspace.close()
    return Workspace.open(workspace.paths, demo=False, writable=True)


def test_reading_makes_no_file(workspace: Workspace) -> None:
    workspace.close()
    before = bytes_of(workspace.paths.root)
    with Workspace.open(workspace.paths, demo=False, writable=False) as reading:
        assert clients.list_clients(reading) == []
        assert clients.dates_ahead(reading) == []
        assert reading.clients_view() is reading.profiles()
        assert code_of(lambda: clients.brief(reading, 1)) is ErrorCode.UNKNOWN_CLIENT
        assert code_of(reading.profiles_writer) is ErrorCode.FOLDER_READ_ONLY
        assert list_backups(reading) == []
    assert bytes_of(workspace.paths.root) == before


def test_a_reader_of_nothing_sees_the_file_once_there_is_one(workspace: Workspace) -> None:
    assert workspace.profiles().is_nothing
    added = clients.add(workspace, person())
    assert [each.id for each in clients.list_clients(workspace)] == [added.id]
    assert workspace.clients_view() is workspace.profiles_writer()
    assert workspace.profiles() is workspace.profiles()


def test_each_thread_has_a_reader(workspace: Workspace) -> None:
    clients.add(workspace, person())
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(workspace.profiles()))
    thread.start()
    thread.join()
    assert found[0] is not workspace.profiles()


def test_the_day_begins_with_a_copy(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    clients.add(workspace, person("Client A"))
    assert list_backups(workspace) == []  # there was nothing to copy
    with reopened(workspace) as again:
        clients.add(again, person("Client B"))
        (copy,) = list_backups(again)
        assert copy.clients == 1
        real = time.strftime
        monkeypatch.setattr(time, "strftime", lambda form, *when: real(form, *when).replace("20", "21", 1))
        again.profiles_writer()  # the next day, the window still open
        assert [each.clients for each in list_backups(again)] == [2, 1]


def test_no_room_for_the_copy_keeps_nobody_from_working(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visrec_desktop.data.profiles import backups

    def full(source: sqlite3.Connection, target: Path) -> None:
        raise KnownError(ErrorCode.DISK_FULL, str(target))

    clients.add(workspace, person())
    monkeypatch.setattr(backups, "copy", full)
    with reopened(workspace) as again:
        clients.add(again, person())
        assert again.profiles_backup_error is not None
        assert again.profiles_backup_error.code is ErrorCode.DISK_FULL


def test_a_damaged_file_concerns_clients_alone_until_a_copy_is_restored(workspace: Workspace) -> None:
    added = clients.add(workspace, person("Client A"))
    copy = back_up(workspace)
    workspace.close()
    workspace.paths.profiles.write_bytes(b"damaged")
    with Workspace.open(workspace.paths, demo=False, writable=True) as again:
        assert list(again.catalog().product_ids(Filters(), Sort.NAME)) == []
        for use in (again.profiles, again.profiles_writer, lambda: clients.get(again, added.id)):
            assert code_of(use) is ErrorCode.PROFILES_DAMAGED
        results = {check["name"]: check for check in diagnosis.checks(again, full=False)}
        assert not results["clients"]["ok"]
        assert results["file"]["ok"]
        done = restore(again, copy)
        assert done.clients == 1
        assert done.aside is not None
        assert done.aside.read_bytes() == b"damaged"
        assert clients.get(again, added.id).name == "Client A"


def test_a_newer_file_concerns_clients_alone(workspace: Workspace) -> None:
    clients.add(workspace, person())
    workspace.close()
    tell(workspace.paths.profiles, "PRAGMA user_version = 99")
    with Workspace.open(workspace.paths, demo=False, writable=True) as again:
        assert code_of(again.profiles) is ErrorCode.PROFILES_NEWER
        assert code_of(again.profiles_writer) is ErrorCode.PROFILES_NEWER
        assert again.catalog().count() == 0


def test_other_threads_see_what_was_restored(workspace: Workspace) -> None:
    clients.add(workspace, person("Client A"))
    copy = back_up(workspace)
    clients.add(workspace, person("Client B"))
    ask, answer = threading.Event(), threading.Event()
    counts: list[int] = []

    def read() -> None:
        counts.append(len(clients.list_clients(workspace)))
        answer.set()
        ask.wait(10)
        counts.append(len(clients.list_clients(workspace)))

    thread = threading.Thread(target=read)
    thread.start()
    answer.wait(10)
    restore(workspace, copy)
    ask.set()
    thread.join()
    assert counts == [2, 1]


def test_restoring_does_not_bring_back_who_was_forgotten(workspace: Workspace) -> None:
    from visrec_desktop.services.privacy import forget

    added = clients.add(workspace, person("Client A"))
    copy = back_up(workspace)
    forget(workspace, added.id)
    assert restore(workspace, copy).clients == 0


def test_restoring_needs_a_writable_folder_and_a_good_copy(workspace: Workspace, tmp_path: Path) -> None:
    clients.add(workspace, person())
    copy = back_up(workspace, tmp_path / "mine.db")
    assert copy == tmp_path / "mine.db"
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"bad")
    assert code_of(lambda: restore(workspace, bad)) is ErrorCode.PROFILES_DAMAGED
    assert len(clients.list_clients(workspace)) == 1
    with Workspace.open(workspace.paths, demo=False, writable=False) as reading:
        assert code_of(lambda: restore(reading, copy)) is ErrorCode.FOLDER_READ_ONLY


def test_photos_expire_at_opening(workspace: Workspace) -> None:
    from tests.unit.data.profiles.people import JPEG
    from visrec_desktop.core.clients import Purpose

    one = clients.add(workspace, person(), agreed=[Purpose.PHOTOS]).id
    moment = clients.now()
    for label, ends in (("old", moment - 1), ("new", moment + 10**12)):
        workspace.profiles_writer().keep_photo(one, label, JPEG, None, "", at=1, expires_at=ends)
    with reopened(workspace) as again:
        again.profiles_writer()
        assert [photo.label for photo in again.profiles().photos(one)] == ["new"]


def test_the_checks_name_no_person(workspace: Workspace) -> None:
    names = [check["name"] for check in diagnosis.checks(workspace, full=False)]
    assert names.count("clients") == 1
    clients.add(workspace, person("Zebedee", contact="zebedee@example.org"))
    told = str(diagnosis.checks(workspace, full=True))
    assert "1 clients, 0 events, 0 photos" in told
    assert "ebedee" not in told


def test_a_locked_file(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from visrec_desktop.data.profiles import connections

    clients.add(workspace, person())
    workspace.close()
    monkeypatch.setattr(connections, "BUSY_MS", 50)
    with (
        closing(sqlite3.connect(workspace.paths.profiles, isolation_level=None)) as other,
        Workspace.open(workspace.paths, demo=False, writable=False) as reading,
    ):
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert code_of(reading.profiles) is ErrorCode.PROFILES_LOCKED
        other.execute("ROLLBACK")
    assert DataPaths(workspace.paths.root).profiles.exists()
