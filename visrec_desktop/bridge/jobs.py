"""The job runner: one long-lived thread that works off jobs slice by slice and calls back in the GUI thread.

A job is a plain function of a cancel token. If it returns a generator, each `next()` is one slice, and
between two slices the waiting job of the highest priority goes first: a match overtakes a running import
between two of its batches. A generator must therefore not hold a transaction open across a `yield`.
"""

from __future__ import annotations

import itertools
import logging
import sys
import time
from collections.abc import Callable, Generator
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from visrec_desktop.bridge.job_queue import Failure, Job, JobQueue, Mailbox, Message, Outcome
from visrec_desktop.bridge.job_thread import JobThread, JobWorker
from visrec_desktop.core.progress import CancelToken

__all__ = ["Failure", "JobHandle", "JobRunner"]

T = TypeVar("T")
DELIVERY_BUDGET_S = 0.008
_abandoned: list[JobThread] = []
_log = logging.getLogger(__name__)


class _Listeners(NamedTuple):
    """The GUI thread's half of a job."""

    on_done: Callable[[Any], None] | None
    on_event: Callable[[Any], None] | None
    on_failed: Callable[[Failure], None] | None
    key: str


class JobHandle:
    """A submitted job, for the GUI thread."""

    __slots__ = ("_runner", "_serial")

    def __init__(self, runner: JobRunner, serial: int) -> None:
        self._runner = runner
        self._serial = serial

    def cancel(self) -> None:
        """Ask the job to stop.

        Exactly one callback still comes: `on_failed` with `cancelled`, or `on_done` if the job returned all
        the same (because it was finished already, or to report how far it came).
        """
        self._runner.cancel(self._serial)

    @property
    def active(self) -> bool:
        """Whether a callback of the job may still come."""
        return self._runner.is_active(self._serial)


class JobRunner(QObject):
    """Runs jobs one at a time in its own thread, which starts with the first of them.

    Args:
        name: name of the thread, for logs and debuggers.
        parent: Qt parent.
        background: give way to the GUI thread when there are not enough cores for both.
    """

    _wake = Signal()

    def __init__(self, name: str, parent: QObject | None = None, *, background: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._serials = itertools.count(1)
        self._listeners: dict[int, _Listeners] = {}
        self._keys: dict[str, int] = {}
        self._queue = JobQueue()
        self._mailbox = Mailbox()
        self._thread = JobThread(name, background=background)
        self._worker = JobWorker(self._queue, self._mailbox)
        self._worker.moveToThread(self._thread)
        self._wake.connect(self._worker.work, Qt.ConnectionType.QueuedConnection)
        self._worker.posted.connect(self._deliver_soon, Qt.ConnectionType.QueuedConnection)
        self._again = QTimer(self, interval=0, singleShot=True)
        self._again.timeout.connect(self._deliver)

    def submit(
        self,
        work: Callable[[CancelToken], T | Generator[Any, None, T]],
        *,
        on_done: Callable[[T], None] | None = None,
        on_event: Callable[[Any], None] | None = None,
        on_failed: Callable[[Failure], None] | None = None,
        priority: int = 0,
        key: str = "",
        must_finish: bool = False,
        share: float = 0.0,
    ) -> JobHandle:
        """Let a job wait for its turn. Callbacks run in the GUI thread, in order.

        Args:
            work: the job; called in the runner's thread.
            on_done: receives what the job returned.
            on_event: receives what a generator job yielded.
            on_failed: receives a `Failure`.
            priority: higher goes first; equal ones in the order they came.
            key: a job with the same key overtakes the older one, none of whose callbacks run any more.
            must_finish: `shutdown` waits for this job instead of cancelling it: it saves something.
            share: of a generator, the part of the thread's time that it gets at least, in [0, 1), while jobs
                of a higher priority wait, too; those from `job_queue.FIRST` on go before it all the same.
        """
        serial = next(self._serials)
        if self._queue.closing:
            return JobHandle(self, serial)
        if key:
            self._overtake(key, serial)
        if not self._thread.isRunning():
            self._thread.start()
        self._listeners[serial] = _Listeners(on_done, on_event, on_failed, key)
        self._queue.put(Job(serial, priority, work, CancelToken(), must_finish, share=share))
        self._wake.emit()
        return JobHandle(self, serial)

    def cancel(self, serial: int) -> None:
        """Ask a job to stop (see `JobHandle.cancel`)."""
        if serial not in self._listeners:
            return
        if self._queue.cancel(serial):
            self._post(Message(serial, Outcome.FAILED, Failure(cancelled=True)))
        else:
            self._wake.emit()

    def is_active(self, serial: int) -> bool:
        """Whether a callback of the job may still come."""
        return serial in self._listeners

    def shutdown(self, timeout_ms: int = 10_000) -> bool:
        """Cancel what may be cancelled, wait for the rest, end the thread. No callback runs afterwards.

        A job in its slice ends its slice; a suspended generator is closed, so that its `finally` runs.

        Returns:
            Whether the thread ended in time.
        """
        if not self._queue.closing:
            self._queue.close()
            self._listeners.clear()
            self._keys.clear()
            self._again.stop()
            self._wake.emit()
        if self._thread.wait(timeout_ms):
            return True
        _log.error("The thread %s did not end within %d ms.", self.objectName(), timeout_ms)
        _abandoned.append(self._thread)  # destroying a running QThread would end the process
        return False

    def _overtake(self, key: str, serial: int) -> None:
        older = self._keys.get(key)
        self._keys[key] = serial
        if older is not None and self._listeners.pop(older, None) is not None:
            self._queue.cancel(older, unheard=True)

    def _post(self, message: Message) -> None:
        if self._mailbox.post(message):
            self._worker.posted.emit()

    @Slot()
    def _deliver_soon(self) -> None:
        """Deliver by timer: unlike queued signals, which a busy job could keep coming, it lets Qt paint."""
        if not self._queue.closing:
            self._again.start()

    @Slot()
    def _deliver(self) -> None:
        """Hand messages to their callbacks for a few milliseconds, then let the event loop paint.

        The timer is started before a callback runs: should the callback open a dialog, the messages behind
        it are delivered by the dialog's own event loop.
        """
        deadline = time.perf_counter() + DELIVERY_BUDGET_S
        while (message := self._mailbox.take()) is not None:
            if self._mailbox.waiting and not self._again.isActive():
                self._again.start()
            self._hand_over(message)
            if time.perf_counter() > deadline:
                return

    def _hand_over(self, message: Message) -> None:
        listeners = self._listeners.get(message.serial)
        if listeners is None:
            return
        if message.outcome is Outcome.EVENT:
            callback = listeners.on_event
        else:
            del self._listeners[message.serial]
            if self._keys.get(listeners.key) == message.serial:
                del self._keys[listeners.key]
            callback = listeners.on_done if message.outcome is Outcome.DONE else listeners.on_failed
        if callback is None:
            return
        try:
            callback(message.value)
        except Exception:  # noqa: BLE001 - reported as a bug; the other jobs' callbacks must still run
            sys.excepthook(*sys.exc_info())
