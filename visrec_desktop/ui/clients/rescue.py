"""What happens when the client file cannot be read: the panel is filled, a copy is restored on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from visrec_desktop.core.errors import KnownError
from visrec_desktop.ui.clients.damaged_panel import DamagedPanel
from visrec_desktop.ui.clients.words import moment_text
from visrec_desktop.ui.errors import explain_error

if TYPE_CHECKING:
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.services.profiles_backup import Backup
    from visrec_desktop.ui.kit import Kit


class Rescue(QObject):
    """Reads the copies for the panel, asks before restoring one, and says how it went."""

    def __init__(self, kit: Kit, host: QWidget) -> None:
        super().__init__(host)
        self._kit = kit
        self._host = host
        self._session = kit.context.clients
        self.panel = DamagedPanel(kit.theme)
        self.question: QMessageBox | None = None
        self.panel.restore_wanted.connect(self._ask)
        self.panel.again_wanted.connect(self._session.refresh)

    def show_error(self, error: KnownError) -> None:
        """Say what is wrong, and read which copies there are."""
        self.panel.show_error(error)
        self._session.request_backups(self.panel.show_backups)

    @Slot(object)
    def _ask(self, backup: Backup) -> None:
        day = moment_text(backup.at)
        box = QMessageBox(self._host.window())
        box.setWindowTitle(self.tr("Restore clients"))
        box.setText(self.tr("Restore clients?"))
        question = self.tr("The clients will be as they were on %1.").replace("%1", day)
        warning = self.tr("What was recorded since is lost. The damaged file is kept aside, not deleted.")
        box.setInformativeText(f"{question}\n\n{warning}")  # unlike the text above it, this one wraps
        yes = box.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(lambda clicked: self.restore(backup) if clicked is yes else None)
        box.finished.connect(box.deleteLater)
        self.question = box
        box.open()

    def restore(self, backup: Backup) -> None:
        """Put a copy in the place of the damaged file."""
        self._session.restore(backup.path, self._on_restored, self._on_failed)

    def _on_restored(self, _kept_aside: object) -> None:
        self._kit.undo.clear()  # what it could take back belongs to the file that is gone
        self._kit.notices.say(self.tr("The clients are back. The damaged file was kept aside."))

    def _on_failed(self, failure: Failure) -> None:
        if failure.error is not None:
            self._kit.notices.say(explain_error(failure.error).line, keep=True)
