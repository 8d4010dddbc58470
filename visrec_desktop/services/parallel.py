"""Doing the same work on many items with a few threads, in order and with flat memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from visrec_desktop.core.progress import CancelToken

_S = TypeVar("_S")
_T = TypeVar("_T")


def in_order(
    work: Callable[[_S], _T], items: Iterable[_S], threads: int, token: CancelToken
) -> Generator[_T, None, None]:
    """Do `work` on all items with a few threads; results come in the order of the items.

    At most four items a thread are under way or waiting, so memory stays flat however long the list is.

    Raises:
        Cancelled: the token was set; what was begun is finished first.
    """
    pool = ThreadPoolExecutor(threads, thread_name_prefix="prepare")
    waiting: deque[Future[_T]] = deque()
    try:
        for item in items:
            token.check()
            waiting.append(pool.submit(work, item))
            if len(waiting) >= 4 * threads:
                yield waiting.popleft().result()
        while waiting:
            token.check()
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
