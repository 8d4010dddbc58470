"""How products come in: where their pictures are kept, and the folder that is watched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from visrec_desktop.core.settings import Settings
from visrec_desktop.ui.settings.parts import Card
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from visrec_desktop.bridge.preferences import Preferences
    from visrec_desktop.bridge.watching import FolderWatch
    from visrec_desktop.ui.theme.theme import Theme


class ImportCard(Card):
    """Copies of pictures; the watched folder."""

    def __init__(self, preferences: Preferences, watch: FolderWatch, theme: Theme) -> None:
        super().__init__()
        self._preferences = preferences
        self._watch = watch
        self.copy = QCheckBox(self.tr("Copy pictures into the data folder"))
        self.copy_hint = label("", "small", "muted", wrap=True)
        self.folder = label("", "body", wrap=True)
        self.state = label("", "small", "muted", wrap=True)
        self.choose_button = button(
            theme, self.tr("Choose a folder…"), icon="folder", on_click=self.ask_for_folder
        )
        self.end_button = button(theme, self.tr("Stop watching"), "quiet", on_click=self._end)
        self.dialog: QFileDialog | None = None
        self._build()
        self.copy.toggled.connect(self._on_copy)
        preferences.changed.connect(self._on_settings)
        watch.available_changed.connect(self._show_folder)
        self._on_settings(preferences.settings)

    def _build(self) -> None:
        self.set_title(
            self.tr("Bringing products in"),
            self.tr("What an import does when nothing else is said in it."),
        )
        self.add(self.copy)
        self.copy_hint.setText(
            self.tr(
                "With a copy, a picture stays when the stick or the drive it came from is gone. "
                "Without one, it takes no room twice."
            )
        )
        self.copy.setAccessibleDescription(self.copy_hint.text())
        self.add(self.copy_hint)
        words = label(self.tr("Watched folder"), "strong")
        self.add(words)
        self.add(self.folder)
        self.add(self.state)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.end_button)
        buttons.addStretch(1)
        self.add(buttons)

    def ask_for_folder(self) -> None:
        """Let someone choose the folder that is watched."""
        host: QWidget = self.window()
        dialog = QFileDialog(host, self.tr("Choose the folder to watch"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(lambda names: self.watch(Path(names[0])))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def watch(self, folder: Path) -> None:
        """Watch a folder from now on."""
        self._preferences.update(watched_folder=str(folder))

    @Slot()
    def _end(self) -> None:
        self._preferences.update(watched_folder="")

    @Slot(bool)
    def _on_copy(self, copied: bool) -> None:
        self._preferences.update(copy_pictures=copied)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self.copy.setChecked(settings.copy_pictures)
        self._show_folder()

    @Slot()
    def _show_folder(self) -> None:
        folder = self._preferences.settings.watched_folder
        self.folder.setText(folder or self.tr("No folder is watched."))
        self.end_button.setVisible(bool(folder))
        if not folder:
            words = self.tr("Pictures and sheets that arrive in a watched folder are imported by themselves.")
        elif self._watch.available:
            words = self.tr(
                "What arrives there is imported once it is whole. What is removed there stays a product."
            )
        else:
            words = self.tr("The folder cannot be read now. It is looked at again when it is back.")
        self.state.setText(words)
