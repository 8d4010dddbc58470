"""What can be done to clients on the page, one after the other, each on the undo stack once it is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from visrec_desktop.core.clients import Client, Owned, Purpose
from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.ui.clients.commands import (
    AddClient,
    ArchiveClient,
    EditClient,
    MergeClients,
    OwnThing,
    SetConsent,
)
from visrec_desktop.ui.undo import Steps

if TYPE_CHECKING:
    from visrec_desktop.bridge.clients import ClientsSession
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.services.clients import Merge

Refused = Callable[[], None]
_BOOKKEEPING = {"id": 0, "version": 0, "created_at": 0, "updated_at": 0, "archived": False}


def same_facts(one: Client, other: Client) -> bool:
    """Whether two states of a client agree in everything a person can edit."""
    return replace(one, **_BOOKKEEPING) == replace(other, **_BOOKKEEPING)  # type: ignore[arg-type]


def with_facts(stored: Client, facts: Client) -> Client:
    """The stored client with another state's editable facts."""
    kept = {name: getattr(stored, name) for name in _BOOKKEEPING}
    return replace(facts, **kept)


class ClientActions(QObject):
    """Changes of clients. A step waits until the one before it is stored.

    Signals:
        added: the new `Client`.
        saved: the `Client` as stored by an edit, an undo or a redo.
        archived: the `ArchiveClient` command that can take it back.
        merged: the `MergeClients` command.
        forgotten: (client id, report of what was erased).
        changed_meanwhile: the `Client` as stored now; the change was not made.
        vanished: the id of a client that is gone; the change was not made.
        failed: the `KnownError` that kept a change from being stored.
    """

    added = Signal(object)
    saved = Signal(object)
    archived = Signal(object)
    merged = Signal(object)
    forgotten = Signal(int, object)
    changed_meanwhile = Signal(object)
    vanished = Signal(int)
    failed = Signal(object)

    def __init__(
        self, session: ClientsSession, undo_stack: QUndoStack, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.undo_stack = undo_stack
        self._steps = Steps()

    def add(self, client: Client, agreed: Sequence[Purpose]) -> None:
        """Store a new client with what is agreed."""

        def done(stored: Client) -> None:
            self.undo_stack.push(AddClient(self, stored))
            self.added.emit(stored)

        self._begin(lambda: self._session.add(client, agreed, self._ending(done), self._refusing(client.id)))

    def save(self, before: Client, after: Client) -> None:
        """Store an edit, unless the client is no longer as it was when the form opened."""

        def stored(client: Client) -> None:
            self.undo_stack.push(EditClient(self, before, client))

        self.replace_facts(before, after, stored)

    def replace_facts(
        self,
        expected: Client,
        wanted: Client,
        then: Callable[[Client], None] | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Store the facts of `wanted` if those stored are still the ones of `expected`."""
        refuse = self._refusing(expected.id, refused)

        def compare(found: Client) -> None:
            if same_facts(found, expected):
                changed = with_facts(found, wanted)
                self._session.save(changed, self._ending(stored), collided)
            else:
                self._changed_meanwhile(found, refused)

        def stored(client: Client) -> None:
            if then is not None:
                then(client)
            self.saved.emit(client)

        def collided(failure: Failure) -> None:
            if failure.error is None or failure.error.code is not ErrorCode.CLIENT_CHANGED:
                refuse(failure)
                return
            self._session.request_client(
                expected.id, lambda found: self._changed_meanwhile(found, refused), refuse
            )

        self._begin(lambda: self._session.request_client(expected.id, compare, refuse))

    def archive(self, client_id: int, name: str, *, archived: bool) -> None:
        """Put a client into the archive, or take it out; the undo stack can take that back."""

        def done(_stored: object) -> None:
            command = ArchiveClient(self, client_id, name, archived=archived)
            self.undo_stack.push(command)
            self.archived.emit(command)

        self.archive_again(client_id, archived=archived, then=done)

    def archive_again(
        self,
        client_id: int,
        *,
        archived: bool,
        then: Callable[[Any], None] | None = None,
        refused: Refused | None = None,
    ) -> None:
        """What undo and redo do."""
        done, refuse = self._ending(then), self._refusing(client_id, refused)
        self._begin(lambda: self._session.archive(client_id, archived, done, refuse))

    def merge(self, keep: Client, gone: Client) -> None:
        """Make one client of two; the undo stack can part them again."""

        def done(record: Merge) -> None:
            command = MergeClients(self, keep, gone, record)
            self.undo_stack.push(command)
            self.merged.emit(command)

        self.merge_again((keep.id, gone.id), done)

    def merge_again(
        self, ids: tuple[int, ...], then: Callable[[Any], None], refused: Refused | None = None
    ) -> None:
        """What redo does."""
        done, refuse = self._ending(then), self._refusing(ids[0], refused)
        self._begin(lambda: self._session.merge(ids[0], ids[1], done, refuse))

    def part(self, ids: tuple[int, ...], record: Merge, refused: Refused) -> None:
        """What undo of a merge does."""
        done, refuse = self._ending(None), self._refusing(ids[0], refused)
        self._begin(lambda: self._session.unmerge(record, ids, done, refuse))

    def answer(self, client_id: int, name: str, purpose: Purpose, *, given: bool) -> None:
        """Record whether the client agrees."""

        def done(_stored: object) -> None:
            self.undo_stack.push(SetConsent(self, client_id, name, purpose, given=given))

        self.answer_again(client_id, purpose, given=given, then=done)

    def answer_again(
        self,
        client_id: int,
        purpose: Purpose,
        *,
        given: bool,
        then: Callable[[Any], None] | None = None,
        refused: Refused | None = None,
    ) -> None:
        """What undo and redo do."""
        done, refuse = self._ending(then), self._refusing(client_id, refused)
        self._begin(lambda: self._session.set_consent(client_id, purpose, given, done, refuse))

    def own(self, client_id: int, name: str, thing: Owned, *, added: bool) -> None:
        """Note that the client has something, or has it no more."""

        def done(_stored: object) -> None:
            self.undo_stack.push(OwnThing(self, client_id, name, thing, added=added))

        self.own_again(client_id, thing, added=added, then=done)

    def own_again(
        self,
        client_id: int,
        thing: Owned,
        *,
        added: bool,
        then: Callable[[Any], None] | None = None,
        refused: Refused | None = None,
    ) -> None:
        """What undo and redo do."""
        done, refuse = self._ending(then), self._refusing(client_id, refused)
        change = self._session.own if added else self._session.disown
        self._begin(lambda: change(client_id, thing, done, refuse))

    def forget(self, client_id: int, *, copies: bool = False) -> None:
        """Erase a client for good.

        Nothing takes that back, so the undo stack forgets everything: what was said of products holds the
        client as well.
        """

        def done(report: object) -> None:
            self.undo_stack.clear()
            self.forgotten.emit(client_id, report)

        refuse = self._refusing(client_id)
        self._begin(lambda: self._session.forget(client_id, self._ending(done), refuse, copies=copies))

    def _begin(self, step: Callable[[], object]) -> None:
        self._steps.begin(step)

    def _ending(self, then: Callable[[Any], None] | None) -> Callable[[Any], None]:
        """What is called when a step is stored."""

        def done(value: Any) -> None:  # noqa: ANN401 - whatever the store answers
            if then is not None:
                then(value)
            self._steps.end()

        return done

    def _refusing(self, client_id: int, refused: Refused | None = None) -> Callable[[Failure], None]:
        """What is called when a step cannot be stored."""

        def refuse(failure: Failure) -> None:
            if refused is not None:
                refused()
            if failure.error is not None:
                if failure.error.code is ErrorCode.UNKNOWN_CLIENT:
                    self.vanished.emit(client_id)
                else:
                    self.failed.emit(failure.error)
            self._steps.end()

        return refuse

    def _changed_meanwhile(self, found: Client, refused: Refused | None) -> None:
        if refused is not None:
            refused()
        self.changed_meanwhile.emit(found)
        self._steps.end()
