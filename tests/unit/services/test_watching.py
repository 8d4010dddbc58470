"""A watched folder tells what arrives, once, and when it is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.services.conftest import Import, draw_picture
from visrec_desktop.services.watching import Arrivals, Watch, look
from visrec_desktop.services.workspace import Workspace


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(tmp_path: Path, clock: Clock) -> Watch:
    (tmp_path / "in").mkdir()
    return Watch(tmp_path / "in", settle_s=3, clock=clock)


def names(arrivals: Arrivals) -> list[str]:
    return [path.name for path in arrivals.files]


def test_a_file_is_told_once_and_when_it_is_whole(watch: Watch, clock: Clock) -> None:
    file = watch.folder / "new.jpg"
    file.write_bytes(b"beginning")
    assert names(watch.poll()) == []
    clock.now = 2
    file.write_bytes(b"beginning and more")
    assert names(watch.poll()) == []
    clock.now = 4
    assert names(watch.poll()) == []  # it has been the same for two seconds only
    clock.now = 5
    assert names(watch.poll()) == ["new.jpg"]
    clock.now = 50
    assert names(watch.poll()) == []
    os.utime(file, ns=(1, 1))
    watch.poll()
    clock.now = 60
    assert names(watch.poll()) == ["new.jpg"]


def test_only_what_can_be_imported_counts(watch: Watch, clock: Clock) -> None:
    for name in ("a.jpg", "b.xlsx", "c.zip", "d.txt", ".e.jpg", "~$b.xlsx", "f.jpg.part", "g.crdownload"):
        (watch.folder / name).write_bytes(b"x")
    (watch.folder / "deep").mkdir()
    (watch.folder / "deep" / "h.png").write_bytes(b"x")
    watch.poll()
    clock.now = 9
    assert sorted(names(watch.poll())) == ["a.jpg", "b.xlsx", "c.zip", "h.png"]


def test_a_folder_that_is_gone_comes_back_as_it_was(watch: Watch, clock: Clock) -> None:
    (watch.folder / "a.jpg").write_bytes(b"x")
    watch.poll()
    clock.now = 4
    assert names(watch.poll()) == ["a.jpg"]
    away = watch.folder.with_name("away")
    watch.folder.rename(away)
    assert watch.poll() == Arrivals(available=False)
    away.rename(watch.folder)
    (watch.folder / "a.jpg").unlink()
    clock.now = 20
    assert watch.poll() == Arrivals()


def test_what_the_catalog_has_is_not_told(
    workspace: Workspace, do_import: Import, watch: Watch, clock: Clock
) -> None:
    draw_picture(watch.folder / "old.png", 1)
    do_import(watch.folder)
    draw_picture(watch.folder / "new.png", 2)
    look(workspace, watch)
    clock.now = 10
    assert names(look(workspace, watch)) == ["new.png"]
