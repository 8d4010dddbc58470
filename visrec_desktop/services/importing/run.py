"""Carrying a plan out: first every fact is stored and can be seen, then the pictures, then their features."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import Cancelled
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.data.imports import ImportLog
from visrec_desktop.services.coverage import FittedCache, catch_up
from visrec_desktop.services.importing.course import Course
from visrec_desktop.services.importing.habits import keep_habits
from visrec_desktop.services.importing.passes import store_pictures, store_rows
from visrec_desktop.services.importing.planning import plan_import
from visrec_desktop.services.importing.stored import StoredPlan
from visrec_desktop.services.importing.tidying import tidy
from visrec_desktop.services.importing.values import (
    ImportEvent,
    ImportPlan,
    ImportReport,
    ImportRequest,
    named_by_archives,
)

if TYPE_CHECKING:
    from visrec_desktop.data.writer import CatalogWriter
    from visrec_desktop.services.workspace import Workspace

_NAMED = 3


def run_import(
    workspace: Workspace,
    request: ImportRequest,
    token: CancelToken,
    look: Callable[[ImportPlan], None] | None = None,
) -> Generator[ImportEvent, None, ImportReport]:
    """Import pictures and sheets: `plan_import` and `apply_plan` in one. Work thread only.

    A picture or row that cannot be used is listed and the rest goes on. A cancelled import keeps what it has
    stored; the features still missing follow at the next `catch_up`.

    Args:
        workspace: the data folder.
        request: what to import.
        token: stops it.
        look: gets the plan before it is carried out.

    Raises:
        KnownError: the sheet, the model or the data folder cannot be used, or the disk is full.
    """
    start = time.perf_counter()
    plan = ImportPlan(request)
    try:
        for event in plan_import(workspace, request, token):
            if isinstance(event, ImportPlan):
                plan = event
            else:
                yield event
    except Cancelled:
        return ImportReport(cancelled=True, elapsed_s=round(time.perf_counter() - start, 3))
    if look is not None:
        look(plan)
    report = yield from apply_plan(workspace, plan, token)
    return replace(report, elapsed_s=round(time.perf_counter() - start, 3))


def apply_plan(
    workspace: Workspace, plan: ImportPlan, token: CancelToken
) -> Generator[ImportEvent, None, ImportReport]:
    """Carry a plan out. Work thread only.

    Raises:
        KnownError: the model or the data folder cannot be used, or the disk is full. It can be resumed.
    """
    workspace.embedder()  # a model that cannot be used is told before anything is stored
    is_dry = plan.request.dry_run
    report = ImportReport()
    with _all_or_nothing(workspace.writer(), undo=is_dry):
        if not is_dry:
            tidy(workspace)
        course = Course.begin(
            ImportLog(workspace.writer()), _title(plan), _kept(workspace, plan), plan.failures
        )
        if plan.request.adopt_sheet:
            keep_habits(workspace.writer(), course.log, plan.tables)
        report = yield from carry_out(workspace, course, token, is_dry=is_dry)
    told = tuple(named_by_archives(failure, plan.unpacked) for failure in report.failed)
    return replace(report, failed=told, import_id=None if is_dry else report.import_id)


def carry_out(
    workspace: Workspace, course: Course, token: CancelToken, *, is_dry: bool = False
) -> Generator[ImportEvent, None, ImportReport]:
    """Go on with an import from where it is. Work thread only; errors as `apply_plan`."""
    start = time.perf_counter()
    fitted: FittedCache = {}
    workspace.index()
    try:
        for event, changes in store_rows(course, token):
            if not is_dry:
                changes.apply(workspace)
            yield event
        for event, changes in store_pictures(workspace, course, fitted, token):
            if not is_dry:
                changes.apply(workspace)
            yield event
    except Cancelled:
        course.end("stopped")
        return course.report(start, cancelled=True)
    course.end("done")
    try:
        if not is_dry:
            yield from catch_up(workspace, token, fitted)
    except Cancelled:
        return course.report(start, cancelled=True)
    return course.report(start)


def _kept(workspace: Workspace, plan: ImportPlan) -> StoredPlan:
    request = plan.request
    copy = workspace.settings.copy_pictures if request.copy is None else request.copy
    known = {product.id: product.sku for product in plan.missing}
    archive = tuple(number for number in request.archive if number in known)
    # Pictures of an archived product that still lie in the folder do not bring it back.
    gone = {known[number] for number in archive}
    items = tuple(item for item in plan.items if item.from_sheet or item.draft.sku not in gone)
    skipped = plan.skipped + len(plan.left_out) + len(plan.items) - len(items)
    return StoredPlan(items, skipped, copy, archive)


def _title(plan: ImportPlan) -> str:
    """The names of what was imported, in short."""
    sheets = [table.choice.path.name for table in plan.tables if table.used]
    names = list(dict.fromkeys([*sheets, *(path.name for path in plan.request.paths)]))
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


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
