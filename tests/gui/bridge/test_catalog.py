"""The catalog session: complete list, rows in pages, edits, and answers that came too late."""

from __future__ import annotations

import threading
import tracemalloc
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage

from visrec_desktop.bridge.catalog import SUMMARY_MS, CatalogSession
from visrec_desktop.bridge.catalog_rows import PAGE, PENDING_PAGES, RowCache, positions_of
from visrec_desktop.bridge.jobs import Failure
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Coverage, Facets, Filters, Product, ProductId, Sort
from visrec_desktop.services import catalog as catalog_service
from visrec_desktop.services import coverage as coverage_service


class FakeCatalog:
    """Ten thousand products in memory, with a gate before every list."""

    def __init__(self) -> None:
        self.products = {i: Product(ProductId(i), f"S{i}", f"Product {i}") for i in range(1, 10_001)}
        self.deleted: dict[int, Product] = {}
        self.row_reads: list[list[int]] = []
        self.order: list[str] = []
        self.lists: list[tuple[Filters, Sort]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.error: BaseException | None = None

    def list_products(self, workspace: Any, filters: Filters, sort: Sort) -> Any:
        self.lists.append((filters, sort))
        self.order.append("list")
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        wanted = sorted(i for i in self.products if filters.text in self.products[i].name)
        return array("q", wanted if sort is Sort.NAME else wanted[::-1])

    def rows(self, workspace: Any, ids: Sequence[int]) -> list[Product]:
        self.row_reads.append(list(ids))
        self.order.append("rows")
        if self.error is not None:
            raise self.error
        return [self.products[i] for i in ids if i in self.products]

    def facets(self, workspace: Any) -> Facets:
        self.order.append("facets")
        return Facets(categories=(("shirt", len(self.products)),))

    def coverage(self, workspace: Any) -> Coverage:
        self.order.append("coverage")
        return Coverage(len(self.products), len(self.products), 5)

    def save_product(self, workspace: Any, product: Product) -> Product:
        if product.id not in self.products:
            raise KnownError(ErrorCode.UNKNOWN_PRODUCT, product.sku)
        self.products[product.id] = product
        return product

    def delete_products(self, workspace: Any, ids: Sequence[int]) -> int:
        for i in ids:
            self.deleted[i] = self.products.pop(i)
        return len(ids)

    def restore_products(self, workspace: Any, ids: Sequence[int]) -> int:
        for i in ids:
            self.products[i] = self.deleted.pop(i)
        return len(ids)

    def details(self, workspace: Any, product_id: int) -> Any:
        if product_id not in self.products:
            raise KnownError(ErrorCode.UNKNOWN_PRODUCT, str(product_id))
        return catalog_service.ProductDetails(self.products[product_id], ())

    def picture_rgb(self, workspace: Any, picture_id: int, max_side: int) -> Any:
        if picture_id == 404:
            raise KnownError(ErrorCode.NOT_FOUND, "gone.jpg")
        return np.zeros((max_side // 2, max_side, 3), np.uint8)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeCatalog:
    fake = FakeCatalog()
    for name in ("list_products", "rows", "facets", "save_product", "delete_products", "restore_products"):
        monkeypatch.setattr(catalog_service, name, getattr(fake, name))
    monkeypatch.setattr(catalog_service, "details", fake.details)
    monkeypatch.setattr(catalog_service, "picture_rgb", fake.picture_rgb)
    monkeypatch.setattr(coverage_service, "coverage", fake.coverage)
    return fake


@pytest.fixture
def session(workspace: Any, runners: Runners, fake: FakeCatalog) -> Any:
    session = CatalogSession(workspace, runners)
    yield session
    session.stop()


@pytest.fixture
def listed(session: CatalogSession, qtbot: Any) -> CatalogSession:
    with qtbot.waitSignals([session.ids_changed, session.facets_changed, session.coverage_changed]):
        session.refresh()
    return session


def have(session: CatalogSession, *ids: int) -> Callable[[], bool]:
    return lambda: all(session.product(i) is not None for i in ids)


def test_refresh_tells_list_facets_and_coverage(listed: CatalogSession, fake: FakeCatalog) -> None:
    assert listed.total == 10_000
    assert list(listed.ids[:3]) == [1, 2, 3]
    assert listed.facets.categories == (("shirt", 10_000),)
    assert listed.coverage == Coverage(10_000, 10_000, 5)
    assert listed.position(3) == 2
    assert listed.position(99_999) is None


def test_rows_of_a_new_list_are_read_before_the_summary(
    session: CatalogSession, fake: FakeCatalog, qtbot: Any
) -> None:
    session.ids_changed.connect(lambda: session.product(1))
    with qtbot.waitSignal(session.coverage_changed):
        session.refresh()
    assert fake.order == ["list", "rows", "coverage", "facets"]


def test_the_summary_is_read_without_a_list_too(
    session: CatalogSession, fake: FakeCatalog, qtbot: Any
) -> None:
    fake.error = KnownError(ErrorCode.CATALOG_LOCKED, "catalog.db")
    with qtbot.waitSignal(session.coverage_changed):
        session.refresh()
    assert session.total == 0


def test_filters_alone_leave_the_summary_as_it_is(
    listed: CatalogSession, fake: FakeCatalog, qtbot: Any
) -> None:
    fake.order.clear()
    with qtbot.waitSignal(listed.ids_changed):
        listed.set_filters(Filters(text="Product 1"))
    qtbot.wait(SUMMARY_MS + 60)
    assert fake.order == ["list"]


def test_rows_come_in_pages(listed: CatalogSession, fake: FakeCatalog, qtbot: Any) -> None:
    with qtbot.waitSignal(listed.rows_loaded) as loaded:
        for product_id in range(1, 40):
            assert listed.product(product_id) is None
    assert loaded.args == [frozenset(range(1, PAGE + 1))]
    product = listed.product(7)
    assert product is not None
    assert product.name == "Product 7"
    assert fake.row_reads == [list(range(1, PAGE + 1))]


def test_scrolling_far_loads_the_newest_pages_and_drops_what_went_by(
    listed: CatalogSession, fake: FakeCatalog, qtbot: Any
) -> None:
    for product_id in range(1, 10_000, PAGE):
        listed.product(product_id)
    qtbot.waitUntil(lambda: len(fake.row_reads) == PENDING_PAGES)
    qtbot.wait(30)
    assert len(fake.row_reads) == PENDING_PAGES
    assert fake.row_reads[0][0] == 9_985
    assert fake.row_reads[-1][0] == 9_985 - (PENDING_PAGES - 1) * PAGE


def test_filters_restart_the_list_and_stale_answers_are_dropped(
    listed: CatalogSession, fake: FakeCatalog, qtbot: Any
) -> None:
    changes: list[int] = []
    listed.ids_changed.connect(lambda: changes.append(listed.total))
    fake.gate.clear()
    for text in ("1", "12", "123"):
        listed.set_filters(Filters(text=text))
    fake.gate.set()
    qtbot.waitUntil(lambda: bool(changes))
    qtbot.wait(30)
    expected = sum("123" in f"Product {i}" for i in range(1, 10_001))
    assert changes == [expected]
    assert fake.lists[-1][0] == Filters(text="123")


def test_filters_change_while_a_page_is_loading(
    listed: CatalogSession, fake: FakeCatalog, qtbot: Any
) -> None:
    listed.product(5000)
    with qtbot.waitSignal(listed.ids_changed):
        listed.set_filters(Filters(text="Product 77"))
    first = listed.ids[0]
    qtbot.waitUntil(have(listed, first))
    product = listed.product(first)
    assert product is not None
    assert product.name == "Product 77"


def test_sort_keeps_the_rows(listed: CatalogSession, fake: FakeCatalog, qtbot: Any) -> None:
    qtbot.waitUntil(have(listed, 1))
    with qtbot.waitSignal(listed.ids_changed):
        listed.set_sort(Sort.NEWEST)
    assert listed.ids[0] == 10_000
    reads = len(fake.row_reads)
    assert listed.product(1) is not None
    qtbot.wait(20)
    assert len(fake.row_reads) == reads


def test_save_shows_the_new_row(listed: CatalogSession, fake: FakeCatalog, qtbot: Any) -> None:
    qtbot.waitUntil(have(listed, 9))
    old = listed.product(9)
    assert old is not None
    saved: list[Product] = []
    with qtbot.waitSignal(listed.products_changed) as changed:
        listed.save(replace(old, name="Product new"), saved.append)
    assert changed.args == [frozenset({9})]
    assert [product.name for product in saved] == ["Product new"]
    assert listed.product(9) is not None  # the old row stays visible until the new one is there
    qtbot.waitUntil(lambda: listed.product(9) == saved[0])


def test_delete_and_restore(listed: CatalogSession, fake: FakeCatalog, qtbot: Any) -> None:
    qtbot.waitUntil(have(listed, 3))
    counts: list[int] = []
    with qtbot.waitSignal(listed.ids_changed):
        listed.delete([3, 4], counts.append)
    assert listed.total == 9_998
    assert listed.position(3) is None
    with qtbot.waitSignal(listed.ids_changed):
        listed.restore([3, 4], counts.append)
    assert listed.total == 10_000
    assert counts == [2, 2]
    qtbot.waitUntil(have(listed, 3, 4))


def test_failed_edit_is_told_twice_and_changes_nothing(
    listed: CatalogSession, fake: FakeCatalog, qtbot: Any
) -> None:
    failures: list[Failure] = []
    with qtbot.waitSignal(listed.failed) as failed:
        listed.save(
            Product(ProductId(123_456), "X", "x"), lambda product: pytest.fail("saved"), failures.append
        )
    assert failed.args[0].code is ErrorCode.UNKNOWN_PRODUCT
    qtbot.waitUntil(lambda: len(failures) == 1)


def test_edits_are_written_even_when_the_program_ends(
    workspace: Any, fake: FakeCatalog, qapp: object
) -> None:
    runners = Runners()
    session = CatalogSession(workspace, runners)
    entered, go = threading.Event(), threading.Event()

    def hold(token: Any) -> None:
        entered.set()
        assert go.wait(10)

    runners.work.submit(hold)
    assert entered.wait(10)
    session.save(replace(fake.products[1], name="kept"), lambda product: None)
    threading.Timer(0.05, go.set).start()
    assert runners.shutdown()
    session.stop()
    assert fake.products[1].name == "kept"


def test_unreadable_catalog_is_told(session: CatalogSession, fake: FakeCatalog, qtbot: Any) -> None:
    fake.error = KnownError(ErrorCode.CATALOG_DAMAGED, "catalog.db")
    with qtbot.waitSignal(session.failed) as failed:
        session.refresh()
    assert failed.args[0].code is ErrorCode.CATALOG_DAMAGED


def test_rows_can_be_asked_for_again_after_a_failure(
    listed: CatalogSession, fake: FakeCatalog, qtbot: Any
) -> None:
    fake.error = KnownError(ErrorCode.CATALOG_LOCKED, "catalog.db")
    with qtbot.waitSignal(listed.failed):
        listed.product(1)
    fake.error = None
    qtbot.waitUntil(have(listed, 1))


def test_product_that_is_gone_is_not_asked_for_forever(
    listed: CatalogSession, fake: FakeCatalog, qtbot: Any
) -> None:
    del fake.products[2]
    qtbot.waitUntil(have(listed, 1))
    reads = len(fake.row_reads)
    for _ in range(5):
        assert listed.product(2) is None
        qtbot.wait(5)
    assert len(fake.row_reads) == reads


def test_changes_of_an_import_refresh_soon_and_once(
    listed: CatalogSession, fake: FakeCatalog, qtbot: Any
) -> None:
    qtbot.waitUntil(have(listed, 1))
    listed._soon.setInterval(30)
    lists = len(fake.lists)
    fake.products[10_001] = Product(ProductId(10_001), "S", "Product 10001")
    fake.products[1] = replace(fake.products[1], name="Product changed")
    with qtbot.waitSignal(listed.ids_changed):
        for _ in range(20):
            listed.note_changes([1, 10_001])
    assert len(fake.lists) == lists + 1
    assert listed.total == 10_001

    def shows_change() -> bool:
        product = listed.product(1)
        return product is not None and product.name == "Product changed"

    qtbot.waitUntil(shows_change)


def test_details_and_pictures(listed: CatalogSession, qtbot: Any) -> None:
    details: list[Any] = []
    pictures: list[Any] = []
    listed.request_details(4, details.append)
    listed.request_picture(8, 60, pictures.append)
    listed.request_picture(404, 60, pictures.append)
    qtbot.waitUntil(lambda: len(details) == 1 and len(pictures) == 2)
    assert details[0].product.sku == "S4"
    assert isinstance(pictures[0], QImage)
    assert (pictures[0].width(), pictures[0].height()) == (60, 30)
    assert pictures[1] is None
    with qtbot.assertNotEmitted(listed.failed):  # a deleted product that is still shown is no trouble
        listed.request_details(123_456, details.append)
        qtbot.waitUntil(lambda: len(details) == 2)
    assert details[1] is None


def test_cancelled_picture_request_says_nothing(listed: CatalogSession, qtbot: Any) -> None:
    pictures: list[Any] = []
    handle = listed.request_picture(8, 60, pictures.append)
    handle.cancel()
    qtbot.waitUntil(lambda: not handle.active)
    assert pictures in ([], [pictures[0]] if pictures else [[]])
    assert None not in pictures


class TestRowCache:
    def test_memory_is_bounded(self) -> None:
        cache = RowCache(page=10, kept=25)
        ids = array("q", range(100))
        cache.set_list(ids, {i: i for i in ids})
        for first in range(0, 100, 10):
            cache.get(first)
            request = cache.next_request()
            cache.store(request, [Product(ProductId(i), str(i), "") for i in request.ids])
        assert sum(cache.get(i) is not None for i in range(100)) == 25

    def test_answer_asked_for_before_a_change_leaves_the_row_stale(self) -> None:
        cache = RowCache(page=10)
        ids = array("q", range(10))
        cache.set_list(ids, {i: i for i in ids})
        old = [Product(ProductId(i), "", "old") for i in range(10)]
        cache.get(0)
        cache.store(cache.next_request(), old)
        cache.mark_stale([0])
        cache.get(0)
        late = cache.next_request()
        cache.mark_stale([0])  # the edit lands while the page is being read
        cache.store(late, old)
        cache.get(0)
        assert cache.wants
        assert cache.next_request().ids == (0,)

    def test_page_under_way_is_not_asked_for_twice(self) -> None:
        cache = RowCache(page=10)
        ids = array("q", range(10))
        cache.set_list(ids, {i: i for i in ids})
        cache.get(0)
        request = cache.next_request()
        cache.get(1)
        assert not cache.wants
        cache.give_up(request)
        cache.get(1)
        assert cache.wants


class TestPositions:
    @pytest.mark.parametrize("ids", [[], [7], [9, 4, 5, 100], [3, 10**12, 5]])
    def test_every_id_is_found_and_no_other(self, ids: list[int]) -> None:
        positions = positions_of(array("q", ids))
        assert [positions.get(each) for each in ids] == list(range(len(ids)))
        assert {positions.get(other) for other in (-1, 0, 6, 101, 10**13)} == {None}

    def test_a_long_list_takes_a_few_bytes_a_row(self) -> None:
        ids = array("q", range(1, 50_001))
        tracemalloc.start()
        positions = positions_of(ids)
        taken, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert positions.get(50_000) == 49_999
        assert taken < 8 * len(ids)
