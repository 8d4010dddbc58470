"""An archive's file and its list of files, read with a bound on the memory that they take."""

from __future__ import annotations

import io
import stat
import struct
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error
from visrec_desktop.sources.archive_limits import ArchiveLimits

READ_ERRORS = (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError, struct.error)
"""What zipfile raises about damaged archives, apart from the operating system's errors."""
_SIGNATURES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "GZIP"}


class Source(io.BufferedReader):
    """An archive's file, that does not let zipfile read an endless list of files into memory."""

    limits: ArchiveLimits | None = None
    label = ""

    def read(self, size: int | None = -1, /) -> bytes:
        """As its base, while the list of files is read: with `ARCHIVE_TOO_LARGE` for an endless one."""
        if self.limits is None:
            return super().read(size)
        if (size or 0) > self.limits.max_directory:
            raise KnownError(ErrorCode.ARCHIVE_TOO_LARGE, self.label, f"a list of files of {size} bytes")
        data = super().read(size)
        # by the entries there are, for their number at the archive's end may be any
        if data.count(b"PK\1\2") > self.limits.max_entries:
            raise KnownError(
                ErrorCode.ARCHIVE_TOO_LARGE, self.label, f"more than {self.limits.max_entries} files"
            )
        return data


def open_source(path: Path, limits: ArchiveLimits) -> Source:
    """Open an archive's file.

    Raises:
        KnownError: `NOT_FOUND`, `IS_A_DIRECTORY`, `EMPTY_FILE`, `NO_PERMISSION`, or `READ_FAILED` for a pipe.
    """
    label = str(path)
    try:
        status = path.stat()  # before opening: a pipe would wait for ever
        if not stat.S_ISREG(status.st_mode):
            is_folder = stat.S_ISDIR(status.st_mode)
            code = ErrorCode.IS_A_DIRECTORY if is_folder else ErrorCode.READ_FAILED
            raise KnownError(code, label, "not a regular file")
        if not status.st_size:
            raise KnownError(ErrorCode.EMPTY_FILE, label)
        source = Source(io.FileIO(path))
    except OSError as error:
        raise known_os_error(error, label) from error
    source.limits, source.label = limits, label
    return source


def read_directory(source: Source, path: Path) -> ZipFile:
    """The archive with its list of files read, and nothing else.

    Raises:
        KnownError: `ARCHIVE_UNREADABLE`, or `ARCHIVE_TOO_LARGE` for a list too long to be read.
    """
    try:
        if not is_zipfile(source):
            source.seek(0)
            raise KnownError(ErrorCode.ARCHIVE_UNREADABLE, str(path), _kind(source.read(4)))
        archive = ZipFile(source)
    except OSError as error:
        raise known_os_error(error, str(path)) from error
    except READ_ERRORS as error:
        detail = f"Its list of files is damaged ({error})"
        raise KnownError(ErrorCode.ARCHIVE_UNREADABLE, str(path), detail) from error
    source.limits = None
    return archive


def _kind(begin: bytes) -> str:
    found = next((kind for signature, kind in _SIGNATURES.items() if begin.startswith(signature)), "")
    if found:
        return f"It is a {found} archive; the program unpacks ZIP archives"
    return "Its end is missing" if begin.startswith(b"PK") else "It is no ZIP archive"
