"""The parts of training that need no networks: what is trained on, views, and what a pack is written as."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks import measures
from training.matching import pack, pictures, prints, views
from training.matching.recipe import Recipe
from visrec_desktop.core.errors import KnownError
from visrec_desktop.vision.packs import load_pack, read_average, read_model


def _set(folder: Path, count: int) -> Path:
    photos = [folder / "grocery" / "photos" / f"p{number}.jpg" for number in range(count)]
    garments = [folder / "clothing" / "photos" / "hat" / f"g{number}.jpg" for number in range(count)]
    for path in (folder / "grocery" / "catalog" / "GR-1.jpg", *photos, *garments, folder / "drawn" / "d.png"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    rows = [f"{path.relative_to(folder / 'clothing').as_posix()},hat" for path in garments]
    (folder / "clothing" / "photos.csv").write_text("\n".join(["photo,garment", *rows]))
    return folder


def test_no_photo_that_figures_are_measured_with_is_trained_on(tmp_path: Path) -> None:
    found = pictures.sources(_set(tmp_path, 200), tmp_path / "drawn", Recipe())
    photos = [source for source in found if source.source in (pictures.PHOTO, pictures.GARMENT)]
    assert not any(measures.held_out(source.path.name) for source in photos)
    expected = sum(not measures.held_out(f"{kind}{number}.jpg") for kind in "pg" for number in range(200))
    assert len(photos) == expected


def test_only_garments_have_a_label_and_none_is_in_a_name(tmp_path: Path) -> None:
    found = pictures.sources(_set(tmp_path, 40), tmp_path / "drawn", Recipe())
    assert {source.garment for source in found if source.source == pictures.GARMENT} == {"hat"}
    assert {source.garment for source in found if source.source != pictures.GARMENT} == {""}
    assert not any("hat/" in source.name for source in found if source.source != pictures.DEMO)


def test_pictures_to_choose_by_are_few_and_none_of_the_catalog(tmp_path: Path) -> None:
    found = pictures.sources(_set(tmp_path, 400), tmp_path / "drawn", Recipe())
    chosen = [source for source in found if source.validation]
    assert 0.02 < len(chosen) / len(found) < 0.09
    assert pictures.CATALOG not in {source.source for source in chosen}


def _picture() -> NDArray[np.uint8]:
    return prints.label(np.random.default_rng(3))


def test_a_view_is_the_same_for_a_seed_and_another_for_another() -> None:
    foreign = prints.label(np.random.default_rng(4))
    for manner in views.MANNERS:
        made = [views.view(_picture(), foreign, manner, np.random.default_rng(seed)) for seed in (1, 1, 2)]
        assert made[0].shape == (224, 224, 3)
        assert made[0].dtype == np.uint8
        assert np.array_equal(made[0], made[1])
        assert not np.array_equal(made[0], made[2])


def test_a_plain_ground_is_cut_away_and_a_busy_one_stays() -> None:
    picture = np.full((80, 60, 3), 250, np.uint8)
    picture[20:60, 15:45] = (200, 30, 30)
    alpha = views.cut_out(picture)
    assert alpha[40, 30] == pytest.approx(1)
    assert alpha[4, 4] == pytest.approx(0, abs=1e-6)
    busy = np.random.default_rng(1).integers(0, 256, (80, 60, 3)).astype(np.uint8)
    assert (views.cut_out(busy) == 1).all()


def test_the_program_reads_the_pack_that_is_written(tmp_path: Path) -> None:
    average = np.linspace(0, 1, 1792, dtype=np.float32)
    pack.write_pack(tmp_path, b"a network", average)
    read = load_pack(tmp_path)
    assert read.space == f"{pack.NAME}@{pack.VERSION}"
    assert [block.dim for block in read.blocks] == [512, 1280]
    assert read_model(read) == b"a network"
    assert hashlib.sha256(b"a network").hexdigest() == read.sha256
    assert read_average(read) is not None
    (tmp_path / "model.onnx").write_bytes(b"another")
    with pytest.raises(KnownError):
        read_model(read)


def test_a_network_that_is_too_large_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="25,000,000"):
        pack.write_pack(tmp_path / "pack", bytes(25_000_001), np.zeros(1792, np.float32))
    assert not (tmp_path / "pack").exists()


def test_another_number_of_passes_needs_no_new_views() -> None:
    recipe, longer = Recipe(), dataclasses.replace(Recipe(), passes=99)
    assert recipe.fingerprint("views", "a") == longer.fingerprint("views", "a")
    assert recipe.fingerprint("student", "a") != longer.fingerprint("student", "a")
    assert recipe.fingerprint("views", "a") != recipe.fingerprint("views", "b")
