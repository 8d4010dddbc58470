"""Choosing photos with the file dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from visrec_desktop.core.pictures import PICTURE_SUFFIXES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_photos(parent: QWidget, folder: str, on_chosen: Callable[[list[Path]], None]) -> QFileDialog:
    """Open the dialog without blocking; `on_chosen` gets the files if the user chose some.

    Args:
        parent: the page.
        folder: where to begin; empty for the user's pictures.
        on_chosen: called with the paths, at least one.
    """
    from PySide6.QtCore import QDir, QStandardPaths  # slow to import, and only for this
    from PySide6.QtWidgets import QFileDialog

    start = folder or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    if not QDir(start).exists():
        start = QDir.homePath()
    dialog = QFileDialog(parent, QCoreApplication.translate("Opening", "Open photos"), start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    patterns = " ".join(sorted(f"*{suffix}" for suffix in PICTURE_SUFFIXES))
    pictures = QCoreApplication.translate("Opening", "Pictures")
    every = QCoreApplication.translate("Opening", "All files")
    dialog.setNameFilters([f"{pictures} ({patterns})", f"{every} (*)"])

    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)

    def accepted() -> None:
        chosen = [Path(name) for name in dialog.selectedFiles()]
        if chosen:
            on_chosen(chosen)

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
