"""The look part: blocks centred and weighed, or what stands out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import resources_dir
from visrec_desktop.core.settings import Provider
from visrec_desktop.vision.embedder import Embedder
from visrec_desktop.vision.fusion import contributions
from visrec_desktop.vision.look import Look
from visrec_desktop.vision.pack import Block
from visrec_desktop.vision.packs import ModelPack, load_pack

from .pictures import photo

BLOCKS = (Block(3, 0.7), Block(2, 0.3))


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_the_cosine_is_the_weighted_sum_of_the_blocks_centred_cosines() -> None:
    rng = np.random.default_rng(1)
    average = rng.normal(size=5).astype(np.float32)
    features = rng.normal(size=(4, 5)).astype(np.float32) * 30
    looks = Look(average, BLOCKS)(features)
    assert looks.dtype == np.float32
    assert np.linalg.norm(looks, axis=1) == pytest.approx(np.ones(4), abs=1e-6)
    a, b = features[0] - average, features[1] - average
    expected = 0.7 * cosine(a[:3], b[:3]) + 0.3 * cosine(a[3:], b[3:])
    assert looks[0] @ looks[1] == pytest.approx(expected, abs=1e-6)
    assert (looks < 0).any()  # opposite pictures may be told apart


def test_a_picture_like_the_average_is_like_nothing() -> None:
    average = np.arange(5, dtype=np.float32)
    (look,) = Look(average, BLOCKS)(average[None].copy())
    assert look.tolist() == [0, 0, 0, 0, 0]


def test_without_blocks_only_what_stands_out_is_kept() -> None:
    (look,) = Look(np.array([1, 2, 4], np.float32))(np.array([[2, 1, 4]], np.float32))
    assert look.tolist() == [1, 0, 0]


def test_without_blocks_an_average_must_be_above_0(pack: ModelPack, tmp_path: Path) -> None:
    import hashlib
    from dataclasses import replace

    from visrec_desktop.vision.pack import StoredFile

    file = tmp_path / "average.npy"
    np.save(file, np.zeros(1024, np.float32))
    stored = StoredFile(file.name, hashlib.sha256(file.read_bytes()).hexdigest())
    bad = replace(pack, folder=tmp_path, average=stored)
    with pytest.raises(KnownError) as caught:
        Look.open(bad)
    assert caught.value.code is ErrorCode.MODEL_DIMENSIONS
    Look.open(replace(bad, blocks=(Block(1024, 1.0),)))


def test_the_retrained_model_knows_a_picture_in_other_light_from_another_one() -> None:
    embedder = Embedder.open(load_pack(resources_dir() / "models" / "visrec-look"), Provider.CPU, 1)
    one, other = photo(224, 224, seed=1), photo(224, 224, seed=2)
    darker = (one * 0.7).astype(np.uint8)
    vectors = embedder.embed(np.stack([one, darker, other]))
    assert vectors.shape == (3, 1792 + 288 + 405)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    shares = contributions(embedder.pack.parts, vectors[0], vectors[1:])
    assert list(shares) == ["look", "shape", "colour"]
    assert sum(shares.values())[0] == pytest.approx(vectors[0] @ vectors[1], abs=1e-5)
    maps = embedder.feature_maps(one[None])
    assert maps is not None
    assert maps.shape == (1, 1792, 7, 7)
