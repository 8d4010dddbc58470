"""A match session and runners that answer when the test says so, and a whole window's context of fakes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage

from tests.gui.ui.catalog_fakes import (
    FakeCatalog,
    FakeEngine,
    FakeImporter,
    FakePreferences,
    FakeThumbnails,
    FakeWatch,
    FakeWeighing,
    make_product,
)
from visrec_desktop.bridge.chosen_client import ClientState
from visrec_desktop.bridge.heatmaps import Compared
from visrec_desktop.bridge.ranking import Order
from visrec_desktop.core.clients import ClientSummary, EventKind, Refusal
from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.values import (
    WHOLE,
    Area,
    Band,
    Crop,
    Filters,
    Hit,
    MatchResult,
    MatchStatus,
    Photo,
    Product,
)
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.services.heatmaps import GRID, Heat, HeatMaps
from visrec_desktop.vision.regions import Region

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


def make_result(
    photo: Photo | None, hits: Sequence[Hit], status: MatchStatus = MatchStatus.OK
) -> MatchResult:
    return MatchResult(photo, status, tuple(hits), elapsed_ms=80.0)


def make_photos(count: int) -> list[Photo]:
    return [Photo(f"photo {n}.jpg", Path(f"/pictures/photo {n}.jpg")) for n in range(1, count + 1)]


def make_image(width: int = 300, height: int = 400, colour: str = "#88664d") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


class FakeJob:
    active = True

    def cancel(self) -> None:
        self.active = False


class FakeChosen(QObject):
    """Behaves like `ChosenClient`; `clients` are those there are."""

    changed = Signal()
    lost = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.id: int | None = None
        self.state: ClientState | None = None
        self.clients: dict[int, ClientState] = {}
        self.error: KnownError | None = None
        self.searched: list[str] = []
        self.hold = False

    def choose(self, client_id: int | None) -> None:
        self.id = client_id
        self.state = None if self.hold or client_id is None else self.clients.get(client_id)
        self.changed.emit()

    def know(self, state: ClientState) -> None:
        """More is known of somebody."""
        self.clients[int(state.summary.id)] = state
        if self.id == state.summary.id:
            self.state = state
            self.changed.emit()

    def search(self, text: str, callback: Callable[[Any], None]) -> FakeJob:
        self.searched.append(text)
        if self.error is not None:
            callback(self.error)
        else:
            summaries = [state.summary for state in self.clients.values()]
            callback([each for each in summaries if text.casefold() in each.name.casefold()])
        return FakeJob()


class FakeFeedback(QObject):
    """Behaves like `Feedback`, and answers when `answer` is called."""

    learned = Signal(object)
    kept = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[Any, ...]] = []
        self._waiting: list[tuple[Callable[[Any], None] | None, Callable[[], None] | None]] = []

    def give(  # noqa: PLR0917 - as the one it stands for
        self,
        client_id: int,
        sku: str,
        kind: EventKind,
        reason: Refusal | None = None,
        on_done: Any = None,
        on_failed: Any = None,
    ) -> None:
        self.calls.append(("give", client_id, sku, kind, reason))
        self._waiting.append((on_done, on_failed))

    def undo(self, event_id: int, on_done: Any = None, on_failed: Any = None) -> None:
        self.calls.append(("undo", event_id))
        self._waiting.append((on_done, on_failed))

    def redo(self, event_id: int, on_done: Any = None, on_failed: Any = None) -> None:
        self.calls.append(("redo", event_id))
        self._waiting.append((on_done, on_failed))

    def keep_photo(self, client_id: int, photo: Photo, crop: Crop | None) -> None:
        self.calls.append(("keep", client_id, photo, crop))

    def answer(self, learned: Any) -> None:
        on_done, _ = self._waiting.pop(0)
        self.learned.emit(learned)
        if on_done is not None:
            on_done(learned)

    def fail(self, error: KnownError) -> None:
        _, on_failed = self._waiting.pop(0)
        if on_failed is not None:
            on_failed()
        self.failed.emit(error)


class FakeNeighbours:
    """Keeps what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int | None]] = []
        self.callbacks: list[Callable[[Any], None]] = []
        self.ids: dict[str, int] = {}

    def request_related(self, product_id: int, client_id: int | None, callback: Any) -> FakeJob:
        self.asked.append((product_id, client_id))
        self.callbacks.append(callback)
        return FakeJob()

    def request_product_id(self, sku: str, callback: Callable[[int | None], None]) -> FakeJob:
        callback(self.ids.get(sku))
        return FakeJob()


class FakeRegions(QObject):
    """Behaves like `RegionsSession`; objects and answers come when the test says so."""

    found = Signal()
    answered = Signal(int)

    def __init__(self, match: FakeMatch) -> None:
        super().__init__(match)
        self._match = match
        self.regions: tuple[Region, ...] = ()
        self.answers: dict[int, MatchResult] = {}
        self.drawn = 0
        match.photos_changed.connect(lambda: self.find([]))

    @property
    def has_answers(self) -> bool:
        return len(self.regions) - self.drawn > 1 or self.drawn > 0

    def find(self, crops: Sequence[Crop], drawn: int = 0) -> None:
        """The objects of the current photo are known; the last ones were drawn."""
        self.drawn = drawn
        self.regions = tuple(Region(crop, 0.8) for crop in crops)
        self.answers = {}
        self.found.emit()

    def answer(self, place: int, result: MatchResult) -> None:
        """The products for one of them are known."""
        self.answers[place] = result
        self.answered.emit(place)

    def pick(self, place: int) -> None:
        self._match.set_crop(self.regions[place].crop)


class FakeRefiner(QObject):
    """Behaves like `Refiner`; it looks as long as the test says so."""

    looking_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.is_looking = False

    def look(self, is_looking: bool) -> None:
        """Begin or end a closer look."""
        self.is_looking = is_looking
        self.looking_changed.emit(is_looking)


class FakeHeat(QObject):
    """Behaves like `HeatSession`; the maps come when the test says so."""

    ready = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Compared] = []
        self.dropped = 0

    def ask(self, compared: Compared) -> None:
        self.asked.append(compared)

    def drop(self) -> None:
        self.dropped += 1


def make_maps(
    parts: dict[str, float] | None = None,
    area: Area = WHOLE,
    against: float = 0.0,
    is_exact: bool = True,
) -> HeatMaps:
    """Both maps warm in the middle of the upper row of places, and perhaps cool in the lower right corner."""
    parts = parts or {"look": 0.6, "shape": 0.1, "colour": 0.1}
    grid = np.zeros((GRID, GRID), np.float32)
    grid[:4, 12:16] = (sum(parts.values()) + against) / 16
    grid[24:, 24:] = -against / 16
    return HeatMaps(Heat(grid, area), Heat(grid.copy(), WHOLE), parts, is_exact)


class FakeMatch(QObject):
    """Behaves like `MatchSession`: a result is only told for the current photo."""

    photos_changed = Signal()
    preview_ready = Signal(object)
    busy_changed = Signal(bool)
    result_ready = Signal(object)
    client_changed = Signal()
    controls_changed = Signal()
    recorded = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.chosen = FakeChosen()
        self.feedback = FakeFeedback()
        self.neighbours = FakeNeighbours()
        self.regions = FakeRegions(self)
        self.refiner = FakeRefiner()
        self.heat = FakeHeat()
        self.balance = 0.4
        self.diversity = 0.0
        self.emphasis = NEUTRAL
        self.knows_client = True
        self.refreshed = 0
        self.chosen.changed.connect(self.client_changed)
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
    def order(self) -> Order:
        return Order(self.balance, self.diversity, 60, self.emphasis)

    @property
    def photo(self) -> Photo | None:
        return self.photos[self.current] if self.current >= 0 else None

    @property
    def client(self) -> ClientSummary | None:
        return self.chosen.state.summary if self.chosen.state is not None else None

    @property
    def has_question(self) -> bool:
        return self.photo is not None or self.chosen.id is not None

    def set_client(self, client_id: int | None) -> None:
        if client_id != self.chosen.id:
            self.result = None
            self.chosen.choose(client_id)
            self.controls_changed.emit()
            self._set_busy(self.has_question)

    def set_balance(self, balance: float) -> None:
        self.balance = balance
        self.controls_changed.emit()

    def set_diversity(self, diversity: float) -> None:
        self.diversity = diversity
        self.controls_changed.emit()

    def set_emphasis(self, emphasis: Emphasis) -> None:
        self.emphasis = emphasis
        self.controls_changed.emit()

    def refresh(self) -> None:
        self.refreshed += 1

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
    from tests.gui.ui.clients_fakes import FakeClients, make_client
    from tests.gui.ui.health_fakes import FakeHealth
    from tests.gui.ui.import_fakes import FakePlanning

    runner = FakeRunner()
    catalog = FakeCatalog(products or [make_product(n) for n in range(1, 41)])
    return SimpleNamespace(
        clients=FakeClients([make_client(number) for number in range(1, 4)]),
        catalog=catalog,
        health=FakeHealth(catalog),
        thumbnails=FakeThumbnails(pictures),
        importer=FakeImporter(),
        planning=FakePlanning(),
        preferences=FakePreferences(),
        engine=FakeEngine(),
        weighing=FakeWeighing(),
        watch=FakeWatch(),
        workspace=SimpleNamespace(paths=SimpleNamespace(root=root), settings_error=None),
        runners=SimpleNamespace(read=runner, work=runner),
        match=FakeMatch(),
    )
