"""The threads that work for the window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from visrec_desktop.bridge.jobs import JobRunner


class Priority:
    """Who goes first in a runner. Larger numbers win."""

    MATCH = 50
    SETTINGS = 40
    HEAT = 38
    REFINE = 35
    ENGINE = 30
    EDIT = 20
    ROWS = 20
    REGIONS = 15
    LIST = 10
    NORMAL = 0
    PICTURE = -5
    IMPORT = -10
    CATCH_UP = -20
    IDLE = -30
    DETAILS = -40


IMPORT_SHARE = 0.4
"""Of the work thread's time: an import goes on while somebody looks at one photo after the other."""


class Runners(QObject):
    """`work` runs the model and everything that writes; `read` looks things up and makes previews.

    `rank` orders products anew while a slider moves or after a like: it must answer within a frame, so
    nothing that takes longer may run there.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.work = JobRunner("work", self, background=True)
        self.read = JobRunner("read", self)
        self.rank = JobRunner("rank", self)

    def shutdown(self, timeout_ms: int = 10_000) -> bool:
        """End all threads (see `JobRunner.shutdown`); whether all ended in time."""
        ended = [runner.shutdown(timeout_ms) for runner in (self.read, self.rank, self.work)]
        return all(ended)
