"""The import itself: first every product is stored and can be seen, then the features follow."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from visrec_desktop.core.errors import Cancelled, ErrorCode, KnownError
from visrec_desktop.core.machine import core_count
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.services.coverage import FittedCache, catch_up
from visrec_desktop.services.events import ImportFailure, ProductsChanged
from visrec_desktop.services.importing.collect import collect
from visrec_desktop.services.importing.prepare import Prepared, prepare
from visrec_desktop.services.importing.values import ImportEvent, ImportPlan, ImportReport, ImportRequest
from visrec_desktop.services.parallel import in_order
from visrec_desktop.services.vectors import IndexChanges

if TYPE_CHECKING:
    from visrec_desktop.core.values import ProductDraft
    from visrec_desktop.data.writer import CatalogWriter
    from visrec_desktop.services.workspace import Workspace

SLICE = 16
KEPT_FITTED = 512
"""Decoded pictures kept for the second step: 512 of 224 x 224 are 77 MB; later ones are read again."""
_OF_ONE_ROW = frozenset({ErrorCode.BAD_VALUE, ErrorCode.MISSING_SKU})
"""What the catalog refuses about one row; the others go on."""
_T = TypeVar("_T")


class _Tally:
    """The counts of an import as it runs."""

    def __init__(self, plan: ImportPlan) -> None:
        self.counts = {"added": 0, "updated": 0, "unchanged": 0}
        self.failed = list(plan.failures)
        self.skipped = plan.skipped
        self.start = time.perf_counter()

    @property
    def stored(self) -> int:
        return sum(self.counts.values())

    def report(self, *, cancelled: bool = False) -> ImportReport:
        elapsed = round(time.perf_counter() - self.start, 3)
        return ImportReport(
            **self.counts,
            skipped=self.skipped,
            failed=tuple(self.failed),
            elapsed_s=elapsed,
            cancelled=cancelled,
        )


def run_import(
    workspace: Workspace, request: ImportRequest, token: CancelToken
) -> Generator[ImportEvent, None, ImportReport]:
    """Import pictures and sheets. Work thread only.

    A picture or row that cannot be used is listed and the rest goes on. A cancelled import keeps what it has
    stored; the features still missing follow at the next `catch_up`.

    Raises:
        KnownError: the sheet, the model or the data folder cannot be used, or the disk is full.
    """
    start = time.perf_counter()
    tally = _Tally(ImportPlan((), (), 0))
    fitted: FittedCache = {}
    try:
        yield Progress("collecting")
        plan = yield from _collected(request, token)
        tally = _Tally(plan)
        tally.start = start
        workspace.embedder()  # a model that cannot be used is told before anything is stored
        with _all_or_nothing(workspace.writer(), undo=request.dry_run):
            for event, changes in _store_products(workspace, plan, tally, fitted, token):
                if not request.dry_run:
                    changes.apply(workspace)
                yield event
        if not request.dry_run:
            yield from catch_up(workspace, token, fitted)
    except Cancelled:
        return tally.report(cancelled=True)
    return tally.report()


def _collected(request: ImportRequest, token: CancelToken) -> Generator[ImportEvent, None, ImportPlan]:
    for event in collect(request, token):
        if isinstance(event, ImportPlan):
            return event
        yield event
    raise AssertionError("collecting ends with a plan")


@contextmanager
def _all_or_nothing(writer: CatalogWriter, *, undo: bool) -> Iterator[None]:
    """A dry run does everything a real one does, inside a transaction that is taken back."""
    if not undo:
        yield
        return
    with suppress(_TakeBack), writer.transaction():
        yield
        raise _TakeBack


class _TakeBack(Exception):  # noqa: N818 - not an error
    """Ends a dry run's transaction."""


def _store_products(
    workspace: Workspace, plan: ImportPlan, tally: _Tally, fitted: FittedCache, token: CancelToken
) -> Iterator[tuple[ImportEvent, IndexChanges]]:
    """Store everything slice by slice; yields what to tell, and what it means for the index."""
    writer = workspace.writer()
    workspace.index()
    total = len(plan.items)
    work = partial(prepare, known=writer.known_files(), spec=workspace.pack().input)
    threads = workspace.settings.threads or core_count()
    begun = time.perf_counter()
    for done, some in _counted(_sliced(in_order(work, plan.items, threads, token), SLICE)):
        changes = IndexChanges()
        changed = _store_slice(writer, some, tally, fitted, changes)
        rate = done / max(time.perf_counter() - begun, 1e-9)
        yield Progress("reading", done, total, (total - done) / rate), changes
        if changed:
            yield ProductsChanged(changed), IndexChanges()


def _sliced(results: Iterator[_T], size: int) -> Iterator[list[_T]]:
    while some := list(islice(results, size)):
        yield some


def _counted(slices: Iterator[list[_T]]) -> Iterator[tuple[int, list[_T]]]:
    done = 0
    for some in slices:
        done += len(some)
        yield done, some


def _with_kept_facts(writer: CatalogWriter, draft: ProductDraft) -> ProductDraft:
    """The draft with the stored attributes that its sheet does not name: a partial sheet erases nothing."""
    stored = writer.product_by_sku(draft.sku, "") if draft.attributes else None
    if stored is None or draft.attributes is None:
        return draft
    return replace(draft, attributes={**stored.attributes, **draft.attributes})


def _store_slice(
    writer: CatalogWriter,
    some: list[Prepared | ImportFailure],
    tally: _Tally,
    fitted: FittedCache,
    changes: IndexChanges,
) -> tuple[int, ...]:
    """Store one slice in one transaction; the products that changed."""
    changed: list[int] = []
    with writer.transaction():
        for result in some:
            if isinstance(result, ImportFailure):
                tally.failed.append(result)
                continue
            try:
                outcome = writer.put(_with_kept_facts(writer, result.item.draft), result.pictures)
            except KnownError as error:
                if error.code not in _OF_ONE_ROW:
                    raise
                tally.failed.append(ImportFailure.of(result.item.origin, error))
                continue
            tally.counts[outcome.change] += 1
            changes.gone(outcome.removed_pictures)
            changes.back(outcome.revived_pictures)
            if outcome.change != "unchanged":
                changed.append(outcome.product_id)
            if len(result.fitted) == len(outcome.stale_pictures) and len(fitted) < KEPT_FITTED:
                fitted.update(zip(outcome.stale_pictures, result.fitted, strict=True))
    return tuple(changed)
