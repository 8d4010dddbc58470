from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from visrec_desktop.data.profiles.reader import ProfilesReader
from visrec_desktop.data.profiles.writer import ProfilesWriter


@pytest.fixture
def path(data_dir: Path) -> Path:
    return data_dir / "profiles.db"


@pytest.fixture
def profiles(path: Path) -> Iterator[ProfilesWriter]:
    writer = ProfilesWriter.open(path, busy_ms=100)
    yield writer
    writer.close()


@pytest.fixture
def reader(profiles: ProfilesWriter) -> Iterator[ProfilesReader]:
    opened = ProfilesReader.open(profiles.path, busy_ms=100)
    yield opened
    opened.close()
