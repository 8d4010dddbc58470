"""What the teachers see in every view, and the targets made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from . import lites
from .quantise import quantise
from .recipe import BATCH, STUDENT_CHANNELS, Folders, Recipe
from .store import open_shard

Floats = NDArray[np.float32]
_TINY = 1e-12


def make_features(folders: Folders, recipe: Recipe, log: Callable[[str], None]) -> None:
    """Write the teachers' features of all views, one file for each teacher and shard; those there are kept.

    The networks are quantised: their features' cosine to full precision is 0.99, and they are twice as fast.
    """
    folder, views = folders.teachers, folders.views
    folder.mkdir(parents=True, exist_ok=True)
    for number in lites.NUMBERS:
        if not (folder / f"lite{number}.onnx").is_file():
            lites.export(number, folder)
        if not _fast(folder, number).is_file():
            quantise(folder / f"lite{number}.onnx", _fast(folder, number), calibration(views, recipe))
    for shard in range(recipe.shards):
        for number in recipe.seeing if shard else lites.NUMBERS:
            target = feature_file(folder, number, shard)
            if not target.is_file():
                save(target, features_of(_fast(folder, number), open_shard(views, shard)))
                log(f"teacher {number}, shard {shard}")


def _fast(folder: Path, number: int) -> Path:
    return folder / f"lite{number}-int8.onnx"


def feature_file(folder: Path, number: int, shard: int) -> Path:
    """Where a teacher's features of a shard are kept."""
    return folder / f"lite{number}-v{shard}.npy"


def calibration(views: Path, recipe: Recipe) -> Floats:
    """Pictures as a teacher takes them, two views of each of a few, float32 (n, 3, 224, 224)."""
    return teacher_input(calibration_views(views, recipe))


def calibration_views(views: Path, recipe: Recipe) -> NDArray[np.uint8]:
    """Two views each of a few pictures spread over all sources, uint8 (n, 224, 224, 3)."""
    plain, distorted = open_shard(views, 0), open_shard(views, 1)
    rows = np.linspace(0, len(plain) - 1, recipe.calibration).astype(int)
    return np.concatenate([plain[rows], distorted[rows]])


def teacher_input(batch: NDArray[np.uint8]) -> Floats:
    """RGB pixels (n, 224, 224, 3) as `(pixel - 127) / 128`, float32 (n, 3, 224, 224)."""
    return np.ascontiguousarray((batch.transpose(0, 3, 1, 2).astype(np.float32) - 127) / 128)


def features_of(network: Path, batch: NDArray[np.uint8]) -> Floats:
    """The mean of the last feature map over its positions, float32 (n, 1280)."""
    session = open_session(network, threads=1)

    def seen(start: int) -> Floats:
        (maps,) = session.run(None, {"image": teacher_input(batch[start : start + BATCH])})
        features: Floats = maps.mean(axis=(2, 3))
        return features

    with ThreadPoolExecutor(2) as pool:  # two batches at a time: neither waits for the other
        return np.concatenate([*pool.map(seen, range(0, len(batch), BATCH))])


def targets(folder: Path, recipe: Recipe) -> Floats:
    """What the student learns for each view, float32 (shards, n, 512), each row of length 1.

    Teachers that do not see a view say what they say of its plain picture. Each teacher's features are
    centred by their average over the plain views and brought to length 1, the three are weighted as the
    program weights parts (by the square root) and joined; a view's own and a share of its plain view's are
    added, and 512 principal directions of the plain views (not centred again) kept.
    """
    joined = np.stack([_joined(folder, shard, recipe) for shard in range(recipe.shards)])
    _, _, directions = np.linalg.svd(joined[0].T @ joined[0], hermitian=True)
    kept = directions[:STUDENT_CHANNELS].astype(np.float32)
    mixed = unit(joined) + np.float32(recipe.clean_share) * unit(joined[:1])
    return unit(mixed @ kept.T)


def centred(features: Sequence[Floats]) -> list[Floats]:
    """Features of several shards less the average of the first shard's, each row of length 1."""
    average = features[0].mean(axis=0)
    return [unit(each - average) for each in features]


def load(folder: Path, number: int, recipe: Recipe) -> list[Floats]:
    """A teacher's features of each shard, float32 (n, 1280)."""
    return [np.load(feature_file(folder, number, shard)) for shard in range(recipe.shards)]


def unit(rows: Floats) -> Floats:
    """Rows of length 1."""
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), _TINY)


def save(target: Path, array: NDArray[np.generic]) -> None:
    """Write an array so that a file that is there is whole."""
    fresh = target.with_suffix(".part.npy")
    np.save(fresh, array)
    fresh.replace(target)


def open_session(network: Path, threads: int = 2) -> ort.InferenceSession:
    """A session on the processor."""
    ort.set_default_logger_severity(4)
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return ort.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])


def _joined(folder: Path, shard: int, recipe: Recipe) -> Floats:
    parts = []
    for number, weight in zip(lites.NUMBERS, recipe.teacher_weights, strict=True):
        plain = np.load(feature_file(folder, number, 0))
        features = np.load(feature_file(folder, number, shard)) if number in recipe.seeing else plain
        parts.append(np.float32(np.sqrt(weight)) * unit(features - plain.mean(axis=0)))
    return np.concatenate(parts, axis=1)
