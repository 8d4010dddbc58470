"""The health session over a real data folder and real threads."""

from __future__ import annotations

import hashlib
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.unit.data.drafts import picture, product
from visrec_desktop.bridge.catalog import CatalogSession
from visrec_desktop.bridge.health import HealthSession
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.services.health.values import Finding, HealthReport
from visrec_desktop.services.workspace import Workspace


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Pictures whose small copies are not looked at."""
    gate = threading.Event()
    gate.set()

    def measure(data: bytes, full_size: tuple[int, int]) -> Any:
        assert gate.wait(10)
        return SimpleNamespace(phash=hash(data) % 2**64, sharpness=99.0, colours=(("white", 1.0),))

    facts = SimpleNamespace(BLURRED=30.0, measure_jpeg=measure, colour_fits=lambda stated, colours: True)
    monkeypatch.setitem(sys.modules, "visrec_desktop.vision.facts", facts)
    return SimpleNamespace(gate=gate)


@pytest.fixture
def folder(data_dir: Any) -> Iterator[Workspace]:
    with Workspace.open(DataPaths(data_dir), demo=False, writable=True) as workspace:
        writer = workspace.writer()
        for number in range(12):
            category = "" if number == 11 else "Shirts"
            facts = product(
                f"S{number}", name=f"Linen shirt {number}", category=category, brand="North",
                colour="blue", price=Decimal(20), currency="EUR", stock=2,
            )  # fmt: skip
            writer.put(facts, [picture(f"content {number}")])
        workspace._writer = None  # from now on the work thread's own
        writer.close()
        yield workspace


@pytest.fixture
def session(folder: Workspace, runners: Runners) -> Iterator[HealthSession]:
    made = HealthSession(folder, runners, CatalogSession(folder, runners))
    yield made
    made.stop()
    made._catalog.stop()
    assert runners.shutdown()


def looked(session: HealthSession, qtbot: Any) -> HealthReport:
    session.watch()
    qtbot.waitUntil(lambda: session.has_looked and not session.looking, timeout=20_000)
    return session.report


def test_the_number_is_told_before_anybody_looks(session: HealthSession, qtbot: Any) -> None:
    session.refresh()
    qtbot.waitUntil(lambda: session.report.products == 12, timeout=20_000)
    assert session.report.to_do == 1
    assert session.report.count(Finding.DUPLICATES) is None
    assert not session.has_looked


def test_a_look_fills_in_the_rest_step_by_step(session: HealthSession, qtbot: Any) -> None:
    told: list[HealthReport] = []
    stages: list[str] = []
    session.changed.connect(told.append)
    session.progressed.connect(lambda progress: stages.append(progress.stage))
    report = looked(session, qtbot)
    assert len(told) > 3
    assert told[0].count(Finding.BLURRED) is None
    assert report.count(Finding.BLURRED) == 0
    assert report.count(Finding.DUPLICATES) == 0
    assert list(dict.fromkeys(stages)) == ["files", "pictures", "comparing", "duplicates", "values"]
    assert [each.value for each in report.proposed(Finding.NO_CATEGORY)] == ["Shirts"]


def test_accepting_and_taking_back(session: HealthSession, qtbot: Any) -> None:
    (proposal,) = looked(session, qtbot).proposed(Finding.NO_CATEGORY)
    done: list[Any] = []
    session.accept([proposal.key], done.append, done.append)
    qtbot.waitUntil(lambda: session.report.count(Finding.NO_CATEGORY) == 0, timeout=20_000)
    assert not session.is_stale  # what is done here is known here
    session.take_back(done[0], done.append, done.append)
    qtbot.waitUntil(lambda: session.report.count(Finding.NO_CATEGORY) == 1, timeout=20_000)
    assert done[1] == (proposal.key,)
    session.refuse([proposal.key], True, done.append, done.append)
    qtbot.waitUntil(lambda: session.report.proposed(Finding.NO_CATEGORY) == (), timeout=20_000)


def test_merging_parting_and_the_archive(session: HealthSession, qtbot: Any) -> None:
    looked(session, qtbot)
    done: list[Any] = []
    session.merge(1, 2, done.append, done.append)
    qtbot.waitUntil(lambda: session.report.found.get(Finding.ARCHIVED) == (2,), timeout=20_000)
    session.part(done[0], done.append, done.append)
    qtbot.waitUntil(lambda: session.report.found.get(Finding.ARCHIVED) == (), timeout=20_000)
    session.archive([3, 4], True, done.append, done.append)
    qtbot.waitUntil(lambda: session.report.products == 10, timeout=20_000)
    session.products.show_ids(session.report.found[Finding.ARCHIVED], archived=True)
    session.products.product(3)
    qtbot.waitUntil(lambda: session.products.product(3) is not None, timeout=20_000)
    session.archive([3, 4], False, done.append, done.append)
    qtbot.waitUntil(lambda: session.report.products == 12, timeout=20_000)


def test_what_others_change_makes_it_stale(session: HealthSession, qtbot: Any) -> None:
    looked(session, qtbot)
    session._catalog.note_changes([5])
    assert session.is_stale
    session.watch()
    assert session.looking
    qtbot.waitUntil(lambda: not session.looking, timeout=20_000)
    assert not session.is_stale


def test_a_look_can_be_cancelled(session: HealthSession, stand_ins: SimpleNamespace, qtbot: Any) -> None:
    stand_ins.gate.clear()
    session.look()
    assert session.looking
    qtbot.waitUntil(lambda: session.report.products == 12, timeout=20_000)
    session.cancel()
    stand_ins.gate.set()
    qtbot.waitUntil(lambda: not session.looking, timeout=20_000)
    assert not session.has_looked
    session.watch()
    assert not session.looking  # until somebody asks for it
    session.look()
    qtbot.waitUntil(lambda: session.has_looked, timeout=20_000)


def test_what_changes_during_a_look_is_not_forgotten(
    session: HealthSession, stand_ins: SimpleNamespace, qtbot: Any
) -> None:
    looked(session, qtbot)
    session.look()
    session._catalog.note_changes([5])
    qtbot.waitUntil(lambda: not session.looking, timeout=20_000)
    assert session.is_stale


def test_products_of_a_finding_arrive_page_by_page(session: HealthSession, qtbot: Any) -> None:
    session.products.show_ids([3, 1, 404])
    assert session.products.product(1) is None
    qtbot.waitUntil(lambda: session.products.product(1) is not None, timeout=20_000)
    assert session.products.position(1) == 1
    assert session.products.product(404) is None
    told: list[Any] = []
    session.request_products([2, 404, 1], told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert [each.id for each in told[0]] == [2, 1]


def test_files_that_moved_are_found_again(session: HealthSession, tmp_path: Path, qtbot: Any) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    new.mkdir()
    data = b"a picture of 17 b"
    (new / "P.jpg").write_bytes(data)
    draft = replace(
        picture("moved", str(old / "P.jpg")), sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data)
    )
    done: list[Any] = []
    session._runners.work.submit(
        lambda _: session._workspace.writer().put(product("P"), [draft]), on_done=done.append
    )
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    session.find_moved([new], done.append, done.append)
    qtbot.waitUntil(lambda: len(done) > 1, timeout=20_000)
    found = done[1]
    assert dict(found.found) == {str(old / "P.jpg"): str(new / "P.jpg")}
    session.use_moved(found, False, done.append, done.append)
    qtbot.waitUntil(lambda: session.report.count(Finding.FILE_MISSING) == 12, timeout=20_000)
    session.use_moved(found, True, done.append, done.append)
    qtbot.waitUntil(lambda: session.report.count(Finding.FILE_MISSING) == 13, timeout=20_000)
    assert done[2:] == [1, 1]
