"""Thumbnails for the grids: decoded off the GUI thread, kept in a cache bounded in bytes."""

from __future__ import annotations

import sys
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from visrec_desktop.bridge.pictures import rgb_to_qimage
from visrec_desktop.core.errors import KnownError

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

CACHE_BYTES = 32 * 1024 * 1024
"""Some eighty pictures: grids keep what they show in the size that they show."""
PENDING_LIMIT = 192
WORKERS = 2
COLLECT_BUDGET_S = 0.006


class Thumbnails(QObject):
    """The one place that holds thumbnail pixmaps. GUI thread only.

    Args:
        workspace: the open data folder.
        parent: Qt parent.
        fetch: gives the JPEG bytes of a picture id, or None; called in the pool's threads.
        cache_bytes: bound of the pixmaps' memory.
        pending_limit: how many requests may wait; the oldest beyond that are dropped and made anew when
            their tile is painted again.

    Signals:
        ready: id of a picture whose pixmap can now be had.
    """

    ready = Signal(int)
    _arrived = Signal()

    def __init__(
        self,
        workspace: Workspace,
        parent: QObject | None = None,
        *,
        fetch: Callable[[int], bytes | None] | None = None,
        cache_bytes: int = CACHE_BYTES,
        pending_limit: int = PENDING_LIMIT,
    ) -> None:
        super().__init__(parent)
        self._cache: OrderedDict[int, QPixmap] = OrderedDict()
        self._bytes = 0
        self._cache_bytes = cache_bytes
        self._known_absent: set[int] = set()
        self._arrived.connect(self._collect_soon, Qt.ConnectionType.QueuedConnection)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._collect)
        self._pool = _Pool(fetch or _stored_thumbnail(workspace), self._arrived.emit, pending_limit)

    @property
    def cached_bytes(self) -> int:
        """Memory that the kept pixmaps take."""
        return self._bytes

    def pixmap(self, picture_id: int) -> QPixmap | None:
        """The thumbnail as stored (up to 320 px), a null pixmap if there is none, or None: `ready` will tell.

        The newest requests are served first.
        """
        found = self._cache.get(picture_id)
        if found is not None:
            self._cache.move_to_end(picture_id)
            return found
        if picture_id in self._known_absent:
            return QPixmap()
        self._pool.request(picture_id)
        return None

    @Slot(object)
    def forget(self, ids: Iterable[int]) -> None:
        """Drop what is kept of these pictures, so that they are read again."""
        for picture_id in ids:
            self._known_absent.discard(picture_id)
            dropped = self._cache.pop(picture_id, None)
            if dropped is not None:
                self._bytes -= _cost(dropped)

    def shutdown(self, timeout_ms: int = 10_000) -> bool:
        """End the threads; whether they ended in time."""
        self._again.stop()
        return self._pool.shutdown(timeout_ms)

    @Slot()
    def _collect_soon(self) -> None:
        """Collect by timer: unlike queued signals, which a busy pool could keep coming, it lets Qt paint."""
        self._again.start()

    @Slot()
    def _collect(self) -> None:
        """Take in what arrived for a few milliseconds, then let the event loop paint."""
        deadline = time.perf_counter() + COLLECT_BUDGET_S
        while (found := self._pool.collect()) is not None:
            picture_id, image = found
            if image is None or image.isNull():
                self._known_absent.add(picture_id)
            else:
                self._keep(picture_id, QPixmap.fromImage(image))
            self.ready.emit(picture_id)
            if time.perf_counter() > deadline:
                self._again.start()
                return

    def _keep(self, picture_id: int, pixmap: QPixmap) -> None:
        self.forget((picture_id,))
        self._cache[picture_id] = pixmap
        self._bytes += _cost(pixmap)
        while self._bytes > self._cache_bytes and len(self._cache) > 1:
            _, oldest = self._cache.popitem(last=False)
            self._bytes -= _cost(oldest)


def _cost(pixmap: QPixmap) -> int:
    size: QSize = pixmap.size()
    return size.width() * size.height() * max(pixmap.depth(), 8) // 8


def _stored_thumbnail(workspace: Workspace) -> Callable[[int], bytes | None]:
    def fetch(picture_id: int) -> bytes | None:
        from visrec_desktop.services import catalog

        return catalog.thumbnail(workspace, picture_id)

    return fetch


class _Pool:
    """Threads that turn picture ids into images.

    Python threads, not a `QThreadPool`: they keep their `threading.local` catalog reader from one picture
    to the next.
    """

    def __init__(self, fetch: Callable[[int], bytes | None], tell: Callable[[], None], limit: int) -> None:
        self._fetch = fetch
        self._tell = tell
        self._limit = limit
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._busy: set[int] = set()
        self._done: deque[tuple[int, QImage | None]] = deque()
        self._change = threading.Condition()
        self._closing = False
        self._threads = [
            threading.Thread(target=self._work, name=f"thumbnails-{number}", daemon=True)
            for number in range(WORKERS)
        ]
        for thread in self._threads:
            thread.start()

    def request(self, picture_id: int) -> None:
        """Put a picture at the front of the line; one that is already being decoded is left alone."""
        with self._change:
            if picture_id in self._busy or self._closing:
                return
            is_new = picture_id not in self._wanted
            self._wanted[picture_id] = None
            self._wanted.move_to_end(picture_id)
            if len(self._wanted) > self._limit:
                self._wanted.popitem(last=False)
            if is_new:
                self._change.notify()

    def collect(self) -> tuple[int, QImage | None] | None:
        """The oldest image that was decoded and not yet collected."""
        with self._change:
            if not self._done:
                return None
            found = self._done.popleft()
            self._busy.discard(found[0])
            return found

    def shutdown(self, timeout_ms: int) -> bool:
        """Drop what waits and end the threads; whether they ended in time."""
        with self._change:
            self._closing = True
            self._wanted.clear()
            self._change.notify_all()
        for thread in self._threads:
            thread.join(timeout_ms / 1000)
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while (picture_id := self._next()) is not None:
            image = self._decode(picture_id)
            with self._change:
                self._done.append((picture_id, image))
                must_tell = len(self._done) == 1 and not self._closing
            if must_tell:
                self._tell()

    def _next(self) -> int | None:
        with self._change:
            self._change.wait_for(lambda: self._wanted or self._closing)
            if self._closing:
                return None
            picture_id, _ = self._wanted.popitem(last=True)
            self._busy.add(picture_id)
            return picture_id

    def _decode(self, picture_id: int) -> QImage | None:
        try:
            data = self._fetch(picture_id)
        except KnownError:
            return None  # a tile without its picture; the list itself reports what is wrong with the catalog
        except Exception:  # noqa: BLE001 - a bug: told to the hook, and the thread lives on
            sys.excepthook(*sys.exc_info())
            return None
        return None if data is None else decode_jpeg(data)


def decode_jpeg(data: bytes) -> QImage:
    """The picture in encoded bytes; null if it is none.

    Never by a `QImageReader` on a device that Python made: it calls back into Python while it holds Qt's lock
    on its picture formats, and another thread that has Python's global lock may be waiting for that one.
    `fromData` reads from a device of its own, and keeps the global lock meanwhile. The program's own decoder
    lets the window go on; it is used as soon as it is there, since the first tiles must not wait for it.
    """
    if "visrec_desktop.vision.decode" not in sys.modules:
        return QImage.fromData(data)
    from visrec_desktop.vision.decode import decode  # waits where another thread is just importing it

    try:
        return rgb_to_qimage(decode(data, "thumbnail").rgb)
    except KnownError:
        return QImage()
