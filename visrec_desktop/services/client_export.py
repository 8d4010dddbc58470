"""Everything about one client as a JSON text and pictures."""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from visrec_desktop.core.errors import ErrorCode, KnownError, known_write_error
from visrec_desktop.services.client_record import record_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.core.clients import Client, Snapshot
    from visrec_desktop.data.profiles.reader import ProfilesReader

FORMAT = "visrec-client-1"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write(profiles: ProfilesReader, client_id: int, out: Path) -> list[Path]:
    """See `privacy.export_client`."""
    is_folder = _is_folder(out)
    client = profiles.client(client_id)
    pictures = {f"photo-{photo.id}.jpg": photo.id for photo in profiles.photos(client.id)}
    content = {name: profiles.photo(number) for name, number in pictures.items()}
    is_archive = out.suffix.lower() == ".zip"
    folder = "pictures" if is_folder or is_archive else f"{out.name}-pictures"
    text = json.dumps(told(profiles, client_id, folder), ensure_ascii=False, indent=2) + "\n"
    files = {f"{folder}/{name}": jpeg for name, jpeg in content.items()}
    if is_archive and not is_folder:
        return [_write(out, _archive({"client.json": text.encode(), **files}))]
    base = out if is_folder else out.parent
    written = [_write(base / name, jpeg) for name, jpeg in files.items()]
    return [_write(out / "client.json" if is_folder else out, text.encode()), *written]


def told(profiles: ProfilesReader, client_id: int, folder: str = "pictures") -> dict[str, Any]:
    """Everything about a client as JSON values; times in ISO 8601, UTC.

    Args:
        profiles: an open view of the clients.
        client_id: the client.
        folder: where the kept photos lie.
    """
    client = profiles.client(client_id)
    return {
        "format": FORMAT,
        "client": _client(client),
        "joined_records": [_client(record) for record in profiles.joined(client.id)],
        "consents": [
            {"purpose": answer.purpose.value, "given": answer.given, "at": iso(answer.at)}
            for answer in profiles.consents(client.id)
        ],
        "events": _events(profiles, client.id),
        "owned": [
            {"sku": thing.sku, "name": thing.name, "since": iso(thing.since)}
            for thing in profiles.owned(client.id)
        ],
        "photos": [
            {
                "file": f"{folder}/photo-{photo.id}.jpg",
                "label": photo.label,
                "at": iso(photo.at),
                "expires_at": iso(photo.expires_at),
            }
            for photo in profiles.photos(client.id)
        ],
        "taste": _taste(profiles, client.id),
    }


def iso(moment: int) -> str | None:
    """Microseconds since 1970 in ISO 8601; None for 0, which stands for an unknown time."""
    return (_EPOCH + timedelta(microseconds=moment)).isoformat() if moment else None


def _client(client: Client) -> dict[str, Any]:
    return record_of(client) | {"created_at": iso(client.created_at), "updated_at": iso(client.updated_at)}


def _events(profiles: ProfilesReader, client_id: int) -> list[dict[str, Any]]:
    """What happened, with what was taken back and when, and what the products were like."""
    snapshots = profiles.event_snapshots(client_id)
    states: dict[int, list[dict[str, Any]]] = {}
    for state in profiles.event_states(client_id):
        change = "undone" if state.undone else "redone"
        states.setdefault(state.event_id, []).append({"change": change, "at": iso(state.at)})
    return [
        {
            "id": int(event.id),
            "at": iso(event.at),
            "kind": event.kind.value,
            "reason": None if event.reason is None else event.reason.value,
            "source": event.source.value,
            "counts": event.undone_at is None,
            "changes": states.get(event.id, []),
            "product": _product(event.sku, snapshots.get(event.id)),
        }
        for event in profiles.events(client_id, undone=True)
    ]


def _product(sku: str, then: Snapshot | None) -> dict[str, Any]:
    if then is None:
        return {"sku": sku}
    texts = ("name", "category", "brand", "style", "colour", "size", "currency")
    price = None if then.price is None else float(then.price)
    return {"sku": sku, **{name: getattr(then, name) for name in texts}, "price": price}


def _taste(profiles: ProfilesReader, client_id: int) -> dict[str, Any]:
    """What taste is computed from: the features of products and photos, as numbers."""
    skus = sorted({event.sku for event in profiles.events(client_id, undone=True)})
    found = {}
    for space in profiles.vector_spaces():
        ids, rows = profiles.photo_vectors(client_id, space)
        found[space] = {
            "products": {sku: _numbers(row) for sku, row in profiles.item_vectors(skus, space).items()},
            "photos": {
                str(number): _numbers(row) for number, row in zip(ids.tolist(), _rows(rows), strict=True)
            },
        }
    return {space: parts for space, parts in found.items() if parts["products"] or parts["photos"]}


def _rows(matrix: NDArray[np.float32]) -> Iterable[NDArray[np.float32]]:
    return list(matrix)


def _numbers(vector: NDArray[np.float32]) -> list[float]:
    return [round(float(number), 7) for number in vector]


def _archive(files: dict[str, bytes]) -> bytes:
    import io
    import zipfile

    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, data in files.items():
            method = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return memory.getvalue()


def _is_folder(out: Path) -> bool:
    """Whether it is a folder that is there.

    Raises:
        KnownError: it cannot be looked at, or is neither a file nor a folder.
    """
    try:
        mode = out.stat().st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        raise known_write_error(error, str(out)) from error
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise KnownError(ErrorCode.READ_FAILED, str(out), "neither a file nor a folder")
    return stat.S_ISDIR(mode)


def _write(path: Path, data: bytes) -> Path:
    """Write a file that is whole or as it was before, and that nobody but its owner may read."""
    new = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.touch(mode=0o600)
        new.write_bytes(data)
        os.replace(new, path)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise known_write_error(error, str(path)) from error
    return path
