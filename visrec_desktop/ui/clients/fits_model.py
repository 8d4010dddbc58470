"""The clients that products are for, as a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from visrec_desktop.ui.clients.words import knowledge_text

if TYPE_CHECKING:
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.services.recommending import ClientFit

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class FitRole(IntEnum):
    """Roles beyond Qt's own; `DisplayRole` is the name, `DecorationRole` the picture of the reason."""

    CLIENT_ID = Qt.ItemDataRole.UserRole + 1
    FIT = Qt.ItemDataRole.UserRole + 2
    REASON = Qt.ItemDataRole.UserRole + 3  # text
    BECAUSE = Qt.ItemDataRole.UserRole + 4  # text


class FitModel(QAbstractListModel):
    """One row a client, the best first."""

    def __init__(
        self, thumbnails: Thumbnails, reason: Callable[[ClientFit], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._reason = reason
        self._fits: tuple[ClientFit, ...] = ()
        thumbnails.ready.connect(self._on_thumbnail)

    def set_fits(self, fits: Sequence[ClientFit]) -> None:
        """Show other clients."""
        self.beginResetModel()
        self._fits = tuple(fits)
        self.endResetModel()

    def holds(self, client_id: int) -> bool:
        """Whether a client is listed."""
        return any(fit.client.id == client_id for fit in self._fits)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many clients there are."""
        return 0 if parent.isValid() else len(self._fits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """See `FitRole`."""
        if not index.isValid() or not 0 <= index.row() < len(self._fits):
            return None
        fit = self._fits[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            picture_id = fit.because.picture_id if fit.because is not None else None
            return None if picture_id is None else self._thumbnails.pixmap(int(picture_id))
        if role == FitRole.REASON:
            return self._reason(fit)
        if role == FitRole.BECAUSE:
            return self._because(fit)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            parts = (fit.client.name, self._reason(fit), self._because(fit))
            return ", ".join(part for part in parts if part)
        read = _READERS.get(role)
        return None if read is None else read(fit)

    def _because(self, fit: ClientFit) -> str:
        if fit.because is None:
            return knowledge_text(fit.client.knowledge)
        words = self.tr("bought “%1”") if fit.because.bought else self.tr("liked “%1”")
        return words.replace("%1", fit.because.name or fit.because.sku)

    @Slot(int)
    def _on_thumbnail(self, picture_id: int) -> None:
        for row, fit in enumerate(self._fits):
            if fit.because is not None and fit.because.picture_id == picture_id:
                index = self.index(row)
                self.dataChanged.emit(index, index, [int(Qt.ItemDataRole.DecorationRole)])


_READERS: dict[int, Callable[[ClientFit], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda fit: fit.client.name,
    FitRole.CLIENT_ID: lambda fit: int(fit.client.id),
    FitRole.FIT: lambda fit: fit,
}
