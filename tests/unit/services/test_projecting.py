"""The index is projected as its catalog grows and shrinks, without the network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from visrec_desktop.core.clients import Client, ClientId, EventKind
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import DataPaths, resources_dir
from visrec_desktop.core.progress import Cancelled, CancelToken
from visrec_desktop.core.values import Filters, Photo, PictureDraft, ProductDraft
from visrec_desktop.services import clients, feedback, fitting, judging, projecting, related
from visrec_desktop.services.calibration_file import read_calibration
from visrec_desktop.services.catalog import delete_products, restore_products
from visrec_desktop.services.checking import check_all
from visrec_desktop.services.matching import Seen, rank
from visrec_desktop.services.person import person
from visrec_desktop.services.projecting import refit_if_due
from visrec_desktop.services.projection_file import projection_path, read_projection, write_projection
from visrec_desktop.services.recommending import Question, after_feedback, prepare, recommend, rerank
from visrec_desktop.services.vectors import store
from visrec_desktop.services.workspace import Workspace
from visrec_desktop.vision.embedder import Embedder
from visrec_desktop.vision.fusion import fuse, unit
from visrec_desktop.vision.principal import DIMENSIONS, FEWEST
from visrec_desktop.vision.projection import Projection

Floats = NDArray[np.float32]
MODEL = "visrec-look"
FULL = 1792 + 288 + 405
SHORT = DIMENSIONS + 288 + 405


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An empty data folder for the pack with a prior; the network is never asked."""

    def never(*_: object) -> None:
        pytest.fail("the network was asked")

    monkeypatch.setattr(Embedder, "embed", never)
    monkeypatch.setattr(projecting, "FROM", 0)
    with opened(tmp_path) as workspace:
        yield workspace


def opened(folder: Path, *, writable: bool = True, model: str = MODEL) -> Workspace:
    workspace = Workspace.open(DataPaths(folder / "data"), demo=False, writable=writable)
    workspace.use_settings(model=model)
    return workspace


def made(workspace: Workspace, count: int, seed: int = 0) -> Floats:
    """Full vectors, each of length 1, whose looks lie near fifty directions."""
    rng = np.random.default_rng(seed)
    features = {}
    for part in workspace.pack().parts:
        basis = np.random.default_rng(part.dim).standard_normal((min(50, part.dim), part.dim))
        values = rng.standard_normal((count, len(basis))) @ basis
        features[part.name] = (values + rng.standard_normal(values.shape)).astype(np.float32)
    return fuse(workspace.pack().parts, features)


def put(workspace: Workspace, count: int, seed: int = 0) -> tuple[list[int], Floats]:
    """New products with a picture and its vector each: the pictures and the vectors."""
    vectors = made(workspace, count, seed)
    with workspace.writer().transaction():
        pictures = [
            workspace.writer()
            .put(ProductDraft(sku=f"{seed}-{number}", name=f"Article {number}"), [drawn(f"{seed}-{number}")])
            .stale_pictures[0]
            for number in range(count)
        ]
    store(workspace, pictures, vectors)
    workspace.flush_index()
    return pictures, vectors


def drawn(name: str) -> PictureDraft:
    digest = hashlib.sha256(name.encode()).hexdigest()
    return PictureDraft(f"/shop/{name}.jpg", digest, 64, 64, 100, 0, b"jpeg")


def refit(workspace: Workspace) -> bool:
    steps = refit_if_due(workspace, CancelToken())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return bool(end.value)


def answers(workspace: Workspace, vectors: Floats) -> list[list[tuple[str, float]]]:
    """What is found for some full vectors."""
    usual = {part.name: part.weight for part in workspace.pack().parts}
    photo = Photo("photo", data=b"")
    found = [rank(workspace, photo, Seen(vector, usual), Filters(), 5) for vector in vectors]
    return [[(hit.product.sku, hit.score) for hit in result.hits] for result in found]


@pytest.mark.parametrize("count", [0, 1, FEWEST - 1])
def test_a_small_catalog_has_full_vectors(shop: Workspace, count: int) -> None:
    put(shop, count) if count else shop.index()
    assert not refit(shop)
    assert (shop.index().dim, len(shop.index()), shop.projection().id) == (FULL, count, "")
    assert not projection_path(shop.paths.index, shop.space).exists()


def test_it_is_projected_once_there_are_products_enough(shop: Workspace) -> None:
    pictures, vectors = put(shop, FEWEST)
    assert shop.index().dim == FULL
    assert refit(shop)
    assert (shop.index().dim, len(shop.index())) == (SHORT, FEWEST)
    np.testing.assert_array_equal(shop.index().get(pictures), shop.projection()(vectors))
    np.testing.assert_allclose(np.linalg.norm(shop.index().get(pictures), axis=1), 1, atol=1e-5)
    _, kept = shop.reader().vectors_of(shop.space, pictures)
    np.testing.assert_array_equal(kept, vectors)  # the catalog has them in full
    assert not refit(shop)


def test_what_is_added_between_two_fits_is_projected_like_the_rest(shop: Workspace) -> None:
    put(shop, 60)
    refit(shop)
    before = shop.projection().id
    pictures, vectors = put(shop, 30, seed=1)
    assert not refit(shop)  # half more is not yet too many
    assert shop.projection().id == before
    np.testing.assert_array_equal(shop.index().get(pictures), shop.projection()(vectors))
    put(shop, 1, seed=2)
    assert refit(shop)
    assert shop.projection().id != before
    assert len(shop.index()) == 91
    np.testing.assert_array_equal(shop.index().get(pictures), shop.projection()(vectors))


def test_a_catalog_of_other_products_is_fitted_anew_though_there_are_as_many(shop: Workspace) -> None:
    put(shop, 60)
    refit(shop)
    before = shop.projection().id
    put(shop, 31, seed=1)
    first = [int(row.id) for row in shop.catalog().shelf_rows() if row.sku.startswith("0-")]
    delete_products(shop, first[:31])
    assert shop.catalog().vector_count(shop.space) == 60
    assert refit(shop)
    assert shop.projection().id != before


def test_a_catalog_that_shrinks_far_has_full_vectors_again(shop: Workspace) -> None:
    put(shop, 60)
    refit(shop)
    ids = [int(row.id) for row in shop.catalog().shelf_rows()]
    delete_products(shop, ids[:25])
    assert not refit(shop)
    delete_products(shop, ids[25:40])
    assert refit(shop)
    assert (shop.index().dim, len(shop.index())) == (FULL, 20)
    assert not projection_path(shop.paths.index, shop.space).exists()


def test_undo_brings_products_back_as_they_were(shop: Workspace) -> None:
    pictures, _ = put(shop, 60)
    refit(shop)
    before = shop.index().get(pictures)
    ids = [int(row.id) for row in shop.catalog().shelf_rows()][:5]
    delete_products(shop, ids)
    assert len(shop.index()) == 55
    restore_products(shop, ids)
    np.testing.assert_array_equal(shop.index().get(pictures), before)


def test_opened_again_it_answers_alike(shop: Workspace, tmp_path: Path) -> None:
    put(shop, 80)
    refit(shop)
    put(shop, 10, seed=1)
    asked = made(shop, 6, seed=9)
    told, name = answers(shop, asked), shop.projection().id
    shop.close()
    for writable in (True, False):
        with opened(tmp_path, writable=writable) as again:
            assert answers(again, asked) == told
            assert again.projection().id == name
            assert not again.index_access.built
    next((tmp_path / "data" / "index").glob("*.vectors")).unlink()
    for writable in (False, True):  # and from the catalog, with the same projection
        with opened(tmp_path, writable=writable) as again:
            assert answers(again, asked) == told
            assert again.index_access.built


Spoil = Callable[[Path], object]
SPOILT: dict[str, Spoil] = {
    "missing": Path.unlink,
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-8]),
    "one bit": lambda path: path.write_bytes(path.read_bytes()[:-1] + b"\x7f"),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"{}\n"),
    "another catalog": lambda path: told(path, catalog="other"),
    "another space": lambda path: told(path, space="other@1"),
    "a newer format": lambda path: told(path, format=99),
    "another shape": lambda path: told(path, shape=[DIMENSIONS, 1792]),
}


def test_a_file_with_another_number_of_directions_is_made_anew(shop: Workspace) -> None:
    put(shop, 60)
    refit(shop)
    known = shop.index_access.fitted()
    assert known is not None
    assert known.projection.matrix is not None
    fewer = Projection(shop.space, shop.pack().parts, known.projection.matrix[:, :64].copy())
    owner = shop.catalog().catalog_id()
    assert read_projection(shop.paths.index, shop.pack(), owner) is not None
    write_projection(shop.paths.index, replace(known, projection=fewer), owner)
    assert read_projection(shop.paths.index, shop.pack(), owner) is None


def test_an_index_of_another_projection_is_made_anew(shop: Workspace, tmp_path: Path) -> None:
    """As when the computer stops between the two files: both are whole, and do not belong together."""
    pictures, vectors = put(shop, 60)
    refit(shop)
    known = shop.index_access.fitted()
    assert known is not None
    assert known.projection.matrix is not None
    turned = Projection(shop.space, shop.pack().parts, known.projection.matrix[:, ::-1].copy())
    owner = shop.catalog().catalog_id()
    shop.close()
    write_projection(tmp_path / "data" / "index", replace(known, projection=turned), owner)
    with opened(tmp_path) as again:
        assert again.projection().id == turned.id
        np.testing.assert_array_equal(again.index().get(pictures), turned(vectors))


def told(path: Path, **changes: object) -> None:
    line, data = path.read_bytes().split(b"\n", 1)
    path.write_bytes(json.dumps({**json.loads(line), **changes}).encode() + b"\n" + data)


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_damaged_file_is_made_anew(shop: Workspace, tmp_path: Path, spoil: Spoil) -> None:
    put(shop, 60)
    refit(shop)
    asked = made(shop, 4, seed=9)
    before = answers(shop, asked)
    shop.close()
    spoil(projection_path(tmp_path / "data" / "index", shop.space))
    with opened(tmp_path) as again:
        assert read_projection(again.paths.index, again.pack(), again.catalog().catalog_id()) is None
        assert again.index().dim == SHORT
        assert again.index_access.built
        assert [[sku for sku, _ in each] for each in answers(again, asked)] == [
            [sku for sku, _ in each] for each in before
        ]
        assert all(check.ok for check in check_all(again, full=False) if check.name == "index")
    with opened(tmp_path) as once_more:
        once_more.index()
        assert not once_more.index_access.built


def test_an_index_in_step_is_used_at_once_and_projected_later(shop: Workspace, tmp_path: Path) -> None:
    """As after an update from a version that projected nothing: nobody waits when the program starts."""
    put(shop, 60)
    shop.close()
    with opened(tmp_path) as again:
        assert again.index().dim == FULL
        assert not again.index_access.built
        assert refit(again)
        assert again.index().dim == SHORT


def test_each_model_has_its_own(shop: Workspace) -> None:
    put(shop, 60)
    refit(shop)
    name = shop.projection().id
    shop.use_settings(model="thin-resnet50")
    assert (len(shop.index()), shop.index().dim) == (0, 1024 + 405)
    pictures = [int(each) for each in shop.catalog().picture_owners()[0]]
    store(shop, pictures, made(shop, 60))
    shop.flush_index()
    assert not refit(shop)  # without a prior sixty products say too little
    put(shop, DIMENSIONS - 60, seed=1)
    assert refit(shop)
    assert shop.index().dim == DIMENSIONS + 405
    shop.use_settings(model=MODEL)
    assert shop.projection().id == name
    assert len(shop.index()) == 60


def test_looks_of_few_dimensions_stay_as_they_are(shop: Workspace, tmp_path: Path) -> None:
    """A pack that answers with 128 numbers or fewer."""
    folder = tmp_path / "data" / "models" / "small"
    folder.mkdir(parents=True)
    values = json.loads((resources_dir() / "models" / "thin-resnet50" / "manifest.json").read_text())
    values["name"] = "small"
    values["tensors"] = {"input": {"name": "i"}, "features": {"name": "f", "dimensions": [DIMENSIONS]}}
    values["parts"][0]["dimensions"] = DIMENSIONS
    (folder / "manifest.json").write_text(json.dumps(values))
    shop.use_settings(model="small")
    put(shop, 200)
    assert not refit(shop)
    assert shop.index().dim == DIMENSIONS + 405


def test_a_change_in_between_is_not_lost(shop: Workspace) -> None:
    put(shop, 60)
    steps = refit_if_due(shop, CancelToken())
    next(steps)
    pictures, vectors = put(shop, 5, seed=1)
    assert list(steps)
    assert shop.index().dim == FULL  # it is tried again in the next quiet moment
    assert refit(shop)
    np.testing.assert_array_equal(shop.index().get(pictures), shop.projection()(vectors))
    assert len(shop.index()) == 65
    assert sorted(path.suffix for path in shop.paths.index.iterdir()) == [".projection", ".vectors"]


def test_stopped_it_leaves_everything_as_it_was(shop: Workspace) -> None:
    put(shop, 60)
    token = CancelToken()
    steps = refit_if_due(shop, token)
    next(steps)
    token.cancel()
    with pytest.raises(Cancelled):
        list(steps)
    assert (shop.index().dim, len(shop.index())) == (FULL, 60)
    assert [path.suffix for path in shop.paths.index.iterdir()] == [".vectors"]


def test_without_room_on_the_disk_it_is_kept_in_memory(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures, vectors = put(shop, 60)

    def full(*_: object, **__: object) -> None:
        raise KnownError(ErrorCode.DISK_FULL, "index")

    monkeypatch.setattr("visrec_desktop.index.exact.FileRows.create", full)
    monkeypatch.setattr("visrec_desktop.services.projection_file.write_projection", full)
    assert refit(shop)
    np.testing.assert_array_equal(shop.index().get(pictures), shop.projection()(vectors))


def test_a_file_in_the_place_of_the_folder_stops_nothing(shop: Workspace) -> None:
    shop.paths.index.write_text("")
    put(shop, 60)
    assert refit(shop)
    assert shop.index().dim == SHORT
    assert shop.paths.index.read_text() == ""


def test_who_may_not_write_changes_nothing(shop: Workspace, tmp_path: Path) -> None:
    put(shop, 60)
    shop.close()
    with opened(tmp_path, writable=False) as reading:
        assert not refit(reading)
        assert reading.index().dim == FULL


def test_scores_that_were_measured_before_count_no_more(shop: Workspace) -> None:
    put(shop, 60)
    before = judging.held(shop)
    assert before.backdrop.shape[1] == FULL
    refit(shop)
    after = judging.held(shop)
    assert after.backdrop.shape[1] == SHORT
    assert read_calibration(shop) is None


def test_a_client_is_known_by_the_same_vectors_as_the_products(shop: Workspace) -> None:
    pictures, vectors = put(shop, 60)
    one = clients.add(shop, Client(ClientId(0), "Client A")).id
    feedback.give(shop, one, "0-3", EventKind.LIKE)
    refit(shop)
    assert (shop.profiles().item_vectors(["0-3"], shop.space)["0-3"] == vectors[3]).all()
    taste = person(shop, one, shop.projection()).taste
    assert taste is not None
    np.testing.assert_allclose(taste.centroids[0], shop.index().get([pictures[3]])[0], atol=1e-5)
    full = person(shop, one).taste
    assert full is not None
    np.testing.assert_allclose(full.centroids[0], vectors[3], atol=1e-5)
    hits = recommend(shop, Question(client_id=one, top=10)).hits
    assert len(hits) == 10
    names = [row.sku for row in shop.catalog().shelf_rows()]
    cosines = shop.index().get(pictures) @ taste.centroids[0]
    likely = {names[place] for place in np.argsort(-cosines)[1:4]}
    assert likely & {hit.product.sku for hit in hits}
    liked = next(int(row.id) for row in shop.catalog().shelf_rows() if row.sku == "0-3")
    (fit,) = fitting.clients_for(shop, [liked])
    assert fit.client.name == "Client A"


def test_a_question_that_is_open_goes_on_with_the_new_index(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures, vectors = put(shop, 60)
    usual = {part.name: part.weight for part in shop.pack().parts}
    monkeypatch.setattr("visrec_desktop.services.desk.see_photo", lambda *_: Seen(vectors[7], usual))
    desk = prepare(shop, Question(photo=Photo("photo", data=b"x")))
    assert rerank(shop, desk, 0, 0, 5).hits[0].product.sku == "0-7"
    refit(shop)
    again = after_feedback(shop, desk)
    first = rerank(shop, again, 0, 0, 5).hits[0]
    assert first.product.sku == "0-7"
    assert again.layout is not None
    assert again.layout.sight is not None  # by the new index, not by what was seen in the old one
    cosines = shop.index().get(pictures) @ shop.projection().one(vectors[7])
    np.testing.assert_allclose(again.layout.sight.total, cosines, atol=1e-5)
    assert first.score == pytest.approx(1, abs=1e-4)
    assert sum(first.parts.values()) == pytest.approx(first.score, abs=1e-5)


def test_what_looks_alike_is_told_by_full_vectors(shop: Workspace) -> None:
    pictures, vectors = put(shop, 60)
    twin = made(shop, 1, seed=3)
    near = unit(vectors[:1] + 0.3 * twin)
    with shop.writer().transaction():
        (new,) = shop.writer().put(ProductDraft(sku="near", name="Near"), [drawn("near")]).stale_pictures
    store(shop, [new], near)
    refit(shop)
    owner = shop.catalog().owners([pictures[0]])[pictures[0]]
    first = related.related(shop, owner, None).similar[0]
    assert first.product.sku == "near"
    assert first.score == pytest.approx(float(vectors[0] @ near[0]), abs=1e-5)
