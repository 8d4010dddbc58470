"""One program at a time may write a data folder."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

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
        self._file: int | None = None

    def acquire(self) -> None:
        """Take the lock without waiting.

        Raises:
            KnownError: `FOLDER_IN_USE` (detail: the other process's id where it is known),
                `FOLDER_READ_ONLY` when the folder cannot be written, `DISK_FULL`.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        except OSError as error:
            raise known_write_error(error, str(self._path.parent)) from error
        try:
            is_ours = _lock(file)
            if is_ours:
                self._holder.write_text(f"{os.getpid()}\n", encoding="ascii")
        except OSError as error:
            os.close(file)
            raise known_write_error(error, str(self._path.parent)) from error
        if not is_ours:
            os.close(file)
            raise KnownError(ErrorCode.FOLDER_IN_USE, str(self._path.parent), self._other())
        self._file = file

    def release(self) -> None:
        """Give the lock back; does nothing when it is not held."""
        if self._file is not None:
            with suppress(OSError):  # the folder may be gone or read-only by now; the lock is what counts
                self._holder.unlink()
            os.close(self._file)
            self._file = None

    def __del__(self) -> None:
        """A lock that nobody holds any more locks nobody out."""
        self.release()

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

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


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        """Lock the first byte of an open file without waiting; whether that went well."""
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        """Lock an open file without waiting; whether that went well. Each open file counts for itself."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
