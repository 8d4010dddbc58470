"""Where a photo and a product's picture match, with the real models: it is the score, at the right place."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.unit.services.conftest import Import, draw_picture
from visrec_desktop.core.errors import Cancelled, ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Crop, Filters, Photo, Sort
from visrec_desktop.recommend.emphasis import Emphasis
from visrec_desktop.services import heatmaps
from visrec_desktop.services.heatmaps import GRID, Heat, HeatMaps, heat_maps
from visrec_desktop.services.matching import match
from visrec_desktop.services.recommending import Question, recommend
from visrec_desktop.services.workspace import Workspace

RED = (30, 30, 220)  # blue, green, red


@pytest.fixture(params=["visrec-look", "thin-resnet50"])
def stocked(request: pytest.FixtureRequest, workspace: Workspace, do_import: Import, shop: Path) -> Workspace:
    workspace.use_settings(model=request.param)
    tall = cv2.resize(cv2.imread(str(draw_picture(shop / "tall.png", 20, 300))), (300, 700))
    cv2.imwrite(str(shop / "tall.jpg"), tall)
    (shop / "tall.png").unlink()
    do_import(shop)
    return workspace


def asked(path: Path) -> Photo:
    return Photo(path.name, path=path)


def shown(workspace: Workspace, photo: Photo, picture: int, crop: Crop | None = None) -> HeatMaps:
    found = heat_maps(workspace, photo, crop, picture)
    assert found is not None
    return found


def warmest(heat: Heat) -> tuple[float, float]:
    """The middle of the warmest step of the grid, across and down, in shares of the whole picture."""
    row, column = np.unravel_index(heat.grid.argmax(), heat.grid.shape)
    area = heat.area
    return area.left + (column + 0.5) / GRID * area.width, area.top + (row + 0.5) / GRID * area.height


@pytest.mark.parametrize("emphasis", [Emphasis(colour=0), Emphasis(0.9, 0.6, 0.2)])
def test_both_maps_add_up_to_a_score_by_what_counts(
    stocked: Workspace, tmp_path: Path, emphasis: Emphasis
) -> None:
    photo = asked(draw_picture(tmp_path / "photo.png", 20, 200))
    question = Question(photo, diversity=0.0, top=9, emphasis=emphasis)
    for hit in recommend(stocked, question).hits:
        assert hit.product.picture_id is not None
        found = heat_maps(stocked, photo, None, int(hit.product.picture_id), emphasis=emphasis)
        assert found is not None
        assert found.total == pytest.approx(hit.score, abs=1e-4)
        assert found.parts == pytest.approx(dict(hit.parts), abs=1e-4)


@pytest.mark.parametrize("crop", [None, Crop(10, 30, 90, 110)])
def test_both_maps_add_up_to_every_hits_score(stocked: Workspace, tmp_path: Path, crop: Crop | None) -> None:
    photo = asked(draw_picture(tmp_path / "photo.png", 20, 200))
    result = match(stocked, photo, Filters(), 9, crop=crop)
    assert len(result.hits) == 9
    for hit in result.hits:
        assert hit.product.picture_id is not None
        found = shown(stocked, photo, int(hit.product.picture_id), crop)
        assert found.is_exact
        for heat in (found.photo, found.product):
            assert heat.grid.shape == (GRID, GRID)
            assert heat.grid.sum(dtype=np.float64) == pytest.approx(found.total, abs=1e-5)
        counted = {name: max(0.0, value) for name, value in found.parts.items()}  # as `score.scored`
        assert counted == pytest.approx(dict(hit.parts), abs=heatmaps.TOLERANCE)
        assert sum(counted.values()) == pytest.approx(hit.score, abs=heatmaps.TOLERANCE)


def spotted(width: int, height: int, x: int, y: int, radius: int = 40) -> NDArray[np.uint8]:
    """A red spot on a plain ground."""
    picture = np.full((height, width, 3), 235, np.uint8)
    cv2.circle(picture, (x, y), radius, RED, -1)
    cv2.circle(picture, (x, y), radius // 2, (20, 20, 20), 5)
    return picture


def on_disk(picture: NDArray[np.uint8], path: Path) -> Photo:
    cv2.imwrite(str(path), picture)
    return asked(path)


@pytest.fixture
def red_shop(workspace: Workspace, do_import: Import, tmp_path: Path) -> Workspace:
    workspace.use_settings(model="visrec-look")
    (tmp_path / "red").mkdir()
    on_disk(spotted(400, 900, 200, 250), tmp_path / "red" / "tall.png")
    on_disk(spotted(300, 300, 150, 150), tmp_path / "red" / "square.png")
    do_import(tmp_path / "red")
    return workspace


def picture_of(workspace: Workspace, sku: str) -> int:
    catalog = workspace.catalog()
    [product] = catalog.products(catalog.product_ids(Filters(skus=(sku,)), Sort.SKU), workspace.space)
    assert product.picture_id is not None
    return int(product.picture_id)


@pytest.mark.parametrize(
    ("size", "spot", "crop"),
    [
        ((640, 640), (200, 420), None),
        ((1200, 500), (850, 180), None),
        ((500, 1200), (140, 800), None),
        ((1200, 900), (930, 220), Crop(700, 60, 420, 420)),
        ((1200, 900), (930, 220), Crop(820, 100, 900, 300)),  # sticks out
    ],
)
def test_the_warmest_place_lies_where_the_thing_is(
    red_shop: Workspace, tmp_path: Path, size: tuple[int, int], spot: tuple[int, int], crop: Crop | None
) -> None:
    photo = on_disk(spotted(*size, *spot), tmp_path / "photo.png")
    found = shown(red_shop, photo, picture_of(red_shop, "tall"), crop)
    across, down = warmest(found.photo)
    assert abs(across * size[0] - spot[0]) < 60
    assert abs(down * size[1] - spot[1]) < 60
    across, down = warmest(found.product)
    assert abs(across * 400 - 200) < 60
    assert abs(down * 900 - 250) < 60


def test_a_photo_that_was_turned_is_upright(red_shop: Workspace, tmp_path: Path) -> None:
    upright = cv2.cvtColor(spotted(900, 500, 700, 150), cv2.COLOR_BGR2RGB)
    lying = Image.fromarray(np.ascontiguousarray(np.rot90(upright)))  # turned to the left
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned to the right
    stream = io.BytesIO()
    lying.save(stream, "JPEG", exif=exif, quality=95)
    found = shown(red_shop, Photo("turned.jpg", data=stream.getvalue()), picture_of(red_shop, "square"))
    across, down = warmest(found.photo)
    assert abs(across * 900 - 700) < 60
    assert abs(down * 500 - 150) < 60


def test_without_the_file_the_small_copy_is_looked_at_and_said(red_shop: Workspace, tmp_path: Path) -> None:
    photo = on_disk(spotted(640, 640, 200, 420), tmp_path / "photo.png")
    picture = picture_of(red_shop, "tall")
    before = shown(red_shop, photo, picture)
    (tmp_path / "red" / "tall.png").unlink()
    after = shown(red_shop, photo, picture)
    assert before.is_exact
    assert not after.is_exact
    assert after.total == pytest.approx(before.total, abs=0.1)
    assert after.product.grid.sum() == pytest.approx(after.total, abs=1e-5)


def test_what_cannot_be_read_is_told(red_shop: Workspace, tmp_path: Path) -> None:
    picture = picture_of(red_shop, "square")
    with pytest.raises(KnownError) as caught:
        heat_maps(red_shop, asked(tmp_path / "gone.png"), None, picture)
    assert (caught.value.code, caught.value.subject) == (ErrorCode.NOT_FOUND, "gone.png")
    photo = on_disk(spotted(640, 640, 200, 420), tmp_path / "photo.png")
    with pytest.raises(KnownError) as caught:
        heat_maps(red_shop, photo, None, 999, label="Red spot")
    assert (caught.value.code, caught.value.subject) == (ErrorCode.NOT_FOUND, "Red spot")
    with pytest.raises(KnownError) as caught:
        heat_maps(red_shop, photo, Crop(900, 900, 5, 5), picture)
    assert caught.value.code is ErrorCode.CROP_OUTSIDE


def test_it_can_be_stopped(red_shop: Workspace, tmp_path: Path) -> None:
    photo = on_disk(spotted(640, 640, 200, 420), tmp_path / "photo.png")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        heat_maps(red_shop, photo, None, picture_of(red_shop, "square"), token)


def test_a_model_without_maps_has_none_to_show(
    red_shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(red_shop.embedder(), "feature_maps", lambda _batch: None)
    photo = on_disk(spotted(640, 640, 200, 420), tmp_path / "photo.png")
    assert heat_maps(red_shop, photo, None, picture_of(red_shop, "square")) is None
