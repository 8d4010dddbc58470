"""The heat map is the similarity itself: for every kind of look and for every part, places add up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.unit.vision.pictures import photo
from visrec_desktop.core.paths import resources_dir
from visrec_desktop.core.settings import Provider
from visrec_desktop.core.values import WHOLE, Area
from visrec_desktop.vision import colour, shape
from visrec_desktop.vision.embedder import Embedder
from visrec_desktop.vision.fusion import contributions, fuse
from visrec_desktop.vision.heatmap import Places, by_position, on_grid, pooled
from visrec_desktop.vision.look import Look
from visrec_desktop.vision.pack import Block
from visrec_desktop.vision.packs import LOOK, load_pack
from visrec_desktop.vision.projection import Projection

BLOCKS = (Block(40, 0.3), Block(24, 0.7))
SHIPPED = ("thin-resnet50", "visrec-look")


def looks() -> list[Look]:
    average = np.random.default_rng(7).uniform(0.2, 1, 64).astype(np.float32)
    return [Look(average, BLOCKS), Look(average), Look(None)]


def maps_of(seed: int) -> NDArray[np.float32]:
    return np.random.default_rng(seed).gamma(0.5, 1, (64, 5, 3)).astype(np.float32)


def scene(seed: int) -> NDArray[np.uint8]:
    """A coloured thing on a light ground, away from the middle."""
    picture = np.full((224, 224, 3), 240, np.uint8)
    picture[40 + 9 * seed : 150, 30:170] = photo(140, 224, seed=seed)[40 + 9 * seed : 150]
    return picture


@pytest.fixture(scope="module", params=SHIPPED)
def model(request: pytest.FixtureRequest) -> Embedder:
    return Embedder.open(load_pack(resources_dir() / "models" / request.param), Provider.CPU, 1)


@pytest.mark.parametrize("look", looks(), ids=["blocks", "average", "plain"])
def test_positions_add_up_to_the_scalar_product_with_any_direction(look: Look) -> None:
    maps = maps_of(1)
    for seed in range(5):
        direction = np.random.default_rng(seed).normal(size=64).astype(np.float32)
        values = by_position(maps, look, direction)
        assert values.shape == (5, 3)
        expected = look(pooled(maps)[None])[0] @ direction
        assert abs(expected) > 0.01
        assert values.sum(dtype=np.float64) == pytest.approx(expected, abs=1e-5)


def test_a_position_speaks_for_what_it_shows() -> None:
    maps = np.full((64, 5, 3), 0.5, np.float32)
    maps[3, 4, 1] = 30
    direction = np.zeros(64, np.float32)
    direction[3] = 1
    for look in looks():
        values = by_position(maps, look, direction)
        assert np.unravel_index(values.argmax(), values.shape) == (4, 1)
    assert (by_position(maps, looks()[0], -direction)[4, 1]) < 0


@pytest.mark.parametrize("seed", range(4))
def test_both_pictures_places_add_up_to_each_parts_contribution(model: Embedder, seed: int) -> None:
    pictures = np.stack([scene(seed), scene(seed + 1)])
    one, other = (model.sight(picture) for picture in pictures)
    assert one is not None
    assert other is not None
    parts = model.pack.parts
    vectors = model.embed(pictures)
    expected = contributions(parts, vectors[0], vectors[1:])
    weights = {part.name: part.weight for part in parts}
    for here, there in ((one, other), (other, one)):
        told = model.split(weights, here, there)
        assert list(told) == [part.name for part in parts]
        for name, places in told.items():
            assert places.values.sum(dtype=np.float64) == pytest.approx(expected[name][0], abs=1e-5)
        grid = on_grid(told.values(), 28)
        assert grid.sum(dtype=np.float64) == pytest.approx(vectors[0] @ vectors[1], abs=1e-5)


def test_places_add_up_where_looks_are_compared_projected(model: Embedder) -> None:
    pictures = np.stack([scene(1), scene(2)])
    one, other = (model.sight(picture) for picture in pictures)
    assert one is not None
    assert other is not None
    pack = model.pack
    look = next(part.dim for part in pack.parts if part.name == LOOK)
    matrix = np.random.default_rng(3).normal(size=(look, 24)).astype(np.float32)
    projection = Projection(pack.space, pack.parts, matrix)
    query, vector = projection(model.embed(pictures))
    expected = contributions(projection.parts, query, vector[None])
    weights = {part.name: part.weight for part in pack.parts}
    for here, there in ((one, other), (other, one)):
        told = model.split(weights, here, there, projection)
        for name, places in told.items():
            assert places.values.sum(dtype=np.float64) == pytest.approx(expected[name][0], abs=1e-5)


def test_weights_may_be_others_than_the_packs(model: Embedder) -> None:
    one, other = model.sight(scene(1)), model.sight(scene(2))
    assert one is not None
    assert other is not None
    parts = tuple(replace(part, weight=1 / len(model.pack.parts)) for part in model.pack.parts)
    query, vector = (fuse(parts, {k: v[None] for k, v in each.parts.items()})[0] for each in (one, other))
    told = model.split({part.name: part.weight for part in parts}, one, other)
    assert on_grid(told.values(), 28).sum() == pytest.approx(query @ vector, abs=1e-5)


def test_of_a_picture_without_shape_or_look_all_places_have_the_same(model: Embedder) -> None:
    plain, other = model.sight(np.full((224, 224, 3), 200, np.uint8)), model.sight(scene(1))
    assert plain is not None
    assert other is not None
    plain = plain._replace(parts={**plain.parts, "look": np.zeros_like(plain.parts["look"])})
    parts = model.pack.parts
    query, vector = (fuse(parts, {k: v[None] for k, v in each.parts.items()})[0] for each in (plain, other))
    told = model.split({part.name: part.weight for part in parts}, plain, other)
    for name, expected in contributions(parts, query, vector[None]).items():
        assert told[name].values.sum(dtype=np.float64) == pytest.approx(expected[0], abs=1e-5)
    assert np.ptp(told["look"].values) == 0


def test_colours_count_where_they_are() -> None:
    picture = np.full((224, 224, 3), 255, np.uint8)
    picture[112:168, 56:112] = (200, 30, 40)
    red = colour.describe(np.full((224, 224, 3), (200, 30, 40), np.uint8))
    values = colour.by_place(picture, red)
    assert values.sum() == pytest.approx(colour.describe(picture) @ red, abs=1e-5)
    assert values[16:24, 8:16].sum() == pytest.approx(values.sum(), rel=0.01)


def test_the_shapes_cells_lie_over_the_thing() -> None:
    picture = np.full((224, 224, 3), 250, np.uint8)
    picture[112:168, 28:196] = photo(168, 56, seed=3)
    values, area = shape.by_place(picture, shape.outline(picture))
    assert values.shape == (6, 6)
    assert values.sum() == pytest.approx(1, abs=1e-5)
    assert area == pytest.approx((28 / 224, 112 / 224, 168 / 224, 56 / 224), abs=0.02)


@pytest.mark.parametrize(
    "area", [WHOLE, Area(0.3, 0.1, 0.5, 0.9), Area(0.91, 0.5, 0.02, 0.01), Area(0, 0, 1, 0.3)]
)
@pytest.mark.parametrize("shape", [(7, 7), (32, 32), (6, 6), (40, 3), (1, 1)])
def test_laid_on_a_grid_nothing_is_lost_and_nothing_moves(area: Area, shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(2)
    values = rng.normal(size=shape).astype(np.float32)
    grid = on_grid([Places(values, area)], 28)
    assert grid.sum(dtype=np.float64) == pytest.approx(values.sum(dtype=np.float64), abs=1e-5)
    ones = on_grid([Places(np.ones(shape, np.float32), area)], 28)
    rows, columns = np.nonzero(ones > 0)
    step = 1 / 28
    assert columns.min() * step >= area.left - step
    assert (columns.max() + 1) * step <= area.left + area.width + step
    assert rows.min() * step >= area.top - step
    assert (rows.max() + 1) * step <= area.top + area.height + step
