"""Small pictures of photos, for strips. They live in memory only, as the photos do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QImage, QPixmap

from visrec_desktop.bridge.runners import Priority
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Photo

if TYPE_CHECKING:
    from visrec_desktop.bridge.jobs import Failure, JobHandle
    from visrec_desktop.bridge.runners import Runners

Index = QModelIndex | QPersistentModelIndex
SIDE = 160
"""Longer side of a small picture in pixels."""
STRIP_GAP = 4
"""Room around each photo of a strip, for its ring."""
_NO_PARENT = QModelIndex()
_THUMBNAIL = [Qt.ItemDataRole.DecorationRole]


class PhotoListModel(QAbstractListModel):
    """Photos with their names and small pictures, which are read when a row is first painted.

    `DisplayRole` is the name, `DecorationRole` the QPixmap: None while it is being read, null when the photo
    cannot be read.
    """

    def __init__(self, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runners = runners
        self._photos: tuple[Photo, ...] = ()
        self._pixmaps: dict[int, QPixmap | None] = {}
        self._jobs: list[JobHandle] = []
        self._generation = 0

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """Show other photos; what was read of the old ones is forgotten."""
        self.beginResetModel()
        for job in self._jobs:
            job.cancel()
        self._jobs = []
        self._generation += 1
        self._photos = tuple(photos)
        self._pixmaps = {}
        self.endResetModel()

    @property
    def photos(self) -> tuple[Photo, ...]:
        """The photos in their order."""
        return self._photos

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many photos there are."""
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Name or small picture."""
        row = index.row()
        if not index.isValid() or not 0 <= row < len(self._photos):
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._pixmap(row)
        named = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
        return photo_name(self._photos[row]) if role in named else None

    def _pixmap(self, row: int) -> QPixmap | None:
        if row not in self._pixmaps:
            self._pixmaps[row] = None
            generation = self._generation
            job = self._runners.read.submit(
                partial(_read, self._photos[row]),
                on_done=lambda image: self._take(generation, row, image),
                on_failed=lambda failure: self._on_failed(generation, row, failure),
                priority=Priority.PICTURE,
            )
            self._jobs.append(job)
        return self._pixmaps[row]

    def _on_failed(self, generation: int, row: int, failure: Failure) -> None:
        if not failure.cancelled:
            self._take(generation, row, QImage())

    def _take(self, generation: int, row: int, image: QImage) -> None:
        if generation == self._generation:
            self._pixmaps[row] = QPixmap.fromImage(image) if not image.isNull() else QPixmap()
            index = self.index(row)
            self.dataChanged.emit(index, index, _THUMBNAIL)


def photo_name(photo: Photo) -> str:
    """What a photo is called on the page."""
    return photo.label or QCoreApplication.translate("Photo", "pasted picture")


def _read(photo: Photo, _token: CancelToken) -> QImage:
    from visrec_desktop.bridge.pictures import rgb_to_qimage
    from visrec_desktop.services.matching import preview

    return rgb_to_qimage(preview(photo, SIDE).rgb)
