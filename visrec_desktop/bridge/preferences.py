"""The settings as the window sees them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from visrec_desktop.bridge.jobs import Failure
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.settings import Settings

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace


class Preferences(QObject):
    """Holds the settings in force and keeps changes on disk.

    Signals:
        changed: the new `Settings`, at once.
        applied: the `Settings` that jobs see from now on.
        failed: the `KnownError` that kept them from being saved; they stay in force until the program ends.
    """

    changed = Signal(object)
    applied = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._settings = workspace.settings

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    def update(self, **fields: Any) -> None:  # noqa: ANN401 - any field of Settings
        """Change some fields. Saving happens in the work thread, also when the program is about to end."""
        settings = replace(self._settings, **fields)
        if settings == self._settings:
            return
        self._settings = settings
        self.changed.emit(settings)  # first: whoever works with the old settings is asked to stop

        def save(token: CancelToken) -> None:
            self._workspace.set_settings(settings)

        self._runners.work.submit(
            save,
            on_done=self._saved,
            on_failed=self._not_saved,
            priority=Priority.SETTINGS,
            key="settings",
            must_finish=True,
        )

    def _saved(self, _: None) -> None:
        self.applied.emit(self._settings)

    def _not_saved(self, failure: Failure) -> None:
        self.applied.emit(self._settings)
        if failure.error is not None:
            self.failed.emit(failure.error)
