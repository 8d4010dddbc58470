"""The theme: fills palette, style sheet and font from the tokens, and says when they change."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from visrec_desktop.core.paths import resources_dir
from visrec_desktop.core.settings import Appearance
from visrec_desktop.ui.icons import Icons
from visrec_desktop.ui.theme.stylesheet import build_stylesheet
from visrec_desktop.ui.theme.tokens import DARK, LIGHT, TYPE, Colours, TypeStyle

FAMILY = "Inter"
_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
_FULL_DPI = 96.0
_WINDOWS_TEXT = 9.0  # points of the message font at 100 %


class Theme(QObject):
    """Colours, fonts and icons of the running program.

    Args:
        app: the application that is styled.
        appearance: the user's choice; SYSTEM follows the desktop, also while the program runs.
        text_scale: 1.0 is 100 % text; None takes the desktop's.

    Delegates and painted widgets read `colours`, `q()` and `font()` while they paint, and repaint
    on `changed`.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, appearance: Appearance = Appearance.SYSTEM, text_scale: float | None = None
    ) -> None:
        super().__init__(app)
        self._app = app
        self._appearance = appearance
        self.text_scale = system_text_scale() if text_scale is None else text_scale
        self.colours: Colours = LIGHT
        self.dark = False
        self._art = QTemporaryDir()
        load_fonts()
        self.icons = Icons(self)
        app.setFont(self.font(TYPE.body))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._apply()

    @property
    def appearance(self) -> Appearance:
        """The user's choice."""
        return self._appearance

    def set_appearance(self, appearance: Appearance) -> None:
        """Change the colours now."""
        if appearance is not self._appearance:
            self._appearance = appearance
            self._apply()

    def close(self) -> None:
        """Remove the files that the style sheet named; the theme is not used any more."""
        self._art.remove()

    def px(self, length: float) -> int:
        """A length that grows with the text, in device-independent pixels."""
        return round(length * self.text_scale)

    def q(self, colour: str) -> QColor:
        """The QColor of `#rrggbb`; shared, so do not change it."""
        return _colour(colour)

    def font(self, style: TypeStyle) -> QFont:
        """The font of a step of the type scale, with figures of equal width."""
        return _font(style, self.text_scale)

    @Slot()
    def _on_system_changed(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self.dark = self._wants_dark()
        self.colours = DARK if self.dark else LIGHT
        self._app.setPalette(_palette(self.colours))
        self._app.setStyleSheet(build_stylesheet(self.colours, self.px, self._art_file))
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self._appearance is Appearance.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._appearance is Appearance.DARK

    def _art_file(self, icon: str, colour: str) -> str:
        """A tinted copy of an icon as a file, for the style sheet can only name files."""
        path = Path(self._art.path()) / f"{icon}-{colour[1:]}.svg"
        if not path.exists():
            path.write_bytes(self.icons.svg(icon, colour))
        return path.as_posix()


def system_text_scale() -> float:
    """The desktop's text size, 1.0 for 100 %."""
    if sys.platform == "win32":
        points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
        return max(1.0, points / _WINDOWS_TEXT)
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInch() / _FULL_DPI if screen is not None else 1.0


@lru_cache(maxsize=1)
def load_fonts() -> bool:
    """Make the shipped font known to the program; False when its files are missing."""
    folder = resources_dir() / "fonts"
    ids = [QFontDatabase.addApplicationFont(str(folder / f"{FAMILY}-{weight}.otf")) for weight in _WEIGHTS]
    return min(ids) >= 0


@lru_cache(maxsize=256)
def _colour(colour: str) -> QColor:
    return QColor(colour)


@lru_cache(maxsize=64)
def _font(style: TypeStyle, scale: float) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(style.size * scale)))
    font.setWeight(QFont.Weight(style.weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.card,
        role.AlternateBase: c.window,
        role.Text: c.text,
        role.PlaceholderText: c.text_muted,
        role.Button: c.card,
        role.ButtonText: c.text,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.ToolTipBase: c.tip,
        role.ToolTipText: c.on_tip,
        role.Link: c.on_accent_soft,
        role.Accent: c.accent,
        role.Mid: c.border,
        role.Dark: c.border_strong,
    }
    palette = QPalette()
    for name, colour in pairs.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.text_muted))
    return palette
