"""The projection of the look part: principal directions, safe for small catalogs, and what stays true."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import resources_dir
from visrec_desktop.vision import principal
from visrec_desktop.vision.fusion import contributions, fuse, unit
from visrec_desktop.vision.pack import Part, StoredFile
from visrec_desktop.vision.packs import ModelPack, load_pack, verify
from visrec_desktop.vision.principal import DIMENSIONS, FEWEST, enough, fit, prior_of
from visrec_desktop.vision.projection import Projection, span_of

Floats = NDArray[np.float32]
DIM = 300
PARTS = (Part("shape", 0.1, 12, 0.1), Part("look", 0.7, DIM, 0.7), Part("colour", 0.2, 20, 0.2))


def looks(count: int, seed: int = 0, rank: int = DIM, noise: float = 0.02) -> Floats:
    """Unit vectors near a subspace that is the same for every seed, its first directions the strongest."""
    basis = np.linalg.qr(np.random.default_rng(99).standard_normal((DIM, DIM)))[0][:, :rank]
    rng = np.random.default_rng(seed)
    values = rng.standard_normal((count, rank)) * np.geomspace(1, 0.05, rank)
    return unit((values @ basis.T + noise * rng.standard_normal((count, DIM))).astype(np.float32))


def full(looked: Floats, seed: int = 5) -> Floats:
    rng = np.random.default_rng(seed)
    others = {part.name: rng.random((len(looked), part.dim), np.float32) for part in PARTS}
    return fuse(PARTS, {**others, "look": looked})


def prior(count: int = 4000, rank: int = 80) -> Floats:
    moment = (sample := looks(count, 77)).T @ sample / count
    values, directions = np.linalg.eigh(moment)
    return (directions * np.sqrt(values)).T[::-1][:rank].astype(np.float32)


def test_the_known_directions_are_found() -> None:
    """Looks within twenty directions are in the span of the first twenty columns, the strongest first."""
    sample = looks(1500, rank=20, noise=0.0)
    matrix = fit(sample, None, 20)
    basis = matrix / np.linalg.norm(matrix, axis=0)
    np.testing.assert_allclose(basis.T @ basis, np.eye(20), atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(sample @ basis, axis=1), 1, atol=1e-3)
    spread = ((sample @ basis) ** 2).mean(axis=0)
    assert (np.diff(spread) < 0.002).all()
    few = fit(sample[:500], None, 20)  # by the other way: the same subspace
    np.testing.assert_allclose(np.linalg.norm(basis.T @ (few / np.linalg.norm(few, axis=0)), 2), 1, atol=1e-3)


def test_directions_with_much_variance_are_held_back_by_the_exponent(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = looks(600, rank=40, noise=0.0)
    spreads = {}
    for exponent in (0.0, 0.5, 1.0):
        monkeypatch.setattr(principal, "EXPONENT", exponent)
        spreads[exponent] = ((sample @ fit(sample, None, 30)) ** 2).mean(axis=0)
    ratio = {exponent: spread[0] / spread[-1] for exponent, spread in spreads.items()}
    assert ratio[1.0] == pytest.approx(1, abs=0.3)
    assert ratio[0.5] == pytest.approx(ratio[0.0] ** 0.5, rel=0.2)
    assert ratio[0.0] > 20


def test_the_prior_leads_where_there_are_few_products_and_the_catalog_where_there_are_many() -> None:
    """Of strangers' looks the prior's directions keep more than those of thirty products can."""
    known, strangers = prior(), looks(400, 8)

    def kept(matrix: Floats) -> float:
        return float((np.linalg.norm(strangers @ np.linalg.qr(matrix)[0], axis=1) ** 2).mean())

    few = looks(FEWEST, 9)
    assert kept(fit(few, known, 60)) > kept(fit(few, None, 60)) + 0.05
    odd = unit(np.abs(np.random.default_rng(4).standard_normal((1000, DIM))).astype(np.float32))
    matrix = np.linalg.qr(fit(odd, known, 60))[0]
    assert (np.linalg.norm(odd @ matrix, axis=1) ** 2).mean() > 0.6  # what the prior hardly knows


@pytest.mark.parametrize("count", [FEWEST, 127, 400])
def test_distances_stay_sane_in_small_catalogs(count: int) -> None:
    """In a space without any structure, too: what was close stays close."""
    random = unit(np.random.default_rng(1).standard_normal((count, DIM)).astype(np.float32))
    for sample in (looks(count), random):
        projection = Projection("m@1", PARTS, fit(sample, prior()))
        vectors = full(sample)
        projected = projection(vectors)
        assert np.isfinite(projected).all()
        np.testing.assert_allclose(np.linalg.norm(projected, axis=1), 1, atol=1e-5)
        noisy = full(unit(sample + 0.02 * np.random.default_rng(3).standard_normal(sample.shape)))
        assert (projection(noisy.astype(np.float32)) @ projected.T).argmax(axis=1).tolist() == [*range(count)]


def test_identical_and_doubled_pictures_do_no_harm() -> None:
    one = looks(1)
    for sample in (np.repeat(one, 200, axis=0), np.repeat(looks(3), 500, axis=0)):
        for known in (prior(), None):
            matrix = fit(sample, known)
            assert matrix.shape == (DIM, DIMENSIONS)
            assert np.isfinite(matrix).all()
            told = Projection("m@1", PARTS, matrix)(full(np.concatenate([sample[:1], looks(5, 6)])))
            assert np.isfinite(told).all()
            np.testing.assert_allclose(np.linalg.norm(told, axis=1), 1, atol=1e-5)


def test_the_same_catalog_gives_the_same_projection() -> None:
    for count in (200, 1200):
        first, second = (Projection("m@1", PARTS, fit(looks(count), prior())) for _ in range(2))
        assert first.id == second.id
    assert Projection("m@2", PARTS, first.matrix).id != first.id
    assert Projection("m@1", PARTS, fit(looks(1201), prior())).id != first.id


def test_the_parts_add_up_to_the_cosine_and_only_the_look_changes() -> None:
    vectors = full(looks(200))
    projection = Projection("m@1", PARTS, fit(looks(300, 4), prior()))
    assert [(part.name, part.dim, part.weight) for part in projection.parts] == [
        ("shape", 12, 0.1),
        ("look", DIMENSIONS, 0.7),
        ("colour", 20, 0.2),
    ]
    assert projection.dim == 12 + DIMENSIONS + 20
    projected = projection(vectors)
    before, after = (
        contributions(PARTS, vectors[0], vectors),
        contributions(projection.parts, projected[0], projected),
    )
    np.testing.assert_allclose(sum(after.values()), projected @ projected[0], atol=1e-5)
    np.testing.assert_array_equal(before["shape"], after["shape"])
    np.testing.assert_array_equal(before["colour"], after["colour"])
    assert after["look"][0] == pytest.approx(0.7, abs=1e-5)
    assert not np.allclose(before["look"], after["look"], atol=1e-3)
    np.testing.assert_array_equal(projection.one(vectors[3]), projected[3])
    np.testing.assert_array_equal(projection(vectors[:7]), projected[:7])  # in every batch alike
    assert projection(vectors[:0]).shape == (0, projection.dim)


def test_a_score_is_pulled_back_to_the_full_look_exactly() -> None:
    projection = Projection("m@1", PARTS, fit(looks(300), prior()))
    photo, products = looks(1, 11)[0], looks(20, 12)
    space, turned = span_of(PARTS, "look"), span_of(projection.parts, "look")
    assert space == slice(12, 12 + DIM)
    query = projection.one(full(photo[None])[0])[turned] / np.sqrt(np.float32(0.7))
    reach = projection.reach(photo)
    assert reach > 0
    for product in projection(full(products))[:, turned] / np.sqrt(np.float32(0.7)):
        back = projection.pulled_back(product, reach)
        assert back.shape == (DIM,)
        assert float(photo @ back) == pytest.approx(float(query @ product), abs=1e-5)
        halves = photo * (np.arange(DIM) < 100), photo * (np.arange(DIM) >= 100)
        assert sum(float(half @ back) for half in halves) == pytest.approx(float(query @ product), abs=1e-5)


def test_without_a_matrix_vectors_stay_as_they_are() -> None:
    plain = Projection("m@1", PARTS)
    vectors = full(looks(4))
    assert plain(vectors) is vectors
    assert (plain.parts, plain.dim, plain.id) == (PARTS, 12 + DIM + 20, "")
    photo, product = looks(2)
    assert photo @ plain.pulled_back(product, plain.reach(photo)) == pytest.approx(photo @ product, abs=1e-6)


@pytest.mark.parametrize(
    "matrix", [np.zeros((DIM + 1, 4), np.float32), np.full((DIM, 4), np.nan, np.float32)]
)
def test_a_matrix_that_does_not_fit_is_refused(matrix: Floats) -> None:
    with pytest.raises(ValueError, match="matrix"):
        Projection("m@1", PARTS, matrix)


def test_vectors_of_another_space_are_refused() -> None:
    for matrix in (None, fit(looks(200), prior())):
        with pytest.raises(ValueError, match="vectors"):
            Projection("m@1", PARTS, matrix)(np.zeros((2, DIM), np.float32))
    with pytest.raises(ValueError, match="no part"):
        span_of(PARTS, "sound")


def test_the_shipped_prior_is_of_use() -> None:
    pack = load_pack(resources_dir() / "models" / "visrec-look")
    known = prior_of(pack)
    assert known is not None
    assert known.shape == (DIMENSIONS, 1792)
    assert 0.7 < (known**2).sum() < 1  # looks have length 1: the share of them that it tells
    lengths = np.linalg.norm(known, axis=1)
    assert (np.diff(lengths) < 1e-3).all()
    assert enough(known) == FEWEST < DIMENSIONS == enough(None)


def test_a_prior_that_is_missing_or_damaged_is_done_without_and_told_by_the_check(
    pack: ModelPack, tmp_path: Path
) -> None:
    assert prior_of(pack) is None
    for content in (b"no array", None, _saved(tmp_path, np.zeros((3, 7), np.float16))):
        file = tmp_path / "prior.npy"
        file.unlink(missing_ok=True)
        digest = "0" * 64
        if content is not None:
            file.write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
        spoilt = replace(pack, folder=tmp_path, prior=StoredFile("prior.npy", digest))
        assert prior_of(spoilt) is None
    wrong = replace(pack, prior=StoredFile("average.npy", "0" * 64))
    assert prior_of(wrong) is None
    with pytest.raises(KnownError) as caught:
        verify(wrong)
    assert caught.value.code is ErrorCode.MODEL_CHECKSUM


def _saved(folder: Path, array: NDArray[np.float16]) -> bytes:
    np.save(folder / "array.npy", array)
    return (folder / "array.npy").read_bytes()
