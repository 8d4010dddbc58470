"""The Clients page: everybody at the left, one screen about one of them at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visrec_desktop.core.clients import Owned, Purpose
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.ui.catalog.faces import Faces
from visrec_desktop.ui.clients.actions import ClientActions
from visrec_desktop.ui.clients.brief import BriefPanel
from visrec_desktop.ui.clients.changes import Changes
from visrec_desktop.ui.clients.fits_panel import FitsPanel
from visrec_desktop.ui.clients.keeping import Keeping
from visrec_desktop.ui.clients.list_panel import ListPanel
from visrec_desktop.ui.clients.rescue import Rescue
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.widgets.basics import button, rule
from visrec_desktop.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.services.clients import Brief
    from visrec_desktop.ui.kit import Kit


class ClientsPage(QWidget):
    """List and brief; instead of both a word when there is nobody yet, or when the file cannot be read."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = kit.context.clients
        self._shown: int | None = None
        self.actions_of_clients = ClientActions(self._session, kit.undo, self)
        self.changes = Changes(kit, self.actions_of_clients, self)
        self.keeping = Keeping(kit, self.actions_of_clients, self)
        self.rescue = Rescue(kit, self)
        self.list = ListPanel(self._session, kit.theme)
        self.brief = BriefPanel(kit)
        self.fits = FitsPanel(kit)
        self.none_chosen = self._make_none_chosen()
        self.empty = self._make_empty()
        self.blank = QWidget()
        self.right = Faces()
        self.faces = Faces()
        self._arrange()
        self._connect()
        self._show_face()

    def _make_none_chosen(self) -> EmptyState:
        return EmptyState(
            self._kit.theme,
            "clients",
            self.tr("Choose a client"),
            self.tr("Sizes, budget, taste and what was bought are shown here on one screen."),
        )

    def _make_empty(self) -> EmptyState:
        new = button(self._kit.theme, self.tr("New client"), "primary", icon="add", on_click=self.changes.add)
        return EmptyState(
            self._kit.theme,
            "clients",
            self.tr("Add your first client"),
            self.tr(
                "A name is enough. Say what a client likes on the Match page, and the program learns from "
                "the first click. Everything stays on this computer."
            ),
            [new],
        )

    def _arrange(self) -> None:
        self.setProperty("ground", "window")
        rights: tuple[QWidget, ...] = (self.none_chosen, self.brief, self.fits)
        for right in rights:
            self.right.addWidget(right)
        both = QWidget()
        inner = QHBoxLayout(both)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.list)
        inner.addWidget(rule("v"))
        inner.addWidget(self.right, 1)
        self.both = both
        for face in (self.blank, both, self.empty, self.rescue.panel):
            self.faces.addWidget(face)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.faces)

    def _connect(self) -> None:
        session, navigator, head = self._session, self._kit.navigator, self.brief.head
        session.clients_changed.connect(self._on_list)
        session.client_changed.connect(self._on_client_changed)
        session.usable_changed.connect(self._show_face)
        session.failed.connect(self._on_failed)
        self.actions_of_clients.failed.connect(self._on_not_stored)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self.changes.edit)
        self.list.archive_wanted.connect(self._on_delete_key)
        self.list.new_wanted.connect(self.changes.add)
        self.changes.show_wanted.connect(self.show_client)
        self.fits.chosen.connect(self._show_fitting)
        self.fits.closed.connect(self._close_fits)
        self.brief.back_wanted.connect(lambda: self._turn_to(self.fits))
        self.brief.product_chosen.connect(navigator.product_wanted)
        head.match_wanted.connect(self._match)
        head.edit_wanted.connect(
            lambda: self._with_brief(lambda brief: self.changes.edit(int(brief.client.id)))
        )
        head.merge_wanted.connect(lambda: self._with_brief(lambda brief: self.changes.merge(brief.client)))
        head.archive_wanted.connect(
            lambda: self._with_brief(lambda brief: self._archive(int(brief.client.id)))
        )
        head.export_wanted.connect(lambda: self._with_brief(self.keeping.export))
        head.forget_wanted.connect(lambda: self._with_brief(self.keeping.forget))
        facts = self.brief.facts
        facts.answered.connect(self._answer)
        facts.owned.connect(lambda thing: self._own(thing, added=True))
        facts.disowned.connect(lambda thing: self._own(thing, added=False))
        navigator.client_wanted.connect(self.show_client)
        navigator.clients_for_wanted.connect(self.show_fits)
        for keys, slot in (
            (QKeySequence.StandardKey.New, self.changes.add),
            (QKeySequence.StandardKey.Find, self._find),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def showEvent(self, event: QShowEvent) -> None:
        """Others may have changed something meanwhile: look again."""
        super().showEvent(event)
        self._session.refresh()
        if self._shown is not None:
            self._request(self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list gives way."""
        super().resizeEvent(event)
        self.list.fit_into(self.width())

    @Slot(int)
    def show_client(self, client_id: int) -> None:
        """Show a client, taking away what hides it from the list."""
        self.brief.back_button.hide()
        self.list.select(client_id)
        self._choose(client_id)

    @Slot(object)
    def show_fits(self, product_ids: tuple[int, ...]) -> None:
        """Show which clients these products are for."""
        self.fits.ask(product_ids)
        self._turn_to(self.fits)
        self._show_face()

    @Slot(int)
    def _show_fitting(self, client_id: int) -> None:
        self.show_client(client_id)
        self.brief.back_button.show()

    @Slot()
    def _close_fits(self) -> None:
        self.brief.back_button.hide()
        self._turn_to(self.brief if self.brief.brief is not None else self.none_chosen)

    @Slot(int)
    def _choose(self, client_id: int) -> None:
        if self._shown != client_id:
            self._shown = client_id
            self._request(client_id)
        elif self.brief.brief is not None:
            self._turn_to(self.brief)

    def _request(self, client_id: int) -> None:
        self._session.request_brief(client_id, self._on_brief, self._on_no_brief)

    def _on_brief(self, brief: Brief) -> None:
        if int(brief.client.id) != self._shown:
            return
        was_fits = self.right.currentWidget() is self.fits and self.brief.client_id == self._shown
        self.brief.show_brief(brief)
        if not was_fits:
            self._turn_to(self.brief)

    def _on_no_brief(self, failure: Failure) -> None:
        if failure.error is None:
            return
        if failure.error.code is ErrorCode.UNKNOWN_CLIENT:
            self._shown = None
            self.brief.clear()
            if self.right.currentWidget() is self.brief:
                self._turn_to(self.none_chosen)
        else:
            self._on_failed(failure.error)

    def _turn_to(self, face: QWidget) -> None:
        self.right.setCurrentWidget(face)

    @Slot(object)
    def _on_list(self) -> None:
        self._show_face()

    @Slot(int)
    def _on_client_changed(self, client_id: int) -> None:
        if client_id == self._shown and self.isVisible():
            self._request(client_id)

    @Slot()
    def _show_face(self) -> None:
        session = self._session
        if session.unusable is not None:
            self.rescue.show_error(session.unusable)
            face: QWidget = self.rescue.panel
        elif not session.is_loaded:
            face = self.blank
        elif session.nobody:
            face = self.both if self.right.currentWidget() is self.fits else self.empty
        else:
            face = self.both
        self.faces.setCurrentWidget(face)

    @Slot()
    def _find(self) -> None:
        self.list.search.setFocus()
        self.list.search.selectAll()

    @Slot()
    def _match(self) -> None:
        if self.brief.client_id is not None:
            self._kit.navigator.match_for_wanted.emit(self.brief.client_id)

    @Slot(int)
    def _on_delete_key(self, client_id: int) -> None:
        if not self.list.model.client(self.list.model.row_of(client_id)).archived:
            self._archive(client_id)

    @Slot(int)
    def _archive(self, client_id: int) -> None:
        row = self.list.model.row_of(client_id)
        if row >= 0:
            client = self.list.model.client(row)
            name, archived = client.name, client.archived
        elif self.brief.brief is not None and self.brief.client_id == client_id:
            name, archived = self.brief.brief.client.name, self.brief.brief.client.archived
        else:
            return
        self.actions_of_clients.archive(client_id, name, archived=not archived)

    @Slot(object, bool)
    def _answer(self, purpose: Purpose, given: bool) -> None:
        self._with_brief(
            lambda brief: self.actions_of_clients.answer(
                int(brief.client.id), brief.client.name, purpose, given=given
            )
        )

    def _own(self, thing: Owned, *, added: bool) -> None:
        self._with_brief(
            lambda brief: self.actions_of_clients.own(
                int(brief.client.id), brief.client.name, thing, added=added
            )
        )

    def _with_brief(self, act: Callable[[Brief], object]) -> None:
        if self.brief.brief is not None:
            act(self.brief.brief)

    @Slot(object)
    def _on_not_stored(self, _error: KnownError) -> None:
        """A switch must not show an answer that was not stored."""
        self._with_brief(self.brief.facts.show_brief)

    @Slot(object)
    def _on_failed(self, error: KnownError) -> None:
        self._kit.notices.say(explain_error(error).line, keep=True)
