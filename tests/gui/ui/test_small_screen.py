"""A screen of 1280 x 720 pixels at 200 %: 640 x 360 for the program, its frame included."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from tests.gui.ui.catalog_fakes import make_product
from tests.gui.ui.catalog_kit import Host
from visrec_desktop.ui.catalog.page import CatalogPage
from visrec_desktop.ui.main_window import _LEAST_SIZE
from visrec_desktop.ui.pages import PAGES, PageSpec
from visrec_desktop.ui.rail import Rail
from visrec_desktop.ui.theme.theme import Theme

ROOM = (640, 330)  # without the title bar


def test_the_window_may_be_as_small_as_the_screen() -> None:
    assert _LEAST_SIZE[0] <= ROOM[0]
    assert _LEAST_SIZE[1] <= ROOM[1]


def test_the_rail_moves_its_buttons_together(qtbot: Any, theme: Theme) -> None:
    pages = [*PAGES, *(PageSpec(f"p{n}", "Page", "catalog", lambda _kit: QWidget()) for n in range(4))][:4]
    rail = Rail(theme, pages)
    qtbot.addWidget(rail)
    assert rail.minimumSizeHint().height() <= _LEAST_SIZE[1]
    rail.resize(rail.width(), _LEAST_SIZE[1])
    rail.show()
    buttons = sorted(rail._buttons.values(), key=lambda each: each.y())
    assert all(upper.geometry().bottom() < lower.y() for upper, lower in pairwise(buttons))
    assert buttons[-1].geometry().bottom() <= rail.height()
    rail.grab()


def test_the_catalog_page_gives_way(qtbot: Any, theme: Theme, tmp_path: Path) -> None:
    host = Host(theme, [make_product(number) for number in range(1, 41)], tmp_path)
    qtbot.addWidget(host)
    page = CatalogPage(host.kit)
    host.put(page)
    beside = Rail(theme, PAGES)
    qtbot.addWidget(beside)
    room = _LEAST_SIZE[0] - beside.width() - 1
    assert page.side.width() == theme.px(340)
    assert page.minimumSizeHint().width() <= room
    page.resize(room, 300)
    assert page.width() == room
    assert page.side.width() < theme.px(340)
    assert page.side.geometry().right() < room
    for part in (page.filters.search, page.toolbar.sort, page.toolbar.table_button):
        assert part.width() >= part.minimumWidth()
        assert part.mapTo(page, part.rect().topRight()).x() < page.side.x()
