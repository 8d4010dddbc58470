"""What the threads do for `ClientsSession`: the use cases of the services, with their slow imports inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.progress import CancelToken

if TYPE_CHECKING:
    from visrec_desktop.core.clients import Client, ClientSummary, Owned, Purpose
    from visrec_desktop.services.clients import Brief, Merge
    from visrec_desktop.services.privacy import ForgetReport
    from visrec_desktop.services.profiles_backup import Backup, Restored
    from visrec_desktop.services.recommending import ClientFit
    from visrec_desktop.services.workspace import Workspace


def list_clients(
    workspace: Workspace,
    text: str,
    archived: bool,
    _token: CancelToken,
) -> tuple[tuple[ClientSummary, ...], bool]:
    """The list, in the order of the names, and whether there is nobody at all, not even in the archive."""
    from visrec_desktop.services import clients

    found = tuple(clients.list_clients(workspace, text, archived=archived))
    return found, not found and not clients.list_clients(workspace, archived=True)


def client(workspace: Workspace, client_id: int, _token: CancelToken) -> Client:
    """One client as stored."""
    from visrec_desktop.services import clients

    return clients.get(workspace, client_id)


def brief(workspace: Workspace, client_id: int, _token: CancelToken) -> Brief:
    """One screen about a client."""
    from visrec_desktop.services import clients

    return clients.brief(workspace, client_id)


def photo(workspace: Workspace, photo_id: int, max_side: int, _token: CancelToken) -> QImage:
    """A kept photo; a null image where it cannot be read."""
    from visrec_desktop.bridge.pictures import rgb_to_qimage
    from visrec_desktop.vision.decode import decode
    from visrec_desktop.vision.preprocess import shrink

    data = workspace.profiles().photo(photo_id)
    try:
        decoded = decode(data, "", min_side=max_side)
    except KnownError:
        return QImage()
    return rgb_to_qimage(shrink(decoded.rgb, max_side))


def styles(workspace: Workspace, _token: CancelToken) -> tuple[str, ...]:
    """The styles that products have, each once, in alphabetical order."""
    from visrec_desktop.services.shelf import shelf

    found = {traits.style.casefold(): traits.style for traits in shelf(workspace).traits if traits.style}
    return tuple(found[key] for key in sorted(found))


def fits(workspace: Workspace, product_ids: tuple[int, ...], token: CancelToken) -> tuple[ClientFit, ...]:
    """The clients that products are for, the best first."""
    from visrec_desktop.services import recommending

    return tuple(recommending.clients_for(workspace, product_ids, token=token))


def add(workspace: Workspace, new: Client, agreed: tuple[Purpose, ...], _token: CancelToken) -> Client:
    """Store a new client with what is agreed."""
    from visrec_desktop.services import clients

    return clients.add(workspace, new, agreed=agreed)


def save(workspace: Workspace, changed: Client, _token: CancelToken) -> Client:
    """Store a client's facts."""
    from visrec_desktop.services import clients

    return clients.save(workspace, changed)


def archive(workspace: Workspace, client_id: int, archived: bool, _token: CancelToken) -> Client:
    """Into the archive, or out of it."""
    from visrec_desktop.services import clients

    return clients.archive(workspace, client_id, archived)


def merge(workspace: Workspace, keep: int, gone: int, _token: CancelToken) -> Merge:
    """Make one client of two."""
    from visrec_desktop.services import clients

    return clients.merge(workspace, keep, gone)


def unmerge(workspace: Workspace, merged: Merge, _token: CancelToken) -> Client:
    """Make two clients of one again."""
    from visrec_desktop.services import clients

    return clients.unmerge(workspace, merged)


def set_consent(
    workspace: Workspace,
    client_id: int,
    purpose: Purpose,
    given: bool,
    _token: CancelToken,
) -> None:
    """Record an answer."""
    from visrec_desktop.services import clients

    clients.set_consent(workspace, client_id, purpose, given=given)


def own(workspace: Workspace, client_id: int, thing: Owned, _token: CancelToken) -> Owned:
    """Note that a client has something."""
    from visrec_desktop.services import clients

    return clients.own(workspace, client_id, thing)


def disown(workspace: Workspace, client_id: int, thing: Owned, _token: CancelToken) -> bool:
    """Note that a client has it no more."""
    from visrec_desktop.services import clients

    return clients.disown(workspace, client_id, thing)


def export(workspace: Workspace, client_id: int, out: Path, _token: CancelToken) -> list[Path]:
    """Write everything about a client to disk."""
    from visrec_desktop.services import privacy

    return privacy.export_client(workspace, client_id, out)


def forget(
    workspace: Workspace,
    client_id: int,
    copies: bool,
    _token: CancelToken,
) -> ForgetReport:
    """Erase a client for good, from the copies as well if so wished."""
    from visrec_desktop.services import privacy

    return privacy.forget(workspace, client_id, backups=copies)


def backups(workspace: Workspace, _token: CancelToken) -> tuple[Backup, ...]:
    """The copies of the client file, the newest first."""
    from visrec_desktop.services import profiles_backup

    return tuple(profiles_backup.list_backups(workspace))


def restore(workspace: Workspace, backup: Path, _token: CancelToken) -> Restored:
    """Put a copy in the place of the client file."""
    from visrec_desktop.services import profiles_backup

    return profiles_backup.restore(workspace, backup)
