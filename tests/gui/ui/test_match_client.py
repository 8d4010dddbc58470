"""The Match page for a client: chooser, sliders, headline, keeping a photo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QLabel, QPushButton

from tests.gui.ui.match_fakes import make_hit, make_image, make_photos, make_result
from visrec_desktop.bridge.chosen_client import ClientState
from visrec_desktop.core.clients import ClientId, ClientSummary, KeptPhoto, Knowledge
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import MatchResult, MatchStatus, Photo
from visrec_desktop.ui.main_window import MainWindow
from visrec_desktop.ui.match.page import MatchPage
from visrec_desktop.ui.match.sliders import balance_words, diversity_words
from visrec_desktop.ui.widgets.popover import Popover

HITS = [make_hit(rank) for rank in range(1, 21)]


def state(number: int, *, keeps_photos: bool = False, **known: int) -> ClientState:
    summary = ClientSummary(ClientId(number), f"Client {number}", knowledge=Knowledge(**known))
    return ClientState(summary, keeps_photos)


@pytest.fixture
def page(window: MainWindow) -> MatchPage:
    made = window.page("match")
    assert isinstance(made, MatchPage)
    return made


@pytest.fixture
def session(page: MatchPage) -> Any:
    session: Any = page._session
    session.chosen.clients = {17: state(17, likes=3, photos=1), 18: state(18)}
    return session


def _show(session: Any, hits: Any = HITS, status: MatchStatus = MatchStatus.OK) -> Photo:
    [photo] = make_photos(1)
    session.open_photos([photo])
    session.show_preview(make_image(), (3000, 4000))
    session.answer(make_result(photo, hits, status))
    return photo


# choosing


def test_the_card_says_for_whom_and_what_is_known(page: MatchPage, session: Any) -> None:
    _show(session)
    card = page.panel.client
    assert card.button.accessibleName() == "For: Nobody in particular"
    assert card.cross.isHidden()
    session.set_client(17)
    assert card.button.name.text() == "Client 17"
    assert card.button.known.text() == "3 likes, 1 photo"
    assert card.button.accessibleName() == "For: Client 17, 3 likes, 1 photo"
    session.chosen.know(state(17, likes=4))
    assert card.button.known.text() == "4 likes"
    session.set_client(18)
    assert card.button.known.text() == "nothing known yet"
    card.cross.click()
    assert session.chosen.id is None
    assert card.cross.isHidden()


def test_a_client_on_the_way_is_named_when_known(page: MatchPage, session: Any) -> None:
    _show(session)
    session.chosen.hold = True
    session.set_client(17)
    assert page.panel.client.button.name.text() == "Reading…"
    session.chosen.know(state(17))
    assert page.panel.client.button.name.text() == "Client 17"


def test_the_chooser_takes_a_client_with_the_mouse(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    page.panel.client.button.click()
    panel = page.chooser.panel
    assert panel is not None
    assert panel.search.hasFocus()
    assert panel.nobody.isHidden()
    spot = panel.list.visualRect(panel.list.model().index(1, 0)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert session.chosen.id == 18
    assert page.chooser.panel is None


def test_the_chooser_takes_a_client_with_the_keyboard(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    page.panel.client.button.click()
    panel = page.chooser.panel
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert session.chosen.id == 17
    page.panel.client.button.click()
    panel = page.chooser.panel
    assert panel.list.currentIndex().row() == 0
    assert panel.nobody.isVisible()
    panel.nobody.click()
    assert session.chosen.id is None


def test_the_chooser_searches_while_typing_and_takes_the_only_one(
    page: MatchPage, session: Any, qtbot: Any
) -> None:
    _show(session)
    page.panel.client.button.click()
    panel = page.chooser.panel
    qtbot.keyClicks(panel.search, "18")
    qtbot.waitUntil(lambda: panel.list.model().rowCount() == 1)
    assert session.chosen.searched == ["", "18"]
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert session.chosen.id == 18


def test_nobody_found_and_nobody_there_are_said(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    page.panel.client.button.click()
    panel = page.chooser.panel
    qtbot.keyClicks(panel.search, "zz")
    qtbot.waitUntil(lambda: not panel.list.isVisible())
    assert panel.words.accessibleName() == "No client fits “zz”."
    panel.dismiss()
    session.chosen.clients = {}
    page.panel.client.button.click()
    assert "no clients yet" in page.chooser.panel.words.accessibleName()
    page.chooser.panel.dismiss()


def test_a_damaged_file_is_said_in_the_chooser_and_leads_to_the_clients_page(
    page: MatchPage, session: Any
) -> None:
    _show(session)
    session.chosen.error = KnownError(ErrorCode.PROFILES_DAMAGED, "profiles.db", "not a database")
    page.panel.client.button.click()
    panel = page.chooser.panel
    assert "damaged" in panel.words.accessibleName()
    assert not panel.list.isVisible()
    wanted = _wanted(page)
    panel.page.click()
    assert wanted == ["clients"]
    assert page.bench.hits.rowCount() == 20  # matching goes on


def test_a_new_client_is_made_on_the_clients_page(page: MatchPage, session: Any) -> None:
    _show(session)
    wanted = _wanted(page)
    page.panel.client.button.click()
    page.chooser.panel.new.click()
    assert wanted == ["clients"]


def _wanted(page: MatchPage) -> list[str]:
    wanted: list[str] = []
    page._kit.navigator.page_wanted.disconnect()
    page._kit.navigator.page_wanted.connect(wanted.append)
    return wanted


def test_the_chooser_closes_without_a_choice(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    page.panel.client.button.click()
    panel = page.chooser.panel
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert page.chooser.panel is None
    assert session.chosen.id is None


def test_a_client_can_be_chosen_before_any_photo(page: MatchPage, session: Any) -> None:
    assert page.welcome.isVisible()
    page.welcome.client.button.click()
    page.chooser.panel.list.taken.emit(17)
    assert page.bench.isVisible()
    assert page.results.state is page.results.skeleton
    session.answer(make_result(None, HITS))
    assert page.results.state is page.results.grid
    assert page.bench.hits.tile(0).note == "fits well"
    session.set_client(None)
    assert page.welcome.isVisible()


def test_other_pages_send_a_client_here(page: MatchPage, session: Any, window: MainWindow) -> None:
    window.show_page("catalog")
    window.navigator.match_for_wanted.emit(18)
    assert session.chosen.id == 18
    assert window.current_page == "match"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (None, "Client 17 was put into the archive."),
        (KnownError(ErrorCode.UNKNOWN_CLIENT, "17"), "Client 17 is no longer in the list of clients."),
    ],
)
def test_a_lost_client_is_said(
    page: MatchPage, session: Any, window: MainWindow, error: KnownError | None, words: str
) -> None:
    session.chosen.lost.emit("Client 17", error)
    assert words in window.notices.text
    assert "nobody in particular" in window.notices.text
    window.notices.dismiss()


def test_a_damaged_file_leads_to_the_clients_page(page: MatchPage, session: Any, window: MainWindow) -> None:
    wanted = _wanted(page)
    session.chosen.lost.emit("", KnownError(ErrorCode.PROFILES_DAMAGED, "profiles.db", "x"))
    assert "damaged" in window.notices.text
    window.notices._do.click()
    assert wanted == ["clients"]


# headline


def test_the_headline_says_for_whom(page: MatchPage, session: Any) -> None:
    photo = _show(session)
    assert page.results.headline.text() == "20 products, the closest first"
    session.set_client(17)
    session.answer(make_result(photo, HITS))
    assert page.results.headline.text() == "20 products for Client 17, the best first"
    session.answer(make_result(photo, HITS[:1]))
    assert page.results.headline.text() == "1 product for Client 17"
    session.answer(make_result(photo, HITS, MatchStatus.NOTHING_CLOSE))
    assert page.results.headline.text() == "Nothing close in stock. The nearest have the same idea at best:"


def test_without_a_photo_the_headline_says_from_what(page: MatchPage, session: Any) -> None:
    session.set_client(17)
    session.answer(make_result(None, HITS))
    assert page.results.headline.text() == "For Client 17, from what is known: 3 likes, 1 photo"
    session.chosen.know(state(17, likes=4))
    assert page.results.headline.text() == "For Client 17, from what is known: 4 likes"
    session.chosen.know(state(17))
    assert page.results.headline.text() == "For Client 17, from what is known: the profile"
    session.knows_client = False
    session.answer(make_result(None, HITS))
    words = page.results.headline.text()
    assert words.startswith("Nothing is known about Client 17 yet, so popular products come first.")
    assert "open a photo" in words
    assert page.bench.hits.tile(0).note == "Shirts"
    page.bench.open_drawer(1)
    said = [part.text() for part in page.drawer.body.findChildren(QLabel)]
    assert "number 1" in said
    assert "fits well" not in said


def test_products_of_another_client_do_not_stay_for_long(page: MatchPage, session: Any, qtbot: Any) -> None:
    photo = _show(session)
    session.set_client(17)
    assert page.bench.hits.rowCount() == 20  # the answer is often there at once
    qtbot.waitUntil(lambda: page.results.state is page.results.skeleton)
    session.answer(make_result(photo, HITS[:3]))
    assert page.bench.hits.rowCount() == 3


# the photo column


def test_the_photo_can_be_taken_away(page: MatchPage, session: Any) -> None:
    _show(session)
    session.set_client(17)
    assert page.panel._remove.isVisible()
    page.panel._remove.click()
    assert session.photos == ()
    assert page.bench.isVisible()
    assert not page.panel._remove.isVisible()
    assert not page.panel.keeping.isVisible()
    page.bench.open_drawer(1)
    session.answer(make_result(None, HITS))
    page.bench.open_drawer(1)
    assert not page.drawer._photo.isVisible()


def test_a_small_window_scrolls_the_column(page: MatchPage, session: Any, window: MainWindow) -> None:
    window.resize(1000, 600)
    _show(session)
    session.set_client(17)
    lowest = page.panel.keeping
    assert page.panel.verticalScrollBar().maximum() >= 0
    bottom = lowest.mapTo(page.panel.widget(), QPoint(0, lowest.height())).y()
    assert bottom <= page.panel.widget().height()


# sliders


def test_the_sliders_need_what_they_weigh(page: MatchPage, session: Any) -> None:
    sliders = page.panel.sliders if _show(session) else None
    assert sliders is not None
    assert not sliders.balance.slider.isEnabled()
    assert "client" in sliders.balance.toolTip()
    assert sliders.diversity.slider.isEnabled()
    session.set_client(17)
    assert sliders.balance.slider.isEnabled()
    assert sliders.balance.toolTip() == ""
    session.clear()
    assert not sliders.balance.slider.isEnabled()
    assert "photo" in sliders.balance.toolTip()


def test_the_keyboard_moves_the_sliders_and_says_so_in_words(
    page: MatchPage, session: Any, qtbot: Any
) -> None:
    _show(session)
    session.set_client(17)
    slider = page.panel.sliders.balance.slider
    assert slider.value() == 40
    assert slider.accessibleName() == "Like the photo or like the client: like both"
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert session.balance == pytest.approx(0.45)
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert session.balance == pytest.approx(0.65)
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert session.balance == 1.0
    assert slider.accessibleName() == "Like the photo or like the client: only like the client"
    safe = page.panel.sliders.diversity.slider
    qtbot.keyClick(safe, Qt.Key.Key_Right)
    assert session.diversity == pytest.approx(0.05)
    assert safe.accessibleName() == "Safe or surprising: rather safe"


def test_a_click_takes_the_handle_there(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    session.set_client(17)
    slider = page.panel.sliders.balance.slider
    spot = QPoint(slider.width() * 3 // 4, slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=spot)
    assert 0.7 <= session.balance <= 0.8
    slider.grab()


def test_the_wheel_scrolls_the_column_and_moves_no_slider_by_accident(page: MatchPage, session: Any) -> None:
    _show(session)
    session.set_client(17)
    slider = page.panel.sliders.balance.slider
    page.results.grid.setFocus()
    assert not _wheel(slider)
    assert session.balance == pytest.approx(0.4)
    slider.setFocus()
    assert _wheel(slider)
    assert session.balance != pytest.approx(0.4)


def _wheel(widget: Any) -> bool:
    spot = QPointF(5, 5)
    nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(spot, spot, QPoint(0, 0), QPoint(0, 120), *nothing, False)
    widget.wheelEvent(event)
    return event.isAccepted()


def test_without_a_photo_the_column_says_that_one_can_be_dropped(page: MatchPage, session: Any) -> None:
    session.set_client(17)
    assert page.panel._hint.text() == "A photo can be dropped here at any time."
    _show(session)
    assert page.panel._hint.text() == "Drag on the photo to search for a part."


@pytest.mark.parametrize(
    ("value", "balance", "diversity"),
    [
        (0.0, "only like the photo", "safe"),
        (0.05, "mostly like the photo", "rather safe"),
        (0.5, "like both", "mixed"),
        (0.99, "mostly like the client", "rather surprising"),
        (1.0, "only like the client", "surprising"),
    ],
)
def test_the_words_of_the_sliders(value: float, balance: str, diversity: str) -> None:
    assert balance_words(value) == balance
    assert diversity_words(value) == diversity


def test_a_slider_that_is_held_is_not_moved_by_others(page: MatchPage, session: Any) -> None:
    _show(session)
    session.set_client(17)
    slider = page.panel.sliders.balance
    slider.slider.setSliderDown(True)
    slider.set_value(0.9)
    assert slider.value == pytest.approx(0.4)
    slider.slider.setSliderDown(False)
    slider.set_value(0.9)
    assert slider.value == pytest.approx(0.9)


# keeping the photo


def test_without_agreement_the_photo_is_not_kept_and_why_is_said(
    page: MatchPage, session: Any, window: MainWindow, qtbot: Any
) -> None:
    _show(session)
    line = page.panel.keeping
    assert line.text == "The photo is not kept."
    line.why.click()
    [panel] = window.findChildren(Popover)
    assert not [b for b in panel.findChildren(QPushButton) if b.text().startswith("Ask")]
    panel.dismiss()
    session.set_client(17)
    assert line.text == "The photo is not kept."
    assert line.keep.isHidden()
    line.why.click()
    panel = next(each for each in window.findChildren(Popover) if each.isVisible())
    wanted: list[int] = []
    window.navigator.client_wanted.disconnect()
    window.navigator.client_wanted.connect(wanted.append)
    next(b for b in panel.findChildren(QPushButton) if b.text().startswith("Ask")).click()
    assert wanted == [17]


def test_with_agreement_the_photo_can_be_kept_once(page: MatchPage, session: Any, window: MainWindow) -> None:
    photo = _show(session)
    session.chosen.clients[17] = replace(session.chosen.clients[17], keeps_photos=True)
    session.set_client(17)
    line = page.panel.keeping
    assert line.text == ""
    line.keep.click()
    assert session.feedback.calls == [("keep", 17, photo, None)]
    assert not line.keep.isEnabled()
    session.feedback.kept.emit(KeptPhoto(1, "photo 1.jpg", 0, 0))
    assert line.text == "Kept for Client 17."
    assert line.keep.isHidden()
    assert window.notices.text == "The photo is kept for Client 17."
    session.open_photos(make_photos(2)[1:])
    assert line.keep.isVisible()
    line.keep.click()
    session.feedback.failed.emit(KnownError(ErrorCode.NO_CONSENT, "Client 17"))
    assert line.keep.isEnabled()
    assert "kept" in window.notices.text
    window.notices.dismiss()


# failures


def test_a_missing_model_leads_to_settings(page: MatchPage, session: Any) -> None:
    [photo] = make_photos(1)
    session.open_photos([photo])
    session.answer(
        MatchResult(photo, MatchStatus.FAILED, code="model_missing", subject="thin", detail="Gone.")
    )
    wanted = _wanted(page)
    buttons = [b for b in page.results.empty.findChildren(QPushButton) if b.text() == "Go to Settings"]
    buttons[0].click()
    assert wanted == ["settings"]


def test_try_again_without_a_photo_asks_again(page: MatchPage, session: Any) -> None:
    session.set_client(17)
    session.answer(MatchResult(None, MatchStatus.FAILED, code="catalog_locked", subject="catalog.db"))
    again = [b for b in page.results.empty.findChildren(QPushButton) if b.text() == "Try again"]
    again[0].click()
    assert session.refreshed == 1


def test_control_f_goes_to_the_search_field(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    page.results.grid.setFocus()
    qtbot.keyClick(page.results.grid, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.results.filters.search.hasFocus()
