"""What this computer offers the program."""

from __future__ import annotations

import os


def core_count() -> int:
    """Cores that this process may use: a container or a pinned process has fewer than the machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
