from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.gui.ui.catalog_fakes import FakeCatalog, FakeThumbnails, make_product
from visrec_desktop.ui.catalog.selection import runs
from visrec_desktop.ui.catalog.table import ProductTable
from visrec_desktop.ui.catalog.table_model import PRODUCT_ROLE, CatalogTableModel, Column
from visrec_desktop.ui.theme.theme import Theme


def make_model(catalog: FakeCatalog, thumbnails: FakeThumbnails) -> CatalogTableModel:
    return CatalogTableModel(catalog, thumbnails)  # type: ignore[arg-type]


def test_rows_arrive_by_pages(check_model: Any, qtbot: Any) -> None:
    catalog = FakeCatalog([make_product(number) for number in range(1, 6)], lazy=True)
    model = make_model(catalog, FakeThumbnails())
    check_model(model)
    cell = model.index(2, Column.NAME)
    assert cell.data() is None
    assert cell.data(PRODUCT_ROLE) is None
    assert 3 in catalog.requested
    with qtbot.waitSignal(model.dataChanged) as changed:
        catalog.load([3])
    first, last = changed.args[:2]
    assert (first.row(), first.column(), last.column()) == (2, 0, len(Column) - 1)
    assert cell.data() == "Check shirt 3"


def test_every_fact_has_its_column(check_model: Any) -> None:
    product = make_product(1, price=Decimal("1299.50"), stock=1200)
    model = make_model(FakeCatalog([product]), FakeThumbnails())
    check_model(model)
    shown = {column: model.index(0, column).data() for column in Column}
    assert shown[Column.SKU] == "SKU-0001"
    assert shown[Column.PRICE] == "€1,299.50"
    assert shown[Column.STOCK] == "1,200"
    for column in (Column.PRICE, Column.STOCK):
        alignment = model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole)
        assert alignment & Qt.AlignmentFlag.AlignRight.value
    headings = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert headings[1:] == ["SKU", "Name", "Category", "Brand", "Colour", "Size", "Price", "Stock"]


def test_stock_that_is_not_counted_is_empty() -> None:
    model = make_model(FakeCatalog([make_product(1, stock=None, price=None)]), FakeThumbnails())
    assert model.index(0, Column.STOCK).data() is None
    assert model.index(0, Column.PRICE).data() is None


def test_a_thumbnail_that_arrives_repaints_its_cell_alone(qtbot: Any) -> None:
    thumbnails = FakeThumbnails(instant=False)
    model = make_model(FakeCatalog([make_product(1), make_product(2)]), thumbnails)
    cell = model.index(1, Column.PICTURE)
    assert cell.data(Qt.ItemDataRole.DecorationRole) is None
    thumbnails.make(100_002)
    with qtbot.waitSignal(model.dataChanged) as changed:
        thumbnails.ready.emit(100_002)
    assert changed.args[0] == cell
    assert changed.args[1] == cell
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()


def test_a_new_list_resets_the_rows(check_model: Any) -> None:
    catalog = FakeCatalog([make_product(number) for number in range(1, 6)])
    model = make_model(catalog, FakeThumbnails())
    check_model(model)
    assert model.row_of(4) == 3
    catalog.stored.pop(2)
    catalog.refresh()
    assert model.rowCount() == 4
    assert model.row_of(4) == 2
    assert model.row_of(2) == -1


def test_the_name_takes_the_room_and_nothing_is_cut_at_1280(qtbot: Any, theme: Theme) -> None:
    model = make_model(FakeCatalog([make_product(1)]), FakeThumbnails())
    table = ProductTable(model, theme, "Products")
    qtbot.addWidget(table)
    table.resize(806, 500)
    table.show()
    assert table.horizontalScrollBar().maximum() == 0
    narrow = table.horizontalHeader().sectionSize(Column.NAME)
    table.resize(1206, 500)
    assert table.horizontalHeader().sectionSize(Column.NAME) == narrow + 400


@pytest.mark.parametrize(
    ("rows", "expected"),
    [([], []), ([0], [(0, 0)]), ([0, 1, 2, 5, 7, 8], [(0, 2), (5, 5), (7, 8)]), ([3, 4], [(3, 4)])],
)
def test_neighbouring_rows_are_selected_together(rows: list[int], expected: list[tuple[int, int]]) -> None:
    assert list(runs(rows)) == expected
