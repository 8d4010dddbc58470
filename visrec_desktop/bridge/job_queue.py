"""The waiting line of a job runner: plain data behind one lock, no Qt."""

from __future__ import annotations

import heapq
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NamedTuple

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.progress import CancelToken

WIND_UP_SLICES = 8
FIRST = 40
"""From this priority on a job goes before every other one, whatever share of the time those were promised."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job gave no result.

    Attributes:
        error: the known error; None when it was cancelled, or when it is a fault of the program that
            `sys.excepthook` has already been told about.
        cancelled: whether it was stopped on request.
    """

    error: KnownError | None = None
    cancelled: bool = False


class Outcome(Enum):
    """What a message from the worker says about its job."""

    EVENT = auto()
    DONE = auto()
    FAILED = auto()


class Message(NamedTuple):
    """One thing the worker has to say."""

    serial: int
    outcome: Outcome
    value: Any


@dataclass(slots=True)
class Job:
    """The worker's half of a job. Callbacks are not here: they belong to the GUI thread alone.

    Attributes:
        share: of the thread's time that it gets at least, once it has begun, beside jobs below `FIRST`.
        since: when it was put back after its last slice, in seconds; `taken` is how long that slice took.
    """

    serial: int
    priority: int
    work: Callable[[CancelToken], Any]
    token: CancelToken
    must_finish: bool
    steps: Generator[Any, None, Any] | None = None
    wind_up: int = WIND_UP_SLICES
    unheard: bool = False  # nobody listens any more: close it at once instead of letting it wind up
    share: float = 0.0
    since: float = 0.0
    taken: float = 0.0


class JobQueue:
    """Jobs that wait for their next slice. Every method may be called from any thread.

    Cancelled jobs go first, so that what they hold is released; then the highest priority, then the oldest.
    A job that was promised a share of the time goes before those that have kept it waiting longer than that.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = 0.0
        self._lock = threading.Lock()
        self._waiting: dict[int, Job] = {}
        self._order: list[tuple[int, int]] = []  # a heap; entries of jobs no longer waiting are skipped
        self._urgent: deque[int] = deque()
        self._current: Job | None = None
        self._closing = False

    def put(self, job: Job) -> None:
        """Let a new job wait for its first slice, or a suspended one for its next."""
        with self._lock:
            job.since = self._clock()
            if job is self._current:
                job.taken = job.since - self._begun
            if self._closing and not job.must_finish:
                _stop(job, unheard=True)
            self._waiting[job.serial] = job
            if job.token.cancelled:
                self._urgent.append(job.serial)
            else:
                heapq.heappush(self._order, (-job.priority, job.serial))

    def take(self) -> Job | None:
        """The job whose turn it is; None when nothing waits."""
        with self._lock:
            self._current = None
            while self._urgent or self._order:
                serial = self._urgent.popleft() if self._urgent else heapq.heappop(self._order)[1]
                chosen = self._waiting.get(serial)
                if chosen is None:
                    continue
                due = None if chosen.token.cancelled or chosen.priority >= FIRST else self._kept_waiting()
                if due is not None and due != serial:
                    self._order = [entry for entry in self._order if entry[1] != due]
                    self._order.append((-chosen.priority, serial))
                    heapq.heapify(self._order)
                    serial = due
                self._current = self._waiting.pop(serial)
                break
            self._begun = self._clock()
            return self._current

    def _kept_waiting(self) -> int | None:
        """The job whose share is due: it has waited too long for what its last slice took."""
        now = self._clock()
        for job in self._waiting.values():
            if job.steps is not None and job.share > 0:
                patience = job.taken * (1 - job.share) / job.share
                if now - job.since >= patience:
                    return job.serial
        return None

    def cancel(self, serial: int, *, unheard: bool = False) -> bool:
        """Stop a job. One that has not begun is dropped.

        Args:
            serial: the job.
            unheard: nobody wants its result any more.

        Returns:
            Whether it was dropped, so that the worker will never report on it.
        """
        with self._lock:
            job = self._waiting.get(serial)
            if job is None:
                if self._current is not None and self._current.serial == serial:
                    _stop(self._current, unheard=unheard)
                return False
            _stop(job, unheard=unheard)
            if job.steps is None:
                del self._waiting[serial]
                return True
            self._urgent.append(serial)
            return False

    def close(self) -> None:
        """Drop what has not begun and stop what has, except for jobs that must finish."""
        with self._lock:
            self._closing = True
            if self._current is not None and not self._current.must_finish:
                _stop(self._current, unheard=True)
            for job in [job for job in self._waiting.values() if not job.must_finish]:
                _stop(job, unheard=True)
                if job.steps is None:
                    del self._waiting[job.serial]
                else:
                    self._urgent.append(job.serial)

    @property
    def closing(self) -> bool:
        """Whether `close` was called."""
        return self._closing


def _stop(job: Job, *, unheard: bool) -> None:
    job.token.cancel()
    job.unheard = job.unheard or unheard


class Mailbox:
    """Messages on their way to the GUI thread; one wake-up call covers any number of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._messages: deque[Message] = deque()

    def post(self, message: Message) -> bool:
        """Leave a message; whether the box was empty, so that the receiver must be woken."""
        with self._lock:
            self._messages.append(message)
            return len(self._messages) == 1

    def take(self) -> Message | None:
        """Remove and return the oldest message."""
        with self._lock:
            return self._messages.popleft() if self._messages else None

    @property
    def waiting(self) -> bool:
        """Whether there is a message."""
        return bool(self._messages)
