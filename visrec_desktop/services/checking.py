"""Is everything in the data folder sound?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.paths import picture_file
from visrec_desktop.core.wording import explain
from visrec_desktop.data.checks import CheckResult

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace


def check_all(workspace: Workspace, *, full: bool) -> list[CheckResult]:
    """Look at the catalog, its pictures, the model packs and the vector index; change nothing.

    Args:
        workspace: the open data folder.
        full: read every page of the catalog instead of the quick check.
    """
    rest = (partial(_clients, full=full), _settings)
    try:
        catalog = workspace.reader().check(full=full)
    except KnownError as error:
        broken = CheckResult("catalog", False, explain(error.code, error.subject, error.detail).line)
        return [broken, *(check(workspace) for check in (*rest, _model))]
    return [*catalog, *(check(workspace) for check in (*rest, _picture_files, _model, _index))]


def _clients(workspace: Workspace, *, full: bool) -> CheckResult:
    """The clients' file and its copies; nothing about a person is said."""
    try:
        if not workspace.paths.profiles.exists():
            return CheckResult("clients", True, "none yet")
        return workspace.profiles().check(full=full)
    except KnownError as error:
        return CheckResult("clients", False, str(error))


def _settings(workspace: Workspace) -> CheckResult:
    error = workspace.settings_error
    return CheckResult("settings", error is None, str(error or "readable"))


def _picture_files(workspace: Workspace) -> CheckResult:
    try:
        paths = [picture_file(path) for path in workspace.reader().known_files()]
    except KnownError as error:
        return CheckResult("picture_files", False, str(error))
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
    folder = workspace.paths.index
    if folder.exists() and not folder.is_dir():
        return CheckResult("index", False, f"{folder} is a file where a folder belongs; remove it")
    try:
        held = len(workspace.index())
        expected = workspace.reader().vector_count(workspace.space)
    except KnownError as error:
        return CheckResult("index", False, str(error))
    told = f"{held} vectors, the catalog has {expected}"
    if workspace.index_access.built and expected:
        told += "; made anew from the catalog, for the stored one was missing or out of step"
    return CheckResult("index", held == expected, told)
