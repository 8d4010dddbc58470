"""The Match page: photos in, answers out, the drawer, drops, the keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from tests.gui.ui.catalog_fakes import make_product
from tests.gui.ui.match_fakes import make_hit, make_image, make_photos, make_result
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Band, Coverage, Crop, Facets, Filters, MatchResult, MatchStatus, Photo
from visrec_desktop.ui.main_window import MainWindow
from visrec_desktop.ui.match.page import MatchPage
from visrec_desktop.ui.match.scores import in_hundredths

HITS = [make_hit(rank) for rank in range(1, 21)]


@pytest.fixture
def page(window: MainWindow) -> MatchPage:
    made = window.page("match")
    assert isinstance(made, MatchPage)
    return made


@pytest.fixture
def session(page: MatchPage) -> Any:
    return page._session


def _show(session: Any, hits: Any = HITS, status: MatchStatus = MatchStatus.OK) -> Photo:
    [photo] = make_photos(1)
    session.open_photos([photo])
    session.show_preview(make_image(), (3000, 4000))
    session.answer(make_result(photo, hits, status))
    return photo


def _texts(widget: QWidget) -> str:
    QApplication.processEvents()  # a layout shows what was added to it a moment later
    return " | ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


# before any photo


def test_first_the_page_says_what_to_do(page: MatchPage) -> None:
    assert page.welcome.isVisible()
    assert not page.bench.isVisible()
    assert "photo" in page.welcome.empty.title
    assert not page.welcome.demo.isVisible()


def test_an_empty_catalog_is_said_and_leads_to_the_catalog_page(window: MainWindow, page: MatchPage) -> None:
    catalog: Any = page._kit.context.catalog
    catalog.coverage_changed.emit(Coverage(0, 0, 0))
    assert page.welcome.empty.title == "The catalog is empty"
    wanted: list[str] = []
    page._kit.navigator.page_wanted.connect(wanted.append)
    buttons = page.welcome.empty.findChildren(QPushButton)  # the former ones go when the event loop is back
    next(each for each in buttons if each.text() == "Go to the catalog").click()
    assert wanted == ["catalog"]
    catalog.coverage_changed.emit(Coverage(3, 3, 0))
    assert "photo" in page.welcome.empty.title


def test_the_demo_offers_its_photos_and_a_click_matches_one(
    page: MatchPage, session: Any, qtbot: Any
) -> None:
    photos = make_photos(3)
    page._demo.found.emit(tuple(photos))
    assert page.welcome.demo.isVisible()
    page.welcome.demo.setFocus()
    page.welcome.demo.mark(1)
    qtbot.keyClick(page.welcome.demo, Qt.Key.Key_Return)
    assert session.photos == (photos[1],)
    assert page.bench.isVisible()


def test_a_catalog_of_the_shops_own_gets_no_demo_photos(window: MainWindow, page: MatchPage) -> None:
    catalog: Any = page._kit.context.catalog
    catalog.ids_changed.emit()  # its pictures lie in /shop
    assert page._kit.context.runners.read.submitted == []  # type: ignore[attr-defined]


def test_the_demos_catalog_asks_for_the_demos_photos(
    page: MatchPage, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    context: Any = page._kit.context

    class Shipped:
        pictures = (type("P", (), {"path": "resource:demo/products/1.jpg"})(),)

    monkeypatch.setattr(context.catalog, "request_details", lambda _id, callback: callback(Shipped))
    context.catalog.ids_changed.emit()
    [(_work, options)] = context.runners.read.submitted
    options["on_done"]((Photo("a.jpg", Path("/demo/a.jpg")),))
    assert page.welcome.demo.model().rowCount() == 1
    context.catalog.ids_changed.emit()
    assert len(context.runners.read.submitted) == 1


def test_the_workbench_is_made_when_the_window_is_idle(page: MatchPage, qtbot: Any) -> None:
    assert page._bench is None  # not before the window is shown
    qtbot.waitUntil(lambda: page._bench is not None)
    assert page.welcome.isVisible()


# an answer


def test_the_photo_is_shown_at_once_then_a_busy_sign_then_the_grid(page: MatchPage, session: Any) -> None:
    [photo] = make_photos(1)
    session.open_photos([photo])
    assert page.panel.view.is_busy
    assert page.results.state is page.results.skeleton
    session.show_preview(make_image(), (3000, 4000))
    assert page.panel.view.has_photo
    assert page.panel.view.is_busy
    session.answer(make_result(photo, HITS))
    assert not page.panel.view.is_busy
    assert page.results.state is page.results.grid
    assert page.bench.hits.rowCount() == 20
    assert page.results.headline.text() == "20 products, the closest first"


def test_a_filter_shows_the_busy_sign_only_when_its_answer_takes_a_while(
    page: MatchPage, session: Any, qtbot: Any
) -> None:
    photo = _show(session)
    session.set_filters(Filters(in_stock=True))
    assert not page.panel.view.is_busy
    qtbot.waitUntil(lambda: page.panel.view.is_busy)
    session.answer(make_result(photo, HITS))
    assert not page.panel.view.is_busy
    assert not page.bench._busy_soon.isActive()


def test_nothing_close_says_so_and_shows_the_nearest(page: MatchPage, session: Any) -> None:
    _show(session, status=MatchStatus.NOTHING_CLOSE)
    assert page.results.headline.text() == "Nothing close in stock. The nearest have the same idea at best:"
    assert page.bench.hits.rowCount() == 20


def test_nothing_close_is_not_said_while_a_closer_look_may_find_something(
    page: MatchPage, session: Any
) -> None:
    _show(session, status=MatchStatus.NOTHING_CLOSE)
    session.refiner.look(True)
    assert page.results.headline.text() == "Looking closer at the nearest products…"
    assert page.bench.hits.rowCount() == 20
    session.refiner.look(False)
    assert page.results.headline.text().startswith("Nothing close in stock.")
    session.refiner.look(True)
    session.answer(make_result(session.photo, HITS))
    assert page.results.headline.text() == "20 products, the closest first"


def test_a_bad_file_is_named_with_the_reason_and_the_next_step(page: MatchPage, session: Any) -> None:
    photo = make_photos(1)[0]
    session.open_photos([photo])
    session.answer(MatchResult(photo, MatchStatus.FAILED, code="truncated_picture", subject="photo 1.jpg"))
    empty = page.results.empty
    assert page.results.state is empty
    assert "photo 1.jpg" in empty.title
    assert "missing" in empty.text
    assert "Copy or download it again" in empty.text
    assert not page.panel.view.is_busy


def test_a_fault_of_the_program_is_an_answer_too(page: MatchPage, session: Any) -> None:
    photo = make_photos(1)[0]
    session.open_photos([photo])
    session.answer(MatchResult(photo, MatchStatus.FAILED))
    assert page.results.state is page.results.empty
    assert page.results.empty.title


def test_an_empty_catalog_leads_to_the_catalog_page(
    page: MatchPage, session: Any, window: MainWindow, qtbot: Any
) -> None:
    photo = make_photos(1)[0]
    session.open_photos([photo])
    session.answer(MatchResult(photo, MatchStatus.FAILED, code="nothing_to_search", subject="photo 1.jpg"))
    wanted: list[str] = []
    window.navigator.page_wanted.disconnect(window.show_page)
    window.navigator.page_wanted.connect(wanted.append)
    _button(page.results.empty, "Go to the catalog").click()
    assert wanted == ["catalog"]


def test_pictures_that_are_still_looked_at_are_waited_for(page: MatchPage, session: Any) -> None:
    photo = make_photos(1)[0]
    session.open_photos([photo])
    session.answer(MatchResult(photo, MatchStatus.FAILED, code="not_analysed_yet"))
    assert page.results.empty.title == "Your product pictures are still being looked at."
    assert page.results.empty.findChildren(QPushButton) == []


def test_no_product_passes_the_filters_offers_to_remove_them(page: MatchPage, session: Any) -> None:
    page.results.filters._set(Filters(categories=("Hats",), in_stock=True))
    _show(session, hits=[])
    assert page.results.empty.title == "No product passes these filters"
    _button(page.results.empty, "Remove all filters").click()
    assert session.filters.is_empty


def _button(widget: QWidget, text: str) -> Any:
    from PySide6.QtWidgets import QPushButton

    found = [b for b in widget.findChildren(QPushButton) if b.text() == text and not b.isHidden()]
    assert len(found) == 1, text
    return found[0]


def test_the_next_photo_takes_the_old_answer_away_at_once(page: MatchPage, session: Any) -> None:
    first, second = make_photos(2)
    session.open_photos([first])
    session.answer(make_result(first, HITS))
    session.open_photos([second])
    assert page.bench.hits.rowCount() == 0
    assert page.results.state is page.results.skeleton
    session.answer(make_result(first, HITS))  # comes too late
    assert page.bench.hits.rowCount() == 0
    session.answer(make_result(second, HITS[:3]))
    assert page.bench.hits.rowCount() == 3


def test_filters_and_crop_go_to_the_session(page: MatchPage, session: Any) -> None:
    _show(session)
    page.results.filters._set(Filters(in_stock=True))
    assert session.filters == Filters(in_stock=True)
    page.panel.view.crop_changed.emit(Crop(1, 2, 3, 4))
    assert session.crop == Crop(1, 2, 3, 4)


def test_facets_reach_the_filter_bar(page: MatchPage) -> None:
    catalog: Any = page._kit.context.catalog
    assert page.results.filters.chips[1].isVisibleTo(page.bench)
    catalog.facets_changed.emit(Facets(categories=(("Hats", 2),)))
    assert [chip.isVisibleTo(page.bench) for chip in page.results.filters.chips] == [True] + [False] * 4 + [
        True
    ]


def test_the_tile_size_of_the_settings_is_used(page: MatchPage) -> None:
    preferences: Any = page._kit.context.preferences
    preferences.update(tile_size=320)
    assert page.results.grid._tile == 320


# several photos


def test_several_photos_stand_in_a_strip_and_the_arrows_go_through_them(
    page: MatchPage, session: Any, qtbot: Any
) -> None:
    photos = make_photos(3)
    session.open_photos(photos)
    strip = page.panel.strip
    assert strip.isVisible()
    assert strip.currentIndex().row() == 0
    assert "Photo 1 of 3" in _texts(page.panel)
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert session.current == 1
    assert "Photo 2 of 3" in _texts(page.panel)
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert session.current == 0
    session.select(2)
    assert strip.currentIndex().row() == 2


def test_one_photo_needs_no_strip(page: MatchPage, session: Any) -> None:
    _show(session)
    assert not page.panel.strip.isVisible()


def test_small_pictures_are_read_once_and_a_bad_one_is_marked(
    page: MatchPage, session: Any, check_model: Any
) -> None:
    runner: Any = page._kit.context.runners.read
    session.open_photos(make_photos(3))
    check_model(page.bench._strip)
    page.panel.strip.grab()
    page.panel.strip.grab()
    assert len(runner.submitted) == 3
    runner.submitted[0][1]["on_done"](make_image())
    runner.submitted[1][1]["on_failed"](type("F", (), {"cancelled": False})())
    read = [page.bench._strip.index(row).data(Qt.ItemDataRole.DecorationRole) for row in range(3)]
    assert not read[0].isNull()
    assert read[1].isNull()
    assert read[2] is None
    page.panel.strip.grab()
    session.open_photos(make_photos(2))
    runner.submitted[2][1]["on_done"](make_image())  # of a photo that is gone
    assert page.bench._strip.index(0).data(Qt.ItemDataRole.DecorationRole) is None


# the drawer


def test_a_click_opens_the_drawer_with_everything_about_the_product(
    page: MatchPage, session: Any, qtbot: Any
) -> None:
    hit = make_hit(
        1,
        make_product(7, name="Gingham shirt", description="Soft cotton.", attributes={"fabric": "cotton"}),
        score=0.84,
    )
    _show(session, hits=[hit])
    spot = page.results.grid.visualRect(page.bench.hits.index(0)).center()
    qtbot.mouseClick(page.results.grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.drawer.isVisible()
    words = _texts(page.drawer)
    for expected in (
        "Gingham shirt",
        "SKU-0007",
        "€1,299.50",
        "4 in stock",
        "Shirts",
        "Northwind",
        "Blue",
        "Fabric",
        "cotton",
        "Soft cotton.",
        "very close",
        "Overall look",
        "0.59",
        "0.25",
        "Total",
        "0.84",
        "Much the same shape",
    ):
        assert expected in words, expected
    assert page.drawer._photo.has_image
    assert page.drawer._picture.has_image


@pytest.mark.parametrize("how", ["escape in drawer", "escape in grid", "button"])
def test_the_drawer_closes(page: MatchPage, session: Any, qtbot: Any, how: str) -> None:
    _show(session)
    page.bench.open_drawer(1)
    assert page.drawer.product_id == 1
    if how == "escape in drawer":
        qtbot.keyClick(page.drawer._show, Qt.Key.Key_Escape)
    elif how == "escape in grid":
        qtbot.keyClick(page.results.grid, Qt.Key.Key_Escape)
    else:
        page.drawer._close.click()
    assert page.drawer.product_id is None
    assert not page.drawer.isVisible()


def test_the_drawer_keeps_its_product_when_the_results_are_refreshed(page: MatchPage, session: Any) -> None:
    photo = _show(session)
    page.results.grid.select_product(5)
    page.bench.open_drawer(5)
    better = [make_hit(1, make_product(5, stock=1)), make_hit(2, make_product(1))]
    session.answer(make_result(photo, better))
    assert page.drawer.product_id == 5
    assert "last one" in _texts(page.drawer)
    assert page.results.grid.current_id() == 5
    session.answer(make_result(photo, [make_hit(1, make_product(99))]))
    assert page.drawer.product_id == 5  # it fell out of the list, and stays in view


def test_another_photo_closes_the_drawer(page: MatchPage, session: Any) -> None:
    _show(session)
    page.bench.open_drawer(5)
    session.open_photos(make_photos(2)[1:])
    assert page.drawer.product_id is None


def test_arrows_take_the_drawer_along(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    page.results.grid.select_product(1)
    qtbot.keyClick(page.results.grid, Qt.Key.Key_Return)
    qtbot.keyClick(page.results.grid, Qt.Key.Key_Right)
    assert page.drawer.product_id == 2


def test_a_picture_that_comes_late_is_not_shown_for_another_product(page: MatchPage, session: Any) -> None:
    catalog: Any = page._kit.context.catalog
    catalog.hold = True
    _show(session)
    page.bench.open_drawer(1)
    page.bench.open_drawer(2)
    assert not page.drawer._picture.has_image
    late = catalog.held.pop(0)
    late()
    assert not page.drawer._picture.has_image
    catalog.release()
    assert page.drawer._picture.has_image


def test_show_in_catalog_asks_for_the_product_there(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    page.bench.open_drawer(3)
    wanted: list[int] = []
    page._kit.navigator.product_wanted.disconnect()
    page._kit.navigator.product_wanted.connect(wanted.append)
    page.drawer._show.click()
    assert wanted == [3]


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ({"look": 0.585, "colour": 0.255}, 0.84),
        ({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}, 1.0),
        ({"a": 0.004, "b": 0.004}, 0.008),
        ({"a": 0.0}, 0.0),
        ({"a": 0.5}, 0.5),
    ],
)
def test_the_figures_shown_add_up_to_the_sum_shown(parts: dict[str, float], total: float) -> None:
    shown = in_hundredths(parts, total)
    assert sum(shown.values()) == round(total * 100)
    assert all(abs(shown[name] - share * 100) < 1 for name, share in parts.items())


# crop


def test_a_drag_on_the_photo_chooses_a_part_in_pixels_of_the_photo(
    page: MatchPage, session: Any, qtbot: Any
) -> None:
    _show(session)
    view = page.panel.view
    target = view._target()
    start = target.topLeft() + QPoint(target.width() // 4, target.height() // 4)
    end = target.topLeft() + QPoint(target.width() // 2, target.height() // 2)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, end)
    view.mouseMoveEvent(_move(end))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    crop = session.crop
    assert abs(crop.x - 750) < 30
    assert abs(crop.y - 1000) < 30
    assert abs(crop.width - 750) < 30
    assert abs(crop.height - 1000) < 30
    assert page.panel._whole.isVisible()
    page.panel._whole.click()
    assert session.crop is None
    assert not page.panel._whole.isVisible()


def _move(spot: QPoint) -> Any:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    left = Qt.MouseButton.LeftButton
    where = QPointF(spot)
    return QMouseEvent(QEvent.Type.MouseMove, where, where, left, left, Qt.KeyboardModifier.NoModifier)


def test_a_click_on_the_photo_is_no_part(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    qtbot.mouseClick(page.panel.view, Qt.MouseButton.LeftButton)
    assert session.crops == []


def test_the_keyboard_can_choose_a_part(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    view = page.panel.view
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.crop == Crop(750, 1000, 1500, 2000)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert session.crop == Crop(870, 1000, 1500, 2000)
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert session.crop == Crop(870, 1000, 1500, 1840)
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    assert session.crop.x == 0
    for _ in range(60):
        qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert session.crop.x + session.crop.width <= 3000
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert session.crop is None


def test_the_drawer_compares_with_the_part(page: MatchPage, session: Any) -> None:
    _show(session)
    page.bench.open_drawer(1)
    session.set_crop(Crop(0, 0, 1500, 1000))
    session.answer(make_result(session.photo, HITS))
    assert page.drawer._photo._image.size().toTuple() == (150, 100)


# drops and paste


def _mime(*paths: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


def _drag(widget: QWidget, mime: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(
        QPoint(20, 20),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
    return event


def _drop(widget: QWidget, mime: QMimeData) -> QDropEvent:
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
    return event


@pytest.mark.parametrize("where", ["grid", "photo", "drawer", "chip", "field", "page"])
def test_photos_can_be_dropped_anywhere(page: MatchPage, session: Any, where: str) -> None:
    _show(session)
    page.bench.open_drawer(1)
    target = {
        "grid": page.results.grid.viewport(),
        "photo": page.panel.view,
        "drawer": page.drawer._title,
        "chip": page.results.filters.chips[0],
        "field": page.results.filters.search,
        "page": page,
    }[where]
    mime = _mime("/pictures/a.jpg", "/pictures/b.heic")
    assert _drag(target, mime).isAccepted()
    assert page.overlay.isVisible()
    event = _drop(target, mime)
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction  # never moves the client's file
    assert not page.overlay.isVisible()
    assert [photo.label for photo in session.photos] == ["a.jpg", "b.heic"]


def test_a_drop_on_the_empty_page_works_too(page: MatchPage, session: Any) -> None:
    mime = _mime("/pictures/a.jpg")
    _drag(page.welcome.empty, mime)
    _drop(page.welcome.empty, mime)
    assert len(session.photos) == 1


def test_text_is_not_accepted(page: MatchPage) -> None:
    mime = QMimeData()
    mime.setText("hello")
    assert not _drag(page, mime).isAccepted()
    assert not page.overlay.isVisible()


def test_the_sign_goes_when_the_drag_goes(page: MatchPage) -> None:
    _drag(page, _mime("/pictures/a.jpg"))
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert not page.overlay.isVisible()


def test_the_address_of_a_picture_elsewhere_is_explained(page: MatchPage, window: MainWindow) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/shirt.jpg")])
    _drag(page, mime)
    _drop(page, mime)
    assert "shirt.jpg" in window.notices.text
    window.notices.dismiss()


def test_a_picture_is_pasted_with_control_v(
    page: MatchPage, session: Any, qtbot: Any, window: MainWindow
) -> None:
    mime = QMimeData()
    mime.setImageData(make_image(20, 20))
    QGuiApplication.clipboard().setMimeData(mime)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(session.photos) == 1
    assert session.photos[0].data
    assert "pasted picture" in page.panel.view.accessibleName()


def test_control_v_in_the_search_field_pastes_text(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session)
    QGuiApplication.clipboard().setText("linen")
    before = session.photos
    page.results.filters.search.setFocus()
    qtbot.keyClick(page.results.filters.search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.results.filters.search.text() == "linen"
    assert session.photos == before
    page.results.filters._typing.stop()


def test_an_empty_clipboard_is_explained(page: MatchPage, session: Any, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("no picture")
    page.paste()
    assert session.photos == ()
    assert "clipboard" in window.notices.text
    window.notices.dismiss()


def test_the_file_dialog_hands_over_what_was_chosen(
    page: MatchPage, session: Any, tmp_path: Path, qtbot: Any
) -> None:
    file = tmp_path / "chosen.jpg"
    file.write_bytes(b"x")
    page._folder = str(tmp_path)
    page.ask_for_photos()
    [dialog] = page.findChildren(QFileDialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.selectFile(str(file))
    dialog.accepted.emit()
    dialog.reject()
    assert [photo.path for photo in session.photos] == [file]


# looks


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_every_state_is_painted_without_a_warning(
    page: MatchPage, session: Any, window: MainWindow, appearance: Appearance
) -> None:
    window._theme.set_appearance(appearance)
    for hits in ([], HITS):
        _show(session, hits)
        window.grab()
    page.bench.open_drawer(1)
    page.overlay.cover()
    assert not window.grab().isNull()
    page.overlay.hide()
    session.open_photos(make_photos(2))
    assert not window.grab().isNull()


def test_the_photo_makes_way_where_there_is_no_room(
    page: MatchPage, session: Any, window: MainWindow
) -> None:
    _show(session)
    page.bench.open_drawer(1)
    assert page.panel.isVisible()
    window.resize(960, 600)
    assert not page.panel.isVisible()
    page.drawer.dismiss()
    assert page.panel.isVisible()


def test_a_crop_that_covers_nothing_is_not_taken(page: MatchPage, session: Any) -> None:
    _show(session)
    page.panel.show_preview(QImage(), None)
    assert not page.panel.view.has_photo
    assert page.panel.view._marked() is None


def test_words_of_the_bands(page: MatchPage, session: Any) -> None:
    _show(session)
    assert page.bench.hits.tile(0).note == str(Band.VERY_CLOSE)


def test_a_long_file_name_as_product_name_does_not_widen_the_drawer(page: MatchPage, session: Any) -> None:
    photo = _show(session, [make_hit(1)])
    name = "pillow__Tests__images__imagedraw_rounded_rectangle_joined_x_different_corners" + "w" * 60
    product = replace(make_hit(1).product, name=name, sku=name, attributes={"Source": name})
    session.answer(make_result(photo, [replace(make_hit(1), product=product)]))
    page.results.grid.chosen.emit(product.id)
    QApplication.processEvents()
    assert page.drawer.isVisible()
    for part in page.drawer.findChildren(QWidget):
        right = part.mapTo(page.drawer, QPoint(part.width(), 0)).x()
        assert not part.isVisible() or right <= page.drawer.width(), part
