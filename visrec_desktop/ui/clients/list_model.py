"""The list of clients as a model. Reading it touches memory only."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
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
    KNOWLEDGE = Qt.ItemDataRole.UserRole + 4  # text


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
        self._clock = now
        self._now = now()

    @property
    def clients(self) -> tuple[ClientSummary, ...]:
        """What is listed."""
        return self._clients

    def set_clients(self, clients: Sequence[ClientSummary]) -> None:
        """Show another list. Where the same clients stand in the same order, only their words change."""
        now = self._clock()
        fresh = tuple(clients)
        if [each.id for each in fresh] == [each.id for each in self._clients]:
            before, self._clients = self._clients, fresh
            self._now = now
            for row, (old, new) in enumerate(zip(before, fresh, strict=True)):
                if old != new:
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
        return None if read is None else read(self._clients[index.row()], self._now)


_READERS: dict[int, Callable[[ClientSummary, int], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda client, _: client.name,
    Qt.ItemDataRole.AccessibleTextRole: spoken_summary,
    ClientRole.CLIENT_ID: lambda client, _: int(client.id),
    ClientRole.CLIENT: lambda client, _: client,
    ClientRole.VISIT: lambda client, now: visit_text(client.last_visit, now),
    ClientRole.KNOWLEDGE: lambda client, _: knowledge_text(client.knowledge),
}
_ROW = [int(role) for role in _READERS]
