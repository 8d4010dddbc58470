"""The drawn demo shop: the drawing itself, and the files made from it."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

REPOSITORY = Path(__file__).resolve().parents[2]
DEMO = REPOSITORY / "resources" / "demo"
LARGEST = 9.5 * 2**20

sys.path.insert(0, str(REPOSITORY / "training"))

from drawing.noise import generator  # noqa: E402
from drawing.photos import SHOTS  # noqa: E402
from drawing.scenes import SCENES, grid  # noqa: E402
from drawing.stock import Item, items  # noqa: E402
from drawing.studio import cut_out, shop_picture  # noqa: E402

STOCK = items()
FIRST = {item.article.category: item for item in reversed(STOCK)}
COLOURS = {"white", "beige", "grey", "black", "navy", "blue", "green", "yellow", "orange", "red", "pink"} | {
    "purple",
    "brown",
    "multicolour",
}


def rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("category", sorted(FIRST))
def test_every_category_can_be_drawn(category: str) -> None:
    article = FIRST[category].article
    picture = shop_picture(article.draw, "test", 128, standing=article.standing)
    assert picture.shape == (128, 128, 3)
    assert picture.dtype == np.uint8
    assert picture[:4].min() > 225, "the ground is near white"
    inside = picture[20:-20, 20:-20].astype(int)
    assert (np.abs(inside - picture[0, 0]).max(axis=2) > 12).mean() > 0.05, (
        "a product covers part of the picture"
    )


def test_the_same_seed_gives_the_same_picture_and_another_seed_another() -> None:
    draw = FIRST["Shirts"].article.draw
    one, two, other = (shop_picture(draw, seed, 128) for seed in ("a", "a", "b"))
    assert np.array_equal(one, two)
    assert not np.array_equal(one, other)


def test_a_cut_out_is_transparent_around_the_product() -> None:
    product = cut_out(FIRST["Mugs"].article.draw, "test", 128)
    assert product.shape == (128, 128, 4)
    assert product[0, 0, 3] == 0
    assert product[..., 3].max() == pytest.approx(1)


def test_every_scene_is_busy_and_not_blank() -> None:
    u, v = grid(90, 120)
    for name, scene in SCENES.items():
        picture = scene(u, v, generator("test", name))
        assert picture.shape == (120, 90, 3)
        assert picture.std() > 0.02, name


def test_the_stock_is_large_and_every_article_has_its_own_name_and_number() -> None:
    shelves = Counter(item.article.category for item in STOCK)
    assert len(STOCK) >= 252
    assert len(shelves) >= 14
    assert min(shelves.values()) >= 12
    assert len({item.sku for item in STOCK}) == len(STOCK)
    assert len({item.article.name for item in STOCK}) == len(STOCK)


def test_the_stock_is_plausible() -> None:
    assert {item.article.colour for item in STOCK} <= COLOURS
    assert all(0 <= item.stock <= 40 for item in STOCK)
    assert {0, 1} <= {item.stock for item in STOCK}
    assert 6 <= len({item.brand for item in STOCK}) <= 10
    assert all(5 < item.article.price < 300 and item.article.text.endswith(".") for item in STOCK)


def test_every_photo_shows_an_article_of_the_stock() -> None:
    assert len(SHOTS) == 12
    assert {shot.product for shot in SHOTS} <= {item.article.name for item in STOCK}
    assert {shot.scene for shot in SHOTS} <= set(SCENES)


def test_the_product_list_agrees_with_the_stock_and_with_the_files() -> None:
    listed = rows("products.csv")
    assert [(r["sku"], r["name"], r["brand"], int(r["stock"])) for r in listed] == [
        (i.sku, i.article.name, i.brand, i.stock) for i in STOCK
    ]
    assert {r["image"] for r in listed} == {f"products/{p.name}" for p in (DEMO / "products").iterdir()}
    assert all(r["currency"] == "EUR" and r["price"] == f"{float(r['price']):.2f}" for r in listed)


def test_the_photo_list_agrees_with_the_files() -> None:
    listed = rows("photos.csv")
    skus: dict[str, Item] = {item.sku: item for item in STOCK}
    assert {r["photo"] for r in listed} == {p.name for p in (DEMO / "photos").iterdir()}
    assert [skus[r["sku"]].article.name for r in listed] == [shot.product for shot in SHOTS]


def test_the_files_are_pictures_of_the_right_size_and_not_too_large() -> None:
    for path in (DEMO / "products").iterdir():
        with Image.open(path) as picture:
            assert picture.size == (560, 560)
            assert picture.format == "JPEG"
    for path in (DEMO / "photos").iterdir():
        with Image.open(path) as picture:
            assert sorted(picture.size) == [900, 1200]
    assert sum(p.stat().st_size for p in DEMO.rglob("*.jpg")) <= LARGEST


def test_no_product_picture_is_blank() -> None:
    for path in sorted((DEMO / "products").iterdir()):
        with Image.open(path) as picture:
            picture.draft("RGB", (140, 140))
            values = np.asarray(picture.convert("RGB"), dtype=np.float32)
        assert (np.abs(values - values[2, 2]).max(axis=2) > 10).mean() > 0.04, path.name
