"""Decoding what is broken, cut short or made to hurt: one known error, quickly, without a spike of memory."""

from __future__ import annotations

import os
import struct
import threading
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests.unit.vision.pictures import corners, encoded, icon_with, jpeg_header, photo, png_header
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision import pixels
from visrec_desktop.vision.decode import Limits, decode, read_picture

MIB = 1 << 20
PICTURE_ERRORS = {
    ErrorCode.EMPTY_FILE,
    ErrorCode.NOT_A_PICTURE,
    ErrorCode.TRUNCATED_PICTURE,
    ErrorCode.DAMAGED_PICTURE,
    ErrorCode.UNSUPPORTED_PICTURE,
    ErrorCode.PICTURE_TOO_LARGE,
}


def code_of(data: bytes, limits: Limits | None = None) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        decode(data, "the label", limits=limits or Limits())
    assert caught.value.subject == "the label"
    assert len(caught.value.detail) <= 160
    return caught.value.code


@contextmanager
def memory_watched(most: int) -> Iterator[None]:
    """Fail when the process grows by more than `most` bytes inside the block, even for a moment."""
    process = psutil.Process()
    idle = process.memory_info().rss
    peak = [idle]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.002):
            peak[0] = max(peak[0], process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
    assert peak[0] - idle < most, f"{(peak[0] - idle) // MIB} MiB"


def test_not_a_picture() -> None:
    assert code_of(b"just some text, named .jpg\n" * 40) is ErrorCode.NOT_A_PICTURE
    assert code_of(b"\0" * 5000) is ErrorCode.NOT_A_PICTURE
    assert code_of(b"") is ErrorCode.EMPTY_FILE
    assert code_of(b"RIFF\x10\0\0\0WAVEfmt " + b"\0" * 100) is ErrorCode.NOT_A_PICTURE


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%more",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"\xff\x0a" + b"\0" * 64,
        b"\0\0\0\x18ftypcrx " + b"\0" * 64,
    ],
)
def test_pictures_of_other_programs(data: bytes) -> None:
    assert code_of(data) is ErrorCode.UNSUPPORTED_PICTURE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "TIFF", "WEBP", "AVIF", "BMP"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.97])
def test_cut_short(kind: str, share: float) -> None:
    data = encoded(photo(), kind)
    code = code_of(data[: int(len(data) * share)])
    assert code in {ErrorCode.TRUNCATED_PICTURE, ErrorCode.DAMAGED_PICTURE}
    if kind in ("JPEG", "PNG", "BMP") and share >= 0.3:
        assert code is ErrorCode.TRUNCATED_PICTURE


def test_a_cut_jpeg_is_seen_at_reduced_size_too() -> None:
    data = encoded(photo(1600, 1200), "JPEG", quality=90)
    with pytest.raises(KnownError) as caught:
        decode(data[: len(data) // 2], "x", min_side=100)
    assert caught.value.code is ErrorCode.TRUNCATED_PICTURE


@pytest.mark.parametrize(
    "bomb",
    [
        png_header(65535, 65535),
        jpeg_header(65535, 65535),
        jpeg_header(65500, 100),
        icon_with(png_header(20000, 20000)),
        b"BM" + struct.pack("<IHHIIiiHHIIiiII", 100, 0, 0, 54, 40, 40000, 40000, 1, 24, 0, 0, 1, 1, 0, 0),
    ],
    ids=["png", "jpeg", "long", "icon", "bmp"],
)
def test_bombs_are_refused_by_their_header(bomb: bytes) -> None:
    decode(encoded(corners(), "PNG"), "warm")
    start = time.perf_counter()
    with memory_watched(64 * MIB):
        assert code_of(bomb) is ErrorCode.PICTURE_TOO_LARGE
    assert time.perf_counter() - start < 1


def test_limits_are_the_callers() -> None:
    data = encoded(corners(96, 64), "PNG")
    assert code_of(data, Limits(max_pixels=96 * 64 - 1)) is ErrorCode.PICTURE_TOO_LARGE
    assert code_of(data, Limits(max_side=95)) is ErrorCode.PICTURE_TOO_LARGE
    assert code_of(data, Limits(max_bytes=10)) is ErrorCode.FILE_TOO_LARGE
    assert decode(data, "x", limits=Limits(max_pixels=96 * 64, max_side=96)).width == 96


def test_a_hundred_megapixels_are_taken_without_a_warning() -> None:
    data = encoded(np.zeros((10000, 10000), np.uint8), "PNG", compress_level=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        decoded = decode(data, "x", min_side=448)
    assert (decoded.width, decoded.height) == (10000, 10000)


def test_kinds_that_need_much_memory_are_limited_sooner() -> None:
    limits = Limits(max_pixels=96 * 64 * 2)
    for kind in ("WEBP", "AVIF", "JPEG2000"):
        assert code_of(encoded(corners(), kind), limits) is ErrorCode.PICTURE_TOO_LARGE
    assert decode(encoded(corners(), "PNG"), "x", limits=limits).width == 96


def test_pillows_remarks_stay_inside() -> None:
    exif = b"Exif\0\0II*\0\x08\0\0\0\x05\0\x12\x01\x03\0"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        decode(encoded(corners(), "JPEG", exif=exif), "x")
    assert not caught


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "TIFF", "WEBP", "AVIF", "BMP", "JPEG2000"])
def test_random_damage_is_never_a_bug(kind: str) -> None:
    data = encoded(photo(120, 90), kind)
    rng = np.random.default_rng(3)
    outcomes: Counter[str] = Counter()
    for _ in range(40):
        spoiled = bytearray(data)
        for place in rng.integers(0, min(len(data), 2000), 8):
            spoiled[place] = rng.integers(0, 256)
        try:
            decode(bytes(spoiled), "x", min_side=64)
            outcomes["ok"] += 1
        except KnownError as error:
            assert error.code in PICTURE_ERRORS
            outcomes[error.code] += 1
    assert len(outcomes) > 1


def test_our_own_faults_show(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise TypeError("a bug")

    monkeypatch.setattr(pixels, "_on_white", broken)
    clear = np.zeros((4, 4, 4), np.uint8)
    with pytest.raises(TypeError, match="a bug"):
        decode(encoded(clear), "x")


@pytest.mark.shared
def test_the_torture_folder(shared_data: Path) -> None:
    decode(encoded(corners(), "PNG"), "warm")
    files = sorted((shared_data / "torture").iterdir())
    outcomes: Counter[str] = Counter()
    slow = []
    with memory_watched(600 * MIB):
        for file in files:
            start = time.perf_counter()
            try:
                rgb = decode(read_picture(file), file.name).rgb
                assert rgb.size > 0
                outcomes["ok"] += 1
            except KnownError as error:
                assert error.code in PICTURE_ERRORS, file.name
                outcomes[error.code] += 1
            if time.perf_counter() - start > 10:
                slow.append(file.name)
    assert not slow
    assert len(files) == sum(outcomes.values())
    assert outcomes["ok"] >= 0.94 * len(files), outcomes


@pytest.mark.shared
def test_heic(shared_data: Path) -> None:
    files = [f for f in sorted((shared_data / "torture").iterdir()) if f.suffix in (".heic", ".heif")]
    sizes = [decode(file.read_bytes(), file.name).rgb.shape for file in files if "corrupted" not in file.name]
    assert len(sizes) > 5
    whole = next(f for f in files if "samplefilehub" in f.name).read_bytes()
    assert code_of(whole[: len(whole) // 2]) in {ErrorCode.TRUNCATED_PICTURE, ErrorCode.DAMAGED_PICTURE}


def test_threads_may_decode_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    data = encoded(photo(), "JPEG")
    expected = decode(data, "x").rgb
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        for decoded in pool.map(lambda _: decode(data, "x"), range(40)):
            assert np.array_equal(decoded.rgb, expected)
