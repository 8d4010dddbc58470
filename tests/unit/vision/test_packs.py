"""Manifests: read strictly, every defect one known error that names the field."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision import colour, packs
from visrec_desktop.vision.packs import ModelPack, Resize, find_packs, load_pack, verify

Edit = Callable[[Callable[[dict[str, Any]], object]], Path]
_DELETE = object()


def error_of(folder: Path) -> KnownError:
    with pytest.raises(KnownError) as caught:
        load_pack(folder)
    assert caught.value.code is ErrorCode.MODEL_MANIFEST
    assert caught.value.subject == str(folder / "manifest.json")
    return caught.value


def put(values: dict[str, Any], field: str, value: object) -> None:
    *path, last = field.split(".")
    place: Any = values
    for key in path:
        place = place[int(key)] if key.isdigit() else place[key]
    if value is _DELETE:
        del place[last]
    else:
        place[last] = value


def test_the_shipped_pack(pack: ModelPack) -> None:
    assert pack.space == f"{pack.name}@{pack.version}" == "thin-resnet50@2"
    assert pack.dim == sum(part.dim for part in pack.parts) == 1024 + 405
    assert sum(part.weight for part in pack.parts) == pytest.approx(1)
    assert pack.licence == "BSD-2-Clause"
    assert "Yahoo" in pack.attribution
    assert pack.input.resize is Resize.CENTRE_CROP
    assert pack.tensors.feature_map is not None
    assert pack.tensors.feature_map.shape == (1024, 7, 7)
    assert 1 > pack.bands.very_close > pack.bands.close > pack.bands.same_idea > 0
    assert "Redistribution and use" in (pack.folder / "LICENSE").read_text(encoding="utf-8")
    verify(pack)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", _DELETE),
        ("name", ""),
        ("name", "a/b"),
        ("name", "a@b"),
        ("name", 7),
        ("title", None),
        ("version", "1 2"),
        ("version", 1),
        ("schema", 2),
        ("schema", True),
        ("sha256", "abc"),
        ("licence", _DELETE),
        ("attribution", []),
        ("input", []),
        ("input.size", 0),
        ("input.size", 224.5),
        ("input.size", True),
        ("input.layout", "CHWN"),
        ("input.channels", "GREY"),
        ("input.mean", [1, 2]),
        ("input.mean", [1, 2, "3"]),
        ("input.mean", [1, 2, 10**400]),
        ("input.scale", [1, 1, 0]),
        ("input.resize", "stretch"),
        ("tensors", _DELETE),
        ("tensors.input.name", _DELETE),
        ("tensors.features.dimensions", []),
        ("tensors.features.dimensions", [1024, 1]),
        ("tensors.features.dimensions", [0]),
        ("tensors.feature_map.dimensions", [512, 7, 7]),
        ("parts", []),
        ("parts", {}),
        ("parts.0.weight", 0.9),
        ("parts.0.weight", 0),
        ("parts.0.weight", -1),
        ("parts.0.studio_weight", 0.1),
        ("parts.0.studio_weight", "much"),
        ("parts.0.dimensions", 512),
        ("parts.0.name", "smell"),
        ("parts.1.name", "look"),
        ("parts.1.dimensions", 1),
        ("average.sha256", "x"),
        ("average.file", "../average.npy"),
        ("bands", _DELETE),
        ("bands.close", 0.99),
        ("bands.very_close", 1.5),
    ],
)
def test_every_defect_names_its_field(edit_manifest: Edit, field: str, value: object) -> None:
    folder = edit_manifest(lambda values: put(values, field, value))
    detail = error_of(folder).detail
    assert field.split(".", maxsplit=1)[0] in detail


@pytest.mark.parametrize(
    "file", ["../model.onnx", "/etc/passwd", ".", "..", "sub/../../x.onnx", "a\0b", "", "average.npy/.."]
)
def test_file_stays_inside(edit_manifest: Edit, file: str) -> None:
    assert "file" in error_of(edit_manifest(lambda values: put(values, "file", file))).detail


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links")
def test_file_may_not_be_a_link_to_elsewhere(pack_copy: Path, tmp_path: Path) -> None:
    (pack_copy / "model.onnx").rename(tmp_path / "outside.onnx")
    (pack_copy / "model.onnx").symlink_to(tmp_path / "outside.onnx")
    assert "leaves" in error_of(pack_copy).detail


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x80", "[" * 100_000, "{}", " " * (1 << 20) + "{}"])
def test_manifests_that_are_none(pack_copy: Path, text: str) -> None:
    (pack_copy / "manifest.json").write_bytes(text.encode("latin-1"))
    error_of(pack_copy)


def test_absent_manifest(pack_copy: Path) -> None:
    (pack_copy / "manifest.json").unlink()
    error_of(pack_copy)
    (pack_copy / "manifest.json").mkdir()
    error_of(pack_copy)


def test_a_manifest_may_say_more(edit_manifest: Edit, pack: ModelPack) -> None:
    folder = edit_manifest(lambda values: values.update(author_note={"x": 1}))
    assert load_pack(folder).space == pack.space


def test_packs_drop_in_as_folders(pack_copy: Path, tmp_path: Path, pack: ModelPack) -> None:
    root = pack_copy.parent
    other = root / "another"
    shutil.copytree(pack_copy, other)
    values = json.loads((other / "manifest.json").read_text(encoding="utf-8"))
    (other / "manifest.json").write_text(json.dumps({**values, "name": "other"}), encoding="utf-8")
    (root / "broken").mkdir()
    (root / "a file").write_text("x", encoding="utf-8")
    (root / ".hidden").mkdir()
    found, errors = find_packs([tmp_path / "absent", root])
    assert [item.name for item in found] == ["other", pack.name]
    assert [error.code for error in errors] == [ErrorCode.MODEL_MANIFEST]
    assert "broken" in errors[0].subject


def test_of_two_packs_of_one_name_the_first_counts(pack_copy: Path, pack: ModelPack) -> None:
    found, errors = find_packs([pack.folder.parent, pack_copy.parent])
    assert [item.folder for item in found if item.name == pack.name] == [pack.folder]
    assert "already taken" in errors[0].detail


def test_verify(pack_copy: Path) -> None:
    model = pack_copy / "model.onnx"
    data = model.read_bytes()

    def code() -> ErrorCode:
        with pytest.raises(KnownError) as caught:
            verify(load_pack(pack_copy))
        return caught.value.code

    model.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert code() is ErrorCode.MODEL_CHECKSUM
    model.unlink()
    assert code() is ErrorCode.MODEL_MISSING
    model.mkdir()
    assert code() is ErrorCode.MODEL_MISSING
    model.rmdir()
    model.write_bytes(data)
    (pack_copy / "average.npy").write_bytes(b"other")
    assert code() is ErrorCode.MODEL_CHECKSUM
    (pack_copy / "average.npy").unlink()
    assert code() is ErrorCode.MODEL_MISSING


def test_reading_manifests_loads_no_library() -> None:
    program = (
        "import sys; from visrec_desktop.vision.packs import find_packs;"
        "from visrec_desktop.core.paths import resources_dir;"
        "assert find_packs([resources_dir() / 'models'])[0];"
        "print([m for m in ('onnxruntime', 'cv2', 'PIL', 'numpy', 'pi_heif') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_colour_part_has_the_length_that_packs_expect() -> None:
    steps = colour._STEPS
    assert steps[0] * steps[1] * steps[2] == packs.COLOUR_DIMENSIONS


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ([{"dimensions": 1000, "weight": 1.0}], "dimensions must add up to 1024"),
        (
            [{"dimensions": 512, "weight": 0.5}, {"dimensions": 512, "weight": 0.4}],
            "weights must add up to 1",
        ),
        ([], "must not be empty"),
    ],
)
def test_blocks_divide_all_features(edit_manifest: Edit, blocks: list[dict[str, Any]], why: str) -> None:
    assert why in error_of(edit_manifest(lambda values: put(values, "blocks", blocks))).detail


def test_blocks_need_an_average(edit_manifest: Edit) -> None:
    def change(values: dict[str, Any]) -> None:
        put(values, "blocks", [{"dimensions": 1024, "weight": 1.0}])
        del values["average"]

    assert "need an average" in error_of(edit_manifest(change)).detail
