"""The models and views of the Clients page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from tests.gui.ui.catalog_fakes import FakeThumbnails
from tests.gui.ui.clients_fakes import FakeClients, make_client, make_seen
from visrec_desktop.core.clients import ClientId, ClientSummary, Knowledge, Refusal
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Because, Clause, PictureId
from visrec_desktop.services.recommending import ClientFit
from visrec_desktop.ui.clients.fits_model import FitModel, FitRole
from visrec_desktop.ui.clients.item_model import ItemModel, ItemRole
from visrec_desktop.ui.clients.item_row import ItemRow
from visrec_desktop.ui.clients.list_model import ClientListModel, ClientRole
from visrec_desktop.ui.clients.list_panel import ListPanel
from visrec_desktop.ui.clients.words import refusal_text
from visrec_desktop.ui.theme.theme import Theme

CheckModel = Callable[[object], None]
NOW = 1_800_014_400_000_000
NAMES = (
    "Client 1",
    "Client " + "long " * 60,
    "Client 🌷👩‍👩‍👧",
    "عميل ٧",
    "客户 12",
    "a&b <b>c</b>",
    "\u202eClient",
)


def summary(number: int, **fields: Any) -> ClientSummary:
    return ClientSummary(ClientId(number), f"Client {number}", **fields)


def test_the_list_of_clients(check_model: CheckModel, qapp: object) -> None:
    model = ClientListModel(now=lambda: NOW)
    check_model(model)
    model.set_clients([summary(1, last_visit=NOW, knowledge=Knowledge(likes=3)), summary(2, archived=True)])
    first = model.index(0)
    assert first.data() == "Client 1"
    assert first.data(ClientRole.VISIT) == "today"
    assert first.data(ClientRole.KNOWLEDGE) == "based on 3 likes"
    assert first.data(ClientRole.CLIENT_ID) == 1
    spoken = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Client 1, last visit today, based on 3 likes"
    assert model.row_of(2) == 1
    assert model.row_of(9) == -1
    assert model.index(5).data() is None


def test_the_same_clients_again_change_only_their_words(check_model: CheckModel, qtbot: Any) -> None:
    model = ClientListModel(now=lambda: NOW)
    check_model(model)
    model.set_clients([summary(1), summary(2)])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last, _roles: changed.append(first.row()))
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_clients([summary(1), summary(2, knowledge=Knowledge(likes=1))])
    assert changed == [1]
    with qtbot.waitSignal(model.modelReset):
        model.set_clients([summary(2)])


def test_products_of_the_brief(check_model: CheckModel, qtbot: Any) -> None:
    thumbnails = FakeThumbnails(instant=False)
    model = ItemModel(thumbnails, lambda seen: refusal_text(seen.reason))  # type: ignore[arg-type]
    check_model(model)
    model.set_items([make_seen(1, reason=Refusal.COLOUR), make_seen(2, gone=True)])
    first, second = model.index(0), model.index(1)
    assert first.data() == "Check shirt 1"
    assert first.data(ItemRole.NOTE) == "not the colour"
    assert first.data(Qt.ItemDataRole.DecorationRole) is None
    assert second.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Check shirt 2, no reason given, no longer in the catalog"
    )
    changed: list[tuple[int, list[int]]] = []
    model.dataChanged.connect(lambda index, _last, roles: changed.append((index.row(), list(roles))))
    thumbnails.make(100_001)
    thumbnails.ready.emit(100_001)
    assert changed == [(0, [int(Qt.ItemDataRole.DecorationRole)])]
    assert first.data(Qt.ItemDataRole.DecorationRole) is not None
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_items(model.items)


def fit(number: int, *, because: Because | None = None) -> ClientFit:
    return ClientFit(
        summary(number, knowledge=Knowledge(likes=2)), 5, 0.8, (Clause("unknown"),), "It fits.", because
    )


def test_clients_that_products_are_for(check_model: CheckModel, qapp: object) -> None:
    thumbnails = FakeThumbnails()
    model = FitModel(thumbnails, lambda found: found.why)  # type: ignore[arg-type]
    check_model(model)
    liked = Because("SKU-0001", "Check shirt 1", PictureId(100_001))
    model.set_fits([fit(1, because=liked), fit(2)])
    first, second = model.index(0), model.index(1)
    assert first.data() == "Client 1"
    assert first.data(FitRole.REASON) == "It fits."
    assert first.data(FitRole.BECAUSE) == "liked “Check shirt 1”"
    assert first.data(Qt.ItemDataRole.DecorationRole).width() > 0
    assert second.data(Qt.ItemDataRole.DecorationRole) is None
    assert second.data(Qt.ItemDataRole.AccessibleTextRole) == "Client 2, It fits., based on 2 likes"
    changed: list[int] = []
    model.dataChanged.connect(lambda index, *_rest: changed.append(index.row()))
    thumbnails.ready.emit(100_001)
    assert changed == [0]


def test_a_row_shows_what_fits_and_offers_the_rest(qtbot: Any, theme: Theme) -> None:
    row = ItemRow(FakeThumbnails(), theme, "Liked", 72)  # type: ignore[arg-type]
    qtbot.addWidget(row)
    row.resize(340, 120)
    row.show()
    row.set_items([make_seen(number) for number in range(1, 11)])
    assert row.view.columns == 4
    assert row.all_button.isVisible()
    one_line = row.view.height()
    row.all_button.click()
    assert row.view.height() == 3 * one_line
    assert row.all_button.text() == "Show fewer"
    row.all_button.click()
    assert row.view.height() == one_line
    row.set_items([make_seen(1)])
    assert not row.all_button.isVisible()
    row.set_items(())
    assert row.isHidden()


def test_a_picture_is_reached_and_opened_by_keyboard(qtbot: Any, theme: Theme) -> None:
    row = ItemRow(FakeThumbnails(), theme, "Liked", 72)  # type: ignore[arg-type]
    qtbot.addWidget(row)
    row.resize(400, 120)
    row.show()
    row.set_items([make_seen(1), make_seen(2)])
    chosen: list[str] = []
    row.chosen.connect(lambda seen: chosen.append(seen.sku))
    row.activateWindow()
    row.view.setFocus()
    qtbot.waitUntil(lambda: row.view.currentIndex().row() == 0)
    QTest.keyClick(row.view, Qt.Key.Key_Right)
    QTest.keyClick(row.view, Qt.Key.Key_Return)
    assert chosen == ["SKU-0002"]


@pytest.fixture
def clients(qapp: object) -> FakeClients:
    made = FakeClients([make_client(number) for number in range(1, 501)])
    made.refresh()
    return made


@pytest.fixture
def panel(qtbot: Any, theme: Theme, clients: FakeClients) -> ListPanel:
    made = ListPanel(clients, theme)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(320, 800)
    made.show()
    return made


def test_five_hundred_clients(panel: ListPanel, check_model: CheckModel) -> None:
    check_model(panel.model)
    assert panel.count.text() == "500 clients"
    assert panel.model.rowCount() == 500
    panel.select(499)
    assert panel.view.current_id == 499
    assert panel.view.visualRect(panel.view.currentIndex()).intersects(panel.view.viewport().rect())
    panel.grab()


def test_search_waits_for_a_pause_and_says_when_nobody_fits(
    panel: ListPanel, clients: FakeClients, qtbot: Any
) -> None:
    QTest.keyClicks(panel.search, "49")
    assert clients.text == ""
    qtbot.waitUntil(lambda: clients.text == "49")
    assert panel.count.text() == "15 clients"
    QTest.keyClicks(panel.search, "xyz")
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.count.text() == "0 clients"
    assert panel.nobody.isVisible()
    assert "49xyz" in panel.nobody.text()
    panel.search.clear()
    assert clients.text == ""
    assert not panel.nobody.isVisible()


def test_down_leads_from_the_search_into_the_list(panel: ListPanel, qtbot: Any) -> None:
    panel.activateWindow()
    panel.search.setFocus()
    qtbot.waitUntil(panel.search.hasFocus)
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.view.hasFocus()
    assert panel.view.current_id == 1


def test_a_wanted_client_takes_the_search_away(panel: ListPanel, clients: FakeClients) -> None:
    panel.search.setText("Client 49")
    panel.search.returnPressed.emit()
    panel.select(7)
    assert clients.text == ""
    assert panel.view.current_id == 7


def test_the_choice_survives_a_new_list(panel: ListPanel, clients: FakeClients) -> None:
    panel.select(7)
    chosen: list[int] = []
    panel.chosen.connect(chosen.append)
    del clients.stored[3]
    clients.refresh()
    assert panel.view.current_id == 7
    assert set(chosen) <= {7}


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("state", ["", "selected", "hover"])
def test_names_of_every_kind_are_painted_inside_their_row(
    panel: ListPanel, theme: Theme, clients: FakeClients, appearance: Appearance, state: str
) -> None:
    theme.set_appearance(appearance)
    clients.stored = {number: make_client(number, name=name) for number, name in enumerate(NAMES, start=1)}
    clients.refresh()
    delegate = panel.view.itemDelegate()
    option = QStyleOptionViewItem()
    option.rect = panel.rect().adjusted(0, 0, 0, 0)
    option.rect.setHeight(delegate.sizeHint(option, panel.model.index(0)).height())
    option.rect.moveTo(20, 20)
    option.rect.setWidth(200)
    flag = {"selected": QStyle.StateFlag.State_Selected, "hover": QStyle.StateFlag.State_MouseOver}
    if state:
        option.state |= flag[state]
    for row in range(len(NAMES)):
        for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
            option.direction = direction
            image = QImage(240, 120, QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.magenta)
            painter = QPainter(image)
            delegate.paint(painter, option, panel.model.index(row))
            painter.end()
            magenta = QImage(image.size(), image.format())
            magenta.fill(Qt.GlobalColor.magenta)
            outside = [(x, y) for x in (5, 19, 221, 235) for y in range(0, 120, 3)]
            assert all(image.pixel(x, y) == magenta.pixel(x, y) for x, y in outside)


def test_clients_of_one_name_are_told_apart_by_their_contact(qapp: object) -> None:
    model = ClientListModel()
    one = ClientSummary(ClientId(1), "Client A", "a1@example.com")
    two = ClientSummary(ClientId(2), "client  a", "a2@example.com")
    other = ClientSummary(ClientId(3), "Client B", "b@example.com")
    model.set_clients([one, two, other])
    known = [model.index(row).data(ClientRole.KNOWLEDGE) for row in range(3)]
    assert known[0].startswith("a1@example.com  ·  ")
    assert known[1].startswith("a2@example.com  ·  ")
    assert "@" not in known[2]
    assert "a1@example.com" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.set_clients([one, other])
    assert "@" not in model.index(0).data(ClientRole.KNOWLEDGE)
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last, _roles: changed.append(first.row()))
    model.set_clients([one, other], [two, other])  # a namesake who is not listed
    assert changed == [0]
    assert model.index(0).data(ClientRole.KNOWLEDGE).startswith("a1@example.com")
    assert "@" not in model.index(1).data(ClientRole.KNOWLEDGE)
