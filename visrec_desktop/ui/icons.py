"""The program's icons: one family of 24 x 24 line drawings, tinted from the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

from visrec_desktop.core.paths import resources_dir

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

_INK = b"currentColor"
_SCALES = (1.0, 1.25, 1.5, 2.0, 3.0)
_TEXT_GAP = 6


class Icons(QObject):
    """Icons by name (the files of `resources/icons` without their ending).

    `role` is the name of a field of `Colours`: the ink. Icons given to a button through `put`
    follow the theme by themselves; others are asked for again on `Theme.changed`.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._cache: dict[tuple[str, str, int, float], QPixmap] = {}
        self._worn: WeakKeyDictionary[QAbstractButton, tuple[str, str, int]] = WeakKeyDictionary()
        theme.changed.connect(self._on_theme_changed)

    def svg(self, name: str, colour: str) -> bytes:
        """The drawing in one colour, as SVG."""
        return _source(name).replace(_INK, colour.encode())

    def pixmap(self, name: str, side: int, role: str = "text_muted", scale: float = 1.0) -> QPixmap:
        """The icon, `side` device-independent pixels wide, for a screen of that scale."""
        return self.tinted(name, side, getattr(self._theme.colours, role), scale)

    def tinted(self, name: str, side: int, colour: str, scale: float = 1.0) -> QPixmap:
        """As `pixmap`, in any `#rrggbb`."""
        key = (name, colour, side, scale)
        found = self._cache.get(key)
        if found is None:
            found = _draw(self.svg(name, colour), side, scale)
            self._cache[key] = found
        return found

    def icon(self, name: str, role: str = "text_muted", side: int = 20, gap: int = 0) -> QIcon:
        """The icon for a control, with a muted version for when it is disabled.

        `gap` is free room at its right, which styles leave too little of before a text.
        """
        icon = QIcon()
        for scale in _SCALES:
            for mode, ink in ((QIcon.Mode.Normal, role), (QIcon.Mode.Disabled, "border_strong")):
                icon.addPixmap(_widened(self.pixmap(name, side, ink, scale), gap), mode)
        return icon

    def put(self, button: QAbstractButton, name: str, role: str = "text_muted", side: int = 18) -> None:
        """Give a button its icon, now and after every change of the theme."""
        self._worn[button] = (name, role, self._theme.px(side))
        self._dress(button)

    @Slot()
    def _on_theme_changed(self) -> None:
        for button in list(self._worn):
            if isValid(button):
                self._dress(button)

    def _dress(self, button: QAbstractButton) -> None:
        name, role, side = self._worn[button]
        gap = _TEXT_GAP if button.text() else 0
        button.setIconSize(QSize(side + gap, side))
        button.setIcon(self.icon(name, role, side, gap))


def application_icon() -> QIcon:
    """The program's own icon."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(_draw(_source("visrec"), side, 1.0))
    return icon


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return (resources_dir() / "icons" / f"{name}.svg").read_bytes()


def _widened(pixmap: QPixmap, gap: int) -> QPixmap:
    """The pixmap with `gap` device-independent pixels of nothing at its right."""
    if not gap:
        return pixmap
    scale = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(gap * scale), pixmap.height())
    wide.fill(Qt.GlobalColor.transparent)
    wide.setDevicePixelRatio(scale)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wide


def _draw(svg: bytes, side: int, scale: float) -> QPixmap:
    pixmap = QPixmap(round(side * scale), round(side * scale))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
