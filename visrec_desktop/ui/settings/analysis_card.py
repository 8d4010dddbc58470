"""How photos are analysed: what is wished for, and what is really in use."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.settings import Provider, Settings
from visrec_desktop.ui.engine_words import EngineWords
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.settings.parts import CalmChooser, Card, Remark
from visrec_desktop.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from visrec_desktop.bridge.engine import EngineSession
    from visrec_desktop.bridge.preferences import Preferences
    from visrec_desktop.services.engine import EngineStatus
    from visrec_desktop.ui.theme.theme import Theme

_INDENT = 32


class AnalysisCard(Card):
    """Automatic, processor or graphics card; the truth from the running session; threads."""

    def __init__(self, preferences: Preferences, engine: EngineSession, theme: Theme) -> None:
        super().__init__()
        self._preferences = preferences
        self._engine = engine
        self._words = EngineWords(self)
        self.choices: dict[Provider, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.truth = Remark()
        self.measure_button = button(theme, self.tr("Measure again"), on_click=engine.warm_up)
        self.threads = CalmChooser()
        self.gentle = QCheckBox(self.tr("Work gently: quieter fan, slower import"))
        self._build(theme)
        preferences.changed.connect(self._on_settings)
        engine.changed.connect(self._on_status)
        engine.failed.connect(self._on_failed)
        self._on_settings(preferences.settings)
        if engine.error is not None:
            self._on_failed(engine.error)

    def _build(self, theme: Theme) -> None:
        self.set_title(
            self.tr("How photos are analysed"),
            self.tr("Everything runs on this computer. The choice changes the speed, not the results."),
        )
        for provider, name, hint in (
            (
                Provider.AUTO,
                self.tr("Automatic"),
                self.tr("The graphics card where it can be used, otherwise the processor"),
            ),
            (Provider.CPU, self.tr("Processor (CPU)"), self.tr("Works on every computer")),
            (
                Provider.CUDA,
                self.tr("Graphics card (CUDA)"),
                self.tr("Needs an NVIDIA card with its driver and the CUDA libraries"),
            ),
        ):
            self.add(self._choice(theme, provider, name, hint))
        self._group.idToggled.connect(self._on_chosen)
        self.truth.row.addWidget(self.measure_button)
        self.add(self.truth)
        self._build_pace()

    def _build_pace(self) -> None:
        self.threads.addItem(self.tr("All"), 0)
        for count in range(1, max(os.cpu_count() or 1, self._preferences.settings.threads) + 1):
            self.threads.addItem(str(count), count)
        self.threads.activated.connect(self._on_threads)
        self.add_setting(
            self.tr("Processor cores to use"),
            self.tr("Fewer leave more of the computer to other programs"),
            self.threads,
        )
        hint = self.tr(
            "Imports take one picture at a time and rest in between. It works at once, also for an import "
            "that is running. Photos of clients still come first."
        )
        self.gentle.setAccessibleDescription(hint)
        self.gentle.clicked.connect(self._on_gentle)
        self.add(self.gentle)
        self.add(label(hint, "small", "muted", wrap=True))

    def _choice(self, theme: Theme, provider: Provider, name: str, hint: str) -> QWidget:
        radio = QRadioButton(name)
        radio.setAccessibleDescription(hint)
        self.choices[provider] = radio
        self._group.addButton(radio, list(Provider).index(provider))
        small = label(hint, "small", "muted", wrap=True)
        small.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(small)
        return pair

    @Slot(int, bool)
    def _on_chosen(self, number: int, chosen: bool) -> None:
        if chosen:
            self._preferences.update(provider=list(Provider)[number])

    @Slot(int)
    def _on_threads(self, row: int) -> None:
        self._preferences.update(threads=int(self.threads.itemData(row)))

    @Slot(bool)
    def _on_gentle(self, wanted: bool) -> None:
        self._preferences.update(gentle=wanted)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self.gentle.setChecked(settings.gentle)
        self.choices[settings.provider].setChecked(True)
        self.threads.setCurrentIndex(self.threads.findData(settings.threads))
        self._on_status(self._engine.status)

    @Slot(object)
    def _on_status(self, status: EngineStatus | None) -> None:
        self.measure_button.setEnabled(status is not None)
        if status is None:
            self.truth.say(self.tr("Loading and measuring"))
            return
        wanted = self._preferences.settings.provider
        self.truth.say(
            self._words.in_use(status, wanted),
            self._words.why(status, wanted),
            warning=wanted is Provider.CUDA and not self._words.on_graphics_card(status),
        )

    @Slot(object)
    def _on_failed(self, error: KnownError) -> None:
        words = explain_error(error)
        self.truth.say(words.what, f"{words.why} {words.next_step}", warning=True)
        self.measure_button.setEnabled(True)
