"""The catalog in columns, and how close vectors are to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from tests.unit.services.conftest import Import, draw_picture
from visrec_desktop.core.values import Filters, Sort
from visrec_desktop.recommend.cosines import Cosines
from visrec_desktop.recommend.taste import build_taste, taste_similarity
from visrec_desktop.services.catalog import delete_products, list_products
from visrec_desktop.services.shelf import shelf
from visrec_desktop.services.sight import apart_from_themselves, cosines_of_shelf, look_at, taste_of_shelf
from visrec_desktop.services.workspace import Workspace
from visrec_desktop.vision.fusion import contributions


@pytest.fixture
def filled(workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path) -> Workspace:
    """Eight products with a picture each, the first with a second one, and one without any."""
    draw_picture(shop / "back.png", 40)
    sheet = tmp_path / "sheet.csv"
    lines = [f"item-{n},Thing {n},item-{n}.png{';back.png' if n == 0 else ''}" for n in range(8)]
    sheet.write_text("sku,name,image\n" + "\n".join([*lines, "bare,Without a picture,"]))
    report = do_import(shop, sheet=sheet)
    assert report.added == 9
    return workspace


def test_rows_skus_and_pictures_belong_together(filled: Workspace) -> None:
    goods = shelf(filled)
    assert goods.ids.tolist() == sorted(list_products(filled, Filters(), Sort.SKU))
    assert len(goods.pictures) == 9
    for row, product in enumerate(goods.products):
        assert goods.row_of[product.sku] == row
        assert goods.rows_of_ids([product.id]).tolist() == [row]
    assert goods.rows_of_skus(["item-3", "gone", "item-1"]).tolist() == sorted(
        [goods.row_of["item-1"], goods.row_of["item-3"]]
    )
    assert goods.rows_of_pictures(np.array([999_999])).tolist() == [-1]
    assert goods.main_pictures[goods.row_of["bare"]] == -1


def test_it_is_read_again_only_when_the_catalog_changes(filled: Workspace) -> None:
    goods = shelf(filled)
    assert shelf(filled) is goods
    delete_products(filled, [int(goods.ids[0])])
    assert len(shelf(filled).ids) == len(goods.ids) - 1


def test_an_empty_catalog_is_an_empty_shelf(workspace: Workspace) -> None:
    goods = shelf(workspace)
    assert len(goods.ids) == 0
    assert goods.rows_of_pictures(np.array([1])).tolist() == [-1]
    assert len(goods.groups) == 0


def test_a_product_is_as_close_as_its_closest_picture(filled: Workspace) -> None:
    goods, index = shelf(filled), filled.index()
    own = filled.projection().parts
    with_two = goods.row_of["item-0"]
    main = int(goods.main_pictures[with_two])
    owned = goods.pictures[goods.picture_rows == with_two].tolist()
    back = next(picture for picture in owned if picture != main)
    query = index.get([back])[0]
    sight = look_at(goods, index, own, query)
    assert sight.pictures[with_two] == back
    assert sight.total[with_two] == pytest.approx(1.0, abs=1e-5)
    assert sight.seen.sum() == 8
    assert not sight.seen[goods.row_of["bare"]]
    for picture, row in zip(goods.pictures, goods.picture_rows, strict=True):
        assert sight.total[row] >= index.get([int(picture)])[0] @ query - 1e-5
    np.testing.assert_allclose(cosines_of_shelf(goods, index, query[None])[:, 0], sight.total, atol=1e-5)
    parts = contributions(own, query, index.get([main]))
    other = look_at(goods, index, own, index.get([main])[0])
    for name, column in other.parts.items():
        weight = next(part.weight for part in own if part.name == name)
        assert column[with_two] == pytest.approx(weight, abs=1e-5)
        assert name in parts


def test_taste_of_the_shelf_is_the_taste_of_each_product(filled: Workspace) -> None:
    goods, index = shelf(filled), filled.index()
    liked = index.get([int(goods.main_pictures[goods.row_of["item-2"]])])[0]
    refused = index.get([int(goods.main_pictures[goods.row_of["item-5"]])])[0]
    taste = build_taste([("item-2", liked, 1.0, 5, None), ("item-5", refused, -1.0, 6, None)], 10)
    assert taste is not None
    whole = taste_of_shelf(Cosines(partial(cosines_of_shelf, goods, index)), taste)
    assert whole.argmax() == goods.row_of["item-2"]
    told = apart_from_themselves(goods, whole, taste)
    assert told[goods.row_of["item-2"]] == 0  # nothing else was liked
    assert told[goods.row_of["bare"]] == 0
    vector = index.get([int(goods.main_pictures[goods.row_of["item-3"]])])
    alone = taste_similarity(vector @ taste.centroids.T, vector @ taste.refused.T, taste)
    assert told[goods.row_of["item-3"]] == pytest.approx(float(alone[0]), abs=1e-5)
