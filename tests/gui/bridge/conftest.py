"""Real threads, and a workspace that only holds settings."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from visrec_desktop.bridge.jobs import JobRunner
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.settings import Settings
from visrec_desktop.services import regions


class FakeWorkspace(SimpleNamespace):
    """Settings, and a record of what was set and closed."""

    def __init__(self) -> None:
        super().__init__(settings=Settings(), saved=[], closed=False, space="look@1")

    def set_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.saved.append(settings)

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def _no_objects() -> Iterator[None]:
    """Photos show nothing in particular until the threads have ended, unless a test says otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "find_regions", lambda *_: ())
        yield


@pytest.fixture
def workspace() -> Any:
    return FakeWorkspace()


@pytest.fixture
def runner(qapp: object) -> Iterator[JobRunner]:
    runner = JobRunner("test")
    yield runner
    assert runner.shutdown()


@pytest.fixture
def runners(qapp: object) -> Iterator[Runners]:
    runners = Runners()
    yield runners
    assert runners.shutdown()
