"""What SQLite's errors mean to the user."""

from __future__ import annotations

import functools
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from visrec_desktop.core.errors import ErrorCode, KnownError

_CODES = {
    sqlite3.SQLITE_FULL: ErrorCode.DISK_FULL,
    sqlite3.SQLITE_BUSY: ErrorCode.CATALOG_LOCKED,
    sqlite3.SQLITE_LOCKED: ErrorCode.CATALOG_LOCKED,
    sqlite3.SQLITE_PROTOCOL: ErrorCode.CATALOG_LOCKED,
    sqlite3.SQLITE_CORRUPT: ErrorCode.CATALOG_DAMAGED,
    sqlite3.SQLITE_NOTADB: ErrorCode.CATALOG_DAMAGED,
    sqlite3.SQLITE_READONLY: ErrorCode.FOLDER_READ_ONLY,
    sqlite3.SQLITE_PERM: ErrorCode.NO_PERMISSION,
    sqlite3.SQLITE_AUTH: ErrorCode.NO_PERMISSION,
    sqlite3.SQLITE_IOERR: ErrorCode.READ_FAILED,
}
_PRIMARY = 0xFF  # the low byte of an extended result code


class HasPath(Protocol):
    """Something that belongs to one database file."""

    @property
    def path(self) -> Path:
        """The database file."""


_Owner = TypeVar("_Owner", bound=HasPath)
_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")


def known_sqlite_error(error: sqlite3.Error, path: Path) -> KnownError | None:
    """The known error that `error` means; None when it is a fault of the program.

    Args:
        error: what sqlite3 raised.
        path: the database file, which becomes the subject.
    """
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        undecodable = isinstance(error, sqlite3.OperationalError) and "decode to UTF-8" in str(error)
        return KnownError(ErrorCode.CATALOG_DAMAGED, str(path), str(error)) if undecodable else None
    if code & _PRIMARY == sqlite3.SQLITE_CANTOPEN:
        return KnownError(_cannot_open(path), str(path), str(error))
    known = _CODES.get(code & _PRIMARY)
    return KnownError(known, str(path), str(error)) if known else None


def _cannot_open(path: Path) -> ErrorCode:
    if not path.exists():
        # Readers have looked before, so this was an attempt to create it.
        return ErrorCode.FOLDER_READ_ONLY if path.parent.is_dir() else ErrorCode.NOT_FOUND
    if not os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids):
        return ErrorCode.NO_PERMISSION
    # The file itself can be read, so SQLite failed to create its companions beside it.
    return ErrorCode.FOLDER_READ_ONLY


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the database at `path` into known errors; faults of the program pass."""
    try:
        yield
    except sqlite3.Error as error:
        known = known_sqlite_error(error, path)
        if known is None:
            raise
        raise known from error


def guarded(
    method: Callable[Concatenate[_Owner, _Args], _Result],
) -> Callable[Concatenate[_Owner, _Args], _Result]:
    """A method whose SQLite errors come out as known errors (cheaper than `translated` on hot paths)."""

    @functools.wraps(method)
    def call(self: _Owner, /, *args: _Args.args, **kwargs: _Args.kwargs) -> _Result:
        try:
            return method(self, *args, **kwargs)
        except sqlite3.Error as error:
            known = known_sqlite_error(error, self.path)
            if known is None:
                raise
            raise known from error

    return call
