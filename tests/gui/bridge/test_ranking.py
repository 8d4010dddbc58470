"""The ranker: always the latest order, never a queue, never an answer to something else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.gui.bridge.client_fakes import FakeRecommending
from visrec_desktop.bridge import ranking as bridge_ranking
from visrec_desktop.bridge.ranking import Asked, Order, Ranker
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Crop, Filters, Photo
from visrec_desktop.recommend import ranking
from visrec_desktop.services import recommending

PHOTO = Photo("a.jpg")
ASKED = Asked(PHOTO, 17, Filters(), None)


def desk(photo: Photo = PHOTO) -> Any:
    return SimpleNamespace(question=SimpleNamespace(photo=photo), failure=None, knows_client=True, version=0)


def order(balance: float) -> Order:
    return Order(balance, 0.3, 60)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeRecommending:
    fake = FakeRecommending()
    monkeypatch.setattr(recommending, "rerank", fake.rerank)
    monkeypatch.setattr(recommending, "after_feedback", fake.after_feedback)
    return fake


@pytest.fixture
def ranker(fake: FakeRecommending, workspace: Any, runners: Runners) -> Ranker:
    return Ranker(workspace, runners)


@pytest.fixture
def heard(ranker: Ranker) -> list[tuple[Any, Any]]:
    said: list[tuple[Any, Any]] = []
    ranker.ranked.connect(lambda asked, result: said.append((asked, result)))
    return said


def test_a_desk_is_ranked_at_once(
    ranker: Ranker, fake: FakeRecommending, heard: list[Any], qtbot: Any
) -> None:
    one = desk()
    ranker.take(ASKED, one, order(0.4))
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard[0][0] is ASKED
    assert fake.ranked == [(one, 0.4, 0.3, 60)]
    assert ranker.desk is one


def test_a_dragged_slider_is_answered_while_it_moves_and_leaves_no_queue(
    ranker: Ranker, fake: FakeRecommending, heard: list[Any], qtbot: Any
) -> None:
    fake.gate.clear()
    ranker.take(ASKED, desk(), order(0.0))
    assert fake.entered.acquire(timeout=10)  # the first is under way
    for step in range(1, 101):
        ranker.rank(order(step / 100))
    fake.gate.set()
    qtbot.waitUntil(lambda: len(heard) == 2)
    qtbot.wait(30)
    assert [balance for _, balance, _, _ in fake.ranked] == [0.0, 1.0]
    assert [result.elapsed_ms for _, result in heard] == [0.0, 1.0]


def test_going_back_to_the_order_under_way_ranks_no_more(
    ranker: Ranker, fake: FakeRecommending, heard: list[Any], qtbot: Any
) -> None:
    fake.gate.clear()
    ranker.take(ASKED, desk(), order(0.5))
    assert fake.entered.acquire(timeout=10)
    ranker.rank(order(0.9))
    ranker.rank(order(0.5))
    fake.gate.set()
    qtbot.waitUntil(lambda: len(heard) == 1)
    qtbot.wait(30)
    assert len(fake.ranked) == 1


def test_what_was_dropped_is_not_heard_of(
    ranker: Ranker, fake: FakeRecommending, heard: list[Any], qtbot: Any
) -> None:
    fake.gate.clear()
    ranker.take(ASKED, desk(), order(0.5))
    assert fake.entered.acquire(timeout=10)
    ranker.drop()
    fake.gate.set()
    ranker.rank(order(0.7))  # there is nothing to rank
    qtbot.wait(50)
    assert heard == []
    assert len(fake.ranked) == 1


def test_another_desk_overtakes(ranker: Ranker, fake: FakeRecommending, heard: list[Any], qtbot: Any) -> None:
    other, asked = desk(Photo("b.jpg")), Asked(Photo("b.jpg"), 17, Filters(), None)
    fake.gate.clear()
    ranker.take(ASKED, desk(), order(0.5))
    assert fake.entered.acquire(timeout=10)
    ranker.take(asked, other, order(0.6))
    fake.gate.set()
    qtbot.waitUntil(lambda: len(heard) == 1)
    qtbot.wait(30)
    assert heard[0][0] is asked
    assert heard[0][1].photo.label == "b.jpg"


def test_feedback_renews_the_desk_and_ranks_it(
    ranker: Ranker, fake: FakeRecommending, heard: list[Any], qtbot: Any
) -> None:
    ranker.take(ASKED, desk(), order(0.5))
    qtbot.waitUntil(lambda: len(heard) == 1)
    ranker.renew(order(0.5))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert [each.version for each, _, _, _ in fake.ranked] == [0, 1]
    assert ranker.desk is not None
    assert ranker.desk.version == 1  # type: ignore[attr-defined]


def test_a_desk_renewed_during_a_ranking_is_ranked_after_it(
    ranker: Ranker, fake: FakeRecommending, heard: list[Any], qtbot: Any
) -> None:
    fake.gate.clear()
    ranker.take(ASKED, desk(), order(0.5))
    assert fake.entered.acquire(timeout=10)
    ranker.renew(order(0.5))
    qtbot.waitUntil(lambda: ranker.desk is not None and ranker.desk.version == 1)  # type: ignore[attr-defined]
    fake.gate.set()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert [each.version for each, _, _, _ in fake.ranked] == [0, 1]


def test_news_for_a_desk_that_was_replaced_are_ignored(
    ranker: Ranker, fake: FakeRecommending, heard: list[Any], qtbot: Any
) -> None:
    ranker.take(ASKED, desk(), order(0.5))
    qtbot.waitUntil(lambda: len(heard) == 1)
    ranker.renew(order(0.5))
    newer = desk()
    ranker.take(ASKED, newer, order(0.5))
    qtbot.waitUntil(lambda: bool(fake.renewed) and len(heard) == 2)
    qtbot.wait(30)
    assert ranker.desk is newer
    ranker.drop()
    ranker.renew(order(0.5))
    qtbot.wait(20)
    assert len(fake.renewed) == 1


def test_a_ranking_that_failed_is_told_and_the_next_one_works(
    ranker: Ranker, fake: FakeRecommending, heard: list[Any], qtbot: Any
) -> None:
    failures: list[Any] = []
    ranker.failed.connect(lambda asked, failure: failures.append((asked, failure)))
    fake.rank_error = KnownError(ErrorCode.CATALOG_LOCKED, "catalog.db")
    ranker.take(ASKED, desk(), order(0.5))
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert failures[0][1].error.code is ErrorCode.CATALOG_LOCKED
    fake.rank_error = None
    ranker.rank(order(0.6))
    qtbot.waitUntil(lambda: len(heard) == 1)


def test_the_same_question_is_about_the_very_same_photo() -> None:
    assert ASKED.is_same(Asked(PHOTO, 17, Filters(), None))
    assert not ASKED.is_same(Asked(Photo("a.jpg"), 17, Filters(), None))
    assert not ASKED.is_same(Asked(PHOTO, 18, Filters(), None))
    assert not ASKED.is_same(Asked(PHOTO, 17, Filters(in_stock=True), None))
    assert not ASKED.is_same(Asked(PHOTO, 17, Filters(), Crop(0, 0, 1, 1)))
    assert not ASKED.is_same(None)


def test_the_sliders_begin_where_the_mathematics_says() -> None:
    assert bridge_ranking.DEFAULT_BALANCE == ranking.DEFAULT_BALANCE
    assert bridge_ranking.DEFAULT_DIVERSITY == ranking.DEFAULT_DIVERSITY
