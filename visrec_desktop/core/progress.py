"""Progress of long work, and the token that stops it."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from visrec_desktop.core.errors import Cancelled


class CancelToken:
    """A flag that one thread sets and the working thread reads."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next safe point."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` when the job was asked to stop."""
        if self._event.is_set():
            raise Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of a job. `total` is None while it is not known; `eta_s` is None until it can be told."""

    stage: str
    done: int = 0
    total: int | None = None
    eta_s: float | None = None
