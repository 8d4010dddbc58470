"""The objects of a photo: boxes to click, parts to drag, a row of products for each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from tests.gui.ui.catalog_fakes import make_product
from tests.gui.ui.match_fakes import make_context, make_hit, make_image, make_photos, make_result
from visrec_desktop.bridge.chosen_client import ClientState
from visrec_desktop.core.clients import ClientId, ClientSummary, Event, EventId, EventKind
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Crop, Hit, MatchResult, MatchStatus, Photo
from visrec_desktop.ui.main_window import MainWindow
from visrec_desktop.ui.match.object_row import ObjectRow
from visrec_desktop.ui.match.page import MatchPage
from visrec_desktop.ui.match.part_frame import LEAST, WHOLE, Grip, cursor_of, dragged, grip_at, nudged
from visrec_desktop.ui.match.photo_view import PhotoView

SHIRT, BAG = Crop(300, 400, 1200, 1400), Crop(1700, 2200, 1000, 1400)
BUTTON = Crop(700, 800, 300, 300)
HITS = [make_hit(rank) for rank in range(1, 21)]
Left = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow) -> MatchPage:
    made = window.page("match")
    assert isinstance(made, MatchPage)
    return made


@pytest.fixture
def session(page: MatchPage) -> Any:
    return page._session


@pytest.fixture
def view(page: MatchPage) -> PhotoView:
    return page.panel.view


def _show(session: Any, *crops: Crop) -> Photo:
    [photo] = make_photos(1)
    session.open_photos([photo])
    session.show_preview(make_image(), (3000, 4000))
    session.answer(make_result(photo, HITS))
    session.regions.find(crops)
    return photo


def _spot(view: PhotoView, x: float, y: float) -> QPoint:
    """A place of the 3,000 x 4,000 photo in the widget."""
    return view._to_window(QRect(round(x), round(y), 1, 1)).topLeft()


def _middle(view: PhotoView, crop: Crop) -> QPoint:
    return _spot(view, crop.x + crop.width / 2, crop.y + crop.height / 2)


def _drag(qtbot: Any, view: PhotoView, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view, Left, pos=start)
    qtbot.mouseMove(view, (start + end) / 2)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, Left, pos=end)


def _near(crop: Crop, wanted: Crop, by: int = 40) -> bool:
    pairs = zip(
        (crop.x, crop.y, crop.width, crop.height),
        (wanted.x, wanted.y, wanted.width, wanted.height),
        strict=True,
    )
    return all(abs(one - other) <= by for one, other in pairs)


# boxes


def test_boxes_stand_where_the_objects_are_and_say_their_names(session: Any, view: PhotoView) -> None:
    _show(session, SHIRT, BAG)
    assert len(view.objects) == 2
    for place, crop in enumerate((SHIRT, BAG)):
        box = view.objects.box(place)
        assert box.isVisible()
        assert box.geometry().contains(_middle(view, crop))
        assert abs(box.width() - 4 - crop.width * view._target().width() / 3000) <= 2
        assert box.accessibleName() == f"Object {place + 1} of 2"
        assert box.accessibleDescription()


def test_a_click_picks_a_second_one_goes_back(session: Any, view: PhotoView, qtbot: Any) -> None:
    _show(session, SHIRT, BAG)
    qtbot.mouseClick(view, Left, pos=_middle(view, BAG))
    assert session.crops == [BAG]
    assert view.objects.box(1).isChecked()
    assert not view.objects.box(0).isChecked()
    qtbot.mouseClick(view, Left, pos=_middle(view, SHIRT))  # another one at once
    assert session.crops == [BAG, SHIRT]
    qtbot.mouseClick(view, Left, pos=_middle(view, SHIRT))
    assert session.crops == [BAG, SHIRT, None]
    assert not any(view.objects.box(place).isChecked() for place in range(2))


def test_a_click_beside_the_objects_picks_nothing(session: Any, view: PhotoView, qtbot: Any) -> None:
    _show(session, SHIRT, BAG)
    qtbot.mouseClick(view, Left, pos=_spot(view, 2800, 300))
    assert session.crops == []


def test_of_boxes_inside_each_other_the_smaller_one_is_picked(
    session: Any, view: PhotoView, qtbot: Any
) -> None:
    _show(session, SHIRT, BUTTON)
    qtbot.mouseClick(view, Left, pos=_middle(view, BUTTON))
    assert session.crop == BUTTON
    qtbot.mouseClick(view, Left, pos=_middle(view, BUTTON))
    assert session.crop is None
    qtbot.mouseClick(view, Left, pos=_spot(view, 350, 450))
    assert session.crop == SHIRT
    qtbot.mouseClick(view, Left, pos=_middle(view, BUTTON))  # inside of what is picked, but smaller
    assert session.crop == BUTTON


def test_a_drag_draws_another_part_even_over_a_box(session: Any, view: PhotoView, qtbot: Any) -> None:
    _show(session, SHIRT, BAG)
    _drag(qtbot, view, _spot(view, 500, 600), _spot(view, 2000, 3000))
    assert _near(session.crop, Crop(500, 600, 1500, 2400))
    assert view.objects.picked is None


def test_the_picked_box_is_moved_and_resized(session: Any, view: PhotoView, qtbot: Any) -> None:
    _show(session, SHIRT, BAG)
    qtbot.mouseClick(view, Left, pos=_middle(view, SHIRT))
    corner = _spot(view, SHIRT.x + SHIRT.width, SHIRT.y + SHIRT.height)
    _drag(qtbot, view, corner, _spot(view, 2000, 2500))
    assert _near(session.crop, Crop(300, 400, 1700, 2100))
    assert view.objects.box(0).isChecked()  # it is still that object
    before = session.crop
    _drag(qtbot, view, _spot(view, 1000, 1500), _spot(view, 1400, 1700))
    assert _near(session.crop, Crop(before.x + 400, before.y + 200, before.width, before.height))
    assert view.objects.box(0).geometry().contains(_spot(view, 2200, 2500))
    _drag(qtbot, view, _spot(view, 1400, 1700), _spot(view, 9000, 9000))
    assert session.crop.x + session.crop.width <= 3000
    assert session.crop.y + session.crop.height <= 4000
    qtbot.mouseClick(view, Left, pos=_spot(view, session.crop.x + 150, session.crop.y + 150))
    assert session.crop is None
    assert view.objects.box(0).geometry().contains(_middle(view, SHIRT))


def test_the_cursor_says_what_the_mouse_would_do(session: Any, view: PhotoView, qtbot: Any) -> None:
    _show(session, SHIRT, BAG)
    shape = Qt.CursorShape
    qtbot.mouseMove(view, _middle(view, BAG))
    assert view.cursor().shape() == shape.PointingHandCursor
    assert view.objects.box(1).is_hovered
    qtbot.mouseMove(view, _spot(view, 2800, 300))
    assert view.cursor().shape() == shape.CrossCursor
    assert not view.objects.box(1).is_hovered
    qtbot.mouseClick(view, Left, pos=_middle(view, SHIRT))
    wanted = {
        _middle(view, SHIRT): shape.SizeAllCursor,
        _spot(view, 300, 1100): shape.SizeHorCursor,
        _spot(view, 900, 1800): shape.SizeVerCursor,
        _spot(view, 1500, 1800): shape.SizeFDiagCursor,
        _spot(view, 1500, 400): shape.SizeBDiagCursor,
    }
    for spot, expected in wanted.items():
        qtbot.mouseMove(view, spot)
        assert view.cursor().shape() == expected


def test_tab_and_arrows_go_through_the_boxes_and_enter_picks(
    window: MainWindow, session: Any, view: PhotoView, qtbot: Any
) -> None:
    _show(session, SHIRT, BAG)
    window.activateWindow()
    view.setFocus()
    boxes = [view.objects.box(place) for place in range(2)]
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert boxes[0].hasFocus()
    qtbot.keyClick(boxes[0], Qt.Key.Key_Tab)
    assert boxes[1].hasFocus()
    qtbot.keyClick(boxes[1], Qt.Key.Key_Right)
    assert boxes[0].hasFocus()
    qtbot.keyClick(boxes[0], Qt.Key.Key_Up)
    assert boxes[1].hasFocus()
    qtbot.keyClick(boxes[1], Qt.Key.Key_Return)
    assert session.crop == BAG
    qtbot.keyClick(boxes[1], Qt.Key.Key_Right)
    assert session.crop.x == BAG.x + 120  # the picked one is moved
    qtbot.keyClick(boxes[1], Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert session.crop.height == BAG.height + 160
    qtbot.keyClick(boxes[1], Qt.Key.Key_Escape)
    assert session.crop is None
    qtbot.keyClick(boxes[1], Qt.Key.Key_Space)
    assert session.crop == BAG
    qtbot.keyClick(boxes[1], Qt.Key.Key_Return)
    assert session.crop is None


def test_on_the_photo_arrows_lead_to_the_boxes_and_enter_picks_the_first(
    window: MainWindow, session: Any, view: PhotoView, qtbot: Any
) -> None:
    _show(session, SHIRT, BAG)
    window.activateWindow()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.objects.box(1).hasFocus()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.crop == SHIRT


def test_another_photo_takes_the_boxes_away(
    window: MainWindow, session: Any, view: PhotoView, page: MatchPage
) -> None:
    _show(session, SHIRT, BAG)
    window.activateWindow()
    view.objects.focus(1)
    session.open_photos(make_photos(2)[1:])
    assert len(view.objects) == 0
    assert view.hasFocus()
    assert not page.results.objects.isVisible()


def test_boxes_that_come_before_the_picture_wait_for_it(session: Any, view: PhotoView) -> None:
    [photo] = make_photos(1)
    session.open_photos([photo])
    session.answer(make_result(photo, HITS))
    session.regions.find([SHIRT, BAG])
    assert len(view.objects) == 0
    session.show_preview(make_image(), (3000, 4000))
    assert len(view.objects) == 2


def test_a_picked_object_stays_picked_when_the_boxes_come_again(
    session: Any, view: PhotoView, qtbot: Any
) -> None:
    _show(session, SHIRT, BAG)
    qtbot.mouseClick(view, Left, pos=_middle(view, BAG))
    session.regions.find([SHIRT, BAG])
    assert view.objects.box(1).isChecked()


def test_the_panel_says_what_can_be_done(page: MatchPage, session: Any, view: PhotoView, qtbot: Any) -> None:
    _show(session)
    assert page.panel._hint.text().startswith("Drag")
    session.regions.find([SHIRT])
    assert page.panel._hint.text().startswith("Click an object")
    assert view.objects.box(0).accessibleName() == "Object 1 of 1"
    qtbot.mouseClick(view, Left, pos=_middle(view, SHIRT))
    assert page.panel._hint.text() == "Only the marked part"
    page.panel._whole.click()
    assert session.crop is None
    assert page.panel._hint.text().startswith("Click an object")


# the frame's geometry

PART, WITHIN = QRect(100, 100, 80, 60), QRect(0, 0, 400, 300)


@pytest.mark.parametrize(
    ("spot", "grip"),
    [
        ((140, 130), WHOLE),
        ((100, 100), Grip(-1, -1)),
        ((179, 130), Grip(1, 0)),
        ((140, 160), Grip(0, 1)),
        ((95, 165), Grip(-1, 1)),
        ((60, 130), None),
    ],
)
def test_what_the_mouse_grips(spot: tuple[int, int], grip: Grip | None) -> None:
    assert grip_at(PART, QPoint(*spot)) == grip


def test_a_tiny_frame_can_still_be_moved() -> None:
    assert grip_at(QRect(50, 50, LEAST, LEAST), QPoint(56, 56)) == WHOLE


@pytest.mark.parametrize("across", [-1, 0, 1])
@pytest.mark.parametrize("down", [-1, 0, 1])
@pytest.mark.parametrize("by", [(-900, -900), (900, 900), (25, -10), (0, 0)])
def test_a_dragged_frame_stays_inside_and_large_enough(across: int, down: int, by: tuple[int, int]) -> None:
    grip = Grip(across, down)
    made = dragged(PART, grip, QPoint(*by), WITHIN)
    assert WITHIN.contains(made)
    assert made.width() >= LEAST
    assert made.height() >= LEAST
    if grip == WHOLE:
        assert made.size() == PART.size()
    if not across and grip != WHOLE:
        assert (made.left(), made.width()) == (PART.left(), PART.width())
    assert cursor_of(grip) == cursor_of(Grip(-across, -down))


def test_arrows_move_by_a_share_and_keep_a_least_size() -> None:
    photo = QSize(1000, 500)
    assert nudged(QRect(0, 0, 200, 100), (1, 0), photo, resize=False) == QRect(40, 0, 200, 100)
    assert nudged(QRect(0, 0, 200, 100), (-1, 0), photo, resize=False) == QRect(0, 0, 200, 100)
    small = nudged(QRect(0, 0, 60, 100), (-1, 0), photo, resize=True)
    assert small.width() == 50


# rows


def _row_hits(first: int) -> list[Any]:
    return [make_hit(rank, make_product(first + rank)) for rank in range(1, 9)]


def _hits(row: ObjectRow) -> list[Hit]:
    return [row.model.hit(place) for place in range(row.model.rowCount())]


def test_two_objects_get_a_row_each_above_the_products_for_all(
    page: MatchPage, session: Any, check_model: Any
) -> None:
    photo = _show(session, SHIRT, BAG)
    rows = page.results.objects
    assert rows.isVisible()
    assert len(rows.rows) == 2
    assert "2 objects" in rows._title.text()
    assert page.results.state is page.results.grid
    assert rows.geometry().bottom() < page.results.grid.mapTo(page.results, QPoint(0, 0)).y()
    check_model(rows.rows[0].model)
    assert _hits(rows.rows[0]) == []
    session.regions.answer(1, make_result(photo, _row_hits(100)))
    assert _hits(rows.rows[0]) == []
    assert [int(hit.product.id) for hit in _hits(rows.rows[1])] == list(range(101, 109))
    session.regions.answer(1, make_result(photo, _row_hits(200)[:3]))
    assert len(_hits(rows.rows[1])) == 3
    assert not rows.rows[0].cut_out._image.isNull()
    assert rows.rows[1].cut_out.accessibleName() == "Object 2 of 2"
    assert "object 2" in rows.rows[1].all_button.accessibleName()
    assert rows.rows[0].tiles.accessibleName()


@pytest.mark.parametrize("crops", [(), (SHIRT,)])
def test_one_object_or_none_shows_the_page_as_ever(page: MatchPage, session: Any, crops: Any) -> None:
    _show(session, *crops)
    assert not page.results.objects.isVisible()
    assert not page.results._whole.isVisible()


def test_a_part_that_was_drawn_has_a_row_even_alone(page: MatchPage, session: Any) -> None:
    photo = _show(session)
    session.regions.find([BAG], drawn=1)
    session.regions.answer(0, make_result(photo, _row_hits(100)))
    assert page.results.objects.isVisible()
    assert page.results.objects._title.text() == "One part of the photo"
    assert len(page.results.objects.rows) == 1
    assert page.results.objects.rows[0].tiles.model().rowCount() > 0


def test_a_tile_of_a_row_opens_the_drawer_beside_its_object(
    page: MatchPage, session: Any, qtbot: Any
) -> None:
    photo = _show(session, SHIRT, BAG)
    session.regions.answer(1, make_result(photo, _row_hits(100)))
    tiles = page.results.objects.rows[1].tiles
    spot = tiles.visualRect(tiles.model().index(1, 0)).center()
    qtbot.mouseClick(tiles.viewport(), Left, pos=spot)
    assert page.drawer.product_id == 102
    assert page.drawer._photo._image.size().toTuple() == (100, 140)
    session.answer(make_result(photo, HITS))  # refreshed
    assert page.drawer.product_id == 102
    assert page.drawer._shown.is_ranked
    assert page.drawer._photo._image.size().toTuple() == (100, 140)
    page.results.grid.select_product(3)
    page.results.grid.chosen.emit(3)
    assert page.drawer.product_id == 3
    assert page.drawer._photo._image.size().toTuple() == (300, 400)
    assert not tiles.selectionModel().hasSelection()


def test_the_keyboard_goes_through_a_row(
    page: MatchPage, session: Any, qtbot: Any, window: MainWindow
) -> None:
    photo = _show(session, SHIRT, BAG)
    session.regions.answer(0, make_result(photo, _row_hits(100)))
    window.activateWindow()
    tiles = page.results.objects.rows[0].tiles
    tiles.setFocus()
    assert tiles.currentIndex().row() == 0
    qtbot.keyClick(tiles, Qt.Key.Key_Return)
    assert page.drawer.product_id == 101
    qtbot.keyClick(tiles, Qt.Key.Key_Right)
    assert page.drawer.product_id == 102
    qtbot.keyClick(tiles, Qt.Key.Key_Escape)
    assert page.drawer.product_id is None


@pytest.mark.parametrize("how", ["link", "cut-out"])
def test_show_all_picks_the_object_and_the_rows_make_way(
    page: MatchPage, session: Any, view: PhotoView, qtbot: Any, how: str
) -> None:
    photo = _show(session, SHIRT, BAG)
    row = page.results.objects.rows[1]
    (row.all_button if how == "link" else row.cut_out).click()
    assert session.crop == BAG
    assert view.objects.box(1).isChecked()
    assert page.panel._whole.isVisible()
    assert not page.results.objects.isVisible()
    session.answer(make_result(photo, HITS[:4]))
    assert not page.results.objects.isVisible()
    page.panel._whole.click()
    assert page.results.objects.isVisible()


def test_a_row_says_when_there_is_nothing(page: MatchPage, session: Any) -> None:
    photo = _show(session, SHIRT, BAG)
    row = page.results.objects.rows[0]
    session.regions.answer(0, make_result(photo, []))
    assert row._words.isVisible()
    assert row._words.text() == "No product was found for it."
    session.regions.answer(0, MatchResult(photo, MatchStatus.FAILED, code="not_a_picture"))
    assert row._words.isVisible()
    session.regions.answer(0, make_result(photo, HITS[:2]))
    assert not row._words.isVisible()


def test_rows_are_hidden_while_there_is_no_answer(page: MatchPage, session: Any) -> None:
    photo = _show(session, SHIRT, BAG)
    session.answer(MatchResult(photo, MatchStatus.FAILED, code="nothing_to_search"))
    assert not page.results.objects.isVisible()
    session.answer(make_result(photo, HITS))
    assert page.results.objects.isVisible()


def test_hearts_stand_in_the_rows_too(page: MatchPage, session: Any) -> None:
    photo = _show(session, SHIRT, BAG)
    session.regions.answer(0, make_result(photo, _row_hits(100)))
    model = page.results.objects.rows[0].model
    summary = ClientSummary(ClientId(17), "Client 17")
    session.chosen.clients = {17: ClientState(summary)}
    session.set_client(17)
    assert not model.tile(2).liked
    like = Event(EventId(5), ClientId(17), model.product(2).sku, EventKind.LIKE, 0)
    session.chosen.know(ClientState(summary, opinions={like.sku: like}))
    assert [model.tile(row).liked for row in range(4)] == [False, False, True, False]
    session.answer(make_result(photo, HITS))
    session.regions.find([SHIRT, BAG])  # for the client now: the answers come again
    session.regions.answer(0, make_result(photo, _row_hits(100)))
    assert page.results.objects.rows[0].model.tile(2).liked


def test_the_rows_can_be_put_away(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session, SHIRT, BAG)
    rows = page.results.objects
    assert rows.area.isVisible()
    assert rows.toggle.text() == "Hide"
    rows.toggle.click()
    assert not rows.area.isVisible()
    assert rows.toggle.text() == "Show"
    assert "2 objects" in rows.toggle.accessibleName()
    rows.toggle.click()
    assert rows.area.isVisible()


def test_the_rows_leave_half_of_the_height_to_the_products_for_all(
    page: MatchPage, session: Any, window: MainWindow
) -> None:
    window.resize(1280, 720)
    _show(session, SHIRT, BAG, Crop(100, 3000, 900, 900), BUTTON)
    QApplication.processEvents()
    rows = page.results.objects
    assert rows.area.height() <= page.results.height() / 2
    assert page.results.grid.height() > 120
    window.resize(960, 420)
    QApplication.processEvents()
    assert not rows.area.isVisible()  # no room: the title with its link remains
    assert rows.toggle.isVisible()


def test_tiles_of_a_row_are_shown_whole(page: MatchPage, session: Any) -> None:
    photo = _show(session, SHIRT, BAG)
    session.regions.answer(0, make_result(photo, _row_hits(100)))
    QApplication.processEvents()
    tiles = page.results.objects.rows[0].tiles
    assert tiles.viewport().width() % tiles.cell.width() == 0
    assert tiles.viewport().width() >= tiles.cell.width()


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_every_state_is_painted(
    page: MatchPage, session: Any, window: MainWindow, qtbot: Any, appearance: Appearance
) -> None:
    view = page.panel.view
    window._theme.set_appearance(appearance)
    window.activateWindow()
    photo = _show(session, SHIRT, BAG)
    session.regions.answer(0, make_result(photo, _row_hits(100)))
    view.objects.focus(0)
    qtbot.mouseMove(view, _middle(view, BAG))
    assert not window.grab().isNull()
    qtbot.mouseClick(view, Left, pos=_middle(view, BAG))
    view.objects.focus(1)
    qtbot.mousePress(view, Left, pos=_middle(view, BAG))
    qtbot.mouseMove(view, _middle(view, BAG) + QPoint(20, 10))
    assert not window.grab().isNull()
    qtbot.mouseRelease(view, Left, pos=_middle(view, BAG))


def test_at_200_percent_the_rows_can_still_be_looked_at(
    qtbot: Any, theme: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "text_scale", 2.0)
    theme._apply()
    window = MainWindow(make_context(tmp_path), theme)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    page: Any = window.page("match")
    photo = _show(page._session, SHIRT, BAG)
    page._session.regions.answer(0, make_result(photo, _row_hits(100)))
    QApplication.processEvents()
    rows = page.results.objects
    rows.toggle.click()
    QApplication.processEvents()
    assert rows.area.isVisible()
    assert rows.area.height() > 150
    row = rows.rows[0]
    for part in (row.cut_out, row.all_button, rows.toggle, row.tiles):
        assert part.isVisible()
        assert part.width() >= part.minimumSizeHint().width() or part is row.tiles
        right = part.mapTo(page.results, part.rect().topRight()).x()
        assert right <= page.results.width()
    assert not window.grab().isNull()
    monkeypatch.undo()
    theme._apply()


def test_every_control_of_the_rows_has_a_name(page: MatchPage, session: Any) -> None:
    _show(session, SHIRT, BAG)
    rows = page.results.objects
    buttons = rows.findChildren(QPushButton)
    assert buttons
    assert all(button.accessibleName() for button in buttons)
