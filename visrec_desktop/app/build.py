"""Puts the program together: a data folder in, a window that is ready to be shown out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from visrec_desktop.app import heap, quick_start
from visrec_desktop.bridge.context import Context
from visrec_desktop.bridge.errors import BugReporter, open_log
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.services.workspace import Workspace
from visrec_desktop.ui.main_window import MainWindow
from visrec_desktop.ui.theme.theme import Theme

if TYPE_CHECKING:
    from visrec_desktop.services.engine import EngineStatus

NAME = "VisRec"


class FirstPaint(QObject):
    """Calls back once, when a window has been painted for the first time."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the first paint event; what it paints is on the screen when the event loop goes on."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
            self.deleteLater()
        return False


@dataclass(slots=True)
class App:
    """The parts of a running program, in the order in which they were made."""

    context: Context
    theme: Theme
    window: MainWindow
    reporter: BugReporter
    log: logging.Handler | None = None

    def show(self) -> None:
        """Show the window, and begin the work that waits for it as soon as it has been painted."""
        FirstPaint(self.window, self._begin)
        self.window.show()

    def _begin(self) -> None:
        self.log = open_log(self.context.workspace.paths.log)
        self.context.engine.changed.connect(_settle)
        self.context.start()
        heap.keep_small()  # while the lists are being read

    def close(self) -> bool:
        """Stop all work, keep what was done, let go of the data folder; whether all threads ended in time."""
        self.window.close()
        ended = self.context.shutdown()
        self.window.deleteLater()
        self.theme.close()
        self.reporter.uninstall()
        if self.log is not None:
            logging.getLogger("visrec_desktop").removeHandler(self.log)
            self.log.close()
        return ended


def _settle(status: EngineStatus | None) -> None:
    if status is not None:
        quick_start.settle()


def build_app(application: QApplication, paths: DataPaths, *, demo: bool) -> App:
    """Open the data folder and make the window for it.

    Args:
        application: the running Qt application.
        paths: the data folder.
        demo: whether a new folder starts with the demo's products.

    Raises:
        KnownError: the folder is in use or cannot be written, or its catalog cannot be used.
    """
    workspace = Workspace.open(paths, demo=demo, writable=True)
    reporter = BugReporter()
    reporter.install()
    context = Context(workspace)
    try:
        theme = Theme(application, workspace.settings.appearance)
        window = MainWindow(context, theme)
    except BaseException:
        context.shutdown()  # its threads must not outlive a start that failed
        reporter.uninstall()
        raise
    reporter.bug_reported.connect(window.tell_bug)
    return App(context, theme, window, reporter)
