"""Opening data folders, in good and in bad condition."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.unit.services.conftest import Import
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import DataPaths, demo_catalog, resources_dir
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.settings import Provider, Settings, load_settings
from visrec_desktop.services.coverage import catch_up
from visrec_desktop.services.workspace import Workspace


def refused(paths: DataPaths, *, writable: bool = True) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        Workspace.open(paths, demo=False, writable=writable)
    return caught.value.code


def test_a_new_folder_starts_with_the_demo(tmp_path: Path) -> None:
    shipped = demo_catalog().read_bytes()
    with Workspace.open(DataPaths(tmp_path / "new"), demo=True, writable=True) as workspace:
        coverage = workspace.reader().coverage(workspace.space)
        assert coverage.products >= 240
        assert coverage.waiting == 0
    assert demo_catalog().read_bytes() == shipped


def test_without_the_demo_it_starts_empty(workspace: Workspace) -> None:
    assert workspace.reader().count() == 0


def test_a_folder_is_open_for_writing_once(workspace: Workspace) -> None:
    assert refused(workspace.paths) is ErrorCode.FOLDER_IN_USE
    with Workspace.open(workspace.paths, demo=False, writable=False) as second:
        assert second.reader().count() == 0
        with pytest.raises(KnownError):
            second.writer()


def test_after_closing_it_can_be_opened_again(workspace: Workspace) -> None:
    workspace.close()
    Workspace.open(workspace.paths, demo=False, writable=True).close()


@pytest.mark.parametrize("writable", [True, False])
def test_a_damaged_catalog_is_told_and_left_alone(workspace: Workspace, *, writable: bool) -> None:
    workspace.close()
    workspace.paths.catalog.write_bytes(b"this is no database, whatever its name says" * 100)
    before = workspace.paths.catalog.read_bytes()
    assert refused(workspace.paths, writable=writable) is ErrorCode.CATALOG_DAMAGED
    assert workspace.paths.catalog.read_bytes() == before
    # and the folder is not left locked
    assert refused(workspace.paths, writable=writable) is ErrorCode.CATALOG_DAMAGED


def test_a_catalog_of_a_newer_version_is_told_and_left_alone(workspace: Workspace) -> None:
    workspace.close()
    with sqlite3.connect(workspace.paths.catalog) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = workspace.paths.catalog.read_bytes()
    assert refused(workspace.paths) is ErrorCode.CATALOG_NEWER
    assert workspace.paths.catalog.read_bytes() == before


def test_settings_are_kept(workspace: Workspace) -> None:
    workspace.set_settings(Settings(provider=Provider.CPU, threads=1))
    assert load_settings(workspace.paths.settings) == Settings(provider=Provider.CPU, threads=1)


def test_damaged_settings_are_told_and_the_usual_ones_taken(workspace: Workspace) -> None:
    workspace.close()
    workspace.paths.settings.write_text("{ not json")
    with Workspace.open(workspace.paths, demo=False, writable=True) as again:
        assert again.settings == Settings()
        assert again.settings_error is not None
        assert again.settings_error.code is ErrorCode.SETTINGS_DAMAGED


def test_a_missing_model_is_told(workspace: Workspace) -> None:
    workspace.use_settings(model="no-such-model")
    assert workspace.space == ""
    with pytest.raises(KnownError) as caught:
        workspace.embedder()
    assert caught.value.code is ErrorCode.MODEL_MISSING


def add_pack(workspace: Workspace, name: str, **changes: object) -> Path:
    """A copy of the shipped pack under another name in the owner's folder."""
    folder = workspace.paths.models / name
    shutil.copytree(resources_dir() / "models" / "thin-resnet50", folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "name": name, **changes}))
    return folder


def test_a_pack_drops_in_as_a_folder_and_old_vectors_are_renewed(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    add_pack(workspace, "other", version="7")
    workspace.use_settings(model="other")
    assert workspace.space == "other@7"
    assert workspace.reader().coverage(workspace.space).waiting == 8
    assert len(workspace.index()) == 0
    list(catch_up(workspace, CancelToken()))
    assert workspace.reader().coverage(workspace.space).waiting == 0
    assert len(workspace.index()) == 8


def test_a_file_in_the_place_of_the_index_stops_nothing(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    workspace.paths.index.write_text("")
    do_import(shop)
    assert len(workspace.index()) == 8
    assert workspace.index_access.built
    assert workspace.paths.index.read_text() == ""


def test_features_are_computed_from_the_small_copy_when_the_file_is_gone(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    shutil.rmtree(shop)
    add_pack(workspace, "other")
    workspace.use_settings(model="other")
    list(catch_up(workspace, CancelToken()))
    assert workspace.reader().coverage(workspace.space).analysed == 8


def test_a_changed_model_file_is_refused(workspace: Workspace) -> None:
    folder = add_pack(workspace, "other")
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"\0")
    workspace.use_settings(model="other")
    with pytest.raises(KnownError) as caught:
        workspace.embedder()
    assert caught.value.code is ErrorCode.MODEL_CHECKSUM


@pytest.mark.parametrize("writable", [True, False])
def test_a_catalog_of_an_earlier_program_is_upgraded(tmp_path: Path, writable: bool) -> None:
    paths = DataPaths(tmp_path)
    old = Path(__file__).parents[1] / "data" / "fixtures" / "catalog-v1.db"
    shutil.copy(old, paths.catalog)
    with Workspace.open(paths, demo=False, writable=writable) as workspace:
        assert workspace.reader().count() == 3
    (copy,) = tmp_path.glob("catalog.schema-1.*.db")
    assert copy.stat().st_size == old.stat().st_size
    with Workspace.open(paths, demo=False, writable=True) as workspace:
        assert workspace.reader().count() == 3
