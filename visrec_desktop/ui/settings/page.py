"""The Settings page. What is changed takes effect at once and is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.settings import Settings
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.settings.about_card import AboutCard
from visrec_desktop.ui.settings.analysis_card import AnalysisCard
from visrec_desktop.ui.settings.appearance_card import AppearanceCard
from visrec_desktop.ui.settings.data_card import DataCard
from visrec_desktop.ui.settings.import_card import ImportCard
from visrec_desktop.ui.settings.model_card import ModelCard
from visrec_desktop.ui.settings.parts import Remark
from visrec_desktop.ui.settings.recommendation_card import RecommendationCard
from visrec_desktop.ui.settings.tasks import SettingsTasks
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label

if TYPE_CHECKING:
    from visrec_desktop.ui.kit import Kit
    from visrec_desktop.ui.theme.theme import Theme

_COLUMN = 760


class SettingsPage(QScrollArea):
    """One column of cards, centred."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        context, theme = kit.context, kit.theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Settings"))
        self._model_name = context.preferences.settings.model
        self.tasks = SettingsTasks(context, self)
        self.analysis = AnalysisCard(context.preferences, context.engine, theme)
        self.model = ModelCard(context.preferences, context.importer, theme)
        self.recommendation = RecommendationCard(context.preferences, context.weighing, theme)
        self._weighing = context.weighing
        self.bringing = ImportCard(context.preferences, context.watch, theme)
        self.appearance = AppearanceCard(context.preferences, theme)
        self.data = DataCard(context.workspace.paths.root, self.tasks, theme)
        self.about = AboutCard(self.tasks, theme)
        self.trouble = Remark()
        self.trouble.hide()
        self._arrange(theme)
        self.tasks.packs_listed.connect(self.model.show_packs)
        self.tasks.failed.connect(self._on_failed)
        context.preferences.failed.connect(self._on_failed)
        context.weighing.failed.connect(self._on_failed)
        context.preferences.changed.connect(self._on_settings)
        context.catalog.coverage_changed.connect(self.data.show_coverage)
        if context.catalog.coverage is not None:
            self.data.show_coverage(context.catalog.coverage)

    def _arrange(self, theme: Theme) -> None:
        ground = QWidget()
        ground.setProperty("ground", "window")
        column = QVBoxLayout()
        column.setSpacing(SPACE.l)
        column.addWidget(label(self.tr("Settings"), "display"))
        column.addWidget(self.trouble)
        for card in (
            self.analysis,
            self.model,
            self.recommendation,
            self.bringing,
            self.appearance,
            self.data,
            self.about,
        ):
            column.addWidget(card)
        column.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_COLUMN))
        middle.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(ground)
        row.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.xl)
        row.addStretch(1)
        row.addWidget(middle, 1000)
        row.addStretch(1)
        self.setWidget(ground)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at the model folders, where a pack may have been dropped in, and at the weights."""
        super().showEvent(event)
        self.tasks.list_packs()
        self._weighing.read()

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self.trouble.hide()
        if settings.model != self._model_name:
            self._model_name = settings.model
            self.tasks.list_packs()

    @Slot(object)
    def _on_failed(self, error: KnownError) -> None:
        words = explain_error(error)
        self.trouble.say(words.what, f"{words.why} {words.next_step}", warning=True)
        self.trouble.show()
