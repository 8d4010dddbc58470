"""A stand-in for `ClientsSession` that stores clients in memory and answers when the test says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests.gui.ui.catalog_fakes import FakeCatalog, FakeThumbnails, make_product
from visrec_desktop.core.clients import (
    Client,
    ClientId,
    ClientSummary,
    Consent,
    Knowledge,
    Owned,
    Purpose,
    Refusal,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles.values import ForgetReport, Merge
from visrec_desktop.services.clients import Brief, Seen
from visrec_desktop.ui.clients.merge_preview import united
from visrec_desktop.ui.kit import Kit, Navigator
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.widgets.notices import Notices

NOW = 1_800_000_000_000_000


def make_client(number: int, **fields: Any) -> Client:
    return replace(Client(ClientId(number), f"Client {number}"), **fields)


def make_seen(number: int, *, at: int = NOW, reason: Refusal | None = None, gone: bool = False) -> Seen:
    product: Any = make_product(number)
    return Seen(
        sku=product.sku,
        name=product.name,
        at=at,
        event_id=number,
        reason=reason,
        product_id=None if gone else product.id,
        picture_id=None if gone else product.picture_id,
    )


class FakeClients(QObject):
    clients_changed = Signal(object)
    client_changed = Signal(int)
    usable_changed = Signal()
    failed = Signal(object)

    def __init__(self, clients: Sequence[Client] = ()) -> None:
        super().__init__()
        self.stored = {int(each.id): each for each in clients}
        self.merged: dict[int, tuple[Client, Client]] = {}
        self.known: dict[int, Knowledge] = {}
        self.seen: dict[int, dict[str, tuple[Seen, ...]]] = {}
        self.things: dict[int, list[Owned]] = {}
        self.answers: dict[int, list[Consent]] = {}
        self.more: dict[int, dict[str, Any]] = {}
        self.fits: tuple[Any, ...] = ()
        self.backups: tuple[Any, ...] = ()
        self.clients: tuple[ClientSummary, ...] = ()
        self.is_loaded = False
        self.nobody = False
        self.text = ""
        self.archived = False
        self.unusable: KnownError | None = None
        self.refuse: KnownError | None = None
        self.hold = False
        self.held: list[Callable[[], None]] = []
        self.calls: list[tuple[Any, ...]] = []

    def summary(self, client: Client) -> ClientSummary:
        known = self.known.get(int(client.id), Knowledge())
        return ClientSummary(client.id, client.name, client.contact, client.archived, 0, known)

    def refresh(self) -> None:
        if self.unusable is not None:
            self.usable_changed.emit()
            return
        found = [
            self.summary(each)
            for each in self.stored.values()
            if (self.archived or self.text or not each.archived)
            and self.text.casefold() in f"{each.name} {each.contact}".casefold()
        ]
        self.clients = tuple(sorted(found, key=lambda each: each.name))
        self.is_loaded = True
        self.nobody = not self.stored
        self.clients_changed.emit(self.clients)

    def set_text(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.refresh()

    def set_archived(self, archived: bool) -> None:
        self.archived = archived
        self.refresh()

    def note_change(self, client_id: int) -> None:
        self.client_changed.emit(client_id)

    def request_brief(
        self, client_id: int, on_done: Any, on_failed: Any = None, *, key: str = "client-brief"
    ) -> None:
        self._answer(lambda: self._with(client_id, lambda c: on_done(self.brief(c)), on_failed))

    def brief(self, client: Client) -> Brief:
        number = int(client.id)
        return Brief(
            client=client,
            last_visit=0,
            knowledge=self.known.get(number, Knowledge()),
            owned=tuple(self.things.get(number, ())),
            consents=tuple(self.answers.get(number, ())),
            **self.seen.get(number, {}),
            **self.more.get(number, {}),
        )

    def request_client(self, client_id: int, on_done: Any, on_failed: Any = None) -> None:
        self._answer(lambda: self._with(client_id, on_done, on_failed))

    def request_others(self, text: str, on_done: Any) -> None:
        found = [self.summary(c) for c in self.stored.values() if text.casefold() in c.name.casefold()]
        self._answer(lambda: on_done(tuple(found)))

    def request_fits(self, product_ids: Sequence[int], on_done: Any, on_failed: Any = None) -> None:
        self.calls.append(("fits", tuple(product_ids)))
        self._answer(lambda: on_done(self.fits))

    def request_photo(self, photo_id: int, max_side: int, on_done: Any) -> None:
        image = QImage(60, 80, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.darkCyan)
        self._answer(lambda: on_done(image))

    def request_styles(self, on_done: Any) -> None:
        self._answer(lambda: on_done(("classic", "sporty")))

    def request_backups(self, on_done: Any) -> None:
        self._answer(lambda: on_done(self.backups))

    def add(self, client: Client, agreed: Sequence[Purpose], on_done: Any, on_failed: Any = None) -> None:
        number = max(self.stored, default=0) + 1

        def change() -> Client:
            self.stored[number] = replace(client, id=ClientId(number))
            self.answers[number] = [Consent(purpose, True, NOW) for purpose in agreed]
            return self.stored[number]

        self._write((), change, on_done, on_failed, "add", client, tuple(agreed))

    def save(self, client: Client, on_done: Any, on_failed: Any = None) -> None:
        def change() -> Client:
            if self.stored[int(client.id)].version != client.version:
                raise KnownError(ErrorCode.CLIENT_CHANGED, client.name)
            self.stored[int(client.id)] = replace(client, version=client.version + 1)
            return self.stored[int(client.id)]

        self._write((int(client.id),), change, on_done, on_failed, "save", client)

    def archive(self, client_id: int, archived: bool, on_done: Any, on_failed: Any = None) -> None:
        def change() -> Client:
            self._check(client_id)
            self.stored[client_id] = replace(self.stored[client_id], archived=archived)
            return self.stored[client_id]

        self._write((client_id,), change, on_done, on_failed, "archive", client_id, archived)

    def merge(self, keep: int, gone: int, on_done: Any, on_failed: Any = None) -> None:
        def change() -> Merge:
            record = Merge(len(self.merged) + 1, ClientId(keep), ClientId(gone), NOW)
            self.merged[record.id] = self.stored[keep], self.stored[gone]
            self.stored[keep] = united(self.stored[keep], self.stored.pop(gone))
            return record

        self._write((keep, gone), change, on_done, on_failed, "merge", keep, gone)

    def unmerge(self, record: Merge, ids: Sequence[int], on_done: Any, on_failed: Any = None) -> None:
        def change() -> Client:
            for client in self.merged.pop(record.id):
                self.stored[int(client.id)] = client
            return self.stored[int(record.keep)]

        self._write(tuple(ids), change, on_done, on_failed, "unmerge", record.id)

    def set_consent(
        self, client_id: int, purpose: Purpose, given: bool, on_done: Any, on_failed: Any = None
    ) -> None:
        def change() -> None:
            self.answers.setdefault(client_id, []).append(Consent(purpose, given, NOW))

        self._write((client_id,), change, on_done, on_failed, "consent", client_id, purpose, given)

    def own(self, client_id: int, thing: Owned, on_done: Any, on_failed: Any = None) -> None:
        def change() -> Owned:
            self.things.setdefault(client_id, []).append(thing)
            return thing

        self._write((client_id,), change, on_done, on_failed, "own", client_id, thing)

    def disown(self, client_id: int, thing: Owned, on_done: Any, on_failed: Any = None) -> None:
        def change() -> bool:
            self.things[client_id].remove(thing)
            return True

        self._write((client_id,), change, on_done, on_failed, "disown", client_id, thing)

    def export(self, client_id: int, out: Path, on_done: Any, on_failed: Any = None) -> None:
        self._write((), lambda: [out], on_done, on_failed, "export", client_id, out)

    def forget(self, client_id: int, on_done: Any, on_failed: Any = None, *, copies: bool = False) -> None:
        def change() -> ForgetReport:
            self._check(client_id)
            del self.stored[client_id]
            return ForgetReport(ClientId(client_id), {"clients": 1, "events": 4}, cleaned=True)

        self._write((client_id,), change, on_done, on_failed, "forget", client_id, copies)

    def restore(self, backup: Path, on_done: Any, on_failed: Any = None) -> None:
        def change() -> None:
            self.unusable = None

        self._write((), change, on_done, on_failed, "restore", backup)
        self.usable_changed.emit()

    def release(self) -> None:
        """Let everything that is held happen, in order."""
        self.hold = False
        while self.held:
            self.held.pop(0)()

    def _check(self, client_id: int) -> None:
        if client_id not in self.stored:
            raise KnownError(ErrorCode.UNKNOWN_CLIENT, str(client_id))

    def _with(self, client_id: int, then: Any, on_failed: Any) -> None:
        if client_id in self.stored:
            then(self.stored[client_id])
        elif on_failed is not None:
            error = KnownError(ErrorCode.UNKNOWN_CLIENT, str(client_id))
            on_failed(SimpleNamespace(error=error, cancelled=False))

    def _write(
        self, ids: Sequence[int], change: Callable[[], Any], on_done: Any, on_failed: Any, *call: Any
    ) -> None:
        self.calls.append(call)

        def act() -> None:
            try:
                if self.refuse is not None:
                    raise self.refuse
                value = change()
            except KnownError as error:
                if on_failed is not None:
                    on_failed(SimpleNamespace(error=error, cancelled=False))
                return
            self.refresh()
            on_done(value)
            for client_id in ids:
                self.client_changed.emit(client_id)

        self._answer(act)

    def _answer(self, act: Callable[[], None]) -> None:
        if self.hold:
            self.held.append(act)
        else:
            act()


class ClientsHost(QWidget):
    """A window with a kit of stand-ins for the Clients page."""

    def __init__(self, theme: Theme, clients: Sequence[Client]) -> None:
        super().__init__()
        from PySide6.QtGui import QUndoStack

        self.clients = FakeClients(clients)
        self.catalog = FakeCatalog([make_product(number) for number in range(1, 20)])
        self.thumbnails = FakeThumbnails()
        self.undo = QUndoStack(self)
        self.notices = Notices(theme, self)
        self.navigator = Navigator(self)
        context = SimpleNamespace(clients=self.clients, catalog=self.catalog, thumbnails=self.thumbnails)
        self.kit = Kit(context, theme, self.undo, self.notices, self.navigator)  # type: ignore[arg-type]
        self.resize(1348, 870)

    def put(self, page: QWidget) -> None:
        """Show a page."""
        page.setParent(self)
        page.setGeometry(self.rect())
        page.show()
        self.show()
