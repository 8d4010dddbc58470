"""What goes into an import and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from visrec_desktop.core.progress import Progress
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.services.events import ImportFailure, ProductsChanged


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import.

    Attributes:
        paths: picture files and folders.
        sheet: a CSV or TSV file with one product a row.
        mapping: field to column heading, where the sheet's headings do not say it themselves.
        dry_run: only tell what would happen.
        adopt_sheet: take the one sheet found among the paths, as a person who drops a folder expects.
    """

    paths: tuple[Path, ...] = ()
    sheet: Path | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    adopt_sheet: bool = False


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One product to be: a picture file, or a row of a sheet with its pictures.

    `origin` is what a person would look for: the file's path, or the sheet and row.
    """

    origin: str
    draft: ProductDraft
    pictures: tuple[Path, ...]
    from_sheet: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import will look at; each input is in exactly one of the three."""

    items: tuple[ImportItem, ...]
    failures: tuple[ImportFailure, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How an import ended. Every input file or row is counted once, unless it was cancelled."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: tuple[ImportFailure, ...] = ()
    elapsed_s: float = 0.0
    cancelled: bool = False


ImportEvent: TypeAlias = Progress | ProductsChanged
