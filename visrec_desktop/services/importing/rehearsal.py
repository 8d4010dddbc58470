"""A dry run works on a copy: it needs no folder that can be written, and leaves no trace in one that can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from visrec_desktop.core.paths import DataPaths


@dataclass(frozen=True, slots=True)
class _Rehearsal(DataPaths):
    """A copied catalog with the settings and models of the folder that it is from."""

    original: DataPaths

    @property
    def models(self) -> Path:
        """The owner's own models."""
        return self.original.models

    @property
    def settings(self) -> Path:
        """The settings in force."""
        return self.original.settings


@contextmanager
def rehearse(paths: DataPaths) -> Iterator[DataPaths]:
    """A data folder like `paths`, for the time of the block; empty where `paths` has no catalog yet.

    Raises:
        KnownError: the catalog cannot be read, or there is no room for its copy.
    """
    from visrec_desktop.data.backup import copy_to

    with TemporaryDirectory(prefix="visrec-") as folder:
        copied = _Rehearsal(Path(folder), paths)
        if paths.catalog.exists():
            copy_to(paths.catalog, copied.catalog)
        yield copied
