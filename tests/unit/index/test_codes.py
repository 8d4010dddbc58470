"""The way by 8-bit codes gives the very answer of the plain one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from visrec_desktop.index import candidates
from visrec_desktop.index.codes import coded, products
from visrec_desktop.index.exact import ExactIndex
from visrec_desktop.index.nearest import best_rows, bound_of_best
from visrec_desktop.index.protocol import Metric

DIM = 48
Vectors = NDArray[np.float32]


def clustered(random: np.random.Generator, count: int, kind: str) -> Vectors:
    """Vectors as catalogs have them: in groups, and for some tests less well-behaved."""
    centres = random.standard_normal((12, DIM))
    spread = 1e-4 if kind == "tight" else 0.5
    found = centres[random.integers(0, 12, count)] + spread * random.standard_normal((count, DIM))
    if kind == "twins":
        found[random.random(count) < 0.3] = found[0]
    if kind != "lengths":
        found /= np.linalg.norm(found, axis=1, keepdims=True)
    else:
        found *= random.choice([1e-6, 1.0, 1e4], (count, 1))
    if kind in {"lengths", "twins"}:
        found[random.random(count) < 0.02] = 0.0
    if kind == "one-sided":
        found[:, 0] += 3.0
    return np.ascontiguousarray(found, np.float32)


@pytest.fixture
def by_codes(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Every search goes by codes; whether they were enough is noted."""
    enough: list[bool] = []
    real = candidates.Candidates._by_codes

    def noted(self: candidates.Candidates, *args: object) -> NDArray[np.int64] | None:
        found = real(self, *args)  # type: ignore[arg-type]
        enough.append(found is not None)
        return found

    monkeypatch.setattr(candidates, "CODED", 1)
    monkeypatch.setattr(candidates.Candidates, "_by_codes", noted)
    return enough


def plain(vectors: Vectors, keys: NDArray[np.int64], query: Vectors, k: int, metric: Metric) -> list[int]:
    rows, point = vectors.astype(np.float64), query.astype(np.float64)
    if metric is Metric.EUCLIDEAN:
        badness = np.sqrt(((rows - point) ** 2).sum(axis=1))
    else:
        lengths = np.sqrt((rows * rows).sum(axis=1)) * np.sqrt((point * point).sum())
        dots = (rows * point).sum(axis=1)
        badness = -np.divide(dots, lengths, out=np.zeros(len(rows)), where=lengths > 0).clip(-1, 1)
    return keys[np.lexsort((keys, badness))[:k]].tolist()


@pytest.mark.parametrize("kind", ["usual", "tight", "twins", "lengths", "one-sided"])
@pytest.mark.parametrize("metric", Metric)
@pytest.mark.parametrize("seed", range(3))
def test_order_is_that_of_a_plain_search(by_codes: list[bool], kind: str, metric: Metric, seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors, keys = clustered(random, 4000, kind), random.permutation(9000)[:4000].astype(np.int64)
    index = ExactIndex.build(None, "space", DIM, "catalog", 1, [(keys, vectors)])
    for share in (1.0, 0.6, 0.01):
        chosen = random.random(len(keys)) < share
        allowed = None if share == 1.0 else np.sort(np.append(keys[chosen], 100_000))
        for query in (vectors[7], random.standard_normal(DIM).astype(np.float32)):
            for k in (1, 10, 50):
                found, _ = index.search(query, k, allowed, metric)
                among = slice(None) if allowed is None else chosen
                assert found.tolist() == plain(vectors[among], keys[among], query, k, metric)
    assert by_codes
    index.close()


def test_codes_are_enough_for_vectors_as_catalogs_have_them(by_codes: list[bool]) -> None:
    random = np.random.default_rng(5)
    vectors = random.standard_normal((20_000, 128)).astype(np.float32)
    index = ExactIndex.build(None, "space", 128, "catalog", 1, [(np.arange(20_000), vectors)])
    for query in vectors[:10]:
        index.search(query, 10)
    assert all(by_codes)
    assert len(by_codes) == 10


def test_codes_follow_changes_and_are_stored(by_codes: list[bool], tmp_path: Path) -> None:
    random = np.random.default_rng(6)
    vectors, keys = clustered(random, 3000, "usual"), np.arange(3000)
    index = ExactIndex.build(tmp_path, "space", DIM, "catalog", 1, [(keys[:300], vectors[:300])])
    index.add(keys[300:], vectors[300:])
    index.remove(keys[100:900])
    vectors[50] = -vectors[60]
    index.add([50], vectors[[50]])
    left = np.delete(keys, np.s_[100:900])
    for seq in (2, 3):
        index.flush(seq)
        index.close()
        again = ExactIndex.open(tmp_path, "space", DIM, "catalog", seq, writable=True)
        assert again is not None
        index = again
        for query in (vectors[50], vectors[2000], vectors[500]):
            found, scores = index.search(query, 20)
            assert found.tolist() == plain(vectors[left], left, query, 20, Metric.COSINE)
            assert (np.diff(scores) <= 0).all()
    assert all(by_codes)
    index.close()


def test_many_that_are_alike_are_compared_in_full(by_codes: list[bool]) -> None:
    vectors = np.tile(np.random.default_rng(8).standard_normal(DIM).astype(np.float32), (3000, 1))
    index = ExactIndex.build(None, "space", DIM, "catalog", 1, [(np.arange(3000)[::-1], vectors)])
    assert index.search(vectors[0], 5)[0].tolist() == [0, 1, 2, 3, 4]
    assert by_codes == [False]


@pytest.mark.parametrize("kind", ["usual", "tight", "lengths", "one-sided"])
def test_a_product_of_codes_is_never_further_off_than_told(kind: str) -> None:
    random = np.random.default_rng(7)
    vectors = clustered(random, 2000, kind)
    packed = coded(vectors)
    longest, error = float(np.linalg.norm(vectors, axis=1).max()), float(packed.errors.max())
    for query in (vectors[3], random.standard_normal(DIM).astype(np.float32), np.zeros(DIM, np.float32)):
        about = products(packed.codes, packed.scales, query, longest, error)
        true = vectors.astype(np.float64) @ query.astype(np.float64)
        assert (np.abs(true - about.products) <= about.slack).all()


@pytest.mark.parametrize("k", [1, 7, 50])
@pytest.mark.parametrize("count", [50, 64, 640, 6401, 20_000])
def test_the_best_rows_are_all_there(k: int, count: int) -> None:
    values = np.random.default_rng(count).integers(0, 300, count).astype(np.float32)
    assert (values >= bound_of_best(values, k)).sum() >= k
    kth = np.sort(values)[::-1][k - 1]
    found = best_rows(values, k, 0.0)
    assert set(np.flatnonzero(values >= kth).tolist()) <= set(found.tolist())


def test_the_kernels_are_loaded_late() -> None:
    script = "import sys, visrec_desktop.index.exact; sys.exit('numkong' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
