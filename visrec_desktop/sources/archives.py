"""Archives that suppliers send: what is of use in a ZIP file, unpacked without harm."""

from __future__ import annotations

import io
import os
import shutil
import stat
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error, known_write_error
from visrec_desktop.core.pictures import is_archive_name, is_picture_name, is_sheet_name
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.sources.archive_names import Places, danger_of, is_hidden, names_of, shown

TEMPORARY = ".unpacking"
"""The file, in the folder that is unpacked into, that is being written; a crash leaves no other trace."""
_BLOCK = 1 << 20
_REPORT_EVERY = 16
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # of an entry, strongly, the list of files too
_HEADER = 30  # bytes before an entry's name
_DAMAGED = "Its data in the archive is damaged"
_SIGNATURES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "GZIP"}
_READ_ERRORS = (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError, struct.error)
"""What zipfile raises about damaged archives, apart from the operating system's errors."""


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold: sizes in bytes.

    `spare` is left free on the disk; an entry of more than `ratio_from` bytes may not be more than
    `max_ratio` times as large as it is packed.
    """

    max_entries: int = 100_000
    max_directory: int = 64 << 20
    max_total: int = 8 << 30
    max_entry: int = 512 << 20
    max_ratio: int = 200
    ratio_from: int = 10 << 20
    spare: int = 500 << 20


DEFAULT_LIMITS = ArchiveLimits()


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that was not unpacked, and why."""

    name: str
    code: ErrorCode
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of an archive.

    `files` are absolute, in the archive's order, those of an earlier time included; `skipped` counts the files
    that are of no use or hidden.
    """

    files: tuple[Path, ...]
    refused: tuple[Refused, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    info: ZipInfo
    name: str
    target: Path


def unpack(
    path: Path, into: Path, token: CancelToken, limits: ArchiveLimits = DEFAULT_LIMITS
) -> Iterator[Progress | Unpacked]:
    """Unpack the pictures and sheets of a ZIP archive; the last thing yielded is `Unpacked`.

    Entries that are damaged, dangerous, too large or protected are refused one by one. What `into` has already,
    right in size and checksum, is kept, so that unpacking can be interrupted and begun anew.

    Args:
        path: the archive.
        into: a folder for this archive's content alone.
        token: stops the work; what is unpacked stays.
        limits: what the archive may hold.

    Raises:
        KnownError: `ARCHIVE_UNREADABLE`, `ARCHIVE_PROTECTED` (nothing of use is open), `ARCHIVE_TOO_LARGE`,
            `DISK_FULL` (what is unpacked stays), `EMPTY_FILE`, or the archive or `into` cannot be used.
        Cancelled: the token was set.
    """
    with _open(path, limits) as source:
        archive = _directory(source, path, limits)
        entries, refused, skipped = _sorted_out(archive.infolist(), into, limits)
        if refused and not entries and all(one.code is ErrorCode.ARCHIVE_PROTECTED for one in refused):
            raise KnownError(ErrorCode.ARCHIVE_PROTECTED, str(path))
        _require_room(entries, path, into, limits)
        files = []
        try:
            for done, entry in enumerate(entries):
                token.check()
                if done % _REPORT_EVERY == 0:
                    yield Progress("unpacking", done, len(entries))
                try:
                    _bring(archive, entry, into, token)
                    files.append(entry.target)
                except KnownError as error:
                    if error.subject != entry.name:  # it is about the disk, not about this entry
                        raise
                    refused.append(Refused(entry.name, error.code, error.detail))
        finally:
            (into / TEMPORARY).unlink(missing_ok=True)
    yield Progress("unpacking", len(entries), len(entries))
    yield Unpacked(tuple(files), tuple(refused), skipped)


class _Source(io.BufferedReader):
    """An archive's file, that does not let zipfile read an endless list of files into memory."""

    limits: ArchiveLimits | None = None
    label = ""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.limits is None:
            return super().read(size)
        if (size or 0) > self.limits.max_directory:
            raise KnownError(ErrorCode.ARCHIVE_TOO_LARGE, self.label, f"a list of files of {size} bytes")
        data = super().read(size)
        # by the entries there are, for their number at the archive's end may be any
        if data.count(b"PK\1\2") > self.limits.max_entries:
            raise KnownError(
                ErrorCode.ARCHIVE_TOO_LARGE, self.label, f"more than {self.limits.max_entries} files"
            )
        return data


def _open(path: Path, limits: ArchiveLimits) -> _Source:
    label = str(path)
    try:
        status = path.stat()  # before opening: a pipe would wait for ever
        if not stat.S_ISREG(status.st_mode):
            is_folder = stat.S_ISDIR(status.st_mode)
            code = ErrorCode.IS_A_DIRECTORY if is_folder else ErrorCode.READ_FAILED
            raise KnownError(code, label, "not a regular file")
        if not status.st_size:
            raise KnownError(ErrorCode.EMPTY_FILE, label)
        source = _Source(io.FileIO(path))
    except OSError as error:
        raise known_os_error(error, label) from error
    source.limits, source.label = limits, label
    return source


def _directory(source: _Source, path: Path, limits: ArchiveLimits) -> ZipFile:
    """The archive with its list of files read; nothing else of it is."""
    try:
        if not is_zipfile(source):
            source.seek(0)
            raise KnownError(ErrorCode.ARCHIVE_UNREADABLE, str(path), _kind(source.read(4)))
        archive = ZipFile(source)
    except OSError as error:
        raise known_os_error(error, str(path)) from error
    except _READ_ERRORS as error:
        detail = f"Its list of files is damaged ({error})"
        raise KnownError(ErrorCode.ARCHIVE_UNREADABLE, str(path), detail) from error
    source.limits = None
    return archive


def _kind(begin: bytes) -> str:
    found = next((kind for signature, kind in _SIGNATURES.items() if begin.startswith(signature)), "")
    if found:
        return f"It is a {found} archive; the program unpacks ZIP archives"
    return "Its end is missing" if begin.startswith(b"PK") else "It is no ZIP archive"


def _sorted_out(
    infos: Sequence[ZipInfo], into: Path, limits: ArchiveLimits
) -> tuple[list[_Entry], list[Refused], int]:
    """The entries to unpack, those to refuse, and how many are of no use."""
    entries: list[_Entry] = []
    refused: list[Refused] = []
    skipped = 0
    places = Places()
    shared = _overlapping(infos)
    for place, (info, name) in enumerate(zip(infos, names_of(infos), strict=True)):
        mode = info.external_attr >> 16
        if name.endswith(("/", "\\")) or stat.S_ISDIR(mode):
            continue
        danger = danger_of(name, mode)
        path = PurePosixPath(name)
        if danger:
            refused.append(Refused(shown(name), ErrorCode.ARCHIVE_UNSAFE, danger))
        elif is_hidden(name) or not _is_of_use(path):
            skipped += 1
        elif problem := _problem(info, path, limits, shares=place in shared):
            refused.append(Refused(shown(name), *problem))
        else:
            entries.append(_Entry(info, shown(name), into / places.take(name)))
    return entries, refused, skipped


def _is_of_use(path: PurePosixPath) -> bool:
    named = Path(path.name)
    return is_picture_name(named) or is_sheet_name(named) or is_archive_name(named)


def _problem(
    info: ZipInfo, path: PurePosixPath, limits: ArchiveLimits, *, shares: bool
) -> tuple[ErrorCode, str] | None:
    """Why an entry that is of use is refused by what the list of files says of it."""
    size, packed = info.file_size, info.compress_size
    if is_archive_name(Path(path.name)):
        return ErrorCode.ARCHIVE_UNREADABLE, "It is an archive inside an archive"
    if info.flag_bits & _ENCRYPTED:
        return ErrorCode.ARCHIVE_PROTECTED, ""
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        # zipfile reads two more kinds, but without a bound on the memory that they take
        return (
            ErrorCode.ARCHIVE_UNREADABLE,
            f"It is packed by a method that is not known ({info.compress_type})",
        )
    if size > limits.max_entry:
        return ErrorCode.ARCHIVE_TOO_LARGE, f"{size} bytes, at most {limits.max_entry}"
    if size > limits.ratio_from and size > limits.max_ratio * packed:
        return ErrorCode.ARCHIVE_TOO_LARGE, f"{size} bytes packed into {packed}"
    if shares:
        return ErrorCode.ARCHIVE_TOO_LARGE, "it shares its data with other files"
    return None


def _overlapping(infos: Sequence[ZipInfo]) -> set[int]:
    """Which entries lie over each other: that is how a small archive unpacks to one without end.

    An entry takes at least its head, its name and its packed data (D. Fifield, "A better zip bomb", 2019).
    """
    overlapping: set[int] = set()
    reach, holder = -1, -1
    for place in sorted(range(len(infos)), key=lambda number: infos[number].header_offset):
        info = infos[place]
        if info.header_offset < reach:
            overlapping |= {place, holder}
        end = info.header_offset + _HEADER + len(info.orig_filename) + info.compress_size
        if end > reach:
            reach, holder = end, place
    return overlapping


def _require_room(entries: Sequence[_Entry], path: Path, into: Path, limits: ArchiveLimits) -> None:
    """Refuse an archive that would fill the disk, before anything is written.

    zipfile hands out no more of an entry than the list of files says, so that its sizes can be counted on.
    """
    total = sum(entry.info.file_size for entry in entries)
    if total > limits.max_total:
        detail = f"{total} bytes, at most {limits.max_total}"
        raise KnownError(ErrorCode.ARCHIVE_TOO_LARGE, str(path), detail)
    try:
        into.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(into).free - limits.spare
    except OSError as error:
        raise known_write_error(error, str(into)) from error
    needed = sum(entry.info.file_size for entry in entries if not _has_size(entry))
    if needed > free:
        detail = f"{needed} bytes are needed, {max(free, 0)} are left"
        raise KnownError(ErrorCode.DISK_FULL, str(into), detail)


def _has_size(entry: _Entry) -> bool:
    try:
        status = entry.target.lstat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == entry.info.file_size


def _bring(archive: ZipFile, entry: _Entry, into: Path, token: CancelToken) -> None:
    """Write an entry to its place, whole or not at all, unless it is there.

    Raises:
        KnownError: about the entry (its name is the subject), or about `into`.
    """
    try:
        if _has_size(entry) and _checksum(entry.target, token) == entry.info.CRC:
            return
        entry.target.parent.mkdir(parents=True, exist_ok=True)
        temporary = into / TEMPORARY
        with temporary.open("wb") as file:
            for block in _blocks(archive, entry, token):
                file.write(block)
        os.replace(temporary, entry.target)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        raise known_write_error(error, str(into)) from error


def _checksum(path: Path, token: CancelToken) -> int:
    crc = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            token.check()
            crc = zlib.crc32(block, crc)
    return crc


def _blocks(archive: ZipFile, entry: _Entry, token: CancelToken) -> Iterator[bytes]:
    """An entry's content; zipfile checks its checksum at the end.

    Raises:
        KnownError: `ARCHIVE_UNREADABLE` or `READ_FAILED`, with the entry's name as subject.
    """
    count = 0
    try:
        with archive.open(entry.info) as file:
            while block := file.read(_BLOCK):
                token.check()
                count += len(block)
                yield block
    except OSError as error:
        known = known_os_error(error, entry.name)
        raise KnownError(ErrorCode.READ_FAILED, entry.name, known.detail) from error
    except _READ_ERRORS as error:
        raise KnownError(ErrorCode.ARCHIVE_UNREADABLE, entry.name, _DAMAGED) from error
    if count != entry.info.file_size:
        raise KnownError(ErrorCode.ARCHIVE_UNREADABLE, entry.name, _DAMAGED)
