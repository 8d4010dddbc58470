"""Imports on the Catalog page: the wizard comes and goes, outcomes are told, undo is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from visrec_desktop.core.errors import KnownError
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.importing.undoing import ImportActions

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportPlan, ImportRequest
    from visrec_desktop.ui.catalog.import_panel import ImportPanel
    from visrec_desktop.ui.importing.past_dialog import PastDialog
    from visrec_desktop.ui.importing.wizard import ImportWizard
    from visrec_desktop.ui.kit import Kit


class Imports(QObject):
    """Joins the planning session, the wizard, the strip and the undo stack.

    Args:
        kit: the page's kit.
        panel: the strip that tells how imports go.
        faces: where the wizard stands in front of the products.
        parent: the page.

    Signals:
        closed: the wizard is gone, and the keyboard with it.
    """

    closed = Signal()

    def __init__(self, kit: Kit, panel: ImportPanel, faces: QStackedWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self._panel = panel
        self._faces = faces
        self._behind: QWidget | None = None
        self.wizard: ImportWizard | None = None
        self.past: PastDialog | None = None
        self.actions = ImportActions(kit.context.importer, kit.undo, self)
        planning = kit.context.planning
        planning.opened.connect(self._open)
        planning.extended.connect(self._on_extended)
        planning.closed.connect(self._close)
        panel.undo_wanted.connect(self.actions.undo)
        self.actions.undone.connect(self._on_undone)
        self.actions.redone.connect(lambda _: kit.notices.say(self.tr("The import was made again.")))
        self.actions.failed.connect(self._on_failed)
        if planning.is_open:
            self._open()

    @Slot(object)
    def plan(self, request: ImportRequest) -> None:
        """Let what an import will do be shown."""
        self._kit.context.planning.open(request)

    @Slot()
    def _open(self) -> None:
        from visrec_desktop.ui.importing.wizard import ImportWizard  # not needed before the first import

        self._behind = self._faces.currentWidget()
        self.wizard = ImportWizard(self._kit)
        self.wizard.import_wanted.connect(self._import)
        self._faces.addWidget(self.wizard)
        self._faces.setCurrentWidget(self.wizard)
        self.wizard.cancel_button.setFocus()

    @Slot()
    def _on_extended(self) -> None:
        self._kit.notices.say(self.tr("It was added to the import that is shown."))

    @Slot()
    def _close(self) -> None:
        wizard, self.wizard = self.wizard, None
        if wizard is None:
            return
        if self._behind is not None:
            self._faces.setCurrentWidget(self._behind)
        self._faces.removeWidget(wizard)
        wizard.deleteLater()
        self.closed.emit()

    @Slot(object)
    def _import(self, plan: ImportPlan) -> None:
        self._kit.context.importer.start(plan)

    @Slot()
    def show_past(self) -> None:
        """List the imports of the last days."""
        from visrec_desktop.ui.importing.past_dialog import PastDialog

        if self.past is not None:
            return
        dialog = PastDialog(self._kit.context.importer, self.actions, self._kit.theme, self._panel.window())
        dialog.finished.connect(self._on_past_closed)
        self.past = dialog
        dialog.open()

    @Slot()
    def _on_past_closed(self) -> None:
        self.past = None

    @Slot(int, int)
    def _on_undone(self, import_id: int, kept: int) -> None:
        words = self.actions.undone_words(kept)
        is_told = self._panel.show_undone(import_id, words)
        if self.past is None and not is_told:
            self._kit.notices.say(words)

    @Slot(object)
    def _on_failed(self, error: KnownError | None) -> None:
        self._panel.show_actions()
        if self.past is None:
            words = self.tr("The import could not be taken back.")
            self._kit.notices.say(words if error is None else explain_error(error).line, keep=True)
