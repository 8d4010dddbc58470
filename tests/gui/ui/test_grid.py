"""Models, delegate and grid of products."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from tests.gui.ui.catalog_fakes import FakeCatalog, FakeThumbnails, make_product
from tests.gui.ui.match_fakes import make_hit
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Analysis, Band
from visrec_desktop.ui.products.delegate import TileDelegate
from visrec_desktop.ui.products.grid import ProductGrid
from visrec_desktop.ui.products.hits import HitListModel
from visrec_desktop.ui.products.model import KEPT_TILES, CatalogListModel, Role, span_of_change
from visrec_desktop.ui.products.tile import tile_of
from visrec_desktop.ui.products.words import band_text, price_text, spoken, stock_text
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.widgets.ground import ground_of

CHECK = Callable[[object], None]


@pytest.fixture
def hits(qapp: Any) -> HitListModel:
    model = HitListModel(FakeThumbnails())  # type: ignore[arg-type]
    model.set_hits([make_hit(rank) for rank in range(1, 31)])
    return model


@pytest.fixture
def grid(qtbot: Any, theme: Theme, hits: HitListModel) -> ProductGrid:
    view = ProductGrid(hits, theme, "Products")
    qtbot.addWidget(view)
    view.resize(720, 620)
    view.show()
    qtbot.waitExposed(view)
    return view


# words


@pytest.mark.parametrize(
    ("price", "currency", "text"),
    [
        ("1299", "EUR", "€1,299"),
        ("12.9", "EUR", "€12.90"),
        ("1299.00", "", "1,299"),
        ("49.5", "CHF", "49.50\u00a0CHF"),
        ("0", "GBP", "£0"),
    ],
)
def test_price_reads_as_a_price(price: str, currency: str, text: str) -> None:
    assert price_text(Decimal(price), currency) == text


def test_no_price_is_no_text() -> None:
    assert price_text(None, "EUR") == ""


@pytest.mark.parametrize(
    ("stock", "text"),
    [
        (None, ""),
        (-1, "sold out"),
        (0, "sold out"),
        (1, "last one"),
        (2, "2 left"),
        (4, "4 in stock"),
        (1200, "1,200 in stock"),
    ],
)
def test_stock_in_words(stock: int | None, text: str) -> None:
    assert stock_text(stock) == text


def test_a_tile_is_spoken_as_one_sentence() -> None:
    product = make_product(1, name="Gingham shirt", price=Decimal(899), stock=2)
    assert spoken(product, Band.VERY_CLOSE, 3) == "3, Gingham shirt, very close, €899, 2 left"
    waiting = make_product(1, name="Belt", price=None, stock=None, analysis=Analysis.WAITING)
    assert spoken(waiting) == "Belt, waiting for analysis"


# models


def test_hit_model_holds_what_it_was_given(hits: HitListModel, check_model: CHECK) -> None:
    check_model(hits)
    index = hits.index(2)
    assert hits.rowCount() == 30
    assert hits.data(index) == "Check shirt 3"
    assert hits.data(index, Role.RANK) == 3
    assert hits.data(index, Role.BAND) == band_text(Band.CLOSE)
    assert hits.data(index, Role.PRICE) == "€1,299.50"
    assert hits.data(index, Role.STOCK) == "4 in stock"
    assert hits.data(index, Role.SKU) == "SKU-0003"
    assert hits.data(index, Role.PRODUCT_ID) == 3
    assert hits.data(index, Role.HIT).rank == 3
    assert hits.data(index, Qt.ItemDataRole.AccessibleTextRole).startswith("3, Check shirt 3, close")
    assert hits.data(QModelIndex()) is None
    hits.set_hits([make_hit(1)])
    assert hits.rowCount() == 1
    assert hits.row_of(3) == -1


def test_roles_have_names(hits: HitListModel) -> None:
    names = {bytes(name.data()).decode() for name in hits.roleNames().values()}
    assert {"product_id", "tile", "band", "rank", "picture_id"} <= names


def test_a_thumbnail_that_arrives_changes_that_role_of_that_row_alone(qtbot: Any) -> None:
    thumbnails = FakeThumbnails(instant=False)
    model = HitListModel(thumbnails)  # type: ignore[arg-type]
    model.set_hits([make_hit(1), make_hit(2)])
    index = model.index(1)
    assert model.data(index, Qt.ItemDataRole.DecorationRole) is None
    with qtbot.waitSignal(model.dataChanged) as changed:
        thumbnails.ready.emit(100_002)
    top, bottom, roles = changed.args
    assert (top.row(), bottom.row()) == (1, 1)
    assert roles == [Qt.ItemDataRole.DecorationRole]
    with qtbot.assertNotEmitted(model.dataChanged):
        thumbnails.ready.emit(100_001)  # never asked for: nobody is painting it
        thumbnails.ready.emit(999)


def test_names_and_prices_do_not_ask_for_thumbnails(hits: HitListModel) -> None:
    thumbnails = FakeThumbnails()
    model = HitListModel(thumbnails)  # type: ignore[arg-type]
    model.set_hits([make_hit(1)])
    model.data(model.index(0), Role.TILE)
    assert thumbnails.asked == []


def test_catalog_model_fetches_rows_when_they_are_looked_at(check_model: CHECK, qtbot: Any) -> None:
    session = FakeCatalog([make_product(n) for n in range(1, 6)], lazy=True)
    model = CatalogListModel(session, FakeThumbnails())  # type: ignore[arg-type]
    check_model(model)
    assert model.rowCount() == 5
    assert model.data(model.index(3), Role.TILE) is None
    assert model.data(model.index(3)) is None
    assert 4 in session.requested
    with qtbot.waitSignal(model.dataChanged) as changed:
        session.load([4])
    assert changed.args[0].row() == 3
    assert Role.TILE in changed.args[2]
    assert model.data(model.index(3)) == "Check shirt 4"


def test_words_of_rows_long_out_of_view_are_dropped(qapp: Any) -> None:
    count = KEPT_TILES + 50
    session = FakeCatalog([make_product(n) for n in range(1, count + 1)])
    model = CatalogListModel(session, FakeThumbnails())  # type: ignore[arg-type]
    for row in range(count):
        assert model.data(model.index(row), Role.TILE).name == f"Check shirt {row + 1}"
        model.data(model.index(row), Qt.ItemDataRole.DecorationRole)
    assert len(model._tiles) == KEPT_TILES
    assert len(model._shown_with) == KEPT_TILES
    assert model.data(model.index(0)) == "Check shirt 1"


def test_a_model_knows_no_row_of_a_list_that_it_was_not_told_of(qapp: Any) -> None:
    session = FakeCatalog([make_product(n) for n in range(1, 4)])
    model = CatalogListModel(session, FakeThumbnails())  # type: ignore[arg-type]
    session.ids = array("q", [3, 1, 2, 9])
    assert [model.row_of(each) for each in (1, 2, 3, 9)] == [-1, -1, -1, -1]
    session.ids_changed.emit()
    assert [model.row_of(each) for each in (1, 2, 3, 9)] == [1, 2, 0, 3]


def test_catalog_model_shows_what_was_edited(qtbot: Any) -> None:
    session = FakeCatalog([make_product(1)])
    model = CatalogListModel(session, FakeThumbnails())  # type: ignore[arg-type]
    assert model.data(model.index(0)) == "Check shirt 1"
    session.save(make_product(1, name="Other"), lambda _product: None)
    assert model.data(model.index(0)) == "Other"


def test_new_products_at_the_end_are_inserted_and_leave_the_rest_alone(
    check_model: CHECK, qtbot: Any
) -> None:
    session = FakeCatalog([make_product(n) for n in range(1, 4)])
    model = CatalogListModel(session, FakeThumbnails())  # type: ignore[arg-type]
    check_model(model)
    session.stored.update({n: make_product(n) for n in (4, 5)})
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted) as inserted:
        session.refresh()
    assert inserted.args[1:] == [3, 4]
    del session.stored[2]
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsRemoved) as removed:
        session.refresh()
    assert removed.args[1:] == [1, 1]
    assert [model.product_id(row) for row in range(model.rowCount())] == [1, 3, 4, 5]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ([], [], None),
        ([1, 2], [1, 2], None),
        ([], [1, 2], (0, 0, 2)),
        ([1, 2], [1, 2, 3], (2, 0, 1)),
        ([1, 3], [1, 2, 3], (1, 0, 1)),
        ([1, 2, 3], [1, 3], (1, 1, 0)),
        ([1, 2, 3], [1, 9, 3], (1, 1, 1)),
        ([1, 1], [1], (1, 1, 0)),
        ([1], [], (0, 1, 0)),
        ([1, 2], [2, 1], (0, 2, 2)),
    ],
)
def test_where_two_lists_differ(old: list[int], new: list[int], change: tuple[int, int, int] | None) -> None:
    assert span_of_change(array("q", old), array("q", new)) == change


# delegate

STATES = {
    "rest": QStyle.StateFlag.State_Enabled,
    "hover": QStyle.StateFlag.State_MouseOver,
    "selected": QStyle.StateFlag.State_Selected,
    "focus": QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus,
    "place": QStyle.StateFlag.State_HasFocus,
}


def _paint(delegate: TileDelegate, index: QModelIndex, state: QStyle.StateFlag) -> QImage:
    image = QImage(190, 280, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#ff00ff"))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 190, 280)
    option.state = state
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    return image


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("state", STATES)
def test_a_tile_is_painted_in_every_state(
    theme: Theme, hits: HitListModel, appearance: Appearance, state: str
) -> None:
    theme.set_appearance(appearance)
    delegate = TileDelegate(theme)
    image = _paint(delegate, hits.index(0), STATES[state])
    card = image.pixelColor(95, 262)
    expected = theme.colours.card_hover if state == "hover" else theme.colours.card
    assert card.name() == expected
    assert image.pixelColor(14, 100).name() == theme.colours.picture  # pictures are on white, also in dark
    rings = {image.pixelColor(x, 140).name() for x in range(10)}
    assert (theme.colours.accent in rings) == ("Selected" in str(STATES[state]))


def test_tiles_of_products_that_lack_things_are_painted(theme: Theme, qapp: Any) -> None:
    bare = make_product(
        1, name="", price=None, stock=None, currency="", picture_id=None, analysis=Analysis.NO_PICTURE
    )
    sold_out = make_product(2, stock=0, name="A very long name " * 9)
    session = FakeCatalog([bare, sold_out, make_product(3)], lazy=True)
    session.load([1, 2])
    model = CatalogListModel(session, FakeThumbnails(instant=False))  # type: ignore[arg-type]
    delegate = TileDelegate(theme)
    pictures = [_paint(delegate, model.index(row), QStyle.StateFlag.State_Enabled) for row in range(3)]
    assert pictures[0] != pictures[1] != pictures[2]
    assert model.data(model.index(0), Role.TILE).name == "SKU-0001"


def test_painting_again_scales_no_picture_again(theme: Theme, hits: HitListModel) -> None:
    delegate = TileDelegate(theme)
    for _ in range(3):
        _paint(delegate, hits.index(0), QStyle.StateFlag.State_Enabled)
    assert len(delegate._fitted) == 1


def test_scaled_pictures_are_kept_within_a_bound_of_bytes(theme: Theme, qapp: Any) -> None:
    delegate = TileDelegate(theme)
    most = 24 * 1024 * 1024 // (400 * 400 * 4)
    tile = tile_of(make_product(1))
    index = _Picture()
    for number in range(most + 5):
        delegate._fit(index, replace(tile, picture_id=number), QSize(400, 400), 1.0)  # type: ignore[arg-type]
    assert len(delegate._fitted) == most
    delegate._fit(index, replace(tile, picture_id=most + 4), QSize(400, 400), 1.0)  # type: ignore[arg-type]
    assert len(delegate._fitted) == most
    assert index.asked == most + 5


class _Picture:
    """Stands in for an index with a thumbnail; counts how often that was wanted."""

    def __init__(self) -> None:
        self.asked = 0
        self._pixmap = QPixmap(320, 320)
        self._pixmap.fill(QColor("#ffffff"))

    def data(self, _role: int) -> QPixmap:
        self.asked += 1
        return self._pixmap


def test_a_tile_in_another_size_is_scaled_anew(theme: Theme, qapp: Any) -> None:
    delegate, index, tile = TileDelegate(theme), _Picture(), tile_of(make_product(1))
    sizes = []
    for side in (100, 160, 100):
        found = delegate._fit(index, tile, QSize(side, side), 1.0)  # type: ignore[arg-type]
        assert found is not None
        sizes.append(found[0].width())
    assert sizes == [100, 160, 100]
    assert index.asked == 2


def test_a_picture_stands_on_its_own_light_ground() -> None:
    white = QColor("#ffffff")
    picture = QImage(60, 80, QImage.Format.Format_RGB32)
    picture.fill(QColor("#f1efea"))
    assert ground_of(picture, white).name() == "#f1efea"
    picture.setPixelColor(2, 2, QColor("#a03020"))
    assert ground_of(picture, white) == white  # the corners differ: a photo, not a cut-out
    picture.fill(QColor("#203040"))
    assert ground_of(picture, white) == white
    assert ground_of(QImage(3, 3, QImage.Format.Format_RGB32), white) == white


# grid


def test_columns_fill_the_row_at_every_width(grid: ProductGrid) -> None:
    for width, columns in ((210, 1), (300, 2), (640, 3), (900, 5), (1300, 7)):
        grid.resize(width, 600)
        assert grid.columns == columns
        assert 0 <= grid._room() - grid.columns * grid.gridSize().width() < grid.columns


def test_a_larger_tile_makes_fewer_columns(grid: ProductGrid) -> None:
    before = grid.columns
    grid.set_tile_size(320)
    assert grid.columns < before


def test_tiles_stand_side_by_side(grid: ProductGrid, hits: HitListModel) -> None:
    first, second = (grid.visualRect(hits.index(row)) for row in (0, 1))
    below = grid.visualRect(hits.index(grid.columns))
    assert second.left() == first.left() + grid.gridSize().width()
    assert second.top() == first.top()
    assert below.top() == first.top() + grid.gridSize().height()


def test_arrows_move_and_choose(grid: ProductGrid, qtbot: Any) -> None:
    grid.select_product(1)
    columns = grid.columns
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert chosen.args == [1 + columns]
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current_id() == 2 + columns
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    assert grid.current_id() == 1
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    assert grid.current_id() == 1
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert grid.current_id() == 30
    with qtbot.assertNotEmitted(grid.chosen):
        qtbot.keyClick(grid, Qt.Key.Key_Right)


def test_down_from_above_a_short_last_row_goes_to_its_end(grid: ProductGrid, hits: HitListModel) -> None:
    columns = grid.columns
    hits.set_hits([make_hit(rank) for rank in range(1, columns + 2)])  # one tile in the second row
    grid.select_product(columns)
    grid.setCurrentIndex(grid.moveCursor(ProductGrid.CursorAction.MoveDown, Qt.KeyboardModifier.NoModifier))
    assert grid.current_id() == columns + 1


def test_enter_and_double_click_open(grid: ProductGrid, qtbot: Any, hits: HitListModel) -> None:
    grid.select_product(4)
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [4]
    spot = grid.visualRect(hits.index(1)).center()
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == [2]


def test_a_click_chooses_but_not_with_control(grid: ProductGrid, qtbot: Any, hits: HitListModel) -> None:
    spot = grid.visualRect(hits.index(2)).center()
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert chosen.args == [3]
    with qtbot.assertNotEmitted(grid.chosen):
        control = Qt.KeyboardModifier.ControlModifier
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, control, pos=spot)
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.RightButton, pos=spot)


def test_several_can_be_selected_where_that_is_wanted(qtbot: Any, theme: Theme, hits: HitListModel) -> None:
    view = ProductGrid(hits, theme, "Products", multiple=True)
    qtbot.addWidget(view)
    view.resize(720, 600)
    view.show()
    view.select_product(2)
    shift = Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(view.selection_changed):
        qtbot.keyClick(view, Qt.Key.Key_Right, shift)
    assert view.product_ids() == [2, 3]


def test_a_product_that_is_not_there_cannot_be_selected(grid: ProductGrid) -> None:
    assert not grid.select_product(4711)


def test_the_grid_and_its_tiles_have_accessible_names(grid: ProductGrid) -> None:
    interface = QAccessible.queryAccessibleInterface(grid)
    assert interface.text(QAccessible.Text.Name) == "Products"
    child = interface.child(0)
    assert child.text(QAccessible.Text.Name).startswith("1, Check shirt 1, very close")


def test_only_what_is_visible_is_asked_for(qtbot: Any, theme: Theme) -> None:
    session = FakeCatalog([make_product(n) for n in range(1, 5001)], lazy=True)
    thumbnails = FakeThumbnails(instant=False)
    model = CatalogListModel(session, thumbnails)  # type: ignore[arg-type]
    view = ProductGrid(model, theme, "Products")
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    qtbot.waitExposed(view)
    view.grab()
    assert 0 < len(set(session.requested)) < 60
    view.select_product(5000)  # further down than has been laid out so far
    qtbot.waitUntil(lambda: view.viewport().rect().intersects(view.visualRect(model.index(4999))))
    view.grab()
    assert 5000 in session.requested
    assert len(set(session.requested)) < 120
