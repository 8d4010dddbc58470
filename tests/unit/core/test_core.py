"""Errors, words, settings, files."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from visrec_desktop.core.errors import Cancelled, ErrorCode, KnownError, known_os_error
from visrec_desktop.core.pictures import is_picture_name, natural_key, walk_files
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.settings import Appearance, Provider, Settings, load_settings, save_settings
from visrec_desktop.core.wording import TEMPLATES, explain


def test_every_error_has_words() -> None:
    assert set(TEMPLATES) == set(ErrorCode)
    for code in ErrorCode:
        told = explain(code, "item.jpg", "12 of 10")
        assert told.what
        assert "%1" not in told.line
        assert "%2" not in told.line


def test_words_are_translated_before_they_are_filled_in() -> None:
    told = explain(ErrorCode.EMPTY_FILE, "a.jpg", translate=lambda text: text.replace("is empty", "ist leer"))
    assert told.what == "“a.jpg” ist leer."


@pytest.mark.parametrize(
    ("code", "detail", "why"),
    [
        (ErrorCode.CATALOG_DAMAGED, "database disk image is malformed", "Database disk image is malformed."),
        (ErrorCode.CATALOG_DAMAGED, "It is not a file.", "It is not a file."),
        (ErrorCode.CATALOG_DAMAGED, "", ""),
        (ErrorCode.READ_FAILED, "", "The disk or the network reported a fault."),
        (ErrorCode.READ_FAILED, "I/O error.", "The disk or the network reported a fault (I/O error)."),
        (ErrorCode.BAD_VALUE, "", "A value is not understood."),
        (ErrorCode.BAD_VALUE, "price “%1”", "A value is not understood: price “%1”."),
    ],
)
def test_reasons_are_whole_sentences(code: ErrorCode, detail: str, why: str) -> None:
    told = explain(code, "a.db", detail)
    assert told.why == why
    assert "  " not in told.line


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, ErrorCode.DISK_FULL),
        (errno.EACCES, ErrorCode.NO_PERMISSION),
        (errno.ENOENT, ErrorCode.NOT_FOUND),
        (errno.EIO, ErrorCode.READ_FAILED),
    ],
)
def test_errors_of_the_operating_system(number: int, code: ErrorCode) -> None:
    error = known_os_error(OSError(number, "why"), "file")
    assert (error.code, error.subject, error.detail) == (code, "file", "why")


def test_a_known_error_prints_its_facts() -> None:
    assert str(KnownError(ErrorCode.NOT_FOUND, "a.jpg", "gone")) == "not_found: a.jpg: gone"


def test_settings_survive_and_bad_values_are_named(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert load_settings(path) == Settings()
    chosen = Settings(provider=Provider.CUDA, threads=3, appearance=Appearance.DARK, tile_size=200)
    save_settings(chosen, path)
    assert load_settings(path) == chosen
    path.write_text('{"provider": "quantum"}')
    with pytest.raises(KnownError) as caught:
        load_settings(path)
    assert caught.value.code is ErrorCode.SETTINGS_DAMAGED
    assert "provider" in caught.value.detail


def test_unknown_settings_of_a_later_version_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"threads": 2, "teleport": true}')
    assert load_settings(path) == Settings(threads=2)


def test_a_token_is_set_once_and_for_all() -> None:
    token = CancelToken()
    token.check()
    token.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.check()


def test_numbers_in_names_are_ordered_as_numbers() -> None:
    names = [Path(name) for name in ("b10.jpg", "b2.jpg", "a1.jpg", "b2b.jpg")]
    assert [path.name for path in sorted(names, key=natural_key)] == [
        "a1.jpg",
        "b2.jpg",
        "b2b.jpg",
        "b10.jpg",
    ]


def test_a_walk_survives_loops_and_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "deep" / "deeper" / "a.jpg").touch()
    (tmp_path / ".hidden").touch()
    (tmp_path / "deep" / "loop").symlink_to(tmp_path)
    assert [path.name for path in walk_files(tmp_path)] == ["a.jpg"]
    assert [path.name for path in walk_files(tmp_path, hidden=True)] == [".hidden", "a.jpg"]


def test_a_folder_that_cannot_be_listed_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    told: list[Path] = []
    gone = tmp_path / "gone"
    assert list(walk_files(gone, on_error=lambda path, error: told.append(path))) == []
    assert told == [gone]
    with pytest.raises(OSError, match="gone"):
        list(walk_files(gone))


def test_picture_names() -> None:
    assert is_picture_name(Path("A.JPG"))
    assert is_picture_name(Path("b.heic"))
    assert not is_picture_name(Path("c.txt"))


def test_what_may_not_be_looked_at_is_told_as_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bool:
        raise PermissionError(errno.EACCES, "no", str(self))

    (tmp_path / "a.jpg").touch()
    monkeypatch.setattr(Path, "is_dir", refuse)
    assert [path.name for path in walk_files(tmp_path)] == ["a.jpg"]
