"""The bytes of a sheet, and what kind of file they are whatever its name says."""

from __future__ import annotations

import re
import stat
from enum import StrEnum
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error
from visrec_desktop.sources.tables.values import MAX_FILE_BYTES

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MARKUP = re.compile(rb"\s*(?:<\?xml|<!doctype html|<html|<head|<table|<meta)", re.IGNORECASE)
_WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".ods"})


class FileKind(StrEnum):
    """What the bytes of a sheet are."""

    ZIPPED = "zipped"
    """A ZIP: XLSX, XLSM or ODS."""
    BINARY = "binary"
    """The container of old Excel files and of workbooks with a password."""
    TEXT = "text"


def read_bytes(path: Path) -> bytes:
    """The whole file, never more than `MAX_FILE_BYTES` of it.

    Raises:
        KnownError: it cannot be read, is no regular file, is empty or too large.
    """
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):  # a pipe or device never ends
            raise KnownError(ErrorCode.SHEET_UNREADABLE, str(path), "It is not a file.")
        if stat.S_ISREG(status.st_mode) and status.st_size > MAX_FILE_BYTES:
            raise KnownError(ErrorCode.FILE_TOO_LARGE, str(path))
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise known_os_error(error, str(path)) from error
    if len(data) > MAX_FILE_BYTES:  # it grew meanwhile
        raise KnownError(ErrorCode.FILE_TOO_LARGE, str(path))
    if not data:
        raise KnownError(ErrorCode.EMPTY_FILE, str(path))
    return data


def kind_of(data: bytes, path: Path) -> FileKind:
    """What the file is, by its first bytes.

    Text under the name of an old `.xls` is text: many shop systems call a tab-separated file so.

    Raises:
        KnownError: `SHEET_UNREADABLE` for a web page, or for a file that is not the workbook it is called.
    """
    if data.startswith(_ZIP):
        return FileKind.ZIPPED
    if data.startswith(_OLE):
        return FileKind.BINARY
    if path.suffix.lower() in _WORKBOOK_SUFFIXES:
        raise KnownError(
            ErrorCode.SHEET_UNREADABLE, str(path), "It is not a workbook, though it is named so."
        )
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]):
        detail = "It is a web page; open it in a spreadsheet program to save it anew."
        raise KnownError(ErrorCode.SHEET_UNREADABLE, str(path), detail)
    return FileKind.TEXT
