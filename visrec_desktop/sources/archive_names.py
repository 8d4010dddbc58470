"""Names inside an archive: read as their author saw them, and turned into places safe to write to."""

from __future__ import annotations

import hashlib
import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Sequence
from pathlib import PurePosixPath
from zipfile import ZipInfo

from visrec_desktop.sources.archive_encoding import decode_legacy

_UTF8 = 0x800  # the flag of an entry whose name is UTF-8
_UNICODE_PATH = 0x7075  # the extra field that holds a name in UTF-8 beside the old one
_LONGEST_PART = 120  # bytes; what a second file of the same name adds still fits into a file system's 255
_LONGEST_NAME = 180  # characters; Windows takes 260 for a whole path
_SUFFIX_BYTES = 12
_FORBIDDEN = re.compile(r'[<>"|?*\x01-\x1f\x7f]')  # Windows cannot write these
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE)


def names_of(entries: Sequence[ZipInfo]) -> list[str]:
    """The name of each entry, as written by its author: with `/`, unchecked."""
    names = [entry.orig_filename for entry in entries]
    old: list[int] = []
    for place, (entry, name) in enumerate(zip(entries, names, strict=True)):
        if not (name.isascii() or entry.flag_bits & _UTF8):
            beside = _unicode_path(entry.extra, name.encode("cp437"))
            if beside is None:
                old.append(place)
            else:
                names[place] = beside
    # zipfile has read these as cp437, which gives each byte a sign of its own and so can be taken back
    decoded = decode_legacy([names[place].encode("cp437") for place in old])
    for place, name in zip(old, decoded, strict=True):
        names[place] = name
    return names


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The UTF-8 name of the Info-ZIP extra field 0x7075; None where there is none that belongs to `raw`."""
    while len(extra) >= 4:  # noqa: PLR2004 - a field's head
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:  # noqa: PLR2004 - version and checksum
            if int.from_bytes(field[1:5], "little") != zlib.crc32(raw):
                return None
            try:
                return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def danger_of(name: str, mode: int) -> str:
    """Why an entry must not be written; empty when it may.

    Args:
        name: the entry's name.
        mode: its Unix mode, 0 where the archive tells none.
    """
    parts = name.split("/")
    kind = stat.S_IFMT(mode)
    checks = (
        ("\0" in name, "a NUL in its name"),
        ("\\" in name, "a back slash in its name"),
        (name.startswith("/"), "an absolute path"),
        (":" in name, "a drive letter or a colon in its name"),
        (".." in parts, "its name leads out of the archive"),
        (
            any(part[-1:] in (".", " ") and part not in (".", "..") for part in parts),
            "a dot or a blank at the end",
        ),
        (any(_RESERVED.fullmatch(part) for part in parts), "a name that Windows reserves"),
        (kind == stat.S_IFLNK, "a link"),
        (kind not in (0, stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK), "no regular file"),
    )
    return next((reason for found, reason in checks if found), "")


def is_hidden(name: str) -> bool:
    """Whether an entry is hidden, a Mac's side file or an office program's lock file."""
    parts = [part for part in name.split("/") if part != "."]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts) or parts[-1].startswith("~$")


def shown(name: str) -> str:
    """The name with what cannot be printed replaced."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)


class Places:
    """Gives each entry a place of its own, the same one every time an archive is unpacked.

    Two names that a file system may take for one (case, Unicode form) get two places: `a.jpg`, `A (2).jpg`.
    """

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._numbers: dict[str, int] = {}

    def take(self, name: str) -> PurePosixPath:
        """A free place for an entry that is not dangerous, relative to the folder it is unpacked into."""
        parts = [_fitting(part) for part in name.split("/") if part not in ("", ".")]
        if len("/".join(parts)) > _LONGEST_NAME:
            parts = [_digest("/".join(parts[:-1])), parts[-1]]
        folder = ""
        for part in parts[:-1]:
            folder = self._free(f"{folder}{part}", self._files) + "/"
            self._folders.add(_key(folder[:-1]))
        whole = self._free(f"{folder}{parts[-1]}", self._files, self._folders)
        self._files.add(_key(whole))
        return PurePosixPath(whole)

    def _free(self, whole: str, *taken: set[str]) -> str:
        key = _key(whole)
        path = PurePosixPath(whole)
        free, number = whole, self._numbers.get(key, 1)
        while any(_key(free) in names for names in taken):
            number += 1
            free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        self._numbers[key] = number
        return free


def _key(name: str) -> str:
    """Equal for names that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _fitting(part: str) -> str:
    """A file's or folder's own name as every file system takes it; a long one keeps begin and ending."""
    fitting = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", part))
    if len(fitting.encode()) <= _LONGEST_PART:
        return fitting
    suffix = PurePosixPath(fitting).suffix
    if len(suffix.encode()) > _SUFFIX_BYTES:
        suffix = ""
    begin = fitting.removesuffix(suffix).encode()[: _LONGEST_PART - 9 - len(suffix.encode())]
    return f"{begin.decode(errors='ignore')}~{_digest(part)}{suffix}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
