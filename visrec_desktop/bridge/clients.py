"""The clients as the window sees them: a list, one brief at a time, edits, and what is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from visrec_desktop.bridge import clients_work as work
from visrec_desktop.bridge.jobs import Failure, JobHandle
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken

if TYPE_CHECKING:
    from visrec_desktop.core.clients import Client, ClientSummary, Owned, Purpose
    from visrec_desktop.services.clients import Merge
    from visrec_desktop.services.workspace import Workspace

REFRESH_MS = 300
UNUSABLE = frozenset({ErrorCode.PROFILES_DAMAGED, ErrorCode.PROFILES_NEWER, ErrorCode.PROFILES_LOCKED})
"""Errors with which no client can be shown, until the file can be read again."""
Done = Callable[[Any], None]
Failed = Callable[[Failure], None]


class ClientsSession(QObject):
    """Lists, briefs and changes of clients. GUI thread only; reading and writing happen elsewhere.

    `unusable` is the error with which the client file cannot be read at all; None while it can. `nobody` says
    that there is no client at all, not even in the archive.

    Signals:
        clients_changed: tuple of `ClientSummary`: the list for the text and the archive switch.
        client_changed: id of a client whose facts or history are others now.
        usable_changed: `unusable` is another one.
        failed: `KnownError` of a single request.
    """

    clients_changed = Signal(object)
    client_changed = Signal(int)
    usable_changed = Signal()
    failed = Signal(object)

    def __init__(self, workspace: Workspace, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self.clients: tuple[ClientSummary, ...] = ()
        self.is_loaded = False
        self.nobody = False
        self.text = ""
        self.archived = False
        self.unusable: KnownError | None = None
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._soon.timeout.connect(self.refresh)

    def set_text(self, text: str) -> None:
        """List the clients whose name, contact or notes hold this text."""
        if text != self.text:
            self.text = text
            self.refresh()

    def set_archived(self, archived: bool) -> None:
        """List the archive too, or only those who are served now."""
        if archived != self.archived:
            self.archived = archived
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the list anew."""
        self._soon.stop()
        job = partial(work.list_clients, self._workspace, self.text, self.archived)
        self._read(job, self._listed, key="clients")

    @Slot(int)
    def note_change(self, client_id: int) -> None:
        """Something was recorded about a client elsewhere in the window: show it soon."""
        self.client_changed.emit(client_id)
        if self.is_loaded:
            self._soon.start()

    def request_brief(
        self, client_id: int, on_done: Done, on_failed: Failed | None = None, *, key: str = "client-brief"
    ) -> JobHandle:
        """Read what one screen shows; a later request of the same key overtakes an earlier one."""
        job = partial(work.brief, self._workspace, client_id)
        return self._read(job, on_done, key=key, on_failed=on_failed)

    def request_client(self, client_id: int, on_done: Done, on_failed: Failed | None = None) -> JobHandle:
        """Read a client as stored now."""
        return self._read(partial(work.client, self._workspace, client_id), on_done, on_failed=on_failed)

    def request_others(self, text: str, on_done: Done) -> JobHandle:
        """Read a list of its own, for choosing somebody, without the archive."""
        job = partial(work.list_clients, self._workspace, text, False)
        return self._read(job, lambda listed: on_done(listed[0]), key="client-others")

    def request_photo(self, photo_id: int, max_side: int, on_done: Callable[[QImage], None]) -> JobHandle:
        """Read a kept photo, its longer side at most `max_side` px."""
        return self._read(partial(work.photo, self._workspace, photo_id, max_side), on_done)

    def request_fits(
        self, product_ids: Sequence[int], on_done: Done, on_failed: Failed | None = None
    ) -> JobHandle:
        """Find the clients that products are for; a later request overtakes an earlier one."""
        job = partial(work.fits, self._workspace, tuple(product_ids))
        return self._read(job, on_done, key="client-fits", on_failed=on_failed)

    def request_backups(self, on_done: Done) -> JobHandle:
        """Read which copies of the client file there are, the newest first."""
        return self._read(partial(work.backups, self._workspace), on_done, key="client-backups")

    def request_styles(self, on_done: Done) -> JobHandle:
        """Read the styles that products have."""
        return self._read(partial(work.styles, self._workspace), on_done, key="client-styles")

    def add(
        self,
        client: Client,
        agreed: Sequence[Purpose],
        on_done: Done,
        on_failed: Failed | None = None,
    ) -> JobHandle:
        """Store a new client with what is agreed; `on_done` receives it with its id."""
        job = partial(work.add, self._workspace, client, tuple(agreed))
        return self._write(job, on_done, on_failed)

    def save(self, client: Client, on_done: Done, on_failed: Failed | None = None) -> JobHandle:
        """Store a client's facts; `CLIENT_CHANGED` when somebody else did so since its version."""
        return self._write(partial(work.save, self._workspace, client), on_done, on_failed, (client.id,))

    def archive(
        self,
        client_id: int,
        archived: bool,
        on_done: Done,
        on_failed: Failed | None = None,
    ) -> JobHandle:
        """Put a client into the archive, or take it out."""
        job = partial(work.archive, self._workspace, client_id, archived)
        return self._write(job, on_done, on_failed, (client_id,))

    def merge(self, keep: int, gone: int, on_done: Done, on_failed: Failed | None = None) -> JobHandle:
        """Make one client of two; `on_done` receives what `unmerge` needs."""
        job = partial(work.merge, self._workspace, keep, gone)
        return self._write(job, on_done, on_failed, (keep, gone))

    def unmerge(
        self, record: Merge, ids: Sequence[int], on_done: Done, on_failed: Failed | None = None
    ) -> JobHandle:
        """Make two clients of one again."""
        return self._write(partial(work.unmerge, self._workspace, record), on_done, on_failed, ids)

    def set_consent(
        self,
        client_id: int,
        purpose: Purpose,
        given: bool,
        on_done: Done,
        on_failed: Failed | None = None,
    ) -> JobHandle:
        """Record an answer with today's date."""
        job = partial(work.set_consent, self._workspace, client_id, purpose, given)
        return self._write(job, on_done, on_failed, (client_id,))

    def own(self, client_id: int, thing: Owned, on_done: Done, on_failed: Failed | None = None) -> JobHandle:
        """Note that a client has something."""
        job = partial(work.own, self._workspace, client_id, thing)
        return self._write(job, on_done, on_failed, (client_id,))

    def disown(
        self, client_id: int, thing: Owned, on_done: Done, on_failed: Failed | None = None
    ) -> JobHandle:
        """Note that a client has something no more."""
        job = partial(work.disown, self._workspace, client_id, thing)
        return self._write(job, on_done, on_failed, (client_id,))

    def export(self, client_id: int, out: Path, on_done: Done, on_failed: Failed | None = None) -> JobHandle:
        """Write everything about a client to disk; `on_done` receives the files."""
        job = partial(work.export, self._workspace, client_id, out)
        return self._read(job, on_done, on_failed=on_failed)

    def forget(
        self, client_id: int, on_done: Done, on_failed: Failed | None = None, *, copies: bool = False
    ) -> JobHandle:
        """Erase a client for good, from the copies as well if so wished; `on_done` receives the report."""
        job = partial(work.forget, self._workspace, client_id, copies)
        return self._write(job, on_done, on_failed, (client_id,))

    def restore(self, backup: Path, on_done: Done, on_failed: Failed | None = None) -> JobHandle:
        """Put a copy of the client file in the place of the damaged one, which is kept aside."""
        return self._write(partial(work.restore, self._workspace, backup), on_done, on_failed)

    def stop(self) -> None:
        """Read nothing more by itself."""
        self._soon.stop()

    def _read(
        self,
        job: Callable[[CancelToken], Any],
        on_done: Done,
        *,
        key: str = "",
        on_failed: Failed | None = None,
    ) -> JobHandle:
        return self._runners.read.submit(
            job,
            on_done=partial(self._answered, on_done),
            on_failed=partial(self._not_answered, on_failed),
            priority=Priority.LIST,
            key=key,
        )

    def _write(
        self,
        job: Callable[[CancelToken], Any],
        on_done: Done,
        on_failed: Failed | None,
        ids: Sequence[int] = (),
    ) -> JobHandle:
        return self._runners.work.submit(
            job,
            on_done=partial(self._written, on_done, tuple(ids)),
            on_failed=partial(self._not_answered, on_failed),
            priority=Priority.EDIT,
            must_finish=True,
        )

    def _listed(self, listed: tuple[tuple[ClientSummary, ...], bool]) -> None:
        found, self.nobody = listed
        self.clients = found
        self.is_loaded = True
        self._set_unusable(None)
        self.clients_changed.emit(found)

    def _answered(self, on_done: Done, value: object) -> None:
        on_done(value)

    def _written(self, on_done: Done, ids: tuple[int, ...], value: object) -> None:
        self.refresh()
        on_done(value)
        for client_id in ids:
            self.client_changed.emit(client_id)

    def _not_answered(self, on_failed: Failed | None, failure: Failure) -> None:
        error = failure.error
        if error is not None and error.code in UNUSABLE:
            self._set_unusable(error)
        if on_failed is not None:
            on_failed(failure)
        elif error is not None and error.code not in UNUSABLE:
            self.failed.emit(error)

    def _set_unusable(self, error: KnownError | None) -> None:
        if error != self.unusable:
            self.unusable = error
            self.usable_changed.emit()
