"""Known errors: what went wrong with the user's things, as values of one enum.

Anything that is not a `KnownError` is a fault of the program and is reported as one.
The words a person reads for each code are in `core.wording`.
"""

from __future__ import annotations

import errno
from enum import StrEnum


class ErrorCode(StrEnum):
    """Every error the program expects; the values are part of the command-line contract."""

    # one file
    NOT_FOUND = "not_found"
    DANGLING_LINK = "dangling_link"
    LINK_OUTSIDE = "link_outside"
    IS_A_DIRECTORY = "is_a_directory"
    NO_PICTURES = "no_pictures"
    NO_PERMISSION = "no_permission"
    EMPTY_FILE = "empty_file"
    NOT_A_PICTURE = "not_a_picture"
    TRUNCATED_PICTURE = "truncated_picture"
    DAMAGED_PICTURE = "damaged_picture"
    UNSUPPORTED_PICTURE = "unsupported_picture"
    DECODER_FAILED = "decoder_failed"
    PICTURE_TOO_LARGE = "picture_too_large"
    FILE_TOO_LARGE = "file_too_large"
    CROP_OUTSIDE = "crop_outside"
    REMOTE_PICTURE = "remote_picture"
    READ_FAILED = "read_failed"
    FILE_BUSY = "file_busy"
    # one row or product
    DUPLICATE_SKU = "duplicate_sku"
    MISSING_SKU = "missing_sku"
    BAD_VALUE = "bad_value"
    UNKNOWN_PRODUCT = "unknown_product"
    # a sheet
    SHEET_UNREADABLE = "sheet_unreadable"
    SHEET_PROTECTED = "sheet_protected"
    UNKNOWN_COLUMN = "unknown_column"
    # an archive, or one file in it
    ARCHIVE_UNREADABLE = "archive_unreadable"
    ARCHIVE_PROTECTED = "archive_protected"
    ARCHIVE_TOO_LARGE = "archive_too_large"
    ARCHIVE_UNSAFE = "archive_unsafe"
    # the data folder
    DISK_FULL = "disk_full"
    FOLDER_READ_ONLY = "folder_read_only"
    FOLDER_IN_USE = "folder_in_use"
    CATALOG_NEWER = "catalog_newer"
    CATALOG_DAMAGED = "catalog_damaged"
    CATALOG_LOCKED = "catalog_locked"
    SETTINGS_DAMAGED = "settings_damaged"
    DEMO_MISSING = "demo_missing"
    # clients
    UNKNOWN_CLIENT = "unknown_client"
    SEVERAL_CLIENTS = "several_clients"
    OWN_FILE = "own_file"
    CLIENT_CHANGED = "client_changed"
    MISSING_NAME = "missing_name"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NO_CONSENT = "no_consent"
    PROFILE_UNREADABLE = "profile_unreadable"
    PROFILES_NEWER = "profiles_newer"
    PROFILES_DAMAGED = "profiles_damaged"
    PROFILES_LOCKED = "profiles_locked"
    # a model pack
    MODEL_MISSING = "model_missing"
    MODEL_MANIFEST = "model_manifest"
    MODEL_CHECKSUM = "model_checksum"
    MODEL_DIMENSIONS = "model_dimensions"
    MODEL_UNUSABLE = "model_unusable"
    # use
    UNKNOWN_FIELD = "unknown_field"
    NOTHING_TO_SEARCH = "nothing_to_search"
    NOT_ANALYSED_YET = "not_analysed_yet"
    OUTPUT_LOST = "output_lost"


class KnownError(Exception):
    """An expected failure, told to the user in plain words.

    Args:
        code: which of the known errors it is.
        subject: what it is about: a path, a SKU, a column name. Shown to the user.
        detail: one short technical fact that helps support; may be empty.
    """

    def __init__(self, code: ErrorCode, subject: str = "", detail: str = "") -> None:
        super().__init__(code, subject, detail)
        self.code = code
        self.subject = subject
        self.detail = detail

    def __str__(self) -> str:
        return ": ".join(part for part in (self.code.value, self.subject, self.detail) if part)


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """Raised inside a job when its cancel token was set."""


_ERRNO_CODES = {
    errno.ENOENT: ErrorCode.NOT_FOUND,
    errno.ENOTDIR: ErrorCode.NOT_FOUND,
    errno.EISDIR: ErrorCode.IS_A_DIRECTORY,
    errno.EACCES: ErrorCode.NO_PERMISSION,
    errno.EPERM: ErrorCode.NO_PERMISSION,
    errno.EROFS: ErrorCode.FOLDER_READ_ONLY,
    errno.ENOSPC: ErrorCode.DISK_FULL,
    errno.EDQUOT: ErrorCode.DISK_FULL,
    errno.EFBIG: ErrorCode.DISK_FULL,
    errno.ELOOP: ErrorCode.DANGLING_LINK,
}


def known_os_error(error: OSError, subject: str) -> KnownError:
    """The known error that an operating system's error means (`READ_FAILED` when none fits)."""
    code = _ERRNO_CODES.get(error.errno or 0, ErrorCode.READ_FAILED)
    return KnownError(code, subject, error.strerror or str(error))


def known_write_error(error: OSError, subject: str) -> KnownError:
    """As `known_os_error`, for a file of the program's own: a refusal means a read-only folder."""
    if isinstance(error, PermissionError):
        return KnownError(ErrorCode.FOLDER_READ_ONLY, subject, error.strerror or str(error))
    return known_os_error(error, subject)
