"""The thread of a job runner and the worker object that lives in it."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from visrec_desktop.bridge.job_queue import Failure, Job, JobQueue, Mailbox, Message, Outcome
from visrec_desktop.core.errors import Cancelled, KnownError

BACKGROUND_NICENESS = 5
_log = logging.getLogger(__name__)


class JobThread(QThread):
    """A thread with an event loop that keeps one Python thread state from beginning to end."""

    def __init__(self, name: str, *, background: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self._background = background

    def run(self) -> None:
        """Run the event loop.

        Overridden although it only calls `exec`: entered from C++ for each slot anew, a thread would lose
        its `threading.local` values (and with them its catalog reader) after every job.
        """
        threading.current_thread().name = self.objectName()
        if self._background:
            self._give_way()
        self.exec()

    def _give_way(self) -> None:
        """Lower the priority. Threads that the model starts from here inherit it."""
        if sys.platform == "linux":  # where Qt's thread priorities do nothing under the usual scheduler
            thread = threading.get_native_id()
            niceness = os.getpriority(os.PRIO_PROCESS, thread) + BACKGROUND_NICENESS
            os.setpriority(os.PRIO_PROCESS, thread, min(niceness, 19))
        else:
            self.setPriority(QThread.Priority.LowPriority)


class JobWorker(QObject):
    """Takes jobs from the queue and leaves messages in the mailbox."""

    posted = Signal()

    def __init__(self, queue: JobQueue, mailbox: Mailbox) -> None:
        super().__init__()
        self._queue = queue
        self._mailbox = mailbox

    @Slot()
    def work(self) -> None:
        """Run slices until nothing waits; when the runner is closing, end the thread then."""
        while (job := self._queue.take()) is not None:
            self._slice(job)
        if self._queue.closing:
            self.thread().quit()

    def _slice(self, job: Job) -> None:
        try:
            if job.steps is None:
                self._begin(job)
            else:
                self._step(job, job.steps)
        except Cancelled:
            self._post(Message(job.serial, Outcome.FAILED, Failure(cancelled=True)))
        except KnownError as error:
            self._post(Message(job.serial, Outcome.FAILED, Failure(error)))
        except Exception:  # noqa: BLE001 - a bug: told to the hook, and the thread lives on
            sys.excepthook(*sys.exc_info())
            self._post(Message(job.serial, Outcome.FAILED, Failure()))

    def _begin(self, job: Job) -> None:
        job.token.check()
        result = job.work(job.token)
        if isinstance(result, Generator):
            job.steps = result
            self._queue.put(job)
        else:
            self._post(Message(job.serial, Outcome.DONE, result))

    def _step(self, job: Job, steps: Generator[Any, None, Any]) -> None:
        if job.token.cancelled and (job.unheard or job.wind_up == 0):
            steps.close()
            raise Cancelled
        job.wind_up -= job.token.cancelled
        try:
            event = next(steps)
        except StopIteration as end:
            self._post(Message(job.serial, Outcome.DONE, end.value))
            return
        self._post(Message(job.serial, Outcome.EVENT, event))
        self._queue.put(job)

    def _post(self, message: Message) -> None:
        if self._mailbox.post(message):
            self.posted.emit()
