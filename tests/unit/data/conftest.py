from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from visrec_desktop.data.reader import CatalogReader
from visrec_desktop.data.writer import CatalogWriter

NOBODY = 65534


@pytest.fixture
def path(data_dir: Path) -> Path:
    return data_dir / "catalog.db"


@pytest.fixture
def catalog(path: Path) -> Iterator[CatalogWriter]:
    writer = CatalogWriter.open(path, busy_ms=100)
    yield writer
    writer.close()


@pytest.fixture
def reader(catalog: CatalogWriter) -> Iterator[CatalogReader]:
    opened = CatalogReader.open(catalog.path, busy_ms=100)
    yield opened
    opened.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that an unprivileged user can reach (pytest's own temporary folders are private)."""
    folder = Path(tempfile.mkdtemp(prefix="visrec-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def make_read_only(open_folder: Path) -> Iterator[Callable[..., None]]:
    """Call it: from then on nobody in this process can write `open_folder`, the superuser included."""
    if not hasattr(os, "geteuid"):
        pytest.skip("folders cannot be made read-only by their mode here")
    user = os.geteuid()

    def apply(mode: int = 0o444) -> None:
        for file in open_folder.rglob("*"):
            file.chmod(0o555 if file.is_dir() else mode)
        open_folder.chmod(0o555)
        if user == 0:
            os.seteuid(NOBODY)

    yield apply
    os.seteuid(user)
    open_folder.chmod(0o755)
