"""The planning session: plans as they come, changes that overtake each other, previews, what is stored."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from visrec_desktop.bridge.planning import Owner, Part, PlanSession, sort_rows
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import Product, ProductDraft, ProductId
from visrec_desktop.services import catalog as catalog_service
from visrec_desktop.services import importing, previews
from visrec_desktop.services.importing import ImportItem, ImportPlan, ImportRequest, Verdict
from visrec_desktop.services.importing.values import FoundTable, Link, SheetChoice

REQUEST = ImportRequest((Path("/in"),), adopt_sheet=True)


class FakeCatalog(QObject):
    products_changed = Signal(object)


class FakeService:
    """Plans an item a path; one called "slow" waits for the gate, one called "bad" fails."""

    def __init__(self) -> None:
        self.requests: list[ImportRequest] = []
        self.caches: list[Any] = []
        self.discarded: list[ImportPlan] = []
        self.gate = threading.Event()
        self.cancelled = 0

    def plan_import(
        self, workspace: Any, request: ImportRequest, token: CancelToken, cache: Any
    ) -> Iterator[Any]:
        self.requests.append(request)
        self.caches.append(cache)
        yield Progress("collecting")
        names = [path.name for path in request.paths]
        if "bad" in names:
            raise KnownError(ErrorCode.SHEET_UNREADABLE, "/in/bad")
        if "early" in names:
            yield ImportPlan(request, is_final=False)
        if "slow" in names:
            assert self.gate.wait(10)
            self.cancelled += token.cancelled
            token.check()
        items = tuple(ImportItem(str(path), ProductDraft(path.stem), (path,)) for path in request.paths)
        yield ImportPlan(request, items)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> FakeService:
    made = FakeService()
    monkeypatch.setattr(importing, "plan_import", made.plan_import)
    monkeypatch.setattr(importing, "discard_plan", lambda workspace, plan: made.discarded.append(plan))
    return made


@pytest.fixture
def session(workspace: Any, runners: Runners, service: FakeService) -> Iterator[PlanSession]:
    made = PlanSession(workspace, runners, FakeCatalog())  # type: ignore[arg-type]
    yield made
    service.gate.set()
    assert made.stop()


def request(*names: str) -> ImportRequest:
    return ImportRequest(tuple(Path("/in") / name for name in names))


def test_a_plan_from_open_to_take(session: PlanSession, service: FakeService, qtbot: Any) -> None:
    steps: list[Progress] = []
    session.progressed.connect(steps.append)
    with qtbot.waitSignals([session.opened, session.planned], order="strict"):
        session.open(request("a.jpg"))
        assert session.is_planning
        assert session.take() is None
    assert [step.stage for step in steps] == ["collecting"]
    assert not session.is_planning
    assert session.rows.of(Part.ALL) == array("L", [0])
    with qtbot.waitSignal(session.closed):
        taken = session.take()
    assert taken is not None
    assert len(taken.items) == 1
    assert not session.is_open
    assert service.discarded == []


def test_changes_are_joined_and_the_latest_counts(
    session: PlanSession, service: FakeService, qtbot: Any
) -> None:
    with qtbot.waitSignal(session.planned):
        session.open(request("a.jpg"))
    plans: list[ImportPlan] = []
    session.planned.connect(plans.append)
    for names in (("b.jpg",), ("b.jpg", "c.jpg"), ("d.jpg",)):
        session.change(request(*names))
    assert session.is_planning
    qtbot.waitUntil(lambda: bool(plans))
    assert [plan.request for plan in plans] == [request("d.jpg")]
    assert len(service.requests) == 2
    assert service.caches[0] is service.caches[1]


def test_a_change_overtakes_the_plan_that_is_being_made(
    session: PlanSession, service: FakeService, qtbot: Any
) -> None:
    plans: list[ImportPlan] = []
    session.planned.connect(plans.append)
    session.open(request("slow"))
    qtbot.waitUntil(lambda: len(service.requests) == 1)
    session.change(request("b.jpg"))
    qtbot.wait(80)
    service.gate.set()
    qtbot.waitUntil(lambda: bool(plans))
    assert [plan.request for plan in plans] == [request("b.jpg")]
    assert service.cancelled == 1


def test_what_is_added_joins_what_is_open(session: PlanSession, qtbot: Any) -> None:
    with qtbot.waitSignal(session.planned):
        session.open(request("a.jpg"))
    with qtbot.waitSignals([session.extended, session.planned]):
        session.open(request("b.jpg", "a.jpg"))
    assert session.plan is not None
    assert [item.draft.sku for item in session.plan.items] == ["a", "b"]


def test_an_early_plan_is_shown_and_not_taken(session: PlanSession, service: FakeService, qtbot: Any) -> None:
    with qtbot.waitSignal(session.planned):
        session.open(request("early", "slow"))
    assert session.is_planning
    assert session.take() is None
    with qtbot.waitSignal(session.planned):
        service.gate.set()
    assert session.take() is not None


def test_a_change_that_fails_can_be_taken_back(session: PlanSession, qtbot: Any) -> None:
    with qtbot.waitSignal(session.planned):
        session.open(request("a.jpg"))
    with qtbot.waitSignal(session.failed) as failed:
        session.change(request("bad"))
    assert failed.args[0].code is ErrorCode.SHEET_UNREADABLE
    assert session.take() is None
    with qtbot.waitSignal(session.planned):
        session.cancel()
    assert session.request == request("a.jpg")
    assert session.take() is not None


def test_giving_up_removes_what_was_unpacked(session: PlanSession, service: FakeService, qtbot: Any) -> None:
    with qtbot.waitSignal(session.planned):
        session.open(request("a.jpg"))
    with qtbot.waitSignal(session.closed):
        session.close()
    qtbot.waitUntil(lambda: len(service.discarded) == 1)
    session.close()  # once is enough
    session.open(request("slow"))
    qtbot.waitUntil(lambda: len(service.requests) == 2)
    with qtbot.waitSignal(session.closed):
        session.cancel()  # nothing is known yet
    service.gate.set()


def test_a_failed_plan_can_be_tried_again(session: PlanSession, service: FakeService, qtbot: Any) -> None:
    with qtbot.waitSignal(session.failed):
        session.open(request("bad"))
    assert session.is_open
    with qtbot.waitSignal(session.failed):
        session.again()
    assert len(service.requests) == 2


def test_items_are_sorted_into_parts() -> None:
    def item(number: int, verdict: Verdict = Verdict.NEW, **facts: Any) -> ImportItem:
        made = ImportItem(
            f"/in/list.csv:{number}", ProductDraft(str(number)), from_sheet=True, verdict=verdict
        )
        return replace(made, **facts)

    items = (
        item(0),
        item(1, Verdict.CHANGED, links=(Link.GUESSED,)),
        item(2, Verdict.UNCHANGED),
        item(3, from_sheet=False, links=(Link.OWN,)),
    )
    table = FoundTable(SheetChoice(Path("/in/list.csv")), used=True)
    rows = sort_rows(ImportPlan(REQUEST, items, tables=(table,)))
    assert list(rows.of(Part.NEW)) == [0, 3]
    assert list(rows.of(Part.CHANGED)) == list(rows.of(Part.DOUBTFUL)) == [1]
    assert list(rows.of(Part.UNCHANGED)) == [2]
    assert list(rows.of(Part.LOOSE)) == [3]
    assert list(sort_rows(ImportPlan(REQUEST, items)).of(Part.LOOSE)) == []
    assert len(rows.of(Part.FAILED)) == 0


def test_previews_are_read_the_newest_wish_first(
    session: PlanSession, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    read: list[str] = []
    gate = threading.Event()

    def file_rgb(path: Path, side: int) -> Any:
        assert gate.wait(10)
        read.append(path.name)
        if path.name == "bad":
            raise KnownError(ErrorCode.NOT_A_PICTURE, str(path))
        return np.zeros((side // 2, side, 3), np.uint8)

    monkeypatch.setattr(previews, "file_rgb", file_rgb)
    for name in ("1", "2", "bad", "4"):
        assert session.previews.pixmap(Path(name)) is None
    gate.set()
    qtbot.waitUntil(lambda: len(read) == 4)
    assert read == ["1", "4", "bad", "2"]
    qtbot.waitUntil(lambda: session.previews.pixmap(Path("2")) is not None)
    bad, good = session.previews.pixmap(Path("bad")), session.previews.pixmap(Path("4"))
    assert bad is not None
    assert bad.isNull()
    assert good is not None
    assert (good.width(), good.height()) == (160, 80)
    session.previews.clear()
    assert session.previews.pixmap(Path("4")) is None
    qtbot.waitUntil(lambda: session.previews.pixmap(Path("4")) is not None)


def test_stored_products_come_in_batches(session: PlanSession, workspace: Any, qtbot: Any) -> None:
    asked: list[str] = []

    def product_by_sku(sku: str, space: str) -> Product | None:
        asked.append(sku)
        return Product(ProductId(1), sku, "Shirt") if sku == "A-1" else None

    workspace.reader = lambda: SimpleNamespace(product_by_sku=product_by_sku)
    with qtbot.waitSignal(session.stored.arrived) as arrived:
        assert session.stored.product("A-1") is None
        assert session.stored.product("A-2") is None
    assert arrived.args == [frozenset({"A-1", "A-2"})]
    found = session.stored.product("A-1")
    assert found is not None
    assert session.stored.product("A-2") is None
    qtbot.wait(20)
    assert asked == ["A-1", "A-2"]


def test_owners_are_looked_up_in_the_plan_and_in_the_catalog(
    session: PlanSession, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(catalog_service, "list_products", lambda *_: array("q", [1, 2]))
    stored = [Product(ProductId(1), "A-1", "Old"), Product(ProductId(2), "A-9", "Coat")]
    monkeypatch.setattr(catalog_service, "rows", lambda *_: stored)
    item = ImportItem("/in/list.csv:2", ProductDraft("A-1", "Shirt"), from_sheet=True)
    session.plan = ImportPlan(REQUEST, (item, replace(item, draft=ProductDraft("B-1", "Hat"))))
    found: list[list[Owner]] = []
    session.find_owners(" a-", found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [[Owner("A-1", "Shirt"), Owner("A-9", "Coat")]]
