"""Which picture files are being read at this moment, in a file that survives a crash of the program.

Whatever is named there at the next import may have been the reason: it is read in a process of its own.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Self

from visrec_desktop.core.errors import known_write_error

_SLOT = 4096


class Marks:
    """A few slots in a memory-mapped file, each with the path that one thread reads.

    Args:
        path: the file.
        slots: how many threads read side by side.
    """

    def __init__(self, path: Path, slots: int) -> None:
        self._path = path
        self.suspects = _left_behind(path)
        """Paths that were being read when the program ended the last time."""
        with path.open("wb") as file:
            file.truncate(slots * _SLOT)
        self._file = path.open("r+b")
        self._map = mmap.mmap(self._file.fileno(), slots * _SLOT)
        self._free: SimpleQueue[int] = SimpleQueue()
        for slot in range(slots):
            self._free.put(slot)

    @classmethod
    def open(cls, path: Path, slots: int) -> Self:
        """As the constructor.

        Raises:
            KnownError: the file cannot be written.
        """
        try:
            return cls(path, slots)
        except OSError as error:
            raise known_write_error(error, str(path)) from error

    @contextmanager
    def reading(self, path: Path) -> Iterator[None]:
        """Name a file for as long as the block reads it. Any thread."""
        slot = self._free.get()
        start = slot * _SLOT
        name = os.fsencode(path)[: _SLOT - 1]
        self._map[start : start + len(name) + 1] = name + b"\0"
        try:
            yield
        finally:
            self._map[start] = 0
            self._free.put(slot)

    def close(self) -> None:
        """Take the file away: nothing is being read."""
        self._map.close()
        self._file.close()
        self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _left_behind(path: Path) -> frozenset[str]:
    try:
        data = path.read_bytes()
    except OSError:
        return frozenset()
    slots = [data[start : start + _SLOT] for start in range(0, len(data), _SLOT)]
    names = [slot.split(b"\0", 1)[0] for slot in slots]
    return frozenset(os.fsdecode(name) for name in names if name)
