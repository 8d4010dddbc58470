"""The exact index against a plain reference, through additions, replacements, removals and new starts."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.index.exact import ExactIndex
from visrec_desktop.index.protocol import Metric, VectorIndex

DIM = 24
NAME = "thin/resnet@1"
Vectors = NDArray[np.float32]


def build(folder: Path | None, keys: list[int], seq: int = 1, dim: int = DIM) -> ExactIndex:
    chunks = [(np.array(keys, np.int64), rows(keys, dim))] if keys else []
    return ExactIndex.build(folder, NAME, dim, "catalog", seq, chunks)


def reopen(folder: Path, seq: int = 1, *, writable: bool = True) -> ExactIndex | None:
    return ExactIndex.open(folder, NAME, DIM, "catalog", seq, writable=writable)


def usable(folder: Path, seq: int = 1) -> bool:
    index = reopen(folder, seq)
    if index is not None:
        index.close()
    return index is not None


def rows(keys: list[int], dim: int = DIM) -> Vectors:
    """A vector for each key, always the same."""
    return np.array([np.random.default_rng(key).standard_normal(dim) for key in keys], np.float32)


def the_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


class Reference:
    """What an index should answer, by the plainest means."""

    def __init__(self) -> None:
        self.vectors: dict[int, Vectors] = {}

    def search(
        self, query: Vectors, k: int, allowed: NDArray[np.int64] | None, metric: Metric
    ) -> tuple[list[int], list[float]]:
        scored = []
        for key, vector in self.vectors.items():
            if allowed is not None and key not in allowed:
                continue
            u, v = query.astype(np.float64), vector.astype(np.float64)
            if metric is Metric.EUCLIDEAN:
                scored.append((float(np.sqrt(np.sum((u - v) ** 2))), key))
            else:
                length = np.sqrt(np.sum(u * u)) * np.sqrt(np.sum(v * v))
                scored.append((-float(np.sum(u * v) / length) if length else -0.0, key))
        scored.sort(key=lambda item: (round(item[0], 12), item[1]))
        sign = 1 if metric is Metric.EUCLIDEAN else -1
        return [key for _, key in scored[:k]], [sign * score for score, _ in scored[:k]]


def assert_same(index: ExactIndex, reference: Reference, random: np.random.Generator) -> None:
    assert len(index) == len(reference.vectors)
    query = random.standard_normal(DIM).astype(np.float32)
    if reference.vectors and random.random() < 0.5:
        query = reference.vectors[int(random.choice(list(reference.vectors)))]
    k = int(random.integers(1, 40))
    share = random.choice([0.0, 0.05, 0.5, 1.0])
    known = np.array([*reference.vectors, 10_000], np.int64)
    for allowed in (None, np.sort(known[random.random(len(known)) < share])):
        for metric in Metric:
            keys, scores = index.search(query, k, allowed, metric)
            expected_keys, expected_scores = reference.search(query, k, allowed, metric)
            assert keys.tolist() == expected_keys
            assert scores.tolist() == pytest.approx(expected_scores, abs=1e-9)
    if reference.vectors:
        some = random.choice(list(reference.vectors), 5).tolist()
        assert np.array_equal(index.get(some), np.array([reference.vectors[key] for key in some]))


@pytest.mark.parametrize("in_memory", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_random_changes_against_the_reference(tmp_path: Path, in_memory: bool, seed: int) -> None:
    random = np.random.default_rng(seed)
    folder = None if in_memory else tmp_path
    index, reference, seq = build(folder, []), Reference(), 1
    for _ in range(60):
        action = random.choice(["add", "add", "remove", "twin", "flush"])
        if action == "add":
            keys = random.integers(0, 600, random.integers(1, 60))
            vectors = random.standard_normal((len(keys), DIM)).astype(np.float32)
            vectors[random.random(len(keys)) < 0.1] = 0.0
            index.add(keys, vectors)
            reference.vectors |= dict(zip(keys.tolist(), vectors, strict=True))
        elif action == "twin" and reference.vectors:
            twin = reference.vectors[int(random.choice(list(reference.vectors)))]
            keys = np.unique(random.integers(0, 600, 5))
            index.add(keys, np.tile(twin, (len(keys), 1)))
            reference.vectors |= dict.fromkeys(keys.tolist(), twin)
        elif action == "remove":
            keys = random.integers(0, 700, random.integers(1, 40))
            index.remove(keys)
            for key in keys.tolist():
                reference.vectors.pop(key, None)
        elif folder:
            seq += 1
            index.flush(seq)
            index.close()
            again = reopen(folder, seq)
            assert again is not None
            index = again
        assert_same(index, reference, random)
    index.close()


def test_it_is_a_vector_index(tmp_path: Path) -> None:
    index: VectorIndex = build(tmp_path, [3, 1, 2])
    assert (len(index), index.dim) == (3, DIM)
    index.close()


def test_growing_keeps_every_row(tmp_path: Path) -> None:
    index = build(tmp_path, [1])
    small = the_file(tmp_path).stat().st_size
    keys = list(range(2, 3000))
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        index.add(np.array(part), rows(part))
    assert np.array_equal(index.get([1, *keys]), rows([1, *keys]))
    index.flush(2)
    index.close()
    assert the_file(tmp_path).stat().st_size > 8 * small
    again = reopen(tmp_path, 2)
    assert again is not None
    assert np.array_equal(again.get([1, *keys]), rows([1, *keys]))
    again.close()


def test_one_product_more_does_not_rewrite_the_file(tmp_path: Path) -> None:
    index = build(tmp_path, list(range(200)))
    inode = the_file(tmp_path).stat().st_ino
    index.add(np.array([500]), rows([500]))
    index.remove([0])
    index.flush(2)
    assert the_file(tmp_path).stat().st_ino == inode
    index.close()
    again = reopen(tmp_path, 2)
    assert again is not None
    assert (len(again), 500 in again, 0 in again) == (200, True, False)
    again.close()


def test_changes_without_a_flush_mean_a_rebuild(tmp_path: Path) -> None:
    index = build(tmp_path, [1, 2])
    index.add(np.array([1]), rows([9]))
    crashed = the_file(tmp_path).read_bytes()  # what a crash would leave: nothing was closed or flushed
    index.close()
    assert reopen(tmp_path) is None
    the_file(tmp_path).write_bytes(crashed)
    assert reopen(tmp_path) is None
    build(tmp_path, [1, 2]).close()
    assert usable(tmp_path)


def test_searching_does_not_make_it_dirty(tmp_path: Path) -> None:
    index = build(tmp_path, [1, 2])
    index.search(rows([1])[0], 1)
    index.remove([77])
    index.add(np.empty(0, np.int64), np.empty((0, DIM), np.float32))
    index.close()
    assert usable(tmp_path)


@pytest.mark.parametrize("damage", ["cut", "longer", "header", "magic", "keys", "empty", "text", "gone"])
def test_a_damaged_file_is_rebuilt(tmp_path: Path, damage: str) -> None:
    build(tmp_path, [1, 2, 3]).close()
    path = the_file(tmp_path)
    content = bytearray(path.read_bytes())
    keys_at = 4096 + 256 * DIM * 4
    if damage == "cut":
        del content[-1:]
    elif damage == "longer":
        content += b"\0"
    elif damage == "header":
        content[24] ^= 1  # the count
    elif damage == "magic":
        content[:8] = b"\0" * 8
    elif damage == "keys":
        content[keys_at] ^= 1
    else:
        content = bytearray({"empty": b"", "text": b"no index", "gone": b""}[damage])
    path.write_bytes(content)
    if damage == "gone":
        path.unlink()
    assert reopen(tmp_path) is None
    index = build(tmp_path, [1, 2, 3])
    assert len(index) == 3
    index.close()


def test_a_file_of_the_first_format_is_rebuilt(tmp_path: Path) -> None:
    build(tmp_path, [1, 2, 3]).close()
    content = bytearray(the_file(tmp_path).read_bytes())
    struct.pack_into("<I", content, 8, 1)
    packed = struct.calcsize("<8sIIQQqII32s")
    struct.pack_into("<I", content, packed, zlib.crc32(content[:packed]))
    the_file(tmp_path).write_bytes(content)
    assert reopen(tmp_path) is None


def test_an_index_of_something_else_is_not_used(tmp_path: Path) -> None:
    build(tmp_path, [1, 2], seq=7).close()
    for name, dim, catalog, seq in (
        (NAME, DIM, "catalog", 6),
        (NAME, DIM, "catalog", 8),
        (NAME, DIM, "other", 7),
        (NAME, DIM + 1, "catalog", 7),
        ("thin/resnet@2", DIM, "catalog", 7),
        ("thin_resnet@1", DIM, "catalog", 7),  # the same file name
    ):
        assert ExactIndex.open(tmp_path, name, dim, catalog, seq, writable=True) is None
    assert ExactIndex.open(None, NAME, DIM, "catalog", 7, writable=True) is None
    assert usable(tmp_path, 7)


def test_an_index_opened_for_reading_is_searched_and_not_changed(tmp_path: Path) -> None:
    build(tmp_path, [1, 2, 3]).close()
    before = the_file(tmp_path).read_bytes()
    index = reopen(tmp_path, writable=False)
    assert index is not None
    assert index.search(rows([2])[0], 1)[0].tolist() == [2]
    with pytest.raises(ValueError, match="for reading"):
        index.add(np.array([4]), rows([4]))
    with pytest.raises(ValueError, match="for reading"):
        index.remove([1])
    assert (len(index), 1 in index, 4 in index) == (3, True, False)
    index.close()
    assert the_file(tmp_path).read_bytes() == before


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_refused(tmp_path: Path, value: float) -> None:
    index = build(tmp_path, [1, 2])
    bad = rows([3, 4])
    bad[1, 5] = value
    with pytest.raises(ValueError, match="finite"):
        index.add(np.array([3, 4]), bad)
    with pytest.raises(ValueError, match="finite"):
        index.search(bad[1], 1)
    assert len(index) == 2
    index.close()
    assert usable(tmp_path)


def test_wrong_shapes_are_refused() -> None:
    index = build(None, [1, 2])
    for keys, vectors in (([3], rows([3, 4])), ([3], rows([3], DIM + 1)), ([3], rows([3])[0])):
        with pytest.raises(ValueError, match="vectors"):
            index.add(np.array(keys), vectors)
    for query in (rows([1]), rows([1], DIM - 1)[0]):
        with pytest.raises(ValueError, match="query"):
            index.search(query, 1)
    with pytest.raises(ValueError, match="k is 0"):
        index.search(rows([1])[0], 0)
    with pytest.raises(KeyError):
        index.get([1, 99])
    assert index.get([]).shape == (0, DIM)


def test_an_empty_index_answers_nothing() -> None:
    index = build(None, [])
    keys, scores = index.search(rows([1])[0], 5)
    assert (keys.tolist(), scores.tolist()) == ([], [])
    index.add(np.array([1]), rows([1]))
    assert index.search(rows([1])[0], 5, np.empty(0, np.int64))[0].tolist() == []


def test_ties_go_by_key_whatever_the_row(tmp_path: Path) -> None:
    index = build(None, [])
    order = np.random.default_rng(1).permutation(1000)
    index.add(order, np.tile(rows([5]), (1000, 1)))
    assert index.search(rows([6])[0], 10)[0].tolist() == list(range(10))
    assert index.search(rows([5])[0], 3, metric=Metric.EUCLIDEAN)[0].tolist() == [0, 1, 2]


def test_a_failing_source_leaves_the_index_that_was_there(tmp_path: Path) -> None:
    build(tmp_path, [1, 2]).close()

    def chunks() -> Iterator[tuple[NDArray[np.int64], Vectors]]:
        yield np.array([1]), rows([1])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ExactIndex.build(tmp_path, NAME, DIM, "catalog", 2, chunks())
    assert usable(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.fixture
def small_files() -> Iterator[None]:
    """Files cannot grow over 100 kB: what a full disk looks like to a program."""
    resource = pytest.importorskip("resource", reason="the system has no limit on file sizes")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files")
def test_a_full_disk_is_told_and_the_index_stays_usable(tmp_path: Path) -> None:
    index = build(tmp_path, list(range(256)))
    with pytest.raises(KnownError) as caught:
        index.add(np.arange(1000, 2000), rows(list(range(1000, 2000))))
    assert caught.value.code is ErrorCode.DISK_FULL
    assert len(index) == 256
    assert index.search(rows([7])[0], 1)[0].tolist() == [7]
    index.add(np.array([7]), rows([8]))
    index.flush(2)
    index.close()
    again = reopen(tmp_path, 2)
    assert again is not None
    assert len(again) == 256
    again.close()
    with pytest.raises(KnownError) as caught:
        build(tmp_path, list(range(3000)))
    assert caught.value.code is ErrorCode.DISK_FULL
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KnownError):
        build(tmp_path / "file" / "index", [1])


def test_products_with_every_vector_are_those_of_numpy(tmp_path: Path) -> None:
    index = build(tmp_path, list(range(300)))
    index.remove([7, 250])
    queries = rows([5, 900, 901])
    keys, products = index.products(queries)
    assert sorted(keys.tolist()) == [key for key in range(300) if key not in {7, 250}]
    np.testing.assert_allclose(products, rows(keys.tolist()) @ queries.T, rtol=1e-5, atol=1e-6)
    for wrong in (queries[:, :-1], queries[0], np.full((1, DIM), np.nan, np.float32)):
        with pytest.raises(ValueError, match="queries must be"):
            index.products(wrong)
    index.close()


def test_another_thread_may_look_while_vectors_come_and_go(tmp_path: Path) -> None:
    index = build(tmp_path, list(range(200)))
    found: list[Vectors] = []

    def look() -> None:
        found.extend(index.get([3, 150]) for _ in range(400))

    looking = threading.Thread(target=look)
    looking.start()
    for step in range(40):
        index.add([1000 + step], rows([1000 + step]))
        index.remove([10 + step])
    looking.join()
    assert all(np.array_equal(each, rows([3, 150])) for each in found)
    index.close()
