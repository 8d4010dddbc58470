"""Which model recognises the products, where it comes from, and which others there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.progress import Progress
from visrec_desktop.core.settings import Settings
from visrec_desktop.ui.catalog.facts import Facts
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.settings.parts import CalmChooser, Card, Remark
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from visrec_desktop.bridge.importer import ImportSession
    from visrec_desktop.bridge.preferences import Preferences
    from visrec_desktop.services.engine import PackList
    from visrec_desktop.ui.theme.theme import Theme
    from visrec_desktop.vision.packs import ModelPack

_SHORT_SUM = 16


class ModelCard(Card):
    """The chosen pack's facts, a chooser when there are several, and those that cannot be used."""

    def __init__(self, preferences: Preferences, importer: ImportSession, theme: Theme) -> None:
        super().__init__()
        self._preferences = preferences
        self._importer = importer
        self._packs: tuple[ModelPack, ...] = ()
        self._chosen = ""
        self.chooser = CalmChooser()
        self.facts = Facts()
        self.folder_button = button(
            theme, self.tr("Open model folder"), icon="folder", on_click=self._open_folder
        )
        self.broken = Remark()
        self.renewal_line = label("", "small", "muted", wrap=True)
        self.renewal = ProgressStrip(theme)
        self._build()
        importer.catch_up_progressed.connect(self._on_renewal)
        importer.catch_up_finished.connect(self._on_renewed)
        self.renewal.cancelled.connect(importer.cancel_catch_up)
        preferences.changed.connect(self._on_settings)

    def _build(self) -> None:
        self.set_title(
            self.tr("Model"),
            self.tr("The model turns a picture into the figures by which products are compared."),
        )
        self.chooser.setAccessibleName(self.tr("Model"))
        self.chooser.activated.connect(self._on_chosen)
        self.chooser.hide()
        self.broken.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        for part in (self.chooser, self.facts, buttons, self.broken, self.renewal_line, self.renewal):
            self.add(part)
        self._show_renewal(shown=False)

    @Slot(object)
    def show_packs(self, packs: PackList) -> None:
        """Show what the work thread found in the folders."""
        self._packs = packs.packs
        self._chosen = packs.chosen
        self.chooser.clear()
        for pack in packs.packs:
            self.chooser.addItem(f"{pack.title} {pack.version}", pack.name)
        is_there = any(pack.name == packs.chosen for pack in packs.packs)
        self.chooser.setVisible(len(packs.packs) > 1 or (bool(packs.packs) and not is_there))
        self._show_broken(packs.broken)
        self._show_chosen()

    def _show_broken(self, broken: Sequence[KnownError]) -> None:
        self.broken.setVisible(bool(broken))
        if broken:
            reasons = "\n".join(explain_error(error).line for error in broken)
            self.broken.say(self.tr("Some models cannot be used"), reasons, warning=True)

    def _show_chosen(self) -> None:
        pack = next((pack for pack in self._packs if pack.name == self._chosen), None)
        self.folder_button.setEnabled(pack is not None)
        if pack is None:
            self.chooser.setCurrentIndex(-1)
            self.facts.show_facts(
                [(self.tr("Model"), self.tr("“%1” is not there").replace("%1", self._chosen))]
            )
            return
        self.chooser.setCurrentIndex(self._packs.index(pack))
        self.facts.show_facts(
            [
                (self.tr("Model"), f"{pack.title}, {self.tr('version %1').replace('%1', pack.version)}"),
                (self.tr("Licence"), pack.licence),
                (self.tr("From"), pack.attribution),
                (self.tr("SHA-256"), f"{pack.sha256[:_SHORT_SUM]}…"),
            ]
        )

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        name = self.chooser.itemData(number)
        if name != self._chosen:
            self._preferences.update(model=name)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        if settings.model and settings.model != self._chosen:
            self._chosen = settings.model
            self._show_chosen()

    @Slot()
    def _open_folder(self) -> None:
        for pack in self._packs:
            if pack.name == self._chosen:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(pack.folder)))

    @Slot(object)
    def _on_renewal(self, progress: Progress) -> None:
        if self.renewal.isHidden():
            self.renewal.start(self.tr("Analysing pictures"))
        self.renewal.show_progress(self.tr("Analysing pictures"), progress)
        self._show_renewal(shown=True)

    @Slot(object)
    def _on_renewed(self, _report: object) -> None:
        self._show_renewal(shown=False)

    def _show_renewal(self, *, shown: bool) -> None:
        self.renewal_line.setText(
            self.tr("Products are analysed for this model. Those that are done can be found already.")
        )
        self.renewal_line.setVisible(shown)
        self.renewal.setVisible(shown)
