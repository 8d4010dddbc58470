"""Which model runs where, why, and how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.bridge.jobs import Failure, JobHandle
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
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
        self._preferences = preferences
        self._chosen = self._loading = _engine_settings(preferences.settings)
        self._job: JobHandle | None = None
        self.status: EngineStatus | None = None
        self.error: KnownError | None = None
        preferences.changed.connect(self._on_changed)
        preferences.applied.connect(self._on_applied)

    def warm_up(self) -> None:
        """Load the model in the work thread and measure it."""
        self._begun = True
        self._show_loading()
        self._loading = _engine_settings(self._preferences.settings)
        self._job = self._runners.work.submit(
            self._load,
            on_done=self._loaded,
            on_failed=self._not_loaded,
            priority=Priority.ENGINE,
            key="engine",
        )

    def _show_loading(self) -> None:
        self.status = None
        self.error = None
        self.changed.emit(None)

    def _load(self, token: CancelToken) -> EngineStatus:
        from visrec_desktop.services import engine

        return engine.engine_status(self._workspace)

    def _loaded(self, status: EngineStatus) -> None:
        if self._chosen == self._loading:  # else it is about to be loaded anew
            self.status = status
            self.changed.emit(status)

    def _not_loaded(self, failure: Failure) -> None:
        if self._chosen == self._loading:
            self.error = failure.error or KnownError(ErrorCode.MODEL_UNUSABLE, self._chosen[0])
            self.failed.emit(self.error)

    @Slot(object)
    def _on_changed(self, settings: Settings) -> None:
        chosen = _engine_settings(settings)
        if self._begun and chosen != self._chosen:
            self._show_loading()
        self._chosen = chosen

    @Slot(object)
    def _on_applied(self, settings: Settings) -> None:
        is_loading = self._job is not None and self._job.active
        is_known = self.status is not None or self.error is not None or is_loading
        if self._begun and (_engine_settings(settings) != self._loading or not is_known):
            self.warm_up()


def _engine_settings(settings: Settings) -> tuple[str, str, int]:
    return settings.model, settings.provider, settings.threads
