"""Odd, spoiled and lying files of every kind that Pillow writes: a picture, or one known error for each."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from tests.unit.vision.pictures import corner_names, corners, encoded, photo, png_header
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision.decode import decode

UPRIGHT = ["red", "green", "blue", "white"]
REASONS = {
    ErrorCode.EMPTY_FILE,
    ErrorCode.NOT_A_PICTURE,
    ErrorCode.TRUNCATED_PICTURE,
    ErrorCode.DAMAGED_PICTURE,
    ErrorCode.UNSUPPORTED_PICTURE,
    ErrorCode.PICTURE_TOO_LARGE,
}
KINDS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85},
    "JPEG progressive": {"progressive": True},
    "PNG": {},
    "WEBP": {},
    "WEBP lossless": {"lossless": True},
    "AVIF": {},
    "GIF": {},
    "TIFF": {},
    "TIFF lzw": {"compression": "tiff_lzw"},
    "TIFF deflate": {"compression": "tiff_adobe_deflate"},
    "TIFF jpeg": {"compression": "jpeg"},
    "TIFF packbits": {"compression": "packbits"},
    "BMP": {},
    "JPEG2000": {},
    "TGA": {"compression": "tga_rle"},
    "ICO": {},
    "PCX": {},
    "DDS": {},
    "PPM": {},
    "SGI": {},
    "QOI": {},
}


def made(kind: str, width: int = 96, height: int = 72) -> bytes:
    return encoded(photo(width, height), kind.split(maxsplit=1)[0], **KINDS[kind])


def outcome(data: bytes) -> str:
    """What became of a file: `ok`, or the code of the one known error. Any other exception fails the test."""
    try:
        decoded = decode(data, "the label", min_side=64)
    except KnownError as error:
        assert error.subject == "the label"
        assert error.code in REASONS, error
        return error.code
    assert decoded.rgb.dtype == np.uint8
    assert decoded.rgb.shape[2] == 3
    assert decoded.rgb.size > 0
    return "ok"


@pytest.mark.parametrize("kind", KINDS)
def test_cut_anywhere(kind: str) -> None:
    data = made(kind)
    assert outcome(data) == "ok"
    places = {*range(1, 40), *np.linspace(40, len(data) - 1, 40).astype(int).tolist()}
    outcomes = Counter(outcome(data[:place]) for place in sorted(places))
    assert outcomes["ok"] < len(places) / 2, outcomes


@pytest.mark.parametrize("kind", KINDS)
def test_bits_flipped(kind: str) -> None:
    data = made(kind)
    rng = np.random.default_rng(11)
    for number in range(60):
        spoiled = bytearray(data)
        reach = min(len(data), 64 if number % 2 else len(data))
        for place in rng.integers(0, reach, 1 + number % 5):
            spoiled[place] ^= 1 << int(rng.integers(0, 8))
        outcome(bytes(spoiled))


@pytest.mark.parametrize("kind", KINDS)
def test_a_hole_and_a_tail(kind: str) -> None:
    data = made(kind)
    middle = len(data) // 2
    for spoiled in (
        data[:middle] + bytes(64) + data[middle + 64 :],
        data[: middle - 20] + data[middle:],
        data[:64] + data[64:][::-1],
        data + b"\xff" * 500,
        data + data,
    ):
        outcome(spoiled)


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_signature(kind: str) -> None:
    data = made(kind)
    for signature in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0", b"BM", b"RIFF\0\0\0\0WEBP"):
        outcome(signature + data[len(signature) :])
        outcome(signature + data)


def tiff(*entries: tuple[int, int, int, int], tail: bytes = b"") -> bytes:
    """A little-endian TIFF of one directory: (tag, type, count, value) each."""
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", 0) + tail


HUGE = 0x7FFFFFF0
LIARS = {
    "png": png_header(60000, 60000),
    "png without pixels": png_header(0, 0),
    "gif": b"GIF89a" + struct.pack("<HH", 65535, 65535) + b"\x80\0\0" + b"\0" * 6 + b",",
    "tiff": tiff(
        (256, 4, 1, HUGE), (257, 4, 1, HUGE), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8), (279, 4, 1, 9)
    ),
    "tiff without pixels": tiff((256, 4, 1, 0), (257, 4, 1, 0), (262, 3, 1, 1)),
    "tiff of endless tags": tiff((256, 4, 1, 9), (257, 4, 1, 9), (700, 1, 0xFFFFFFFF, 8)),
    "tiff in a circle": b"II*\0" + struct.pack("<I", 8) + struct.pack("<HI", 0, 8),
    "tiff of wide samples": tiff((256, 4, 1, 9), (257, 4, 1, 9), (258, 3, 60000, 8), (277, 3, 1, 60000)),
    "bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, HUGE, -HUGE, 1, 24, 0, 0, 1, 1, 0, 0),
    "webp": b"RIFF" + struct.pack("<I", 30) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\0" * 4 + b"\xff" * 6,
    "heif": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + struct.pack(">I", HUGE) + b"meta" + bytes(60),
    "avif": b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + struct.pack(">I", 8) + b"meta",
    "jpeg 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + struct.pack(">I", HUGE) + b"ftypjp2 " + bytes(40),
    "codestream": b"\xff\x4f\xff\x51\0\x2f\0\0"
    + struct.pack(">8I", HUGE, HUGE, 0, 0, 1, 1, 0, 0)
    + b"\0\3"
    + bytes(9),
    "psd": b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 30000, 30000, 8, 3) + bytes(12),
    "icon": struct.pack("<HHHBBBBHHII", 0, 1, 1, 0, 0, 0, 0, 1, 32, HUGE, 22),
    "qoi": b"qoif" + struct.pack(">IIBB", HUGE, HUGE, 3, 0),
    "pnm": b"P6 999999999 999999999 255\n",
    "pnm of endless digits": b"P6 " + b"9" * 5000,
    "pcx": b"\x0a\5\1\x08" + struct.pack("<4H", 0, 0, 65534, 65534) + bytes(116),
    "tga": struct.pack("<BBBHHBHHHHBB", 0, 0, 2, 0, 0, 0, 0, 0, 65535, 65535, 24, 0),
    "dds": b"DDS " + struct.pack("<7I", 124, 0x1007, 65535, 65535, 0, 0, 0) + bytes(96),
}


@pytest.mark.parametrize("name", LIARS)
def test_what_a_header_promises_is_not_believed(name: str) -> None:
    assert outcome(LIARS[name]) != "ok"


def test_much_from_little() -> None:
    """Files of a few bytes for many pixels: within the limits they are read, and nothing else happens."""
    plain = Image.new("L", (8000, 8000), 200)
    for kind, options in (("PNG", {}), ("TIFF", {"compression": "tiff_adobe_deflate"}), ("GIF", {})):
        data = encoded(plain, kind, **options)
        assert len(data) < 1 << 20
        assert (decode(data, "x", min_side=64).rgb[5:-5, 5:-5] == 200).all()


def test_a_compressed_bomb_in_a_text_chunk() -> None:
    body = b"comment\0\0" + zlib.compress(bytes(200 << 20), 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    png = encoded(corners(), "PNG")
    outcome(png[:33] + chunk + png[33:])


MODES = {
    "CMYK": ("TIFF", {}),
    "LAB": ("TIFF", {}),
    "YCbCr": ("TIFF", {}),
    "1": ("TIFF", {"compression": "group4"}),
    "L": ("TIFF", {"compression": "tiff_lzw"}),
    "LA": ("PNG", {}),
    "P": ("GIF", {}),
    "RGBA": ("TIFF", {}),
    "I;16": ("PNG", {}),
    "F": ("TIFF", {}),
    "I": ("TIFF", {}),
}


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_keeps_its_light(mode: str) -> None:
    grey = np.tile(np.linspace(20, 235, 64).astype(np.uint8), (48, 1))
    kind, options = MODES[mode]
    if mode in ("F", "I", "I;16"):
        values = {"F": grey / 255.0, "I": grey.astype(np.int32) * 257, "I;16": grey.astype(np.uint16) * 257}[
            mode
        ]
        image = Image.fromarray(values.astype({"F": np.float32, "I": np.int32, "I;16": np.uint16}[mode]))
    elif mode == "LAB":
        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        image = ImageCms.profileToProfile(Image.fromarray(grey).convert("RGB"), srgb, lab, outputMode="LAB")
    elif mode == "P":
        image = Image.fromarray(grey).convert("RGB").quantize(64)
    else:
        image = Image.fromarray(grey).convert("RGB").convert(mode)
    rgb = decode(encoded(image, kind, **options), "x").rgb.astype(int)
    assert rgb.shape == (48, 64, 3)
    if mode == "1":
        assert set(np.unique(rgb)) == {0, 255}
        return
    assert np.abs(rgb - grey[..., None]).max() <= (14 if mode == "LAB" else 3)


def interlaced(picture: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
    """A PNG in Adam7's seven passes, which Pillow cannot write."""
    height, width, _ = picture.shape
    rows = b""
    for x, y, dx, dy in (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ):
        rows += b"".join(b"\0" + row.tobytes() for row in picture[y::dy, x::dx])
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_interlaced() -> None:
    assert np.array_equal(decode(interlaced(corners()), "x").rgb, corners())
    data = interlaced(photo(90, 70))
    for place in range(30, len(data), len(data) // 40):
        outcome(data[:place])


def test_deep_colours() -> None:
    """16 bits in each of three channels, which Pillow reads and cannot write."""
    deep = np.ascontiguousarray(corners().astype(">u2") * 257)
    rows = b"".join(b"\0" + row.tobytes() for row in deep)
    header = struct.pack(">IIBBBBB", 96, 64, 16, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    rgb = decode(b"\x89PNG\r\n\x1a\n" + b"".join(chunks), "x").rgb
    assert np.abs(rgb.astype(int) - corners()).max() <= 1


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF", "AVIF", "MPO"])
def test_of_several_frames_the_first(kind: str) -> None:
    frames = [
        Image.fromarray(corners()),
        *(Image.new("RGB", (96, 64), colour) for colour in ("black", "white")),
    ]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    assert corner_names(decode(data, "wrong.txt").rgb) == UPRIGHT
    for share in (0.3, 0.6, 0.9):
        outcome(data[: int(len(data) * share)])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_upright_avif(orientation: int) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    stored = Image.fromarray(corners())
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    if orientation > 1:
        stored = stored.transpose(Image.Transpose(turns[orientation]))
    decoded = decode(encoded(stored, "AVIF", exif=exif), "x")
    assert corner_names(decoded.rgb) == UPRIGHT
    assert (decoded.width, decoded.height) == (96, 64)


@pytest.mark.shared
def test_spoiled_heic(shared_data: Path) -> None:
    files = [f for f in sorted((shared_data / "torture").iterdir()) if f.suffix in (".heic", ".heif")]
    small = [data for data in (file.read_bytes() for file in files) if 0 < len(data) < 20_000]
    assert len(small) > 5
    rng = np.random.default_rng(2)
    for data in small:
        for place in np.linspace(1, len(data) - 1, 25).astype(int):
            outcome(data[:place])
        for number in range(40):
            spoiled = bytearray(data)
            for place in rng.integers(0, min(len(data), 600), 1 + number % 6):
                spoiled[place] ^= 1 << int(rng.integers(0, 8))
            outcome(bytes(spoiled))
