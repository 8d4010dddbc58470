"""What imports leave behind, removed when it can no longer be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visrec_desktop.core.errors import known_write_error
from visrec_desktop.data.imports import ImportLog, used_paths
from visrec_desktop.services.importing.copies import sweep

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

UNDO_KEPT_S = 7 * 24 * 3600.0
"""How long an import can be taken back."""


def tidy(workspace: Workspace) -> None:
    """Forget imports that are too old to be undone, and copies that nothing refers to. Work thread only.

    Raises:
        KnownError: the catalog or the folder cannot be written.
    """
    writer = workspace.writer()
    ImportLog(writer).tidy(UNDO_KEPT_S)
    try:
        sweep(workspace.paths.pictures, used_paths(writer), UNDO_KEPT_S)
    except OSError as error:
        raise known_write_error(error, str(workspace.paths.pictures)) from error
