"""Thumbnails: off the GUI thread, newest first, bounded, each asked for once."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmap

from visrec_desktop.bridge.thumbnails import Thumbnails
from visrec_desktop.core.errors import ErrorCode, KnownError

Make = Callable[..., Thumbnails]


def jpeg(side: int = 64) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (side, side), (90, 140, 60)).save(data, "JPEG")
    return data.getvalue()


@pytest.fixture
def make(qapp: object, workspace: Any) -> Iterator[Make]:
    made: list[Thumbnails] = []

    def make(fetch: Callable[[int], bytes | None], **options: int) -> Thumbnails:
        made.append(Thumbnails(workspace, fetch=fetch, **options))
        return made[-1]

    yield make
    assert all(thumbnails.shutdown() for thumbnails in made)


def test_first_none_then_ready_then_pixmap(make: Make, qtbot: Any) -> None:
    threads: set[int] = set()

    def fetch(picture_id: int) -> bytes:
        threads.add(threading.get_ident())
        return jpeg()

    thumbnails = make(fetch)
    with qtbot.waitSignal(thumbnails.ready) as arrived:
        assert thumbnails.pixmap(7) is None
    assert arrived.args == [7]
    found = thumbnails.pixmap(7)
    assert found is not None
    assert (found.width(), found.height()) == (64, 64)
    assert threading.get_ident() not in threads


def test_asked_for_again_while_under_way_is_read_once(make: Make, qtbot: Any) -> None:
    reads: list[int] = []
    go = threading.Event()

    def fetch(picture_id: int) -> bytes:
        reads.append(picture_id)
        assert go.wait(10)
        return jpeg()

    thumbnails = make(fetch)
    for _ in range(50):
        for picture_id in (1, 2, 3):
            assert thumbnails.pixmap(picture_id) is None
    go.set()
    qtbot.waitUntil(lambda: all(thumbnails.pixmap(i) is not None for i in (1, 2, 3)))
    assert sorted(reads) == [1, 2, 3]


def test_newest_first_and_the_scrolled_away_are_dropped(make: Make, qtbot: Any) -> None:
    reads: list[int] = []
    go = threading.Event()
    both_busy = threading.Semaphore(0)

    def fetch(picture_id: int) -> bytes:
        both_busy.release()
        assert go.wait(10)
        reads.append(picture_id)
        return jpeg()

    thumbnails = make(fetch, pending_limit=10)
    for picture_id in (1, 2):
        thumbnails.pixmap(picture_id)
        assert both_busy.acquire(timeout=10)
    for picture_id in range(100, 200):
        thumbnails.pixmap(picture_id)
    go.set()
    qtbot.waitUntil(lambda: len(reads) == 12)
    qtbot.waitUntil(lambda: thumbnails.pixmap(190) is not None)
    assert set(reads) == {1, 2, *range(190, 200)}
    first = [picture_id for picture_id in reads if picture_id > 2][:4]
    assert set(first) <= set(range(194, 200))


def test_memory_is_bounded_and_the_least_used_go(make: Make, qtbot: Any) -> None:
    one = 64 * 64 * 4
    thumbnails = make(lambda picture_id: jpeg(), cache_bytes=5 * one)
    for picture_id in range(20):
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.pixmap(picture_id)
        thumbnails.pixmap(0)
        assert thumbnails.cached_bytes <= 5 * one
    kept = thumbnails.pixmap(0)
    assert isinstance(kept, QPixmap)
    assert thumbnails.pixmap(5) is None
    assert thumbnails.cached_bytes > 2 * one


def test_absent_or_broken_is_a_null_pixmap_and_not_asked_again(make: Make, qtbot: Any) -> None:
    reads: list[int] = []

    def fetch(picture_id: int) -> bytes | None:
        reads.append(picture_id)
        if picture_id == 3:
            raise KnownError(ErrorCode.CATALOG_DAMAGED)
        return None if picture_id == 1 else b"no picture"

    thumbnails = make(fetch)
    for picture_id in (1, 2, 3):
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.pixmap(picture_id)
        found = thumbnails.pixmap(picture_id)
        assert found is not None
        assert found.isNull()
    assert reads == [1, 2, 3]
    thumbnails.forget([2])
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.pixmap(2) is None


def test_bug_is_reported_and_the_thread_lives_on(make: Make, qtbot: Any) -> None:
    def fetch(picture_id: int) -> bytes:
        if picture_id < 5:
            raise ZeroDivisionError
        return jpeg()

    thumbnails = make(fetch)
    with qtbot.capture_exceptions() as exceptions:
        for picture_id in range(9):
            thumbnails.pixmap(picture_id)
        qtbot.waitUntil(lambda: all(thumbnails.pixmap(i) is not None for i in range(9)))
    assert [kind for kind, _, _ in exceptions] == [ZeroDivisionError] * 5


def test_many_at_once_leave_time_to_paint(make: Make, qtbot: Any) -> None:
    """The GUI thread was away while 150 thumbnails arrived: it takes them in several turns."""
    read = threading.Semaphore(0)

    def fetch(picture_id: int) -> bytes:
        read.release()
        return small

    def slow(picture_id: int) -> None:
        turns[-1] += 1
        end = time.perf_counter() + 0.001
        while time.perf_counter() < end:
            pass

    small = jpeg(8)
    turns = [0]
    thumbnails = make(fetch)
    thumbnails.ready.connect(slow)
    clock = QTimer(interval=0)
    clock.timeout.connect(lambda: turns.append(0))
    for picture_id in range(150):
        thumbnails.pixmap(picture_id)
    for _ in range(150):
        assert read.acquire(timeout=10)
    clock.start()
    qtbot.waitUntil(lambda: sum(turns) == 150, timeout=10_000)
    clock.stop()
    assert max(turns) < 50


def test_threads_keep_their_local_values(make: Make, qtbot: Any) -> None:
    """A reader is opened once a thread, not once a picture."""
    local = threading.local()
    opened: list[int] = []

    def fetch(picture_id: int) -> bytes:
        if not hasattr(local, "reader"):
            local.reader = True
            opened.append(picture_id)
        return jpeg()

    thumbnails = make(fetch)
    for picture_id in range(100):
        thumbnails.pixmap(picture_id)
    qtbot.waitUntil(lambda: thumbnails.pixmap(99) is not None and thumbnails.pixmap(0) is not None)
    assert len(opened) <= 2


def test_shutdown_while_busy(make: Make) -> None:
    entered = threading.Event()

    def fetch(picture_id: int) -> bytes:
        entered.set()
        return jpeg(2000)

    thumbnails = make(fetch)
    for picture_id in range(150):
        thumbnails.pixmap(picture_id)
    assert entered.wait(10)
    assert thumbnails.shutdown()
    assert thumbnails.pixmap(500) is None


def test_reads_the_stored_copy_by_default(
    make: Make, qtbot: Any, workspace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(
        "visrec_desktop.services.catalog.thumbnail", lambda *args: (asked.append(args), jpeg())[1]
    )
    thumbnails = make(None)  # type: ignore[arg-type]
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.pixmap(4)
    assert asked == [(workspace, 4)]
