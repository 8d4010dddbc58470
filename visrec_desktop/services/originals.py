"""The bytes of a catalog picture as it was imported, or the nearest thing to them that is left."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.paths import picture_file

if TYPE_CHECKING:
    from visrec_desktop.core.values import Picture
    from visrec_desktop.services.workspace import Workspace


class Original(NamedTuple):
    """An encoded picture, and whether it is the very file that was imported."""

    data: bytes
    is_whole: bool


def original_of(workspace: Workspace, picture: Picture) -> Original:
    """The file while it is what was imported, else the small copy: what is shown is found. Any thread.

    Raises:
        KnownError: the file cannot be read, and there is no small copy.
    """
    from visrec_desktop.vision.decode import read_picture

    try:
        data = read_picture(picture_file(picture.path))
    except KnownError:
        stored = _thumbnail(workspace, picture)
        if stored is None:
            raise
        return Original(stored, is_whole=False)
    if hashlib.sha256(data).hexdigest() == picture.sha256:
        return Original(data, is_whole=True)
    return Original(_thumbnail(workspace, picture) or data, is_whole=False)


def _thumbnail(workspace: Workspace, picture: Picture) -> bytes | None:
    with workspace.passing_reader() as reader:
        return reader.thumbnail(int(picture.id))
