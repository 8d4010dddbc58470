"""The two passes of an import: the facts of all rows, then pictures, slice by slice."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.machine import core_count
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.data.imports import stored_paths
from visrec_desktop.services.coverage import FittedCache
from visrec_desktop.services.events import ImportFailure, ProductsChanged
from visrec_desktop.services.importing.course import Course
from visrec_desktop.services.importing.marks import Marks
from visrec_desktop.services.importing.prepare import Prepared, Preparer, Refused
from visrec_desktop.services.importing.values import ImportEvent, ImportItem
from visrec_desktop.services.parallel import in_order
from visrec_desktop.services.vectors import IndexChanges

if TYPE_CHECKING:
    from visrec_desktop.data.putting import PutOutcome
    from visrec_desktop.services.workspace import Workspace

SLICE = 16
ROWS, MOST_ROWS = 2_000, 10_000
"""Rows stored in the first transaction, and at most in one."""
_ROWS_S = 0.25
"""How long a transaction of rows should take, in seconds: so long a photo that is dropped may wait."""
KEPT_FITTED = 512
"""Decoded pictures kept for the features: 512 of 224 x 224 are 77 MB; later ones are read again."""
_OF_ONE_ROW = frozenset({ErrorCode.BAD_VALUE, ErrorCode.MISSING_SKU})
"""What the catalog refuses about one row; the others go on."""
_T = TypeVar("_T")
Step: TypeAlias = tuple[ImportEvent, IndexChanges]
"""What to tell, and what it means for the index."""
_Numbered: TypeAlias = tuple[int, ImportItem]


def store_rows(course: Course, token: CancelToken) -> Iterator[Step]:
    """Store the facts of all rows that are not stored yet, and archive what the user agreed to.

    Raises:
        Cancelled: the token was set; what was stored stays.
    """
    items = course.plan.items
    rows = [number for number, item in enumerate(items) if item.from_sheet]
    done = bisect_left(rows, course.stored)
    size = ROWS
    with course.log.many_rows():
        while done < len(rows):
            token.check()
            begun = time.perf_counter()
            some = [(number, items[number]) for number in rows[done : done + size]]
            changes = IndexChanges()
            with course.log.transaction():
                changed = _store_facts(course, some, changes)
                course.advance(stored=some[-1][0] + 1)
            done += len(some)
            size = _next_size(len(some), time.perf_counter() - begun)
            yield Progress("storing", done, len(rows)), changes
            if changed:
                yield ProductsChanged(tuple(changed)), IndexChanges()
    if course.plan.archive and not course.read:
        changes = IndexChanges()
        changes.gone(course.log.archive(course.import_id, course.plan.archive))
        yield ProductsChanged(course.plan.archive), changes


def _next_size(rows: int, seconds: float) -> int:
    """How many rows the next transaction takes, after one of so many took so long."""
    return max(ROWS, min(MOST_ROWS, int(rows * _ROWS_S / max(seconds, 1e-9))))


def _store_facts(course: Course, some: list[_Numbered], changes: IndexChanges) -> list[int]:
    drafts, sources = [item.draft for _, item in some], [item.source for _, item in some]
    changed: list[int] = []
    failed: list[tuple[int, ImportFailure]] = []
    in_part: list[tuple[int, ImportFailure]] = []
    tally: Counter[str] = Counter()
    outcomes = course.log.put_facts(course.import_id, drafts, sources)
    for (number, item), outcome in zip(some, outcomes, strict=True):
        if isinstance(outcome, KnownError):
            failed.append((number, _failure(item, outcome)))
            continue
        if item.trouble is None:
            tally[outcome.change] += 1
        else:
            in_part.append((number, item.trouble))
        if outcome.change != "unchanged":
            changed.append(outcome.product_id)
            changes.back(outcome.revived_pictures)
    course.tally(tally)
    course.note(failed)
    course.note_in_part(in_part)
    return changed


def _failure(item: ImportItem, error: KnownError) -> ImportFailure:
    if error.code not in _OF_ONE_ROW:
        raise error
    return ImportFailure.of(item.origin, error)


def store_pictures(
    workspace: Workspace, course: Course, fitted: FittedCache, token: CancelToken
) -> Iterator[Step]:
    """Read and store the pictures that are not stored yet; their products too, where they are not rows.

    Raises:
        Cancelled: the token was set; what was stored stays.
    """
    pictured = [entry for entry in enumerate(course.plan.items) if entry[1].pictures]
    left = [entry for entry in pictured if entry[0] >= course.read and entry[0] not in course.lost]
    done = len(pictured) - len(left)
    threads = workspace.settings.threads or core_count()
    begun, first = time.perf_counter(), done
    with (
        Marks.open(workspace.paths.trying, threads) as marks,
        closing(
            in_order(_preparer(workspace, course, marks), left, threads, token, workspace.works_gently)
        ) as results,
    ):
        for some in _sliced(results, SLICE):
            changes = IndexChanges()
            with course.log.transaction():
                changed = _store_slice(course, some, fitted, changes)
                course.advance(read=some[-1].number + 1)
            done += len(some)
            rate = (done - first) / max(time.perf_counter() - begun, 1e-9)
            yield Progress("reading", done, len(pictured), (len(pictured) - done) / rate), changes
            if changed:
                yield ProductsChanged(tuple(changed)), IndexChanges()


def _preparer(workspace: Workspace, course: Course, marks: Marks) -> Preparer:
    writer = workspace.writer()
    paths = stored_paths(writer)
    store = workspace.paths.pictures if course.plan.copy else None
    return Preparer(
        writer.known_files(), workspace.pack().input, marks, store, lambda sku: paths.get(sku, [])
    )


def _store_slice(
    course: Course, some: list[Prepared | Refused], fitted: FittedCache, changes: IndexChanges
) -> list[int]:
    changed: list[int] = []
    for result in some:
        if isinstance(result, Refused):
            _note_refused(course, result, result.failure)
            continue
        if result.pictures is None:
            if not result.item.from_sheet:
                course.tally({"unchanged": 1})
            continue
        try:
            outcome = _put(course, result)
        except KnownError as error:
            _note_refused(course, result, _failure(result.item, error))
            continue
        if result.failure is not None:
            _note_refused(course, result, result.failure, stored=outcome)
        changes.gone(outcome.removed_pictures)
        changes.back(outcome.revived_pictures)
        if outcome.change != "unchanged":
            changed.append(outcome.product_id)
        if len(result.fitted) == len(outcome.stale_pictures) and len(fitted) < KEPT_FITTED:
            fitted.update(zip(outcome.stale_pictures, result.fitted, strict=True))
    return changed


def _put(course: Course, result: Prepared) -> PutOutcome:
    item = result.item
    # The facts of a row are stored already, joined with those that its sheet does not name.
    draft = ProductDraft(item.draft.sku) if item.from_sheet else item.draft
    # Where one picture cannot be read now, none that is stored goes: it may be that very one.
    beside = item.adds or result.failure is not None
    outcome, earlier, now = course.log.put(course.import_id, draft, result.pictures or (), beside=beside)
    if not item.from_sheet:
        course.tally({outcome.change: 1})
    elif earlier != now and result.number not in course.in_part:
        course.tally({earlier: -1, now: 1})
    return outcome


def _note_refused(
    course: Course, result: Prepared | Refused, failure: ImportFailure, stored: PutOutcome | None = None
) -> None:
    """What is stored without a picture that cannot be used counts as failed, and only once."""
    item, number = result.item, result.number
    if number in course.in_part:
        return
    if item.from_sheet:
        course.tally({course.log.change_of(course.import_id, item.draft.sku): -1})
        course.note_in_part([(number, failure)])
    elif stored is not None:
        course.tally({stored.change: -1})
        course.note_in_part([(number, failure)])
    else:
        course.note([(number, failure)])


def _sliced(results: Iterable[_T], size: int) -> Iterator[list[_T]]:
    several = iter(results)
    while some := list(islice(several, size)):
        yield some
