"""A few decoder children that all threads share: started when needed, ended when idle or broken.

The child of a hostile file is replaced; the next file never pays for it. A child is not bound to the thread
that started it (on Linux `PR_SET_PDEATHSIG` would end it with that thread, in the middle of another's file):
the end of its standard input tells it that the parent is gone.
"""

from __future__ import annotations

import atexit
import functools
import logging
import threading
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.machine import core_count
from visrec_desktop.vision import decoder_wire as wire
from visrec_desktop.vision.decoder import Decoded

if TYPE_CHECKING:
    from visrec_desktop.vision.decoder_process import DecoderProcess
    from visrec_desktop.vision.limits import Limits

_log = logging.getLogger(__name__)
_MOST_FILES = 500
"""A child is replaced after so many: what decoders lose over broken files does not add up."""


class CannotStart(Exception):  # noqa: N818 - the caller does the work itself
    """No child can be started on this computer; the text says why."""


class DecoderPool:
    """At most `most` children; more threads than that wait for one.

    Args:
        most: how many, at least 1.
    """

    def __init__(self, most: int) -> None:
        self._places = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._idle: list[DecoderProcess] = []
        self._all: set[DecoderProcess] = set()
        self._unusable = ""

    def decode(self, data: bytes, label: str, *, min_side: int | None, limits: Limits) -> Decoded:
        """Decode in a child; as `decode.decode`.

        Raises:
            KnownError: as `decode.decode`; `DECODER_FAILED` when the child crashed or took too long.
            CannotStart: there is no child.
        """
        from visrec_desktop.vision.decoder_process import Died, Fault, Refused

        request = wire.Request(len(data), min_side or 0, limits)
        try:
            with self._places:
                return self._asked(data, request)
        except Refused as error:
            raise KnownError(error.code, label, error.detail) from error
        except Died as error:
            raise KnownError(ErrorCode.DECODER_FAILED, label, str(error)) from error
        except Fault as error:
            _log.error("a fault in the decoder: %s", error)
            raise KnownError(ErrorCode.DECODER_FAILED, label, str(error)) from error

    def close(self) -> None:
        """End all children. The next file starts one anew."""
        with self._lock:
            children, self._all = self._all, set()
            self._idle.clear()
            self._unusable = ""
        for child in children:
            child.end()

    def _asked(self, data: bytes, request: wire.Request) -> Decoded:
        from visrec_desktop.vision.decoder_process import NotBegun

        while True:
            child = self._taken()
            is_new = not child.asked
            try:
                return child.ask(data, request)
            except NotBegun:
                if is_new:
                    self._unusable = "it ends as soon as it is started"
            finally:
                self._given_back(child)

    def _taken(self) -> DecoderProcess:
        """An idle child that lives, or a new one."""
        from visrec_desktop.vision.decoder_process import DecoderProcess

        while True:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            if child is None:
                break
            if child.is_ready:
                return child
            self._given_back(child)
        if self._unusable:
            raise CannotStart(self._unusable)
        try:
            child = DecoderProcess()
        except OSError as error:
            self._unusable = error.strerror or type(error).__name__
            raise CannotStart(self._unusable) from error
        with self._lock:
            self._all.add(child)
        return child

    def _given_back(self, child: DecoderProcess) -> None:
        with self._lock:
            if child in self._all and child.is_ready and child.asked < _MOST_FILES:
                self._idle.append(child)
                return
            self._all.discard(child)
        child.end()


@functools.cache
def pool() -> DecoderPool:
    """The children of this process: as many as it has cores."""
    atexit.register(close_decoders)
    return DecoderPool(core_count())


def close_decoders() -> None:
    """End all decoder children; the next file that needs one starts it anew."""
    pool().close()
