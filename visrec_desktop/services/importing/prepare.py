"""The part of an import that threads do side by side: read, decode, make the small copy, fit to the model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError, known_os_error
from visrec_desktop.core.values import PictureDraft
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.values import ImportItem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.vision.packs import InputSpec

THUMBNAIL_SIDE = 320

KnownFiles = dict[str, tuple[int, int, str]]
"""Picture path -> (size in bytes, mtime in ns, sha256) as the catalog has them."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item whose pictures were read: `pictures` is None when none of its files changed.

    `fitted` holds one uint8 (S, S, 3) array for each picture, in the same order.
    """

    item: ImportItem
    pictures: tuple[PictureDraft, ...] | None
    fitted: tuple[NDArray[np.uint8], ...] = ()


def prepare(item: ImportItem, known: KnownFiles, spec: InputSpec) -> Prepared | ImportFailure:
    """Read the pictures of one item; the first that cannot be read makes the item a failure."""
    try:
        if item.pictures and all(_is_known(path, known) for path in item.pictures):
            return Prepared(item, None)
        if item.from_sheet and not item.pictures:
            return Prepared(item, None)
        read = [_read_one(path, spec) for path in item.pictures]
    except KnownError as error:
        return ImportFailure.of(item.origin, error)
    except OSError as error:
        return ImportFailure.of(item.origin, known_os_error(error, item.origin))
    return Prepared(item, tuple(draft for draft, _ in read), tuple(fitted for _, fitted in read))


def _is_known(path: Path, known: KnownFiles) -> bool:
    stored = known.get(str(path))
    if stored is None:
        return False
    status = path.stat()
    return (status.st_size, status.st_mtime_ns) == stored[:2]


def _read_one(path: Path, spec: InputSpec) -> tuple[PictureDraft, NDArray[np.uint8]]:
    import hashlib

    from visrec_desktop.vision.decode import decode, read_picture
    from visrec_desktop.vision.preprocess import fit, thumbnail

    data = read_picture(path)
    status = path.stat()
    decoded = decode(data, str(path), min_side=2 * spec.size)
    draft = PictureDraft(
        path=str(path),
        sha256=hashlib.sha256(data).hexdigest(),
        width=decoded.width,
        height=decoded.height,
        size_bytes=len(data),
        mtime_ns=status.st_mtime_ns,
        thumbnail=thumbnail(decoded.rgb, THUMBNAIL_SIDE),
    )
    return draft, fit(decoded.rgb, spec)
