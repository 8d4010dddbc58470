"""Where an exact index keeps its rows: in memory, or in a memory-mapped file beside the catalog.

File format, version 2, little-endian; the file is exactly as long as its capacity says:

    offset            content
    0                 header, 4096 bytes: see `_HEADER`; the rest is zero
    4096              vectors  float32 [capacity, dim]
    + 4*dim*capacity  keys     int64   [capacity]
    + 8*capacity      lengths  float32 [capacity], each vector's Euclidean norm
    + 4*capacity      scales   float32 [capacity], of the codes: see `index.codes`
    + 4*capacity      errors   float32 [capacity], of the codes
    + 4*capacity      codes    int8     [capacity, dim], the vectors in 8 bits

Rows 0..count-1 are in use, without gaps, in no order. The header is written when the rows are on disk, and
marked dirty (and synced) before the first change after that: a file that is dirty, of another size, or
whose header or keys fail their checksum is not used, and the caller builds a new one from the catalog.
"""

from __future__ import annotations

import hashlib
import math
import mmap
import os
import struct
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from visrec_desktop.core.errors import known_os_error, known_write_error

_MAGIC = b"VRECVEC\x01"
_VERSION = 2
# magic, version, dim, capacity, count, seq, dirty, checksum of the keys, identity; then the checksum of these
_HEADER = struct.Struct("<8sIIQQqII32s")
_CHECKSUM = struct.Struct("<I")
_HEADER_BYTES = 4096
_ZEROS = bytes(1 << 20)
_MOVING = ("keys", "lengths", "scales", "errors", "codes")
"""What stands behind the vectors in the file, and so elsewhere when there are more of them."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the file says about itself. `identity` is a hash of the owner and the model's space."""

    dim: int
    capacity: int
    count: int
    seq: int
    dirty: bool
    keys_checksum: int
    identity: bytes

    @property
    def file_bytes(self) -> int:
        """The size of the whole file."""
        return _HEADER_BYTES + self.capacity * (5 * self.dim + 20)


def identity(owner: str, name: str) -> bytes:
    """The 32 bytes that say which catalog and which model a file belongs to."""
    return hashlib.sha256(f"{owner}\n{name}".encode()).digest()


class Rows(Protocol):
    """Rows with room for `len(keys)` of them; the arrays change when it grows."""

    vectors: NDArray[np.float32]  # (capacity, dim)
    keys: NDArray[np.int64]  # (capacity,)
    lengths: NDArray[np.float32]  # (capacity,)
    scales: NDArray[np.float32]  # (capacity,)
    errors: NDArray[np.float32]  # (capacity,)
    codes: NDArray[np.int8]  # (capacity, dim)

    def grow(self, capacity: int) -> None:
        """Make room for `capacity` rows; those that are there stay."""

    def mark_dirty(self) -> None:
        """Note, before a change, that the file no longer is what its header says."""

    def flush(self, count: int, seq: int) -> None:
        """Bring the first `count` rows to disk as the state `seq`."""

    def close(self) -> None:
        """Let go of the arrays and the file."""


class MemoryRows:
    """Rows that live as long as the program: for data folders that cannot be written."""

    def __init__(self, dim: int, capacity: int) -> None:
        self.vectors = np.empty((capacity, dim), np.float32)
        self.keys = np.empty(capacity, np.int64)
        self.lengths = np.empty(capacity, np.float32)
        self.scales = np.empty(capacity, np.float32)
        self.errors = np.empty(capacity, np.float32)
        self.codes = np.empty((capacity, dim), np.int8)

    def grow(self, capacity: int) -> None:
        """Move to larger arrays."""
        larger = MemoryRows(self.vectors.shape[1], capacity)
        size = len(self.keys)
        for name in ("vectors", *_MOVING):
            getattr(larger, name)[:size] = getattr(self, name)
            setattr(self, name, getattr(larger, name))

    def mark_dirty(self) -> None:
        """There is no file."""

    def flush(self, count: int, seq: int) -> None:
        """There is no file."""

    def close(self) -> None:
        """Let go of the arrays."""
        for name in ("vectors", *_MOVING):
            setattr(self, name, getattr(self, name)[:0])


class FileRows:
    """Rows in a file that is mapped into memory."""

    vectors: NDArray[np.float32]
    keys: NDArray[np.int64]
    lengths: NDArray[np.float32]
    scales: NDArray[np.float32]
    errors: NDArray[np.float32]
    codes: NDArray[np.int8]

    def __init__(self, path: Path, file: BinaryIO, header: Header, *, writable: bool) -> None:
        self._path = path
        self._file = file
        self._header = header
        self._writable = writable
        self._map_file()

    @classmethod
    def create(cls, path: Path, header: Header) -> FileRows:
        """A new file, dirty until its first `flush`; replaces one that is there.

        Raises:
            KnownError: `DISK_FULL`, `FOLDER_READ_ONLY`, `NO_PERMISSION`.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("w+b")
            try:
                _reserve(file, header.file_bytes)
                _write_header(file, replace(header, dirty=True))
                return cls(path, file, replace(header, dirty=True), writable=True)
            except BaseException:
                file.close()
                path.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise known_write_error(error, str(path)) from error

    @classmethod
    def open(cls, path: Path, *, dim: int, owner: bytes, seq: int, writable: bool) -> FileRows | None:
        """The file at `path` when it is whole and is what the caller asks for; otherwise None."""
        try:
            file = path.open("r+b" if writable else "rb")
        except OSError:
            return None
        header = _read_header(file)
        if header is not None and (header.dim, header.identity, header.seq) == (dim, owner, seq):
            try:
                rows = cls(path, file, header, writable=writable)
            except (OSError, ValueError):  # no address space, or a file system that cannot map
                file.close()
                return None
            if _keys_checksum(rows.keys[: header.count]) == header.keys_checksum:
                return rows
            rows.close()
        file.close()
        return None

    @property
    def header(self) -> Header:
        """What the file says about itself."""
        return self._header

    def grow(self, capacity: int) -> None:
        """Make the file longer; what stands behind the vectors moves to its new place.

        Raises:
            KnownError: `DISK_FULL`: the rows stay as they were and stay usable.
        """
        old, moving = self._header, {name: getattr(self, name).copy() for name in _MOVING}
        larger = replace(old, capacity=capacity)
        self._unmap()
        try:
            _reserve(self._file, larger.file_bytes)
            self._header = larger
            _write_header(self._file, larger)
        except OSError as error:
            self._header = old
            self._file.truncate(old.file_bytes)
            raise known_os_error(error, str(self._path)) from error
        finally:
            self._map_file()
            for name, content in moving.items():
                getattr(self, name)[: len(content)] = content

    def mark_dirty(self) -> None:
        """Say so on disk, once, before the first change.

        Raises:
            KnownError: `DISK_FULL` or `READ_FAILED`.
            ValueError: the file was opened for reading only.
        """
        if not self._writable:
            raise ValueError(f"{self._path} was opened for reading")
        if not self._header.dirty:
            self._put_header(replace(self._header, dirty=True))

    def flush(self, count: int, seq: int) -> None:
        """Rows first, then the header that vouches for them.

        Raises:
            KnownError: `DISK_FULL` or `READ_FAILED`.
        """
        try:
            self._map.flush()
        except OSError as error:
            raise known_os_error(error, str(self._path)) from error
        checksum = _keys_checksum(self.keys[:count])
        self._put_header(replace(self._header, count=count, seq=seq, keys_checksum=checksum, dirty=False))

    def close(self) -> None:
        """Unmap and close; a dirty file stays dirty."""
        self._unmap()
        self._file.close()

    def _put_header(self, header: Header) -> None:
        try:
            _write_header(self._file, header)
        except OSError as error:
            raise known_os_error(error, str(self._path)) from error
        self._header = header

    def _map_file(self) -> None:
        """Map the file and lay the arrays over it."""
        header = self._header
        access = mmap.ACCESS_WRITE if self._writable else mmap.ACCESS_READ
        self._map = mmap.mmap(self._file.fileno(), header.file_bytes, access=access)
        size, dim, after = header.capacity, header.dim, _HEADER_BYTES
        parts = []
        one, many = (size,), (size, dim)
        for dtype, shape in (("<f4", many), ("<i8", one), *3 * [("<f4", one)], ("i1", many)):
            part = np.frombuffer(self._map, dtype, math.prod(shape), after).reshape(shape)
            parts.append(part)
            after += part.nbytes
        self.vectors, self.keys, self.lengths, self.scales, self.errors, self.codes = parts

    def _unmap(self) -> None:
        """The arrays go first: a map with arrays over it cannot be closed, nor its file cut on Windows."""
        empty = MemoryRows(self._header.dim, 0)
        for name in ("vectors", *_MOVING):
            setattr(self, name, getattr(empty, name))
        self._map.close()


def _reserve(file: BinaryIO, size: int) -> None:
    """Make the file `size` bytes long with blocks behind every byte.

    A hole would be filled when a mapped page is written, and a full disk then ends the process.
    """
    start = file.seek(0, os.SEEK_END)
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file.fileno(), start, size - start)
        return
    while start < size:
        start += file.write(_ZEROS[: size - start])
    file.flush()


def _write_header(file: BinaryIO, header: Header) -> None:
    """Write and sync the header, past the map: on every system one file has one content."""
    packed = _HEADER.pack(
        _MAGIC, _VERSION, header.dim, header.capacity, header.count, header.seq,
        header.dirty, header.keys_checksum, header.identity,
    )  # fmt: skip
    file.seek(0)
    file.write(packed + _CHECKSUM.pack(zlib.crc32(packed)))
    file.flush()
    os.fsync(file.fileno())


def _read_header(file: BinaryIO) -> Header | None:
    """The header of a clean, complete file; otherwise None."""
    packed = file.read(_HEADER.size)
    checksum = file.read(_CHECKSUM.size)
    if len(packed) + len(checksum) < _HEADER.size + _CHECKSUM.size:
        return None
    magic, version, dim, capacity, count, seq, dirty, keys_checksum, owner = _HEADER.unpack(packed)
    header = Header(dim, capacity, count, seq, bool(dirty), keys_checksum, owner)
    sound = (
        magic == _MAGIC
        and version == _VERSION
        and _CHECKSUM.pack(zlib.crc32(packed)) == checksum
        and not dirty
        and count <= capacity
        and os.fstat(file.fileno()).st_size == header.file_bytes
    )
    return header if sound else None


def _keys_checksum(keys: NDArray[np.int64]) -> int:
    return zlib.crc32(keys.tobytes())
