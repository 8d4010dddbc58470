"""What of the photo counts: the sliders under the photo."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.gui.ui.catalog_fakes import FakeStatus
from tests.gui.ui.match_fakes import make_hit, make_image, make_photos, make_result
from visrec_desktop.core.settings import Appearance
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.ui.main_window import MainWindow
from visrec_desktop.ui.match.page import MatchPage
from visrec_desktop.ui.match.scores import part_text
from visrec_desktop.ui.match.what_counts import WhatCounts, counting_words

FIRM = "\u00a0"


@pytest.fixture
def page(window: MainWindow) -> MatchPage:
    made = window.page("match")
    assert isinstance(made, MatchPage)
    return made


@pytest.fixture
def session(page: MatchPage) -> Any:
    """A session with a photo and its answer."""
    session: Any = page._session
    [photo] = make_photos(1)
    session.open_photos([photo])
    session.show_preview(make_image(), (3000, 4000))
    session.answer(make_result(photo, [make_hit(rank) for rank in range(1, 21)]))
    return session


@pytest.fixture
def counts(page: MatchPage, session: Any) -> WhatCounts:
    return page.panel.counts


def said(widget: Any) -> str:
    return str(widget.accessibleName()).replace(FIRM, " ")


def test_it_is_one_line_until_it_is_opened(page: MatchPage, counts: WhatCounts, qtbot: Any) -> None:
    closed, photo = counts.height(), page.panel.view.height()
    assert counts.head.words.text() == "What counts: colour, shape, look"
    assert not any(slider.isVisible() for slider in counts.sliders.values())
    assert counts.reset.isHidden()
    qtbot.keyClick(counts.head, Qt.Key.Key_Space)
    assert list(counts.sliders) == ["colour", "shape", "look"]
    assert all(slider.isVisible() for slider in counts.sliders.values())
    qtbot.waitUntil(lambda: counts.height() > closed)
    assert page.panel.verticalScrollBar().maximum() == 0
    qtbot.mouseClick(counts.head, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: counts.height() == closed)
    assert page.panel.view.height() == photo


def test_the_keyboard_moves_a_slider_and_words_say_how_much(
    counts: WhatCounts, session: Any, qtbot: Any
) -> None:
    counts.head.click()
    colour = counts.sliders["colour"]
    assert said(colour) == "Colour: matters as usual"
    qtbot.keyClick(colour, Qt.Key.Key_Right)
    assert session.emphasis == Emphasis(colour=0.55)
    assert said(colour) == "Colour: matters more"
    qtbot.keyClick(colour, Qt.Key.Key_Home)
    qtbot.keyClick(counts.sliders["look"], Qt.Key.Key_End)
    assert session.emphasis == Emphasis(colour=0.0, look=1.0)
    assert said(colour) == "Colour: does not matter"
    assert said(counts.sliders["look"]) == "Overall look: matters a lot"
    assert said(counts.head) == "What counts: Colour: does not matter · Overall look: matters a lot"
    assert colour.toolTip() == "does not matter"
    assert [counting_words(value) for value in (0.01, 0.49, 0.51, 0.99)] == [
        "matters less",
        "matters less",
        "matters more",
        "matters more",
    ]


def test_closed_it_says_what_counts_otherwise(counts: WhatCounts, session: Any) -> None:
    session.set_emphasis(Emphasis(shape=0.8))
    assert counts._told.text().replace(FIRM, " ") == "Shape: matters more"
    assert counts._told.isVisible()
    assert counts.head.words.text() == "What counts"
    counts.head.click()
    assert counts._told.isHidden()
    assert counts.sliders["shape"].value() == 80


def test_a_button_lets_all_count_as_usual_again(counts: WhatCounts, session: Any, qtbot: Any) -> None:
    session.set_emphasis(Emphasis(0, 0.9, 0.2))
    assert counts.reset.isVisible()
    assert counts.reset.accessibleName() == "Let colour, shape and look count as usual"
    counts.reset.setFocus()
    qtbot.keyClick(counts.reset, Qt.Key.Key_Space)
    assert session.emphasis == NEUTRAL
    assert [slider.value() for slider in counts.sliders.values()] == [50, 50, 50]
    assert counts.reset.isHidden()
    assert counts.head.hasFocus()  # not lost with the button


def test_the_headline_says_what_the_order_is(page: MatchPage, counts: WhatCounts, session: Any) -> None:
    headline = page.results.headline
    assert headline.text() == "20 products, the closest first"
    session.set_emphasis(Emphasis(look=0.2))
    session.answer(session.result)
    assert headline.text() == "20 products, ordered by what counts"
    session.refiner.look(True)
    assert headline.text() == "20 products, ordered by what counts"
    session.set_emphasis(NEUTRAL)
    session.answer(session.result)
    assert headline.text() == "20 products, the closest first"


def test_near_the_middle_the_handle_rests_there(counts: WhatCounts, session: Any, qtbot: Any) -> None:
    counts.head.click()
    slider = counts.sliders["shape"]
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(4, slider.height() // 2))
    assert session.emphasis == Emphasis(shape=0.0)
    middle = QPoint(slider.width() // 2 + 2, slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert session.emphasis == NEUTRAL
    heard: list[Emphasis] = []
    counts.moved.connect(heard.append)
    slider.setValue(52)
    assert slider.value() == 50
    slider.setValue(53)
    assert heard[-1] == Emphasis(shape=0.53)


def test_without_a_photo_there_is_nothing_to_weigh(counts: WhatCounts, session: Any) -> None:
    counts.head.click()
    assert all(slider.isEnabled() for slider in counts.sliders.values())
    session.set_client(17)
    session.clear()
    for slider in counts.sliders.values():
        assert not slider.isEnabled()
        assert "photo" in slider.toolTip()
        assert "photo" in slider.accessibleDescription()
    session.open_photos(make_photos(1))
    assert counts.sliders["look"].isEnabled()
    assert counts.sliders["look"].accessibleDescription() == ""


def test_a_model_without_shapes_has_two_sliders(window: MainWindow, counts: WhatCounts, session: Any) -> None:
    engine: Any = window.kit.context.engine
    counts.head.click()
    engine.tell(None)
    assert counts.sliders["shape"].isVisible()
    engine.tell(FakeStatus(parts=("look", "colour")))
    assert list(counts.sliders) == ["colour", "look"]
    assert not counts._of["shape"].isVisible()
    assert not counts._names["shape"].isVisible()
    session.set_emphasis(Emphasis(colour=0.1))
    assert said(counts.head) == "What counts: Colour: matters less"
    engine.tell(FakeStatus(parts=("look",)))
    assert not counts.isVisible()
    engine.tell(FakeStatus())
    assert counts.isVisible()
    assert len(counts.sliders) == 3


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_what_is_filled_goes_from_the_middle_to_the_handle(
    counts: WhatCounts, session: Any, appearance: Appearance
) -> None:
    theme = counts.head._theme
    theme.set_appearance(appearance)
    counts.head.click()
    slider = counts.sliders["look"]
    accent = theme.q(theme.colours.accent).rgb()

    def filled(value: int) -> tuple[bool, bool]:
        slider.setValue(value)
        image = slider.grab().toImage()
        scale, middle = image.width() / slider.width(), image.height() // 2
        left, right = (round(slider.width() * part * scale) for part in (0.3, 0.7))
        return image.pixel(left, middle) == accent, image.pixel(right, middle) == accent

    assert filled(50) == (False, False)
    assert filled(0) == (True, False)
    assert filled(100) == (False, True)
    session.clear()
    assert filled(100) == (False, False)


def test_the_parts_of_a_score_have_the_same_names() -> None:
    assert [part_text(part) for part in ("colour", "shape", "look")] == ["Colour", "Shape", "Overall look"]
