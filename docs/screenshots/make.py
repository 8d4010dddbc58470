"""Makes the screenshots of this folder: every page, light and dark, on the demo catalog.

Run `make screenshots`. It needs no display.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from visrec_desktop.app.build import App, build_app
from visrec_desktop.app.main import make_application
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Photo
from visrec_desktop.services.demo import demo_photos
from visrec_desktop.services.importing import ImportRequest

TARGET = Path(__file__).resolve().parent
SIZE = (1440, 900)
SETTLE_MS = 1500
TIMEOUT_MS = 60_000


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the window live until something is true."""
    loop = QEventLoop()
    timer = QTimer(interval=30)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    QTimer.singleShot(TIMEOUT_MS, loop.quit)
    loop.exec()
    if not condition():
        raise TimeoutError("the window did not get as far as the screenshot needs")


class Photographer:
    """Brings the window into each state and takes its picture in both appearances."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.context = app.context
        self.window = app.window

    def take(self, name: str) -> None:
        """The window as it is, light and dark."""
        for appearance in (Appearance.LIGHT, Appearance.DARK):
            self.app.theme.set_appearance(appearance)
            wait(SETTLE_MS // 3)
            path = TARGET / f"{name}-{appearance.value}.png"
            self.window.grab().save(str(path))
            print(path.name)

    def match(self) -> None:
        """The Match page: before a photo, with its results, with a product, with several photos, failed."""
        wait_until(lambda: self.context.engine.status is not None)
        wait(SETTLE_MS)
        self.take("match-empty")
        photos = [Photo(path.name, path=path) for path in demo_photos()]
        self.open(photos[0])
        self.take("match")
        page = self.window.page("match")
        first = self.context.match.result.hits[0].product.id
        page.results.grid.select_product(first)
        page.results.grid.chosen.emit(first)
        wait(SETTLE_MS)
        self.take("match-product")
        self.open(*photos[:5])
        self.take("match-several-photos")
        with tempfile.TemporaryDirectory() as folder:
            letter = Path(folder) / "letter.jpg"
            letter.write_text("not a picture")
            self.open(Photo(letter.name, path=letter))
            self.take("match-failed")

    def open(self, *photos: Photo) -> None:
        """Open photos and wait for the first one's result."""
        session = self.context.match
        session.open_photos(photos)
        wait_until(lambda: session.result is not None and not session.busy)
        wait(SETTLE_MS)

    def catalog(self) -> None:
        """The Catalog page: grid, one product, table, an import that ended with failures."""
        self.window.show_page("catalog")
        wait(SETTLE_MS)
        self.take("catalog")
        page = self.window.page("catalog")
        page.show_product(int(self.context.catalog.ids[0]))
        wait(SETTLE_MS)
        self.take("catalog-product")
        page.toolbar.table_button.click()
        wait(SETTLE_MS)
        self.take("catalog-table")
        page.toolbar.grid_button.click()
        with tempfile.TemporaryDirectory() as folder:
            for name in ("letter.jpg", "half.png"):
                (Path(folder) / name).write_text("not a picture")
            (Path(folder) / "empty.jpg").touch()
            (Path(folder) / "SHI-0199.jpg").write_bytes(demo_photos()[0].read_bytes())
            importer = self.context.importer
            importer.start(ImportRequest((Path(folder),)))
            wait_until(lambda: importer.last_report is not None and not importer.running)
            wait(SETTLE_MS)
            self.take("catalog-import")

    def settings(self) -> None:
        """The Settings page."""
        self.window.show_page("settings")
        wait(SETTLE_MS)
        self.take("settings")


def main() -> int:
    """Take all screenshots; the exit code."""
    application: QApplication = make_application()
    with tempfile.TemporaryDirectory() as folder:
        app = build_app(application, DataPaths(Path(folder) / "VisRec"), demo=True)
        app.window.resize(*SIZE)
        app.show()
        photographer = Photographer(app)
        photographer.match()
        photographer.catalog()
        photographer.settings()
        app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
