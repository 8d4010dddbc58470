"""Working gently: one at a time, with rests, at the lowest priority, and changed on the way."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

import pytest

from visrec_desktop.core.progress import CancelToken
from visrec_desktop.services import pace
from visrec_desktop.services.importing import run_import
from visrec_desktop.services.importing.values import ImportRequest
from visrec_desktop.services.pace import MOST_REST_S, REST, Gently
from visrec_desktop.services.parallel import in_order
from visrec_desktop.services.workspace import Workspace


class Counted:
    """Counts how many items are under way; the first ones wait for each other where several may be."""

    def __init__(self, together: int) -> None:
        self._barrier = threading.Barrier(together)
        self._guard = threading.Lock()
        self._running = 0
        self.most = 0

    def __call__(self, number: int) -> int:
        with self._guard:
            self._running += 1
            self.most = max(self.most, self._running)
        self._barrier.wait(10)
        with self._guard:
            self._running -= 1
        return number


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST_REST_S", 0.0)


def test_it_rests_a_share_of_what_the_work_took(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST_REST_S", MOST_REST_S)
    monkeypatch.setattr(pace, "_give_way", lambda: None)
    clock = iter([10.0, 10.2, 20.0, 29.0])
    monkeypatch.setattr(pace.time, "perf_counter", lambda: next(clock))
    rests: list[float] = []
    work = Gently(str, lambda: True, rests.append)
    assert [work(1), work(2)] == ["1", "2"]
    assert rests == [pytest.approx(0.2 * REST), MOST_REST_S]


def test_without_the_wish_it_neither_rests_nor_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_give_way", lambda: pytest.fail("gave way"))
    assert Gently(str, lambda: False, lambda _: pytest.fail("rested"))(1) == "1"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives threads a niceness of their own")
def test_the_thread_that_works_gives_way_and_no_other() -> None:
    def niceness(_: int) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before = niceness(0)
    assert list(in_order(niceness, range(2), 2, CancelToken(), lambda: True)) == [pace.LOWEST] * 2
    assert niceness(0) == before


def test_one_at_a_time_and_in_order() -> None:
    work = Counted(1)
    assert list(in_order(work, range(6), 3, CancelToken(), lambda: True)) == list(range(6))
    assert work.most == 1


def test_the_wish_is_asked_again_on_the_way() -> None:
    told: list[bool] = []

    def wanted() -> bool:
        return len(told) >= 2

    under_way: list[int] = []
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        return number

    for number in in_order(work, range(20), 2, CancelToken(), wanted):
        told.append(True)
        under_way.append(max(begun) - number)
    assert len(told) == 20
    assert set(under_way[10:]) == {0}  # nothing is begun before the last one was taken


@pytest.mark.parametrize("gentle", [False, True])
def test_an_import_works_as_it_is_set(
    workspace: Workspace, shop: object, monkeypatch: pytest.MonkeyPatch, gentle: bool
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(pace, "_give_way", lambda: asked.append(1))
    workspace.use_settings(gentle=gentle)
    _end(run_import(workspace, ImportRequest((shop,)), CancelToken()).__next__)  # type: ignore[arg-type]
    assert workspace.reader().coverage(workspace.space).analysed == 8
    assert bool(asked) is gentle


def _end(step: Callable[[], object]) -> None:
    while True:
        try:
            step()
        except StopIteration:
            return
