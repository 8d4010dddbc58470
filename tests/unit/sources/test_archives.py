"""Archives as suppliers send them, and archives that mean harm."""

from __future__ import annotations

import errno
import io
import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from visrec_desktop.core.errors import Cancelled, ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.wording import explain
from visrec_desktop.sources import archives
from visrec_desktop.sources.archive_names import Places
from visrec_desktop.sources.archives import TEMPORARY, ArchiveLimits, Unpacked, unpack

MEGABYTE = 1 << 20
SMALL = ArchiveLimits(max_entry=MEGABYTE, ratio_from=10_000, spare=0)


def packed(path: Path, *entries: tuple[str, bytes], method: int = ZIP_DEFLATED) -> Path:
    with ZipFile(path, "w", method) as archive:
        for name, content in entries:
            archive.writestr(raw_info(name, method), content)
    return path


def raw_info(name: str, method: int = ZIP_DEFLATED) -> ZipInfo:
    """An entry of exactly this name, whatever zipfile thinks of it."""
    info = ZipInfo("x")
    info.filename, info.compress_type = name, method
    return info


def in_code_page(path: Path, names: list[bytes], extra: bytes = b"") -> Path:
    """An archive as old programs write it: names are bytes of some code page, nothing says of which."""
    with path.open("wb") as file:
        records = []
        for name in names:
            offset = file.tell()
            content = b"content of " + name
            sums = (zlib.crc32(content), len(content), len(content), len(name))
            file.write(struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, *sums, 0) + name + content)
            head = struct.pack("<4s6H3L2H", b"PK\1\2", 20, 20, 0, 0, 0, 33, *sums, len(extra))
            records.append(head + struct.pack("<3H2L", 0, 0, 0, 0, offset) + name + extra)
        start = file.tell()
        file.write(b"".join(records))
        many = (len(names), len(names), file.tell() - start, start)
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *many, 0))
    return path


def unpacked(path: Path, into: Path, limits: ArchiveLimits | None = None) -> Unpacked:
    *steps, end = unpack(path, into, CancelToken(), limits or ArchiveLimits(spare=0))
    assert all(isinstance(step, Progress) for step in steps)
    assert isinstance(end, Unpacked)
    assert not (into / TEMPORARY).exists()
    return end


def names(result: Unpacked, into: Path) -> list[str]:
    assert all(file.is_file() for file in result.files)
    return [file.relative_to(into).as_posix() for file in result.files]


def code_of(action: Callable[[], object]) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        action()
    assert caught.value.subject
    assert explain(caught.value.code, caught.value.subject, caught.value.detail).what
    return caught.value.code


@pytest.fixture
def zip_path(tmp_path: Path) -> Path:
    return tmp_path / "supplier.zip"


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "store" / "supplier-12345678"


def test_what_is_of_use_comes_out_and_the_rest_stays(zip_path: Path, into: Path) -> None:
    packed(
        zip_path,
        ("sheet.csv", b"sku,name\n"),
        ("pictures/", b""),
        ("pictures/a.JPG", b"one"),
        ("./pictures//b.png", b"two"),
        ("pictures/readme.txt", b"no"),
        ("pictures/Thumbs.db", b"no"),
        (".hidden/c.jpg", b"no"),
        ("pictures/.DS_Store", b"no"),
        ("__MACOSX/pictures/._a.jpg", b"no"),
        ("~$sheet.csv", b"no"),
        ("inner.zip", b"PK"),
    )
    result = unpacked(zip_path, into)
    assert names(result, into) == ["sheet.csv", "pictures/a.JPG", "pictures/b.png"]
    assert (into / "pictures" / "a.JPG").read_bytes() == b"one"
    assert result.skipped == 6
    (inner,) = result.refused
    assert (inner.name, inner.code) == ("inner.zip", ErrorCode.ARCHIVE_UNREADABLE)
    assert "inside an archive" in explain(inner.code, inner.name, inner.detail).line


def test_an_empty_archive(zip_path: Path, into: Path) -> None:
    assert unpacked(packed(zip_path), into) == Unpacked(())


@pytest.mark.parametrize(
    "name",
    [
        "../evil.jpg",
        "a/../../evil.jpg",
        "a/..",
        "/etc/evil.jpg",
        "//server/share/evil.jpg",
        "C:/evil.jpg",
        "C:evil.jpg",
        "a.jpg:stream.jpg",
        "..\\evil.jpg",
        "a\\b.jpg",
        "evil.jpg\0.png",
        "CON.jpg",
        "a/nul",
        "com1.backup.png",
        "LPT³.png",
        "aux/x.jpg",
        "folder./x.jpg",
        "folder /x.jpg",
        "x.jpg.",
        "x.jpg ",
        ".../x.jpg",
    ],
)
def test_names_that_lead_elsewhere_are_refused_and_the_rest_goes_on(
    zip_path: Path, into: Path, tmp_path: Path, name: str
) -> None:
    packed(zip_path, (name, b"evil"), ("good.jpg", b"good"))
    result = unpacked(zip_path, into)
    assert names(result, into) == ["good.jpg"]
    (refused,) = result.refused
    assert refused.code is ErrorCode.ARCHIVE_UNSAFE
    assert refused.detail
    assert refused.name.isprintable()
    written = {file for file in tmp_path.rglob("*") if file.is_file()}
    assert written == {zip_path, into / "good.jpg"}


def test_links_and_devices_are_refused(zip_path: Path, into: Path) -> None:
    with ZipFile(zip_path, "w") as archive:
        for name, kind in (("link.jpg", stat.S_IFLNK), ("pipe.jpg", stat.S_IFIFO), ("a.jpg", stat.S_IFREG)):
            info = ZipInfo(name)
            info.external_attr = (kind | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
    result = unpacked(zip_path, into)
    assert names(result, into) == ["a.jpg"]
    assert [refused.name for refused in result.refused] == ["link.jpg", "pipe.jpg"]
    assert {refused.code for refused in result.refused} == {ErrorCode.ARCHIVE_UNSAFE}


def test_names_that_a_file_system_takes_for_one_do_not_overwrite_each_other(
    zip_path: Path, into: Path
) -> None:
    composed, decomposed = (unicodedata.normalize(form, "café.jpg") for form in ("NFC", "NFD"))
    contents = [f"number {number}".encode() for number in range(8)]
    given = ["a.jpg", "A.JPG", "a.jpg", composed, decomposed, "P/x.jpg", "p/X.jpg", "a.jpg/inside.png"]
    with pytest.warns(UserWarning, match="Duplicate name"):
        packed(zip_path, *zip(given, contents, strict=True))
    result = unpacked(zip_path, into)
    assert [file.read_bytes() for file in result.files] == contents
    assert len({file.as_posix().casefold() for file in result.files}) == 8
    assert names(result, into)[:5] == ["a.jpg", "A (2).JPG", "a (3).jpg", composed, "café (2).jpg"]
    assert unpacked(zip_path, into) == result


def test_many_entries_of_one_name_have_places_of_their_own() -> None:
    places = Places()
    assert len({places.take("a.jpg") for _ in range(20_000)}) == 20_000


def test_names_that_are_too_long_or_hold_forbidden_signs(zip_path: Path, into: Path) -> None:
    given = [
        "x" * 400 + ".jpg",
        "x" * 401 + ".jpg",
        "图" * 200 + ".png",
        "d/" * 200 + "deep.jpg",
        'a?"<*>|b.jpg',
    ]
    packed(zip_path, *((name, name.encode()) for name in given))
    result = unpacked(zip_path, into)
    assert [file.read_bytes() for file in result.files] == [name.encode() for name in given]
    assert all(len(part.encode()) < 200 for name in names(result, into) for part in name.split("/"))
    assert all(len(name) <= 200 for name in names(result, into))
    assert names(result, into)[2].startswith("图图")
    assert [file.suffix for file in result.files] == [".jpg", ".jpg", ".png", ".jpg", ".jpg"]
    assert result.files[3].name == "deep.jpg"
    assert result.files[4].name == "a______b.jpg"


@pytest.mark.parametrize(
    ("encoding", "given"),
    [
        ("gbk", ["新款连衣裙/正面.jpg", "新款连衣裙/背面.jpg", "价格表.csv", "红色T恤_01.png"]),
        ("gbk", ["货号1001.jpg"]),
        ("cp932", ["ワンピース/表.jpg", "商品一覧.csv", "ソフト帽子.png", "シャツ_青.jpg"]),
        ("cp866", ["Платье летнее/вид спереди.jpg", "Каталог №5.csv", "Рубашка-синяя.png"]),
        ("cp437", ["Größe/Röcke.jpg", "Mädchen.png", "fenêtre.jpg", "Ärmel.jpg"]),
        ("utf-8", ["新款连衣裙/正面.jpg", "Größe.jpg", "Платье.png"]),
    ],
)
def test_names_of_old_archives_are_readable(
    zip_path: Path, into: Path, encoding: str, given: list[str]
) -> None:
    in_code_page(zip_path, [name.encode(encoding) for name in given])
    assert names(unpacked(zip_path, into), into) == given


def test_names_in_no_known_code_page_stay_apart(zip_path: Path, into: Path) -> None:
    in_code_page(zip_path, [b"\xff\xfe\x81.jpg", b"\xb0\xc4\xc4\x80.jpg", b"plain.jpg"])
    result = unpacked(zip_path, into)
    assert len(set(result.files)) == 3
    assert result.files[2].name == "plain.jpg"


def test_the_unicode_name_beside_an_old_one_counts_if_it_belongs_to_it(zip_path: Path, into: Path) -> None:
    raw = b"????.jpg".replace(b"?", b"\x98")
    for crc, expected in ((zlib.crc32(raw), "платье.jpg"), (1, None)):
        field = struct.pack("<BL", 1, crc) + "платье.jpg".encode()
        in_code_page(zip_path, [raw], struct.pack("<HH", 0x7075, len(field)) + field)
        (name,) = names(unpacked(zip_path, into), into)
        assert (name == "платье.jpg") is (expected is not None)


def test_a_back_slash_that_is_half_a_character_is_no_danger(zip_path: Path, into: Path) -> None:
    raw = "表示ソース.jpg".encode("cp932")
    assert b"\\" in raw
    assert names(unpacked(in_code_page(zip_path, [raw]), into), into) == ["表示ソース.jpg"]


def test_bombs_are_refused_one_by_one(zip_path: Path, into: Path) -> None:
    packed(zip_path, ("bomb.jpg", bytes(500_000)), ("large.png", os.urandom(MEGABYTE + 1)), ("a.jpg", b"a"))
    result = unpacked(zip_path, into, SMALL)
    assert names(result, into) == ["a.jpg"]
    assert [one.code for one in result.refused] == [ErrorCode.ARCHIVE_TOO_LARGE] * 2
    assert "packed into" in result.refused[0].detail


def test_an_archive_that_is_too_large_as_a_whole_writes_nothing(
    zip_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(zip_path, *((f"{number}.jpg", os.urandom(1000)) for number in range(10)))
    for limits in (
        ArchiveLimits(max_total=9999),
        ArchiveLimits(max_entries=9),
        ArchiveLimits(max_directory=99),
    ):
        assert code_of(lambda limits=limits: unpacked(zip_path, into, limits)) is ErrorCode.ARCHIVE_TOO_LARGE
    assert not into.exists()
    free = type("Usage", (), {"free": 10_999})
    monkeypatch.setattr(archives.shutil, "disk_usage", lambda _: free)
    assert code_of(lambda: unpacked(zip_path, into, ArchiveLimits(spare=1000))) is ErrorCode.DISK_FULL
    assert list(into.iterdir()) == []
    assert len(unpacked(zip_path, into, ArchiveLimits(spare=999)).files) == 10
    assert len(unpacked(zip_path, into, ArchiveLimits(spare=10_999)).files) == 10  # they are there already


def test_sizes_that_lie_are_not_believed(zip_path: Path, into: Path) -> None:
    content = bytes(300_000)
    packed(zip_path, ("liar.jpg", content), ("a.jpg", b"a"))
    data = bytearray(zip_path.read_bytes())
    for signature, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        start = data.index(signature) + place
        assert struct.unpack_from("<L", data, start) == (len(content),)
        struct.pack_into("<L", data, start, 1000)
    zip_path.write_bytes(data)
    result = unpacked(zip_path, into)
    assert names(result, into) == ["a.jpg"]
    assert result.refused[0].code is ErrorCode.ARCHIVE_UNREADABLE


@pytest.mark.parametrize("shift", [0, 7])
def test_entries_that_share_their_data_are_refused(zip_path: Path, into: Path, shift: int) -> None:
    """As in overlapping-files bombs: many names in the list of files lead to the same packed bytes."""
    in_code_page(zip_path, [b"a.jpg", b"b.jpg", b"c.jpg"])
    data = bytearray(zip_path.read_bytes())
    second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    struct.pack_into("<L", data, second + 42, shift)
    zip_path.write_bytes(data)
    result = unpacked(zip_path, into)
    assert names(result, into) == ["c.jpg"]
    assert {one.code for one in result.refused} == {ErrorCode.ARCHIVE_TOO_LARGE}


def test_an_endless_list_of_files_is_not_read(zip_path: Path, into: Path) -> None:
    in_code_page(zip_path, [b"a.jpg"] * 101)
    data = bytearray(zip_path.read_bytes())
    struct.pack_into("<2H", data, len(data) - 14, 1, 1)  # it says that it holds one
    zip_path.write_bytes(data)
    limits = ArchiveLimits(max_entries=100, spare=0)
    assert code_of(lambda: unpacked(zip_path, into, limits)) is ErrorCode.ARCHIVE_TOO_LARGE


def encrypt(data: bytearray, name: bytes) -> None:
    for signature, flags, at in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
        start = data.index(name)
        while data[start - at : start - at + 4] != signature:
            start = data.index(name, start + 1)
        data[start - at + flags] |= 1


def test_what_a_password_protects(zip_path: Path, into: Path) -> None:
    packed(zip_path, ("a.jpg", b"secret"), ("b.jpg", b"open"))
    data = bytearray(zip_path.read_bytes())
    encrypt(data, b"a.jpg")
    zip_path.write_bytes(data)
    result = unpacked(zip_path, into)
    assert names(result, into) == ["b.jpg"]
    assert [(one.name, one.code) for one in result.refused] == [("a.jpg", ErrorCode.ARCHIVE_PROTECTED)]
    encrypt(data, b"b.jpg")
    zip_path.write_bytes(data)
    assert code_of(lambda: unpacked(zip_path, into)) is ErrorCode.ARCHIVE_PROTECTED


def test_a_method_without_a_bound_on_memory_is_refused(zip_path: Path, into: Path) -> None:
    packed(zip_path, ("a.jpg", b"a" * 1000), method=ZIP_BZIP2)
    (refused,) = unpacked(zip_path, into).refused
    assert refused.code is ErrorCode.ARCHIVE_UNREADABLE
    assert "method 12" in explain(refused.code, refused.name, refused.detail).line


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED])
def test_a_damaged_entry_is_refused_and_the_rest_goes_on(zip_path: Path, into: Path, method: int) -> None:
    packed(zip_path, ("a.jpg", b"first " * 40), ("b.jpg", b"second " * 40), method=method)
    data = bytearray(zip_path.read_bytes())
    for place in range(36, 40):
        data[place] ^= 0xFF
    zip_path.write_bytes(data)
    result = unpacked(zip_path, into)
    assert names(result, into) == ["b.jpg"]
    (refused,) = result.refused
    assert (refused.name, refused.code) == ("a.jpg", ErrorCode.ARCHIVE_UNREADABLE)
    assert not (into / "a.jpg").exists()


def test_an_archive_that_is_none_or_cut_off(zip_path: Path, into: Path, tmp_path: Path) -> None:
    whole = packed(zip_path, ("a.jpg", os.urandom(5000)), ("b.jpg", os.urandom(5000))).read_bytes()
    for content in (whole[:6000], whole[:-30], b"Rar!\x1a\x07\x01" + bytes(99), b"text", bytes(5000)):
        zip_path.write_bytes(content)
        assert code_of(lambda: unpacked(zip_path, into)) is ErrorCode.ARCHIVE_UNREADABLE
    zip_path.write_bytes(b"")
    assert code_of(lambda: unpacked(zip_path, into)) is ErrorCode.EMPTY_FILE
    assert code_of(lambda: unpacked(tmp_path, into)) is ErrorCode.IS_A_DIRECTORY
    assert code_of(lambda: unpacked(tmp_path / "none.zip", into)) is ErrorCode.NOT_FOUND
    assert not into.exists()
    # its begin is missing, but its list of files is whole: what is left of it comes out
    zip_path.write_bytes(whole[3000:])
    result = unpacked(zip_path, into)
    assert names(result, into) == ["b.jpg"]
    assert [one.name for one in result.refused] == ["a.jpg"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_does_not_hang(zip_path: Path, into: Path) -> None:
    os.mkfifo(zip_path)
    assert code_of(lambda: unpacked(zip_path, into)) is ErrorCode.READ_FAILED


def test_any_byte_may_be_wrong(zip_path: Path, into: Path) -> None:
    whole = packed(zip_path, ("a.jpg", b"first " * 9), ("d/b.csv", b"second " * 9)).read_bytes()
    for place in range(len(whole)):
        for value in (0x00, 0xFF, whole[place] ^ 0x20):
            data = bytearray(whole)
            data[place] = value
            zip_path.write_bytes(data)
            try:
                result = unpacked(zip_path, into)
            except KnownError as error:
                assert error.code in (ErrorCode.ARCHIVE_UNREADABLE, ErrorCode.ARCHIVE_TOO_LARGE)
            else:
                assert all(file.is_relative_to(into) for file in result.files)


def test_unpacking_again_keeps_what_is_right_and_mends_what_is_not(zip_path: Path, into: Path) -> None:
    packed(zip_path, *((f"{number}.jpg", f"picture {number}".encode()) for number in range(4)))
    first = unpacked(zip_path, into)
    before = {file.name: file.stat().st_mtime_ns for file in first.files}
    (into / "1.jpg").write_bytes(b"picture 9")
    (into / "2.jpg").write_bytes(b"short")
    (into / "3.jpg").unlink()
    (into / TEMPORARY).write_bytes(b"left over by a crash")
    assert unpacked(zip_path, into) == first
    assert [file.read_text() for file in first.files] == [f"picture {number}" for number in range(4)]
    assert (into / "0.jpg").stat().st_mtime_ns == before["0.jpg"]


def test_cancelled_and_begun_anew(zip_path: Path, into: Path) -> None:
    packed(zip_path, *((f"{number:02}.jpg", bytes([number])) for number in range(40)))
    token = CancelToken()
    steps = unpack(zip_path, into, token, ArchiveLimits(spare=0))
    assert next(steps) == Progress("unpacking", 0, 40)
    assert next(steps) == Progress("unpacking", 16, 40)
    token.cancel()
    with pytest.raises(Cancelled):
        list(steps)
    assert sorted(file.name for file in into.iterdir()) == [f"{number:02}.jpg" for number in range(16)]
    assert len(unpacked(zip_path, into).files) == 40


class _FullDisk(io.BytesIO):
    def write(self, _: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_keeps_what_is_done(zip_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed(zip_path, ("a.jpg", b"a"), ("b.jpg", b"b"), ("c.jpg", b"c"))
    real = Path.open
    opened: list[Path] = []

    def open_until_full(self: Path, mode: str = "r", *rest: object) -> BinaryIO:
        if self.name == TEMPORARY:
            opened.append(self)
            if len(opened) == 2:
                return _FullDisk()
        return real(self, mode, *rest)

    monkeypatch.setattr(Path, "open", open_until_full)
    assert code_of(lambda: unpacked(zip_path, into)) is ErrorCode.DISK_FULL
    assert [file.name for file in into.iterdir()] == ["a.jpg"]
    assert len(unpacked(zip_path, into).files) == 3


def test_a_disk_that_fails_under_one_entry(
    zip_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(zip_path, ("a.jpg", b"a"), ("b.jpg", b"b"))
    real = zipfile.ZipExtFile.read

    def read(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        if self.name == "a.jpg":
            raise OSError(errno.EIO, "Input/output error")
        return real(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", read)
    result = unpacked(zip_path, into)
    assert names(result, into) == ["b.jpg"]
    assert [(one.name, one.code) for one in result.refused] == [("a.jpg", ErrorCode.READ_FAILED)]
