"""What the user sees when the program cannot start: a known error in plain words, never a traceback."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.settings import Appearance
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.icons import application_icon
from visrec_desktop.ui.theme.theme import Theme

_ICON = 40


def make_message(theme: Theme, error: KnownError) -> QMessageBox:
    """The message, not yet shown."""
    words = explain_error(error)
    box = QMessageBox()
    box.setWindowTitle("VisRec Desktop")
    box.setWindowIcon(application_icon())
    box.setIconPixmap(theme.icons.pixmap("warning", theme.px(_ICON), "danger", box.devicePixelRatioF()))
    box.setText(words.what)
    box.setInformativeText("\n".join(part for part in (words.why, words.next_step) if part))
    close = box.addButton(
        QCoreApplication.translate("FailedStart", "Close"), QMessageBox.ButtonRole.AcceptRole
    )
    close.setProperty("kind", "primary")
    close.setAccessibleName(close.text())
    return box


def tell_failed_start(application: QApplication, error: KnownError, appearance: Appearance) -> None:
    """Show why the program cannot start, in the user's colours, and wait until it was read."""
    make_message(Theme(application, appearance), error).exec()
