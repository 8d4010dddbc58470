"""How the C library keeps memory that was given back: on Linux, little of it."""

from __future__ import annotations

import sys

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # of glibc's <malloc.h>
LARGE = 1024 * 1024
"""From this many bytes on an array has pages of its own, which go back to the system with it. By itself the
library raises that bound up to 32 MiB when large arrays are freed, and the next ones leave holes."""
ARENAS = 2
"""Heaps for all threads that begin from now on: by itself the library makes one for each, and none lends to
another."""


def keep_small() -> bool:
    """Bound what is kept from now on; whether the C library could be told so."""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # a C library of another kind
        return False
    told = [mallopt(M_MMAP_THRESHOLD, LARGE), mallopt(M_ARENA_MAX, ARENAS)]
    return all(told)
