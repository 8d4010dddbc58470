"""Transactions that nest, and that know whether vectors changed."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from visrec_desktop.data.errors import translated

if TYPE_CHECKING:
    from pathlib import Path


class Transactions:
    """The transactions of one writing connection."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path
        self._depth = 0
        self._lost: BaseException | None = None
        self._vectors_changed = False
        self.commits = 0
        """How many transactions were committed: whoever remembers it knows whether anything changed since."""

    def vectors_changed(self) -> None:
        """Note that the running transaction changes vectors of live products."""
        self._vectors_changed = True

    @contextmanager
    def run(self, *, durable: bool = False) -> Iterator[None]:
        """All of the block or nothing of it; a block inside another can fail alone.

        Args:
            durable: the outermost commit reaches the disk before the block ends (what a person typed must
                survive a power cut; an import is simply run again).

        Raises:
            KnownError: what SQLite answers, e.g. `DISK_FULL`; nothing of the block is then stored.
        """
        with translated(self._path):
            scope = self._nested() if self._depth else self._outermost(durable)
            with scope:
                yield

    @contextmanager
    def _outermost(self, durable: bool) -> Iterator[None]:
        if durable:
            self._db.execute("PRAGMA synchronous = FULL")
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._depth, self._lost, self._vectors_changed = 1, None, False
            try:
                yield
                self._require_whole()
                if self._vectors_changed:
                    self._bump()
                self._db.execute("COMMIT")
                self.commits += 1
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        finally:
            self._depth = 0
            if durable:
                self._db.execute("PRAGMA synchronous = NORMAL")

    @contextmanager
    def _nested(self) -> Iterator[None]:
        self._require_whole()
        changed = self._vectors_changed
        self._db.execute("SAVEPOINT nested")
        self._depth += 1
        try:
            yield
            self._db.execute("RELEASE nested")
        except BaseException as error:
            self._vectors_changed = changed
            if self._db.in_transaction:
                self._db.execute("ROLLBACK TO nested")
                self._db.execute("RELEASE nested")
            else:
                # A full disk makes SQLite give up the whole transaction: the outer block must not commit.
                self._lost = error
            raise
        finally:
            self._depth -= 1

    def _require_whole(self) -> None:
        if self._lost is not None:
            raise self._lost

    def _bump(self) -> None:
        """Time keeps the number unique even where an older copy of the catalog comes back and goes on."""
        self._db.execute(
            "UPDATE meta SET value = max(CAST(value AS INTEGER) + 1, ?) WHERE key = 'vector_seq'",
            (time.time_ns(),),
        )
