"""The photos a client let the shop keep, as pictures for a row. Nothing outlives the client that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from visrec_desktop.core.clients import KeptPhoto
from visrec_desktop.core.values import PictureId, ProductId

if TYPE_CHECKING:
    from visrec_desktop.bridge.clients import ClientsSession
    from visrec_desktop.services.clients import Seen

_SIDE = 320


class KeptPhotos(QObject):
    """Reads photos when a row asks for them, as `Thumbnails` does with product pictures.

    Signals:
        ready: id of a photo that can now be had.
    """

    ready = Signal(int)

    def __init__(self, session: ClientsSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pixmaps: dict[int, QPixmap] = {}
        self._awaited: set[int] = set()

    def pixmap(self, photo_id: int) -> QPixmap | None:
        """The photo, or None: `ready` will tell."""
        if photo_id not in self._pixmaps and photo_id not in self._awaited:
            self._awaited.add(photo_id)
            self._session.request_photo(photo_id, _SIDE, lambda image: self._arrived(photo_id, image))
        return self._pixmaps.get(photo_id)

    def keep_only(self, photos: Sequence[KeptPhoto]) -> None:
        """Drop the photos of whoever was shown before."""
        wanted = {photo.id for photo in photos}
        self._pixmaps = {key: pixmap for key, pixmap in self._pixmaps.items() if key in wanted}
        self._awaited &= wanted

    def _arrived(self, photo_id: int, image: QImage) -> None:
        if photo_id in self._awaited:
            self._awaited.discard(photo_id)
            self._pixmaps[photo_id] = QPixmap.fromImage(image)
            self.ready.emit(photo_id)


def as_seen(photo: KeptPhoto) -> Seen:
    """A photo as a picture of a row."""
    from visrec_desktop.services.clients import Seen

    return Seen("", photo.label, photo.at, 0, product_id=ProductId(photo.id), picture_id=PictureId(photo.id))
