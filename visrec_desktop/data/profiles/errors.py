"""What SQLite's errors mean about the clients' file."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.errors import HasPath, known_sqlite_error

_OF_CLIENTS = {
    ErrorCode.CATALOG_DAMAGED: ErrorCode.PROFILES_DAMAGED,
    ErrorCode.CATALOG_NEWER: ErrorCode.PROFILES_NEWER,
    ErrorCode.CATALOG_LOCKED: ErrorCode.PROFILES_LOCKED,
}

_Owner = TypeVar("_Owner", bound=HasPath)
_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors about the database at `path` come out as known errors of the clients' file."""
    try:
        yield
    except (sqlite3.Error, KnownError) as error:
        known = _known(error, path)
        if known is None or known is error:
            raise
        raise known from error


def guarded(
    method: Callable[Concatenate[_Owner, _Args], _Result],
) -> Callable[Concatenate[_Owner, _Args], _Result]:
    """A method whose SQLite errors come out as known errors of the clients' file."""

    @functools.wraps(method)
    def call(self: _Owner, /, *args: _Args.args, **kwargs: _Args.kwargs) -> _Result:
        with translated(self.path):
            return method(self, *args, **kwargs)

    return call


def damaged(path: Path, detail: str) -> KnownError:
    """The error for content that this program cannot have written."""
    return KnownError(ErrorCode.PROFILES_DAMAGED, str(path), detail)


def _known(error: sqlite3.Error | KnownError, path: Path) -> KnownError | None:
    known = known_sqlite_error(error, path) if isinstance(error, sqlite3.Error) else error
    if known is None or known.code not in _OF_CLIENTS:
        return known
    return KnownError(_OF_CLIENTS[known.code], known.subject, known.detail)
