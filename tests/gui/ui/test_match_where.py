"""Where do they match? The heat maps in the drawer: shown, told, taken off, and never of other pictures."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QToolTip

from tests.gui.ui.catalog_fakes import make_product
from tests.gui.ui.conftest import OFFSCREEN
from tests.gui.ui.match_fakes import make_hit, make_image, make_maps, make_photos, make_result
from tests.gui.ui.test_match_page import HITS, _show, _texts
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Area, Crop
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.ui.main_window import MainWindow
from visrec_desktop.ui.match.heat_paint import heat_colour
from visrec_desktop.ui.match.page import MatchPage
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import DARK, LIGHT, MOTION, Colours


@pytest.fixture
def page(window: MainWindow) -> MatchPage:
    made = window.page("match")
    assert isinstance(made, MatchPage)
    return made


@pytest.fixture
def session(page: MatchPage) -> Any:
    return page._session


@pytest.fixture
def asked(page: MatchPage, session: Any) -> list[Any]:
    """The drawer shows product 1 beside the photo, and the maps are wanted."""
    _show(session)
    page.bench.open_drawer(1)
    page.drawer.where.button.click()
    return session.heat.asked


def pixels(box: Any) -> np.ndarray:
    """What a picture looks like now, int (h, w, 3)."""
    image = box.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def warmth(box: Any) -> np.ndarray:
    """How much redder than blue each pixel is, (h, w)."""
    shown = pixels(box)
    return shown[..., 0] - shown[..., 2]


def is_warm(box: Any) -> bool:
    return bool(box.accessibleDescription())


def test_the_button_asks_for_the_two_pictures_that_are_shown(asked: list[Any], session: Any) -> None:
    [compared] = asked
    assert compared.photo is session.photo
    assert (compared.crop, compared.picture_id, compared.label) == (None, 100_001, "Check shirt 1")


def test_both_maps_and_what_they_say_are_shown_and_taken_off_again(
    page: MatchPage, session: Any, asked: list[Any]
) -> None:
    boxes = page.drawer._photo, page.drawer._picture
    before = [pixels(box) for box in boxes]
    session.heat.ready.emit(make_maps())
    words = _texts(page.drawer.where).replace("\u00a0", " ")
    assert "warmer: counts more" in words
    assert "cooler" not in words
    assert "Overall look 75 %, Shape 13 %, Colour 12 %" in page.drawer.where._words.accessibleName().replace(
        "\u00a0", " "
    )
    for box, former in zip(boxes, before, strict=True):
        assert box.accessibleDescription() == "Matches most at the top: 100 % of the likeness"
        assert np.abs(pixels(box) - former).max() > 60
    page.drawer.where.button.click()
    assert session.heat.dropped == 1
    for box, former in zip(boxes, before, strict=True):
        assert not box.accessibleDescription()
        assert (pixels(box) == former).all()
    assert "warmer" not in _texts(page.drawer.where)


def test_maps_follow_what_counts_when_the_hand_rests(
    page: MatchPage, session: Any, asked: list[Any], qtbot: Any
) -> None:
    for step in range(5):
        session.set_emphasis(Emphasis(colour=step / 10))
    assert len(asked) == 1
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert [each.emphasis for each in asked] == [NEUTRAL, Emphasis(colour=0.4)]
    assert asked[1].picture_id == asked[0].picture_id
    session.set_balance(0.9)  # says nothing about the two pictures
    session.set_emphasis(NEUTRAL)
    page.drawer.where.button.click()
    qtbot.wait(3 * MOTION.calm)
    assert len(asked) == 2  # nobody wants to know any more


@pytest.mark.parametrize("where", ["grid", "drawer"])
def test_the_key_does_the_same_and_escape_takes_one_thing_away(
    page: MatchPage, session: Any, qtbot: Any, where: str
) -> None:
    _show(session)
    page.bench.open_drawer(1)
    target = page.results.grid if where == "grid" else page.drawer._show
    target.setFocus()
    qtbot.keyClick(target, Qt.Key.Key_W)
    session.heat.ready.emit(make_maps())
    assert is_warm(page.drawer._photo)
    qtbot.keyClick(target, Qt.Key.Key_W)
    assert not is_warm(page.drawer._photo)
    qtbot.keyClick(target, Qt.Key.Key_W)
    session.heat.ready.emit(make_maps())
    qtbot.keyClick(target, Qt.Key.Key_Escape)
    assert not is_warm(page.drawer._photo)
    assert page.drawer.product_id == 1
    qtbot.keyClick(target, Qt.Key.Key_Escape)
    assert page.drawer.product_id is None


def test_the_warm_place_lies_where_the_map_says_on_the_whole_photo(
    page: MatchPage, session: Any, asked: list[Any]
) -> None:
    session.show_preview(make_image(400, 200, "#404040"), (4000, 2000))
    session.heat.ready.emit(make_maps(area=Area(0.5, 0.5, 0.4, 0.5)))
    box = page.drawer._photo
    warm = warmth(box) > 40
    warm[:8] = warm[-8:] = False  # the frame
    rows, columns = np.nonzero(warm)
    where = box._where
    assert (columns.mean() - where.x()) / where.width() == pytest.approx(
        0.7, abs=0.03
    )  # of 0.5 to 0.9 the middle
    assert (rows.mean() - where.y()) / where.height() == pytest.approx(
        0.536, abs=0.03
    )  # the first of seven rows


def test_of_a_part_of_the_photo_the_map_lies_on_that_part(page: MatchPage, session: Any) -> None:
    photo = _show(session)
    session.show_preview(make_image(400, 200, "#404040"), (4000, 2000))
    session.set_crop(Crop(2000, 1000, 1600, 1000))
    session.answer(make_result(photo, HITS))
    page.bench.open_drawer(1)
    page.drawer.where.button.click()
    assert session.heat.asked[-1].crop == Crop(2000, 1000, 1600, 1000)
    session.heat.ready.emit(make_maps(area=Area(0.5, 0.5, 0.4, 0.5)))  # all of the part
    box = page.drawer._photo
    rows, columns = np.nonzero(warmth(box) > 40)
    where = box._where
    assert (columns.mean() - where.x()) / where.width() == pytest.approx(0.5, abs=0.03)
    assert (rows.mean() - where.y()) / where.height() == pytest.approx(1 / 14, abs=0.03)


@pytest.mark.qt_log_ignore(OFFSCREEN, "This plugin does not support raise", extend=True)
def test_a_place_tells_its_share_under_the_mouse(
    page: MatchPage, session: Any, asked: list[Any], qtbot: Any
) -> None:
    session.heat.ready.emit(make_maps(against=0.08))
    box = page.drawer._photo
    where = box._where
    for (x, y), words in {
        (0.5, 0.05): "This place makes 110.0 % of the likeness",
        (0.95, 0.95): "This place speaks against it: −10.0 %",
        (0.05, 0.5): "This place makes 0.0 % of the likeness",
    }.items():
        qtbot.mouseMove(
            box, QPoint(round(where.x() + x * where.width()), round(where.y() + y * where.height()))
        )
        qtbot.waitUntil(lambda expected=words: QToolTip.text() == expected)
    assert "cooler: speaks against" in _texts(page.drawer.where)
    page.drawer.where.button.click()
    assert box._place is None


def test_another_product_a_photo_or_a_part_is_asked_anew_and_nothing_stale_is_shown(
    page: MatchPage, session: Any, asked: list[Any]
) -> None:
    session.heat.ready.emit(make_maps())
    page.bench.open_drawer(2)
    assert not is_warm(page.drawer._picture)
    assert [each.picture_id for each in asked] == [100_001, 100_002]
    session.heat.ready.emit(make_maps())
    session.set_crop(Crop(0, 0, 500, 500))
    session.answer(make_result(session.photo, HITS))
    assert not is_warm(page.drawer._photo)
    assert asked[-1].crop == Crop(0, 0, 500, 500)
    dropped = session.heat.dropped
    session.open_photos(make_photos(2)[1:])
    assert session.heat.dropped == dropped + 1
    session.heat.ready.emit(make_maps())  # of the former photo, however late
    session.show_preview(make_image(), (3000, 4000))
    session.answer(make_result(session.photo, HITS))
    page.bench.open_drawer(1)
    assert not is_warm(page.drawer._photo)
    assert not page.drawer.where.is_on


def test_the_same_product_is_not_asked_again_when_its_place_changes(
    page: MatchPage, session: Any, asked: list[Any]
) -> None:
    session.heat.ready.emit(make_maps())
    session.answer(make_result(session.photo, [make_hit(2, make_product(1)), make_hit(1, make_product(2))]))
    assert len(asked) == 1
    assert is_warm(page.drawer._photo)
    catalog: Any = page._kit.context.catalog
    catalog.products_changed.emit(frozenset({7}))
    assert len(asked) == 1
    catalog.products_changed.emit(frozenset({1}))  # perhaps its picture is another one
    assert len(asked) == 2
    assert not is_warm(page.drawer._photo)


def test_a_score_of_more_than_the_photo_says_what_is_not_on_the_map(page: MatchPage, session: Any) -> None:
    parts = {"look": 0.4, "colour": 0.1, "details": 0.1, "taste": 0.2, "budget": -0.05, "stock": 0.0}
    _show(session, [replace(make_hit(1), parts=parts)])
    page.bench.open_drawer(1)
    page.drawer.where.button.click()
    session.heat.ready.emit(make_maps({"look": 0.4, "colour": 0.1}))
    told = page.drawer.where._words.accessibleName()
    assert told.endswith("Not on it: Print and details, Client’s taste, Budget.")
    plain = replace(make_hit(1), parts={"look": 0.4, "colour": 0.1})
    session.answer(make_result(session.photo, [plain]))  # for nobody in particular now
    assert "Not on it" not in page.drawer.where._words.accessibleName()
    assert is_warm(page.drawer._photo)
    assert len(session.heat.asked) == 1


def test_what_is_not_exact_or_hardly_alike_is_said(page: MatchPage, session: Any, asked: list[Any]) -> None:
    session.heat.ready.emit(make_maps(is_exact=False))
    assert "Nearly exact" in page.drawer.where._words.accessibleName()
    session.heat.ready.emit(make_maps({"look": -0.2, "colour": 0.1}))
    told = page.drawer.where._words.accessibleName()
    assert told == "As a whole these two pictures have hardly anything in common."
    assert page.drawer._photo.share(0, 3) is None


def test_trouble_is_told_in_the_place_of_the_map(page: MatchPage, session: Any, asked: list[Any]) -> None:
    session.heat.ready.emit(make_maps())
    where = page.drawer.where
    session.heat.failed.emit(KnownError(ErrorCode.NOT_FOUND, "photo 1.jpg"))
    assert where._words.accessibleName().startswith("“photo 1.jpg” was not found.")
    assert not is_warm(page.drawer._photo)
    session.heat.failed.emit(None)
    assert where._words.accessibleName().startswith("The program made a mistake.")
    session.heat.ready.emit(None)
    assert "cannot show where pictures match" in where._words.accessibleName()
    assert "warmer" not in _texts(where)


def test_a_comparison_that_takes_a_while_says_so(
    page: MatchPage, session: Any, asked: list[Any], qtbot: Any
) -> None:
    where = page.drawer.where
    assert not where._words.isVisible()
    qtbot.waitUntil(where._words.isVisible)
    assert where._words.accessibleName() == "Comparing the pictures…"
    session.heat.ready.emit(make_maps())
    assert where._words.accessibleName().startswith("Of the likeness")


def test_without_two_pictures_there_is_nothing_to_ask(page: MatchPage, session: Any, qtbot: Any) -> None:
    _show(session, [make_hit(1), make_hit(2, make_product(2, picture_id=None))])
    page.bench.open_drawer(1)
    assert page.drawer.where.button.isVisible()
    page.bench.open_drawer(2)
    assert not page.drawer.where.button.isVisible()
    qtbot.keyClick(page.results.grid, Qt.Key.Key_W)
    assert session.heat.asked == []


def test_the_button_can_be_reached_and_says_what_it_does(page: MatchPage, asked: list[Any]) -> None:
    made = page.drawer.where.button
    assert made.accessibleName() == "Where do they match?"
    assert made.isCheckable()
    assert made.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "(W)" in made.toolTip()


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_the_map_is_seen_in_both_appearances(
    page: MatchPage, session: Any, asked: list[Any], theme: Theme, appearance: Appearance
) -> None:
    theme.set_appearance(appearance)
    session.heat.ready.emit(make_maps())
    QApplication.processEvents()
    assert warmth(page.drawer._picture).max() > 90


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_more_is_stronger_and_warm_and_cool_differ_without_red_and_green(colours: Colours) -> None:
    steps = [heat_colour(colours, value / 10) for value in range(-10, 11)]
    alphas = [step.alphaF() for step in steps]
    assert alphas[10] == 0
    assert all(later > earlier for earlier, later in pairwise(alphas[10:]))
    assert all(later > earlier for earlier, later in pairwise(alphas[10::-1]))
    assert steps[-1].red() - steps[-1].blue() > 100
    assert steps[0].blue() - steps[0].red() > 100
