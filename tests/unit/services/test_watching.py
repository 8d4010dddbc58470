"""A watched folder: files that arrive, grow, change, vanish, and folders that go away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.services.conftest import Import
from visrec_desktop.services.watching import Arrivals, Watch, look
from visrec_desktop.services.workspace import Workspace


class Clock:
    """A clock that a test turns."""

    def __init__(self, seconds: float = 100.0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(inbox: Path, clock: Clock) -> Watch:
    return Watch(inbox, clock=clock)


def put(path: Path, content: bytes = b"content", mtime: int = 1_000_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (mtime, mtime))
    return path


def settled(watch: Watch, clock: Clock) -> Arrivals:
    watch.poll()
    clock.seconds += 3
    return watch.poll()


def test_pictures_sheets_and_archives_are_told_once_in_order(watch: Watch, inbox: Path, clock: Clock) -> None:
    names = ("2.jpg", "10.JPG", "sub/deep/3.png", "prices.csv", "all.zip")
    files = [put(inbox / name) for name in names]
    assert watch.poll() == Arrivals(waiting=5)
    clock.seconds += 2.9
    assert watch.poll() == Arrivals(waiting=5)
    clock.seconds += 0.1
    assert set(watch.poll().files) == set(files)
    clock.seconds += 99
    assert watch.poll() == Arrivals()
    put(inbox / "9.jpg"), put(inbox / "11.jpg")
    assert [file.name for file in settled(watch, clock).files] == ["9.jpg", "11.jpg"]


@pytest.mark.parametrize(
    "name",
    [
        "a.jpg.part",
        "a.zip.crdownload",
        "a.tmp",
        "~$prices.csv",
        ".a.jpg",
        ".hidden/a.jpg",
        "readme.txt",
        "Thumbs.db",
        "jpg",
    ],
)
def test_what_is_passed_over(watch: Watch, inbox: Path, clock: Clock, name: str) -> None:
    put(inbox / name)
    assert settled(watch, clock) == Arrivals()


def test_a_growing_file_waits(watch: Watch, inbox: Path, clock: Clock) -> None:
    for size in range(5):
        put(inbox / "a.zip", b"x" * size)
        assert watch.poll() == Arrivals(waiting=1)
        clock.seconds += 2.9
    put(inbox / "a.zip", b"x" * 4, mtime=1_000_007)
    assert watch.poll() == Arrivals(waiting=1)
    clock.seconds += 3
    assert watch.poll().files == (inbox / "a.zip",)


def test_the_empty_file_that_keeps_a_downloads_place_waits(watch: Watch, inbox: Path, clock: Clock) -> None:
    put(inbox / "a.zip", b"")
    part = put(inbox / "a.zip.part")
    assert settled(watch, clock) == Arrivals(waiting=1)
    part.unlink()
    put(inbox / "a.zip", b"whole")
    assert settled(watch, clock).files == (inbox / "a.zip",)


def test_a_changed_file_is_told_again_and_one_that_comes_back_is_not(
    watch: Watch, inbox: Path, clock: Clock
) -> None:
    file = put(inbox / "prices.csv", b"1")
    assert settled(watch, clock).files == (file,)
    put(file, b"2", mtime=1_000_009)
    assert settled(watch, clock).files == (file,)
    file.unlink()
    assert settled(watch, clock) == Arrivals()
    put(file, b"2", mtime=1_000_009)
    assert settled(watch, clock) == Arrivals()


def test_a_file_that_vanishes_while_it_waits(watch: Watch, inbox: Path, clock: Clock) -> None:
    file = put(inbox / "a.jpg")
    assert watch.poll().waiting == 1
    file.unlink()
    assert watch.poll() == Arrivals()
    clock.seconds += 9
    put(file)
    assert watch.poll() == Arrivals(waiting=1)


def test_a_folder_that_goes_away_and_comes_back_is_not_told_anew(
    watch: Watch, inbox: Path, clock: Clock
) -> None:
    old = put(inbox / "old.jpg")
    assert settled(watch, clock).files == (old,)
    put(inbox / "new.jpg")
    assert watch.poll() == Arrivals(waiting=1)
    inbox.rename(inbox.with_name("unplugged"))
    clock.seconds += 9
    assert watch.poll() == Arrivals(waiting=1, available=False)
    inbox.mkdir()  # as a mount point is left behind, empty
    assert watch.poll() == Arrivals()
    inbox.rmdir()
    inbox.with_name("unplugged").rename(inbox)
    assert settled(watch, clock).files == (inbox / "new.jpg",)


def test_a_folder_that_is_none(tmp_path: Path, clock: Clock) -> None:
    assert not Watch(tmp_path / "none", clock=clock).poll().available
    assert not Watch(put(tmp_path / "file.jpg"), clock=clock).poll().available


def test_what_the_catalog_knows_is_not_told(watch: Watch, inbox: Path, clock: Clock) -> None:
    known = put(inbox / "known.jpg", b"known")
    changed = put(inbox / "changed.jpg", b"changed")
    watch.poll({str(known): (5, 1_000_000 * 10**9), str(changed): (6, 1_000_000 * 10**9)})
    clock.seconds += 3
    assert watch.poll().files == (changed,)
    assert watch.poll({str(changed): (1, 1)}) == Arrivals()


def test_a_restart_tells_no_picture_twice(
    workspace: Workspace, do_import: Import, shop: Path, clock: Clock
) -> None:
    do_import(shop)
    new = put(shop / "new.jpg")
    watch = Watch(shop, clock=clock)
    assert look(workspace, watch) == Arrivals(waiting=1)
    clock.seconds += 3
    assert look(workspace, watch) == Arrivals((new,))


def test_a_restart_reads_no_sheet_again_unless_it_changed(
    workspace: Workspace, inbox: Path, clock: Clock
) -> None:
    sheet = put(inbox / "prices.csv")
    first = Watch(inbox, clock=clock)
    look(workspace, first)
    clock.seconds += 3
    assert look(workspace, first).files == (sheet,)
    again = Watch(inbox, clock=clock)
    look(workspace, again)
    clock.seconds += 3
    assert look(workspace, again) == Arrivals()
    put(sheet, b"newer", mtime=2_000_000)
    look(workspace, again)
    clock.seconds += 3
    assert look(workspace, again).files == (sheet,)
    workspace.paths.watched.write_text("damaged")
    assert look(workspace, Watch(inbox, clock=clock)) == Arrivals(waiting=1)


def test_links(watch: Watch, inbox: Path, clock: Clock, tmp_path: Path) -> None:
    outside = put(tmp_path / "outside" / "a.jpg")
    (inbox / "linked.jpg").symlink_to(outside)
    (inbox / "dangling.jpg").symlink_to(tmp_path / "nowhere.jpg")
    (inbox / "folder").symlink_to(outside.parent)
    (inbox / "loop").symlink_to(inbox)
    assert settled(watch, clock) == Arrivals((inbox / "linked.jpg",))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_is_no_file(watch: Watch, inbox: Path, clock: Clock) -> None:
    os.mkfifo(inbox / "pipe.jpg")
    (inbox / "folder.jpg").mkdir()
    assert settled(watch, clock) == Arrivals()


def test_a_folder_that_cannot_be_listed_does_not_hide_the_others(
    watch: Watch, inbox: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "locked" / "a.jpg")
    good = put(inbox / "b.jpg")
    real = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert settled(watch, clock) == Arrivals((good,), unlisted=(inbox / "locked",))
