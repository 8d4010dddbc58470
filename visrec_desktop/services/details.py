"""The local features of catalog pictures: kept in memory and in a derived file, or worked out when needed.

They tell about the shop's own pictures alone. Nothing of a photo comes here.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError
from visrec_desktop.services.originals import original_of

if TYPE_CHECKING:
    from collections.abc import Generator, Set

    from visrec_desktop.core.progress import CancelToken
    from visrec_desktop.core.values import Picture
    from visrec_desktop.index.blobs import Blobs
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.local import LocalFeatures

MEMORY_BYTES = 64 << 20
"""Of features that are kept in memory, the latest used."""
FILE_BYTES = 1 << 30
"""Of the file: about 40,000 pictures. The features of further ones are worked out each time."""

_NAME = "details"
_LEAST_TIDY = 8 << 20  # bytes: a smaller file is not worth writing anew
_log = logging.getLogger(__name__)


class DetailStore:
    """Features by picture. `open` is for the thread that owns the catalog's connection, all else for any."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._guard = threading.Lock()
        self._memory: OrderedDict[int, tuple[str, bytes]] = OrderedDict()
        self._held = 0
        self._file: Blobs | None = None
        self._may_write = workspace.writable
        self._small: set[int] = set()  # pictures of which only the small copy is left

    def open(self) -> None:
        """Open the file. One of another catalog or of other features, or a damaged one, counts as empty."""
        from visrec_desktop.index.blobs import Blobs
        from visrec_desktop.index.storage import identity
        from visrec_desktop.vision.local import VERSION

        if self._file is None:
            owner = identity(self._workspace.catalog().catalog_id(), VERSION)
            folder = self._workspace.paths.index
            with self._guard:
                self._file = Blobs(folder, _NAME, owner, writable=self._may_write)

    def close(self) -> None:
        """Let go of the file and of everything in memory."""
        with self._guard:
            if self._file is not None:
                self._file.close()
                self._file = None
            self._memory.clear()
            self._held = 0

    def features(self, picture: Picture) -> LocalFeatures | None:
        """The features of a picture; None where neither its file nor its small copy can be read."""
        from visrec_desktop.vision.local import from_bytes

        kept = self._kept(picture)
        if kept is None:
            try:
                kept = self._made(picture)
            except KnownError:  # told where pictures are looked through: the catalog's health
                return None
            self._remember(picture, kept)
            self._store(picture, kept)
        return from_bytes(kept)

    def lacks(self, picture_id: int) -> bool:
        """Whether the features of a picture could be stored and are not."""
        with self._guard:
            is_there = self._file is None or picture_id in self._file
            return self._may_write and not is_there and picture_id not in self._small

    def keep(self, picture: Picture) -> None:
        """Work out the features of a picture and store them, when all of it can be read."""
        try:
            data = self._made(picture)
        except KnownError:  # as in `features`; not tried again before the next start
            self._small.add(int(picture.id))
            return
        self._store(picture, data)

    def tidy(self, live: Set[int]) -> None:
        """Write the file anew when most of it is about pictures that have gone or changed."""
        with self._guard:
            file = self._file
            if not self._may_write or file is None or file.size < _LEAST_TIDY:
                return
            if 2 * file.size_of(live) < file.size:
                try:
                    file.keep_only(live)
                except KnownError as error:
                    self._give_up(error)

    def _kept(self, picture: Picture) -> bytes | None:
        key = int(picture.id)
        with self._guard:
            found = self._memory.get(key)
            if found is not None and found[0] == picture.sha256:
                self._memory.move_to_end(key)
                return found[1]
            return None if self._file is None else self._file.get(key, _tag(picture))

    def _made(self, picture: Picture) -> bytes:
        from visrec_desktop.vision.decode import decode
        from visrec_desktop.vision.local import PICTURE_SIDE, features_of_picture, to_bytes

        data, is_whole = original_of(self._workspace, picture)
        if not is_whole:
            self._small.add(int(picture.id))
        return to_bytes(features_of_picture(decode(data, picture.path, min_side=PICTURE_SIDE).rgb))

    def _remember(self, picture: Picture, data: bytes) -> None:
        with self._guard:
            self._forget(int(picture.id))
            self._memory[int(picture.id)] = picture.sha256, data
            self._held += len(data)
            while self._held > MEMORY_BYTES:
                self._forget(next(iter(self._memory)))

    def _forget(self, key: int) -> None:
        older = self._memory.pop(key, None)
        self._held -= 0 if older is None else len(older[1])

    def _store(self, picture: Picture, data: bytes) -> None:
        """Write features to the file; those of a small copy are not worth it, the file may come back."""
        with self._guard:
            if not self._may_write or self._file is None or int(picture.id) in self._small:
                return
            if self._file.size + len(data) > FILE_BYTES:
                self._may_write = False
                return
            try:
                self._file.put(int(picture.id), _tag(picture), data)
            except KnownError as error:
                self._give_up(error)

    def _give_up(self, error: KnownError) -> None:
        self._may_write = False
        _log.info("local features are kept in memory alone: %s", error.code.value)


def fill(workspace: Workspace, token: CancelToken) -> Generator[None, None, int]:
    """Work out and store the features that are missing, a picture a slice: how many. Work thread only.

    Raises:
        KnownError: the catalog cannot be read.
        Cancelled: the token was set; what was stored stays.
    """
    store = workspace.details()
    store.open()
    pictures = workspace.catalog().picture_owners()[0]
    store.tidy(set(pictures))
    done = 0
    for number in pictures:
        if not store.lacks(number):
            continue
        picture = workspace.catalog().picture(number)
        if picture is not None:
            token.check()
            store.keep(picture)
            done += 1
            yield
    return done


def _tag(picture: Picture) -> bytes:
    """32 bytes that change with the picture file."""
    return hashlib.sha256(picture.sha256.encode()).digest()
