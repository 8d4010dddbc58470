"""What the work thread does for the import session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from visrec_desktop.core.progress import CancelToken

if TYPE_CHECKING:
    from collections.abc import Generator

    from visrec_desktop.services.coverage import CatchUpReport
    from visrec_desktop.services.importing import (
        ImportEvent,
        ImportPlan,
        ImportReport,
        ImportRequest,
        PastImport,
        UndoReport,
    )
    from visrec_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Resumed:
    """An import to go on with."""

    import_id: int


Order: TypeAlias = "ImportRequest | ImportPlan | Resumed"
"""What to import: a request as it is, a plan that was shown, or one that was cut off."""


def carry_out(workspace: Workspace, order: Order, token: CancelToken) -> Any:  # noqa: ANN401
    """Steps of an import, whichever way it was ordered; they return its `ImportReport`."""
    from visrec_desktop.services import importing

    if isinstance(order, Resumed):
        return importing.resume_import(workspace, order.import_id, token)
    if isinstance(order, importing.ImportPlan):
        return importing.apply_plan(workspace, order, token)
    steps = importing.run_import(workspace, order, token)
    # A dry run holds a transaction that it takes back: nothing else may write in between.
    return _run_through(steps) if order.dry_run else steps


def past(workspace: Workspace, _token: CancelToken) -> tuple[PastImport, ...]:
    """The imports of the last days, newest first."""
    from visrec_desktop.services import importing

    return importing.past_imports(workspace)


def leave(workspace: Workspace, import_id: int, _token: CancelToken) -> None:
    """Let an import rest."""
    from visrec_desktop.services import importing

    importing.leave_import(workspace, import_id)


def undo(workspace: Workspace, import_id: int, _token: CancelToken) -> UndoReport:
    """Take an import back."""
    from visrec_desktop.services import importing

    return importing.undo_import(workspace, import_id)


def redo(workspace: Workspace, import_id: int, _token: CancelToken) -> UndoReport:
    """Make an import again."""
    from visrec_desktop.services import importing

    return importing.redo_import(workspace, import_id)


def _run_through(steps: Generator[ImportEvent, None, ImportReport]) -> ImportReport:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            report: ImportReport = end.value
            return report


def catch_up(
    workspace: Workspace, token: CancelToken
) -> Generator[ImportEvent, None, tuple[CatchUpReport, int]]:
    """Steps of computing what is missing; they return the report and how many products still wait."""
    from visrec_desktop.services import coverage

    report = yield from coverage.catch_up(workspace, token)
    return report, coverage.coverage(workspace).waiting
