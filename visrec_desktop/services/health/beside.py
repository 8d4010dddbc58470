"""Long reckoning in a thread of its own, while the job that waits for it can be overtaken."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from visrec_desktop.core.progress import CancelToken, Progress

_T = TypeVar("_T")
_POLL_S = 0.05


def beside(work: Callable[[], _T], token: CancelToken, stage: str) -> Generator[Progress, None, _T]:
    """Do `work`, which touches memory only, beside this thread.

    Raises:
        Cancelled: the token was set. What was begun is finished first.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="reckon") as pool:
        future = pool.submit(work)
        yield Progress(stage)
        while not wait((future,), timeout=_POLL_S).done:
            token.check()
            yield Progress(stage)
        return future.result()
