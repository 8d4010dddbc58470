from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.ui.catalog_fakes import make_product
from tests.gui.ui.catalog_kit import Host, drag, drop, nameless
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Analysis, Coverage, Filters, Sort
from visrec_desktop.ui.catalog.page import CatalogPage
from visrec_desktop.ui.theme.theme import Theme


@pytest.fixture
def host(qtbot: Any, theme: Theme, tmp_path: Path) -> Host:
    made = Host(theme, [make_product(number) for number in range(1, 41)], tmp_path)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(host: Host) -> CatalogPage:
    made = CatalogPage(host.kit)
    host.put(made)
    return made


def test_the_page_shows_the_products_and_their_number(page: CatalogPage) -> None:
    assert page.listing.isVisible()
    assert page.listing.list_model.rowCount() == 40
    assert page.toolbar.count.text() == "40 products"
    assert page.side.summary.values["Products"] == "40"


def test_every_control_has_a_name(page: CatalogPage, host: Host) -> None:
    page.listing.select([1])
    assert nameless(page) == []
    page.changes.edit(1)
    assert page.changes.dialog is not None
    assert nameless(page.changes.dialog) == []
    page.changes.dialog.reject()


def test_an_empty_catalog_says_what_to_do(qtbot: Any, theme: Theme, tmp_path: Path) -> None:
    host = Host(theme, [], tmp_path)
    qtbot.addWidget(host)
    host.catalog.coverage = Coverage(0, 0, 0)
    page = CatalogPage(host.kit)
    host.put(page)
    assert page.empty.isVisible()
    assert "Drop a folder" in page.empty.title
    assert not page.toolbar.isVisible()
    host.catalog.stored = {1: make_product(1)}
    host.catalog.load([1])
    host.catalog.refresh()
    assert page.listing.isVisible()
    assert page.toolbar.isVisible()


def test_filters_that_nothing_passes_can_be_cleared(page: CatalogPage, host: Host) -> None:
    page.filters.search.setText("nothing")
    page.filters.search.returnPressed.emit()
    assert host.catalog.filters == Filters(text="nothing")
    kept = host.catalog.stored
    host.catalog.stored = {}
    host.catalog.refresh()
    assert page.no_match.isVisible()
    page.filters.clear()
    assert host.catalog.filters.is_empty
    host.catalog.stored = kept
    host.catalog.refresh()
    assert page.listing.isVisible()


def test_a_filtered_list_says_of_how_many(page: CatalogPage, host: Host) -> None:
    host.catalog.filters = Filters(categories=("Shirts",))
    host.catalog.stored = {number: host.catalog.stored[number] for number in range(1, 4)}
    host.catalog.refresh()
    assert page.toolbar.count.text() == "3 of 40 products"


def test_the_sort_menu_and_the_headings_agree(page: CatalogPage, host: Host) -> None:
    page.toolbar.sort.setCurrentIndex(page.toolbar.sort.findData(Sort.PRICE_DOWN))
    page.toolbar.sort.activated.emit(page.toolbar.sort.currentIndex())
    assert host.catalog.sort is Sort.PRICE_DOWN
    header = page.listing.table.horizontalHeader()
    assert header.sortIndicatorSection() == 7
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    header.sectionClicked.emit(7)
    assert host.catalog.sort is Sort.PRICE_UP
    assert page.toolbar.sort.currentData() == Sort.PRICE_UP
    header.sectionClicked.emit(4)  # the brand: there is no such order
    assert host.catalog.sort is Sort.PRICE_UP
    assert header.sortIndicatorSection() == 7


def test_the_selection_goes_along_from_grid_to_table_and_back(page: CatalogPage) -> None:
    page.listing.select([3, 4, 9])
    page.toolbar.table_button.click()
    assert page.listing.table.isVisible()
    assert page.listing.table.product_ids() == [3, 4, 9]
    page.listing.table.select_product(7)
    page.toolbar.grid_button.click()
    assert page.listing.grid.product_ids() == [7]
    assert page.side.product.product_id == 7


@pytest.mark.parametrize("view", ["grid", "table"])
@pytest.mark.parametrize("change", ["more", "fewer", "other order"])
def test_a_new_list_keeps_selection_and_place(page: CatalogPage, host: Host, view: str, change: str) -> None:
    page.listing.show_table(table=view == "table")
    page.listing.select([30])
    page.grab()
    bar = page.listing.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    products = list(host.catalog.stored.values())
    if change == "more":
        products.insert(0, make_product(0))
    elif change == "fewer":
        products.pop(0)
    else:
        products.reverse()
    host.catalog.stored = {int(product.id): product for product in products}
    host.catalog.loaded.add(0)
    host.catalog.refresh()
    page.grab()
    assert page.listing.selected == (30,)
    assert page.listing.view.product_ids() == [30]
    assert bar.value() == place


def test_what_is_gone_is_no_longer_selected(page: CatalogPage, host: Host) -> None:
    page.listing.select([5, 6])
    host.catalog.stored.pop(5)
    host.catalog.refresh()
    assert page.listing.selected == (6,)
    assert page.side.product.isVisible()


def test_a_product_on_its_way_fills_the_panel_when_it_arrives(
    qtbot: Any, theme: Theme, tmp_path: Path
) -> None:
    host = Host(theme, [make_product(number) for number in range(1, 5)], tmp_path)
    qtbot.addWidget(host)
    host.catalog.loaded.clear()
    page = CatalogPage(host.kit)
    host.put(page)
    page.listing.select([2])
    assert not page.side.product.isVisible()
    host.catalog.load([2])
    assert page.side.product.isVisible()
    assert page.side.product.title.text() == "Check shirt 2"


def test_a_waiting_product_and_one_without_picture_say_so(page: CatalogPage, host: Host) -> None:
    host.catalog.stored[1] = make_product(1, analysis=Analysis.WAITING)
    host.catalog.stored[2] = make_product(2, analysis=Analysis.NO_PICTURE, picture_id=None)
    host.catalog.load([1, 2])
    page.listing.select([1])
    assert "Waiting for analysis" in page.side.product.note.text()
    page.listing.select([2])
    assert "no picture" in page.side.product.note.text()
    assert not page.side.product.match_button.isVisible()


def test_a_folder_dropped_anywhere_is_imported(page: CatalogPage, host: Host) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/shop/new")])
    assert drag(page, mime)
    assert page.overlay.isVisible()
    assert drop(page, ["/shop/new"])
    assert not page.overlay.isVisible()
    (request,) = host.planning.requests
    assert request.paths == (Path("/shop/new"),)
    assert request.sheet is None
    assert request.adopt_sheet


def test_the_inner_views_leave_a_drop_to_the_page(page: CatalogPage) -> None:
    for view in (page.listing.grid, page.listing.table):
        assert not view.acceptDrops()
        assert not view.viewport().acceptDrops()


def test_pictures_and_sheets_are_looked_at_together(page: CatalogPage, host: Host) -> None:
    names = ["/shop/a.jpg", "/shop/list.csv", "/shop/b.heic", "/shop/more.tsv"]
    drop(page, names)
    (request,) = host.planning.requests
    assert request.paths == tuple(map(Path, names))
    assert host.importer.requests == []


def test_a_web_address_is_refused_with_a_reason(page: CatalogPage, host: Host) -> None:
    assert not drop(page, ["https://shop.example/a.jpg"])
    assert host.planning.requests == []
    assert "Only files and folders" in host.notices.text


def test_text_is_not_welcome(page: CatalogPage) -> None:
    mime = QMimeData()
    mime.setText("hello")
    assert not drag(page, mime)
    assert not page.overlay.isVisible()


def test_a_product_wanted_by_another_page_is_shown_even_if_hidden(page: CatalogPage, host: Host) -> None:
    kept = host.catalog.stored
    host.catalog.stored = {1: kept[1]}
    page.filters.search.setText("one")
    page.filters.search.returnPressed.emit()
    host.catalog.refresh()
    host.navigator.product_wanted.emit(33)
    assert host.catalog.filters.is_empty
    host.catalog.stored = kept
    host.catalog.refresh()
    assert page.listing.selected == (33,)


def test_find_similar_opens_the_picture_on_the_match_page(page: CatalogPage, host: Host) -> None:
    pages: list[str] = []
    paths: list[str] = []
    host.navigator.page_wanted.connect(pages.append)
    page.match_requested.connect(paths.append)
    page.listing.select([4])
    page.side.product.match_button.click()
    assert pages == ["match"]
    assert paths == [str(Path("/shop/SKU-0004.jpg"))]
    (photo,) = host.opened
    assert photo.path == Path("/shop/SKU-0004.jpg")


def test_the_tile_size_of_the_settings_is_used_at_once(page: CatalogPage, host: Host) -> None:
    before = page.listing.grid.columns
    host.preferences.update(tile_size=256)
    assert page.listing.grid.columns < before


def test_enter_opens_the_edit_dialog(page: CatalogPage) -> None:
    page.listing.select([2])
    QTest.keyClick(page.listing.grid, Qt.Key.Key_Return)
    assert page.changes.dialog is not None
    page.changes.dialog.reject()
    assert page.changes.dialog is None
    page.toolbar.table_button.click()
    QTest.keyClick(page.listing.table, Qt.Key.Key_Return)
    assert page.changes.dialog is not None
    page.changes.dialog.reject()


def test_the_page_follows_the_theme(page: CatalogPage, theme: Theme) -> None:
    light = page.grab().toImage()
    theme.set_appearance(Appearance.DARK)
    dark = page.grab().toImage()
    corner = (page.width() // 2, page.height() - 4)
    assert light.pixelColor(*corner).lightness() > dark.pixelColor(*corner).lightness()


def test_large_text_does_not_widen_the_window(qtbot: Any, theme: Theme, tmp_path: Path) -> None:
    host = Host(theme, [make_product(1)], tmp_path)
    qtbot.addWidget(host)
    theme.text_scale = 2.0
    try:
        page = CatalogPage(host.kit)
        assert page.minimumSizeHint().width() < 1000
    finally:
        theme.text_scale = 1.0


def test_a_drop_never_moves_the_files(page: CatalogPage, host: Host) -> None:
    """A file manager that proposes to move would delete the originals afterwards."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/shop/new")])
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
    events: list[QDropEvent] = [
        QDragEnterEvent(QPoint(50, 50), both, mime, *keys),
        QDragMoveEvent(QPoint(60, 50), both, mime, *keys),
        QDropEvent(QPointF(60, 50), both, mime, *keys),
    ]
    for event in events:
        assert event.proposedAction() == Qt.DropAction.MoveAction
        event.setDropAction(Qt.DropAction.MoveAction)
        event.setAccepted(False)
        QApplication.sendEvent(page, event)
        assert event.isAccepted()
        assert event.dropAction() == Qt.DropAction.CopyAction


def test_the_rest_is_made_when_the_page_has_been_shown_for_a_while(
    page: CatalogPage, host: Host, qtbot: Any
) -> None:
    assert not {"imports", "mending"} & vars(page).keys()
    page.hide()
    qtbot.wait(500)
    assert not {"imports", "mending"} & vars(page).keys()
    page.show()
    qtbot.waitUntil(lambda: {"imports", "mending"} <= vars(page).keys())


def test_an_import_that_begins_at_once_is_told(page: CatalogPage, host: Host) -> None:
    host.importer.start(None)
    assert "imports" in vars(page)


def test_the_table_keeps_its_place_behind_the_models(page: CatalogPage, host: Host) -> None:
    page.listing.select([3, 4])
    page.listing.show_table(table=True)
    host.catalog.set_sort(Sort.PRICE_DOWN)
    assert page.listing.selected == (3, 4)
    assert page.listing.table.product_ids() == [each for each in host.catalog.ids if each in (3, 4)]
