"""Long reckoning in a thread of its own, while the job that waits for it can be overtaken."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, wait
from typing import TypeVar

from visrec_desktop.core.progress import CancelToken, Progress

_T = TypeVar("_T")
_POLL_S = 0.05


def beside(work: Callable[[], _T], token: CancelToken, progress: Progress) -> Generator[Progress, None, _T]:
    """Do `work`, which touches memory only, beside this thread; `progress` is told again and again.

    Raises:
        Cancelled: the token was set. What was begun ends by itself, unheard, and does not keep the program
            from ending.
    """
    future: Future[_T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the result is taken
            future.set_exception(error)

    threading.Thread(target=run, name="reckon", daemon=True).start()
    yield progress
    while not wait((future,), timeout=_POLL_S).done:
        token.check()
        yield progress
    return future.result()
