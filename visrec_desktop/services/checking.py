"""Is everything in the data folder sound?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.paths import picture_file
from visrec_desktop.data.checks import CheckResult

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace


def check_all(workspace: Workspace, *, full: bool) -> list[CheckResult]:
    """Look at the catalog, its pictures, the model packs and the vector index; change nothing.

    Args:
        workspace: the open data folder.
        full: read every page of the catalog instead of the quick check.
    """
    catalog = workspace.reader().check(full=full)
    return [*catalog, _settings(workspace), _picture_files(workspace), _model(workspace), _index(workspace)]


def _settings(workspace: Workspace) -> CheckResult:
    error = workspace.settings_error
    return CheckResult("settings", error is None, str(error or "readable"))


def _picture_files(workspace: Workspace) -> CheckResult:
    paths = [picture_file(path) for path in workspace.reader().known_files()]
    missing = [path for path in paths if not path.is_file()]
    if missing:
        return CheckResult(
            "picture_files", False, f"{len(missing)} of {len(paths)} files are gone, first {missing[0]}"
        )
    return CheckResult("picture_files", True, f"{len(paths)} files in place")


def _model(workspace: Workspace) -> CheckResult:
    from visrec_desktop.vision.packs import verify

    try:
        pack = workspace.pack()
        verify(pack)
    except KnownError as error:
        return CheckResult("model", False, str(error))
    return CheckResult("model", True, f"{pack.name} {pack.version}, checksum right")


def _index(workspace: Workspace) -> CheckResult:
    if not workspace.space:
        return CheckResult("index", False, "no model to have an index for")
    try:
        held = len(workspace.index())
    except KnownError as error:
        return CheckResult("index", False, str(error))
    expected = workspace.reader().vector_count(workspace.space)
    return CheckResult("index", held == expected, f"{held} vectors, the catalog has {expected}")
