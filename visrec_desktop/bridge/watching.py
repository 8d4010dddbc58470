"""The watched folder: what arrives there is imported, without anybody asking."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.settings import Settings

if TYPE_CHECKING:
    from visrec_desktop.bridge.importer import ImportSession
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.bridge.preferences import Preferences
    from visrec_desktop.services.watching import Arrivals, Watch
    from visrec_desktop.services.workspace import Workspace

POLL_MS = 4_000


class FolderWatch(QObject):
    """Looks at the watched folder every few seconds, in the reading thread; imports what is new and whole.

    Signals:
        available_changed: whether the folder can be read now.
        arrived: how many files an import was begun for.
    """

    available_changed = Signal(bool)
    arrived = Signal(int)

    def __init__(
        self,
        workspace: Workspace,
        runners: Runners,
        preferences: Preferences,
        importer: ImportSession,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._importer = importer
        self._folder = preferences.settings.watched_folder
        self._watch: Watch | None = None
        self._is_looking = False
        self._may_look = False
        self.available = True
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._look)
        preferences.changed.connect(self._on_preferences)

    @property
    def folder(self) -> str:
        """The watched folder; empty where none is."""
        return self._folder

    def begin(self) -> None:
        """Look from now on: call it after the window has been painted."""
        self._may_look = True
        self._follow()

    def stop(self) -> None:
        """Look no more."""
        self._may_look = False
        self._timer.stop()

    @Slot(object)
    def _on_preferences(self, settings: Settings) -> None:
        if settings.watched_folder != self._folder:
            self._folder = settings.watched_folder
            self._watch = None
            self._set_available(True)
            self._follow()

    def _follow(self) -> None:
        if self._may_look and self._folder:
            self._timer.start()
            self._look()
        else:
            self._timer.stop()

    @Slot()
    def _look(self) -> None:
        if self._is_looking or self._importer.running:
            return
        if self._watch is None:
            from visrec_desktop.services.watching import Watch

            self._watch = Watch(Path(self._folder))
        watch = self._watch

        def work(_token: CancelToken) -> tuple[Watch, Arrivals]:
            from visrec_desktop.services.watching import look

            return watch, look(self._workspace, watch)

        self._is_looking = True
        self._runners.read.submit(
            work, on_done=self._looked, on_failed=self._not_looked, priority=Priority.LIST, key="watch"
        )

    def _looked(self, answer: tuple[Watch, Arrivals]) -> None:
        from visrec_desktop.services.importing import ImportRequest

        self._is_looking = False
        watch, arrivals = answer
        if watch is not self._watch:
            return  # another folder was chosen meanwhile
        self._set_available(arrivals.available)
        if arrivals.files:
            self._importer.start(ImportRequest(paths=tuple(arrivals.files), adopt_sheet=True))
            self.arrived.emit(len(arrivals.files))

    def _not_looked(self, _failure: Failure) -> None:
        self._is_looking = False
        self._set_available(False)

    def _set_available(self, available: bool) -> None:
        if available != self.available:
            self.available = available
            self.available_changed.emit(available)
