"""The plan of an import: everything it will do, found out before anything is changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.data.imports import products_of_source
from visrec_desktop.data.text import clean
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.collect import Found, collect
from visrec_desktop.services.importing.habits import recalled
from visrec_desktop.services.importing.linking import Linker, looks_grouped
from visrec_desktop.services.importing.rows import Files, Rows, read_rows
from visrec_desktop.services.importing.tables import ReadTable, TableCache, tables_of
from visrec_desktop.services.importing.values import (
    ImportItem,
    ImportPlan,
    ImportRequest,
    MissingProduct,
    PlanEvent,
    named_by_archives,
)
from visrec_desktop.services.importing.verdicts import Judge

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

_JUDGED_AT_ONCE = 2_000
BARCODE_PICTURES = 500
"""At most so many pictures without a product are looked through for a barcode."""
_BARCODE_SIDE = 1_000
_OF_ONE_ITEM = frozenset({ErrorCode.BAD_VALUE, ErrorCode.MISSING_SKU})


class PlanCache(TableCache):
    """What reading the files gave, so that planning again with other choices is quick."""

    def __init__(self) -> None:
        super().__init__()
        self.barcodes: dict[Path, tuple[str, ...]] = {}


def plan_import(
    workspace: Workspace, request: ImportRequest, token: CancelToken, cache: PlanCache | None = None
) -> Iterator[PlanEvent]:
    """Find out what an import would do; the last event is the final plan. Any thread with a reader.

    Nothing of the catalog is changed; archives are unpacked below the data folder (see `discard_plan`).

    Raises:
        KnownError: the sheet that the request names cannot be used, or a mapping does not fit.
        Cancelled: the token was set.
    """
    kept = cache if cache is not None else PlanCache()
    yield Progress("collecting")
    found = Found()
    for event in collect(request, workspace.paths.pictures, token):
        if isinstance(event, Found):
            found = event
        else:
            yield event
    yield Progress("planning")
    recall = partial(recalled, workspace.reader()) if request.adopt_sheet else None
    tables = tables_of(request, found, kept, recall)
    rows = Rows()
    for step in read_rows(tables, Files(found.pictures), token):
        if isinstance(step, Rows):
            rows = step
        else:
            yield step
    judge = Judge(workspace)
    linker = Linker(request, rows, judge.skus)
    linker.link(found.pictures)
    draft = _Draft(workspace, request, found, tables, rows)
    pictures = linker.loose[:BARCODE_PICTURES] if linker.reads_barcodes else []
    if any(path not in kept.barcodes for path in pictures):
        yield from draft.plan(linker, judge, token, is_final=False)
        yield from _read_barcodes(pictures, kept, token)
        judge = Judge(workspace)
    for path in pictures:
        any(linker.give(path, text) for text in kept.barcodes[path])
    yield from draft.plan(linker, judge, token, is_final=True)


def discard_plan(workspace: Workspace, plan: ImportPlan) -> None:
    """Remove what was unpacked for a plan that is not carried out, unless the catalog uses it already.

    Work thread only.
    """
    used = workspace.reader().known_files()
    for folder in plan.unpacked:
        start = str(folder)
        if not any(path.startswith(start) for path in used):
            shutil.rmtree(folder, ignore_errors=True)


class _Draft:
    """A plan in the making."""

    def __init__(
        self,
        workspace: Workspace,
        request: ImportRequest,
        found: Found,
        tables: Sequence[ReadTable],
        rows: Rows,
    ) -> None:
        self._reader = workspace.reader()
        self._request = request
        self._found = found
        self._tables = tables
        self._rows = rows

    def plan(
        self, linker: Linker, judge: Judge, token: CancelToken, *, is_final: bool
    ) -> Iterator[PlanEvent]:
        """Judge everything; the last thing yielded is the plan."""
        linked, repeated = linker.items()
        items: list[ImportItem] = []
        left_out = list(linker.left_out)
        failures = [*self._found.failures, *self._of_tables(), *self._rows.failures, *repeated]
        for number, item in enumerate(linked, start=1):
            if item.origin in self._request.left_out:
                left_out.append(item)
                continue
            try:
                items.append(judge.judge(item))
            except KnownError as error:
                if error.code not in _OF_ONE_ITEM:
                    raise
                failures.append(ImportFailure.of(item.origin, error))
            if number % _JUDGED_AT_ONCE == 0:
                token.check()
                yield Progress("planning", number, len(linked))
        has_sheet = any(entry.told.used for entry in self._tables)
        yield ImportPlan(
            self._request,
            tuple(items),
            tuple(self._as_named(failure) for failure in failures),
            self._found.skipped + self._rows.skipped + self._unused_sheets() + self._unused_rows(),
            tables=tuple(entry.told for entry in self._tables),
            pictures=len(self._found.pictures),
            archives=len(self._found.archives),
            missing=self._missing(),
            can_group=not has_sheet and looks_grouped(self._found.pictures),
            left_out=tuple(left_out),
            unpacked=dict(self._found.unpacked),
            is_final=is_final,
        )

    def _of_tables(self) -> Iterator[ImportFailure]:
        """Sheets that were named and cannot be used; one that lay in a folder may be anything."""
        told = [entry.told for entry in self._tables]
        for path in {entry.choice.path: None for entry in told}:
            of_file = [entry for entry in told if entry.choice.path == path]
            problem = next((entry.problem for entry in of_file if entry.problem is not None), None)
            if path in self._found.named and problem is not None and not any(e.used for e in of_file):
                yield problem

    def _unused_sheets(self) -> int:
        used = {entry.told.choice.path for entry in self._tables if entry.told.used}
        failed = {Path(failure.path) for failure in self._of_tables()}
        return sum(1 for path in self._found.sheets if path not in used and path not in failed)

    def _as_named(self, failure: ImportFailure) -> ImportFailure:
        """The failure with the archive in place of the folder that it was unpacked into."""
        return named_by_archives(failure, self._found.unpacked)

    def _unused_rows(self) -> int:
        """Rows of worksheets that are passed over beside others of their file."""
        used = {entry.told.choice.path for entry in self._tables if entry.told.used}
        return sum(
            entry.told.rows
            for entry in self._tables
            if not entry.told.used and entry.told.choice.path in used
        )

    def _missing(self) -> tuple[MissingProduct, ...]:
        """Products that sheets of this kind have named and this one does not.

        Where the sheet names less than half of them it is another delivery, not a newer list.
        """
        named = {clean(item.draft.sku).strip() for item in self._rows.items}
        missing: dict[int, MissingProduct] = {}
        sources = {entry.content.source for entry in self._tables if entry.content is not None}
        for source in sorted(sources):
            known = products_of_source(self._reader, source)
            gone = [product for product in known if product[1] not in named]
            if 2 * len(gone) <= len(known):
                missing |= {product[0]: MissingProduct(*product) for product in gone}
        return tuple(missing.values())


def _read_barcodes(pictures: Sequence[Path], cache: PlanCache, token: CancelToken) -> Iterator[Progress]:
    from visrec_desktop.vision.barcodes import read_barcodes
    from visrec_desktop.vision.decode import decode, read_picture

    for number, path in enumerate(pictures, start=1):
        token.check()
        if path not in cache.barcodes:
            try:
                rgb = decode(read_picture(path), str(path), min_side=_BARCODE_SIDE).rgb
                cache.barcodes[path] = tuple(code.text for code in read_barcodes(rgb))
            except KnownError:
                cache.barcodes[path] = ()  # the import itself will say what is wrong with it
        yield Progress("barcodes", number, len(pictures))
