"""From the paths a user gives to a plan in which every file and every row has its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error
from visrec_desktop.core.pictures import is_folder, is_picture_name, is_sheet_name, walk_files
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.data.text import clean
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.sheet import find_sheet, plan_sheet, read_sheet
from visrec_desktop.services.importing.values import ImportItem, ImportPlan, ImportRequest

_REPORT_EVERY = 500


@dataclass(slots=True)
class _Found:
    """Files found so far."""

    pictures: list[Path] = field(default_factory=list)
    sheets: list[Path] = field(default_factory=list)
    failures: list[ImportFailure] = field(default_factory=list)
    skipped: int = 0
    seen: set[Path] = field(default_factory=set)


def collect(request: ImportRequest, token: CancelToken) -> Iterator[Progress | ImportPlan]:
    """Find everything the request names; the last thing yielded is the plan.

    Raises:
        KnownError: the sheet itself cannot be used.
        Cancelled: the token was set.
    """
    found = _Found()
    sheet = request.sheet
    if sheet is not None:
        found.seen.add(_absolute(sheet))
    for count, _ in enumerate(_find(request.paths, found), start=1):
        if count % _REPORT_EVERY == 0:
            token.check()
            yield Progress("collecting", count)
    if sheet is None and request.adopt_sheet:
        sheet = find_sheet(found.sheets)
    found.skipped += sum(1 for path in found.sheets if path != sheet)
    token.check()
    yield _plan(request, sheet, found)


def _absolute(path: Path) -> Path:
    # not resolve(): a link keeps its own name, which is its SKU, and a dangling one can be reported
    whole = Path.cwd() / path
    if ".." not in whole.parts:
        return whole
    plain = Path(os.path.normpath(whole))
    try:
        is_same = plain.parent.samefile(whole.parent)  # not where `..` leaves a link
    except OSError:
        return whole
    return plain if is_same else whole


def _find(paths: tuple[Path, ...], found: _Found) -> Iterator[None]:
    def unlisted(folder: Path, error: OSError) -> None:
        found.failures.append(ImportFailure.of(str(folder), known_os_error(error, str(folder))))

    for given in paths:
        path = _absolute(given)
        if is_folder(path):
            for file in walk_files(path, hidden=True, on_error=unlisted):
                _sort_in(file, found, is_named=False)
                yield
        else:
            _sort_in(path, found, is_named=True)
            yield


def _sort_in(path: Path, found: _Found, *, is_named: bool) -> None:
    if path in found.seen:
        return
    found.seen.add(path)
    if is_sheet_name(path):
        found.sheets.append(path)
    elif is_named or (is_picture_name(path) and not path.name.startswith(".")):
        found.pictures.append(path)
    else:
        found.skipped += 1


def _plan(request: ImportRequest, sheet: Path | None, found: _Found) -> ImportPlan:
    items: list[ImportItem] = []
    failures = list(found.failures)
    skipped = found.skipped
    used: set[Path] = set()
    if sheet is not None:
        by_name: dict[str, Path] = {}
        for path in found.pictures:
            by_name.setdefault(path.name.casefold(), path)
            by_name.setdefault(path.stem.casefold(), path)
        rows = plan_sheet(read_sheet(sheet), request.mapping, by_name)
        items += rows.items
        failures += rows.failures
        skipped += rows.skipped
        used = rows.refused.union(*(item.pictures for item in rows.items))
    items += [_item_of(path) for path in found.pictures if path not in used]
    kept, repeated = _without_repeated_skus(items)
    return ImportPlan(tuple(kept), (*failures, *repeated), skipped)


def _item_of(path: Path) -> ImportItem:
    return ImportItem(str(path), ProductDraft(sku=path.stem), (path,))


def _without_repeated_skus(items: list[ImportItem]) -> tuple[list[ImportItem], list[ImportFailure]]:
    """The first of every SKU, and a failure for each further one."""
    first: dict[str, ImportItem] = {}
    repeated = []
    for item in items:
        sku = clean(item.draft.sku).strip()  # as it is stored: its spellings in Unicode are one
        if sku in first:
            error = KnownError(ErrorCode.DUPLICATE_SKU, item.origin, f"{sku}: {first[sku].origin}")
            repeated.append(ImportFailure.of(item.origin, error))
        else:
            first[sku] = item
    return list(first.values()), repeated
