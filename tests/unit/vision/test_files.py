"""Reading files: one clear error for whatever is not a readable picture file, and never a hang."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision.decode import Limits, read_picture

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")


def code_of(path: Path, limits: Limits | None = None) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        read_picture(path, limits or Limits())
    assert "\0" not in caught.value.subject
    return caught.value.code


def test_bytes_come_back_whole(tmp_path: Path) -> None:
    file = tmp_path / "日本 é.jpg"
    file.write_bytes(bytes(range(256)) * 9000)
    assert read_picture(file) == bytes(range(256)) * 9000


def test_absent(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.jpg") is ErrorCode.NOT_FOUND
    assert code_of(tmp_path / "a\0b.jpg") is ErrorCode.NOT_FOUND


def test_a_file_as_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    assert code_of(tmp_path / "file" / "picture.jpg") is ErrorCode.NOT_FOUND


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    assert code_of(tmp_path / "empty.jpg") is ErrorCode.EMPTY_FILE


def test_directory(tmp_path: Path) -> None:
    assert code_of(tmp_path) is ErrorCode.IS_A_DIRECTORY


def test_limit_on_bytes(tmp_path: Path) -> None:
    file = tmp_path / "large.jpg"
    file.write_bytes(b"x" * 1001)
    assert code_of(file, Limits(max_bytes=1000)) is ErrorCode.FILE_TOO_LARGE
    assert len(read_picture(file, Limits(max_bytes=1001))) == 1001


@needs_posix
def test_dangling_link_and_link_circle(tmp_path: Path) -> None:
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "gone.jpg")
    (tmp_path / "circle.jpg").symlink_to(tmp_path / "circle.jpg")
    assert code_of(tmp_path / "dangling.jpg") is ErrorCode.DANGLING_LINK
    assert code_of(tmp_path / "circle.jpg") is ErrorCode.DANGLING_LINK


@needs_posix
def test_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "file.jpg").write_bytes(b"x")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "file.jpg")
    assert read_picture(tmp_path / "link.jpg") == b"x"


@needs_posix
@pytest.mark.timeout(20)
def test_pipe_device_and_socket_never_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert code_of(tmp_path / "pipe.jpg") is ErrorCode.READ_FAILED
    assert code_of(Path("/dev/zero")) is ErrorCode.READ_FAILED
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{short}/s")  # a socket's path must be short
        assert code_of(Path(short) / "s") is ErrorCode.READ_FAILED


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read anything")
def test_no_permission(tmp_path: Path) -> None:
    file = tmp_path / "secret.jpg"
    file.write_bytes(b"x")
    file.chmod(0)
    assert code_of(file) is ErrorCode.NO_PERMISSION


def test_no_permission_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret.jpg"
    file.write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert code_of(file) is ErrorCode.NO_PERMISSION


def test_vanishes_between_look_and_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "vanishing.jpg"
    file.write_bytes(b"x")
    really = os.open

    def late(path: str, flags: int) -> int:
        file.unlink()
        return really(path, flags)

    monkeypatch.setattr(os, "open", late)
    assert code_of(file) is ErrorCode.NOT_FOUND


@needs_posix
def test_a_file_of_unknown_length_is_read_and_limited() -> None:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("needs /proc")
    assert b"Name:" in read_picture(status)
    assert code_of(status, Limits(max_bytes=10)) is ErrorCode.FILE_TOO_LARGE
