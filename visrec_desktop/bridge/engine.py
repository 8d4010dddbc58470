"""Which model runs where, why, and how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.bridge.jobs import Failure
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.settings import Settings

if TYPE_CHECKING:
    from visrec_desktop.services.engine import EngineStatus
    from visrec_desktop.services.workspace import Workspace


class EngineSession(QObject):
    """Loads the model after the first paint, and again when its settings change.

    Signals:
        changed: the `EngineStatus`; None while it is loading.
        failed: the `KnownError` that kept the model from starting.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, runners: Runners, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._begun = False
        self._chosen = _engine_settings(preferences.settings)
        self.status: EngineStatus | None = None
        self.error: KnownError | None = None
        preferences.changed.connect(self._on_preferences)

    def warm_up(self) -> None:
        """Load the model in the work thread and measure it."""
        self._begun = True
        self.status = None
        self.error = None
        self.changed.emit(None)
        self._runners.work.submit(
            self._load,
            on_done=self._loaded,
            on_failed=self._not_loaded,
            priority=Priority.ENGINE,
            key="engine",
        )

    def _load(self, token: CancelToken) -> EngineStatus:
        from visrec_desktop.services import engine

        return engine.engine_status(self._workspace)

    def _loaded(self, status: EngineStatus) -> None:
        self.status = status
        self.changed.emit(status)

    def _not_loaded(self, failure: Failure) -> None:
        if failure.error is not None:
            self.error = failure.error
            self.failed.emit(failure.error)

    @Slot(object)
    def _on_preferences(self, settings: Settings) -> None:
        chosen = _engine_settings(settings)
        if chosen == self._chosen:
            return
        self._chosen = chosen
        if self._begun:
            self.warm_up()


def _engine_settings(settings: Settings) -> tuple[str, str, int]:
    return settings.model, settings.provider, settings.threads
