"""Taking a whole import back, making it again, and going on with one that was cut off."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.data.imports import ImportLog, failures, list_imports, planned
from visrec_desktop.services.importing.course import Course
from visrec_desktop.services.importing.run import carry_out
from visrec_desktop.services.importing.stored import from_text
from visrec_desktop.services.importing.values import ImportEvent, ImportReport, PastImport, UndoReport
from visrec_desktop.services.vectors import one_change

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

_UNFINISHED = ("running", "stopped")


def past_imports(workspace: Workspace) -> tuple[PastImport, ...]:
    """The imports that can still be taken back or resumed, newest first. Any thread with a reader."""
    reader = workspace.reader()
    past = []
    for row in list_imports(reader):
        text = planned(reader, row.id) if row.state in _UNFINISHED else None
        items = from_text(text).items if text is not None else ()
        left = sum(
            (item.from_sheet and number >= row.stored) or (bool(item.pictures) and number >= row.read)
            for number, item in enumerate(items)
        )
        added, updated = row.counts.get("added", 0), row.counts.get("updated", 0)
        past.append(
            PastImport(row.id, row.title, row.started_at, row.state, added, updated, len(items), left)
        )
    return tuple(past)


def undo_import(workspace: Workspace, import_id: int) -> UndoReport:
    """Take everything back that an import changed and that still is as it left it. Work thread only.

    Raises:
        KnownError: `NOTHING_TO_UNDO` where it was taken back already, or is no longer kept.
    """
    return _swap(workspace, import_id, undo=True)


def redo_import(workspace: Workspace, import_id: int) -> UndoReport:
    """Make an import again that was taken back. Work thread only; errors as `undo_import`."""
    return _swap(workspace, import_id, undo=False)


def resume_import(
    workspace: Workspace, import_id: int, token: CancelToken
) -> Generator[ImportEvent, None, ImportReport]:
    """Go on with an import that was stopped or cut off, exactly where it was. Work thread only.

    A picture that was being read when the program ended is read in a process of its own.

    Raises:
        KnownError: `NOTHING_TO_UNDO` where there is nothing to go on with; else as `apply_plan`.
    """
    workspace.embedder()
    writer = workspace.writer()
    row = next((row for row in list_imports(writer) if row.id == import_id), None)
    text = planned(writer, import_id)
    if row is None or text is None or row.state not in _UNFINISHED:
        raise KnownError(ErrorCode.NOTHING_TO_UNDO, str(import_id))
    course = Course.again(ImportLog(writer), row, from_text(text), failures(writer, import_id))
    report = yield from carry_out(workspace, course, token)
    return report


def leave_import(workspace: Workspace, import_id: int) -> None:
    """Let an import rest that was cut off: what it did stays, and can be undone. Work thread only."""
    ImportLog(workspace.writer()).end(import_id, "done")


def _swap(workspace: Workspace, import_id: int, *, undo: bool) -> UndoReport:
    with one_change(workspace) as index:
        swapped = ImportLog(workspace.writer()).swap(import_id, undo=undo)
        index.gone(swapped.gone)
        index.back(swapped.back)
    return UndoReport(tuple(swapped.changed), len(swapped.kept))
