"""Stand-ins for planning, and plans to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap

from visrec_desktop.bridge.planning import Owner, PlanRows, sort_rows
from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.core.values import Product, ProductDraft
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.values import (
    FoundColumn,
    FoundTable,
    ImportItem,
    ImportPlan,
    ImportRequest,
    Link,
    MissingProduct,
    SheetChoice,
    Verdict,
)
from visrec_desktop.sources.tables.values import Remark, RemarkKind

SHEET = Path("/in/list.csv")
REQUEST = ImportRequest((Path("/in"),), adopt_sheet=True)
LOST = Remark(RemarkKind.LOST_DIGITS, "sku", "4.00638E+12", "4006380000000")
WRITTEN_OUT = Remark(RemarkKind.SCIENTIFIC, "sku", "1.2E+12", "1200000000000")
CUT_OFF = ImportFailure("/in/a.jpg", ErrorCode.TRUNCATED_PICTURE, "/in/a.jpg")
TABLE = FoundTable(
    SheetChoice(SHEET),
    used=True,
    rows=5,
    columns=(
        FoundColumn("Nr", "sku", ("A-1", "A-2")),
        FoundColumn("Title", "name", ("Shirt",)),
        FoundColumn("EUR", "price", ("12,50",)),
        FoundColumn("Supplier", "attribute", ("Meyer",)),
        FoundColumn("Column 5", "ignored", ()),
        FoundColumn("Column 6", "ignored", ()),
    ),
    decimal=",",
    encoding="cp1252",
)


def make_item(number: int, verdict: Verdict = Verdict.NEW, **facts: Any) -> ImportItem:
    draft = ProductDraft(
        f"A-{number}",
        f"Shirt {number}",
        category="Shirts",
        colour="Blue",
        price=Decimal("12.50"),
        currency="EUR",
        stock=4,
    )
    changes = ("price", "stock") if verdict is Verdict.CHANGED else ()
    item = ImportItem(
        f"{SHEET}:{number + 1}",
        draft,
        (Path(f"/in/A-{number}.jpg"),),
        from_sheet=True,
        verdict=verdict,
        changes=changes,
        links=(Link.SKU,),
    )
    return replace(item, **facts)


def loose_item(name: str) -> ImportItem:
    path = Path(f"/in/{name}.jpg")
    return ImportItem(str(path), ProductDraft(name), (path,), links=(Link.OWN,))


def make_plan(**parts: Any) -> ImportPlan:
    """Two new, one changed, one unchanged, one to look at (new), a loose picture, a failure."""
    items = (
        make_item(1),
        make_item(2, remarks=(WRITTEN_OUT,)),
        make_item(3, Verdict.CHANGED),
        make_item(4, Verdict.UNCHANGED),
        make_item(5, remarks=(LOST,)),
        loose_item("IMG_1"),
    )
    plan = ImportPlan(REQUEST, items, (CUT_OFF,), skipped=2, tables=(TABLE,), pictures=7, archives=1)
    return replace(plan, **parts)


def missing(count: int) -> tuple[MissingProduct, ...]:
    return tuple(MissingProduct(number, f"OLD-{number}", f"Old {number}") for number in range(1, count + 1))


class FakePreviews(QObject):
    ready = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Path] = []

    def pixmap(self, path: Path) -> QPixmap | None:
        self.asked.append(path)
        made = QPixmap(40, 50)
        made.fill(Qt.GlobalColor.darkCyan)
        return made


class FakeStored(QObject):
    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.products: dict[str, Product] = {}
        self.asked: list[str] = []

    def product(self, sku: str) -> Product | None:
        self.asked.append(sku)
        return self.products.get(sku)


class FakePlanning(QObject):
    """Plans when the test says so."""

    opened = Signal()
    extended = Signal()
    progressed = Signal(object)
    planned = Signal(object)
    failed = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.previews = FakePreviews()
        self.stored = FakeStored()
        self.request: ImportRequest | None = None
        self.plan: ImportPlan | None = None
        self.rows = PlanRows()
        self.is_planning = False
        self.requests: list[ImportRequest] = []
        self.owners: list[Owner] = []
        self.looked_for: list[str] = []
        self.again_times = 0
        self.cancelled = 0

    @property
    def is_open(self) -> bool:
        return self.request is not None

    def open(self, request: ImportRequest) -> None:
        self.requests.append(request)
        if self.request is not None:
            self.extended.emit()
            return
        self.request = request
        self.is_planning = True
        self.opened.emit()

    def change(self, request: ImportRequest) -> None:
        self.requests.append(request)
        self.request = request
        self.is_planning = True

    def again(self) -> None:
        self.again_times += 1

    def cancel(self) -> None:
        self.cancelled += 1
        if self.plan is not None:
            self.tell(self.plan)

    def tell(self, plan: ImportPlan) -> None:
        """A plan is there."""
        self.plan, self.rows = plan, sort_rows(plan)
        self.is_planning = not plan.is_final
        self.planned.emit(plan)

    def fail(self, error: Any) -> None:
        self.is_planning = False
        self.failed.emit(error)

    def close(self) -> None:
        self.request = self.plan = None
        self.closed.emit()

    def take(self) -> ImportPlan | None:
        plan = self.plan
        self.close()
        return plan

    def find_owners(self, text: str, callback: Callable[[list[Owner]], None]) -> None:
        self.looked_for.append(text)
        callback([owner for owner in self.owners if text in owner.sku])
