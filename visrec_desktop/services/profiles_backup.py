"""Copies of the clients' file: listed, made, and put in the place of a damaged one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles.values import Backup

if TYPE_CHECKING:
    from pathlib import Path

    from visrec_desktop.services.workspace import Workspace

__all__ = ["Backup", "Restored", "back_up", "list_backups", "restore"]


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy took the place of the clients' file.

    Attributes:
        aside: where the file is that was there before; None when there was none.
        clients: how many clients there are now.
    """

    aside: Path | None
    clients: int


def list_backups(workspace: Workspace) -> list[Backup]:
    """The copies there are, newest first; those with `clients` None cannot be read."""
    from visrec_desktop.data.profiles.backups import list_copies

    return list_copies(workspace.paths.profiles, workspace.paths.backups)


def back_up(workspace: Workspace, out: Path | None = None) -> Path:
    """Make a checked copy now: in the folder of copies, or as the new file `out`. Work thread only.

    Raises:
        KnownError: `NOT_FOUND` when there are no clients yet, `PROFILES_DAMAGED`, `DISK_FULL`,
            `FOLDER_READ_ONLY`.
    """
    from visrec_desktop.data.profiles.backups import copy_now, copy_to

    path = workspace.paths.profiles
    return copy_now(path, workspace.paths.backups) if out is None else copy_to(path, out)


def restore(workspace: Workspace, backup: Path) -> Restored:
    """Put a copy in the place of the clients' file, which is kept aside. Work thread only.

    Clients that were forgotten since the copy was made stay forgotten, as long as the file that is replaced
    can still be read.

    Raises:
        KnownError: `PROFILES_DAMAGED` or `PROFILES_NEWER` about the copy, `DISK_FULL`, `FOLDER_READ_ONLY`;
            the file in place is then as it was.
    """
    from visrec_desktop.data.profiles.backups import put_in_place

    if not workspace.writable:
        raise KnownError(ErrorCode.FOLDER_READ_ONLY, str(workspace.paths.root))
    path = workspace.paths.profiles
    forgotten = _forgotten(workspace)
    with workspace.profiles_closed():
        aside = put_in_place(backup, path, forgotten)
    workspace.kept.clear()
    return Restored(aside, len(workspace.profiles_writer().clients(archived=True)))


def _forgotten(workspace: Workspace) -> tuple[str, ...]:
    try:
        return workspace.profiles().forgotten()
    except KnownError:
        return ()
