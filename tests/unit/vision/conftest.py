"""The shipped pack, and an embedder of it that all tests here share."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from visrec_desktop.core.paths import resources_dir
from visrec_desktop.core.settings import Provider
from visrec_desktop.vision.embedder import Embedder
from visrec_desktop.vision.packs import ModelPack, load_pack


@pytest.fixture(scope="session")
def pack() -> ModelPack:
    """The pack that ships with the program."""
    return load_pack(resources_dir() / "models" / "thin-resnet50")


@pytest.fixture(scope="session")
def embedder(pack: ModelPack) -> Embedder:
    """The shipped pack, loaded on the CPU."""
    return Embedder.open(pack, Provider.CPU, 1)


@pytest.fixture
def pack_copy(tmp_path: Path, pack: ModelPack) -> Path:
    """A copy of the shipped pack that a test may spoil."""
    folder = tmp_path / "packs" / "copy"
    shutil.copytree(pack.folder, folder)
    return folder


@pytest.fixture
def edit_manifest(pack_copy: Path) -> Callable[[Callable[[dict[str, Any]], object]], Path]:
    """Call it with a function that changes the copy's manifest; gives back the copy's folder."""

    def edit(change: Callable[[dict[str, Any]], object]) -> Path:
        file = pack_copy / "manifest.json"
        values = json.loads(file.read_text(encoding="utf-8"))
        change(values)
        file.write_text(json.dumps(values), encoding="utf-8")
        return pack_copy

    return edit
