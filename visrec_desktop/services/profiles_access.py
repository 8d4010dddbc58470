"""The clients' file of an open data folder: a reader for each thread, one writer, each opened when wanted."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from visrec_desktop.core.paths import DataPaths
    from visrec_desktop.data.profiles.reader import ProfilesReader
    from visrec_desktop.data.profiles.writer import ProfilesWriter

_TOLERATED = frozenset({ErrorCode.DISK_FULL, ErrorCode.FOLDER_READ_ONLY, ErrorCode.NO_PERMISSION})
"""What may keep the day's copy from being made without keeping the clients from being used."""


class ProfilesAccess:
    """Used by `Workspace` alone, which has the same rules for threads."""

    def __init__(self, paths: DataPaths) -> None:
        self._paths = paths
        self._local = threading.local()
        self._guard = threading.Lock()
        self._readers: list[ProfilesReader] = []
        self._generation = 0  # grows when the file is exchanged: readers of the old one are then replaced
        self._writer: ProfilesWriter | None = None
        self._copied_on = ""
        self.backup_error: KnownError | None = None

    def reader(self) -> ProfilesReader:
        """The calling thread's reader."""
        generation, reader = getattr(self._local, "reader", (-1, None))
        if reader is not None:
            if generation == self._generation and not (reader.is_nothing and self._paths.profiles.exists()):
                return reader  # type: ignore[no-any-return]
            self._drop(reader)
        from visrec_desktop.data.profiles.reader import ProfilesReader

        generation = self._generation
        opened = ProfilesReader.open_or_nothing(self._paths.profiles)
        self._local.reader = (generation, opened)
        with self._guard:
            self._readers.append(opened)
        return opened

    def writer(self) -> ProfilesWriter:
        """The writer. The first call of a day makes that day's copy, before anything is changed."""
        today = time.strftime("%Y%m%d")
        if self._copied_on != today:
            self._copy()
            self._copied_on = today
        if self._writer is None:
            from visrec_desktop.data.profiles.writer import ProfilesWriter

            writer = ProfilesWriter.open(self._paths.profiles)
            try:
                writer.expire_photos(time.time_ns() // 1000)
            except BaseException:
                writer.close()
                raise
            self._writer = writer
        return self._writer

    def _copy(self) -> None:
        from visrec_desktop.data.profiles.backups import copy_of_the_day

        self.backup_error = None
        try:
            copy_of_the_day(self._paths.profiles, self._paths.backups)
        except KnownError as error:
            if error.code not in _TOLERATED:
                raise
            self.backup_error = error

    @contextmanager
    def closed(self) -> Iterator[None]:
        """While the file is exchanged: the writer is closed, and other threads' readers open anew later."""
        self._close_writer()
        reader = getattr(self._local, "reader", (-1, None))[1]
        if reader is not None:
            self._drop(reader)
        try:
            yield
        finally:
            self._generation += 1

    def _drop(self, reader: ProfilesReader) -> None:
        del self._local.reader
        with self._guard:
            self._readers.remove(reader)
        reader.close()

    def _close_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def close(self) -> None:
        """Close everything. No other thread may be using it."""
        for reader in self._readers:
            reader.close()
        self._readers.clear()
        self._local = threading.local()
        self._close_writer()
