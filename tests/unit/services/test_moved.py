"""Pictures that lie elsewhere now are found by their paths, and proved by their content."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from visrec_desktop.core.errors import Cancelled
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import PictureDraft, ProductDraft
from visrec_desktop.services import moved
from visrec_desktop.services.moved import MovedReport, apply_moved, find_moved, missing_pictures, undo_moved
from visrec_desktop.services.workspace import Workspace


@pytest.fixture(autouse=True)
def mounted(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The disks of the computer, for the test to fill in."""
    places: list[Path] = []
    monkeypatch.setattr(moved, "mounts", lambda: places)
    return places


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A stick with two folders of pictures."""
    folder = tmp_path / "STICK" / "shop"
    for name in ("pics/a.jpg", "pics/b.jpg", "pics/c.jpg", "pics/d.jpg", "pics/e.jpg", "more/deep/f.jpg"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(f"the picture {name}".encode())
    return folder


def stored(workspace: Workspace, *files: Path, named: str | None = None) -> list[str]:
    """Put picture files into the catalog, under their own paths or one that is `named`."""
    paths = []
    for file in files:
        data, status = file.read_bytes(), file.stat()
        paths.append(named or str(file))
        digest = hashlib.sha256(data).hexdigest()
        draft = PictureDraft(paths[-1], digest, 9, 9, len(data), status.st_mtime_ns, b"thumbnail")
        workspace.writer().put(ProductDraft(sku=paths[-1]), [draft])
    return paths


def all_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def search(workspace: Workspace, *roots: Path, token: CancelToken | None = None) -> MovedReport:
    steps = find_moved(workspace, token or CancelToken(), roots)
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return end.value
        assert step.stage == "finding"
        assert step.total is None or step.done <= step.total


def test_nothing_is_missing(workspace: Workspace, demo: Workspace, shelf: Path) -> None:
    stored(workspace, *all_of(shelf))
    assert missing_pictures(workspace) == ()
    assert search(workspace) == MovedReport()
    assert all(path.startswith("resource:") for path in demo.reader().known_files())
    assert missing_pictures(demo) == ()
    assert search(demo, shelf) == MovedReport()


def test_a_stick_under_another_name(workspace: Workspace, shelf: Path, mounted: list[Path]) -> None:
    paths = stored(workspace, *all_of(shelf))
    new = shelf.parent.rename(shelf.parent.with_name("STICK1"))
    assert missing_pictures(workspace) == tuple(paths)
    assert search(workspace).still_missing == tuple(paths)
    mounted += [shelf.parents[1] / "EMPTY", new]
    report = search(workspace)
    assert report.still_missing == ()
    assert set(report.found.values()) == {str(path) for path in all_of(new)}
    assert missing_pictures(workspace) == tuple(paths)  # nothing is changed by looking
    assert apply_moved(workspace, report) == 6
    assert missing_pictures(workspace) == ()
    assert set(workspace.reader().known_files()) == set(report.found.values())


@pytest.mark.parametrize(
    "old", ["D:\\shop\\pics\\a.jpg", "D:/shop/pics/a.jpg", "\\\\server\\share\\shop\\pics\\a.jpg"]
)
@pytest.mark.parametrize("below", ["shop/pics", "pics", ""])
def test_a_path_of_windows(workspace: Workspace, shelf: Path, tmp_path: Path, old: str, below: str) -> None:
    stored(workspace, shelf / "pics" / "a.jpg", named=old)
    new = tmp_path / "root" / below / "a.jpg"
    new.parent.mkdir(parents=True)
    (shelf / "pics" / "a.jpg").rename(new)
    assert search(workspace, tmp_path / "root").found == {old: str(new)}


def test_the_longest_common_path_wins(workspace: Workspace, shelf: Path, tmp_path: Path) -> None:
    (path,) = stored(workspace, shelf / "pics" / "a.jpg")
    for below in ("", "pics", "shop/pics"):
        (tmp_path / "root" / below).mkdir(parents=True, exist_ok=True)
        shutil.copy2(shelf / "pics" / "a.jpg", tmp_path / "root" / below)
    shutil.rmtree(shelf)
    assert search(workspace, tmp_path / "root").found == {path: str(tmp_path / "root/shop/pics/a.jpg")}


def test_what_one_folder_became_tells_of_its_neighbours(
    workspace: Workspace, shelf: Path, tmp_path: Path
) -> None:
    paths = stored(workspace, *all_of(shelf))
    new = tmp_path / "elsewhere" / "shop"
    new.parent.mkdir()
    shelf.rename(new)
    report = search(workspace, new / "more" / "deep", new / "pics")
    assert set(report.found) == set(paths)
    (new / "pics" / "late.jpg").write_bytes(b"late")
    report = search(workspace, new / "more" / "deep")  # named alone, it leads to the others
    assert str(new / "pics" / "a.jpg") in report.found.values()


def test_other_files_of_the_same_name_are_not_taken(
    workspace: Workspace, shelf: Path, tmp_path: Path
) -> None:
    paths = stored(workspace, *all_of(shelf / "pics"))
    root = tmp_path / "root" / "pics"
    shutil.copytree(shelf / "pics", root)
    shutil.rmtree(shelf)
    for name, content in (("a.jpg", b"x" * 22), ("b.jpg", b"shorter")):
        times = (root / name).stat()
        (root / name).write_bytes(content)
        os.utime(root / name, ns=(times.st_atime_ns, times.st_mtime_ns))
    (root / "e.jpg").write_bytes(b"y" * 22)  # of another time, and so compared although it is the fifth
    report = search(workspace, root.parent)
    assert [Path(path).name for path in report.found] == ["c.jpg", "d.jpg"]
    assert [Path(path).name for path in report.still_missing] == ["a.jpg", "b.jpg", "e.jpg"]
    assert set(report.still_missing) | set(report.found) == set(paths)


def test_a_folder_of_strangers_is_left_soon(
    workspace: Workspace, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(workspace, *all_of(shelf / "pics"))
    wrong, right = tmp_path / "wrong" / "pics", tmp_path / "right" / "pics"
    shutil.copytree(shelf / "pics", right)
    wrong.mkdir(parents=True)
    for file in all_of(right):
        (wrong / file.name).write_bytes(b"z" * 22)
    shutil.rmtree(shelf)
    hashed: list[Path] = []
    real = moved._sha256
    monkeypatch.setattr(moved, "_sha256", lambda file: hashed.append(file) or real(file))
    report = search(workspace, wrong.parent, right.parent)
    assert {Path(path).parent for path in report.found.values()} == {right}
    assert len(report.found) == 5
    assert [file.parent for file in hashed] == [wrong] * 3 + [right] * 3


def test_pictures_of_one_folder_may_be_in_two_places(
    workspace: Workspace, shelf: Path, tmp_path: Path
) -> None:
    stored(workspace, *all_of(shelf / "pics"))
    for number, file in enumerate(all_of(shelf / "pics")):
        place = tmp_path / f"root-{number % 2}" / "pics"
        place.mkdir(parents=True, exist_ok=True)
        file.rename(place / file.name)
    report = search(workspace, tmp_path / "root-0", tmp_path / "root-1")
    assert report.still_missing == ()
    assert len(report.found) == 5


def test_a_folder_where_the_picture_was(workspace: Workspace, shelf: Path, tmp_path: Path) -> None:
    (path,) = stored(workspace, shelf / "pics" / "a.jpg")
    (shelf / "pics" / "a.jpg").unlink()
    for folder in (shelf / "pics" / "a.jpg", tmp_path / "root" / "pics" / "a.jpg"):
        folder.mkdir(parents=True)
    assert search(workspace, tmp_path / "root").still_missing == (path,)


def test_a_renamed_folder_is_found_below_a_chosen_one(
    workspace: Workspace, shelf: Path, tmp_path: Path
) -> None:
    paths = stored(workspace, *all_of(shelf / "pics"))
    (tmp_path / "chosen" / "some" / "where").mkdir(parents=True)
    shutil.move(shelf / "pics", tmp_path / "chosen" / "some" / "where" / "Pictures of 2026")
    report = search(workspace, tmp_path / "chosen")
    assert (set(report.found), report.still_missing) == (set(paths), ())


def test_cancelled(workspace: Workspace, shelf: Path) -> None:
    stored(workspace, *all_of(shelf))
    shelf.rename(shelf.with_name("moved"))
    token = CancelToken()
    steps = find_moved(workspace, token, [shelf.with_name("moved")])
    assert next(steps) == Progress("finding")
    token.cancel()
    with pytest.raises(Cancelled):
        next(steps)


def test_one_file_of_several_pictures(workspace: Workspace, shelf: Path, tmp_path: Path) -> None:
    (path,) = stored(workspace, shelf / "pics" / "a.jpg")
    known = workspace.reader().known_files()[path]
    draft = PictureDraft(path, known[2], 9, 9, known[0], known[1], b"thumbnail")
    workspace.writer().put(ProductDraft(sku="another"), [draft])
    new = shelf.rename(tmp_path / "shop")
    report = search(workspace, tmp_path)
    assert report.found == {path: str(new / "pics" / "a.jpg")}
    assert apply_moved(workspace, report) == 2
    assert missing_pictures(workspace) == ()
    assert undo_moved(workspace, report) == 2
    assert missing_pictures(workspace) == (path,)


def test_the_mounts_of_this_computer_are_folders() -> None:
    from visrec_desktop.core.pictures import is_folder

    assert all(is_folder(place) for place in _real_mounts())


_real_mounts = moved.mounts
