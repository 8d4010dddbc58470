"""Where the photo and a product's picture match, asked for while the product is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.bridge.match_jobs import nothing
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis

if TYPE_CHECKING:
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.bridge.preferences import Preferences
    from visrec_desktop.core.errors import KnownError
    from visrec_desktop.core.progress import CancelToken
    from visrec_desktop.core.settings import Settings
    from visrec_desktop.core.values import Crop, Photo
    from visrec_desktop.services.heatmaps import HeatMaps
    from visrec_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Compared:
    """Two pictures: a photo, or a part of it, and one of a product.

    `label` is what the product is called, `emphasis` what of the photo counts more or less.
    """

    photo: Photo
    crop: Crop | None
    picture_id: int
    label: str = ""
    emphasis: Emphasis = NEUTRAL

    def is_same(self, other: Compared | None) -> bool:
        """Whether both are the same pictures; a photo is the same only if it is the very one."""
        return other is not None and self.photo is other.photo and self == other


class HeatSession(QObject):
    """Works out one comparison at a time in the work thread. GUI thread only.

    The newest one counts: of an older one nothing is heard any more, nor after `drop`. When another model is
    chosen, the comparison is made anew.

    Signals:
        ready: the `HeatMaps`; None: the chosen model has none.
        failed: the `KnownError` that kept a picture from being read; None: a fault of the program.
    """

    ready = Signal(object)
    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, runners: Runners, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._asked: Compared | None = None
        self._model = preferences.settings.model
        preferences.applied.connect(self._on_settings)

    def ask(self, compared: Compared) -> None:
        """Find where these two match."""
        self._asked = compared
        self._runners.work.submit(
            partial(_compare, self._workspace, compared),
            on_done=partial(self._done, compared),
            on_failed=partial(self._not_done, compared),
            priority=Priority.HEAT,
            key="heat",
        )

    def drop(self) -> None:
        """Nobody wants to know any more."""
        if self._asked is not None:
            self._asked = None
            self._runners.work.submit(nothing, priority=Priority.HEAT, key="heat")

    def _done(self, compared: Compared, found: HeatMaps | None) -> None:
        if compared.is_same(self._asked):
            self.ready.emit(found)

    def _not_done(self, compared: Compared, failure: Failure) -> None:
        if compared.is_same(self._asked) and not failure.cancelled:
            error: KnownError | None = failure.error
            self.failed.emit(error)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        if settings.model != self._model:
            self._model = settings.model
            if self._asked is not None:
                self.ask(self._asked)


def _compare(workspace: Workspace, compared: Compared, token: CancelToken) -> HeatMaps | None:
    from visrec_desktop.services import heatmaps

    photo, crop, picture_id = compared.photo, compared.crop, compared.picture_id
    return heatmaps.heat_maps(
        workspace, photo, crop, picture_id, token, label=compared.label, emphasis=compared.emphasis
    )
