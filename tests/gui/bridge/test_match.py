"""The match session: at once, overtaken, never mixed, softly refreshed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from visrec_desktop.bridge.match import MatchSession
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Crop, Filters, MatchResult, MatchStatus, Photo
from visrec_desktop.services import matching


class FakeMatching:
    """Stands in for the use case: records its questions and can be held."""

    def __init__(self) -> None:
        self.questions: list[tuple[Photo, Filters, int, Crop | None]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Semaphore(0)
        self.error: BaseException | None = None

    def match(
        self, workspace: Any, photo: Photo, filters: Filters, top: int, *, crop: Any = None, token: Any = None
    ) -> MatchResult:
        self.questions.append((photo, filters, top, crop))
        self.entered.release()
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        return MatchResult(photo, MatchStatus.OK)

    def preview(self, photo: Photo, max_side: int) -> matching.Preview:
        if photo.label.startswith("bad"):
            raise KnownError(ErrorCode.NOT_A_PICTURE, photo.label)
        return matching.Preview(np.full((30, 40, 3), 7, np.uint8), 4000, 3000)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeMatching:
    fake = FakeMatching()
    monkeypatch.setattr(matching, "match", fake.match)
    monkeypatch.setattr(matching, "preview", fake.preview)
    return fake


class Heard:
    """Everything a session said, in order."""

    def __init__(self, session: MatchSession) -> None:
        self.said: list[tuple[str, Any]] = []
        session.photos_changed.connect(lambda: self.said.append(("photos", session.photo)))
        session.preview_ready.connect(lambda image: self.said.append(("preview", image)))
        session.busy_changed.connect(lambda busy: self.said.append(("busy", busy)))
        session.result_ready.connect(lambda result: self.said.append(("result", result)))

    def all(self, kind: str) -> list[Any]:
        return [value for name, value in self.said if name == kind]


@pytest.fixture
def preferences(workspace: Any, runners: Runners) -> Preferences:
    return Preferences(workspace, runners)


@pytest.fixture
def session(workspace: Any, runners: Runners, preferences: Preferences, fake: FakeMatching) -> Any:
    session = MatchSession(workspace, runners, preferences)
    yield session
    session.stop()


def photo(name: str) -> Photo:
    return Photo(name, Path(f"/photos/{name}"))


def results(heard: Heard) -> Callable[[int], Callable[[], bool]]:
    return lambda count: lambda: len(heard.all("result")) == count


def test_photo_preview_and_result(session: MatchSession, fake: FakeMatching, qtbot: Any) -> None:
    heard = Heard(session)
    session.open_photos([photo("a.jpg"), photo("b.jpg")])
    assert heard.said[:2] == [("photos", photo("a.jpg")), ("busy", True)]
    qtbot.waitUntil(lambda: session.result is not None and session.preview is not None)
    assert session.current == 0
    assert session.photo_size == (4000, 3000)
    assert session.preview is not None
    assert session.preview.width() == 40
    assert not session.busy
    assert fake.questions == [(photo("a.jpg"), Filters(), 60, None)]
    assert heard.all("busy") == [True, False]


def test_preview_comes_while_the_match_is_under_way(
    session: MatchSession, fake: FakeMatching, qtbot: Any
) -> None:
    fake.gate.clear()
    session.open_photos([photo("a.jpg")])
    qtbot.waitUntil(lambda: session.preview is not None)
    assert session.busy
    assert session.result is None
    fake.gate.set()
    qtbot.waitUntil(lambda: session.result is not None)


def test_next_photo_overtakes_and_nothing_is_mixed_in(
    session: MatchSession, fake: FakeMatching, qtbot: Any
) -> None:
    heard = Heard(session)
    fake.gate.clear()
    photos = [photo(f"{number}.jpg") for number in range(20)]
    session.open_photos([photos[0]])
    assert fake.entered.acquire(timeout=10)  # the first is in the model now
    for one in photos[1:]:
        session.open_photos([one])
    fake.gate.set()
    qtbot.waitUntil(lambda: session.result is not None and session.preview is not None)
    qtbot.wait(30)
    assert [result.photo for result in heard.all("result")] == [photos[-1]]
    assert [question[0] for question in fake.questions] == [photos[0], photos[-1]]
    assert heard.all("busy") == [True, False]


def test_selecting_in_the_strip_resets_and_asks(
    session: MatchSession, fake: FakeMatching, qtbot: Any
) -> None:
    photos = [photo("a.jpg"), photo("b.jpg")]
    session.open_photos(photos)
    session.set_crop(Crop(1, 2, 3, 4))
    session.select(1)
    assert (session.result, session.preview, session.crop) == (None, None, None)
    qtbot.waitUntil(lambda: session.result is not None)
    assert session.result is not None
    assert session.result.photo is photos[1]
    assert fake.questions[-1] == (photos[1], Filters(), 60, None)
    count = len(fake.questions)
    session.select(1)
    session.select(7)
    assert len(fake.questions) == count


def test_bursts_of_filters_and_crops_are_asked_once(
    session: MatchSession, fake: FakeMatching, qtbot: Any
) -> None:
    heard = Heard(session)
    session.open_photos([photo("a.jpg")])
    qtbot.waitUntil(results(heard)(1))
    for number in range(30):
        session.set_filters(Filters(price_max=Decimal(number)))
        session.set_crop(Crop(0, 0, number, number))
    qtbot.waitUntil(results(heard)(2))
    qtbot.wait(20)
    assert len(fake.questions) == 2
    assert fake.questions[1][1:] == (Filters(price_max=Decimal(29)), 60, Crop(0, 0, 29, 29))
    session.set_filters(Filters(price_max=Decimal(29)))
    assert not session.busy


def test_answer_to_old_filters_is_not_shown(session: MatchSession, fake: FakeMatching, qtbot: Any) -> None:
    heard = Heard(session)
    fake.gate.clear()
    session.open_photos([photo("a.jpg")])
    assert fake.entered.acquire(timeout=10)
    session.set_filters(Filters(text="red"))
    fake.gate.set()
    qtbot.waitUntil(lambda: session.result is not None)
    qtbot.wait(20)
    assert len(heard.all("result")) == 1
    assert fake.questions[-1][1] == Filters(text="red")


def test_refresh_is_silent_and_keeps_the_result(
    session: MatchSession, fake: FakeMatching, qtbot: Any
) -> None:
    heard = Heard(session)
    session.open_photos([photo("a.jpg")])
    qtbot.waitUntil(results(heard)(1))
    before = list(heard.said)
    fake.gate.clear()
    session.refresh()
    assert session.result is not None
    assert not session.busy
    fake.gate.set()
    qtbot.waitUntil(results(heard)(2))
    assert [name for name, _ in heard.said[len(before) :]] == ["result"]


def test_refresh_while_busy_keeps_the_busy_sign_until_the_answer(
    session: MatchSession, fake: FakeMatching, qtbot: Any
) -> None:
    heard = Heard(session)
    fake.gate.clear()
    session.open_photos([photo("a.jpg")])
    session.refresh()
    assert session.busy
    fake.gate.set()
    qtbot.waitUntil(results(heard)(1))
    assert heard.all("busy") == [True, False]


def test_changes_of_an_import_are_collected(
    session: MatchSession, fake: FakeMatching, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(session)
    session.refresh_soon()
    session.open_photos([photo("a.jpg")])
    qtbot.waitUntil(results(heard)(1))
    session._soon.setInterval(30)
    for _ in range(50):
        session.refresh_soon()
    qtbot.waitUntil(results(heard)(2))
    qtbot.wait(60)
    assert len(fake.questions) == 2


def test_bad_photo_has_no_preview_and_a_failed_result(
    session: MatchSession, fake: FakeMatching, qtbot: Any
) -> None:
    fake.error = KnownError(ErrorCode.MODEL_MISSING, "thin-resnet50", "gone")
    session.open_photos([photo("bad.jpg")])
    qtbot.waitUntil(lambda: session.result is not None)
    assert session.result is not None
    assert session.result.status is MatchStatus.FAILED
    assert (session.result.code, session.result.subject) == ("model_missing", "thin-resnet50")
    assert session.preview is None
    assert not session.busy


def test_fault_of_the_program_ends_the_busy_sign_too(
    session: MatchSession, fake: FakeMatching, qtbot: Any
) -> None:
    fake.error = ZeroDivisionError()
    with qtbot.capture_exceptions() as exceptions:
        session.open_photos([photo("a.jpg")])
        qtbot.waitUntil(lambda: session.result is not None)
    assert len(exceptions) == 1
    assert session.result is not None
    assert (session.result.status, session.result.code) == (MatchStatus.FAILED, "")
    assert not session.busy


def test_clear_takes_everything_away(session: MatchSession, fake: FakeMatching, qtbot: Any) -> None:
    heard = Heard(session)
    fake.gate.clear()
    session.open_photos([photo("a.jpg")])
    session.clear()
    fake.gate.set()
    assert (session.current, session.photo, session.busy) == (-1, None, False)
    qtbot.wait(50)
    assert not heard.all("result")
    session.refresh()
    session.set_filters(Filters(text="x"))
    qtbot.wait(20)
    assert len(fake.questions) <= 1


def test_folder_is_opened_off_the_gui_thread(
    session: MatchSession, fake: FakeMatching, qtbot: Any, tmp_path: Path
) -> None:
    for name in ("10.jpg", "9.jpg"):
        (tmp_path / name).touch()
    session.open_photos([Photo("folder", tmp_path)])
    assert session.photos == ()
    qtbot.waitUntil(lambda: session.result is not None)
    assert [one.label for one in session.photos] == ["9.jpg", "10.jpg"]


def test_photo_dropped_after_a_folder_wins(
    session: MatchSession, fake: FakeMatching, qtbot: Any, tmp_path: Path
) -> None:
    (tmp_path / "1.jpg").touch()
    session.open_photos([Photo("folder", tmp_path)])
    session.open_photos([photo("a.jpg")])
    qtbot.waitUntil(lambda: session.result is not None)
    qtbot.wait(30)
    assert session.photos == (photo("a.jpg"),)


def test_number_of_hits_is_asked_anew_when_it_changes(
    session: MatchSession, fake: FakeMatching, preferences: Preferences, qtbot: Any
) -> None:
    heard = Heard(session)
    session.open_photos([photo("a.jpg")])
    qtbot.waitUntil(results(heard)(1))
    preferences.update(max_hits=10)
    qtbot.waitUntil(results(heard)(2))
    assert fake.questions[-1][2] == 10
    preferences.update(tile_size=200)
    qtbot.wait(50)
    assert len(fake.questions) == 2
