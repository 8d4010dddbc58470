"""An open clients' file: one state at a time, and what every view of it needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self, TypeVar

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.connections import BUSY_MS
from visrec_desktop.data.profiles.connections import connect_nothing, connect_reader
from visrec_desktop.data.profiles.errors import damaged, guarded

if TYPE_CHECKING:
    from pathlib import Path

    from visrec_desktop.data.checks import CheckResult

_Stored = TypeVar("_Stored")
_Value = TypeVar("_Value")


class ProfilesFile:
    """A connection to the clients' file, and the file it belongs to."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, is_nothing: bool = False) -> None:
        self._db = connection
        self._path = path
        self.is_nothing = is_nothing
        """Whether there is no file behind this, and nothing to read."""

    @classmethod
    def open(cls, path: Path, *, busy_ms: int = BUSY_MS) -> Self:
        """Open the clients' file at `path`; nothing is written.

        Raises:
            KnownError: `NOT_FOUND`, `PROFILES_NEWER`, `PROFILES_DAMAGED`, `PROFILES_LOCKED`, `NO_PERMISSION`.
        """
        return cls(connect_reader(path, busy_ms=busy_ms), path)

    @classmethod
    def open_or_nothing(cls, path: Path, *, busy_ms: int = BUSY_MS) -> Self:
        """As `open`; where there is no file, a reader that finds nothing. None is made."""
        try:
            return cls.open(path, busy_ms=busy_ms)
        except KnownError as error:
            if error.code is not ErrorCode.NOT_FOUND:
                raise
        return cls(connect_nothing(), path, is_nothing=True)

    @property
    def path(self) -> Path:
        """The database file."""
        return self._path

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        self._db.close()

    @guarded
    def change_seq(self) -> int:
        """A number that grows with every change of the file, also against an older copy put back."""
        return int(self._meta("change_seq"))

    @guarded
    def check(self, *, full: bool) -> CheckResult:
        """Whether the file is sound; nothing about a person is said."""
        from visrec_desktop.data.profiles.checks import check_clients

        return check_clients(self._db, full=full)

    @contextmanager
    def _one_state(self) -> Iterator[None]:
        """All statements of the block see the same commit."""
        is_outermost = not self._db.in_transaction
        if is_outermost:
            self._db.execute("BEGIN")
        try:
            yield
        finally:
            if is_outermost:
                with suppress(sqlite3.OperationalError):  # damage may have ended it; nothing was written
                    self._db.execute("ROLLBACK")

    def _family(self, client_id: int) -> int:
        row = self._db.execute("SELECT family_id FROM clients WHERE id = ?", (int(client_id),)).fetchone()
        if row is None:
            raise KnownError(ErrorCode.UNKNOWN_CLIENT, str(client_id))
        return int(row[0])

    def _meta(self, key: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise damaged(self._path, f"no {key}")
        return str(row[0])

    def _made(self, make: Callable[[_Stored], _Value], stored: _Stored) -> _Value:
        """What `make` makes of stored content; content that it cannot read is damage."""
        try:
            return make(stored)
        except (ValueError, TypeError, KeyError) as error:
            raise damaged(self._path, str(error)) from error
