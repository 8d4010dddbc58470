"""How hard an import works: as fast as the computer can, or gently, beside somebody at work.

Working gently, one item is done at a time, with a rest after each and at the lowest priority where the system
gives one to a single thread. The fan stays quieter; an import takes about three times as long on two cores.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

_S = TypeVar("_S")
_T = TypeVar("_T")

REST = 0.5
"""The rest after an item, as a share of the time it took."""
MOST_REST_S = 0.25
"""So long a rest is at most: a photo that is dropped must not wait for it."""
LOWEST = 19
"""Niceness; the system gives such a thread what the others leave."""


class Gently(Generic[_S, _T]):
    """Work that rests after each item and gives way to everything else, as long as somebody wants that.

    Args:
        work: what to do on an item. Any thread.
        wanted: whether to work gently now; asked for every item.
        sleep: waits for so many seconds.
    """

    def __init__(
        self,
        work: Callable[[_S], _T],
        wanted: Callable[[], bool],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._work = work
        self._wanted = wanted
        self._sleep = sleep

    def __call__(self, item: _S) -> _T:
        """Do one item. A thread that has once given way stays so for the rest of its short life."""
        if not self._wanted():
            return self._work(item)
        _give_way()
        begun = time.perf_counter()
        done = self._work(item)
        self._sleep(min(REST * (time.perf_counter() - begun), MOST_REST_S))
        return done


def _give_way() -> None:
    """Lower the calling thread's priority. Only Linux lets a thread have one of its own without a handle."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWEST)
