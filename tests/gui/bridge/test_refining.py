"""The closer look behind an answer: it replaces the order once, and only where it still belongs."""

from __future__ import annotations

import threading
from collections.abc import Generator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.gui.bridge.client_fakes import FakeProfiles, FakeRecommending
from visrec_desktop.bridge.match import MatchSession
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import (
    Band,
    Crop,
    Filters,
    Hit,
    MatchResult,
    MatchStatus,
    Photo,
    PictureId,
    Product,
    ProductId,
)
from visrec_desktop.services import matching, recommending, refining
from visrec_desktop.services.refining import NOTHING, Evidence, Found

A, B = Photo("a.jpg", Path("/photos/a.jpg")), Photo("b.jpg", Path("/photos/b.jpg"))
THIRD = Evidence({3: Found(0.9, 30)})


def hit(number: int) -> Hit:
    product = Product(ProductId(number), f"P-{number}", f"P {number}", picture_id=PictureId(10 * number))
    return Hit(number, product, 1.0 - number / 1000, Band.CLOSE, {"look": 1.0 - number / 1000}, "", "")


class Looking:
    """Stands in for matching and for the closer look: both can be watched, and the look held."""

    def __init__(self) -> None:
        self.there = 5  # products in the catalog
        self.tops: list[int] = []
        self.looks: list[tuple[Photo, Any, list[int]]] = []
        self.found: Evidence = THIRD
        self.gate = threading.Event()
        self.gate.set()
        self.error: KnownError | None = None

    def match(
        self, workspace: Any, photo: Photo, filters: Filters, top: int, *, crop: Any = None, token: Any = None
    ) -> MatchResult:
        self.tops.append(top)
        if photo.label.startswith("bad"):
            return MatchResult(photo, MatchStatus.FAILED, code="not_a_picture")
        return MatchResult(photo, MatchStatus.OK, tuple(map(hit, range(1, min(top, self.there) + 1))))

    def examine(  # noqa: PLR0917 - as the real one
        self, workspace: Any, photo: Photo, crop: Any, candidates: Any, token: Any, budget_s: Any = None
    ) -> Generator[None, None, Evidence]:
        assert budget_s == refining.BUDGET_S
        self.looks.append((photo, crop, [each.product for each in candidates]))
        while not self.gate.wait(0.01):
            yield
            token.check()
        yield
        if self.error is not None:
            raise self.error
        return self.found

    def with_evidence(
        self, workspace: Any, result: MatchResult, found: Evidence, top: int | None = None
    ) -> MatchResult:
        moved = sorted(result.hits, key=lambda each: int(each.product.id) not in found.of)
        return MatchResult(result.photo, result.status, tuple(moved[:top]))


@pytest.fixture
def looking(monkeypatch: pytest.MonkeyPatch) -> Looking:
    looking = Looking()
    monkeypatch.setattr(matching, "match", looking.match)
    monkeypatch.setattr(refining, "examine", looking.examine)
    monkeypatch.setattr(refining, "with_evidence", looking.with_evidence)
    small = matching.Preview(np.zeros((3, 4, 3), np.uint8), 40, 30)
    monkeypatch.setattr(matching, "preview", lambda *_: small)
    return looking


@pytest.fixture
def session(looking: Looking, workspace: Any, runners: Runners) -> Any:
    session = MatchSession(workspace, runners, Preferences(workspace, runners))
    yield session
    looking.gate.set()
    session.stop()


@pytest.fixture
def heard(session: MatchSession) -> list[tuple[str, list[int]]]:
    """The photo and the products of every answer, in order."""
    said: list[tuple[str, list[int]]] = []

    def note(result: MatchResult) -> None:
        label = "" if result.photo is None else result.photo.label
        said.append((label, [int(each.product.id) for each in result.hits]))

    session.result_ready.connect(note)
    return said


def test_the_first_answer_is_shown_and_then_the_closer_order(
    session: MatchSession, looking: Looking, heard: list[Any], qtbot: Any
) -> None:
    busy: list[bool] = []
    session.busy_changed.connect(busy.append)
    looking.gate.clear()
    session.open_photos([A])
    qtbot.waitUntil(lambda: len(heard) == len(looking.looks) == 1)
    assert heard == [("a.jpg", [1, 2, 3, 4, 5])]
    assert not session.busy
    looking.gate.set()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[1] == ("a.jpg", [3, 1, 2, 4, 5])
    assert session.result is not None
    assert session.result.hits[0].product.id == 3
    assert busy == [True, False]
    assert looking.looks == [(A, None, [1, 2, 3, 4, 5])]
    assert looking.tops == [60]  # all products there are: no further ones to ask for


def test_more_products_are_looked_at_than_are_shown(
    session: MatchSession, looking: Looking, heard: list[Any], qtbot: Any
) -> None:
    looking.there, looking.found = 1000, Evidence({150: Found(0.9, 1500)})
    session.open_photos([A])
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert looking.tops == [60, 200]
    assert looking.looks[0][2] == list(range(1, 201))
    assert [len(ids) for _, ids in heard] == [60, 60]
    assert heard[1][1][:3] == [150, 1, 2]


@pytest.mark.parametrize("error", [None, KnownError(ErrorCode.CATALOG_LOCKED, "catalog.db")])
def test_that_a_look_goes_on_is_told_until_it_has_ended(
    session: MatchSession, looking: Looking, heard: list[Any], qtbot: Any, error: KnownError | None
) -> None:
    told: list[bool] = []
    session.refiner.looking_changed.connect(told.append)
    looking.found, looking.error = NOTHING, error
    looking.gate.clear()
    session.open_photos([A])
    qtbot.waitUntil(lambda: len(looking.looks) == 1)
    assert (told, session.refiner.is_looking) == ([True], True)
    looking.gate.set()
    qtbot.waitUntil(lambda: not session.refiner.is_looking)
    assert told == [True, False]
    assert len(heard) == 1


@pytest.mark.parametrize("found", [NOTHING, Evidence(has_looked=True), Evidence({1: Found(0.4, 10)})])
def test_an_answer_that_stays_as_it_was_is_not_shown_anew(
    session: MatchSession, looking: Looking, heard: list[Any], qtbot: Any, found: Evidence
) -> None:
    looking.found = found
    session.open_photos([A])
    qtbot.waitUntil(lambda: bool(looking.looks) and bool(heard))
    qtbot.wait(50)
    assert len(heard) == 1


def test_a_failed_answer_is_not_looked_at(
    session: MatchSession, looking: Looking, heard: list[Any], qtbot: Any
) -> None:
    session.open_photos([Photo("bad.jpg", Path("/photos/bad.jpg"))])
    qtbot.waitUntil(lambda: len(heard) == 1)
    qtbot.wait(30)
    assert looking.looks == []


def test_a_newer_question_drops_the_look_at_the_older_one(
    session: MatchSession, looking: Looking, heard: list[Any], qtbot: Any
) -> None:
    looking.gate.clear()
    session.open_photos([A, B])
    qtbot.waitUntil(lambda: len(heard) == len(looking.looks) == 1)
    session.select(1)  # is answered while the look at the first would still be held
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[1] == ("b.jpg", [1, 2, 3, 4, 5])
    qtbot.waitUntil(lambda: len(looking.looks) == 2)
    looking.gate.set()
    qtbot.waitUntil(lambda: len(heard) == 3)
    qtbot.wait(30)
    assert heard[2:] == [("b.jpg", [3, 1, 2, 4, 5])]


@pytest.mark.parametrize("change", ["filters", "crop", "clear"])
def test_other_filters_another_part_or_no_photo_drop_it_too(
    session: MatchSession, looking: Looking, heard: list[Any], qtbot: Any, change: str
) -> None:
    looking.gate.clear()
    session.open_photos([A])
    qtbot.waitUntil(lambda: len(heard) == len(looking.looks) == 1)
    if change == "clear":
        session.clear()
    elif change == "crop":
        session.set_crop(Crop(0, 0, 9, 9))
    else:
        session.set_filters(Filters(price_max=Decimal(9)))
    looking.gate.set()
    if change == "clear":
        qtbot.wait(80)
        assert len(heard) == 1
        return
    qtbot.waitUntil(lambda: len(heard) == 3)
    qtbot.wait(30)
    assert [ids[0] for _, ids in heard] == [1, 1, 3]
    assert looking.looks[-1][1] == (Crop(0, 0, 9, 9) if change == "crop" else None)


def test_a_silent_refresh_begins_with_what_was_found(
    session: MatchSession, looking: Looking, heard: list[Any], qtbot: Any
) -> None:
    session.open_photos([A])
    qtbot.waitUntil(lambda: len(heard) == 2)
    session.refresh()
    qtbot.waitUntil(lambda: len(looking.looks) == 2)
    qtbot.wait(50)
    assert [ids[0] for _, ids in heard] == [1, 3, 3]  # never back to the order before
    looking.found = Evidence({5: Found(0.9, 50)})
    session.refresh()
    qtbot.waitUntil(lambda: len(heard) == 5)
    looking.found = NOTHING
    session.refresh()
    qtbot.waitUntil(lambda: len(heard) == 7)
    assert [ids[0] for _, ids in heard] == [1, 3, 3, 3, 5, 5, 1]


def test_a_look_that_fails_leaves_the_answer(
    session: MatchSession, looking: Looking, heard: list[Any], qtbot: Any
) -> None:
    looking.error = KnownError(ErrorCode.CATALOG_LOCKED, "catalog.db")
    session.open_photos([A])
    qtbot.waitUntil(lambda: bool(looking.looks) and bool(heard))
    qtbot.wait(50)
    assert [ids[0] for _, ids in heard] == [1]
    looking.error = None
    session.refresh()
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard[-1][1][0] == 3


# with a client


class Ranking(FakeRecommending):
    """Ranks what was found first."""

    def rerank(self, *arguments: Any) -> MatchResult:
        result, found = super().rerank(*arguments), arguments[5]
        ids = sorted(range(1, 6), key=lambda number: number not in (found.of if found else ()))
        return MatchResult(result.photo, MatchStatus.OK, tuple(map(hit, ids)))


@pytest.fixture
def ranking(looking: Looking, monkeypatch: pytest.MonkeyPatch) -> Ranking:
    fake = Ranking()
    for name in ("prepare", "rerank", "after_feedback"):
        monkeypatch.setattr(recommending, name, getattr(fake, name))
    monkeypatch.setattr(refining, "candidates_of_desk", lambda *_: [refining.Candidate(1, 10)])
    return fake


def test_a_ranking_with_surprises_is_looked_at_and_ranked_again(
    ranking: Ranking, looking: Looking, session: MatchSession, heard: list[Any], qtbot: Any
) -> None:
    session.set_diversity(0.5)
    session.open_photos([A])
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert [ids[0] for _, ids in heard] == [1, 3]
    assert looking.tops == []
    session.set_diversity(0.9)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard[-1][1][0] == 3
    assert len(looking.looks) == 1
    session.refresh()
    qtbot.waitUntil(lambda: len(looking.looks) == 2)
    qtbot.waitUntil(lambda: len(heard) == 4)
    qtbot.wait(50)
    assert heard[-1][1][0] == 3
    assert len(heard) == 4


@pytest.mark.usefixtures("ranking")
def test_a_client_without_a_photo_is_not_looked_at(
    looking: Looking, workspace: Any, session: MatchSession, heard: list[Any], qtbot: Any
) -> None:
    profiles = FakeProfiles()
    profiles.add(17)
    workspace.profiles = lambda: profiles
    session.set_client(17)
    qtbot.waitUntil(lambda: len(heard) == 1)
    qtbot.wait(30)
    assert looking.looks == []
