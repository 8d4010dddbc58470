"""What long work tells while it runs, besides its progress."""

from __future__ import annotations

from dataclasses import dataclass

from visrec_desktop.core.errors import ErrorCode, KnownError


@dataclass(frozen=True, slots=True)
class ImportFailure:
    """One file or row that was not imported, and why."""

    path: str
    code: ErrorCode
    subject: str
    detail: str = ""

    @classmethod
    def of(cls, path: str, error: KnownError) -> ImportFailure:
        """The failure that an error means for a file or row."""
        return cls(path, error.code, error.subject or path, error.detail)


@dataclass(frozen=True, slots=True)
class ProductsChanged:
    """Products that were just added or changed and can be shown."""

    ids: tuple[int, ...]
