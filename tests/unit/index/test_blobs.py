"""Derived bytes on disk: what is there, what a crash leaves behind, what belongs to somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.index.blobs import Blobs

OWNER, TAG, OTHER = b"o" * 32, b"t" * 32, b"x" * 32
_ENTRY = 60


@contextmanager
def opened(folder: Path, owner: bytes = OWNER, *, writable: bool = True) -> Iterator[Blobs]:
    with closing(Blobs(folder, "details", owner, writable=writable)) as blobs:
        yield blobs


def fill(folder: Path, count: int = 3) -> None:
    with opened(folder) as blobs:
        for key in range(count):
            blobs.put(key, TAG, bytes([key]) * 100)


def there(folder: Path, **how: bool) -> dict[int, bytes]:
    with opened(folder, **how) as blobs:
        return {key: data for key in range(-5, 50) if (data := blobs.get(key, TAG)) is not None}


def test_bytes_are_there_now_and_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path / "index") as blobs:
        assert len(blobs) == 0
        assert blobs.get(7, TAG) is None
        blobs.put(7, TAG, b"seven")
        blobs.put(-4, TAG, b"")
        assert (7 in blobs, 8 in blobs, len(blobs)) == (True, False, 2)
        assert blobs.get(7, TAG) == b"seven"
    assert there(tmp_path / "index") == {7: b"seven", -4: b""}
    assert there(tmp_path / "index", writable=False) == {7: b"seven", -4: b""}


def test_nothing_is_made_before_something_is_stored(tmp_path: Path) -> None:
    with opened(tmp_path / "index"):
        pass
    assert not (tmp_path / "index").exists()


def test_what_was_made_from_something_else_is_not_given_out(tmp_path: Path) -> None:
    fill(tmp_path)
    with opened(tmp_path) as blobs:
        assert blobs.get(1, OTHER) is None
        blobs.put(1, OTHER, b"new")
        assert (blobs.get(1, OTHER), blobs.get(1, TAG)) == (b"new", None)
    with opened(tmp_path) as blobs:
        assert blobs.get(1, OTHER) == b"new"
        assert len(blobs) == 3


def test_another_owner_finds_nothing_and_takes_over(tmp_path: Path) -> None:
    fill(tmp_path)
    with opened(tmp_path, OTHER) as blobs:
        assert len(blobs) == 0
        blobs.put(9, TAG, b"nine")
    with opened(tmp_path, OTHER) as blobs:
        assert blobs.get(9, TAG) == b"nine"
    assert there(tmp_path) == {}


@pytest.mark.parametrize("lost", range(1, _ENTRY))
def test_a_torn_entry_is_cut_off_and_the_next_one_stands(tmp_path: Path, lost: int) -> None:
    fill(tmp_path)
    keys = tmp_path / "details.keys"
    keys.write_bytes(keys.read_bytes()[:-lost])
    assert set(there(tmp_path, writable=False)) == {0, 1}
    with opened(tmp_path) as blobs:
        assert len(blobs) == 2
        blobs.put(5, TAG, b"five")
    assert set(there(tmp_path)) == {0, 1, 5}


def test_bytes_that_did_not_reach_the_disk_count_as_missing(tmp_path: Path) -> None:
    fill(tmp_path)
    data = tmp_path / "details.data"
    data.write_bytes(data.read_bytes()[:-1])
    assert set(there(tmp_path)) == {0, 1}


def test_damaged_bytes_count_as_missing_and_the_others_do_not(tmp_path: Path) -> None:
    fill(tmp_path)
    data = tmp_path / "details.data"
    raw = bytearray(data.read_bytes())
    raw[-150] ^= 1  # in the bytes of key 1
    data.write_bytes(bytes(raw))
    with opened(tmp_path) as blobs:
        assert blobs.get(1, TAG) is None
        assert 1 not in blobs
        assert blobs.get(2, TAG) == b"\2" * 100


@pytest.mark.parametrize("name", ["details.keys", "details.data"])
@pytest.mark.parametrize("content", [None, b"", b"torn", b"\0" * 500])
def test_a_missing_or_foreign_file_begins_anew(tmp_path: Path, name: str, content: bytes | None) -> None:
    fill(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert there(tmp_path, writable=False) == {}
    with opened(tmp_path) as blobs:
        assert len(blobs) == 0
        blobs.put(4, TAG, b"four")
    assert there(tmp_path) == {4: b"four"}


def test_two_files_that_do_not_belong_together_are_not_mixed(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    fill(tmp_path / "b")
    (tmp_path / "a" / "details.data").replace(tmp_path / "b" / "details.data")
    assert there(tmp_path / "b") == {}


def test_writing_anew_keeps_what_is_wanted_alone(tmp_path: Path) -> None:
    fill(tmp_path, 10)
    with opened(tmp_path) as blobs:
        blobs.put(3, TAG, b"three")
        before = blobs.size
        assert blobs.size_of({3, 4}) == 105
        blobs.keep_only({3, 4, 99})
        assert (len(blobs), blobs.get(3, TAG), blobs.get(4, TAG)) == (2, b"three", b"\4" * 100)
        assert blobs.size < before - 800
        blobs.put(5, TAG, b"five")
    assert there(tmp_path) == {3: b"three", 4: b"\4" * 100, 5: b"five"}
    assert {path.name for path in tmp_path.iterdir()} == {"details.keys", "details.data"}


def test_a_folder_that_cannot_be_made_is_a_known_error(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with opened(tmp_path / "index") as blobs:
        with pytest.raises(KnownError) as raised:
            blobs.put(1, TAG, b"one")
        assert raised.value.code in {ErrorCode.NOT_FOUND, ErrorCode.READ_FAILED}
        assert len(blobs) == 0


def test_reading_writes_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with opened(tmp_path, writable=False) as blobs:
        assert blobs.get(0, TAG) == b"\0" * 100
        with pytest.raises(ValueError, match="reading"):
            blobs.put(1, TAG, b"one")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_after_closing_there_is_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    blobs = Blobs(tmp_path, "details", OWNER, writable=True)
    blobs.close()
    blobs.close()
    assert blobs.get(0, TAG) is None
