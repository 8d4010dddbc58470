"""The list of clients as a model. Reading it touches memory only."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from visrec_desktop.core.clients import ClientSummary
from visrec_desktop.ui.clients.words import knowledge_text, spoken_summary, visit_text

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class ClientRole(IntEnum):
    """Roles beyond Qt's own; `DisplayRole` is the name."""

    CLIENT_ID = Qt.ItemDataRole.UserRole + 1
    CLIENT = Qt.ItemDataRole.UserRole + 2  # ClientSummary
    VISIT = Qt.ItemDataRole.UserRole + 3  # text
    KNOWLEDGE = Qt.ItemDataRole.UserRole + 4  # text; begins with the contact where several bear one name


ROLE_NAMES = {int(role): QByteArray(role.name.lower().encode()) for role in ClientRole}


def microseconds_now() -> int:
    """The time as the values of `core.clients` have it."""
    return time.time_ns() // 1000


class ClientListModel(QAbstractListModel):
    """One row a client, in the order of the session.

    Args:
        parent: Qt parent.
        now: gives the time in microseconds, from which "yesterday" is counted.
    """

    def __init__(self, parent: QObject | None = None, now: Callable[[], int] = microseconds_now) -> None:
        super().__init__(parent)
        self._clients: tuple[ClientSummary, ...] = ()
        self._row_of: dict[int, int] = {}
        self._shared: frozenset[str] = frozenset()  # names that several clients bear
        self._clock = now
        self._now = now()

    @property
    def clients(self) -> tuple[ClientSummary, ...]:
        """What is listed."""
        return self._clients

    def set_clients(self, clients: Sequence[ClientSummary], others: Iterable[ClientSummary] = ()) -> None:
        """Show another list. Where the same clients stand in the same order, only their words change.

        Args:
            clients: what is listed.
            others: clients that are not listed, and yet may bear the name of one that is.
        """
        now = self._clock()
        fresh = tuple(clients)
        names = Counter(_name_key(each) for each in {**_by_id(others), **_by_id(fresh)}.values())
        shared = frozenset(name for name, count in names.items() if count > 1)
        before_shared, self._shared = self._shared, shared
        if [each.id for each in fresh] == [each.id for each in self._clients]:
            before, self._clients = self._clients, fresh
            self._now = now
            for row, (old, new) in enumerate(zip(before, fresh, strict=True)):
                if old != new or (_name_key(new) in shared) != (_name_key(new) in before_shared):
                    self.dataChanged.emit(self.index(row), self.index(row), _ROW)
            return
        self.beginResetModel()
        self._clients = fresh
        self._now = now
        self._row_of = {int(each.id): row for row, each in enumerate(fresh)}
        self.endResetModel()

    def row_of(self, client_id: int) -> int:
        """The row of a client; -1 when it is not listed."""
        return self._row_of.get(client_id, -1)

    def client(self, row: int) -> ClientSummary:
        """The client of a row."""
        return self._clients[row]

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's roles and ours."""
        return {**super().roleNames(), **ROLE_NAMES}

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many clients are listed."""
        return 0 if parent.isValid() else len(self._clients)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """See `ClientRole`."""
        if not index.isValid() or not 0 <= index.row() < len(self._clients):
            return None
        read = _READERS.get(role)
        client = self._clients[index.row()]
        contact = client.contact if _name_key(client) in self._shared else ""
        return None if read is None else read(client, self._now, contact)


def _by_id(clients: Iterable[ClientSummary]) -> dict[int, ClientSummary]:
    return {int(each.id): each for each in clients}


def _name_key(client: ClientSummary) -> str:
    """Names that agree in this look the same to a reader."""
    return " ".join(client.name.split()).casefold()


def _known(client: ClientSummary, _now: int, contact: str) -> str:
    known = knowledge_text(client.knowledge)
    return f"{contact}  ·  {known}" if contact else known


_READERS: dict[int, Callable[[ClientSummary, int, str], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda client, _now, _contact: client.name,
    Qt.ItemDataRole.AccessibleTextRole: spoken_summary,
    ClientRole.CLIENT_ID: lambda client, _now, _contact: int(client.id),
    ClientRole.CLIENT: lambda client, _now, _contact: client,
    ClientRole.VISIT: lambda client, now, _contact: visit_text(client.last_visit, now),
    ClientRole.KNOWLEDGE: _known,
}
_ROW = [int(role) for role in _READERS]
