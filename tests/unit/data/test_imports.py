"""Imports as the catalog keeps them: many rows at once, undo and redo, the shelf, the log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from tests.unit.data.drafts import SPACE, picture, product, vectors
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Filters, Product, ProductDraft, Sort
from visrec_desktop.data import imports
from visrec_desktop.data.imports import ImportLog
from visrec_desktop.data.putting import PutOutcome
from visrec_desktop.data.writer import CatalogWriter


@pytest.fixture
def catalog(path: Path) -> Iterator[CatalogWriter]:
    with closing(CatalogWriter.open(path)) as opened:
        yield opened


@pytest.fixture
def log(catalog: CatalogWriter) -> ImportLog:
    return ImportLog(catalog)


def names(catalog: CatalogWriter) -> list[str]:
    ids = catalog.product_ids(Filters(), Sort.SKU)
    return [shown.sku for shown in catalog.products(ids, SPACE)]


def stored(catalog: CatalogWriter, sku: str) -> Product:
    found = catalog.product_by_sku(sku, SPACE)
    assert found is not None
    return found


def put_facts(log: ImportLog, number: int, *drafts: ProductDraft) -> list[str]:
    outcomes = log.put_facts(number, drafts, ["sheet"] * len(drafts))
    return [outcome.change if isinstance(outcome, PutOutcome) else outcome.code.value for outcome in outcomes]


class TestManyRows:
    def test_rows_are_added_updated_and_left(self, catalog: CatalogWriter, log: ImportLog) -> None:
        catalog.put(product("B", name="Old", price=Decimal(5)), None)
        catalog.put(product("C", name="Same"), None)
        number = log.begin("sheet", "plan")
        said = put_facts(
            log,
            number,
            product("A", name="New", price=Decimal("1.50"), stock=2, attributes={"fit": "slim"}),
            product("B", name="Newer"),
            product("C", name="Same"),
            product("D", price=Decimal(-1)),
            product(" "),
        )
        assert said == ["added", "updated", "unchanged", "bad_value", "missing_sku"]
        new = stored(catalog, "A")
        assert (new.name, new.price, new.stock, dict(new.attributes)) == (
            "New",
            Decimal("1.50"),
            2,
            {"fit": "slim"},
        )
        assert (stored(catalog, "B").name, stored(catalog, "B").price) == ("Newer", Decimal(5))
        assert list(catalog.product_ids(Filters(text="newer"), Sort.NAME)) == [stored(catalog, "B").id]
        assert all(check.ok for check in catalog.check(full=True))

    def test_it_says_what_single_puts_say(
        self, catalog: CatalogWriter, log: ImportLog, tmp_path: Path
    ) -> None:
        """The statement for many rows and the one for a single row store the same."""
        drafts = [
            product("1", name="Ä", category="Shirts", brand="b", colour="red", size="S", currency="EUR"),
            product("2"),
            product("3", name="", description="text\nof two lines", stock=0, price=Decimal(0)),
            product("4", attributes={"b": "1", "a": "2"}),
        ]
        put_facts(log, log.begin("", ""), *drafts)
        with closing(CatalogWriter.open(tmp_path / "single.db")) as single:
            for draft in drafts:
                single.put(draft, None)
            for draft in drafts:
                one, other = stored(catalog, draft.sku), stored(single, draft.sku)
                assert one == other
            assert names(single) == names(catalog)

    def test_a_sku_may_come_twice(self, catalog: CatalogWriter, log: ImportLog) -> None:
        number = log.begin("", "")
        assert put_facts(log, number, product("A", name="x"), product("A", stock=3)) == ["added", "updated"]
        assert (stored(catalog, "A").name, stored(catalog, "A").stock) == ("x", 3)
        assert put_facts(log, number, product("e\u0301"), product("\u00e9", stock=1)) == ["added", "updated"]

    def test_a_partial_sheet_keeps_further_facts(self, catalog: CatalogWriter, log: ImportLog) -> None:
        catalog.put(product("A", attributes={"fit": "slim", "hem": "raw"}), None)
        put_facts(log, log.begin("", ""), product("A", attributes={"fit": "wide"}))
        assert dict(stored(catalog, "A").attributes) == {"fit": "wide", "hem": "raw"}

    def test_a_deleted_product_comes_back(self, catalog: CatalogWriter, log: ImportLog) -> None:
        kept = catalog.put(product("A", name="x"), [picture("front")])
        catalog.delete([kept.product_id])
        (outcome,) = log.put_facts(log.begin("", ""), [product("A", stock=1)], [""])
        assert isinstance(outcome, PutOutcome)
        assert (outcome.change, outcome.revived_pictures) == ("added", kept.stale_pictures)
        assert stored(catalog, "A").id == kept.product_id

    def test_ids_are_never_used_again(self, catalog: CatalogWriter, log: ImportLog) -> None:
        first = catalog.put(product("A"), None).product_id
        catalog.delete([first])
        catalog.purge(-1.0)
        put_facts(log, log.begin("", ""), product("B"))
        assert stored(catalog, "B").id > first


class TestUndo:
    def test_a_whole_import_is_taken_back_and_made_again(
        self, catalog: CatalogWriter, log: ImportLog
    ) -> None:
        catalog.put(product("B", name="Old", price=Decimal(5), colour="red"), None)
        number = log.begin("", "")
        put_facts(log, number, product("A", name="New"), product("B", name="Newer", stock=1, colour="blue"))
        undone = log.swap(number, undo=True)
        assert names(catalog) == ["B"]
        assert (stored(catalog, "B").name, stored(catalog, "B").stock) == ("Old", None)
        assert list(catalog.product_ids(Filters(text="old"), Sort.NAME)) == [stored(catalog, "B").id]
        assert (len(undone.changed), undone.kept) == (2, [])
        log.swap(number, undo=False)
        assert names(catalog) == ["A", "B"]
        assert (stored(catalog, "B").name, stored(catalog, "B").colour) == ("Newer", "blue")

    def test_what_was_changed_by_hand_since_stays(self, catalog: CatalogWriter, log: ImportLog) -> None:
        catalog.put(product("B", name="Old", price=Decimal(5)), None)
        number = log.begin("", "")
        put_facts(log, number, product("B", name="Newer", price=Decimal(6)))
        catalog.edit(stored(catalog, "B").id, ProductDraft("B", name="By hand"))
        undone = log.swap(number, undo=True)
        assert (stored(catalog, "B").name, stored(catalog, "B").price) == ("By hand", Decimal(5))
        assert undone.kept == [stored(catalog, "B").id]

    def test_pictures_come_back_with_their_vectors(self, catalog: CatalogWriter, log: ImportLog) -> None:
        old = catalog.put(product("A"), [picture("front"), picture("back")])
        catalog.store_vectors(SPACE, old.stale_pictures, vectors(2))
        number = log.begin("", "")
        outcome, earlier, now = log.put(number, product("A"), [picture("new"), picture("back")], beside=False)
        assert (earlier, now) == ("unchanged", "updated")
        assert outcome.removed_pictures == (old.stale_pictures[0],)
        undone = log.swap(number, undo=True)
        assert undone.back == [old.stale_pictures[0]]
        assert undone.gone == list(outcome.stale_pictures)
        shown = catalog.pictures(old.product_id)
        assert [entry.id for entry in shown] == list(old.stale_pictures)
        assert [entry.position for entry in shown] == [0, 1]
        assert stored(catalog, "A").picture_id == old.stale_pictures[0]
        ((ids, rows),) = catalog.vectors(SPACE)
        assert ids.tolist() == list(old.stale_pictures)
        assert np.array_equal(rows, vectors(2))
        log.swap(number, undo=False)
        assert [entry.sha256 for entry in catalog.pictures(old.product_id)] == [
            picture("new").sha256,
            picture("back").sha256,
        ]
        assert all(check.ok for check in catalog.check(full=True)), catalog.check(full=True)

    def test_pictures_beside_those_there_are(self, catalog: CatalogWriter, log: ImportLog) -> None:
        old = catalog.put(product("A"), [picture("front")])
        number = log.begin("", "")
        log.put(number, product("A"), [picture("detail"), picture("front")], beside=True)
        shown = catalog.pictures(old.product_id)
        assert [entry.sha256 for entry in shown] == [picture("front").sha256, picture("detail").sha256]
        log.swap(number, undo=True)
        assert [entry.id for entry in catalog.pictures(old.product_id)] == list(old.stale_pictures)

    def test_facts_and_pictures_of_one_import_are_one_change(
        self, catalog: CatalogWriter, log: ImportLog
    ) -> None:
        catalog.put(product("B", name="Old", price=None), [picture("old")])
        number = log.begin("", "")
        put_facts(log, number, product("A", name="x"), product("B", price=Decimal(3)))
        assert log.put(number, product("A"), [picture("a")], beside=False)[1:] == ("added", "added")
        assert log.put(number, product("B"), [picture("b")], beside=False)[1:] == ("updated", "updated")
        log.swap(number, undo=True)
        assert names(catalog) == ["B"]
        assert stored(catalog, "B").price is None
        assert catalog.pictures(stored(catalog, "B").id)[0].sha256 == picture("old").sha256

    def test_archived_products_come_back(self, catalog: CatalogWriter, log: ImportLog) -> None:
        old = catalog.put(product("A"), [picture("front")])
        number = log.begin("", "")
        assert log.archive(number, [old.product_id]) == list(old.stale_pictures)
        assert names(catalog) == []
        undone = log.swap(number, undo=True)
        assert names(catalog) == ["A"]
        assert undone.back == list(old.stale_pictures)

    def test_a_taken_sku_is_not_taken_twice(self, catalog: CatalogWriter, log: ImportLog) -> None:
        number = log.begin("", "")
        put_facts(log, number, product("A", name="imported"))
        log.swap(number, undo=True)
        catalog.put(product("B", name="by hand"), None)
        catalog.edit(stored(catalog, "B").id, ProductDraft("A"))
        log.swap(number, undo=False)
        assert names(catalog) == ["A"]
        assert stored(catalog, "A").name == "by hand"

    @pytest.mark.parametrize(
        "do", [lambda log, n: log.swap(n, undo=False), lambda log, n: log.swap(99, undo=True)]
    )
    def test_there_may_be_nothing_to_undo(
        self, log: ImportLog, do: Callable[[ImportLog, int], object]
    ) -> None:
        number = log.begin("", "")
        with pytest.raises(KnownError) as caught:
            do(log, number)
        assert caught.value.code is ErrorCode.NOTHING_TO_UNDO


class TestLog:
    def test_how_far_it_has_come(self, catalog: CatalogWriter, log: ImportLog) -> None:
        number = log.begin("sheet.csv", "the plan: \udcff".encode("utf-8", "replace").decode())
        log.advance(number, 3, 1, {"added": 2})
        (row,) = imports.list_imports(catalog)
        assert row[:2] == (number, "sheet.csv")
        assert (row.state, row.stored, row.read, row.counts) == ("running", 3, 1, {"added": 2})
        assert imports.planned(catalog, number) == "the plan: ?"
        log.end(number, "stopped")
        assert imports.planned(catalog, number) is not None
        log.end(number, "done")
        assert imports.planned(catalog, number) is None
        assert imports.planned(catalog, 99) is None

    def test_failures_keep_odd_names(self, catalog: CatalogWriter, log: ImportLog) -> None:
        number = log.begin("", "")
        said = [
            (-1, "/odd/\udcff.jpg", "not_found", "/odd/\udcff.jpg", ""),
            (4, "s.csv:3", "bad_value", "x", "y"),
        ]
        log.fail(number, said)
        assert imports.failures(catalog, number) == said

    def test_a_transaction_takes_everything_back(self, catalog: CatalogWriter, log: ImportLog) -> None:
        with pytest.raises(RuntimeError), log.transaction():
            number = log.begin("", "")
            put_facts(log, number, product("A"))
            raise RuntimeError
        assert names(catalog) == []
        assert imports.list_imports(catalog) == []

    def test_sheets_of_one_kind_are_known_again(self, catalog: CatalogWriter, log: ImportLog) -> None:
        number = log.begin("", "")
        log.put_facts(number, [product("A", name="x"), product("B")], ["mine", "other"])
        assert [row[1:] for row in imports.products_of_source(catalog, "mine")] == [("A", "x")]

    def test_old_imports_are_forgotten(self, catalog: CatalogWriter, log: ImportLog) -> None:
        catalog.put(product("A"), [picture("front")])
        number = log.begin("", "")
        log.put(number, product("A"), [picture("new")], beside=False)
        assert len(imports.used_paths(catalog)) == 2
        log.end(number, "done")
        log.tidy(3600.0)
        assert len(imports.list_imports(catalog)) == 1
        time.sleep(0.001)
        log.tidy(0.0)
        assert imports.list_imports(catalog) == []
        assert imports.used_paths(catalog) == ["/pictures/new.jpg"]
        unfinished = log.begin("", "")
        log.tidy(-1.0)
        assert [row.id for row in imports.list_imports(catalog)] == [unfinished]
