"""Everything the window works with, made in one place and handed over in one piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from visrec_desktop.bridge.calibrating import CalibrationSession
from visrec_desktop.bridge.catalog import CatalogSession
from visrec_desktop.bridge.clients import ClientsSession
from visrec_desktop.bridge.details import DetailsSession
from visrec_desktop.bridge.engine import EngineSession
from visrec_desktop.bridge.health import HealthSession
from visrec_desktop.bridge.importer import ImportSession
from visrec_desktop.bridge.match import MatchSession
from visrec_desktop.bridge.planning import PlanSession
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.bridge.thumbnails import Thumbnails
from visrec_desktop.bridge.watching import FolderWatch
from visrec_desktop.bridge.weighing import WeighingSession

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Context:
    """What the window receives."""

    workspace: Workspace
    runners: Runners
    preferences: Preferences
    thumbnails: Thumbnails
    match: MatchSession
    catalog: CatalogSession
    clients: ClientsSession
    planning: PlanSession
    importer: ImportSession
    engine: EngineSession
    weighing: WeighingSession
    health: HealthSession
    watch: FolderWatch
    calibration: CalibrationSession
    details: DetailsSession

    @classmethod
    def create(cls, workspace: Workspace) -> Context:
        """Make the sessions of an open workspace and tell them of each other. Reads nothing yet."""
        runners = Runners()
        preferences = Preferences(workspace, runners)
        catalog = CatalogSession(workspace, runners)
        importer = ImportSession(workspace, runners, preferences, catalog)
        context = cls(
            workspace=workspace,
            runners=runners,
            preferences=preferences,
            thumbnails=Thumbnails(workspace),
            match=MatchSession(workspace, runners, preferences),
            catalog=catalog,
            clients=ClientsSession(workspace, runners),
            planning=PlanSession(workspace, runners, catalog),
            importer=importer,
            engine=EngineSession(workspace, runners, preferences),
            weighing=WeighingSession(workspace, runners),
            health=HealthSession(workspace, runners, catalog),
            watch=FolderWatch(workspace, runners, preferences, importer),
            calibration=CalibrationSession(workspace, runners, catalog),
            details=DetailsSession(workspace, runners, catalog),
        )
        context.catalog.products_changed.connect(context.match.refresh_soon)
        context.calibration.projected.connect(context.match.refresh_soon)
        context.calibration.changed.connect(context.match.refresh_soon)
        context.match.recorded.connect(context.clients.note_change)
        context.match.recorded.connect(context.weighing.learn_soon)
        context.clients.client_changed.connect(context.weighing.learn_soon)
        context.catalog.products_changed.connect(context.weighing.learn_soon)
        context.clients.client_changed.connect(context.match.note_client)
        return context

    def start(self) -> None:
        """Begin once the window has been painted: first the lists, and when they are there the model.

        Loading the model takes both cores for a moment; the first rows must not wait for it.
        """
        _ModelAfterLists(self.catalog, self.engine, self.importer, self.watch)
        self.catalog.refresh()

    def shutdown(self, timeout_ms: int = 10_000) -> bool:
        """Stop all threads, then close the workspace; whether the threads ended in time."""
        self.watch.stop()
        self.importer.stop()
        self.planning.close()
        self.match.stop()
        self.catalog.stop()
        self.clients.stop()
        self.weighing.stop()
        self.calibration.stop()
        self.details.stop()
        self.health.stop()
        ended = self.planning.stop(timeout_ms)
        ended = self.thumbnails.shutdown(timeout_ms) and ended
        ended = self.runners.shutdown(timeout_ms) and ended
        if ended:
            self.workspace.close()
        return ended


class _ModelAfterLists(QObject):
    """Loads the model and lets catching up begin when the catalog has been read for the first time."""

    def __init__(
        self, catalog: CatalogSession, engine: EngineSession, importer: ImportSession, watch: FolderWatch
    ) -> None:
        super().__init__(catalog)
        self._catalog = catalog
        self._engine = engine
        self._importer = importer
        self._watch = watch
        catalog.coverage_changed.connect(self._go_on)
        catalog.failed.connect(self._go_on)

    @Slot(object)
    def _go_on(self, _: object) -> None:
        self._catalog.coverage_changed.disconnect(self._go_on)
        self._catalog.failed.disconnect(self._go_on)
        self._engine.warm_up()
        self._importer.begin()
        self._watch.begin()
        self.deleteLater()
