"""The job runner with real threads: order, overtaking, cancelling, faults, quitting."""

from __future__ import annotations

import itertools
import os
import sys
import threading
import time
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from visrec_desktop.bridge.job_queue import Job, JobQueue
from visrec_desktop.bridge.jobs import Failure, JobRunner
from visrec_desktop.core.errors import Cancelled, ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken


class Gate:
    """Holds a job inside its slice until the test lets it go."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self, token: CancelToken) -> str:
        self.entered.set()
        assert self.opened.wait(10)
        return "through"


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.opened.set()


def hold(runner: JobRunner, gate: Gate) -> None:
    runner.submit(gate, priority=1000)
    assert gate.entered.wait(10)


def test_result_and_callback_thread(runner: JobRunner, qtbot: Any) -> None:
    found: list[Any] = []

    def done(value: object) -> None:
        found.append((value, threading.get_ident()))

    runner.submit(lambda token: threading.get_ident(), on_done=done)
    qtbot.waitUntil(lambda: bool(found))
    worker, receiver = found[0]
    assert receiver == threading.get_ident()
    assert worker != receiver


def test_events_come_in_order_before_the_result(runner: JobRunner, qtbot: Any) -> None:
    seen: list[Any] = []

    def count(token: CancelToken) -> Generator[int, None, str]:
        yield from range(100)
        return "end"

    runner.submit(count, on_event=seen.append, on_done=seen.append)
    qtbot.waitUntil(lambda: "end" in seen)
    assert seen == [*range(100), "end"]


def test_two_thousand_quick_jobs_lose_no_callback(runner: JobRunner, qtbot: Any) -> None:
    seen: list[int] = []
    for number in range(2000):
        runner.submit(lambda token, number=number: number, on_done=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2000, timeout=20_000)
    assert seen == list(range(2000))


def test_jobs_submitted_from_callbacks(runner: JobRunner, qtbot: Any) -> None:
    seen: list[int] = []

    def again(value: int) -> None:
        seen.append(value)
        if value < 300:
            runner.submit(lambda token: value + 1, on_done=again)

    again(0)
    qtbot.waitUntil(lambda: seen[-1] == 300, timeout=20_000)
    assert seen == list(range(301))


def test_higher_priority_goes_first(runner: JobRunner, gate: Gate, qtbot: Any) -> None:
    hold(runner, gate)
    seen: list[str] = []
    for name, priority in [("low", -5), ("first", 0), ("second", 0), ("high", 7)]:
        runner.submit(lambda token, name=name: name, on_done=seen.append, priority=priority)
    gate.opened.set()
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert seen == ["high", "first", "second", "low"]


def test_a_match_goes_between_two_slices_of_an_import(runner: JobRunner, qtbot: Any) -> None:
    order: list[str] = []
    matched = threading.Event()
    begun = threading.Event()

    def long_import(token: CancelToken) -> Generator[int, None, str]:
        for number in itertools.count():
            order.append(f"slice {number}")
            begun.set()
            if matched.is_set() and number > 3:
                return "imported"
            yield number
        raise AssertionError

    def match(token: CancelToken) -> str:
        order.append("match")
        matched.set()
        return "matched"

    results: list[str] = []
    runner.submit(long_import, on_done=results.append, priority=-10)
    assert begun.wait(10)
    runner.submit(match, on_done=results.append, priority=50)
    qtbot.waitUntil(lambda: len(results) == 2)
    assert results == ["matched", "imported"]
    assert order.index("match") < len(order) - 1


def test_newer_job_of_a_key_overtakes_the_waiting_one(runner: JobRunner, gate: Gate, qtbot: Any) -> None:
    hold(runner, gate)
    calls: list[Any] = []
    ran: list[int] = []

    def work(number: int) -> Any:
        return lambda token: ran.append(number) or number

    older = runner.submit(work(1), on_done=calls.append, on_failed=calls.append, key="match")
    newer = runner.submit(work(2), on_done=calls.append, on_failed=calls.append, key="match")
    other = runner.submit(work(3), on_done=calls.append, on_failed=calls.append, key="preview")
    assert (older.active, newer.active, other.active) == (False, True, True)
    gate.opened.set()
    qtbot.waitUntil(lambda: len(calls) == 2)
    assert calls == [2, 3]
    assert ran == [2, 3]
    assert not newer.active


def test_newer_job_of_a_key_silences_the_running_one(runner: JobRunner, gate: Gate, qtbot: Any) -> None:
    calls: list[Any] = []
    tokens: list[CancelToken] = []

    def held(token: CancelToken) -> str:
        tokens.append(token)
        return gate(token)

    runner.submit(held, on_done=calls.append, on_failed=calls.append, key="match")
    assert gate.entered.wait(10)
    runner.submit(lambda token: "newer", on_done=calls.append, key="match")
    assert tokens[0].cancelled
    gate.opened.set()
    qtbot.waitUntil(lambda: bool(calls))
    qtbot.wait(20)
    assert calls == ["newer"]


def test_result_already_on_its_way_is_overtaken_too(runner: JobRunner, qtbot: Any) -> None:
    calls: list[str] = []
    finished = threading.Event()
    runner.submit(lambda token: "older", on_done=calls.append, key="k")
    runner.submit(lambda token: finished.set())
    assert finished.wait(10)  # the older result lies in the mailbox: no event loop has run yet
    runner.submit(lambda token: "newer", on_done=calls.append, key="k")
    qtbot.waitUntil(lambda: bool(calls))
    assert calls == ["newer"]


def test_cancelled_generator_winds_up_and_reports(runner: JobRunner, qtbot: Any) -> None:
    calls: list[Any] = []
    threads: list[int] = []

    def work(token: CancelToken) -> Generator[int, None, str]:
        try:
            for number in itertools.count():
                token.check()
                yield number
        except Cancelled:
            return "as far as it came"
        finally:
            threads.append(threading.get_ident())
        raise AssertionError

    events: list[int] = []
    handle = runner.submit(work, on_event=events.append, on_done=calls.append, on_failed=calls.append)
    qtbot.waitUntil(lambda: len(events) > 3)
    handle.cancel()
    qtbot.waitUntil(lambda: bool(calls))
    assert calls == ["as far as it came"]
    assert not handle.active
    assert threads != [threading.get_ident()]


def test_cancelled_generator_that_does_not_look_is_closed(runner: JobRunner, qtbot: Any) -> None:
    calls: list[Any] = []
    closed_in: list[int] = []

    def work(token: CancelToken) -> Generator[int, None, None]:
        try:
            yield from itertools.count()
        finally:
            closed_in.append(threading.get_ident())

    events: list[int] = []
    handle = runner.submit(work, on_event=events.append, on_done=calls.append, on_failed=calls.append)
    qtbot.waitUntil(lambda: len(events) > 3)
    handle.cancel()
    qtbot.waitUntil(lambda: bool(calls))
    assert calls == [Failure(cancelled=True)]
    assert len(closed_in) == 1
    assert closed_in[0] != threading.get_ident()


def test_cancel_before_the_job_began(runner: JobRunner, gate: Gate, qtbot: Any) -> None:
    hold(runner, gate)
    calls: list[Any] = []
    ran: list[int] = []
    handle = runner.submit(lambda token: ran.append(1), on_done=calls.append, on_failed=calls.append)
    handle.cancel()
    handle.cancel()
    qtbot.waitUntil(lambda: bool(calls))
    gate.opened.set()
    assert calls == [Failure(cancelled=True)]
    assert not ran


def test_known_error_goes_to_on_failed_only(runner: JobRunner, qtbot: Any) -> None:
    calls: list[Any] = []

    def work(token: CancelToken) -> None:
        raise KnownError(ErrorCode.DISK_FULL, "there")

    with qtbot.capture_exceptions() as exceptions:
        runner.submit(work, on_done=calls.append, on_failed=calls.append)
        qtbot.waitUntil(lambda: bool(calls))
    assert not exceptions
    assert calls[0].error.code is ErrorCode.DISK_FULL
    assert not calls[0].cancelled


@pytest.mark.parametrize("steps", [0, 2])
def test_bug_reaches_the_hook_and_on_failed(runner: JobRunner, qtbot: Any, steps: int) -> None:
    calls: list[Any] = []

    def plain(token: CancelToken) -> None:
        raise ZeroDivisionError

    def stepped(token: CancelToken) -> Generator[int, None, None]:
        yield 1
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as exceptions:
        runner.submit(stepped if steps else plain, on_done=calls.append, on_failed=calls.append)
        qtbot.waitUntil(lambda: bool(calls))
    assert calls == [Failure()]
    assert [kind for kind, _, _ in exceptions] == [ZeroDivisionError]
    after: list[int] = []
    runner.submit(lambda token: 5, on_done=after.append)
    qtbot.waitUntil(lambda: after == [5])


def test_bug_in_a_callback_does_not_stop_the_others(runner: JobRunner, qtbot: Any) -> None:
    seen: list[int] = []

    def fails(value: int) -> None:
        raise LookupError

    with qtbot.capture_exceptions() as exceptions:
        runner.submit(lambda token: 1, on_done=fails)
        runner.submit(lambda token: 2, on_done=seen.append)
        qtbot.waitUntil(lambda: seen == [2])
    assert [kind for kind, _, _ in exceptions] == [LookupError]


def test_dialog_opened_by_a_callback_does_not_hold_up_the_rest(runner: JobRunner, qtbot: Any) -> None:
    """A nested event loop, as a message box runs it, gets the callbacks behind the one that opened it."""
    seen: list[int] = []
    ready = threading.Event()

    def opens_dialog(value: int) -> None:
        seen.append(value)
        loop = QEventLoop()
        guard = QTimer(singleShot=True, interval=5000)
        guard.timeout.connect(loop.quit)
        guard.start()
        runner.submit(lambda token: 3, on_done=lambda value: (seen.append(value), loop.quit()))
        loop.exec()
        assert guard.isActive(), "the callbacks behind the dialog never came"
        guard.stop()
        seen.append(99)

    runner.submit(lambda token: 1, on_done=opens_dialog)
    runner.submit(lambda token: 2, on_done=seen.append)
    runner.submit(lambda token: ready.set())
    assert ready.wait(10)
    qtbot.waitUntil(lambda: 99 in seen, timeout=8000)
    assert seen == [1, 2, 3, 99]


def test_burst_of_events_leaves_time_to_paint(runner: JobRunner, qtbot: Any) -> None:
    """5,000 messages with slow receivers: a timer of 5 ms still runs at least every 50 ms."""
    beats: list[float] = []
    heartbeat = QTimer(interval=5)
    heartbeat.timeout.connect(lambda: beats.append(time.perf_counter()))
    seen: list[int] = []

    def slow(value: int) -> None:
        seen.append(value)
        end = time.perf_counter() + 0.0002
        while time.perf_counter() < end:
            pass

    def burst(token: CancelToken) -> Generator[int, None, None]:
        yield from range(5000)

    heartbeat.start()
    runner.submit(burst, on_event=slow)
    qtbot.waitUntil(lambda: len(seen) == 5000, timeout=30_000)
    heartbeat.stop()
    gaps = sorted(later - earlier for earlier, later in itertools.pairwise(beats))
    assert gaps[int(len(gaps) * 0.95)] < 0.05


def test_thread_local_values_last_from_job_to_job(runner: JobRunner, qtbot: Any) -> None:
    """A catalog reader belongs to its thread: it must not be opened anew for every job."""
    local = threading.local()
    seen: list[int] = []

    def count(token: CancelToken) -> int:
        local.count = getattr(local, "count", 0) + 1
        return int(local.count)

    for expected in (1, 2, 3):
        runner.submit(count, on_done=seen.append)
        qtbot.waitUntil(lambda expected=expected: len(seen) == expected)
    assert seen == [1, 2, 3]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives threads a niceness of their own")
def test_background_runner_gives_way(qtbot: Any, runner: JobRunner) -> None:
    """The background thread and the threads it starts are nicer; the GUI thread is not touched."""
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    seen: dict[str, int] = {}

    def niceness(token: CancelToken) -> tuple[int, int]:
        inherited: list[int] = []

        def child() -> None:
            inherited.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

        thread = threading.Thread(target=child)
        thread.start()
        thread.join()
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), inherited[0]

    background = JobRunner("background", background=True)
    try:
        background.submit(niceness, on_done=lambda value: seen.update(work=value[0], child=value[1]))
        runner.submit(niceness, on_done=lambda value: seen.update(usual=value[0]))
        qtbot.waitUntil(lambda: len(seen) == 3)
    finally:
        assert background.shutdown()
    nicer = min(own + 5, 19)
    assert seen == {"work": nicer, "child": nicer, "usual": own}
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == own


class TestShutdown:
    def test_during_a_slice(self, qapp: object) -> None:
        """The slice ends, the generator's `finally` runs in the worker, no callback comes any more."""
        runner = JobRunner("closing")
        gate = Gate()
        log: list[str] = []
        calls: list[object] = []

        def work(token: CancelToken) -> Generator[int, None, None]:
            try:
                gate(token)
                log.append("slice ended")
                yield 1
                log.append("went on")
            finally:
                log.append("committed")

        runner.submit(work, on_event=calls.append, on_done=calls.append, on_failed=calls.append)
        assert gate.entered.wait(10)
        threading.Timer(0.05, gate.opened.set).start()
        assert runner.shutdown()
        QTimer.singleShot(0, lambda: None)
        assert log == ["slice ended", "committed"]
        assert not calls

    def test_suspended_generator_is_closed_and_waiting_jobs_are_dropped(self, qapp: object) -> None:
        runner = JobRunner("closing")
        gate = Gate()
        log: list[str] = []

        begun = threading.Event()

        def endless(token: CancelToken) -> Generator[int, None, None]:
            try:
                while True:
                    begun.set()
                    yield 1
            finally:
                log.append("closed")

        runner.submit(endless, priority=-10)
        assert begun.wait(10)
        hold(runner, gate)
        runner.submit(lambda token: log.append("never began"))
        threading.Timer(0.05, gate.opened.set).start()
        assert runner.shutdown()
        assert log == ["closed"]

    def test_jobs_that_must_finish_are_finished(self, qapp: object) -> None:
        runner = JobRunner("closing")
        gate = Gate()
        saved: list[int] = []
        hold(runner, gate)
        for number in range(20):
            runner.submit(lambda token, number=number: saved.append(number), must_finish=True)
        threading.Timer(0.05, gate.opened.set).start()
        assert runner.shutdown()
        assert saved == list(range(20))

    def test_a_job_that_looks_at_its_token_ends_at_once(self, qapp: object) -> None:
        runner = JobRunner("closing")
        entered = threading.Event()

        def work(token: CancelToken) -> None:
            entered.set()
            while True:
                token.check()

        runner.submit(work)
        assert entered.wait(10)
        assert runner.shutdown()

    def test_too_slow_a_job_is_told(self, qapp: object, expect_log: Any) -> None:
        runner = JobRunner("closing")
        gate = Gate()
        hold(runner, gate)
        expect_log("did not end within 30 ms")
        assert not runner.shutdown(30)
        gate.opened.set()
        assert runner.shutdown(10_000)

    def test_submitting_afterwards_does_nothing(self, qapp: object) -> None:
        runner = JobRunner("closing")
        assert runner.shutdown()
        handle = runner.submit(lambda token: pytest.fail("ran"))
        handle.cancel()
        assert not handle.active
        assert runner.shutdown()

    def test_idle_twenty_times(self, qapp: object) -> None:
        for _ in range(20):
            assert JobRunner("idle").shutdown()


def test_a_job_with_a_share_of_the_time_goes_on_beside_more_important_ones() -> None:
    now = 0.0
    queue = JobQueue(lambda: now)

    def put(serial: int, priority: int, share: float = 0.0) -> Job:
        job = Job(serial, priority, lambda token: None, CancelToken(), False, share=share)
        job.steps = (None for _ in range(1000))
        queue.put(job)
        return job

    put(1, -10, share=0.4)
    put(2, 35)
    put(3, -20)
    spent = {1: 0.0, 2: 0.0, 3: 0.0, 4: 0.0}
    for _ in range(200):
        job = queue.take()
        assert job is not None
        now += {1: 0.1, 2: 0.03, 3: 0.05}[job.serial]
        spent[job.serial] += {1: 0.1, 2: 0.03, 3: 0.05}[job.serial]
        queue.put(job)
    assert spent[1] / now == pytest.approx(0.4, abs=0.05)
    assert spent[3] == 0, "nothing was promised to it"
    put(4, 50)
    now += 10
    job = queue.take()
    assert job is not None and job.serial == 4, "a photo goes first however long the import has waited"


def test_a_share_takes_nothing_from_a_job_that_is_alone(runner: JobRunner, qtbot: Any) -> None:
    done: list[str] = []

    def steps(token: CancelToken) -> Generator[int, None, str]:
        yield from range(50)
        return "done"

    runner.submit(steps, on_done=done.append, share=0.4)
    qtbot.waitUntil(lambda: done == ["done"])
