"""The decoder child: what a hostile file does to it ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from PIL import Image

from tests.unit.vision.pictures import corner_names, corners, encoded, photo
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision import decode as decode_module
from visrec_desktop.vision import decoder_pool, decoder_process, jpeg
from visrec_desktop.vision.decode import Limits, close_decoders, decode
from visrec_desktop.vision.decoder import decode_here

UPRIGHT = ["red", "green", "blue", "white"]
ROOT = Path(__file__).resolve().parents[3]
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and limits")


def unruly_command(idle_s: float = 60, orphan_s: float = 30) -> list[str]:
    return [sys.executable, "-m", "tests.unit.vision.unruly_child", str(idle_s), str(orphan_s)]


@pytest.fixture
def unruly(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Children that can misbehave; call it with their idle time and their time of grace."""

    def use(idle_s: float = 60, orphan_s: float = 30) -> None:
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(decoder_process, "command", lambda: unruly_command(idle_s, orphan_s))

    close_decoders()
    use()
    yield use
    close_decoders()


def failure(data: bytes) -> KnownError:
    with pytest.raises(KnownError) as caught:
        decode(data, "the label")
    assert caught.value.subject == "the label"
    return caught.value


def child_id() -> int:
    """The process that answers next."""
    return int(failure(b"WHICH").detail)


def assert_the_next_file_is_well() -> None:
    assert corner_names(decode(encoded(corners(), "WEBP"), "x").rgb) == UPRIGHT


@POSIX
@pytest.mark.parametrize(("data", "detail"), [(b"CRASH", "signal 11"), (b"EXIT", "ended with 7")])
def test_a_crash_costs_one_file(unruly: object, data: bytes, detail: str) -> None:
    before = child_id()
    error = failure(data)
    assert error.code is ErrorCode.DECODER_FAILED
    assert detail in error.detail
    assert child_id() != before
    assert not psutil.pid_exists(before)
    assert_the_next_file_is_well()


@POSIX
@pytest.mark.parametrize("data", [b"HANG", b"HANG WITH THE LOCK"])
def test_a_file_that_takes_for_ever_is_left(
    unruly: object, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    before = child_id()
    monkeypatch.setattr(decoder_process, "WORK_S", 0.3)
    error = failure(data)
    monkeypatch.undo()
    assert error.code is ErrorCode.DECODER_FAILED
    assert "seconds" in error.detail
    assert not psutil.pid_exists(before)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the memory of a child has no limit")
def test_a_file_that_wants_all_memory_is_left(unruly: object) -> None:
    before = child_id()
    error = failure(b"MEMORY")
    assert (error.code, error.detail) == (ErrorCode.DECODER_FAILED, "not enough memory")
    assert child_id() == before


def test_a_fault_of_the_program_is_written_down_and_costs_one_file(
    unruly: object, expect_log: Callable[..., None]
) -> None:
    expect_log(r"KeyError at unruly_child\.py:\d+$")
    error = failure(b"BUG")
    assert error.code is ErrorCode.DECODER_FAILED
    assert "something" not in error.detail
    assert_the_next_file_is_well()


def test_what_libraries_print_goes_nowhere(unruly: object, capfd: pytest.CaptureFixture[str]) -> None:
    assert failure(b"WRITE").code is ErrorCode.NOT_A_PICTURE
    assert_the_next_file_is_well()
    assert capfd.readouterr() == ("", "")


def test_a_torn_tiff_makes_no_noise(capfd: pytest.CaptureFixture[str]) -> None:
    data = encoded(photo(), "TIFF", compression="tiff_lzw")
    for share in (0.3, 0.6, 0.9):
        failure(data[:8] + data[8 : int(len(data) * share)][::-1] + data[int(len(data) * share) :])
    assert capfd.readouterr() == ("", "")


def test_an_idle_child_ends_and_another_takes_over(unruly: Callable[..., None]) -> None:
    unruly(0.2)
    before = psutil.Process(child_id())
    psutil.wait_procs([before], timeout=10)
    assert not before.is_running() or before.status() == psutil.STATUS_ZOMBIE
    assert child_id() != before.pid
    assert_the_next_file_is_well()


@POSIX
def test_ctrl_c_is_not_for_the_child(unruly: object) -> None:
    child = child_id()
    os.kill(child, signal.SIGINT)
    assert child_id() == child


@POSIX
@pytest.mark.parametrize("data", [b"WHICH", b"HANG WITH THE LOCK"])
def test_no_child_outlives_its_parent(tmp_path: Path, data: bytes) -> None:
    script = (
        "import sys\n"
        "from visrec_desktop.vision import decoder_process\n"
        "from visrec_desktop.vision.decode import decode\n"
        f"decoder_process.command = lambda: {unruly_command(60, 1.0)!r}\n"
        "try:\n    decode(b'WHICH', '')\nexcept Exception as error:\n    print(error.detail, flush=True)\n"
        f"try:\n    decode({data!r}, '')\nexcept Exception:\n    sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        time.sleep(0.2)
        parent.kill()
    gone, _ = psutil.wait_procs([child], timeout=10)
    assert gone


def test_threads_share_a_few_children(unruly: object) -> None:
    most = 2
    pool = decoder_pool.DecoderPool(most)
    data, expected = encoded(photo(), "WEBP"), decode_here(encoded(photo(), "WEBP"), "").rgb
    seen = set()

    def work(_: int) -> None:
        assert np.array_equal(pool.decode(data, "x", min_side=None, limits=Limits()).rgb, expected)
        with pytest.raises(KnownError) as caught:
            pool.decode(b"WHICH", "x", min_side=None, limits=Limits())
        seen.add(caught.value.detail)

    try:
        with ThreadPoolExecutor(6) as threads:
            list(threads.map(work, range(24)))
    finally:
        pool.close()
    assert 1 <= len(seen) <= most
    assert not any(psutil.pid_exists(int(number)) for number in seen)


def test_a_child_is_replaced_in_time(unruly: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_pool, "_MOST_FILES", 2)
    first, second, third = child_id(), child_id(), child_id()
    assert first == second != third
    assert not psutil.pid_exists(first)


@pytest.mark.parametrize(
    "command",
    [["/no/such/program"], [sys.executable, "-c", "pass"], [sys.executable, "-c", "print('hello')"]],
)
def test_without_a_child_the_program_decodes_itself(
    unruly: object, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, command: list[str]
) -> None:
    decode_module._tell_once.cache_clear()
    monkeypatch.setattr(decoder_process, "command", lambda: command)
    caplog.set_level("INFO", decode_module.__name__)
    for _ in range(3):
        assert_the_next_file_is_well()
    assert len(caplog.records) == 1
    assert failure(b"just a text").code is ErrorCode.NOT_A_PICTURE


@pytest.mark.parametrize(
    "answer",
    [
        "b'BX'",
        "b'BP' + struct.pack('<4Q', 1 << 40, 1 << 40, 9, 9)",
        "b'BP' + struct.pack('<4Q', 0, 0, 0, 0)",
        "b'BK' + struct.pack('<2H', 8, 0) + b'own_file'",
    ],
)
def test_a_child_that_answers_nonsense_is_ended(
    unruly: object, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    script = f"import os, struct, time; os.read(0, 40); os.write(1, {answer}); time.sleep(600)"
    monkeypatch.setattr(decoder_process, "command", lambda: [sys.executable, "-c", script])
    error = failure(b"data")
    assert (error.code, error.detail) == (ErrorCode.DECODER_FAILED, "it answered nonsense")


def test_a_child_imports_decoders_alone() -> None:
    script = "import sys, visrec_desktop.vision.decoder_child; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"PySide6", "onnxruntime", "sklearn", "scipy", "sqlite3", "zxingcpp"}
    assert not [name for name in loaded if name.startswith("visrec_desktop.services")]


def test_a_frozen_program_becomes_its_own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/visrec/visrec")
    assert decoder_process.command() == ["/opt/visrec/visrec", "--decoder-child"]
    monkeypatch.undo()
    close_decoders()
    monkeypatch.setattr(
        decoder_process, "command", lambda: [sys.executable, "-m", "visrec_desktop", "--decoder-child"]
    )
    monkeypatch.chdir(ROOT)
    try:
        assert_the_next_file_is_well()
        assert next(iter(decoder_pool.pool()._all)).is_ready
    finally:
        close_decoders()


def test_jpeg_and_png_need_no_child(unruly: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_process, "command", lambda: pytest.fail("a child was started"))
    for kind in ("JPEG", "PNG", "MPO"):
        assert corner_names(decode(encoded(corners(), kind), "x").rgb) == UPRIGHT


def endless_jpeg(side: int, passes: int) -> bytes:
    """A progressive JPEG whose last scan, of some 30 bytes, comes again and again."""
    data = encoded(np.full((side, side, 3), 90, np.uint8), "JPEG", progressive=True)
    *before, last = data.split(b"\xff\xda")
    return b"\xff\xda".join([*before, *[last[:-2]] * passes, last])


def test_a_jpeg_of_endless_passes_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_process, "WORK_S", 1.0)
    data = endless_jpeg(6000, 2000)
    assert len(data) < 1 << 20
    error = failure(data)
    assert error.code is ErrorCode.DECODER_FAILED
    assert "over 1 seconds" in error.detail


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"progressive": True, "quality": 100}])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_jpegs_as_encoders_write_them_are_simple(mode: str, options: dict[str, Any]) -> None:
    data = encoded(Image.fromarray(photo()).convert(mode), "JPEG", exif=b"Exif\0\0" + bytes(900), **options)
    assert jpeg.is_simple(data)
    assert not jpeg.is_simple(data[:40])
    assert not jpeg.is_simple(endless_jpeg(32, 60))


@pytest.mark.shared
def test_photos_of_cameras_are_simple_but_for_the_oddest(shared_data: Path) -> None:
    files = [f for f in sorted((shared_data / "torture").iterdir()) if f.suffix in (".jpg", ".jpeg")]
    whole = [data for data in (file.read_bytes() for file in files) if data.startswith(b"\xff\xd8\xff")]
    assert len(whole) > 40
    assert sum(map(jpeg.is_simple, whole)) > 0.9 * len(whole)


def test_a_hundred_megapixels_pass_through_a_child() -> None:
    data = encoded(np.full((10000, 10000, 3), 200, np.uint8), "TIFF", compression="tiff_lzw")
    decoded = decode(data, "x")
    assert (decoded.width, decoded.height) == (10000, 10000)
    assert decoded.rgb.shape == (10000, 10000, 3)
    assert (decoded.rgb[::997, ::997] == 200).all()
