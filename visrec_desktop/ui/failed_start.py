"""The message of a start that could not be: the data folder is in use, read-only, newer or damaged."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.wording import explain
from visrec_desktop.ui.theme.theme import Theme


def tell_failed_start(application: QApplication, error: KnownError) -> None:
    """Show what happened, why, and what to do next; returns when it was read."""
    theme = Theme(application)
    told = explain(
        error.code, error.subject, error.detail, lambda text: QCoreApplication.translate("errors", text)
    )
    box = QMessageBox(QMessageBox.Icon.Warning, "VisRec", told.what)
    box.setInformativeText(f"{told.why}\n\n{told.next_step}".strip())
    box.setAccessibleName(told.what)
    box.exec()
    theme.deleteLater()
