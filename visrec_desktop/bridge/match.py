"""The photos being matched, and the answer to the current one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from visrec_desktop.bridge.drops import expand, needs_expanding
from visrec_desktop.bridge.jobs import Failure
from visrec_desktop.bridge.pictures import rgb_to_qimage
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Crop, Filters, MatchResult, MatchStatus, Photo

if TYPE_CHECKING:
    from visrec_desktop.core.settings import Settings
    from visrec_desktop.services.workspace import Workspace

PREVIEW_SIDE = 1280
REFRESH_MS = 2_000


class MatchSession(QObject):
    """A strip of photos, one of them current, and its ranked products.

    An answer is only ever shown for the photo, the filters and the crop it belongs to: a newer question
    overtakes the older one.

    Signals:
        photos_changed: the strip or the current photo changed; preview and result are reset.
        preview_ready: QImage of the current photo (its longer side at most 1,280 px).
        busy_changed: an answer is awaited. Silent refreshes do not count.
        result_ready: `MatchResult` of the current photo, failures included.
    """

    photos_changed = Signal()
    preview_ready = Signal(object)
    busy_changed = Signal(bool)
    result_ready = Signal(object)

    def __init__(
        self, workspace: Workspace, runners: Runners, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._preferences = preferences
        self.photos: tuple[Photo, ...] = ()
        self.current = -1
        self.result: MatchResult | None = None
        self.preview: QImage | None = None
        self.photo_size: tuple[int, int] | None = None
        self.filters = Filters()
        self.crop: Crop | None = None
        self.busy = False
        self._asked = preferences.settings.model, preferences.settings.max_hits
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._soon.timeout.connect(self.refresh)
        self._question = QTimer(self, singleShot=True, interval=0)
        self._question.timeout.connect(self._ask)
        preferences.applied.connect(self._on_settings)

    @property
    def photo(self) -> Photo | None:
        """The current photo."""
        return self.photos[self.current] if self.current >= 0 else None

    def open_photos(self, photos: Sequence[Photo]) -> None:
        """Replace the strip and match the first photo. Folders among them are opened off the GUI thread."""
        if not photos:
            return
        if not needs_expanding(photos):
            self._runners.read.submit(_nothing, key="expand")  # overtakes folders still being listed
            self._show(photos)
            return
        self._runners.read.submit(
            partial(_expand, tuple(photos)), on_done=self._show, priority=Priority.LIST, key="expand"
        )

    def select(self, index: int) -> None:
        """Make another photo of the strip the current one."""
        if not 0 <= index < len(self.photos) or index == self.current:
            return
        self._make_current(index)

    def set_filters(self, filters: Filters) -> None:
        """Restrict the products that may answer, and ask anew."""
        if filters != self.filters:
            self.filters = filters
            self._question.start()

    def set_crop(self, crop: Crop | None) -> None:
        """Look at a part of the photo only (pixels of the upright photo), and ask anew."""
        if crop != self.crop:
            self.crop = crop
            self._question.start()

    def clear(self) -> None:
        """Take all photos away."""
        self._runners.read.submit(_nothing, key="expand")
        self.photos = ()
        self._make_current(-1)

    @Slot()
    def refresh(self) -> None:
        """Ask again without a busy sign, because products changed; the result stays until the new one."""
        if self.photo is not None:
            self._submit_match(self.photo)

    @Slot()
    def refresh_soon(self) -> None:
        """`refresh`, at most once in two seconds: an import changes products all the time."""
        if self.photo is not None and not self._soon.isActive():
            self._soon.start()

    def stop(self) -> None:
        """Ask nothing more."""
        self._soon.stop()
        self._question.stop()

    def _show(self, photos: Sequence[Photo]) -> None:
        self.photos = tuple(photos)
        self._make_current(0 if self.photos else -1)

    def _make_current(self, index: int) -> None:
        self.current = index
        self.crop = None
        self.result = None
        self.preview = None
        self.photo_size = None
        self.stop()
        self.photos_changed.emit()
        photo = self.photo
        if photo is None:
            self._runners.work.submit(_nothing, priority=Priority.MATCH, key="match")
            self._runners.read.submit(_nothing, key="preview")
            self._set_busy(False)
            return
        self._runners.read.submit(
            partial(_preview, photo),
            on_done=partial(self._previewed, photo),
            priority=Priority.MATCH,
            key="preview",
        )
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._question.stop()
        if self.photo is not None:
            self._set_busy(True)
            self._submit_match(self.photo)

    def _submit_match(self, photo: Photo) -> None:
        self._soon.stop()
        top = self._preferences.settings.max_hits
        self._runners.work.submit(
            _Question(self._workspace, photo, self.filters, top, self.crop),
            on_done=partial(self._answered, photo),
            on_failed=partial(self._not_answered, photo),
            priority=Priority.MATCH,
            key="match",
        )

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        asked = settings.model, settings.max_hits
        if asked != self._asked:
            self._asked = asked
            self.refresh()

    def _previewed(self, photo: Photo, found: tuple[QImage, tuple[int, int]]) -> None:
        if photo is self.photo:
            self.preview, self.photo_size = found
            self.preview_ready.emit(self.preview)

    def _answered(self, photo: Photo, result: MatchResult) -> None:
        is_outdated = self._question.isActive()  # filters or crop changed, and are asked about in a moment
        if photo is self.photo and not is_outdated:
            self.result = result
            self._set_busy(False)
            self.result_ready.emit(result)

    def _not_answered(self, photo: Photo, failure: Failure) -> None:
        """A fault of the program, or a known error outside the photo: an answer all the same."""
        error = failure.error
        code, subject, detail = (error.code.value, error.subject, error.detail) if error else ("", "", "")
        self._answered(
            photo, MatchResult(photo, MatchStatus.FAILED, code=code, subject=subject, detail=detail)
        )

    def _set_busy(self, busy: bool) -> None:
        if busy != self.busy:
            self.busy = busy
            self.busy_changed.emit(busy)


def _nothing(token: CancelToken) -> None:
    """Take the place of an overtaken job."""


def _expand(photos: tuple[Photo, ...], token: CancelToken) -> list[Photo]:
    return expand(photos)


def _preview(photo: Photo, token: CancelToken) -> tuple[QImage, tuple[int, int]]:
    from visrec_desktop.services import matching

    found = matching.preview(photo, PREVIEW_SIDE)
    return rgb_to_qimage(found.rgb), (found.width, found.height)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, frozen at the moment of asking."""

    workspace: Workspace
    photo: Photo
    filters: Filters
    top: int
    crop: Crop | None

    def __call__(self, token: CancelToken) -> MatchResult:
        from visrec_desktop.services import matching

        path = self.photo.path
        if path is not None and path.is_dir():  # a folder stays in the strip when no picture was found in it
            code = ErrorCode.NO_PICTURES.value
            return MatchResult(self.photo, MatchStatus.FAILED, code=code, subject=self.photo.label)
        return matching.match(self.workspace, self.photo, self.filters, self.top, crop=self.crop, token=token)
