"""What an archive may hold before it counts as harmful, by what its list of files says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.core.pictures import is_archive_name

_ENCRYPTED = 0x1 | 0x40 | 0x2000  # of an entry, strongly, the list of files too
_HEADER = 30  # bytes before an entry's name


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


def problem_of(
    info: ZipInfo, path: PurePath, limits: ArchiveLimits, *, shares: bool
) -> tuple[ErrorCode, str] | None:
    """Why an entry that is of use is refused by what the list of files says of it."""
    size, packed, method = info.file_size, info.compress_size, info.compress_type
    unreadable, too_large = ErrorCode.ARCHIVE_UNREADABLE, ErrorCode.ARCHIVE_TOO_LARGE
    checks = (
        (is_archive_name(Path(path.name)), unreadable, "It is an archive inside an archive"),
        (info.flag_bits & _ENCRYPTED != 0, ErrorCode.ARCHIVE_PROTECTED, ""),
        # zipfile reads two more methods, but without a bound on the memory that they take
        (
            method not in (ZIP_STORED, ZIP_DEFLATED),
            unreadable,
            f"It is packed by the unknown method {method}",
        ),
        (size > limits.max_entry, too_large, f"{size} bytes, at most {limits.max_entry}"),
        (
            size > limits.ratio_from and size > limits.max_ratio * packed,
            too_large,
            f"{size} bytes packed into {packed}",
        ),
        (shares, too_large, "it shares its data with other files"),
    )
    return next(((code, detail) for applies, code, detail in checks if applies), None)


def overlapping(infos: Sequence[ZipInfo]) -> set[int]:
    """Which entries lie over each other: that is how a small archive unpacks to one without end.

    An entry takes at least its head, its name and its packed data (D. Fifield, "A better zip bomb", 2019).
    """
    found: set[int] = set()
    reach, holder = -1, -1
    for place in sorted(range(len(infos)), key=lambda number: infos[number].header_offset):
        info = infos[place]
        if info.header_offset < reach:
            found |= {place, holder}
        end = info.header_offset + _HEADER + len(info.orig_filename) + info.compress_size
        if end > reach:
            reach, holder = end, place
    return found
