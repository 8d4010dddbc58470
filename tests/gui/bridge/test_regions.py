"""The objects of a photo: found after its answer, answered in turn, dropped when they are overtaken."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.gui.bridge.client_fakes import FakeRecommending
from visrec_desktop.bridge.match import MatchSession
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.regions import RegionsSession
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Crop, Filters, MatchResult, MatchStatus, Photo
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.services import matching, recommending, regions
from visrec_desktop.services.regions import RegionQuestion
from visrec_desktop.vision.regions import Region

CROPS = (Crop(0, 0, 10, 10), Crop(20, 0, 10, 10), Crop(0, 20, 10, 10))


def photo(name: str) -> Photo:
    return Photo(name, Path(f"/photos/{name}"))


class FakeServices:
    """Stand in for the use cases; what each thread does is written down, and objects can be held."""

    def __init__(self) -> None:
        self.did: list[tuple[Any, ...]] = []
        self.crops: dict[str, tuple[Crop, ...]] = {}
        self.emphases: list[Emphasis] = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Semaphore(0)
        self.error: BaseException | None = None
        self.failed = False
        self.closer: dict[int, str] = {}  # what a closer look tells of objects, by place

    def match(self, _workspace: Any, photo: Photo, filters: Filters, _top: int, **more: Any) -> MatchResult:
        self.did.append(("match", photo.label, filters.text, more.get("crop")))
        return MatchResult(photo, MatchStatus.FAILED if self.failed else MatchStatus.OK)

    def preview(self, *_: Any) -> matching.Preview:
        return matching.Preview(np.zeros((3, 4, 3), np.uint8), 40, 30)

    def find(self, _workspace: Any, photo: Photo, _token: Any) -> tuple[Region, ...]:
        self.did.append(("find", photo.label))
        self._wait()
        if self.error is not None:
            raise self.error
        return tuple(Region(crop, 0.9) for crop in self.crops.get(photo.label, CROPS))

    def answer(
        self, _workspace: Any, question: RegionQuestion, crops: tuple[Crop, ...], token: Any
    ) -> Iterator[MatchResult]:
        self.emphases.append(question.emphasis)
        for crop in crops:
            token.check()
            self.did.append(("object", question.photo.label, question.filters.text, crop))
            self._wait()
            yield MatchResult(question.photo, MatchStatus.OK, detail=str(crop.x + crop.y))

    def look_closer(
        self, _workspace: Any, question: RegionQuestion, _crops: Any, _token: Any
    ) -> Iterator[tuple[int, MatchResult] | None]:
        for place, detail in self.closer.items():
            yield None
            yield place, MatchResult(question.photo, MatchStatus.OK, detail=detail)

    def _wait(self) -> None:
        self.entered.release()
        assert self.gate.wait(10)

    def objects(self) -> list[tuple[Any, ...]]:
        return [each for each in self.did if each[0] == "object"]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeServices:
    fake = FakeServices()
    monkeypatch.setattr(matching, "match", fake.match)
    monkeypatch.setattr(matching, "preview", fake.preview)
    monkeypatch.setattr(regions, "find_regions", fake.find)
    monkeypatch.setattr(regions, "match_regions", fake.answer)
    monkeypatch.setattr(regions, "look_closer", fake.look_closer)
    return fake


@pytest.fixture
def match(fake: FakeServices, workspace: Any, runners: Runners) -> Iterator[MatchSession]:
    session = MatchSession(workspace, runners, Preferences(workspace, runners))
    session.regions._soon.setInterval(20)
    yield session
    session.stop()


@pytest.fixture
def session(match: MatchSession) -> RegionsSession:
    return match.regions


def all_answered(session: RegionsSession) -> Callable[[], bool]:
    return lambda: len(session.answers) == len(session.regions) > 0 and not session.busy


def test_objects_come_after_the_answer_and_are_answered_in_turn(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any
) -> None:
    heard: list[Any] = []
    session.found.connect(lambda: heard.append(len(session.regions)))
    session.answered.connect(heard.append)
    match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(all_answered(session))
    kinds = [each[0] for each in fake.did]
    assert kinds == ["match", "find", "object", "object", "object"]
    assert heard == [0, 3, 0, 1, 2]
    assert [session.answers[place].detail for place in range(3)] == ["0", "20", "20"]
    assert [each[3] for each in fake.objects()] == list(CROPS)
    assert Priority.IMPORT < Priority.REGIONS < Priority.MATCH


@pytest.mark.parametrize("crops", [(), CROPS[:1]])
def test_one_object_or_none_is_not_answered_apart(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any, crops: tuple[Crop, ...]
) -> None:
    fake.crops["a.jpg"] = crops
    with qtbot.waitSignals([session.found, session.found]):
        match.open_photos([photo("a.jpg")])
    match.set_filters(Filters(text="red"))
    with qtbot.waitSignal(match.result_ready):
        pass
    qtbot.wait(60)
    assert len(session.regions) == len(crops)
    assert fake.objects() == []
    assert not session.busy


def test_a_failed_answer_looks_for_nothing(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any
) -> None:
    fake.failed = True
    with qtbot.waitSignal(match.result_ready):
        match.open_photos([photo("a.jpg")])
    qtbot.wait(30)
    assert [each[0] for each in fake.did] == ["match"]


def test_the_next_photo_drops_what_is_under_way(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any
) -> None:
    first, second = photo("a.jpg"), photo("b.jpg")
    fake.gate.clear()
    match.open_photos([first])
    qtbot.waitUntil(lambda: fake.entered.acquire(blocking=False))
    match.open_photos([second])  # while the first one's objects are being looked for
    fake.gate.set()
    qtbot.waitUntil(all_answered(session))
    assert {each[1] for each in fake.objects()} == {"b.jpg"}
    assert [each for each in fake.did if each[0] == "find"] == [("find", "a.jpg"), ("find", "b.jpg")]


def test_a_question_about_the_photo_goes_before_the_objects_that_wait(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any
) -> None:
    match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(lambda: len(session.regions) == 3)
    qtbot.waitUntil(all_answered(session))
    del fake.did[:]
    while fake.entered.acquire(blocking=False):
        pass
    fake.gate.clear()
    match.refresh()
    qtbot.waitUntil(lambda: fake.entered.acquire(blocking=False))  # the first object is in the model
    match.set_filters(Filters(text="red"))
    qtbot.wait(20)
    fake.gate.set()
    qtbot.waitUntil(lambda: len(fake.objects()) >= 4 and not session.busy)
    order = [(each[0], each[2]) for each in fake.did]
    assert order[:3] == [("match", ""), ("object", ""), ("match", "red")]
    assert order[-3:] == [("object", "red")] * 3


def test_other_filters_ask_anew_and_late_answers_to_the_old_ones_are_not_taken(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any
) -> None:
    fake.gate.clear()
    match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(lambda: fake.entered.acquire(blocking=False))
    fake.gate.set()
    qtbot.waitUntil(lambda: len(session.regions) == 3)
    qtbot.waitUntil(all_answered(session))
    old = session._asked
    match.set_filters(Filters(text="red"))
    assert old is not None
    session._answered(match.photo, old, CROPS, (0, MatchResult(None, MatchStatus.OK, detail="late")))  # type: ignore[arg-type]
    assert session.answers[0].detail == "0"
    qtbot.waitUntil(lambda: len(fake.objects()) == 6 and not session.busy)
    assert [each[2] for each in fake.objects()] == [""] * 3 + ["red"] * 3


def test_objects_follow_what_counts_once_the_hand_rests(
    match: MatchSession,
    session: RegionsSession,
    fake: FakeServices,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desks = FakeRecommending()
    for name in ("prepare", "rerank"):
        monkeypatch.setattr(recommending, name, getattr(desks, name))
    match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(lambda: len(session.regions) == 3)
    qtbot.waitUntil(all_answered(session))
    session._soon.setInterval(200)
    for step in range(10):
        match.set_emphasis(Emphasis(colour=step / 100))
        qtbot.wait(5)
    qtbot.waitUntil(lambda: len(fake.objects()) == 6 and not session.busy)
    assert fake.emphases == [NEUTRAL, Emphasis(colour=0.09)]


def test_while_a_part_is_chosen_nothing_is_asked(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any
) -> None:
    match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(lambda: len(session.regions) == 3)
    qtbot.waitUntil(all_answered(session))
    with qtbot.waitSignal(match.result_ready):
        session.pick(1)
    assert match.crop == CROPS[1]
    qtbot.wait(60)
    assert len(fake.objects()) == 3
    with qtbot.waitSignal(match.result_ready):
        match.set_crop(None)
    qtbot.wait(60)
    assert len(fake.objects()) == 3  # nothing changed meanwhile
    with qtbot.waitSignal(match.result_ready):
        session.pick(0)
    with qtbot.waitSignal(match.result_ready):
        match.refresh()  # products changed
    qtbot.wait(60)
    assert len(fake.objects()) == 3
    match.set_crop(None)
    qtbot.waitUntil(lambda: len(fake.objects()) == 6 and not session.busy)


def test_a_burst_of_refreshes_is_asked_once(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any
) -> None:
    session._soon.setInterval(120)
    match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(lambda: len(session.regions) == 3)
    qtbot.waitUntil(all_answered(session))
    for _ in range(5):
        with qtbot.waitSignal(match.result_ready):
            match.refresh()
    qtbot.waitUntil(lambda: len(fake.objects()) == 6 and not session.busy)
    assert not session._soon.isActive()


def test_trouble_is_left_to_the_answer_of_the_photo(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any
) -> None:
    fake.error = KnownError(ErrorCode.NOT_A_PICTURE, "a.jpg")
    match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(lambda: ("find", "a.jpg") in fake.did and not session.busy)
    assert session.regions == ()
    assert match.result is not None


def test_a_folder_without_pictures_has_no_objects(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any, tmp_path: Path
) -> None:
    with qtbot.waitSignal(match.result_ready):
        match.open_photos([Photo("empty", tmp_path)])
    qtbot.wait(30)
    assert session.regions == ()
    assert ("find", "empty") not in fake.did


def test_clearing_the_photos_takes_the_objects_away(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any
) -> None:
    match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(lambda: len(session.regions) == 3)
    match.clear()
    assert session.regions == ()
    assert session.answers == {}
    qtbot.wait(30)
    assert session.answers == {}


def test_a_closer_look_at_an_object_changes_its_answer_alone(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any
) -> None:
    fake.closer = {0: "0", 1: "found"}
    heard: list[int] = []
    session.answered.connect(heard.append)
    match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(all_answered(session))
    assert heard == [0, 1, 2, 1]
    assert [session.answers[place].detail for place in range(3)] == ["0", "found", "20"]


def looked_at(match: MatchSession, crop: Crop | None, qtbot: Any) -> None:
    with qtbot.waitSignal(match.result_ready):
        match.set_crop(crop)


@pytest.mark.parametrize("found", [CROPS, ()])
def test_a_part_that_was_drawn_stays_as_an_object(
    match: MatchSession, session: RegionsSession, fake: FakeServices, qtbot: Any, found: tuple[Crop, ...]
) -> None:
    fake.crops["a.jpg"] = found
    with qtbot.waitSignals([session.found, session.found]):
        match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(lambda: not session.busy)
    drawn, better, other = Crop(50, 50, 20, 20), Crop(52, 50, 20, 20), Crop(5, 70, 9, 9)
    looked_at(match, drawn, qtbot)
    assert len(session.regions) == len(found)
    for crop, kept in ((None, [drawn]), (better, [drawn]), (None, [better]), (other, [better])):
        looked_at(match, crop, qtbot)
        assert [region.crop for region in session.regions] == [*found, *kept]
    looked_at(match, None, qtbot)
    qtbot.waitUntil(all_answered(session))
    assert [region.crop for region in session.regions] == [*found, better, other]
    assert session.answers[len(found) + 1].detail == "75"
    looked_at(match, better, qtbot)  # chosen, not drawn
    looked_at(match, None, qtbot)
    assert [region.crop for region in session.regions] == [*found, better, other]
    with qtbot.waitSignal(session.found):
        match.open_photos([photo("b.jpg")])
    assert session.regions == ()


def test_no_more_parts_are_kept_than_can_be_looked_over(
    match: MatchSession, session: RegionsSession, qtbot: Any
) -> None:
    match.open_photos([photo("a.jpg")])
    qtbot.waitUntil(all_answered(session))
    parts = [Crop(100 * number, 300, 50, 50) for number in range(5)]
    for part in parts:
        looked_at(match, part, qtbot)
        looked_at(match, None, qtbot)
    assert [region.crop for region in session.regions] == [*CROPS, *parts[-3:]]
