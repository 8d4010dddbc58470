"""What was dropped or pasted, as photos or paths. Reads memory only; `expand` touches the disk.

Nothing is ever fetched from a network: a dragged web picture counts if its data came with it.
"""

from __future__ import annotations

import logging
import os
import struct
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage

from visrec_desktop.bridge.pictures import image_to_rgb, on_white, rgb_to_qimage
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.pictures import is_picture_name, walk_files
from visrec_desktop.core.values import Photo

__all__ = [
    "expand",
    "has_photos",
    "image_to_rgb",
    "paths_from_mime",
    "photos_from_mime",
    "photos_from_paths",
    "rgb_to_qimage",
]

_log = logging.getLogger(__name__)
PHOTO_LIMIT = 500
_BMP_FILE = struct.Struct("<2sIII")  # mark, size, nothing, where the rows begin
_BMP_PICTURE = struct.Struct("<IiiHHIIiiII")  # a height below zero: the first row is the top one
ENCODED_FORMATS = ("image/png", "image/jpeg", "image/webp", "image/avif", "image/tiff", "image/bmp")


def has_photos(mime: QMimeData) -> bool:
    """Whether a drag is worth accepting. Looks at the offered formats only, never at the data."""
    return mime.hasUrls() or mime.hasImage() or any(mime.hasFormat(name) for name in ENCODED_FORMATS)


def paths_from_mime(mime: QMimeData) -> list[Path]:
    """The local files and folders of a drop, as given, each once."""
    paths = (_local_path(url) for url in mime.urls())
    return list(dict.fromkeys(path for path in paths if path is not None))


def photos_from_mime(mime: QMimeData) -> list[Photo]:
    """The photos of a drop or of the clipboard; empty if it holds none.

    Local files win over image data, image data over addresses. A folder comes as one photo with the folder's
    path: pass the list through `expand`, off the GUI thread (`MatchSession.open_photos` does).

    Raises:
        KnownError: `REMOTE_PICTURE` when all there is is the address of a picture somewhere else.
    """
    paths = paths_from_mime(mime)
    if paths:
        return photos_from_paths(paths)
    urls = mime.urls()
    data = _offered_data(mime) or next(filter(None, map(_inline_data, urls)), None)
    if data is not None:
        return [Photo(label=_label(urls), data=data)]
    if urls:
        raise KnownError(ErrorCode.REMOTE_PICTURE, _label(urls) or urls[0].host())
    return []


def photos_from_paths(paths: Iterable[Path]) -> list[Photo]:
    """Photos of chosen files."""
    return [Photo(label=path.name or str(path), path=path) for path in paths]


def needs_expanding(photos: Sequence[Photo]) -> bool:
    """Whether one of them may be a folder, judged by name alone."""
    return any(photo.path is not None and not is_picture_name(photo.path) for photo in photos)


def expand(photos: Sequence[Photo], limit: int = PHOTO_LIMIT) -> list[Photo]:
    """Put the pictures below each folder in its place, in natural order. Reads the disk.

    Hidden files and what does not end like a picture are left out; a file that was named itself stays, so
    that the user is told what is wrong with it.

    Args:
        photos: photos, some of which may be folders.
        limit: the most photos returned.
    """
    found: list[Photo] = []
    for photo in photos:
        if photo.path is None or not photo.path.is_dir():
            found.append(photo)
        else:
            found.extend(photos_from_paths(_pictures_below(photo.path, limit - len(found))))
        if len(found) >= limit:
            break
    return found[:limit]


def _pictures_below(folder: Path, limit: int) -> list[Path]:
    """The folder's pictures; the folder itself if it holds none, so that the user hears of it."""

    def pass_over(unreadable: Path, error: OSError) -> None:
        _log.info("A folder in a drop could not be listed (errno %s).", error.errno)

    pictures = (path for path in walk_files(folder, on_error=pass_over) if is_picture_name(path))
    return list(islice(pictures, limit)) or [folder]


def _local_path(url: QUrl) -> Path | None:
    if url.scheme() not in {"file", ""}:
        return None
    if url.host() == "localhost":
        url = QUrl(url)
        url.setHost("")
    text = url.toLocalFile()
    if "\ufffd" in text:  # a name that is not UTF-8: take the bytes as they were given
        encoded = bytes(url.toEncoded(QUrl.ComponentFormattingOption.FullyEncoded).data())
        text = os.fsdecode(unquote_to_bytes(encoded.removeprefix(b"file://")))
    return Path(text) if text else None


def _offered_data(mime: QMimeData) -> bytes | None:
    """Encoded picture bytes: as offered where possible, else made from the image."""
    for name in ENCODED_FORMATS:
        if mime.hasFormat(name) and (data := bytes(mime.data(name).data())):
            return data
    if not mime.hasImage():
        return None
    image = mime.imageData()
    return _encoded(image) if isinstance(image, QImage) and not image.isNull() else None


def _encoded(image: QImage) -> bytes:
    """An image as BMP: packing a large screenshot as PNG would hold up the window for half a second.

    The bytes live for one search only, and BMP has no transparency, so it is laid on white.
    """
    flat = on_white(image).convertToFormat(QImage.Format.Format_BGR888)  # rows of whole words, as BMP has
    rows = bytes(flat.constBits())
    start = _BMP_FILE.size + _BMP_PICTURE.size
    head = _BMP_FILE.pack(b"BM", start + len(rows), 0, start)
    return head + _BMP_PICTURE.pack(40, flat.width(), -flat.height(), 1, 24, 0, len(rows), 0, 0, 0, 0) + rows


def _inline_data(url: QUrl) -> bytes | None:
    """The bytes of a `data:image/...;base64,` address, which browsers use for small pictures."""
    if url.scheme() != "data":
        return None
    head, _, body = bytes(url.toEncoded().data()).partition(b",")
    if not head.startswith(b"data:image/"):
        return None
    raw = unquote_to_bytes(body)
    return bytes(QByteArray.fromBase64(QByteArray(raw)).data()) if head.endswith(b";base64") else raw


def _label(urls: Sequence[QUrl]) -> str:
    """The picture's name in its address; empty if it has none (the window then says "pasted picture")."""
    return next((url.fileName() for url in urls if url.scheme() != "data" and url.fileName()), "")
