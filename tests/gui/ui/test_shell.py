"""The window around the pages, and the small widgets they share."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from tests.gui.ui.match_fakes import make_context, make_hit, make_photos, make_result
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import Progress
from visrec_desktop.core.values import Coverage
from visrec_desktop.ui.failed_start import make_message
from visrec_desktop.ui.main_window import MainWindow
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.widgets.busy import BusySign
from visrec_desktop.ui.widgets.elided import ElidedLabel
from visrec_desktop.ui.widgets.empty import EmptyState
from visrec_desktop.ui.widgets.notices import Notices
from visrec_desktop.ui.widgets.progress import ProgressStrip, progress_words, time_left

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)


class Status:
    model_name = "thin-resnet50"
    model_title = "Thin ResNet-50"
    model_version = "1.0"
    provider = "CPU"
    reason = "chosen"
    ms_per_photo = 13.2


def _words(window: MainWindow) -> str:
    line = window.status_line
    texts = [part.text() for part in line.findChildren(QLabel) if part.isVisible()]
    return " | ".join(texts + [b.text() for b in line.findChildren(QAbstractButton) if b.isVisible()])


def _context(window: MainWindow) -> Any:
    return window._context


# pages


def test_pages_are_built_when_they_are_wanted(window: MainWindow) -> None:
    assert window.current_page == "match"
    assert set(window._built) == {"match"}
    window.show_page("settings")
    assert set(window._built) == {"match", "settings"}


@pytest.mark.parametrize(
    ("key", "page"), [("1", "match"), ("2", "catalog"), ("3", "clients"), ("4", "settings")]
)
def test_control_and_a_figure_turn_to_a_page(window: MainWindow, qtbot: Any, key: str, page: str) -> None:
    window.show_page("catalog" if page == "match" else "match")
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page == page
    assert window.rail._buttons[page].isChecked()


def test_the_rail_turns_to_a_page_also_by_keyboard(window: MainWindow, qtbot: Any) -> None:
    button = window.rail._buttons["catalog"]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert window.current_page == "catalog"


def test_a_product_is_shown_on_the_catalog_page(window: MainWindow) -> None:
    window.navigator.product_wanted.emit(3)
    assert window.current_page == "catalog"
    assert window.page("catalog").listing.selected == (3,)  # type: ignore[attr-defined]
    window.show_page("match")
    window.navigator.product_wanted.emit(5)
    assert window.page("catalog").listing.selected == (5,)  # type: ignore[attr-defined]


def test_control_o_opens_photos_from_any_page(
    window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(type(window.page("match")), "ask_for_photos", lambda _self: asked.append(True))
    window.show_page("settings")
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True]
    assert window.current_page == "match"


def test_undo_and_redo_by_keyboard(window: MainWindow, qtbot: Any) -> None:
    done: list[str] = []

    class Command(QUndoCommand):
        def redo(self) -> None:
            done.append("redo")

        def undo(self) -> None:
            done.append("undo")

    window.undo_stack.push(Command("Change"))
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_Z, control)
    qtbot.keyClick(window, Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, control)
    qtbot.keyClick(window, Qt.Key.Key_Y, control)
    assert done == ["redo", "undo", "redo", "undo", "redo"]


def test_appearance_follows_the_preferences(window: MainWindow) -> None:
    from visrec_desktop.core.settings import Appearance

    _context(window).preferences.update(appearance=Appearance.DARK)
    assert window._theme.dark


def test_the_window_comes_back_where_it_was(
    qtbot: Any, theme: Theme, tmp_path: Path, window: MainWindow
) -> None:
    window.resize(1111, 655)
    window.close()
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    assert kept.contains("window/geometry")
    again = MainWindow(make_context(tmp_path), theme)
    qtbot.addWidget(again)
    assert again.height() == 655  # the off-screen screen is narrower than the window


def test_a_damaged_geometry_is_not_a_problem(qtbot: Any, theme: Theme, tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text("[window]\ngeometry=nonsense\n", encoding="utf-8")
    made = MainWindow(make_context(tmp_path), theme)
    qtbot.addWidget(made)
    assert made.width() >= 700


def test_closing_says_so_before_the_window_is_gone(window: MainWindow, qtbot: Any) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()


# accessibility


def _interactive(root: QWidget) -> list[QWidget]:
    parts = [w for w in root.findChildren(QWidget) if isinstance(w, INTERACTIVE)]
    unnamed = (QScrollBar, QHeaderView)  # parts of a view that has a name
    return [
        w
        for w in parts
        if not isinstance(w, unnamed)
        and not w.objectName().startswith("qt_spinbox")
        and type(w) is not QAbstractButton  # the corner of a table
    ]


def test_every_control_of_the_window_has_an_accessible_name(window: MainWindow) -> None:
    context = _context(window)
    photos = make_photos(3)
    context.match.open_photos(photos)
    context.match.answer(make_result(photos[0], [make_hit(n) for n in range(1, 9)]))
    page: Any = window.page("match")
    page.bench.open_drawer(1)
    for key in ("catalog", "clients", "settings"):
        window.page(key)
    controls = _interactive(window)
    assert len(controls) > 30
    nameless = [
        f"{type(w).__name__} in {type(w.parentWidget()).__name__}"
        for w in controls
        if not (w.accessibleName().strip() or (isinstance(w, QAbstractButton) and w.text().strip()))
        and not isinstance(w.parentWidget(), QComboBox)
        and not isinstance(w.parentWidget().parentWidget() if w.parentWidget() else None, QComboBox)
    ]
    assert nameless == []


def test_tab_reaches_the_parts_of_the_match_page(window: MainWindow, qtbot: Any) -> None:
    context = _context(window)
    photo = make_photos(1)[0]
    context.match.open_photos([photo])
    context.match.answer(make_result(photo, [make_hit(n) for n in range(1, 9)]))
    page: Any = window.page("match")
    page.bench.open_drawer(1)
    window.activateWindow()
    reached: set[QWidget] = set()
    part = window.rail._buttons["match"]
    while True:
        following = part.nextInFocusChain()
        if following is window.rail._buttons["match"]:
            break
        if following.focusPolicy() & Qt.FocusPolicy.TabFocus and following.isVisible():
            reached.add(following)
        part = following  # type: ignore[assignment]
    for wanted in (
        page.panel.view,
        page.panel._open,
        page.results.filters.search,
        page.results.filters.chips[0],
        page.results.grid,
        page.drawer._close,
        page.drawer._show,
    ):
        assert wanted in reached, wanted.accessibleName()


def test_at_200_percent_everything_still_fits(
    qtbot: Any, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "text_scale", 2.0)
    theme._apply()
    context = make_context(tmp_path)
    made = MainWindow(context, theme)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    photo = make_photos(1)[0]
    context.match.open_photos([photo])
    context.match.answer(make_result(photo, [make_hit(n) for n in range(1, 9)]))
    page: Any = made.page("match")
    page.bench.open_drawer(1)
    assert made.size().toTuple() == (1280, 720)
    assert page.results.grid.width() >= page.results.grid.gridSize().width()
    for part in (page.drawer._show, page.drawer._close, *page.results.filters.chips):
        left = part.mapTo(page, part.rect().topLeft()).x()
        assert left >= 0
        assert left + part.width() <= page.width()
        assert part.width() >= part.minimumSizeHint().width()
    monkeypatch.undo()
    theme._apply()


# status line


def test_the_status_line_says_what_is_in_use(window: MainWindow) -> None:
    context = _context(window)
    assert "Loading the model" in _words(window)
    context.engine.tell(Status())
    assert "CPU (as chosen), 13 ms a photo" in _words(window)
    assert "offline" in _words(window)


def test_an_engine_that_does_not_start_is_explained(window: MainWindow) -> None:
    error = KnownError(ErrorCode.MODEL_CHECKSUM, "thin-resnet50")
    _context(window).engine.failed.emit(error)
    assert "The model is not running" in _words(window)
    assert "checksum" in window.status_line._engine.toolTip()


@pytest.mark.parametrize(
    ("coverage", "text"),
    [
        (Coverage(0, 0, 0), "no products yet"),
        (Coverage(6701, 6701, 6701), "6,701 products, all analysed"),
        (Coverage(252, 252, 240), "12 of 252 products waiting for analysis"),
        (Coverage(10, 8, 8), "10 products, 2 without a picture"),
    ],
)
def test_coverage_in_words(window: MainWindow, coverage: Coverage, text: str) -> None:
    _context(window).catalog.coverage_changed.emit(coverage)
    assert text in _words(window)


def test_a_running_import_leads_to_the_catalog_page(window: MainWindow) -> None:
    importer = _context(window).importer
    importer.running = True
    importer.started.emit()
    importer.step("decode", 12, 252, 190)
    work = window.status_line._work
    assert work.text() == "Importing 12 of 252 · about 3 min left"
    _context(window).preferences.update(gentle=True)
    importer.step("decode", 12, 252, 190)
    assert work.text() == "Importing 12 of 252 · about 3 min left · working gently"
    work.click()
    assert window.current_page == "catalog"
    importer.running = False
    importer.failed.emit(None)
    assert not work.isVisible()


def test_trouble_with_the_catalog_is_said_and_stays(window: MainWindow) -> None:
    _context(window).catalog.failed.emit(KnownError(ErrorCode.DISK_FULL, "catalog.db"))
    assert "The disk is full." in window.notices.text
    window.notices.dismiss()


def test_a_fault_of_the_program_is_said_and_stays(window: MainWindow) -> None:
    window.tell_bug("ValueError at match.py:12")
    assert "ValueError at match.py:12" in window.notices.text
    assert not window.notices._timer.isActive()
    window.notices.dismiss()


def test_damaged_settings_are_told_at_the_start(qtbot: Any, theme: Theme, tmp_path: Path) -> None:
    context = make_context(tmp_path)
    context.workspace.settings_error = KnownError(ErrorCode.SETTINGS_DAMAGED, "settings.json")
    made = MainWindow(context, theme)
    qtbot.addWidget(made)
    made.show()
    assert "settings.json" in made.notices.text
    _assert_at_the_foot(made)
    made.resize(made.width() + 200, made.height() - 60)
    _assert_at_the_foot(made)
    made.notices.dismiss()


def _assert_at_the_foot(window: MainWindow) -> None:
    ground, bar = window._ground.rect(), window.notices.geometry()
    assert ground.contains(bar)
    assert abs(bar.center().x() - ground.center().x()) <= 1
    assert ground.height() - bar.bottom() < 2 * 56


def test_a_failed_start_is_explained(qtbot: Any, theme: Theme) -> None:
    box = make_message(theme, KnownError(ErrorCode.FOLDER_IN_USE, "/data", "process 12"))
    qtbot.addWidget(box)
    box.show()
    assert "/data" in box.text()
    assert "close it and try again" in box.informativeText()
    assert [button.text() for button in box.buttons()] == ["Close"]
    box.close()


# small widgets


def test_a_notice_offers_undo_once(window: MainWindow, qtbot: Any) -> None:
    undone: list[bool] = []
    window.notices.say("“Belt” was deleted.", "Undo", lambda: undone.append(True))
    assert window.notices.isVisible()
    assert window._ground.rect().contains(window.notices.geometry())
    window.notices._do.click()
    assert undone == [True]
    assert not window.notices.isVisible()


def test_a_notice_goes_by_itself_unless_it_must_not_be_missed(window: MainWindow) -> None:
    notices: Notices = window.notices
    notices.say("Saved.")
    assert notices._timer.isActive()
    notices.say("The disk is full.", keep=True)
    assert not notices._timer.isActive()
    assert notices.text == "The disk is full."
    notices.dismiss()
    assert notices.text == ""


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (2, "a few seconds left"),
        (23, "about 20 s left"),
        (58, "about 60 s left"),
        (190, "about 3 min left"),
        (5400, "about 1.5 h left"),
    ],
)
def test_time_left_is_no_more_exact_than_it_can_be(seconds: float, text: str) -> None:
    assert time_left(seconds) == text


def test_progress_in_words() -> None:
    assert progress_words(Progress("x", 12, 252, 190)) == "12 of 252 · about 3 min left"
    assert progress_words(Progress("x", 1200)) == "1,200"
    assert progress_words(Progress("x")) == ""


def test_cancel_asks_once(qtbot: Any, theme: Theme) -> None:
    strip = ProgressStrip(theme)
    qtbot.addWidget(strip)
    strip.start("Importing")
    strip.show_progress("Importing", Progress("x", 3, 10))
    with qtbot.waitSignal(strip.cancelled):
        strip._cancel.click()
    assert not strip._cancel.isEnabled()
    strip.start("Importing")
    assert strip._cancel.isEnabled()


def test_an_elided_label_tells_the_whole_in_its_tooltip(qtbot: Any, theme: Theme) -> None:
    made = ElidedLabel("A file name that is much too long for its place.jpg")
    qtbot.addWidget(made)
    made.resize(80, 20)
    made.show()
    assert made.toolTip().endswith("place.jpg")
    made.resize(900, 20)
    assert made.toolTip() == ""
    made.grab()


def test_a_busy_sign_turns_only_while_it_is_seen(qtbot: Any, theme: Theme) -> None:
    sign = BusySign(theme)
    qtbot.addWidget(sign)
    sign.show()
    assert sign._timer.isActive()
    sign.grab()
    sign.hide()
    assert not sign._timer.isActive()


def test_an_empty_state_reads_its_text_as_text(qtbot: Any, theme: Theme) -> None:
    made = EmptyState(theme, "photo", "Title", "a <b> & c\nsecond line")
    qtbot.addWidget(made)
    assert made.text == "a <b> & c\nsecond line"
    assert "&lt;b&gt; &amp; c<br>" in made._text.text()


def test_the_window_imports_nothing_slow() -> None:
    code = (
        "import sys, visrec_desktop.ui.main_window, visrec_desktop.ui.match.page, "
        "visrec_desktop.ui.catalog.page, visrec_desktop.ui.settings.page\n"
        "slow = {'numpy', 'cv2', 'onnxruntime', 'PIL', 'sqlite_utils', 'sklearn'} & set(sys.modules)\n"
        "assert not slow, slow"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
