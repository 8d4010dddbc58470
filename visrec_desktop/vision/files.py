"""Reading a picture's file: one open, a limit on its size, and one clear error for whatever is not a file."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error
from visrec_desktop.vision.limits import DEFAULT_LIMITS, Limits

_CHUNK = 1 << 20
# A pipe without a writer would wait for ever; Windows has neither such files nor the flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)


def read_picture(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Read a file whole.

    Raises:
        KnownError: `NOT_FOUND`, `DANGLING_LINK`, `IS_A_DIRECTORY`, `NO_PERMISSION`, `EMPTY_FILE`,
            `FILE_TOO_LARGE`, or `READ_FAILED` for pipes, devices, sockets and failing disks.
    """
    label = str(path)
    try:
        _check_kind(os.stat(path), label)  # noqa: PTH116 - before opening: opening a device may act on it
        with os.fdopen(os.open(path, _FLAGS), "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            _check_kind(status, label)
            data = _read(file, status.st_size, label, limits.max_bytes)
    except OSError as error:
        raise _os_error(error, path) from error
    except ValueError as error:  # a NUL in the name
        raise KnownError(ErrorCode.NOT_FOUND, label.replace("\0", "\N{REPLACEMENT CHARACTER}")) from error
    if not data:
        raise KnownError(ErrorCode.EMPTY_FILE, label)
    return data


def _check_kind(status: os.stat_result, label: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise KnownError(ErrorCode.IS_A_DIRECTORY, label)
    if not stat.S_ISREG(status.st_mode):
        raise KnownError(ErrorCode.READ_FAILED, label, "not a regular file")


def _read(file: BinaryIO, size: int, label: str, most: int) -> bytes:
    if size > most:
        raise KnownError(ErrorCode.FILE_TOO_LARGE, label, f"{size} bytes, at most {most}")
    # One byte more than the size shows the end of the file in the same call.
    chunks = [file.read(size + 1)]
    total = len(chunks[0])
    while chunks[-1]:
        if total == size and size > 0:
            break
        chunks.append(file.read(_CHUNK))
        total += len(chunks[-1])
        if total > most:
            raise KnownError(ErrorCode.FILE_TOO_LARGE, label, f"more than {most} bytes")
    return b"".join(chunks)


def _os_error(error: OSError, path: Path) -> KnownError:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return KnownError(ErrorCode.DANGLING_LINK, str(path), error.strerror or "")
    return known_os_error(error, str(path))
