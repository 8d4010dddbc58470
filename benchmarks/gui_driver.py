"""The real window at work: an import beside a scrolling or matching person; runs as a process of its own."""

from __future__ import annotations

import argparse
import time
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.children import read_list, tell
from benchmarks.gui_tools import Heartbeat, Scroller, Watcher, pause, wait_for
from visrec_desktop.app.build import App, build_app
from visrec_desktop.app.main import make_application
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.values import MatchResult, MatchStatus
from visrec_desktop.services.importing import ImportReport, ImportRequest
from visrec_desktop.ui.filters.search import SearchField
from visrec_desktop.ui.products.grid import ProductGrid

_SETTLE_MS = 1500
_DROP_EVERY_MS = 1000
_IMPORT_TIMEOUT_S = 1200.0
_TYPE_EVERY_MS = 150
_TYPED = ("linen", "slim navy", "p-0423", "weekend trainers", "red")


class Dropper(QObject):
    """Drops a photo on the Match page every second and notes when its answer comes."""

    def __init__(self, app: App, photos: list[Path]) -> None:
        super().__init__()
        self._app = app
        self._photos = cycle(photos)
        self._dropped: dict[str, float] = {}
        self.drops = 0
        self.answers: list[float] = []
        self.trouble: list[str] = []  # an exception in a slot would not end the process
        self._timer = QTimer(self, interval=_DROP_EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._drop)
        app.context.match.result_ready.connect(self._answered)

    def start(self) -> None:
        """Begin with the first photo at once."""
        self._timer.start()
        self._drop()

    def stop(self) -> None:
        """Drop nothing more."""
        self._timer.stop()

    @Slot()
    def _drop(self) -> None:
        path = next(self._photos)
        page = self._app.window.page("match")
        self._dropped = {path.name: time.perf_counter()}
        self.drops += 1
        drop_on(page, path)
        shown = self._app.context.match.photo
        if shown is None or shown.path != path:
            self.trouble.append(f"the page did not take {path.name}")

    @Slot(object)
    def _answered(self, result: MatchResult) -> None:
        if result.status is MatchStatus.FAILED:
            self.trouble.append(f"no answer: {result.code} {result.detail}")
        name = result.photo.path.name if result.photo and result.photo.path else ""
        begun = self._dropped.pop(name, None)
        if begun is not None:  # a later answer to the same photo is a silent refresh
            self.answers.append((time.perf_counter() - begun) * 1000.0)


class Typist(QObject):
    """Writes words into the Catalog page's search field, a letter at a time, and clears it between two."""

    def __init__(self, field: SearchField) -> None:
        super().__init__()
        self._field = field
        self._letters = cycle("".join(f"{word}\b" for word in _TYPED))
        self._timer = QTimer(self, interval=_TYPE_EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._type)

    def start(self) -> None:
        """Begin to type."""
        self._timer.start()

    def stop(self) -> None:
        """Type nothing more."""
        self._timer.stop()

    @Slot()
    def _type(self) -> None:
        letter = next(self._letters)
        if letter == "\b":
            self._field.clear()
        else:
            self._field.insert(letter)


def drop_on(page: QWidget, path: Path) -> None:
    """Drop a file on a widget as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copy, centre = Qt.DropAction.CopyAction, page.rect().center()
    QApplication.sendEvent(page, QDragEnterEvent(centre, copy, data, left, none))
    QApplication.sendEvent(page, QDropEvent(QPointF(centre), copy, data, left, none))


def settled(app: App) -> None:
    """Wait until the lists are there and the model is loaded."""
    context = app.context
    wait_for(lambda: context.engine.status is not None, "the model")
    wait_for(lambda: context.catalog.total > 0, "the list of products")
    pause(_SETTLE_MS)


def run_import_in(app: App, paths: list[Path]) -> float:
    """Import in the running window; pictures a second."""
    importer = app.context.importer
    reports: list[ImportReport] = []
    importer.finished.connect(reports.append)
    begun = time.perf_counter()
    importer.start(ImportRequest(tuple(paths)))
    wait_for(lambda: bool(reports), "the import", _IMPORT_TIMEOUT_S)
    seconds = time.perf_counter() - begun
    if reports[0].added != len(paths):
        raise RuntimeError(f"{reports[0].added} of {len(paths)} pictures were added: {reports[0].failed[:3]}")
    return len(paths) / seconds


def _person(app: App, arguments: argparse.Namespace, grid: ProductGrid) -> Dropper | Scroller | Typist:
    if arguments.scenario == "match":
        return Dropper(app, read_list(arguments.photos))
    if arguments.scenario == "typing":
        field = app.window.page("catalog").findChild(SearchField)
        if field is None:
            raise RuntimeError("the Catalog page has no search field")
        return Typist(field)
    return Scroller(grid)


def measured(app: App, arguments: argparse.Namespace) -> dict[str, object]:
    """One scenario in the window that is shown."""
    heart = Heartbeat()
    grid = app.window.page("catalog").findChild(ProductGrid)
    if grid is None:
        raise RuntimeError("the Catalog page has no grid")
    person = _person(app, arguments, grid)
    watcher = Watcher(heart) if arguments.explain else None
    heart.start()
    if watcher is not None:
        watcher.start()
    person.start()
    rate = 0.0
    if arguments.scenario in ("idle", "typing"):
        pause(arguments.idle_ms)
    else:
        rate = run_import_in(app, read_list(arguments.list))
    person.stop()
    heart.stop()
    if watcher is not None:
        watcher.end()
    found: dict[str, object] = {"gaps": heart.gaps, "rate": rate}
    if isinstance(person, Dropper):
        if person.trouble:
            raise RuntimeError("; ".join(person.trouble[:5]))
        found |= {"answers": person.answers, "drops": person.drops}
    if watcher is not None:
        found["places"] = dict(watcher.places.most_common(12))
    return found


def main() -> None:
    """Open the window on a data folder, run the scenario, answer the gaps in milliseconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario", choices=["idle", "typing", "catalog", "match"])
    parser.add_argument("data", type=Path)
    parser.add_argument("list")
    parser.add_argument("photos")
    parser.add_argument("--idle-ms", type=int, default=15_000)
    parser.add_argument("--explain", action="store_true")
    arguments = parser.parse_args()
    application = make_application()
    app = build_app(application, DataPaths(arguments.data), demo=False)
    bugs: list[object] = []
    app.reporter.bug_reported.connect(lambda *told: bugs.append(told))
    try:
        app.window.show_page("match" if arguments.scenario == "match" else "catalog")
        app.show()
        settled(app)
        found = measured(app, arguments)
    finally:
        app.close()
    if bugs:
        raise RuntimeError(f"faults of the program: {bugs[:3]}")
    tell(found)


if __name__ == "__main__":
    main()
