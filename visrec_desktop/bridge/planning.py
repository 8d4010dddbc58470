"""The plan of an import: made beside the window, made anew whenever something is decided otherwise."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from visrec_desktop.bridge.eta import Eta
from visrec_desktop.bridge.file_previews import FilePreviews
from visrec_desktop.bridge.jobs import Failure, JobHandle, JobRunner
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.bridge.stored_products import StoredProducts
from visrec_desktop.core.progress import CancelToken, Progress

if TYPE_CHECKING:
    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.services.importing import ImportItem, ImportPlan, ImportRequest, PlanCache
    from visrec_desktop.services.workspace import Workspace

COALESCE_MS = 40


class Part(StrEnum):
    """A part of a plan that can be looked at alone."""

    ALL = "all"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DOUBTFUL = "doubtful"
    LOOSE = "loose"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PlanRows:
    """Which items of a plan are in each part, as indices into `ImportPlan.items`; typecode `L`."""

    parts: dict[Part, array[int]] = field(default_factory=dict)

    def of(self, part: Part) -> array[int]:
        """The items of a part."""
        return self.parts.get(part, _NONE)


_NONE = array("L")


@dataclass(frozen=True, slots=True)
class Owner:
    """A product that a picture may belong to."""

    sku: str
    name: str


class PlanSession(QObject):
    """One import that is being decided about. GUI thread only; the work is done in a thread of its own.

    Signals:
        opened: files were given, and planning has begun.
        extended: files were given while others are being decided about.
        progressed: `Progress` of the planning.
        planned: an `ImportPlan`; `rows` tells its parts. More may follow until one `is_final`.
        failed: the `KnownError` that kept a plan from being made; None after a fault of the program.
        closed: it was imported or given up.
    """

    opened = Signal()
    extended = Signal()
    progressed = Signal(object)
    planned = Signal(object)
    failed = Signal(object)
    closed = Signal()

    def __init__(
        self, workspace: Workspace, runners: Runners, catalog: CatalogSession, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._runner = JobRunner("plan", self, background=True)
        self._catalog = catalog
        self._job: JobHandle | None = None
        self._eta = Eta()
        self._cache: PlanCache | None = None
        self.previews = FilePreviews(runners, self)
        self.stored = StoredProducts(workspace, runners, self)
        self.request: ImportRequest | None = None
        self.plan: ImportPlan | None = None
        self.rows = PlanRows()
        self._soon = QTimer(self, singleShot=True, interval=COALESCE_MS)
        self._soon.timeout.connect(self._begin)
        catalog.products_changed.connect(self._on_products_changed)

    @property
    def is_open(self) -> bool:
        """Whether an import is being decided about."""
        return self.request is not None

    @property
    def is_planning(self) -> bool:
        """Whether the plan that is known will be replaced by a newer one."""
        return self._job is not None or self._soon.isActive()

    def open(self, request: ImportRequest) -> None:
        """Plan an import; while another one is open, the files join it."""
        if self.request is not None:
            paths = dict.fromkeys((*self.request.paths, *request.paths))
            sheet = self.request.sheet or request.sheet
            self.change(replace(self.request, paths=tuple(paths), sheet=sheet))
            self.extended.emit()
            return
        self.request = request
        self.opened.emit()
        self._begin()

    def change(self, request: ImportRequest) -> None:
        """Plan anew with other decisions. Several changes at once are one; the latest counts."""
        if self.request is not None and request != self.request:
            self.request = request
            self._soon.start()

    def again(self) -> None:
        """Plan once more as it is: after a failure, or when files have changed."""
        if self.request is not None:
            self._begin()

    def cancel(self) -> None:
        """Stop planning: what was planned before counts again, and where there is nothing, it is given up."""
        if self.plan is None:
            self.close()
            return
        self._stop()
        self.request = self.plan.request
        self.planned.emit(self.plan)

    def close(self) -> None:
        """Give it up; what was unpacked for it is removed."""
        plan = self.plan
        if self._end() and plan is not None:
            discard = partial(_discard, self._workspace, plan)
            self._runners.work.submit(discard, priority=Priority.NORMAL, must_finish=True)

    def take(self) -> ImportPlan | None:
        """The plan that is to be imported; the session is closed. None while it is still being made."""
        plan = self.plan
        if plan is None or self.is_planning or plan.request != self.request:
            return None
        self._end()
        return plan

    def find_owners(self, text: str, callback: Callable[[list[Owner]], None]) -> None:
        """Look products up by SKU or name, first those of the plan; only the latest question is answered."""
        items = self.plan.items if self.plan is not None else ()
        self._runners.read.submit(
            partial(_find, self._workspace, items, text),
            on_done=callback,
            priority=Priority.ROWS,
            key="owners",
        )

    def stop(self, timeout_ms: int = 10_000) -> bool:
        """End the thread; whether it ended in time."""
        self._soon.stop()
        return self._runner.shutdown(timeout_ms)

    def _end(self) -> bool:
        if self.request is None:
            return False
        self._stop()
        self.request = None
        self.plan = None
        self._cache = None
        self.rows = PlanRows()
        self.previews.clear()
        self.stored.clear()
        self.closed.emit()
        return True

    def _stop(self) -> None:
        self._soon.stop()
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()

    @Slot()
    def _begin(self) -> None:
        from visrec_desktop.services.importing import PlanCache

        if self.request is None:
            return
        self._soon.stop()
        if self._cache is None:
            self._cache = PlanCache()
        self._eta = Eta()
        request = self.request
        self._job = self._runner.submit(
            partial(_plan, self._workspace, request, self._cache),
            on_event=partial(self._on_event, request),
            on_done=partial(self._on_done, request),
            on_failed=partial(self._on_failed, request),
            key="plan",
        )

    def _is_latest(self, request: ImportRequest) -> bool:
        return request is self.request and self._job is not None

    def _on_event(self, request: ImportRequest, event: Progress | _Sorted) -> None:
        if not self._is_latest(request):
            return
        if isinstance(event, Progress):
            self.progressed.emit(self._eta.fill(event))
            return
        self._keep(event)

    def _keep(self, made: _Sorted) -> None:
        self.plan, self.rows = made.plan, made.rows
        if made.plan.is_final:
            self._job = None
        self.planned.emit(made.plan)

    def _on_done(self, request: ImportRequest, _nothing: object) -> None:
        if self._is_latest(request):
            self._job = None

    def _on_failed(self, request: ImportRequest, failure: Failure) -> None:
        if not self._is_latest(request):
            return
        self._job = None
        if not failure.cancelled:
            self.failed.emit(failure.error)

    @Slot(object)
    def _on_products_changed(self, _ids: object) -> None:
        self.stored.clear()


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A plan with its parts, made in the planning thread: the window never walks over all items."""

    plan: ImportPlan
    rows: PlanRows


def sort_rows(plan: ImportPlan) -> PlanRows:
    """Which items are in which part; one walk over the items."""
    from visrec_desktop.services.importing.values import Link, Verdict

    verdicts = {Verdict.NEW: array("L"), Verdict.CHANGED: array("L"), Verdict.UNCHANGED: array("L")}
    doubtful, loose = array("L"), array("L")
    has_table = any(table.used for table in plan.tables)
    for number, item in enumerate(plan.items):
        verdicts[item.verdict].append(number)
        if item.is_doubtful:
            doubtful.append(number)
        if has_table and not item.from_sheet and Link.OWN in item.links:
            loose.append(number)
    return PlanRows(
        {
            Part.ALL: array("L", range(len(plan.items))),
            Part.NEW: verdicts[Verdict.NEW],
            Part.CHANGED: verdicts[Verdict.CHANGED],
            Part.UNCHANGED: verdicts[Verdict.UNCHANGED],
            Part.DOUBTFUL: doubtful,
            Part.LOOSE: loose,
        }
    )


def _plan(
    workspace: Workspace,
    request: ImportRequest,
    cache: PlanCache,
    token: CancelToken,
) -> Generator[Progress | _Sorted, None, None]:
    from visrec_desktop.services import importing

    for event in importing.plan_import(workspace, request, token, cache):
        yield event if isinstance(event, Progress) else _Sorted(event, sort_rows(event))


def _discard(workspace: Workspace, plan: ImportPlan, _token: CancelToken) -> None:
    from visrec_desktop.services import importing

    importing.discard_plan(workspace, plan)


_FOUND = 12


def _find(workspace: Workspace, items: Sequence[ImportItem], text: str, token: CancelToken) -> list[Owner]:
    from visrec_desktop.core.values import Filters, Sort
    from visrec_desktop.services import catalog

    found: dict[str, Owner] = {}
    wanted = text.casefold().strip()
    for item in items:
        token.check()
        name = item.draft.name or ""
        if item.from_sheet and (wanted in item.draft.sku.casefold() or wanted in name.casefold()):
            found[item.draft.sku] = Owner(item.draft.sku, name)
            if len(found) >= _FOUND:
                break
    ids = catalog.list_products(workspace, Filters(text=text.strip()), Sort.NAME)[:_FOUND]
    for product in catalog.rows(workspace, ids):
        found.setdefault(product.sku, Owner(product.sku, product.name))
    return list(found.values())
