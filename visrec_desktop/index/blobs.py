"""Bytes under integer keys that were worked out from pictures and may be lost: two files beside the catalog.

File format, version 1, little-endian:

    NAME.keys   header, 68 bytes: see `_HEADER`, then its checksum
                entries, 60 bytes each: key, offset and length in the other file, tag, checksum of the bytes,
                then the entry's own checksum
    NAME.data   the same header, then the bytes one after the other

Both are only ever written at their ends, the bytes before the entry that names them, and of a key that comes
again the last entry counts. A crash can leave half an entry, or one whose bytes did not reach the disk: the
first is cut off when the files are opened, the second fails its checksum when it is read, and both count as
missing. Nothing is synced, since everything can be worked out again. Files of another owner, or that do not
belong together, count as empty.
"""

from __future__ import annotations

import os
import secrets
import struct
import zlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from visrec_desktop.core.errors import known_write_error

_MAGIC = b"VRECBLB\x01"
_HEADER = struct.Struct("<8s24s32s")  # magic, a number that both files have, owner
_ENTRY = struct.Struct("<qQI32sI")  # key, offset, length, tag, checksum of the bytes
_CHECKSUM = struct.Struct("<I")
_HEADER_BYTES = _HEADER.size + _CHECKSUM.size
_ENTRY_BYTES = _ENTRY.size + _CHECKSUM.size
TAG_BYTES = 32


class _Place(NamedTuple):
    offset: int
    length: int
    tag: bytes
    checksum: int


@dataclass(frozen=True, slots=True)
class _Files:
    keys: BinaryIO
    data: BinaryIO

    def close(self) -> None:
        self.keys.close()
        self.data.close()


class Blobs:
    """Bytes by key, each with a tag of 32 bytes that says what they were worked out from. One thread."""

    def __init__(self, folder: Path, name: str, owner: bytes, *, writable: bool) -> None:
        self._paths = (folder / f"{name}.keys", folder / f"{name}.data")
        self._owner = owner
        self._writable = writable
        self._files: _Files | None = None
        self._places: dict[int, _Place] = {}
        self._end = self._keys_end = 0
        self._open()

    def __contains__(self, key: int) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    @property
    def size(self) -> int:
        """Bytes on disk, those that no key names any more included."""
        return self._end

    def size_of(self, keys: Container[int]) -> int:
        """Bytes under those keys."""
        return sum(place.length for key, place in self._places.items() if key in keys)

    def get(self, key: int, tag: bytes) -> bytes | None:
        """The bytes of a key; None when there are none, they have another tag, or were damaged."""
        place = self._places.get(key)
        if place is None or place.tag != tag or self._files is None:
            return None
        try:
            self._files.data.seek(place.offset)
            found = self._files.data.read(place.length)
        except OSError:
            found = b""
        if len(found) == place.length and zlib.crc32(found) == place.checksum:
            return found
        del self._places[key]
        return None

    def put(self, key: int, tag: bytes, data: bytes) -> None:
        """Store bytes under a key; they replace older ones.

        Raises:
            KnownError: `DISK_FULL`, `FOLDER_READ_ONLY`, `NO_PERMISSION` or `READ_FAILED`: nothing is stored.
            ValueError: the files were opened for reading only, or a tag of another length.
        """
        if not self._writable or len(tag) != TAG_BYTES:
            raise ValueError(f"a tag of {len(tag)} bytes" if self._writable else "opened for reading")
        try:
            files = self._files or self._create()
            place = _Place(self._end, len(data), tag, zlib.crc32(data))
            files.data.seek(self._end)
            files.data.write(data)
            files.data.flush()
            files.keys.seek(self._keys_end)
            files.keys.write(_entry(key, place))
            files.keys.flush()
        except OSError as error:
            raise known_write_error(error, str(self._paths[1])) from error
        self._places[key] = place
        self._end += len(data)
        self._keys_end += _ENTRY_BYTES

    def keep_only(self, keys: Container[int]) -> None:
        """Write the files anew with these keys alone, and without bytes that nothing names.

        Raises:
            KnownError: as `put`; the files are as they were.
        """
        kept = [(key, place) for key, place in self._places.items() if key in keys]
        fresh = tuple(path.with_suffix(f"{path.suffix}.new") for path in self._paths)
        try:
            with fresh[0].open("w+b") as new_keys, fresh[1].open("w+b") as new_data:
                _begin((new_data, new_keys), self._owner)
                for key, place in kept:
                    data = self.get(key, place.tag)
                    if data is not None:
                        new_keys.write(_entry(key, place._replace(offset=new_data.tell())))
                        new_data.write(data)
            self.close()
            for new, path in zip(fresh, self._paths, strict=True):
                os.replace(new, path)  # noqa: PTH105 - atomic on every platform
        except OSError as error:
            for new in fresh:
                new.unlink(missing_ok=True)
            raise known_write_error(error, str(self._paths[1])) from error
        finally:
            if self._files is None:
                self._open()

    def close(self) -> None:
        """Let go of the files; there is nothing under any key after that."""
        if self._files is not None:
            self._files.close()
            self._files = None
        self._places, self._end, self._keys_end = {}, 0, 0

    def _open(self) -> None:
        try:
            keys = self._opened(self._paths[0])
            try:
                data = self._opened(self._paths[1])
            except OSError:
                keys.close()
                return
        except OSError:
            return
        files = _Files(keys, data)
        try:
            self._take(files)
        except OSError:
            files.close()

    def _opened(self, path: Path) -> BinaryIO:
        return path.open("r+b") if self._writable else path.open("rb")

    def _take(self, files: _Files) -> None:
        """Read the entries of files that belong to us; others are closed, and replaced by the next `put`."""
        header = files.keys.read(_HEADER_BYTES)
        if not _is_ours(header, self._owner) or files.data.read(_HEADER_BYTES) != header:
            files.close()
            return
        end = files.data.seek(0, os.SEEK_END)
        sound = _HEADER_BYTES
        for key, place in _entries(files.keys.read()):
            sound += _ENTRY_BYTES
            if place.offset + place.length <= end:
                self._places[key] = place
            else:
                self._places.pop(key, None)
        if self._writable:
            files.keys.truncate(sound)
        self._files, self._end, self._keys_end = files, end, sound

    def _create(self) -> _Files:
        self._paths[0].parent.mkdir(parents=True, exist_ok=True)
        keys = self._paths[0].open("w+b")
        try:
            files = _Files(keys, self._paths[1].open("w+b"))
        except OSError:
            keys.close()
            raise
        try:
            _begin((files.data, files.keys), self._owner)
        except OSError:
            files.close()
            raise
        self._places, self._files = {}, files
        self._end = self._keys_end = _HEADER_BYTES
        return files


def _begin(files: Iterable[BinaryIO], owner: bytes) -> None:
    packed = _HEADER.pack(_MAGIC, secrets.token_bytes(24), owner)
    header = packed + _CHECKSUM.pack(zlib.crc32(packed))
    for file in files:
        file.write(header)
        file.flush()


def _entry(key: int, place: _Place) -> bytes:
    packed = _ENTRY.pack(key, *place)
    return packed + _CHECKSUM.pack(zlib.crc32(packed))


def _is_ours(header: bytes, owner: bytes) -> bool:
    packed, checksum = header[: _HEADER.size], header[_HEADER.size :]
    if len(header) < _HEADER_BYTES or checksum != _CHECKSUM.pack(zlib.crc32(packed)):
        return False
    magic, _, found = _HEADER.unpack(packed)
    return bool(magic == _MAGIC and found == owner)


def _entries(raw: bytes) -> Iterator[tuple[int, _Place]]:
    """The entries up to the first that is incomplete or damaged."""
    for start in range(0, len(raw) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        packed = raw[start : start + _ENTRY.size]
        if raw[start + _ENTRY.size : start + _ENTRY_BYTES] != _CHECKSUM.pack(zlib.crc32(packed)):
            return
        key, *place = _ENTRY.unpack(packed)
        yield key, _Place(*place)
