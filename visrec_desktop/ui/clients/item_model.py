"""A row of products of the brief, as a model with their thumbnails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.services.clients import Seen
    from visrec_desktop.ui.clients.kept_photos import KeptPhotos

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class ItemRole(IntEnum):
    """Roles beyond Qt's own; `DisplayRole` is the name, `DecorationRole` the thumbnail."""

    ITEM = Qt.ItemDataRole.UserRole + 1
    NOTE = Qt.ItemDataRole.UserRole + 2  # text under the picture


class ItemModel(QAbstractListModel):
    """The products of one row.

    Args:
        thumbnails: where the pictures come from.
        note: the words under a product's picture; empty for none.
        parent: Qt parent.
    """

    def __init__(
        self, thumbnails: Thumbnails | KeptPhotos, note: Callable[[Seen], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._note = note
        self._items: tuple[Seen, ...] = ()
        thumbnails.ready.connect(self._on_thumbnail)

    @property
    def items(self) -> tuple[Seen, ...]:
        """What is shown."""
        return self._items

    def set_items(self, items: Sequence[Seen]) -> None:
        """Show other products."""
        fresh = tuple(items)
        if fresh == self._items:
            return
        self.beginResetModel()
        self._items = fresh
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many products there are."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """See `ItemRole`."""
        if not index.isValid() or not 0 <= index.row() < len(self._items):
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name or item.sku
        if role == Qt.ItemDataRole.DecorationRole:
            return self._pixmap(item)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(item)
        if role == ItemRole.ITEM:
            return item
        return self._note(item) if role == ItemRole.NOTE else None

    def _pixmap(self, item: Seen) -> QPixmap | None:
        return None if item.picture_id is None else self._thumbnails.pixmap(item.picture_id)

    def _spoken(self, item: Seen) -> str:
        name, note = item.name or item.sku, self._note(item)
        gone = "" if item.product_id is not None else self.tr("no longer in the catalog")
        return ", ".join(part for part in (name, "" if note == name else note, gone) if part)

    @Slot(int)
    def _on_thumbnail(self, picture_id: int) -> None:
        for row, item in enumerate(self._items):
            if item.picture_id == picture_id:
                index = self.index(row)
                self.dataChanged.emit(index, index, [int(Qt.ItemDataRole.DecorationRole)])
