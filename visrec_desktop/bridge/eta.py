"""The time that is left."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from visrec_desktop.core.progress import Progress

SETTLE_S = 1.5


class Eta:
    """Fills in the time left where a job does not tell it itself, from the pace of the current stage."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage = ""
        self._began = (0.0, 0)

    def fill(self, progress: Progress) -> Progress:
        """The same progress with `eta_s`, once the pace can be told."""
        if progress.eta_s is not None or progress.total is None:
            return progress
        now = self._clock()
        if progress.stage != self._stage:
            self._stage = progress.stage
            self._began = (now, progress.done)
        began_s, began_done = self._began
        elapsed, done = now - began_s, progress.done - began_done
        if elapsed < SETTLE_S or done <= 0:
            return progress
        return replace(progress, eta_s=elapsed / done * max(progress.total - progress.done, 0))
