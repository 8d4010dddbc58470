"""Archives that suppliers send: what is of use in a ZIP file, unpacked without harm."""

from __future__ import annotations

import os
import shutil
import stat
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error, known_write_error
from visrec_desktop.core.pictures import is_archive_name, is_picture_name, is_sheet_name
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.sources.archive_limits import DEFAULT_LIMITS, ArchiveLimits, overlapping, problem_of
from visrec_desktop.sources.archive_names import Places, danger_of, is_hidden, names_of, shown
from visrec_desktop.sources.archive_source import READ_ERRORS, open_source, read_directory

__all__ = ["TEMPORARY", "ArchiveLimits", "Refused", "Unpacked", "unpack"]

TEMPORARY = ".unpacking"
"""The file, in the folder that is unpacked into, that is being written; a crash leaves no other trace."""
_BLOCK = 1 << 20
_REPORT_EVERY = 16
_DAMAGED = "Its data in the archive is damaged"


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that was not unpacked, and why."""

    name: str
    code: ErrorCode
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of an archive.

    `files` are absolute, in the archive's order, those of an earlier time included; `skipped` counts the
    files that are of no use or hidden.
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

    Entries that are damaged, dangerous, too large or protected are refused one by one. What `into` has
    already, right in size and checksum, is kept, so that unpacking can be interrupted and begun anew.

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
    with open_source(path, limits) as source:
        archive = read_directory(source, path)
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
                refusal = _bring(archive, entry, into, token)
                if refusal is None:
                    files.append(entry.target)
                else:
                    refused.append(refusal)
        finally:
            (into / TEMPORARY).unlink(missing_ok=True)
    yield Progress("unpacking", len(entries), len(entries))
    yield Unpacked(tuple(files), tuple(refused), skipped)


def _sorted_out(
    infos: Sequence[ZipInfo], into: Path, limits: ArchiveLimits
) -> tuple[list[_Entry], list[Refused], int]:
    """The entries to unpack, those to refuse, and how many are of no use."""
    entries: list[_Entry] = []
    refused: list[Refused] = []
    skipped = 0
    places = Places()
    shared = overlapping(infos)
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
        elif problem := problem_of(info, path, limits, shares=place in shared):
            refused.append(Refused(shown(name), *problem))
        else:
            entries.append(_Entry(info, shown(name), into / places.take(name)))
    return entries, refused, skipped


def _is_of_use(path: PurePosixPath) -> bool:
    named = Path(path.name)
    return is_picture_name(named) or is_sheet_name(named) or is_archive_name(named)


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


def _bring(archive: ZipFile, entry: _Entry, into: Path, token: CancelToken) -> Refused | None:
    """Write an entry to its place, whole or not at all, unless it is there; why it cannot be read, or None.

    Raises:
        KnownError: `into` cannot be written to.
    """
    try:
        if _has_size(entry) and _checksum(entry.target, token) == entry.info.CRC:
            return None
        entry.target.parent.mkdir(parents=True, exist_ok=True)
        temporary = into / TEMPORARY
        with temporary.open("wb") as file:
            for block in _blocks(archive, entry, token):
                file.write(block)
        os.replace(temporary, entry.target)  # noqa: PTH105 - atomic on every platform
    except KnownError as error:
        return Refused(entry.name, error.code, error.detail)
    except OSError as error:
        raise known_write_error(error, str(into)) from error
    return None


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
    except READ_ERRORS as error:
        raise KnownError(ErrorCode.ARCHIVE_UNREADABLE, entry.name, _DAMAGED) from error
    if count != entry.info.file_size:
        raise KnownError(ErrorCode.ARCHIVE_UNREADABLE, entry.name, _DAMAGED)
