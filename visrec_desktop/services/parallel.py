"""Doing the same work on many items with a few threads, in order and with flat memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from visrec_desktop.core.progress import CancelToken
from visrec_desktop.services.pace import Gently

_S = TypeVar("_S")
_T = TypeVar("_T")


def in_order(
    work: Callable[[_S], _T],
    items: Iterable[_S],
    threads: int,
    token: CancelToken,
    gently: Callable[[], bool] | None = None,
) -> Generator[_T, None, None]:
    """Do `work` on all items with a few threads; results come in the order of the items.

    At most four items a thread are under way or waiting, so memory stays flat however long the list is.

    Args:
        work: what to do; any thread.
        items: on what.
        threads: how many, at most.
        token: stops it.
        gently: whether to work on one item at a time, with rests (see `pace`); asked again and again, so that
            it can change on the way.

    Raises:
        Cancelled: the token was set; what was begun is finished first.
    """
    pool = ThreadPoolExecutor(threads, thread_name_prefix="prepare")
    waiting: deque[Future[_T]] = deque()
    do = work if gently is None else Gently(work, gently)
    try:
        for item in items:
            token.check()
            waiting.append(pool.submit(do, item))
            most = 1 if gently is not None and gently() else 4 * threads
            while len(waiting) >= most:
                token.check()
                yield waiting.popleft().result()
        while waiting:
            token.check()
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
