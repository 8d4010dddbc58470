"""Tokens, style sheet, fonts, icons, and the change between light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from visrec_desktop.core.paths import resources_dir
from visrec_desktop.core.settings import Appearance
from visrec_desktop.ui.theme.stylesheet import build_stylesheet
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import (
    DARK,
    LIGHT,
    SIGN_PAIRS,
    SPACE,
    TEXT_PAIRS,
    TYPE,
    Colours,
    contrast,
)
from visrec_desktop.ui.widgets.basics import button

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(("sign", "ground"), SIGN_PAIRS)
def test_signs_can_be_seen(colours: Colours, sign: str, ground: str) -> None:
    assert contrast(getattr(colours, sign), getattr(colours, ground)) >= 3.0


def test_contrast_of_black_on_white_is_the_largest_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)


def test_every_text_role_is_checked_somewhere() -> None:
    texts = {pair[0] for pair in TEXT_PAIRS}
    inks = {name for name in Colours._fields if name.startswith(("text", "on_"))}
    assert inks <= texts


def test_distances_stand_on_the_grid_of_four() -> None:
    assert all(getattr(SPACE, name) % 4 == 0 for name in SPACE._fields if name != "hair")


@BOTH
def test_the_style_sheet_is_filled_and_balanced(colours: Colours) -> None:
    sheet = build_stylesheet(colours, round, lambda icon, colour: f"/art/{icon}-{colour[1:]}.svg")
    assert sheet.count("{") == sheet.count("}")
    assert "None" not in sheet
    assert colours.accent in sheet


def test_figures_are_equally_wide(theme: Theme) -> None:
    for step in TYPE:
        metrics = QFontMetricsF(theme.font(step))
        assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("8888"))


def test_the_shipped_font_is_in_use_and_keeps_equal_figures_in_widgets(theme: Theme, qtbot: Any) -> None:
    made = button(theme, "Open", "primary")
    qtbot.addWidget(made)
    made.ensurePolished()
    assert made.font().family() == "Inter"
    metrics = QFontMetricsF(made.font())
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("8888"))


def test_fonts_come_with_their_licence_and_stay_small() -> None:
    folder = resources_dir() / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in folder.glob("*.otf")) < 1_500_000


def test_a_change_of_appearance_reaches_palette_and_listeners(theme: Theme, qtbot: Any) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_appearance(Appearance.DARK)
    assert theme.dark
    assert theme.colours is DARK
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    assert window.name() == DARK.window


def test_the_same_appearance_again_changes_nothing(theme: Theme, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_appearance(Appearance.LIGHT)


def test_system_appearance_follows_the_desktop(
    theme: Theme, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = Qt.ColorScheme.Dark

    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802
            return scheme

    monkeypatch.setattr(QGuiApplication, "styleHints", staticmethod(Hints))
    theme.set_appearance(Appearance.SYSTEM)
    assert theme.dark
    scheme = Qt.ColorScheme.Light
    with qtbot.waitSignal(theme.changed):
        theme._on_system_changed()
    assert not theme.dark
    theme.set_appearance(Appearance.DARK)
    with qtbot.assertNotEmitted(theme.changed):
        theme._on_system_changed()  # the user's own choice counts
    assert theme.dark


def test_text_size_scales_fonts_and_lengths(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "text_scale", 2.0)
    assert theme.font(TYPE.body).pixelSize() == 2 * TYPE.body.size
    assert theme.px(20) == 40


def _drawn(theme: Theme, name: str, role: str) -> set[str]:
    image = theme.icons.pixmap(name, 96, role).toImage()
    points = ((x, y) for x in range(96) for y in range(96))
    return {c.name() for c in (image.pixelColor(x, y) for x, y in points) if c.alpha() == 255}


def test_every_icon_can_be_drawn_in_the_ink_asked_for(theme: Theme) -> None:
    names = sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))
    assert {"search", "catalog", "settings", "photo", "paste", "visrec"} <= set(names)
    for name in names:
        if name == "visrec":
            continue
        inks = _drawn(theme, name, "accent")
        assert LIGHT.accent in inks, name


def test_icons_are_sharp_on_fine_screens(theme: Theme) -> None:
    fine = theme.icons.pixmap("search", 20, scale=2.0)
    assert fine.width() == 40
    assert fine.deviceIndependentSize().width() == 20


def test_an_icon_on_a_button_follows_the_theme(theme: Theme, qtbot: Any) -> None:
    made = button(theme, "", "icon", icon="close", name="Close")
    qtbot.addWidget(made)
    before = made.icon().pixmap(20, 20).toImage()
    theme.set_appearance(Appearance.DARK)
    assert made.icon().pixmap(20, 20).toImage() != before


def test_a_deleted_button_does_not_hold_up_the_theme(theme: Theme, qapp: QApplication) -> None:
    made = button(theme, "", "icon", icon="close", name="Close")
    made.deleteLater()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete
    theme.set_appearance(Appearance.DARK)


@pytest.mark.parametrize("make", [QPushButton, QWidget])
def test_the_style_sheet_says_nothing_to_qt_that_it_does_not_understand(
    theme: Theme, qtbot: Any, make: Callable[[], QWidget]
) -> None:
    made = make()
    qtbot.addWidget(made)
    made.show()  # a mistake would be a Qt warning, and that fails the test
    qtbot.waitExposed(made)
