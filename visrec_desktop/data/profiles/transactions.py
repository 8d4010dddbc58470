"""Transactions of the clients' file: each one counts as a change."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from visrec_desktop.data.profiles.errors import translated
from visrec_desktop.data.transactions import Transactions


class ProfilesTransactions(Transactions):
    """As the catalog's, with the errors of the clients' file; every commit reaches the disk."""

    @contextmanager
    def run(self, *, durable: bool = False) -> Iterator[None]:
        """All of the block or nothing of it; a block inside another can fail alone.

        Raises:
            KnownError: what SQLite answers, e.g. `DISK_FULL`; nothing of the block is then stored.
        """
        with translated(self._path), super().run():
            self.vectors_changed()
            yield

    def _bump(self) -> None:
        """Time keeps the number unique even where an older copy of the file comes back and goes on."""
        self._db.execute(
            "UPDATE meta SET value = max(CAST(value AS INTEGER) + 1, ?) WHERE key = 'change_seq'",
            (time.time_ns(),),
        )
