"""Everything the window works with, made in one place and handed over in one piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from visrec_desktop.bridge.catalog import CatalogSession
from visrec_desktop.bridge.engine import EngineSession
from visrec_desktop.bridge.importer import ImportSession
from visrec_desktop.bridge.match import MatchSession
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.bridge.thumbnails import Thumbnails

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

_ONCE = Qt.ConnectionType.SingleShotConnection.value


@dataclass(frozen=True, slots=True)
class Context:
    """What the window receives."""

    workspace: Workspace
    runners: Runners
    preferences: Preferences
    thumbnails: Thumbnails
    match: MatchSession
    catalog: CatalogSession
    importer: ImportSession
    engine: EngineSession

    @classmethod
    def create(cls, workspace: Workspace) -> Context:
        """Make the sessions of an open workspace and tell them of each other. Reads nothing yet."""
        runners = Runners()
        preferences = Preferences(workspace, runners)
        catalog = CatalogSession(workspace, runners)
        context = cls(
            workspace=workspace,
            runners=runners,
            preferences=preferences,
            thumbnails=Thumbnails(workspace),
            match=MatchSession(workspace, runners, preferences),
            catalog=catalog,
            importer=ImportSession(workspace, runners, preferences, catalog),
            engine=EngineSession(workspace, runners, preferences),
        )
        context.catalog.products_changed.connect(context.match.refresh_soon)
        return context

    def start(self) -> None:
        """Begin once the window has been painted: first the lists, and when they are there the model.

        Loading the model takes both cores for a moment; the first rows must not wait for it.
        """
        self.catalog.coverage_changed.connect(
            self._load_model, Qt.ConnectionType(Qt.ConnectionType.QueuedConnection.value | _ONCE)
        )
        self.catalog.refresh()

    def _load_model(self) -> None:
        self.engine.warm_up()
        self.importer.begin()

    def shutdown(self, timeout_ms: int = 10_000) -> bool:
        """Stop all threads, then close the workspace; whether the threads ended in time."""
        self.importer.stop()
        self.match.stop()
        self.catalog.stop()
        ended = self.thumbnails.shutdown(timeout_ms)
        ended = self.runners.shutdown(timeout_ms) and ended
        if ended:
            self.workspace.close()
        return ended
