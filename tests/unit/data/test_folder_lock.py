"""One writer of a data folder at a time, whatever becomes of the other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.folder_lock import FolderLock

HOLDER = """
import sys
from pathlib import Path
from visrec_desktop.data.folder_lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def lock_path(data_dir: Path) -> Path:
    return data_dir / "visrec.lock"


@pytest.fixture
def holder(lock_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_another_process_is_named(lock_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(KnownError) as caught:
        FolderLock(lock_path).acquire()
    assert caught.value.code is ErrorCode.FOLDER_IN_USE
    assert caught.value.subject == str(lock_path.parent)
    assert caught.value.detail == f"process {holder.pid}"


def test_a_crash_gives_the_lock_back(lock_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with FolderLock(lock_path) as lock:
        assert lock.held
        assert lock_path.with_suffix(".pid").read_text().strip() == str(os.getpid())


def test_two_windows_of_one_process_exclude_each_other(lock_path: Path) -> None:
    first, second = FolderLock(lock_path), FolderLock(lock_path)
    first.acquire()
    with pytest.raises(KnownError, match="folder_in_use"):
        second.acquire()
    second.release()  # not held: nothing happens
    assert first.held
    first.release()
    second.acquire()
    second.release()
    assert not lock_path.with_suffix(".pid").exists()


def test_an_unreadable_holder_is_still_a_holder(lock_path: Path) -> None:
    with FolderLock(lock_path):
        lock_path.with_suffix(".pid").write_bytes(b"\xff\xfe")
        with pytest.raises(KnownError) as caught:
            FolderLock(lock_path).acquire()
    assert (caught.value.code, caught.value.detail) == (ErrorCode.FOLDER_IN_USE, "")


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    with FolderLock(tmp_path / "a" / "b" / "visrec.lock"):
        assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("left_over", [True, False])
def test_a_read_only_folder(open_folder: Path, make_read_only: Callable[..., None], left_over: bool) -> None:
    if left_over:
        (open_folder / "visrec.lock").touch()
    make_read_only()
    lock = FolderLock(open_folder / "visrec.lock")
    with pytest.raises(KnownError) as caught:
        lock.acquire()
    assert caught.value.code is ErrorCode.FOLDER_READ_ONLY
    assert not lock.held
