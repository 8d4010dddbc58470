"""A list ordered by what counts: from what is laid out, with the best picture of each product."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.unit.services.conftest import Import, draw_picture
from visrec_desktop.core.paths import resources_dir
from visrec_desktop.core.values import Crop, Filters, MatchResult, Photo
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.services import recommending
from visrec_desktop.services.matching import Seen, match, see_photo
from visrec_desktop.services.refining import Evidence, Found
from visrec_desktop.services.regions import RegionQuestion, match_regions
from visrec_desktop.services.shelf import shelf
from visrec_desktop.services.sight import Pictures, Sight, look_at
from visrec_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHIRT = "photo-01-checked-shirt.jpg"
NO_COLOUR, COLOUR_ALONE = Emphasis(colour=0), Emphasis(shape=0, look=0)
TOP = 20


def photo(name: str = SHIRT) -> Photo:
    path = resources_dir() / "demo" / "photos" / name
    return Photo(path.name, path=path)


def studio() -> Photo:
    """A picture of a product on white, for which other weights may count."""
    path = resources_dir() / "demo" / "products" / "JAC-0704.jpg"
    return Photo(path.name, path=path)


def laid_out(workspace: Workspace, asked: Photo | None = None) -> recommending.Desk:
    question = recommending.Question(asked or photo(), diversity=0.0, top=TOP)
    return recommending.prepare(workspace, question)


def ranked(
    workspace: Workspace, desk: recommending.Desk, emphasis: Emphasis, found: Evidence = recommending.NOTHING
) -> MatchResult:
    return recommending.rerank(workspace, desk, 0.4, 0.0, TOP, found, emphasis)


def places(result: MatchResult) -> list[int]:
    return [int(hit.product.id) for hit in result.hits]


@pytest.mark.parametrize("asked", [photo(), studio()], ids=["photo", "studio"])
def test_in_the_middle_the_list_is_the_plain_one(demo: Workspace, asked: Photo) -> None:
    plain = match(demo, asked, Filters(), TOP)
    result = ranked(demo, laid_out(demo, asked), NEUTRAL)
    assert places(result) == places(plain)
    for hit, same in zip(result.hits, plain.hits, strict=True):
        assert hit.score == pytest.approx(same.score, abs=2.1e-6)  # each part is counted in millionths
        assert hit.parts == pytest.approx(same.parts, abs=1.1e-6)
        assert hit.band is same.band
    assert result.status is plain.status


@pytest.mark.parametrize("asked", [photo(), studio()], ids=["photo", "studio"])
@pytest.mark.parametrize("emphasis", [NO_COLOUR, COLOUR_ALONE, Emphasis(colour=0.8), Emphasis(look=0.2)])
def test_the_parts_are_weighed_and_add_up(demo: Workspace, emphasis: Emphasis, asked: Photo) -> None:
    weights = see_photo(demo.embedder(), asked, None).weights
    moved = emphasis.weights(weights)
    plain = {int(hit.product.id): hit for hit in match(demo, asked, Filters(), 300).hits}
    result = ranked(demo, laid_out(demo, asked), emphasis)
    assert places(result) != list(plain)[:TOP]
    for hit in result.hits:
        assert sum(hit.parts.values()) == pytest.approx(hit.score, abs=1e-9)
        same = plain[int(hit.product.id)].parts
        for part, weight in weights.items():
            if same[part] > 0:  # the plain match leaves out what takes away
                assert hit.parts[part] == pytest.approx(same[part] / weight * moved[part], abs=1e-5)
    assert [hit.score for hit in result.hits] == sorted((hit.score for hit in result.hits), reverse=True)


def test_without_the_look_the_rest_decides(demo: Workspace) -> None:
    desk = laid_out(demo)
    assert desk.layout is not None
    assert desk.layout.sight is not None
    by_colour = np.argsort(-desk.layout.sight.parts["colour"], kind="stable")[:TOP]
    result = ranked(demo, desk, COLOUR_ALONE)
    assert places(result) == [int(shelf(demo).ids[row]) for row in by_colour]
    assert all(hit.parts["look"] == 0 for hit in result.hits)
    assert result.hits[0].why == "In the same colours as the photo."
    assert "colour" not in ranked(demo, desk, NO_COLOUR).hits[0].why


def test_what_counts_most_is_said_first(demo: Workspace) -> None:
    desk = laid_out(demo)
    usual = ranked(demo, desk, NEUTRAL).hits[0]
    assert [clause.key.partition("_")[0] for clause in usual.clauses] == ["look", "colour"]
    turned = next(
        hit for hit in ranked(demo, desk, Emphasis(colour=1)).hits if hit.product.id == usual.product.id
    )
    assert [clause.key.partition("_")[0] for clause in turned.clauses] == ["colour", "look"]


def test_nothing_at_all_is_everything_as_usual(demo: Workspace) -> None:
    desk = laid_out(demo)
    assert places(ranked(demo, desk, Emphasis(0, 0, 0))) == places(ranked(demo, desk, NEUTRAL))


def test_how_close_a_product_is_does_not_depend_on_what_counts(demo: Workspace) -> None:
    desk = laid_out(demo)
    usual = {int(hit.product.id): hit.band for hit in recommending.rerank(demo, desk, 0.4, 0.0, 300).hits}
    for emphasis in (NO_COLOUR, COLOUR_ALONE, Emphasis(look=0.9)):
        result = recommending.rerank(demo, desk, 0.4, 0.0, 300, emphasis=emphasis)
        assert {int(hit.product.id): hit.band for hit in result.hits} == usual
        assert result.status is ranked(demo, desk, NEUTRAL).status


def test_ranking_anew_looks_at_no_picture(demo: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = laid_out(demo)
    monkeypatch.setattr(demo, "embedder", None)
    monkeypatch.setattr("visrec_desktop.services.desk.see_photo", None)
    assert places(ranked(demo, desk, NO_COLOUR)) != places(ranked(demo, desk, COLOUR_ALONE))


def test_a_print_that_surely_agrees_still_comes_first(demo: Workspace) -> None:
    desk = laid_out(demo)
    last = ranked(demo, desk, COLOUR_ALONE).hits[-1].product
    assert last.picture_id is not None
    found = Evidence({int(last.id): Found(0.95, int(last.picture_id))}, has_looked=True)
    first = ranked(demo, desk, COLOUR_ALONE, found).hits[0]
    assert first.product.id == last.id
    assert first.parts["details"] > 0
    assert sum(first.parts.values()) == pytest.approx(first.score, abs=1e-9)


def test_objects_are_ranked_by_what_counts_too(demo: Workspace) -> None:
    crop = Crop(0, 0, 400, 500)
    [usual] = match_regions(demo, RegionQuestion(photo(), Filters(), top=TOP), [crop])
    [turned] = match_regions(demo, RegionQuestion(photo(), Filters(), emphasis=COLOUR_ALONE, top=TOP), [crop])
    assert places(turned) != places(usual)
    assert all(hit.parts["look"] == 0 for hit in turned.hits)


# products with several pictures


@pytest.fixture
def with_two(workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path) -> Workspace:
    """Eight products, the first with a second picture."""
    draw_picture(shop / "back.png", 40)
    sheet = tmp_path / "sheet.csv"
    lines = [f"item-{n},Thing {n},item-{n}.png{';back.png' if n == 0 else ''}" for n in range(8)]
    sheet.write_text("sku,name,image\n" + "\n".join(lines))
    assert do_import(shop, sheet=sheet).added == 8
    return workspace


def between_two(workspace: Workspace) -> tuple[NDArray[np.float32], int, int]:
    """The vector of a photo with the look of the first product's one picture and the colours of its other."""
    index, goods = workspace.index(), shelf(workspace)
    one, other = goods.pictures[goods.picture_rows == goods.row_of["item-0"]].tolist()
    query, start = index.get([one])[0].copy(), 0
    for part in workspace.pack().parts:
        if part.name == "colour":
            query[start : start + part.dim] = index.get([other])[0][start : start + part.dim]
        start += part.dim
    return query, one, other


def test_another_picture_may_be_the_closest_one(with_two: Workspace) -> None:
    row, (query, one, other) = shelf(with_two).row_of["item-0"], between_two(with_two)
    sight = look_at(shelf(with_two), with_two.index(), with_two.projection().parts, query)
    weights = {part.name: part.weight for part in with_two.pack().parts}
    assert sight.every is not None
    assert sight.pictures[row] == one
    turned = sight.weighed({part: float(part == "colour") / weight for part, weight in weights.items()})
    assert turned.pictures[row] == other
    assert turned.parts["colour"][row] == pytest.approx(1.0, abs=1e-5)
    assert turned.parts["look"][row] == 0
    again = turned.weighed(dict.fromkeys(weights, 1.0))
    assert again.pictures.tolist() == sight.pictures.tolist()
    np.testing.assert_allclose(again.total, sight.total, atol=1e-6)


def test_the_picture_that_is_closest_is_shown(with_two: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    query, one, other = between_two(with_two)
    usual = {part.name: part.weight for part in with_two.pack().parts}
    monkeypatch.setattr("visrec_desktop.services.desk.see_photo", lambda *_: Seen(query, usual))
    desk = laid_out(with_two)
    for emphasis, picture in ((NEUTRAL, one), (COLOUR_ALONE, other), (Emphasis(colour=0), one)):
        first = ranked(with_two, desk, emphasis).hits[0]
        assert first.product.sku == "item-0"
        assert first.product.picture_id == picture


def test_one_picture_each_needs_no_others(workspace: Workspace, do_import: Import, shop: Path) -> None:
    do_import(shop)
    index = workspace.index()
    query = index.get([int(shelf(workspace).main_pictures[0])])[0]
    sight = look_at(shelf(workspace), index, workspace.projection().parts, query)
    assert sight.every is None
    turned = sight.weighed({"look": 0.5, "shape": 1.0, "colour": 2.0})
    np.testing.assert_allclose(turned.parts["colour"], sight.parts["colour"] * 2)
    np.testing.assert_allclose(turned.parts["look"], sight.parts["look"] / 2)
    assert turned.pictures.tolist() == sight.pictures.tolist()


def test_the_closest_of_many_pictures_is_the_one_that_counting_finds() -> None:
    rng = np.random.default_rng(3)
    rows = np.sort(rng.integers(0, 40, 200))
    values = rng.integers(0, 4, (200, 3)).astype(np.float32)  # with many equals
    every = Pictures(rows, np.arange(200), values)
    factors = np.array([0.0, 2.0, 1.0], np.float32)
    for scale in (None, factors):
        best = every.closest(scale)
        totals = values @ (np.ones(3, np.float32) if scale is None else scale)
        expected = [
            max(np.flatnonzero(rows == row), key=lambda place: (totals[place], -place))
            for row in np.unique(rows)
        ]
        assert best.tolist() == expected
    assert len(Pictures(rows[:0], rows[:0], values[:0]).closest()) == 0


def test_a_product_without_pictures_stays_unseen() -> None:
    every = Pictures(np.array([1, 1]), np.array([10, 11]), np.array([[0.5, 0.1], [0.1, 0.3]], np.float32))
    parts = {"look": np.array([0, 0.5], np.float32), "colour": np.array([0, 0.1], np.float32)}
    sight = Sight(parts, np.array([-1, 10]), np.array([False, True]), every)
    turned = sight.weighed({"look": 0.0, "colour": 5.0})
    assert turned.pictures.tolist() == [-1, 11]
    assert turned.total.tolist() == pytest.approx([0.0, 1.5])
    assert turned.seen.tolist() == [False, True]
