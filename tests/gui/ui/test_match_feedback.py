"""Feedback on the Match page: buttons, keys, notices, undo; and what the drawer shows for a client."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from tests.gui.bridge.client_fakes import make_event
from tests.gui.ui.catalog_fakes import make_product
from tests.gui.ui.match_fakes import make_hit, make_image, make_photos, make_result
from visrec_desktop.bridge.chosen_client import ClientState
from visrec_desktop.core.clients import ClientId, ClientSummary, Event, EventKind, Knowledge, Refusal
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Because, Clause, Photo, PictureId
from visrec_desktop.recommend.phrases import sentence
from visrec_desktop.ui.main_window import MainWindow
from visrec_desktop.ui.match.because import BecauseLine
from visrec_desktop.ui.match.colours_row import ColoursRow
from visrec_desktop.ui.match.feedback_row import ReasonMenu
from visrec_desktop.ui.match.page import MatchPage
from visrec_desktop.ui.match.reasons import learned_text, reason_of
from visrec_desktop.ui.match.scores import figure_text, in_hundredths, part_text, steps_of
from visrec_desktop.ui.widgets.bar import Bar

HITS = [make_hit(rank) for rank in range(1, 9)]
SUMMARY = ClientSummary(ClientId(17), "Client 17", knowledge=Knowledge(likes=1))

NO_MENUS = "This plugin does not support"
"""Qt's off-screen platform says so of every menu that opens."""


@pytest.fixture
def page(window: MainWindow) -> MatchPage:
    made = window.page("match")
    assert isinstance(made, MatchPage)
    return made


@pytest.fixture
def session(page: MatchPage) -> Any:
    session: Any = page._session
    session.chosen.clients = {17: ClientState(SUMMARY)}
    return session


def _show(session: Any, hits: Any = HITS, *, client: bool = True) -> Photo:
    [photo] = make_photos(1)
    session.open_photos([photo])
    session.show_preview(make_image(), (3000, 4000))
    if client:
        session.set_client(17)
    session.answer(make_result(photo, hits))
    return photo


def _learned(event: Event, *clauses: Clause) -> Any:
    return SimpleNamespace(event=event, changed=clauses, sentence="", knowledge=Knowledge(likes=2))


def _texts(widget: QWidget) -> str:
    QApplication.processEvents()
    return " | ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


def _menu(widget: QWidget) -> ReasonMenu:
    return next(menu for menu in widget.findChildren(ReasonMenu) if menu.isVisible())


# the buttons


def test_a_like_is_recorded_said_and_undone(page: MatchPage, session: Any, window: MainWindow) -> None:
    _show(session)
    page.bench.open_drawer(3)
    page.drawer.feedback.like.click()
    assert session.feedback.calls == [("give", 17, "SKU-0003", EventKind.LIKE, None)]
    assert window.undo_stack.count() == 0  # the stack tells only what is stored
    event = make_event(5, "SKU-0003")
    session.feedback.answer(_learned(event, Clause("more_look"), Clause("more", "blue")))
    assert window.notices.text == "Noted: more like this, more blue."
    assert window.undo_stack.undoText() == "Like “Check shirt 3”"
    window.notices._do.click()
    assert session.feedback.calls[-1] == ("undo", 5)
    session.feedback.answer(_learned(replace(event, undone_at=9)))
    assert window.notices.text == "Taken back, and what was learned from it."
    window.undo_stack.redo()
    assert session.feedback.calls[-1] == ("redo", 5)
    session.feedback.answer(_learned(event, Clause("more_look")))
    assert window.notices.text == "Noted: more like this."
    window.notices.dismiss()


def test_the_undo_of_a_notice_that_is_outdated_does_nothing(
    page: MatchPage, session: Any, window: MainWindow
) -> None:
    _show(session)
    page.bench.open_drawer(3)
    page.drawer.feedback.like.click()
    session.feedback.answer(_learned(make_event(5, "SKU-0003")))
    window.undo_stack.undo()
    window.notices._do.click()
    assert [call[0] for call in session.feedback.calls] == ["give", "undo"]
    window.notices.dismiss()


def test_an_undo_that_fails_leaves_the_stack_as_it_was(
    page: MatchPage, session: Any, window: MainWindow
) -> None:
    _show(session)
    page.bench.open_drawer(3)
    page.drawer.feedback.bought.click()
    event = make_event(6, "SKU-0003", EventKind.PURCHASE)
    session.feedback.answer(_learned(event))
    assert window.notices.text == "Noted."
    window.undo_stack.undo()
    session.feedback.fail(KnownError(ErrorCode.NOTHING_TO_UNDO, "6"))
    assert window.undo_stack.canUndo()
    assert "nothing to undo" in window.notices.text
    window.undo_stack.undo()
    session.feedback.answer(_learned(replace(event, undone_at=9)))
    window.undo_stack.redo()
    session.feedback.fail(KnownError(ErrorCode.UNKNOWN_CLIENT, "17"))
    assert window.undo_stack.canRedo()
    window.notices.dismiss()


@pytest.mark.qt_log_ignore(NO_MENUS, extend=True)
def test_a_refusal_asks_for_the_reason(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    page.bench.open_drawer(3)
    page.drawer.feedback.refuse.click()
    menu = _menu(page.drawer)
    assert [action.text().replace("&", "") for action in menu.actions()] == [
        "Too dear",
        "Not the colour",
        "Not the style",
        "Not the size",
        "Has one already",
        "Another reason",
    ]
    qtbot.keyClick(menu, Qt.Key.Key_C)
    assert session.feedback.calls == [("give", 17, "SKU-0003", EventKind.DISLIKE, Refusal.COLOUR)]


def test_liked_again_takes_the_like_back(page: MatchPage, session: Any, window: MainWindow) -> None:
    _show(session)
    page.bench.open_drawer(3)
    like = make_event(5, "SKU-0003")
    session.chosen.know(ClientState(SUMMARY, opinions={"SKU-0003": like}))
    feedback = page.drawer.feedback
    assert feedback.like.text() == "Liked"
    assert page.bench.hits.tile(2).liked
    feedback.like.click()
    assert session.feedback.calls == [("undo", 5)]
    session.feedback.answer(_learned(replace(like, undone_at=9)))
    session.chosen.know(ClientState(SUMMARY))
    assert feedback.like.text() == "Like"
    assert not page.bench.hits.tile(2).liked
    window.undo_stack.undo()  # the taking back is a step of its own
    assert session.feedback.calls[-1] == ("redo", 5)
    session.feedback.answer(_learned(like))
    window.notices.dismiss()


def test_what_was_said_is_shown_and_can_be_taken_back(page: MatchPage, session: Any) -> None:
    _show(session)
    page.bench.open_drawer(3)
    refusal = make_event(7, "SKU-0003", EventKind.DISLIKE, reason=Refusal.TOO_DEAR)
    session.chosen.know(ClientState(SUMMARY, opinions={"SKU-0003": refusal}))
    assert page.drawer.feedback.said == "Not for this client: too dear."
    page.drawer.feedback._undo.click()
    assert session.feedback.calls == [("undo", 7)]
    bought = make_event(8, "SKU-0003", EventKind.PURCHASE)
    session.chosen.know(ClientState(SUMMARY, purchases={"SKU-0003": bought}))
    assert page.drawer.feedback.said == "Bought."
    page.drawer.feedback._undo.click()
    assert session.feedback.calls[-1] == ("undo", 8)
    session.set_client(None)
    assert page.drawer.feedback.said == ""


def test_without_a_client_the_buttons_say_so_and_open_the_chooser(
    page: MatchPage, session: Any, window: MainWindow
) -> None:
    _show(session, client=False)
    page.bench.open_drawer(3)
    page.drawer.feedback.like.click()
    assert session.feedback.calls == []
    assert "Choose a client first" in window.notices.text
    assert page.chooser.panel is not None
    page.chooser.panel.dismiss()
    window.notices.dismiss()


def test_feedback_that_cannot_be_stored_is_explained(
    page: MatchPage, session: Any, window: MainWindow
) -> None:
    _show(session)
    page.bench.open_drawer(3)
    page.drawer.feedback.like.click()
    session.feedback.fail(KnownError(ErrorCode.UNKNOWN_PRODUCT, "SKU-0003"))
    assert "SKU-0003" in window.notices.text
    assert window.undo_stack.count() == 0
    window.notices.dismiss()


# keys


@pytest.mark.qt_log_ignore(NO_MENUS, extend=True)
def test_keys_in_the_grid_say_it_too(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    grid = page.results.grid
    grid.setFocus()
    grid.select_product(2)
    qtbot.keyClick(grid, Qt.Key.Key_L)
    qtbot.keyClick(grid, Qt.Key.Key_B)
    qtbot.keyClick(grid, Qt.Key.Key_X)
    qtbot.keyClick(_menu(grid), Qt.Key.Key_D)
    assert session.feedback.calls == [
        ("give", 17, "SKU-0002", EventKind.LIKE, None),
        ("give", 17, "SKU-0002", EventKind.PURCHASE, None),
        ("give", 17, "SKU-0002", EventKind.DISLIKE, Refusal.TOO_DEAR),
    ]
    session.chosen.know(ClientState(SUMMARY, opinions={"SKU-0002": make_event(5, "SKU-0002")}))
    qtbot.keyClick(grid, Qt.Key.Key_L)
    assert session.feedback.calls[-1] == ("undo", 5)
    assert "L" in grid.accessibleDescription()


def test_a_key_without_a_tile_or_a_client(
    page: MatchPage, session: Any, qtbot: Any, window: MainWindow
) -> None:
    photo = _show(session, [], client=False)
    grid = page.results.grid
    for shortcut in grid.findChildren(QShortcut):
        shortcut.activated.emit()
    assert session.feedback.calls == []
    assert page.chooser.panel is None
    session.answer(make_result(photo, HITS))
    grid.setFocus()
    grid.select_product(2)
    qtbot.keyClick(grid, Qt.Key.Key_X)
    assert "Choose a client" in window.notices.text
    assert page.chooser.panel is not None
    page.chooser.panel.dismiss()
    window.notices.dismiss()


def test_letters_in_the_search_field_are_letters(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    page.results.grid.select_product(2)
    search = page.results.filters.search
    search.setFocus()
    qtbot.keyClicks(search, "lbx")
    assert search.text() == "lbx"
    assert session.feedback.calls == []
    page.results.filters._typing.stop()


def _press(qtbot: Any, place: QWidget, key: Qt.Key) -> None:
    place.window().activateWindow()
    qtbot.waitUntil(place.isActiveWindow)
    place.setFocus()
    assert place.hasFocus()
    qtbot.keyClick(place, key)


def _leaves(page: MatchPage, session: Any, photo: Photo, event: Event) -> None:
    """Product 2 was bought or refused: it is stored, known, and left out of the next answer."""
    session.feedback.answer(_learned(event))
    stands = {event.sku: event}
    bought = event.kind is EventKind.PURCHASE
    known = {"purchases": stands} if bought else {"opinions": stands}
    session.chosen.know(ClientState(SUMMARY, **known))  # type: ignore[arg-type]
    session.answer(make_result(photo, [HITS[0], *HITS[2:]]))
    page._kit.notices.dismiss()


@pytest.mark.parametrize("where", ["grid", "drawer"])
def test_bought_by_key_the_drawer_stays_and_a_second_press_records_nothing(
    page: MatchPage, session: Any, qtbot: Any, where: str
) -> None:
    photo = _show(session)
    grid = page.results.grid
    grid.select_product(2)
    page.bench.open_drawer(2)
    assert "number 2" in _texts(page.drawer)
    place = grid if where == "grid" else page.drawer.feedback.like
    _press(qtbot, place, Qt.Key.Key_B)
    _press(qtbot, place, Qt.Key.Key_B)  # before it is stored
    given = [("give", 17, "SKU-0002", EventKind.PURCHASE, None)]
    assert session.feedback.calls == given
    _leaves(page, session, photo, make_event(5, "SKU-0002", EventKind.PURCHASE))
    assert page.drawer.product_id == 2
    assert grid.product_ids() == []
    assert page.drawer.feedback.said == "Bought."
    assert page.drawer.feedback._undo.isVisible()
    words = _texts(page.drawer)
    assert "number 2" not in words
    assert "Total" not in words
    assert HITS[1].why not in words
    _press(qtbot, place, Qt.Key.Key_B)
    assert session.feedback.calls == given
    session.answer(make_result(photo, HITS))  # it was taken back: the place is there again
    assert "number 2" in _texts(page.drawer)
    assert grid.product_ids() == [2]


@pytest.mark.qt_log_ignore(NO_MENUS, extend=True)
def test_refused_by_key_the_drawer_stays_and_says_so(page: MatchPage, session: Any, qtbot: Any) -> None:
    photo = _show(session)
    grid = page.results.grid
    grid.select_product(2)
    page.bench.open_drawer(2)
    _press(qtbot, grid, Qt.Key.Key_X)
    qtbot.keyClick(_menu(grid), Qt.Key.Key_D)
    given = [("give", 17, "SKU-0002", EventKind.DISLIKE, Refusal.TOO_DEAR)]
    assert session.feedback.calls == given
    event = make_event(5, "SKU-0002", EventKind.DISLIKE, reason=Refusal.TOO_DEAR)
    _leaves(page, session, photo, event)
    assert page.drawer.product_id == 2
    assert grid.product_ids() == []
    assert page.drawer.feedback.said == "Not for this client: too dear."
    assert "number 2" not in _texts(page.drawer)
    _press(qtbot, grid, Qt.Key.Key_X)
    assert session.feedback.calls == given
    page.drawer.feedback.given.emit(EventKind.DISLIKE, Refusal.TOO_DEAR)  # the same reason again
    assert session.feedback.calls == given
    page.drawer.feedback.given.emit(EventKind.DISLIKE, Refusal.STYLE)  # another one is something new
    assert session.feedback.calls[1:] == [("give", 17, "SKU-0002", EventKind.DISLIKE, Refusal.STYLE)]


@pytest.mark.qt_log_ignore(NO_MENUS, extend=True)
def test_a_reason_can_be_asked_for_a_product_that_left_the_grid(
    page: MatchPage, session: Any, qtbot: Any
) -> None:
    photo = _show(session)
    page.bench.open_drawer(2)
    session.answer(make_result(photo, [HITS[0], *HITS[2:]]))
    _press(qtbot, page.results.grid, Qt.Key.Key_X)
    qtbot.keyClick(_menu(page.results.grid), Qt.Key.Key_T)
    assert session.feedback.calls == [("give", 17, "SKU-0002", EventKind.DISLIKE, Refusal.STYLE)]


def test_with_the_drawer_closed_a_bought_tile_hands_nothing_on(
    page: MatchPage, session: Any, qtbot: Any
) -> None:
    photo = _show(session)
    grid = page.results.grid
    grid.select_product(2)
    _press(qtbot, grid, Qt.Key.Key_B)
    assert len(session.feedback.calls) == 1
    _leaves(page, session, photo, make_event(5, "SKU-0002", EventKind.PURCHASE))
    assert grid.product_ids() == []
    for key in (Qt.Key.Key_L, Qt.Key.Key_B, Qt.Key.Key_X):
        _press(qtbot, grid, key)
    assert len(session.feedback.calls) == 1


def test_feedback_that_failed_can_be_given_again(page: MatchPage, session: Any) -> None:
    _show(session)
    page.bench.open_drawer(3)
    for _ in range(2):
        page.drawer.feedback.bought.click()
        session.feedback.fail(KnownError(ErrorCode.DISK_FULL, "profiles.db"))
    assert len(session.feedback.calls) == 2
    like = make_event(5, "SKU-0003")
    session.chosen.know(ClientState(SUMMARY, opinions={"SKU-0003": like}))
    page.drawer.feedback.like.click()
    page.drawer.feedback.like.click()  # it is being taken back already
    assert session.feedback.calls[2:] == [("undo", 5)]
    page._kit.notices.dismiss()


# why


def test_parts_that_speak_against_it_go_back_down_in_a_warning_tone(page: MatchPage, session: Any) -> None:
    parts = {"look": 0.4, "taste": 0.25, "budget": -0.12, "size": 0.0}
    hit = replace(HITS[0], parts=parts, score=0.53)
    _show(session, [hit])
    page.bench.open_drawer(1)
    words = _texts(page.drawer)
    for expected in ("Overall look", "Client’s taste", "Budget", "\u22120.12", "Total", "0.53"):
        assert expected in words
    assert "Size" not in words.split(" | ")[: words.split(" | ").index("Total")]
    bars = [bar for bar in page.drawer.findChildren(Bar) if bar.isVisible()]
    assert [bar._against for bar in bars] == [False, False, True, False]
    assert bars[2].accessibleName() == "Budget: \u22120.12"
    page.drawer.grab()


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ({"look": 0.4, "budget": -0.125}, 0.275),
        ({"a": 0.333333, "b": 0.333333, "c": -0.111111}, 0.555555),
        ({"a": 0.004, "b": -0.004}, 0.0),
        ({"a": 0.5, "b": -0.5}, 0.0),
    ],
)
def test_figures_with_negative_parts_add_up_too(parts: dict[str, float], total: float) -> None:
    shown = in_hundredths(parts, total)
    assert sum(shown.values()) == round(total * 100)
    assert all(abs(shown[name] - share * 100) <= 1 for name, share in parts.items())


def test_steps_go_up_then_down() -> None:
    steps = steps_of({"look": 0.5, "budget": -0.2, "taste": 0.25, "size": 0.0})
    assert [(name, round(start, 6), round(end, 6)) for name, _, start, end in steps] == [
        ("look", 0.0, 0.5),
        ("taste", 0.5, 0.75),
        ("budget", 0.55, 0.75),
    ]
    assert figure_text(-6) == "\u22120.06"
    assert figure_text(41) == "0.41"
    assert part_text("a_new_part") == "A new part"
    assert part_text("details") == "Print and details"


def test_because_shows_the_product_and_leads_to_it(page: MatchPage, session: Any, window: MainWindow) -> None:
    because = Because("SKU-0040", "Oxford shirt, sky", PictureId(100_040))
    _show(session, [replace(HITS[0], because=because)])
    page.bench.open_drawer(1)
    line = page.drawer.findChild(BecauseLine)
    assert line is not None
    assert line.accessibleName() == "because this client liked “Oxford shirt, sky”"
    assert line._picture.has_image
    wanted: list[int] = []
    window.navigator.product_wanted.disconnect()
    window.navigator.product_wanted.connect(wanted.append)
    line.click()
    assert "no longer in the catalog" in window.notices.text
    session.neighbours.ids = {"SKU-0040": 40}
    line.click()
    assert wanted == [40]
    window.notices.dismiss()


def test_because_of_something_bought_that_is_gone(page: MatchPage, session: Any) -> None:
    _show(session, [replace(HITS[0], because=Because("SKU-9", "", None, bought=True))])
    page.bench.open_drawer(1)
    line = page.drawer.findChild(BecauseLine)
    assert line is not None
    assert line.accessibleName() == "because this client bought “SKU-9”"
    assert not line._picture.has_image


def test_reasons_are_said_from_their_clauses() -> None:
    clauses = (Clause("look_same"), Clause("colour_liked", "blue"))
    hit = replace(HITS[0], clauses=clauses, why="x")
    assert reason_of(hit) == sentence(clauses)
    assert "blue" in reason_of(hit)
    assert reason_of(HITS[0]) == HITS[0].why
    assert reason_of(replace(HITS[0], why="")) == ""
    assert learned_text(_learned(make_event(1, "A"))) == "Noted."


# lists


def _related(similar: Any = (), goes_with: Any = ()) -> Any:
    return SimpleNamespace(similar=tuple(similar), goes_with=tuple(goes_with))


def test_similar_and_goes_with_lead_on_and_back(page: MatchPage, session: Any, qtbot: Any) -> None:
    photo = _show(session)
    page.bench.open_drawer(3)
    assert session.neighbours.asked == [(3, 17)]
    assert not page.drawer.related.isVisible()
    other, belt = make_hit(1, make_product(30)), make_hit(1, make_product(31, name="Belt"))
    session.neighbours.callbacks[-1](_related([other], [belt]))
    assert page.drawer.related.similar.isVisible()
    assert page.drawer.related.goes_with.view.accessibleName() == "Goes with"
    view = page.drawer.related.goes_with.view
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert page.drawer.product_id == 31
    assert session.neighbours.asked[-1] == (31, 17)
    assert "number 1" not in _texts(page.drawer)  # it is no place in the ranking
    assert not page.drawer.related.isVisible()
    session.answer(make_result(photo, HITS[3:]))
    assert page.drawer.product_id == 31
    assert page.drawer._back.accessibleName() == "Back to Check shirt 3"
    page.drawer._back.click()
    assert page.drawer.product_id == 3
    assert page.drawer._back.isHidden()
    page.drawer.go_back()
    assert page.drawer.product_id == 3


def test_lists_of_another_product_come_too_late(page: MatchPage, session: Any) -> None:
    _show(session)
    page.bench.open_drawer(3)
    page.bench.open_drawer(4)
    session.neighbours.callbacks[0](_related([make_hit(1, make_product(30))]))
    assert not page.drawer.related.isVisible()
    session.neighbours.callbacks[1](None)
    assert not page.drawer.related.isVisible()


def test_another_client_gets_other_lists(page: MatchPage, session: Any) -> None:
    _show(session)
    page.bench.open_drawer(3)
    session.chosen.know(ClientState(replace(SUMMARY, knowledge=Knowledge(likes=5))))
    assert len(session.neighbours.asked) == 1
    session.set_client(None)
    assert session.neighbours.asked[-1] == (3, None)


def test_which_clients_is_asked_for_the_product(page: MatchPage, session: Any, window: MainWindow) -> None:
    _show(session)
    page.bench.open_drawer(3)
    wanted: list[Any] = []
    window.navigator.clients_for_wanted.disconnect()
    window.navigator.clients_for_wanted.connect(wanted.append)
    page.drawer._clients.click()
    assert wanted == [(3,)]


# colours


def test_another_colour_of_the_article_can_be_chosen(page: MatchPage, session: Any) -> None:
    red, green = make_product(1, colour="Red"), make_product(31, colour="Green", sku="SKU-0031")
    hit = replace(make_hit(1, red), variants=(green,))
    photo = _show(session, [hit, *HITS[1:]])
    page.bench.open_drawer(1)
    row = page.drawer.findChild(ColoursRow)
    assert row is not None
    names = [chip.accessibleName() for chip in row.findChildren(QPushButton)]
    assert names == ["Colour: Green", "Colour: Red"]
    row.findChildren(QPushButton)[0].click()
    assert page.drawer.product_id == 31
    page.drawer.feedback.like.click()
    assert session.feedback.calls == [("give", 17, "SKU-0031", EventKind.LIKE, None)]
    session.answer(make_result(photo, [make_hit(1, make_product(2)), replace(hit, rank=2)]))
    assert page.drawer.product_id == 31  # the colour that was chosen stays
    assert page.results.grid.current_id() == 1
    assert "number 2" in _texts(page.drawer)


# products that change or go


def test_a_deleted_product_closes_the_drawer_and_is_said(
    page: MatchPage, session: Any, window: MainWindow
) -> None:
    catalog: Any = page._kit.context.catalog
    _show(session)
    page.bench.open_drawer(3)
    catalog.products_changed.emit(frozenset({4}))
    assert page.drawer.product_id == 3
    del catalog.stored[3]
    catalog.products_changed.emit(frozenset({3, 4}))
    assert page.drawer.product_id is None
    assert window.notices.text == "“Check shirt 3” was deleted from the catalog."
    window.notices.dismiss()


def test_an_edited_product_is_shown_as_it_is_now(page: MatchPage, session: Any) -> None:
    catalog: Any = page._kit.context.catalog
    _show(session)
    page.bench.open_drawer(3)
    catalog.stored[3] = make_product(3, name="Other name")
    catalog.products_changed.emit(frozenset({3}))
    assert "Other name" in _texts(page.drawer)


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_everything_for_a_client_is_painted(
    page: MatchPage, session: Any, window: MainWindow, appearance: Appearance
) -> None:
    window._theme.set_appearance(appearance)
    because = Because("SKU-0040", "Oxford shirt", PictureId(100_040))
    hit = replace(HITS[0], because=because, variants=(make_product(31, colour="Green"),))
    _show(session, [hit, *HITS[1:]])
    page.bench.open_drawer(1)
    session.neighbours.callbacks[-1](_related(HITS[1:3], HITS[3:5]))
    QApplication.processEvents()
    assert not window.grab().isNull()


def test_every_control_has_a_name(page: MatchPage, session: Any) -> None:
    _show(session)
    page.bench.open_drawer(1)
    for part in page.bench.findChildren(QPushButton):
        assert not part.isVisible() or part.accessibleName() or part.text(), part
