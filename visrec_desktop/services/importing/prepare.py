"""The part of an import that threads do side by side: read, decode, make the small copy, fit to the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error
from visrec_desktop.core.values import PictureDraft
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.copies import Copies, keep_copy
from visrec_desktop.services.importing.values import ImportItem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.services.importing.marks import Marks
    from visrec_desktop.vision.packs import InputSpec

THUMBNAIL_SIDE = 320

KnownFiles = dict[str, tuple[int, int, str]]
"""Picture path -> (size in bytes, mtime in ns, sha256) as the catalog has them."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item whose pictures were read: `pictures` is None when none of its files changed.

    `fitted` holds one uint8 (S, S, 3) array for each picture, in the same order. `failure` tells of the first
    picture that could not be read, where others could.
    """

    number: int
    item: ImportItem
    pictures: tuple[PictureDraft, ...] | None
    fitted: tuple[NDArray[np.uint8], ...] = ()
    failure: ImportFailure | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An item whose pictures could not be read."""

    number: int
    item: ImportItem
    failure: ImportFailure


@dataclass(frozen=True, slots=True)
class Preparer:
    """Reads the pictures of items. Any thread.

    Attributes:
        known: what the catalog has.
        spec: the model's input.
        marks: where the files being read are named.
        store: the folder that pictures are copied to; None leaves them where they are.
        stored: a product's pictures, as paths in the catalog, by SKU: an item that has just these is passed
            over.
    """

    known: KnownFiles
    spec: InputSpec
    marks: Marks
    store: Path | None
    stored: Callable[[str], list[str]]
    copies: Copies = field(init=False)

    def __post_init__(self) -> None:
        folder = self.store if self.store is not None else Path()
        object.__setattr__(self, "copies", Copies(folder, self.known if self.store is not None else {}))

    def __call__(self, numbered: tuple[int, ImportItem]) -> Prepared | Refused:
        """Read one item; it is refused where none of its pictures can be read."""
        number, item = numbered
        if self._is_known(item):
            return Prepared(number, item, None)
        read: list[tuple[PictureDraft, NDArray[np.uint8]]] = []
        failure: ImportFailure | None = None
        for path in item.pictures:
            try:
                read.append(self._read_one(path))
            except KnownError as error:
                failure = failure or ImportFailure.of(item.origin, error)
            except OSError as error:
                failure = failure or ImportFailure.of(item.origin, known_os_error(error, str(path)))
        if failure is not None and not read:
            return Refused(number, item, failure)
        drafts, fitted = tuple(draft for draft, _ in read), tuple(array for _, array in read)
        return Prepared(number, item, drafts, fitted, failure)

    def _is_known(self, item: ImportItem) -> bool:
        names = [self.copies.stored_name(path) for path in item.pictures]
        there = self.stored(item.draft.sku)
        if not (set(names) <= set(there) if item.adds else names == there):
            return False
        return all(self._is_unchanged(path, name) for path, name in zip(item.pictures, names, strict=True))

    def _is_unchanged(self, path: Path, name: str) -> bool:
        size, mtime, _ = self.known[name]
        try:
            status = path.stat()
        except OSError:
            return False  # reading it tells why
        return (status.st_size, status.st_mtime_ns) == (size, mtime)

    def _read_one(self, path: Path) -> tuple[PictureDraft, NDArray[np.uint8]]:
        import hashlib

        from visrec_desktop.vision.decode import decode, read_picture
        from visrec_desktop.vision.preprocess import fit, thumbnail

        with self.marks.reading(path):
            data = read_picture(path)
            status = path.stat()
            if status.st_size != len(data):  # it grows while it is read
                raise KnownError(ErrorCode.FILE_BUSY, str(path))
            isolated = str(path) in self.marks.suspects
            decoded = decode(data, str(path), min_side=2 * self.spec.size, isolated=isolated)
        sha256 = hashlib.sha256(data).hexdigest()
        stored = path
        if self.store is not None and self.store not in path.parents:
            stored = keep_copy(self.store, path, data, sha256, status.st_mtime_ns)
        draft = PictureDraft(
            path=str(stored),
            sha256=sha256,
            width=decoded.width,
            height=decoded.height,
            size_bytes=len(data),
            mtime_ns=status.st_mtime_ns,
            thumbnail=thumbnail(decoded.rgb, THUMBNAIL_SIDE),
        )
        return draft, fit(decoded.rgb, self.spec)
