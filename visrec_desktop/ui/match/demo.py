"""Finds out whether the catalog is the demo's, and offers its client photos if so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.core.paths import RESOURCE_PREFIX
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Photo

if TYPE_CHECKING:
    from visrec_desktop.bridge.context import Context
    from visrec_desktop.services.catalog import ProductDetails


class DemoPhotos(QObject):
    """Looks once, when the first list of products has come: not before the window is shown."""

    found = Signal(object)  # tuple[Photo, ...]; empty where the catalog is the shop's own

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        context.catalog.ids_changed.connect(self._look)

    @Slot()
    def _look(self) -> None:
        catalog = self._context.catalog
        if catalog.filters.is_empty:
            catalog.ids_changed.disconnect(self._look)
            if catalog.total:
                catalog.request_details(int(catalog.ids[0]), self._judge)

    def _judge(self, details: ProductDetails | None) -> None:
        pictures = details.pictures if details is not None else ()
        if any(picture.path.startswith(RESOURCE_PREFIX) for picture in pictures):
            self._context.runners.read.submit(_demo_photos, on_done=self.found.emit)


def _demo_photos(_token: CancelToken) -> tuple[Photo, ...]:
    from visrec_desktop.services.demo import demo_photos

    return tuple(Photo(label=path.name, path=path) for path in demo_photos())
