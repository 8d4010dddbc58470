"""What goes into an import, the plan that is shown before it, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from visrec_desktop.core.progress import Progress
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.services.events import ImportFailure, ProductsChanged
from visrec_desktop.sources.tables.values import Remark


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """How one table is to be read, as the user says.

    Attributes:
        path: the file.
        table: the worksheet's name; empty in a text file.
        used: whether its rows are imported; None: as the program thinks best.
        mapping: field to column heading; an empty heading means that no column holds the field.
        decimal: the decimal sign of its prices, `.` or `,`; empty: as the column tells.
        kept: headings of columns that are further facts, though they seemed to say nothing.
        left: headings of columns that are left out.
    """

    path: Path
    table: str = ""
    used: bool | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    decimal: str = ""
    kept: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import, and everything that the user decided about it.

    Attributes:
        paths: picture files, folders, archives; sheets too, where `adopt_sheet`.
        sheet: a sheet with one product a row.
        mapping: field to column heading of `sheet`, where its headings do not say it themselves.
        dry_run: only tell what would happen.
        adopt_sheet: take the sheets found among the paths, as a person who drops a folder expects.
        choices: how single tables are to be read.
        group: pictures named `X-1`, `X_back` … belong to one product, also without a sheet.
        copy: whether the pictures are copied into the data folder; None takes the setting.
        assigned: a picture's path to the SKU that it was given by hand; empty: it is left out.
        left_out: origins of rows and pictures that are not to be imported.
        archive: ids of products to archive: those that the sheet no longer names and the user agreed to.
    """

    paths: tuple[Path, ...] = ()
    sheet: Path | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    adopt_sheet: bool = False
    choices: tuple[SheetChoice, ...] = ()
    group: bool = False
    copy: bool | None = None
    assigned: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    archive: tuple[int, ...] = ()


class Verdict(StrEnum):
    """What an item means for the catalog as it is now."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Link(StrEnum):
    """How a picture found its product."""

    NAMED = "named"  # a column of the sheet names the file
    SKU = "sku"  # the file is called like the SKU
    GUESSED = "guessed"  # the SKU stands somewhere in the file's name: to be looked at
    BARCODE = "barcode"  # a barcode in the picture
    HAND = "hand"  # the user said so
    OWN = "own"  # the picture is the product


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One product to be: a row of a sheet with its pictures, or pictures alone.

    Attributes:
        origin: what a person would look for: the file's path, or the sheet and row.
        draft: the product's facts; None: not said.
        pictures: its picture files, the main one first; empty leaves stored pictures as they are.
        from_sheet: whether it is a row.
        verdict: what it means for the catalog.
        changes: of a changed product, the fields that will change (`pictures` is one of them).
        remarks: values that are not literally what the sheet holds.
        links: how each of `pictures` was found.
        adds: the pictures come beside those that the product has already.
        source: an id of the kind of sheet that a row is of.
        trouble: what of a row cannot be used, such as its price; the rest of it is stored, and it counts as
            failed. None where all is well.
        absent: pictures that the sheet names and that are not there.
    """

    origin: str
    draft: ProductDraft
    pictures: tuple[Path, ...] = ()
    from_sheet: bool = False
    verdict: Verdict = Verdict.NEW
    changes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    links: tuple[Link, ...] = ()
    adds: bool = False
    source: str = ""
    trouble: ImportFailure | None = None
    absent: tuple[Path, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it before it is imported."""
        if self.trouble is not None or self.absent or Link.GUESSED in self.links:
            return True
        return any(remark.doubtful for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of a found table: its heading, what it was taken for, and some of its values.

    `field` is a field's name, `attribute` where it is kept as a further fact, or `ignored`.
    """

    heading: str
    field: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table among the files.

    Attributes:
        choice: what identifies it, with the decisions in force.
        used: whether its rows are in the plan.
        rows: how many rows it has.
        columns: what its columns were taken for.
        has_heading: False where no row looked like headings.
        decimal: the decimal sign in force; empty where nothing tells.
        encoding: how its text is written; empty for a workbook.
        problem: why it cannot be used; None when it can.
        source: an id of the kind of sheet.
    """

    choice: SheetChoice
    used: bool
    rows: int = 0
    columns: tuple[FoundColumn, ...] = ()
    has_heading: bool = True
    decimal: str = ""
    encoding: str = ""
    problem: ImportFailure | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class MissingProduct:
    """A product that an earlier sheet of this kind named and this one does not."""

    id: int
    sku: str
    name: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import will look at; each input is in exactly one of items, failures and skipped.

    Attributes:
        request: what it was made from.
        items: what will be imported, in order.
        failures: what cannot be.
        skipped: hidden files, empty rows, and whatever is neither picture nor sheet.
        tables: the tables found.
        pictures: how many picture files were found.
        archives: how many archives were looked into.
        missing: products that the sheet no longer names.
        can_group: whether the pictures' names look as if several are of one product (see `group`).
        left_out: items that the user does not want, so that they can be wanted again.
        unpacked: folders that archives were unpacked into for it, and the archives.
        is_final: False while something is still being found out, such as barcodes.
    """

    request: ImportRequest
    items: tuple[ImportItem, ...] = ()
    failures: tuple[ImportFailure, ...] = ()
    skipped: int = 0
    tables: tuple[FoundTable, ...] = ()
    pictures: int = 0
    archives: int = 0
    missing: tuple[MissingProduct, ...] = ()
    can_group: bool = False
    left_out: tuple[ImportItem, ...] = ()
    unpacked: Mapping[Path, Path] = field(default_factory=dict)
    is_final: bool = True

    def count(self, verdict: Verdict) -> int:
        """How many items have this verdict."""
        return sum(item.verdict is verdict for item in self.items)

    @property
    def doubtful(self) -> tuple[ImportItem, ...]:
        """The items that a person should look at."""
        return tuple(item for item in self.items if item.is_doubtful)

    @property
    def loose(self) -> tuple[ImportItem, ...]:
        """Pictures that found no product and become products of their own, where a sheet came along."""
        if not any(table.used for table in self.tables):
            return ()
        return tuple(item for item in self.items if not item.from_sheet and Link.OWN in item.links)


def named_by_archives(failure: ImportFailure, unpacked: Mapping[Path, Path]) -> ImportFailure:
    """A failure told of the archive that its file came in, not of the folder it was unpacked into."""
    for folder, archive in unpacked.items():
        if failure.path.startswith(str(folder)):
            path = failure.path.replace(str(folder), str(archive), 1)
            return replace(failure, path=path, subject=failure.subject.replace(str(folder), str(archive), 1))
    return failure


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How an import ended. Every input file or row is counted once, unless it was cancelled.

    `in_part` counts those of the failed that are stored without what could not be used, such as a picture.
    `import_id` is what `undo_import` and `resume_import` take; None after a dry run.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: tuple[ImportFailure, ...] = ()
    elapsed_s: float = 0.0
    cancelled: bool = False
    archived: int = 0
    in_part: int = 0
    import_id: int | None = None

    @property
    def changed(self) -> bool:
        """Whether the catalog may be another one than before."""
        return bool(self.added or self.updated or self.archived or self.in_part)


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that is kept so that it can be taken back.

    Attributes:
        id: its number.
        title: the files it was of, in short.
        started_at: microseconds since 1970, UTC.
        state: `done`, `stopped` (the user ended it), `running` (under way, or cut off) or `undone`.
        added, updated: how many products.
        total, left: of one that was not ended: how many items it has, and how many are still to be done.
    """

    id: int
    title: str
    started_at: int
    state: str
    added: int
    updated: int
    total: int
    left: int


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What taking an import back, or making it again, did.

    `ids` are the products that changed; `kept` counts those that were changed by hand since and stay, in
    whole or in part, as they are.
    """

    ids: tuple[int, ...]
    kept: int


ImportEvent: TypeAlias = Progress | ProductsChanged
PlanEvent: TypeAlias = Progress | ImportPlan
"""While planning; the last plan counts, and its `is_final` is True."""
