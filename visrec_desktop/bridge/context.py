"""Everything the window works with, made in one place and handed over in one piece."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from visrec_desktop.bridge.catalog import CatalogSession
from visrec_desktop.bridge.clients import ClientsSession
from visrec_desktop.bridge.engine import EngineSession
from visrec_desktop.bridge.importer import ImportSession
from visrec_desktop.bridge.match import MatchSession
from visrec_desktop.bridge.one_by_one import OneByOne
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.bridge.thumbnails import Thumbnails

if TYPE_CHECKING:
    from visrec_desktop.bridge.calibrating import CalibrationSession
    from visrec_desktop.bridge.details import DetailsSession
    from visrec_desktop.bridge.health import HealthSession
    from visrec_desktop.bridge.planning import PlanSession
    from visrec_desktop.bridge.watching import FolderWatch
    from visrec_desktop.bridge.weighing import WeighingSession
    from visrec_desktop.services.workspace import Workspace

BREATH_MS = 300
"""From the lists to the model: the first rows and their pictures are painted meanwhile."""
IDLE = ("calibration", "details", "health")
"""Sessions that work when the catalog has come to rest, whether or not a page shows them."""


class Context(QObject):
    """What the window receives. GUI thread only.

    What the first painting needs is made at once, the other sessions when they are first asked for: by a page
    that shows them, or soon after the lists are there.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Make the first sessions of an open workspace and tell them of each other. Reads nothing yet."""
        super().__init__()
        self.workspace = workspace
        self.runners = Runners()
        self.preferences = Preferences(workspace, self.runners)
        self.thumbnails = Thumbnails(workspace)
        self.match = MatchSession(workspace, self.runners, self.preferences)
        self.catalog = CatalogSession(workspace, self.runners)
        self.clients = ClientsSession(workspace, self.runners)
        self.importer = ImportSession(workspace, self.runners, self.preferences, self.catalog)
        self.engine = EngineSession(workspace, self.runners, self.preferences)
        self.catalog.products_changed.connect(self.match.refresh_soon)
        self.match.recorded.connect(self.clients.note_change)
        self.clients.client_changed.connect(self.match.note_client)
        self.match.recorded.connect(self._learn_soon)
        self.clients.client_changed.connect(self._learn_soon)
        self.catalog.products_changed.connect(self._learn_soon)
        self._later = OneByOne(BREATH_MS, self)

    @cached_property
    def planning(self) -> PlanSession:
        """The import that is being decided about."""
        from visrec_desktop.bridge.planning import PlanSession

        return PlanSession(self.workspace, self.runners, self.catalog)

    @cached_property
    def weighing(self) -> WeighingSession:
        """The weights that feedback teaches."""
        from visrec_desktop.bridge.weighing import WeighingSession

        return WeighingSession(self.workspace, self.runners)

    @cached_property
    def health(self) -> HealthSession:
        """The health of the catalog."""
        from visrec_desktop.bridge.health import HealthSession

        return HealthSession(self.workspace, self.runners, self.catalog)

    @cached_property
    def watch(self) -> FolderWatch:
        """The watched folder."""
        from visrec_desktop.bridge.watching import FolderWatch

        return FolderWatch(self.workspace, self.runners, self.preferences, self.importer)

    @cached_property
    def calibration(self) -> CalibrationSession:
        """What scores mean in this catalog."""
        from visrec_desktop.bridge.calibrating import CalibrationSession

        made = CalibrationSession(self.workspace, self.runners, self.catalog)
        made.projected.connect(self.match.refresh_soon)
        made.changed.connect(self.match.refresh_soon)
        return made

    @cached_property
    def details(self) -> DetailsSession:
        """The local features of the catalog's pictures."""
        from visrec_desktop.bridge.details import DetailsSession

        return DetailsSession(self.workspace, self.runners, self.catalog)

    def start(self) -> None:
        """Begin once the window has been painted: first the lists, and when they are there the model.

        Loading the model takes both cores for a moment; the first rows must not wait for it.
        """
        self.catalog.coverage_changed.connect(self._go_on)
        self.catalog.failed.connect(self._go_on)
        self.catalog.refresh()

    def shutdown(self, timeout_ms: int = 10_000) -> bool:
        """Stop all threads, then close the workspace; whether the threads ended in time."""
        self._later.end()
        made = vars(self)
        if "watch" in made:
            self.watch.stop()
        self.importer.stop()
        for session in (self.match, self.catalog, self.clients):
            session.stop()
        ended = True
        if "planning" in made:
            self.planning.close()
            ended = self.planning.stop(timeout_ms)
        for name in ("weighing", "calibration", "details", "health"):
            if name in made:
                made[name].stop()
        ended = self.thumbnails.shutdown(timeout_ms) and ended
        ended = self.runners.shutdown(timeout_ms) and ended
        if ended:
            self.workspace.close()
        return ended

    @Slot()
    def _learn_soon(self) -> None:
        self.weighing.learn_soon()

    @Slot(object)
    def _go_on(self, _: object) -> None:
        """The catalog has been read for the first time, or cannot be."""
        self.catalog.coverage_changed.disconnect(self._go_on)
        self.catalog.failed.disconnect(self._go_on)
        self._later.begin((self._begin, *(partial(getattr, self, name) for name in IDLE)))

    def _begin(self) -> None:
        self.engine.warm_up()
        self.importer.begin()
        self.watch.begin()
