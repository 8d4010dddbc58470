"""Which model runs where, and how fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.packs import ModelPack


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What is really in use: `provider` is read back from the running session, `parts` are the model's."""

    model_name: str
    model_title: str
    model_version: str
    provider: str
    reason: str
    ms_per_photo: float
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackList:
    """The model packs that can be used, those that cannot, and the name of the chosen one."""

    packs: tuple[ModelPack, ...]
    broken: tuple[KnownError, ...]
    chosen: str


def engine_status(workspace: Workspace) -> EngineStatus:
    """Load the model and measure one photo. Work thread only.

    Raises:
        KnownError: the model cannot be used.
    """
    embedder = workspace.embedder()
    pack = embedder.pack
    return EngineStatus(
        pack.name,
        pack.title,
        pack.version,
        embedder.provider_in_use,
        embedder.reason.value,
        embedder.speed_ms(),
        tuple(part.name for part in pack.parts),
    )


def pack_list(workspace: Workspace) -> PackList:
    """Every model pack there is."""
    from visrec_desktop.services.workspace import DEFAULT_MODEL
    from visrec_desktop.vision.packs import find_packs

    packs, broken = find_packs(workspace.model_folders())
    return PackList(tuple(packs), tuple(broken), workspace.settings.model or DEFAULT_MODEL)
