"""A client's own rights: everything that is stored in the client's hands, or erased for good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles.values import BackupHolding, ForgetReport

if TYPE_CHECKING:
    from pathlib import Path

    from visrec_desktop.services.workspace import Workspace

__all__ = ["BackupHolding", "ForgetReport", "erase_photo", "export_client", "forget", "photo_expiry"]

_DAY = 24 * 3600 * 1_000_000
_LONGEST_DAYS = 36_500


def photo_expiry(workspace: Workspace, at: int) -> int:
    """Until when a photo that is kept at this time may be kept, by the setting `photo_days`."""
    return at + min(max(workspace.settings.photo_days, 1), _LONGEST_DAYS) * _DAY


def erase_photo(workspace: Workspace, photo_id: int) -> bool:
    """Erase one kept photo; whether there was one. Work thread only."""
    return workspace.profiles_writer().erase_photo(photo_id)


def export_client(workspace: Workspace, client_id: int, out: Path) -> list[Path]:
    """Write everything that is stored about a client: readable JSON, and the kept photos as pictures.

    Args:
        workspace: the open data folder.
        client_id: the client.
        out: a name that ends with `.zip` becomes an archive with both; an existing folder receives
            `client.json` and `pictures/`; any other name becomes the JSON file, with the photos (if there
            are any) in the folder `NAME-pictures` beside it.

    Returns:
        The files that were written, the JSON or the archive first.

    Raises:
        KnownError: `UNKNOWN_CLIENT`, or why the files cannot be written; an older export is then still whole.
            `OWN_FILE` when the name is that of a file of the data folder.
    """
    inside = workspace.paths.root.resolve()
    if inside in (out.absolute().parent.resolve(), out.absolute().resolve()):
        raise KnownError(ErrorCode.OWN_FILE, str(out))
    from visrec_desktop.services import client_export

    return client_export.write(workspace.profiles(), client_id, out)


def forget(workspace: Workspace, client_id: int, *, backups: bool = False) -> ForgetReport:
    """Erase a client for good: from every table, from the disk, and from what is held in memory.

    Work thread only.

    Args:
        workspace: the open data folder.
        client_id: the client.
        backups: also write the copies of the file anew without the client. Otherwise they stay as they are,
            and the report names those that still hold the client and when they expire.

    Raises:
        KnownError: `UNKNOWN_CLIENT`, or why nothing could be erased. Once the rows are erased, the report
            says what could not be done.
    """
    from visrec_desktop.data.profiles.holdings import erase_from_copy, find_holdings

    paths = workspace.paths
    writer = workspace.profiles_writer()
    uids = writer.uids(client_id)
    report = writer.forget(client_id)
    workspace.kept.clear()
    holdings = find_holdings(paths.profiles, paths.backups, uids)
    rewritten = []
    for holding in holdings if backups else ():
        try:
            erase_from_copy(holding.path, uids)
        except KnownError:  # damaged, or no room: it stays in the report
            continue
        rewritten.append(holding.path)
    left = tuple(holding for holding in holdings if holding.path not in rewritten)
    return replace(report, backups=left, rewritten=tuple(rewritten))
