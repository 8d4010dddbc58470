"""Pictures whose drive got another letter are found again, and never mistaken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.services.conftest import Import, draw_picture
from visrec_desktop.core.errors import Cancelled
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.services import moved
from visrec_desktop.services.moved import MovedReport, apply_moved, find_moved, missing_pictures, undo_moved
from visrec_desktop.services.workspace import Workspace


def found(workspace: Workspace, *roots: Path) -> MovedReport:
    steps = find_moved(workspace, CancelToken(), roots)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def test_nothing_is_missing_where_all_is_there(demo: Workspace, workspace: Workspace) -> None:
    assert missing_pictures(demo) == ()  # shipped pictures
    assert found(workspace) == MovedReport()


@pytest.mark.parametrize("root", ["new/stuff", "new", "new/stuff/shop"])
def test_a_moved_folder_is_found_below_a_chosen_one(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path, root: str
) -> None:
    do_import(shop)
    target = tmp_path / "new" / "stuff" / "shop" if root != "new" else tmp_path / "new" / "shop"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(shop, target)
    assert len(missing_pictures(workspace)) == 8
    report = found(workspace, tmp_path / root)
    assert (len(report.found), report.still_missing) == (8, ())
    assert apply_moved(workspace, report) == 8
    assert missing_pictures(workspace) == ()
    assert do_import(target).unchanged == 8
    assert undo_moved(workspace, report) == 8
    assert len(missing_pictures(workspace)) == 8


def test_another_mount_is_looked_at_by_itself(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(shop)
    mount = tmp_path / "media" / "user" / "STICK"
    mount.mkdir(parents=True)
    shutil.move(shop, mount / "shop")
    monkeypatch.setattr(moved, "_MOUNTS", (str(tmp_path / "media"),))
    assert len(found(workspace).found) == 8


def test_other_pictures_of_the_same_names_are_not_taken(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    do_import(shop)
    shutil.rmtree(shop)
    for seed in range(8):
        draw_picture(tmp_path / "other" / "shop" / f"item-{seed}.png", seed + 50)
    report = found(workspace, tmp_path / "other")
    assert (report.found, len(report.still_missing)) == ({}, 8)


def test_what_is_there_is_found_though_some_is_lost(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    do_import(shop)
    shutil.move(shop, tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "item-0.png").unlink()
    report = found(workspace, tmp_path / "elsewhere")
    assert (len(report.found), len(report.still_missing)) == (7, 1)


def test_looking_can_be_stopped(workspace: Workspace, do_import: Import, shop: Path) -> None:
    do_import(shop)
    shutil.rmtree(shop)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        list(find_moved(workspace, token))
