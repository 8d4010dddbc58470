"""Adding, editing, merging and archiving from the page: the dialogs, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from visrec_desktop.core.clients import Client, Purpose
from visrec_desktop.core.errors import KnownError
from visrec_desktop.ui.clients.actions import ClientActions
from visrec_desktop.ui.clients.brief_facts import latest
from visrec_desktop.ui.clients.commands import ArchiveClient, MergeClients
from visrec_desktop.ui.clients.edit_dialog import NEW, ClientDialog
from visrec_desktop.ui.clients.merge_dialog import MergeDialog
from visrec_desktop.ui.errors import explain_error

if TYPE_CHECKING:
    from visrec_desktop.services.clients import Brief
    from visrec_desktop.ui.kit import Kit


class Changes(QObject):
    """Opens one dialog at a time and tells how a change went.

    Signals:
        show_wanted: id of a client that should be shown now: a new one, or the one of a merger.
    """

    show_wanted = Signal(int)

    def __init__(self, kit: Kit, actions: ClientActions, host: QWidget) -> None:
        super().__init__(host)
        self._kit = kit
        self._actions = actions
        self._host = host
        self.dialog: ClientDialog | None = None
        self.merge_dialog: MergeDialog | None = None
        actions.added.connect(self._on_added)
        actions.archived.connect(self._on_archived)
        actions.merged.connect(self._on_merged)
        actions.changed_meanwhile.connect(self._on_changed_meanwhile)
        actions.vanished.connect(self._on_vanished)
        actions.failed.connect(self._on_failed)

    @Slot()
    def add(self) -> None:
        """Open the form of a new client."""
        currency = self._kit.context.catalog.facets.currency
        self._open(Client(NEW, "", currency=currency), {})

    @Slot(int)
    def edit(self, client_id: int) -> None:
        """Open the form with what is stored now."""
        self._kit.context.clients.request_brief(client_id, self._open_brief, key="client-form")

    def _open_brief(self, brief: Brief) -> None:
        agreed = {purpose: answer.given for purpose, answer in latest(brief.consents).items()}
        self._open(brief.client, agreed)

    def _open(self, client: Client, agreed: Mapping[Purpose, bool]) -> None:
        if self.dialog is not None:
            return
        context = self._kit.context
        dialog = ClientDialog(
            self._actions, client, agreed, context.catalog.facets, self._kit.theme, parent=self._host.window()
        )
        dialog.agreements_changed.connect(lambda changed: self._on_agreements(client, changed))
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        context.clients.request_styles(self._offer_styles)
        dialog.open()

    def _offer_styles(self, styles: tuple[str, ...]) -> None:
        if self.dialog is not None:
            self.dialog.offer_styles(styles)

    def merge(self, client: Client) -> None:
        """Open the dialog that looks for the other client."""
        if self.merge_dialog is None:
            dialog = MergeDialog(
                self._kit.context.clients, self._actions, client, self._kit.theme, self._host.window()
            )
            dialog.finished.connect(self._on_merge_closed)
            self.merge_dialog = dialog
            dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None

    @Slot()
    def _on_merge_closed(self) -> None:
        self.merge_dialog = None

    def _on_agreements(self, client: Client, changed: Mapping[Purpose, bool]) -> None:
        for purpose, given in changed.items():
            self._actions.answer(int(client.id), client.name, purpose, given=given)

    @Slot(object)
    def _on_added(self, client: Client) -> None:
        self.show_wanted.emit(int(client.id))

    @Slot(object)
    def _on_archived(self, command: ArchiveClient) -> None:
        words = (
            self.tr("“%1” is in the archive now.")
            if command.archived
            else self.tr("“%1” is out of the archive again.")
        )
        self._say_undoable(words.replace("%1", command.name), command)

    @Slot(object)
    def _on_merged(self, command: MergeClients) -> None:
        self.show_wanted.emit(command.ids[0])
        words = self.tr("Both are “%1” now.").replace("%1", command.name)
        self._say_undoable(words, command)

    def _say_undoable(self, words: str, command: ArchiveClient | MergeClients) -> None:
        def undo() -> None:
            if command.is_last_done:
                self._actions.undo_stack.undo()

        self._kit.notices.say(words, self.tr("Undo"), undo)

    @Slot(object)
    def _on_changed_meanwhile(self, client: Client) -> None:
        if self.dialog is None:
            words = self.tr("“%1” was changed elsewhere since then, so it was left as it is.")
            self._kit.notices.say(words.replace("%1", client.name))

    @Slot(int)
    def _on_vanished(self, _client_id: int) -> None:
        if self.dialog is None:
            self._kit.notices.say(self.tr("This client was forgotten meanwhile, so nothing was changed."))

    @Slot(object)
    def _on_failed(self, error: KnownError) -> None:
        if self.dialog is None and self.merge_dialog is None:
            self._kit.notices.say(explain_error(error).line, keep=True)
