"""Everything that support needs to know about one installation, as plain values."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from visrec_desktop import __version__
from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.wording import explain
from visrec_desktop.services.checking import check_all
from visrec_desktop.services.engine import engine_status, pack_list
from visrec_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from visrec_desktop.core.paths import DataPaths
    from visrec_desktop.vision.packs import ModelPack

LIBRARIES = (
    "numpy",
    "numkong",
    "onnxruntime",
    "opencv-python-headless",
    "pillow",
    "pi-heif",
    "PySide6-Essentials",
    "scikit-learn",
    "sqlite-utils",
)


@contextmanager
def examined(paths: DataPaths, *, demo: bool) -> Iterator[Workspace]:
    """A data folder to be told about; of one whose catalog cannot be opened, all the rest."""
    try:
        workspace = Workspace.open(paths, demo=demo, writable=False)
    except KnownError:
        workspace = Workspace.of_settings(paths)
    with workspace:
        yield workspace


def versions() -> dict[str, str]:
    """Versions of the program, of Python and of the libraries that matter."""
    found = {"visrec": __version__, "python": platform.python_version(), "platform": platform.platform()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def models(workspace: Workspace) -> dict[str, Any]:
    """The model packs, and which one is chosen."""
    listed = pack_list(workspace)
    broken = [*listed.broken, *filter(None, map(_changed, listed.packs))]
    return {
        "models": [_pack(pack, chosen=pack.name == listed.chosen) for pack in listed.packs],
        "broken": [
            {"path": error.subject, "code": error.code.value, "reason": _reason(error)} for error in broken
        ],
    }


def _changed(pack: ModelPack) -> KnownError | None:
    """What is wrong with the files of a pack."""
    from visrec_desktop.vision.packs import verify

    try:
        verify(pack)
    except KnownError as error:
        return error
    return None


def _reason(error: KnownError) -> str:
    return error.detail or explain(error.code, error.subject).what


def _pack(pack: ModelPack, *, chosen: bool) -> dict[str, Any]:
    return {
        "name": pack.name,
        "title": pack.title,
        "version": pack.version,
        "sha256": pack.sha256,
        "licence": pack.licence,
        "attribution": pack.attribution,
        "dimensions": pack.dim,
        "parts": {part.name: part.weight for part in pack.parts},
        "in_use": chosen,
        "folder": str(pack.folder),
    }


def providers(workspace: Workspace) -> dict[str, Any]:
    """Where the model can run, where it does run, why, and how fast: milliseconds for one photo."""
    from visrec_desktop.vision.embedder import available_providers

    told: dict[str, Any] = {"available": available_providers(), "wanted": workspace.settings.provider.value}
    try:
        status = engine_status(workspace)
    except KnownError as error:
        return told | {"in_use": None, "reason": str(error), "ms_per_photo": None}
    return told | {
        "in_use": status.provider,
        "reason": status.reason,
        "ms_per_photo": round(status.ms_per_photo, 2),
    }


def coverage(workspace: Workspace) -> dict[str, int | None]:
    """Products with and without an embedding in the chosen model's space; None where nothing can be read."""
    try:
        found = workspace.reader().coverage(workspace.space)
    except KnownError:
        names = ("products", "with_embedding", "without_embedding", "without_picture")
        return dict.fromkeys(names)
    return {
        "products": found.products,
        "with_embedding": found.analysed,
        "without_embedding": found.products - found.analysed,
        "without_picture": found.products - found.with_picture,
    }


def calibration(workspace: Workspace) -> dict[str, Any]:
    """Whether the bands were fitted to this catalog, and from how many photos; nothing is computed."""
    from visrec_desktop.services.calibrating import CalibrationStatus, status

    try:
        found = status(workspace)
    except KnownError:
        found = CalibrationStatus()
    return {**asdict(found), "pairs": 2 * (found.photos + found.copies)}


def health(workspace: Workspace) -> dict[str, int | None]:
    """How many products each finding is about; None where it was not looked for, or nothing can be read.

    Only what can be told at once: the thorough look is made in the window.
    """
    from visrec_desktop.services.health.overview import overview
    from visrec_desktop.services.health.values import Finding

    try:
        report = overview(workspace)
    except KnownError:
        return dict.fromkeys(("to_look_at", *(finding.value for finding in Finding)))
    counts: dict[str, int | None] = {finding.value: report.count(finding) for finding in Finding}
    return {"to_look_at": report.to_do, **counts}


def checks(workspace: Workspace, *, full: bool) -> list[dict[str, Any]]:
    """The checks of `services.checking` as plain values."""
    return [asdict(check) for check in check_all(workspace, full=full)]
