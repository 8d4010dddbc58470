"""Pictures for the tests, made on the spot."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

CORNERS = {"red": (220, 30, 30), "green": (30, 180, 40), "blue": (40, 50, 210), "white": (245, 245, 245)}


def corners(width: int = 96, height: int = 64) -> NDArray[np.uint8]:
    """Red top left, green top right, blue bottom left, white bottom right: tells every orientation apart."""
    picture = np.zeros((height, width, 3), np.uint8)
    for place, colour in enumerate(CORNERS.values()):
        rows = slice(0, height // 2) if place < 2 else slice(height // 2, height)
        columns = slice(0, width // 2) if place % 2 == 0 else slice(width // 2, width)
        picture[rows, columns] = colour
    return picture


def corner_names(rgb: NDArray[np.uint8]) -> list[str]:
    """The colours of the four quarters' middles: top left, top right, bottom left, bottom right."""
    height, width = rgb.shape[:2]
    names = []
    for row in (height // 4, 3 * height // 4):
        for column in (width // 4, 3 * width // 4):
            pixel = rgb[row, column].astype(int)
            names.append(min(CORNERS, key=lambda name: int(np.abs(pixel - CORNERS[name]).sum())))
    return names


def encoded(picture: NDArray[Any] | Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """A picture in a file format of Pillow."""
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def photo(width: int = 320, height: int = 240, seed: int = 0) -> NDArray[np.uint8]:
    """Soft blobs of colour with a little noise, as a camera would give them."""
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 256, (6, 8, 3)).astype(np.uint8))
    soft = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC)).astype(np.int16)
    return np.clip(soft + rng.integers(-4, 5, soft.shape), 0, 255).astype(np.uint8)


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises a size and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def jpeg_header(width: int, height: int) -> bytes:
    """A JPEG whose frame header was changed to promise another size."""
    data = bytearray(encoded(corners(), "JPEG"))
    place = data.index(b"\xff\xc0")
    data[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def icon_with(picture: bytes) -> bytes:
    """An icon that says 16 x 16 and holds any PNG."""
    entry = struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(picture), 22)
    return struct.pack("<HHH", 0, 1, 1) + entry + picture


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
