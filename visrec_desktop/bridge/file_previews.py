"""Small pictures of files that may become products: decoded off the GUI thread, bounded in memory."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from visrec_desktop.bridge.pictures import rgb_to_qimage
from visrec_desktop.bridge.runners import Priority, Runners

if TYPE_CHECKING:
    from visrec_desktop.bridge.jobs import Failure, JobHandle
    from visrec_desktop.core.progress import CancelToken

SIDE = 160
"""Longer side of a small picture, in pixels."""
KEPT = 600
WAITING = 96


class FilePreviews(QObject):
    """The one place that holds small pictures of files. GUI thread only.

    One picture is read at a time, the newest wish first: what was scrolled out of sight waits.

    Args:
        runners: `read` decodes.
        parent: Qt parent.
        kept: most pictures kept; of 160 pixels they take up to 100 KiB each.

    Signals:
        ready: the Path whose picture can now be had.
    """

    ready = Signal(object)

    def __init__(self, runners: Runners, parent: QObject | None = None, *, kept: int = KEPT) -> None:
        super().__init__(parent)
        self._runners = runners
        self._kept = kept
        self._pixmaps: OrderedDict[Path, QPixmap] = OrderedDict()
        self._wanted: OrderedDict[Path, None] = OrderedDict()
        self._job: JobHandle | None = None
        self._reading: Path | None = None

    def pixmap(self, path: Path) -> QPixmap | None:
        """The picture, a null pixmap where the file cannot be read, or None: `ready` will tell."""
        found = self._pixmaps.get(path)
        if found is not None:
            self._pixmaps.move_to_end(path)
            return found
        if path != self._reading:
            self._wanted[path] = None
            self._wanted.move_to_end(path)
            if len(self._wanted) > WAITING:
                self._wanted.popitem(last=False)
            self._next()
        return None

    def clear(self) -> None:
        """Forget every picture and every wish."""
        self._wanted.clear()
        self._pixmaps.clear()
        if self._job is not None:
            self._job.cancel()

    def _next(self) -> None:
        if self._job is not None or not self._wanted:
            return
        self._reading, _ = self._wanted.popitem(last=True)
        self._job = self._runners.read.submit(
            partial(_read, self._reading),
            on_done=partial(self._take, self._reading),
            on_failed=partial(self._on_failed, self._reading),
            priority=Priority.PICTURE,
        )

    def _take(self, path: Path, image: QImage) -> None:
        self._pixmaps[path] = QPixmap.fromImage(image)
        if len(self._pixmaps) > self._kept:
            self._pixmaps.popitem(last=False)
        self._end()
        self.ready.emit(path)

    def _on_failed(self, path: Path, failure: Failure) -> None:
        if not failure.cancelled:
            self._take(path, QImage())
            return
        self._end()

    def _end(self) -> None:
        self._job = None
        self._reading = None
        self._next()


def _read(path: Path, _token: CancelToken) -> QImage:
    from visrec_desktop.services.previews import file_rgb

    return rgb_to_qimage(file_rgb(path, SIDE))
