"""The filter bar: chips, lists with counts, prices, search."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QWidget

from visrec_desktop.core.values import Facets, Filters
from visrec_desktop.ui.filters.bar import FilterBar
from visrec_desktop.ui.filters.choices import PricePopover, ValuesPopover, read_price, swatch
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.widgets.popover import Popover

FACETS = Facets(
    categories=tuple((f"Category {n}", 100 - n) for n in range(12)),
    brands=(("Northwind", 4), ("Brookline", 2)),
    colours=(("Blue", 5), ("Sea mist", 1)),
    sizes=(("M", 3),),
    price_min=Decimal(5),
    price_max=Decimal(2000),
    currency="EUR",
)


@pytest.fixture
def bar(qtbot: Any, theme: Theme) -> Iterator[FilterBar]:
    window = QWidget()
    qtbot.addWidget(window)
    made = FilterBar(theme, "Search")
    made.setParent(window)
    made.set_facets(FACETS)
    made.setGeometry(0, 0, 760, 100)
    window.resize(800, 600)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    yield made
    assert window.isEnabled()  # kept alive until here: qtbot does not


def _open(bar: FilterBar, chip: int) -> Any:
    bar.chips[chip].click()
    [panel] = [p for p in bar.window().findChildren(Popover) if p.isVisible()]
    return panel


def _tick(panel: ValuesPopover, value: str, qtbot: Any) -> None:
    view = panel.findChild(QListWidget)
    [item] = view.findItems(value, Qt.MatchFlag.MatchExactly)
    view.setCurrentItem(item)
    qtbot.keyClick(view, Qt.Key.Key_Space)


def test_ticking_values_filters_at_once_and_shows_them_on_the_chip(bar: FilterBar, qtbot: Any) -> None:
    panel = _open(bar, 1)
    with qtbot.waitSignal(bar.changed) as changed:
        _tick(panel, "Northwind", qtbot)
    assert changed.args == [Filters(brands=("Northwind",))]
    assert bar.chips[1].text() == "Northwind ×"
    _tick(panel, "Brookline", qtbot)
    assert bar.filters.brands == ("Northwind", "Brookline")
    assert bar.chips[1].text() == "Northwind +1 ×"
    _tick(panel, "Northwind", qtbot)
    assert bar.filters.brands == ("Brookline",)
    panel.dismiss()


def test_a_click_on_a_row_ticks_it_once(bar: FilterBar, qtbot: Any) -> None:
    panel = _open(bar, 1)
    view = panel.findChild(QListWidget)
    for spot in (QPoint(14, 0), QPoint(120, 0)):  # on the box, on the word
        row = view.visualItemRect(view.item(0))
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot.x(), row.center().y()))
    assert bar.filters.is_empty  # ticked, then unticked
    panel.dismiss()


def test_a_long_list_can_be_searched(bar: FilterBar, qtbot: Any) -> None:
    panel = _open(bar, 0)
    view = panel.findChild(QListWidget)
    assert panel.first is not view
    qtbot.keyClicks(panel.first, "ry 11")
    assert [item.text() for item in panel._rows() if not item.isHidden()] == ["Category 11"]
    panel.dismiss()
    short = _open(bar, 1)
    assert short.first is short.findChild(QListWidget)
    short.dismiss()


def test_the_list_closes_with_escape_and_gives_the_keyboard_back(bar: FilterBar, qtbot: Any) -> None:
    panel = _open(bar, 1)
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.first, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_list_closes_with_a_press_elsewhere_and_stays_closed(bar: FilterBar, qtbot: Any) -> None:
    panel = _open(bar, 1)
    window = bar.window()
    spot = bar.chips[1].mapTo(window, QPoint(5, 5))
    qtbot.mouseClick(window.childAt(spot), Qt.MouseButton.LeftButton, pos=spot)
    assert not panel.isVisible()
    assert not [p for p in bar.window().findChildren(Popover) if p.isVisible()]


def test_the_list_closes_when_the_keyboard_goes_elsewhere_or_the_window_changes(bar: FilterBar) -> None:
    panel = _open(bar, 1)
    bar.search.setFocus()
    assert not panel.isVisible()
    panel = _open(bar, 1)
    bar.window().resize(700, 500)
    assert not panel.isVisible()


def test_what_is_set_stays_in_the_list_when_the_catalog_has_it_no_more(bar: FilterBar) -> None:
    bar.set_filters(Filters(brands=("Gone",)))
    panel = _open(bar, 1)
    assert "Gone" in [item.text() for item in panel._rows()]
    panel.dismiss()


@pytest.mark.parametrize("how", ["cross", "delete"])
def test_a_chip_is_removed(bar: FilterBar, qtbot: Any, how: str) -> None:
    bar.set_filters(Filters(categories=("Shirts",), in_stock=True))
    chip = bar.chips[0]
    with qtbot.waitSignal(bar.changed) as changed:
        if how == "cross":
            spot = QPoint(chip.width() - 10, chip.height() // 2)
            qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=spot)
        else:
            qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert changed.args == [Filters(in_stock=True)]
    assert chip.text() == "Category"


def test_in_stock_is_a_switch(bar: FilterBar) -> None:
    bar.chips[5].click()
    assert bar.filters.in_stock
    bar.chips[5].click()
    assert not bar.filters.in_stock


def test_a_price_range(bar: FilterBar, qtbot: Any) -> None:
    panel = _open(bar, 2)
    assert isinstance(panel, PricePopover)
    panel._high.setText("1,400")
    with qtbot.waitSignal(bar.changed):
        qtbot.keyClick(panel._high, Qt.Key.Key_Return)
    assert bar.filters.price_max == Decimal(1400)
    assert bar.chips[2].text() == "up to €1,400 ×"
    assert not panel.isVisible()
    bar._set_price(Decimal(90), Decimal(20))
    assert (bar.filters.price_min, bar.filters.price_max) == (20, 90)
    assert bar.chips[2].text() == "€20 – €90 ×"
    bar._drop("price")
    assert bar.filters.is_empty


def test_a_price_that_is_no_number_is_marked_and_nothing_is_filtered(bar: FilterBar, qtbot: Any) -> None:
    panel = _open(bar, 2)
    panel.first.setText("cheap")
    with qtbot.assertNotEmitted(bar.changed):
        qtbot.keyClick(panel.first, Qt.Key.Key_Return)
    assert panel.first.property("wrong") == "true"
    assert panel.isVisible()
    panel.dismiss()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("12", "12"),
        ("12.50", "12.50"),
        ("12,50", "12.50"),
        ("1,299", "1299"),
        ("1 299", "1299"),
        ("1,299.50", "1299.50"),
    ],
)
def test_prices_are_read_as_people_write_them(text: str, value: str | None) -> None:
    assert read_price(text) == (True, None if value is None else Decimal(value))


@pytest.mark.parametrize("text", ["-1", "a", "nan", "inf", "1.2.3"])
def test_what_is_no_price(text: str) -> None:
    assert not read_price(text)[0]


def test_typing_searches_after_a_pause_and_only_once(bar: FilterBar, qtbot: Any) -> None:
    told: list[Filters] = []
    bar.changed.connect(told.append)
    with qtbot.waitSignal(bar.changed):
        qtbot.keyClicks(bar.search, " linen ")
    assert told == [Filters(text="linen")]


def test_return_searches_now_and_clearing_too(bar: FilterBar, qtbot: Any) -> None:
    qtbot.keyClicks(bar.search, "wool")
    with qtbot.waitSignal(bar.changed, timeout=100):
        qtbot.keyClick(bar.search, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.changed, timeout=100) as changed:
        qtbot.keyClick(bar.search, Qt.Key.Key_Escape)
    assert changed.args == [Filters()]
    assert not bar.search._cross.isVisible()


def test_filters_set_from_outside_are_shown_and_not_told_again(bar: FilterBar, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(bar.changed, wait=300):
        bar.set_filters(Filters(text="wool", sizes=("M", "L"), price_min=Decimal(3)))
    assert bar.search.text() == "wool"
    assert bar.chips[4].text() == "M +1 ×"
    assert bar.chips[2].text() == "from €3 ×"


def test_clear_all_shows_when_it_pays(bar: FilterBar) -> None:
    [clear] = [b for b in bar.findChildren(QPushButton) if b.text() == "Clear all"]
    bar.set_filters(Filters(in_stock=True))
    assert not clear.isVisible()
    bar.set_filters(Filters(in_stock=True, text="x"))
    assert clear.isVisible()
    clear.click()
    assert bar.filters.is_empty


def test_chips_without_values_are_not_offered(bar: FilterBar) -> None:
    bar.set_facets(Facets())
    assert [chip.isVisible() for chip in bar.chips] == [False] * 5 + [True]


def test_chips_flow_to_a_second_row_where_it_is_narrow(bar: FilterBar, qapp: QApplication) -> None:
    bar.setGeometry(0, 0, 260, 300)
    qapp.processEvents()
    tops = {chip.mapTo(bar, QPoint(0, 0)).y() for chip in bar.chips}
    assert len(tops) > 1
    assert all(chip.mapTo(bar, QPoint(chip.width(), 0)).x() <= 260 for chip in bar.chips)


def test_swatches_know_the_words_of_cloth(theme: Theme) -> None:
    def ink(name: str) -> str:
        return swatch(theme, name).pixmap(28, 28).toImage().pixelColor(14, 14).name()

    assert ink("Navy Blue") == "#23345c"
    assert ink("Grey Melange") == "#8f959e"
    assert ink("turquoise") == "#40e0d0"
    assert swatch(theme, "Sea mist").pixmap(28, 28).toImage().pixelColor(14, 14).alpha() == 0
