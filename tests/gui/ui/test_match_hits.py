"""The ranked grid: rows move instead of blinking, hearts, swatches, and the words for them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.gui.ui.catalog_fakes import FakeThumbnails, make_product
from tests.gui.ui.match_fakes import make_hit
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Band, Hit
from visrec_desktop.ui.products.grid import ProductGrid
from visrec_desktop.ui.products.hits import HitListModel
from visrec_desktop.ui.products.model import Role
from visrec_desktop.ui.products.tile import swatches_of, tile_of_hit
from visrec_desktop.ui.products.words import Basis, closeness_text, fit_text
from visrec_desktop.ui.theme.theme import Theme

CHECK = Callable[[object], None]


def ranking(*numbers: int) -> list[Hit]:
    return [make_hit(place, make_product(number)) for place, number in enumerate(numbers, start=1)]


@pytest.fixture
def model(qapp: Any) -> HitListModel:
    model = HitListModel(FakeThumbnails())  # type: ignore[arg-type]
    model.set_hits(ranking(1, 2, 3, 4, 5, 6))
    return model


def ids(model: HitListModel) -> list[int]:
    return [model.product_id(row) for row in range(model.rowCount())]


def test_a_new_ranking_resets_nothing(model: HitListModel, check_model: CHECK) -> None:
    check_model(model)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.update_hits(ranking(6, 9, 1, 8, 3))
    assert ids(model) == [6, 9, 1, 8, 3]
    assert [model.hit(row).rank for row in range(5)] == [1, 2, 3, 4, 5]
    assert model.row_of(8) == 3
    assert model.row_of(2) == -1
    model.update_hits(ranking(6, 9, 1, 8, 3, 4))
    model.update_hits(ranking(9, 1))
    assert ids(model) == [9, 1]
    assert resets == []
    model.update_hits(ranking(20, 21))  # nothing stays: from the first row on
    assert resets == [True]
    assert ids(model) == [20, 21]
    model.update_hits([])
    assert ids(model) == []


def test_rows_keep_their_persistent_index(model: HitListModel, check_model: CHECK) -> None:
    check_model(model)
    from PySide6.QtCore import QPersistentModelIndex

    kept = [QPersistentModelIndex(model.index(row)) for row in range(6)]
    model.update_hits(ranking(5, 4, 7, 1))
    assert [index.row() if index.isValid() else -1 for index in kept] == [3, -1, -1, 1, 0, -1]


def test_any_ranking_follows_any_other(model: HitListModel, check_model: CHECK) -> None:
    check_model(model)
    dice = random.Random(7)
    for _ in range(60):
        wanted = dice.sample(range(1, 15), dice.randint(1, 12))
        model.update_hits(ranking(*wanted))
        assert ids(model) == wanted
        assert [model.row_of(number) for number in wanted] == list(range(len(wanted)))


def test_the_selection_stays_with_its_product(model: HitListModel, theme: Theme, qtbot: Any) -> None:
    grid = ProductGrid(model, theme, "products")
    qtbot.addWidget(grid)
    grid.resize(600, 500)
    grid.show()
    grid.select_product(2)
    model.update_hits(ranking(7, 6, 5, 2))
    assert grid.current_id() == 2
    assert grid.product_ids() == [2]
    model.update_hits(ranking(7, 6, 5))  # it left: the keyboard goes on to a neighbour
    assert grid.current_id() == 5


def test_hearts_come_and_go_row_by_row(model: HitListModel, check_model: CHECK) -> None:
    check_model(model)
    changed: list[int] = []
    model.dataChanged.connect(lambda top, _bottom, _roles: changed.append(top.row()))
    model.set_liked(frozenset({"SKU-0002", "SKU-0004"}))
    assert changed == [1, 3]
    assert [model.tile(row).liked for row in range(4)] == [False, True, False, True]
    assert "liked" in model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    model.update_hits(ranking(4, 5))
    assert model.tile(0).liked
    model.set_liked(frozenset())
    assert not model.tile(0).liked


def test_an_article_in_several_colours_is_found_by_each(model: HitListModel) -> None:
    red, green = make_product(30, colour="Red"), make_product(31, colour="Green")
    hit = replace(make_hit(1, red), variants=(green,))
    model.update_hits([hit, *ranking(1, 2)])
    assert model.row_with(31) == 0
    assert model.row_with(30) == 0
    assert model.row_with(99) == -1
    assert model.row_of(31) == -1


def test_swatches_are_the_colours_that_can_be_shown() -> None:
    blue, red = make_product(1, colour="Blue"), make_product(2, colour="Red")
    odd, nameless = make_product(3, colour="Heather mélange"), make_product(4, colour="")
    assert swatches_of([blue]) == ((), "")
    assert swatches_of([blue, red]) == (("Blue", "Red"), "")
    assert swatches_of([blue, odd]) == ((), "+1 colour")
    assert swatches_of([blue, red, nameless]) == ((), "+2 colours")
    many = [
        make_product(n, colour=name)
        for n, name in enumerate(("Red", "Blue", "Green", "Black", "Grey", "Pink"))
    ]
    assert swatches_of(many) == (("Red", "Blue", "Green", "Black"), "+2")


def test_without_a_photo_the_words_are_of_fitting() -> None:
    assert [fit_text(band) for band in Band] == ["fits well", "fits", "perhaps"]
    assert closeness_text(Band.CLOSE, Basis.PHOTO) == "close"
    assert closeness_text(Band.CLOSE, Basis.NOTHING) == ""
    tile = tile_of_hit(replace(make_hit(1), variants=(make_product(9),)), basis=Basis.CLIENT)
    assert tile.note == "fits well"
    assert tile.spoken == "1, Check shirt 1, fits well, €1,299.50, 4 in stock, in 2 colours"


def test_of_a_client_nobody_knows_no_closeness_is_claimed() -> None:
    tile = tile_of_hit(make_hit(1), basis=Basis.NOTHING)
    assert (tile.note, tile.tone) == ("Shirts", "")
    assert tile.spoken == "1, Check shirt 1, Shirts, €1,299.50, 4 in stock"


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_hearts_and_swatches_are_painted(
    theme: Theme, model: HitListModel, qtbot: Any, appearance: Appearance
) -> None:
    theme.set_appearance(appearance)
    red, green = make_product(30, colour="Red"), make_product(31, colour="Green")
    model.set_hits([replace(make_hit(1, red), variants=(green,)), make_hit(2, make_product(40))])
    grid = ProductGrid(model, theme, "products")
    qtbot.addWidget(grid)
    grid.resize(420, 320)
    grid.show()
    plain = grid.grab().toImage()
    model.set_liked(frozenset({"SKU-0040"}))
    liked = grid.grab().toImage()
    heart = theme.q(theme.colours.like)
    assert not _has(plain, heart)
    assert _has(liked, heart)
    assert model.index(1).data(Role.TILE).liked


def _has(image: Any, colour: Any) -> bool:
    width, height = image.width(), image.height()
    return any(image.pixelColor(x, y) == colour for x in range(0, width, 2) for y in range(0, height, 2))
