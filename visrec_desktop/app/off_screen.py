"""Without a display: the window's own match off screen, its ranking in words and its picture as a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot

from visrec_desktop.cli.output import complain, known_error, reason, write
from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.values import MatchResult, MatchStatus, Photo
from visrec_desktop.services.demo import demo_photos

SCREENSHOT = "screenshot.png"
KNOWN_ERROR = 3
TIMEOUT_MS = 120_000
SETTLE_MS = 800
SHOWN = 12


class _FirstResult(QObject):
    """Waits in an event loop until the first result is there, or the time is up."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = QEventLoop(self)
        self.result: MatchResult | None = None

    @Slot(object)
    def take(self, result: MatchResult) -> None:
        """Keep the result and stop waiting."""
        self.result = result
        self._loop.quit()

    def wait(self, timeout_ms: int) -> MatchResult | None:
        """Run the event loop until `take` was called."""
        QTimer.singleShot(timeout_ms, self._loop.quit)
        self._loop.exec()
        return self.result

    def settle(self, milliseconds: int) -> None:
        """Let the window load its pictures."""
        QTimer.singleShot(milliseconds, self._loop.quit)
        self._loop.exec()


def run_off_screen(paths: DataPaths, *, demo: bool) -> int:
    """Match the first demo photo in a window that nobody sees; the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from visrec_desktop.app.build import build_app
    from visrec_desktop.app.main import make_application

    write("No display was found: matching a demo photo off screen instead.")
    application = make_application()
    try:
        app = build_app(application, paths, demo=demo)
    except KnownError as error:
        complain(f"visrec: {known_error(error)}")
        return KNOWN_ERROR
    try:
        app.window.resize(1440, 900)
        waiter = _FirstResult()
        app.context.match.result_ready.connect(waiter.take)
        app.show()
        photos = demo_photos()
        if not photos:
            complain("visrec: The demo photos are missing. Install the program again.")
            return KNOWN_ERROR
        app.context.match.open_photos([Photo(photos[0].name, path=photos[0])])
        result = waiter.wait(TIMEOUT_MS)
        if result is None:
            complain("visrec: No result came within two minutes. Try again with fewer programs open.")
            return 1
        waiter.settle(SETTLE_MS)
        target = paths.root / SCREENSHOT
        app.window.grab().save(str(target))
        _tell(result, target)
        return 0 if result.status is not MatchStatus.FAILED else 1
    finally:
        app.close()
        sys.stdout.flush()


def _tell(result: MatchResult, target: Path) -> None:
    shown = result.photo.label if result.photo is not None else ""
    write(f"{shown}: {result.status.value}, {result.elapsed_ms:.0f} ms")
    if result.status is MatchStatus.FAILED:
        write(f"  {reason(result.code, result.subject, result.detail)}")
    for hit in result.hits[:SHOWN]:
        price = f"{hit.product.price} {hit.product.currency}" if hit.product.price is not None else ""
        write(f"  {hit.rank:2d}. {hit.product.name:40} {price:>12}  {hit.band.value:10} {hit.score:.3f}")
    write(f"Screenshot: {target}")
