"""A stand-in for the health session that changes the products of a stand-in catalog."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.values import Product
from visrec_desktop.services.health.values import DuplicatePair, Finding, HealthReport, ProposedValue

if TYPE_CHECKING:
    from tests.gui.ui.catalog_fakes import FakeCatalog

Key = tuple[int, str]
EMPTY = {Finding.NO_CATEGORY: "category", Finding.NO_BRAND: "brand", Finding.NO_COLOUR: "colour"}


def category_for(product_id: int, value: str = "Shirts", confidence: float = 0.95) -> ProposedValue:
    return ProposedValue(product_id, "category", value, confidence, "look", (2, 3))


class FakeFound(QObject):
    ids_changed = Signal()
    rows_loaded = Signal(object)

    def __init__(self, health: FakeHealth) -> None:
        super().__init__(health)
        self._health = health
        self.ids = array("q")
        self.archived = False

    def show_ids(self, ids: Sequence[int], *, archived: bool = False) -> None:
        self.ids = array("q", ids)
        self.archived = archived
        self.ids_changed.emit()

    def position(self, product_id: int) -> int | None:
        return self.ids.index(product_id) if product_id in self.ids else None

    def product(self, product_id: int) -> Product | None:
        catalog = self._health.catalog
        return (catalog.hidden if self.archived else catalog.stored).get(product_id)

    def request_details(self, product_id: int, callback: Callable[[Any], None]) -> None:
        self._health.catalog.request_details(product_id, callback)

    def request_picture(self, picture_id: int, max_side: int, callback: Callable[[Any], None]) -> None:
        self._health.catalog.request_picture(picture_id, max_side, callback)


class FakeHealth(QObject):
    changed = Signal(object)
    looking_changed = Signal(bool)
    progressed = Signal(object)
    searched = Signal(object)
    failed = Signal(object)

    def __init__(self, catalog: FakeCatalog) -> None:
        super().__init__()
        self.catalog = catalog
        self.report = HealthReport(len(catalog.stored))
        self.looking = False
        self.is_stale = False
        self.has_looked = False
        self.watched = 0
        self.looked = 0
        self.cancelled = 0
        self.refuse_all: KnownError | None = None
        self.held: list[Callable[[], None]] = []
        self.calls: list[tuple[Any, ...]] = []
        self.search: Callable[[Any], None] | None = None
        self.products = FakeFound(self)

    def tell(
        self,
        *,
        proposals: Sequence[ProposedValue] = (),
        pairs: Sequence[DuplicatePair] | None = None,
        **found: Sequence[int],
    ) -> None:
        """Report what is found, with the findings by their values."""
        by_finding = {Finding(name): tuple(ids) for name, ids in found.items()}
        if pairs is not None:
            ids = dict.fromkeys(product_id for pair in pairs for product_id in pair.ids)
            by_finding[Finding.DUPLICATES] = tuple(ids)
        self.report = HealthReport(
            len(self.catalog.stored),
            by_finding,
            proposals={each.product_id: (each,) for each in proposals},
            pairs=None if pairs is None else tuple(pairs),
        )
        self.changed.emit(self.report)

    def watch(self) -> None:
        self.watched += 1

    def look(self, *_: Any) -> None:
        self.looked += 1
        self.looking = True
        self.looking_changed.emit(True)

    def end_look(self) -> None:
        self.looking, self.has_looked = False, True
        self.looking_changed.emit(False)
        self.changed.emit(self.report)

    def cancel(self) -> None:
        self.cancelled += 1

    def request_products(self, ids: Sequence[int], callback: Callable[[list[Product]], None]) -> None:
        callback([self.catalog.stored[each] for each in ids if each in self.catalog.stored])

    def accept(self, keys: Sequence[Key], on_done: Any, on_failed: Any) -> None:
        if self._refused("accept", keys, on_failed):
            return
        done = []
        for product_id, field in keys:
            (proposal,) = self.report.proposals[product_id]
            self._set(product_id, field, proposal.value)
            done.append(SimpleNamespace(product_id=product_id, field=field))
        self._drop(keys)
        on_done(tuple(done))

    def take_back(self, changes: Sequence[Any], on_done: Any, on_failed: Any) -> None:
        if self._refused("take_back", changes, on_failed):
            return
        for change in changes:
            self._set(change.product_id, change.field, "")
        on_done(tuple((each.product_id, each.field) for each in changes))

    def refuse(self, keys: Sequence[Key], refused: bool, on_done: Any, on_failed: Any) -> None:
        if self._refused("refuse", (tuple(keys), refused), on_failed):
            return
        on_done(len(keys))

    def merge(self, keep: int, gone: int, on_done: Any, on_failed: Any) -> None:
        if self._refused("merge", (keep, gone), on_failed):
            return
        self.catalog.hidden[gone] = self.catalog.stored.pop(gone)
        pairs = [pair for pair in self.report.pairs or () if gone not in pair.ids]
        self.tell(pairs=pairs, archived=[gone])
        on_done(SimpleNamespace(keep=keep, gone=gone))

    def part(self, record: Any, on_done: Any, on_failed: Any) -> None:
        if self._refused("part", record, on_failed):
            return
        self.catalog.stored[record.gone] = self.catalog.hidden.pop(record.gone)
        on_done(None)

    def keep_apart(self, pairs: Any, apart: bool, on_done: Any, on_failed: Any) -> None:
        if self._refused("keep_apart", (pairs, apart), on_failed):
            return
        on_done(None)

    def archive(self, ids: Sequence[int], archived: bool, on_done: Any, on_failed: Any) -> None:
        if self._refused("archive", (tuple(ids), archived), on_failed):
            return
        source, target = self.catalog.stored, self.catalog.hidden
        if not archived:
            source, target = target, source
        for each in ids:
            target[each] = source.pop(each)
        on_done(len(ids))

    def find_moved(self, roots: Sequence[Any], on_done: Any, on_failed: Any) -> None:
        self.calls.append(("find", tuple(roots)))
        self.search = on_done

    def cancel_search(self) -> None:
        self.calls.append(("cancel_search",))

    def use_moved(self, report: Any, undo: bool, on_done: Any, on_failed: Any) -> None:
        if self._refused("use_moved", undo, on_failed):
            return
        on_done(len(report.found))

    def _refused(self, name: str, what: Any, on_failed: Any) -> bool:
        self.calls.append((name, what))
        if self.refuse_all is None:
            return False
        error = self.refuse_all

        def tell() -> None:
            self.failed.emit(error)
            on_failed(SimpleNamespace(error=error, cancelled=False))

        self.held.append(tell)
        return True

    def release(self) -> None:
        """Let everything that is refused be told: an undo stack must not hear of it within its own call."""
        while self.held:
            self.held.pop(0)()

    def _set(self, product_id: int, field: str, value: str) -> None:
        self.catalog.stored[product_id] = replace(self.catalog.stored[product_id], **{field: value})
        self.products.rows_loaded.emit(frozenset({product_id}))

    def _drop(self, keys: Sequence[Key]) -> None:
        ids = {product_id for product_id, _ in keys}
        proposals = [each for values in self.report.proposals.values() for each in values]
        found = {
            finding.value: [each for each in there if each not in ids]
            for finding, there in self.report.found.items()
        }
        self.tell(proposals=[each for each in proposals if each.product_id not in ids], **found)
