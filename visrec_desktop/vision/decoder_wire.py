"""What this program and its decoder child say to each other, as bytes on two pipes.

Plain structures of fixed size and the bytes they announce, never pickled objects: a child that a hostile file
has taken over must be able to answer wrongly, and nothing more.

A question is a `Request`, answered by `BEGUN` at once; then the file's bytes, answered by one of
`PICTURE` (a `Shape` and its pixels), `KNOWN` (an error's code and detail) or `FAULT` (a text).
"""

from __future__ import annotations

import struct
from typing import NamedTuple, Protocol

from visrec_desktop.vision.limits import Limits

BEGUN, PICTURE, KNOWN, FAULT = b"B", b"P", b"K", b"F"
_REQUEST = struct.Struct("<5Q")
_SHAPE = struct.Struct("<4Q")
_TEXTS = struct.Struct("<2H")
_MAX_TEXT = 400


class EndedError(Exception):
    """The pipe ended before all was read: the other side is gone."""


class Source(Protocol):
    """The end of a pipe that is read from."""

    def read(self, size: int, /) -> bytes | None:
        """Read at most so many bytes; empty at the end."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Read at most as many bytes as fit; how many, 0 at the end."""


class Sink(Protocol):
    """The end of a pipe that is written to."""

    def write(self, data: memoryview, /) -> int | None:
        """Write some of the bytes; how many."""


class Request(NamedTuple):
    """How to decode the `size` bytes that follow; a `min_side` of 0 is none."""

    size: int
    min_side: int
    limits: Limits

    def packed(self) -> bytes:
        """As bytes."""
        limits = self.limits
        values = (self.size, self.min_side, limits.max_bytes, limits.max_pixels, limits.max_side)
        return _REQUEST.pack(*values)


class Shape(NamedTuple):
    """Of an answered picture: the pixels that follow, and the size of the whole, all in pixels."""

    rows: int
    columns: int
    width: int
    height: int

    def packed(self) -> bytes:
        """As bytes."""
        return _SHAPE.pack(*self)


def read_request(source: Source) -> Request:
    """Wait for a question.

    Raises:
        EndedError: there will be none.
    """
    size, min_side, *limits = _REQUEST.unpack(read_exactly(source, _REQUEST.size))
    return Request(size, min_side, Limits(*limits))


def read_shape(source: Source) -> Shape:
    """Read what follows `PICTURE`, up to the pixels."""
    return Shape(*_SHAPE.unpack(read_exactly(source, _SHAPE.size)))


def packed_texts(first: str, second: str = "") -> bytes:
    """What follows `KNOWN` and `FAULT`: two short texts."""
    parts = [text[:_MAX_TEXT].encode("utf-8", "replace") for text in (first, second)]
    return _TEXTS.pack(*map(len, parts)) + b"".join(parts)


def read_texts(source: Source) -> tuple[str, str]:
    """Read what `packed_texts` made."""
    sizes = _TEXTS.unpack(read_exactly(source, _TEXTS.size))
    first, second = (read_exactly(source, size).decode("utf-8", "replace") for size in sizes)
    return first, second


def read_exactly(source: Source, size: int) -> bytes:
    """Read so many bytes; where a buffered pipe gives all at once, they are not copied again.

    Raises:
        EndedError: the pipe ended before.
    """
    chunks = [source.read(size) or b""]
    missing = size - len(chunks[0])
    while missing:
        chunks.append(source.read(missing) or b"")
        if not chunks[-1]:
            raise EndedError
        missing -= len(chunks[-1])
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def fill(source: Source, target: memoryview) -> None:
    """Read as many bytes as the target has.

    Raises:
        EndedError: the pipe ended before.
    """
    while len(target):
        count = source.readinto(target)
        if not count:
            raise EndedError
        target = target[count:]


def send(sink: Sink, *parts: bytes | memoryview) -> None:
    """Write all parts.

    Raises:
        OSError: the other side is gone.
    """
    for part in parts:
        rest = memoryview(part).cast("B")
        while len(rest):
            rest = rest[sink.write(rest) or 0 :]
