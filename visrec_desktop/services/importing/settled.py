"""Whether files that were just dropped are whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError

FRESH_S = 3.0
"""A file that was changed longer ago is not being written, in seconds."""
LOOK_S = 0.6
"""Between two looks, in seconds: longer than the times of most file systems are coarse."""


def busy_files(
    paths: Sequence[Path],
    clock: Callable[[], float] = time.time,
    pause: Callable[[float], None] = time.sleep,
) -> tuple[KnownError, ...]:
    """Those of dropped files that are still being written: a `FILE_BUSY` for each.

    Files that changed lately are looked at twice, with one pause for all of them; without such there is none.
    Files that cannot be looked at are not busy: reading them tells why.

    Args:
        paths: the files.
        clock: the time of day in seconds since 1970, as files have it.
        pause: waits for so many seconds.
    """
    moment = clock()
    fresh = {}
    for path in paths:
        stamp = _stamp(path)
        if stamp is not None and moment - stamp[2] < FRESH_S:
            fresh[path] = stamp
    if fresh:
        pause(LOOK_S)
    return tuple(
        KnownError(ErrorCode.FILE_BUSY, str(path)) for path, stamp in fresh.items() if _stamp(path) != stamp
    )


def _stamp(path: Path) -> tuple[int, int, float] | None:
    """Size, mtime in ns, and the time of the last change in seconds; None where that cannot be asked."""
    try:
        status = path.stat()
    except OSError:
        return None
    # a copy may already bear the time of its original; its ctime (on Windows: its creation) is of now
    return status.st_size, status.st_mtime_ns, max(status.st_mtime, status.st_ctime)
