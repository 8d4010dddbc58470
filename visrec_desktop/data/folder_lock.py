"""One program at a time may write a data folder."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from visrec_desktop.core.errors import ErrorCode, KnownError, known_write_error

if TYPE_CHECKING:
    from pathlib import Path


class FolderLock:
    """The right to write a data folder, held until `release`, the end of this object or of the process.

    The operating system holds the lock, so a file that a crash left behind locks nobody out. The holder's
    process id lies in a file beside it, because Windows lets nobody read a locked file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._holder = path.with_suffix(".pid")
        # Two objects of one process exclude each other as well.
        self._lock = FileLock(path, timeout=0, thread_local=False, is_singleton=False)

    def acquire(self) -> None:
        """Take the lock without waiting.

        Raises:
            KnownError: `FOLDER_IN_USE` (detail: the other process's id where it is known),
                `FOLDER_READ_ONLY` when the folder cannot be written, `DISK_FULL`.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
            self._holder.write_text(f"{os.getpid()}\n", encoding="ascii")
        except Timeout as error:
            raise KnownError(ErrorCode.FOLDER_IN_USE, str(self._path.parent), self._other()) from error
        except OSError as error:
            self._lock.release()
            raise known_write_error(error, str(self._path.parent)) from error

    def release(self) -> None:
        """Give the lock back; does nothing when it is not held."""
        if self._lock.is_locked:
            with suppress(OSError):  # the folder may be gone or read-only by now; the lock is what counts
                self._holder.unlink()
            self._lock.release()

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._lock.is_locked

    def __enter__(self) -> FolderLock:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _other(self) -> str:
        try:
            number = self._holder.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""
        return f"process {number}" if number.isdigit() else ""
