"""Comparisons for the heat maps: the newest counts, and of one that is not wanted nothing is heard."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from visrec_desktop.bridge.heatmaps import Compared, HeatSession
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Crop, Photo
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.services import heatmaps

A, B = Photo("a.jpg", Path("/photos/a.jpg")), Photo("b.jpg", Path("/photos/b.jpg"))


class Comparing:
    """Stands in for the service; it can be held, and fail."""

    def __init__(self) -> None:
        self.calls: list[tuple[Photo, Crop | None, int, str]] = []
        self.emphases: list[Emphasis] = []
        self.gate = threading.Event()
        self.gate.set()
        self.error: Exception | None = None

    def heat_maps(
        self,
        workspace: Any,
        photo: Photo,
        crop: Any,
        picture_id: int,
        token: CancelToken,
        *,
        label: str,
        emphasis: Emphasis,
    ) -> Any:
        self.emphases.append(emphasis)
        self.calls.append((photo, crop, picture_id, label))
        assert self.gate.wait(5)
        token.check()
        if self.error is not None:
            raise self.error
        return SimpleNamespace(of=(photo.label, picture_id))


@pytest.fixture
def comparing(monkeypatch: pytest.MonkeyPatch) -> Any:
    comparing = Comparing()
    monkeypatch.setattr(heatmaps, "heat_maps", comparing.heat_maps)
    yield comparing
    comparing.gate.set()


@pytest.fixture
def preferences(workspace: Any, runners: Runners) -> Preferences:
    return Preferences(workspace, runners)


@pytest.fixture
def session(comparing: Comparing, workspace: Any, runners: Runners, preferences: Preferences) -> HeatSession:
    return HeatSession(workspace, runners, preferences)


@pytest.fixture
def heard(session: HeatSession) -> list[Any]:
    said: list[Any] = []
    session.ready.connect(lambda maps: said.append(maps.of))
    session.failed.connect(said.append)
    return said


def test_a_comparison_is_made_and_told(
    session: HeatSession, comparing: Comparing, heard: list[Any], qtbot: Any
) -> None:
    session.ask(Compared(A, Crop(1, 2, 3, 4), 7, "A shirt"))
    qtbot.waitUntil(lambda: heard == [("a.jpg", 7)])
    assert comparing.calls == [(A, Crop(1, 2, 3, 4), 7, "A shirt")]
    session.ask(Compared(A, None, 7, emphasis=Emphasis(colour=0.2)))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert comparing.emphases == [NEUTRAL, Emphasis(colour=0.2)]


def test_the_newest_counts_and_the_older_is_stopped(
    session: HeatSession, comparing: Comparing, heard: list[Any], qtbot: Any
) -> None:
    comparing.gate.clear()
    for photo, picture in ((A, 1), (A, 2), (B, 3)):
        session.ask(Compared(photo, None, picture))
    qtbot.waitUntil(lambda: bool(comparing.calls))
    comparing.gate.set()
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(30)
    assert heard == [("b.jpg", 3)]
    assert (A, None, 2, "") not in comparing.calls  # it had not begun


def test_what_was_dropped_is_not_heard_of(
    session: HeatSession, comparing: Comparing, heard: list[Any], qtbot: Any
) -> None:
    session.drop()
    comparing.gate.clear()
    session.ask(Compared(A, None, 1))
    qtbot.waitUntil(lambda: bool(comparing.calls))
    session.drop()
    comparing.gate.set()
    qtbot.wait(60)
    assert heard == []


def test_trouble_is_told(session: HeatSession, comparing: Comparing, heard: list[Any], qtbot: Any) -> None:
    comparing.error = KnownError(ErrorCode.NOT_FOUND, "a.jpg")
    session.ask(Compared(A, None, 1))
    qtbot.waitUntil(lambda: heard == [comparing.error])


def test_another_model_is_asked_anew(
    session: HeatSession, comparing: Comparing, preferences: Preferences, heard: list[Any], qtbot: Any
) -> None:
    preferences.update(model="other")
    qtbot.wait(30)
    assert comparing.calls == []  # nobody has asked
    session.ask(Compared(A, None, 1))
    qtbot.waitUntil(lambda: len(heard) == 1)
    preferences.update(tile_size=200)
    preferences.update(model="visrec-look")
    qtbot.waitUntil(lambda: len(heard) == 2)
    session.drop()
    preferences.update(model="other")
    qtbot.wait(30)
    assert len(comparing.calls) == 2
