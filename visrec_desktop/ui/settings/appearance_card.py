"""How the window looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from visrec_desktop.core.settings import Appearance, Settings
from visrec_desktop.ui.settings.parts import CalmSlider, Card
from visrec_desktop.ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from visrec_desktop.bridge.preferences import Preferences
    from visrec_desktop.ui.theme.theme import Theme

SMALLEST_TILE = 128
LARGEST_TILE = 256
_STEP = 8
_SLIDER = 220


class AppearanceCard(Card):
    """Light, dark or as the desktop; the size of the tiles."""

    def __init__(self, preferences: Preferences, theme: Theme) -> None:
        super().__init__()
        self._preferences = preferences
        self.choices: dict[Appearance, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.tile_size = CalmSlider(Qt.Orientation.Horizontal)
        self._build(theme)
        preferences.changed.connect(self._on_settings)
        self._on_settings(preferences.settings)

    def _build(self, theme: Theme) -> None:
        self.set_title(self.tr("Appearance"))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.l)
        for appearance, name in (
            (Appearance.SYSTEM, self.tr("As the system")),
            (Appearance.LIGHT, self.tr("Light")),
            (Appearance.DARK, self.tr("Dark")),
        ):
            radio = QRadioButton(name)
            radio.setAccessibleName(self.tr("Colours: %1").replace("%1", name))
            self.choices[appearance] = radio
            self._group.addButton(radio, list(Appearance).index(appearance))
            line.addWidget(radio)
        self._group.idToggled.connect(self._on_chosen)
        self.add_setting(self.tr("Colours"), "", row)
        self.tile_size.setRange(SMALLEST_TILE // _STEP, LARGEST_TILE // _STEP)
        self.tile_size.setPageStep(2)
        self.tile_size.setFixedWidth(theme.px(_SLIDER))
        self.tile_size.valueChanged.connect(self._on_tile_size)
        self.add_setting(
            self.tr("Size of the product pictures"), self.tr("On the Match and Catalog pages"), self.tile_size
        )

    @Slot(int, bool)
    def _on_chosen(self, number: int, chosen: bool) -> None:
        if chosen:
            self._preferences.update(appearance=list(Appearance)[number])

    @Slot(int)
    def _on_tile_size(self, steps: int) -> None:
        if steps != round(self._preferences.settings.tile_size / _STEP):
            self._preferences.update(tile_size=steps * _STEP)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self.choices[settings.appearance].setChecked(True)
        self.tile_size.setValue(round(settings.tile_size / _STEP))
