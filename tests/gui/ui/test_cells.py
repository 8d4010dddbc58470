"""Where tiles stand, and a grid of any size that lays nothing out."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QItemSelection, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView

from tests.gui.ui.catalog_fakes import FakeCatalog, FakeThumbnails, make_product
from visrec_desktop.ui.products.cells import Cells
from visrec_desktop.ui.products.grid import ProductGrid
from visrec_desktop.ui.products.model import CatalogListModel
from visrec_desktop.ui.theme.theme import Theme

MANY = 20_000
CELLS = Cells(count=11, columns=4, width=100, height=50)
MIRRORED = Cells(count=11, columns=4, width=100, height=50, right_edge=420)


@pytest.fixture
def grid(qtbot: Any, theme: Theme) -> ProductGrid:
    session = FakeCatalog([make_product(n) for n in range(1, MANY + 1)], lazy=True)
    model = CatalogListModel(session, FakeThumbnails(instant=False))  # type: ignore[arg-type]
    view = ProductGrid(model, theme, "Products", multiple=True)
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.mark.parametrize("cells", [CELLS, MIRRORED])
def test_a_point_in_a_cell_finds_its_row(cells: Cells) -> None:
    for row in range(cells.count):
        assert cells.row_at(cells.rect(row).center()) == row
        assert cells.row_at(cells.rect(row).topLeft()) == row
        assert cells.row_at(cells.rect(row).bottomRight()) == row


def test_the_first_column_stands_where_reading_begins() -> None:
    assert CELLS.rect(0) == QRect(0, 0, 100, 50)
    assert CELLS.rect(5) == QRect(100, 50, 100, 50)
    assert MIRRORED.rect(0) == QRect(320, 0, 100, 50)


@pytest.mark.parametrize("spot", [QPoint(350, 120), QPoint(450, 10), QPoint(-1, 10), QPoint(10, -1)])
def test_beside_the_cells_there_is_no_row(spot: QPoint) -> None:
    assert CELLS.row_at(spot) == -1


def test_there_is_no_cell_of_no_row() -> None:
    assert CELLS.rect(11).isEmpty()
    assert CELLS.rect(-1).isEmpty()
    assert Cells().contents_height == 0
    assert Cells().spans(QRect(0, 0, 10, 10)) == []
    assert CELLS.contents_height == 150


@pytest.mark.parametrize(
    ("box", "rows"),
    [
        (QRect(0, 0, 400, 60), [range(8)]),
        (QRect(0, 0, 400, 500), [range(11)]),
        (QRect(120, 10, 150, 50), [range(1, 3), range(5, 7)]),
        (QRect(320, 60, 10, 500), [range(7, 8)]),
        (QRect(0, 200, 400, 50), []),
        (QRect(500, 0, 10, 10), []),
    ],
)
def test_a_box_touches_rows(box: QRect, rows: list[range]) -> None:
    assert CELLS.spans(box) == rows


def test_the_end_of_a_long_grid_is_there_at_once(grid: ProductGrid) -> None:
    grid.select_product(MANY)  # without the event loop: no batches to wait for
    index = grid.model().index(MANY - 1, 0)
    assert grid.viewport().rect().contains(grid.visualRect(index))
    assert grid.verticalScrollBar().value() == grid.verticalScrollBar().maximum()
    assert grid.indexAt(grid.visualRect(index).center()) == index


def test_pages_home_and_end_keep_to_the_column(grid: ProductGrid, qtbot: Any) -> None:
    grid.select_product(2)
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    below = grid.current_id()
    assert below is not None
    assert below > grid.columns
    assert below % grid.columns == 2 % grid.columns
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    assert grid.current_id() == 2
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert grid.current_id() == MANY
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.current_id() == MANY
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert grid.current_id() == 1


def test_shift_and_click_select_everything_between(grid: ProductGrid, qtbot: Any) -> None:
    first, last = grid.columns - 1, grid.columns + 1  # the second one stands further to the left
    for row, keys in ((first, Qt.KeyboardModifier.NoModifier), (last, Qt.KeyboardModifier.ShiftModifier)):
        spot = grid.visualRect(grid.model().index(row, 0)).center()
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, keys, pos=spot)
    assert grid.product_ids() == [first + 1, first + 2, first + 3]


def test_a_band_selects_what_it_touches(grid: ProductGrid) -> None:
    grid.setState(QAbstractItemView.State.DragSelectingState)
    model = grid.model()
    box = grid.visualRect(model.index(1, 0)).united(grid.visualRect(model.index(grid.columns + 2, 0)))
    flags = grid.selectionModel().SelectionFlag
    grid.setSelection(box, flags.ClearAndSelect)
    rows = sorted(index.row() for index in grid.selectionModel().selectedIndexes())
    assert rows == [1, 2, grid.columns + 1, grid.columns + 2]


def test_only_what_is_in_view_is_painted_for_a_selection_of_all(grid: ProductGrid) -> None:
    model = grid.model()
    everything = QItemSelection(model.index(0, 0), model.index(MANY - 1, 0))
    region = grid.visualRegionForSelection(everything)
    assert grid.viewport().rect().top() <= region.boundingRect().top()
    assert region.boundingRect().height() < grid.viewport().height() + 2 * grid.gridSize().height()
    assert grid.visualRegionForSelection(QItemSelection()).isEmpty()


def test_a_letter_fetches_no_names_of_a_long_list(grid: ProductGrid, qtbot: Any) -> None:
    grid.grab()
    session = grid.model()._session  # type: ignore[attr-defined]
    before = len(session.requested)
    qtbot.keyClick(grid, Qt.Key.Key_C)
    assert len(session.requested) - before < 100
