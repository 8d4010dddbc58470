"""The ways in which products come to the page: buttons, dialogs, drops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from visrec_desktop.core.pictures import PICTURE_SUFFIXES, SHEET_SUFFIXES
from visrec_desktop.ui.catalog.sources import request_of
from visrec_desktop.ui.widgets.basics import button

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme


class Adding(QObject):
    """Asks for files to import.

    Signals:
        import_wanted: the `ImportRequest` of what was chosen: what it will do is to be shown.
        past_wanted: the imports of the last days are to be listed.
    """

    import_wanted = Signal(object)
    past_wanted = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self.dialog: QFileDialog | None = None

    def add(self, paths: Sequence[Path]) -> bool:
        """Ask for an import of files and folders; whether there was anything to import."""
        request = request_of(paths)
        if request is None:
            return False
        self.import_wanted.emit(request)
        return True

    def buttons(self) -> list[QPushButton]:
        """Buttons for an empty catalog."""
        first = button(
            self._theme, self.tr("Add pictures…"), "primary", icon="photo", on_click=self.ask_for_pictures
        )
        return [
            first,
            button(self._theme, self.tr("Add a folder…"), icon="folder", on_click=self.ask_for_folder),
            button(self._theme, self.tr("Add a sheet…"), icon="table", on_click=self.ask_for_sheet),
        ]

    def menu_button(self) -> QPushButton:
        """One button with all the ways."""
        made = button(self._theme, self.tr("Add products"), "primary", icon="add")
        menu = QMenu(made)
        menu.setAccessibleName(self.tr("Add products"))
        for words, slot in self._ways():
            menu.addAction(words, slot)
        menu.addSeparator()
        menu.addAction(self.tr("Past imports…"), self.past_wanted.emit)
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
        return made

    def ask_for_pictures(self) -> None:
        """Let someone choose picture files."""
        endings = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        kinds = [self.tr("Pictures (%1)").replace("%1", endings), self.tr("All files (*)")]
        self._ask(self.tr("Add pictures"), QFileDialog.FileMode.ExistingFiles, kinds)

    def ask_for_folder(self) -> None:
        """Let someone choose a folder of pictures."""
        self._ask(self.tr("Add a folder of pictures"), QFileDialog.FileMode.Directory, [])

    def ask_for_sheet(self) -> None:
        """Let someone choose a sheet."""
        endings = " ".join(f"*{suffix}" for suffix in (*sorted(SHEET_SUFFIXES), ".txt", ".zip"))
        kinds = [self.tr("Sheets and archives (%1)").replace("%1", endings), self.tr("All files (*)")]
        self._ask(self.tr("Add a sheet or an archive"), QFileDialog.FileMode.ExistingFiles, kinds)

    def _ask(self, title: str, mode: QFileDialog.FileMode, kinds: list[str]) -> None:
        dialog = QFileDialog(self._host, title)
        dialog.setFileMode(mode)
        if kinds:
            dialog.setNameFilters(kinds)
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _ways(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            (self.tr("Pictures…"), self.ask_for_pictures),
            (self.tr("A folder…"), self.ask_for_folder),
            (self.tr("A sheet or an archive…"), self.ask_for_sheet),
        ]
