"""Files that are still being written are told, and waited for once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.services.conftest import Import
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.services.importing import settled
from visrec_desktop.services.importing.settled import busy_files


def put(path: Path, content: bytes = b"content") -> Path:
    path.write_bytes(content)
    return path


def test_dropped_files_that_are_still_written(tmp_path: Path) -> None:
    old, still, growing = (put(tmp_path / name) for name in ("old.jpg", "still.jpg", "growing.zip"))
    now = still.stat().st_ctime + 1
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        put(growing, b"more content")

    (error,) = busy_files([old, still, growing, tmp_path / "gone.jpg"], lambda: now, pause)
    assert (error.code, error.subject) == (ErrorCode.FILE_BUSY, str(growing))
    assert len(pauses) == 1
    assert busy_files([growing], lambda: now + 10, lambda _: pytest.fail("nothing to wait for")) == ()


def test_half_a_file_is_not_imported(do_import: Import, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def growing(paths: list[Path]) -> tuple[KnownError, ...]:
        wanted = {"item-3.png", "s.csv"}
        return tuple(KnownError(ErrorCode.FILE_BUSY, str(path)) for path in paths if path.name in wanted)

    (shop / "s.csv").write_text("sku,name\nA,x\n")
    monkeypatch.setattr("visrec_desktop.services.importing.collect.busy_files", growing)
    report = do_import(shop, adopt_sheet=True)
    assert (report.added, [failure.code for failure in report.failed]) == (7, [ErrorCode.FILE_BUSY] * 2)
    with pytest.raises(KnownError) as caught:
        do_import(sheet=shop / "s.csv")
    assert caught.value.code is ErrorCode.FILE_BUSY
    assert settled.FRESH_S > settled.LOOK_S
