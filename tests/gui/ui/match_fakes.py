"""A match session and runners that answer when the test says so, and a whole window's context of fakes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage

from tests.gui.ui.catalog_fakes import (
    FakeCatalog,
    FakeEngine,
    FakeImporter,
    FakePreferences,
    FakeThumbnails,
    make_product,
)
from visrec_desktop.core.values import (
    Band,
    Crop,
    Filters,
    Hit,
    MatchResult,
    MatchStatus,
    Photo,
    Product,
)

BANDS = (Band.VERY_CLOSE, Band.VERY_CLOSE, Band.CLOSE, Band.CLOSE, Band.SAME_IDEA)


def make_hit(rank: int, product: Product | None = None, score: float = 0.0) -> Hit:
    score = score or 0.9 - rank * 0.01
    return Hit(
        rank=rank,
        product=product or make_product(rank),
        score=score,
        band=BANDS[min(rank - 1, len(BANDS) - 1)],
        parts={"look": score * 0.7, "colour": score * 0.3},
        why="Much the same shape and pattern as in the photo, in close colours.",
        picture_path=f"/shop/{rank}.jpg",
    )


def make_result(photo: Photo, hits: Sequence[Hit], status: MatchStatus = MatchStatus.OK) -> MatchResult:
    return MatchResult(photo, status, tuple(hits), elapsed_ms=80.0)


def make_photos(count: int) -> list[Photo]:
    return [Photo(f"photo {n}.jpg", Path(f"/pictures/photo {n}.jpg")) for n in range(1, count + 1)]


def make_image(width: int = 300, height: int = 400, colour: str = "#88664d") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


class FakeMatch(QObject):
    """Behaves like `MatchSession`: a result is only told for the current photo."""

    photos_changed = Signal()
    preview_ready = Signal(object)
    busy_changed = Signal(bool)
    result_ready = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.photos: tuple[Photo, ...] = ()
        self.current = -1
        self.result: MatchResult | None = None
        self.preview: QImage | None = None
        self.photo_size: tuple[int, int] | None = None
        self.filters = Filters()
        self.crop: Crop | None = None
        self.busy = False
        self.crops: list[Crop | None] = []

    @property
    def photo(self) -> Photo | None:
        return self.photos[self.current] if self.current >= 0 else None

    def open_photos(self, photos: Sequence[Photo]) -> None:
        self.photos = tuple(photos)
        self._make_current(0)

    def select(self, index: int) -> None:
        if index != self.current:
            self._make_current(index)

    def _make_current(self, index: int) -> None:
        self.current = index
        self.crop = self.result = self.preview = self.photo_size = None
        self.photos_changed.emit()
        self._set_busy(True)

    def set_filters(self, filters: Filters) -> None:
        self.filters = filters
        self._set_busy(True)

    def set_crop(self, crop: Crop | None) -> None:
        self.crop = crop
        self.crops.append(crop)
        self._set_busy(True)

    def clear(self) -> None:
        self.photos = ()
        self._make_current(-1)
        self._set_busy(False)

    def show_preview(self, image: QImage, size: tuple[int, int]) -> None:
        self.preview, self.photo_size = image, size
        self.preview_ready.emit(image)

    def answer(self, result: MatchResult) -> None:
        if result.photo is not self.photo:
            return
        self.result = result
        self._set_busy(False)
        self.result_ready.emit(result)

    def _set_busy(self, busy: bool) -> None:
        if busy != self.busy:
            self.busy = busy
            self.busy_changed.emit(busy)


class FakeJob:
    active = True

    def cancel(self) -> None:
        self.active = False


class FakeRunner:
    """Keeps what was submitted; `small_picture` answers previews at once where it is set."""

    def __init__(self) -> None:
        self.submitted: list[tuple[Callable[..., Any], dict[str, Any]]] = []
        self.small_picture: Callable[[Photo], QImage] | None = None

    def submit(self, work: Callable[..., Any], **options: Any) -> FakeJob:
        self.submitted.append((work, options))
        photo = next((part for part in getattr(work, "args", ()) if isinstance(part, Photo)), None)
        if photo is not None and self.small_picture is not None:
            options["on_done"](self.small_picture(photo))
        return FakeJob()


def make_context(root: Path, *, products: Sequence[Product] = (), pictures: Sequence[Path] = ()) -> Any:
    """Everything that `MainWindow` needs; `root` takes the window's own file."""
    runner = FakeRunner()
    return SimpleNamespace(
        catalog=FakeCatalog(products or [make_product(n) for n in range(1, 41)]),
        thumbnails=FakeThumbnails(pictures),
        importer=FakeImporter(),
        preferences=FakePreferences(),
        engine=FakeEngine(),
        workspace=SimpleNamespace(paths=SimpleNamespace(root=root), settings_error=None),
        runners=SimpleNamespace(read=runner, work=runner),
        match=FakeMatch(),
    )
