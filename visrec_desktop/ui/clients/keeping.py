"""What is kept of a client, and the client's rights to it: export, and being forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from visrec_desktop.ui.clients.forget_dialog import ForgetDialog, ForgetReportDialog
from visrec_desktop.ui.errors import explain_error

if TYPE_CHECKING:
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.services.clients import Brief
    from visrec_desktop.ui.clients.actions import ClientActions
    from visrec_desktop.ui.kit import Kit


class Keeping(QObject):
    """Asks where an export goes, asks before forgetting, and shows the report."""

    def __init__(self, kit: Kit, actions: ClientActions, host: QWidget) -> None:
        super().__init__(host)
        self._kit = kit
        self._actions = actions
        self._host = host
        self.file_dialog: QFileDialog | None = None
        self.forget_dialog: ForgetDialog | None = None
        self.report_dialog: ForgetReportDialog | None = None
        actions.forgotten.connect(self._on_forgotten)

    def export(self, brief: Brief) -> None:
        """Ask for a file, then write everything about the client into it."""
        client_id = int(brief.client.id)
        dialog = QFileDialog(self._host, self.tr("Export what is kept"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters([self.tr("One archive with text and pictures (*.zip)")])
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(f"client-{client_id}.zip")  # not the name: it would show in lists of files
        dialog.fileSelected.connect(lambda name: self.export_to(client_id, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self.file_dialog = dialog
        dialog.open()

    def export_to(self, client_id: int, out: Path) -> None:
        """Write everything about a client to a file."""
        session = self._kit.context.clients
        session.export(client_id, out, lambda _made: self._on_exported(out), self._on_failed)

    def _on_exported(self, out: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(out.parent)))

        words = self.tr("Everything kept about the client is in “%1” now.").replace("%1", out.name)
        self._kit.notices.say(words, self.tr("Open folder"), show)

    def _on_failed(self, failure: Failure) -> None:
        if failure.error is not None:
            self._kit.notices.say(explain_error(failure.error).line, keep=True)

    def forget(self, brief: Brief) -> None:
        """Ask, and forget if the answer is yes."""
        dialog = ForgetDialog(self._actions, brief, self._kit.theme, self._host.window())
        dialog.finished.connect(self._on_closed)
        self.forget_dialog = dialog
        dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self.forget_dialog = None

    @Slot(int, object)
    def _on_forgotten(self, _client_id: int, report: object) -> None:
        self._kit.notices.dismiss()  # it may say the name
        dialog = ForgetReportDialog(report, self._kit.theme, self._host.window())  # type: ignore[arg-type]
        dialog.finished.connect(self._on_report_closed)
        self.report_dialog = dialog
        dialog.open()

    @Slot()
    def _on_report_closed(self) -> None:
        self.report_dialog = None
