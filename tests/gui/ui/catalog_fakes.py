"""Stand-ins for the bridge with the same signals, that answer when the test says so."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPixmap

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import Progress
from visrec_desktop.core.settings import Settings
from visrec_desktop.core.values import (
    Analysis,
    Coverage,
    Facets,
    Filters,
    Picture,
    PictureId,
    Product,
    ProductId,
    Sort,
)
from visrec_desktop.services.importing import ImportFailure
from visrec_desktop.services.importing.values import ImportReport, PastImport, UndoReport


def make_product(number: int, **fields: Any) -> Product:
    facts = Product(
        id=ProductId(number),
        sku=f"SKU-{number:04}",
        name=f"Check shirt {number}",
        category="Shirts",
        brand="Northwind",
        colour="Blue",
        size="M",
        price=Decimal("1299.50"),
        currency="EUR",
        stock=4,
        picture_id=PictureId(number + 100_000),
        analysis=Analysis.DONE,
    )
    return replace(facts, **fields)


class FakeCatalog(QObject):
    ids_changed = Signal()
    rows_loaded = Signal(object)
    facets_changed = Signal(object)
    coverage_changed = Signal(object)
    products_changed = Signal(object)
    failed = Signal(object)

    def __init__(self, products: Sequence[Product] = (), *, lazy: bool = False) -> None:
        super().__init__()
        self.stored = {int(product.id): product for product in products}
        self.hidden: dict[int, Product] = {}
        self.loaded = set() if lazy else set(self.stored)
        self.ids = array("q", self.stored)
        self.filters = Filters()
        self.sort = Sort.NAME
        self.facets = Facets(
            categories=(("Shirts", 3), ("Shoes", 2), ("Bags", 1)),
            brands=(("Northwind", 4), ("Brookline", 2)),
            colours=(("Blue", 5), ("Red", 1)),
            sizes=(("M", 3), ("L", 2)),
            price_min=Decimal(5),
            price_max=Decimal(2000),
            currency="EUR",
        )
        self.coverage = Coverage(len(self.stored), len(self.stored), len(self.stored))
        self.requested: list[int] = []
        self.hold = False
        self.held: list[Callable[[], None]] = []
        self.refuse: KnownError | None = None
        self.calls: list[tuple[Any, ...]] = []

    @property
    def total(self) -> int:
        return len(self.ids)

    def product(self, product_id: int) -> Product | None:
        if product_id in self.loaded:
            return self.stored.get(product_id)
        self.requested.append(product_id)
        return None

    def load(self, ids: Sequence[int]) -> None:
        self.loaded.update(ids)
        self.rows_loaded.emit(frozenset(ids))

    def set_filters(self, filters: Filters) -> None:
        self.filters = filters
        self.calls.append(("filters", filters))

    def set_sort(self, sort: Sort) -> None:
        self.sort = sort
        self.calls.append(("sort", sort))

    def refresh(self) -> None:
        self.ids = array("q", self.stored)
        self.ids_changed.emit()

    def request_details(self, product_id: int, callback: Callable[[Any], None]) -> None:
        product = self.stored.get(product_id)
        if product is None:
            self._answer(lambda: callback(None))
            return
        pictures = (
            Picture(
                PictureId(product.id + 100_000),
                product.id,
                f"/shop/{product.sku}.jpg",
                "0" * 64,
                900,
                1200,
                1,
                1,
            ),
        )
        self._answer(lambda: callback(SimpleNamespace(product=product, pictures=pictures)))

    def request_picture(
        self, picture_id: int, max_side: int, callback: Callable[[QImage | None], None]
    ) -> None:
        image = QImage(60, 80, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.darkCyan)
        self._answer(lambda: callback(image))

    def save(self, product: Product, on_done: Callable[[Product], None], on_failed: Any = None) -> None:
        self.calls.append(("save", product))
        if self._refused(on_failed):
            return

        def done() -> None:
            self.stored[int(product.id)] = product
            self.loaded.add(int(product.id))
            self.rows_loaded.emit(frozenset({int(product.id)}))
            on_done(product)

        self._answer(done)

    def delete(self, ids: Sequence[int], on_done: Callable[[int], None], on_failed: Any = None) -> None:
        self.calls.append(("delete", tuple(ids)))
        if self._refused(on_failed):
            return

        def done() -> None:
            gone = [i for i in ids if i in self.stored]
            self.hidden.update({i: self.stored.pop(i) for i in gone})
            self.refresh()
            on_done(len(gone))

        self._answer(done)

    def restore(self, ids: Sequence[int], on_done: Callable[[int], None], on_failed: Any = None) -> None:
        self.calls.append(("restore", tuple(ids)))
        if self._refused(on_failed):
            return

        def done() -> None:
            back = [i for i in ids if i in self.hidden]
            self.stored.update({i: self.hidden.pop(i) for i in back})
            self.stored = dict(sorted(self.stored.items()))
            self.refresh()
            on_done(len(back))

        self._answer(done)

    def release(self) -> None:
        """Let everything that is held happen, in order."""
        self.hold = False
        while self.held:
            self.held.pop(0)()

    def _refused(self, on_failed: Any) -> bool:
        if self.refuse is None:
            return False
        error = self.refuse

        def tell() -> None:
            self.failed.emit(error)
            if on_failed is not None:
                on_failed(SimpleNamespace(error=error, cancelled=False))

        self._answer(tell)
        return True

    def position(self, product_id: int) -> int | None:
        return self.ids.index(product_id) if product_id in self.ids else None

    def _answer(self, act: Callable[[], None]) -> None:
        if self.hold:
            self.held.append(act)
        else:
            act()


class FakeThumbnails(QObject):
    ready = Signal(int)

    def __init__(self, pictures: Sequence[Path] = (), *, instant: bool = True) -> None:
        super().__init__()
        self.pictures = pictures
        self.instant = instant
        self.asked: list[int] = []
        self.cache: dict[int, QPixmap] = {}

    def pixmap(self, picture_id: int) -> QPixmap | None:
        self.asked.append(picture_id)
        if picture_id in self.cache:
            return self.cache[picture_id]
        if not self.instant:
            return None
        return self.make(picture_id)

    def make(self, picture_id: int) -> QPixmap:
        pixmap = QPixmap(96, 120)
        if self.pictures:
            pixmap = QPixmap(str(self.pictures[picture_id % len(self.pictures)]))
        else:
            pixmap.fill(QColor.fromHsv(picture_id * 47 % 360, 90, 220))
        self.cache[picture_id] = pixmap
        return pixmap

    def forget(self, ids: Sequence[int]) -> None:
        for picture_id in ids:
            self.cache.pop(picture_id, None)


class FakeImporter(QObject):
    started = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    catch_up_started = Signal()
    catch_up_failed = Signal(object)
    catch_up_progressed = Signal(object)
    catch_up_finished = Signal(object)
    unfinished_changed = Signal(int)
    interrupted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.running = False
        self.waiting = 0
        self.preferences = FakePreferences()
        self.unfinished = 0
        self.resumed = 0
        self.catching_up = False
        self.last_report: ImportReport | None = None
        self.failures: tuple[ImportFailure, ...] = ()
        self.cut_off: PastImport | None = None
        self.past: tuple[PastImport, ...] = ()
        self.calls: list[tuple[str, int]] = []
        self.kept = 0
        self.held: list[Callable[[], None]] = []
        self.refuse: KnownError | None = None
        self.requests: list[Any] = []
        self.cancelled = 0
        self.retried = 0

    @property
    def can_retry(self) -> bool:
        return bool(self.failures)

    def start(self, request: Any) -> None:
        self.requests.append(request)
        self.running = True
        self.started.emit()

    def cancel(self) -> None:
        self.cancelled += 1

    def cancel_catch_up(self) -> None:
        self.cancelled += 100

    def resume(self) -> None:
        self.resumed += 1

    def retry_failed(self) -> None:
        self.retried += 1
        self.failures = ()
        self.running = True
        self.started.emit()

    def dismiss_failures(self) -> None:
        self.failures = ()

    def resume_import(self, import_id: int) -> None:
        self.calls.append(("resume", import_id))
        self.start(import_id)

    def leave(self, import_id: int) -> None:
        self.calls.append(("leave", import_id))

    def request_past(self, on_done: Callable[[tuple[PastImport, ...]], None]) -> None:
        on_done(self.past)

    def undo(self, import_id: int, on_done: Callable[[Any], None], on_failed: Callable[[Any], None]) -> None:
        self._swap("undo", import_id, on_done, on_failed)

    def redo(self, import_id: int, on_done: Callable[[Any], None], on_failed: Callable[[Any], None]) -> None:
        self._swap("redo", import_id, on_done, on_failed)

    def release(self) -> None:
        """Let the refusals come, as they do: later."""
        while self.held:
            self.held.pop(0)()

    def _swap(self, what: str, import_id: int, on_done: Any, on_failed: Any) -> None:
        self.calls.append((what, import_id))
        if self.refuse is not None:
            failure = SimpleNamespace(error=self.refuse, cancelled=False)
            self.held.append(lambda: on_failed(failure))
        else:
            on_done(UndoReport((1, 2), self.kept))

    def step(self, stage: str, done: int, total: int | None, eta_s: float | None = None) -> None:
        self.progressed.emit(Progress(stage, done, total, eta_s))

    def finish(self, report: ImportReport) -> None:
        self.running = False
        self.take(report)

    def take(self, report: ImportReport) -> None:
        """An import has ended; another one may have begun already."""
        self.last_report = report
        self.failures += report.failed
        self.finished.emit(report)


class FakePreferences(QObject):
    changed = Signal(object)
    applied = Signal(object)
    failed = Signal(object)

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()

    def update(self, **fields: Any) -> None:
        self.settings = replace(self.settings, **fields)
        self.changed.emit(self.settings)


@dataclass(frozen=True)
class FakeStatus:
    model_title: str = "Thin ResNet-50"
    model_version: str = "1"
    provider: str = "CPU"
    reason: str = "chosen"
    ms_per_photo: float | None = 13.0
    parts: tuple[str, ...] = ("look", "shape", "colour")


class FakeEngine(QObject):
    changed = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.status: FakeStatus | None = None
        self.error: KnownError | None = None
        self.warmed = 0

    def warm_up(self) -> None:
        self.warmed += 1

    def tell(self, status: FakeStatus | None) -> None:
        self.status = status
        self.changed.emit(status)


class FakeRunner:
    """Runs jobs when the test says so."""

    def __init__(self) -> None:
        self.jobs: dict[str, tuple[Callable[[Any], Any], Callable[[Any], None], Callable[[Any], None]]] = {}

    def submit(
        self, work: Any, *, on_done: Any = None, on_failed: Any = None, key: str = "", **_: Any
    ) -> None:
        self.jobs[key] = (work, on_done, on_failed)

    def answer(self, key: str, value: Any) -> None:
        """Let a job end with this value, without doing it."""
        self.jobs.pop(key)[1](value)

    def fail(self, key: str, error: KnownError) -> None:
        self.jobs.pop(key)[2](SimpleNamespace(error=error, cancelled=False))


DISK_FULL = KnownError(ErrorCode.DISK_FULL, "/data/catalog.db", "no space left")


class FakeWatch(QObject):
    """A watched folder that nothing arrives in."""

    available_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.available = True


class FakeWeighing(QObject):
    """Weights that nothing is behind."""

    changed = Signal(object)
    evaluated = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.read_times = 0
        self.reset_times = 0
        self.evaluate_times = 0

    def read(self) -> None:
        self.read_times += 1

    def evaluate(self) -> None:
        self.evaluate_times += 1

    def reset(self) -> None:
        self.reset_times += 1
