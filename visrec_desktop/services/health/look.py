"""The thorough look at a catalog: files, pictures, duplicates, values."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.machine import core_count
from visrec_desktop.core.paths import RESOURCE_PREFIX
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.proposals import ProposalRow
from visrec_desktop.data import health, picture_facts, proposals
from visrec_desktop.data.picture_facts import Measured, Unmeasured
from visrec_desktop.services.health.beside import beside
from visrec_desktop.services.health.columns import Columns, read_columns
from visrec_desktop.services.health.overview import FACTS_VERSION, overview
from visrec_desktop.services.health.values import (
    EVERYTHING,
    FIELD_OF,
    DuplicatePair,
    HealthReport,
    Looked,
    Part,
    UnusualPrice,
)
from visrec_desktop.services.parallel import in_order

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

_SLICE = 32
_PAGE = 256
_FILES = 400
_CENT = Decimal("0.01")
HealthEvent = Progress | HealthReport


def report(
    workspace: Workspace, token: CancelToken, parts: frozenset[Part] = EVERYTHING, known: Looked | None = None
) -> Generator[HealthEvent, None, HealthReport]:
    """Look at everything. Work thread only: what pictures show and what is proposed is stored.

    Args:
        workspace: the data folder.
        token: stops the work; what was stored stays.
        parts: what to look at; of the rest `known` is taken.
        known: what an earlier look found.

    Yields:
        Progress, and after each part a report of what is known so far.

    Raises:
        Cancelled: the token was set.
        KnownError: the catalog cannot be read or written.
    """
    looked = known or Looked()
    yield overview(workspace, looked)
    if Part.FILES in parts:
        looked = replace(looked, missing_files=(yield from _missing_files(workspace, token)))
        looked = replace(looked, parts=looked.parts | {Part.FILES})
        yield overview(workspace, looked)
    if Part.PICTURES in parts or Part.DUPLICATES in parts:
        yield from _measure(workspace, token)
        looked = replace(looked, parts=looked.parts | {Part.PICTURES})
        yield overview(workspace, looked)
    if Part.DUPLICATES in parts or Part.VALUES in parts:
        columns = yield from read_columns(workspace, token)
        if Part.DUPLICATES in parts:
            looked = replace(looked, pairs=(yield from _duplicates(workspace, columns, token)))
            looked = replace(looked, parts=looked.parts | {Part.DUPLICATES})
            yield overview(workspace, looked)
        if Part.VALUES in parts:
            looked = replace(looked, prices=(yield from _values(workspace, columns, token)))
            looked = replace(looked, parts=looked.parts | {Part.VALUES})
    return overview(workspace, looked)


def _missing_files(workspace: Workspace, token: CancelToken) -> Generator[Progress, None, tuple[int, ...]]:
    """Products with a picture whose file is not where it was; a drive that is gone may answer slowly."""
    files = health.picture_files(workspace.reader())
    missing: list[int] = []
    for done in range(0, len(files), _FILES):
        some = files[done : done + _FILES]
        missing += yield from beside(partial(_absent, some), token, Progress("files", done, len(files)))
    return tuple(dict.fromkeys(missing))


def _absent(files: Sequence[tuple[int, str]]) -> list[int]:
    return [
        product_id
        for product_id, path in files
        if not path.startswith(RESOURCE_PREFIX) and not os.path.exists(path)  # noqa: PTH110 - ten thousand
    ]


def _measure(workspace: Workspace, token: CancelToken) -> Iterator[Progress]:
    """Work out what the pictures show that were not looked at yet."""
    writer = workspace.writer()
    total = picture_facts.unmeasured_count(writer, FACTS_VERSION)
    threads = workspace.settings.threads or core_count()
    begun = time.perf_counter()
    waiting: list[Measured] = []
    done = 0
    for measured in in_order(_facts_of, _unmeasured(workspace), threads, token):
        done += 1
        if measured is not None:
            waiting.append(measured)
        if done % _SLICE == 0:
            picture_facts.store_facts(writer, FACTS_VERSION, waiting)
            waiting.clear()
            rate = done / max(time.perf_counter() - begun, 1e-9)
            yield Progress("pictures", done, total, max(0.0, (total - done) / rate))
    picture_facts.store_facts(writer, FACTS_VERSION, waiting)
    yield Progress("pictures", done, max(done, total), 0.0)


def _unmeasured(workspace: Workspace) -> Iterator[Unmeasured]:
    """By id; each is seen once, also when it cannot be read."""
    last = 0
    while page := picture_facts.unmeasured(workspace.writer(), FACTS_VERSION, _PAGE, last):
        yield from page
        last = page[-1].picture_id


def _facts_of(picture: Unmeasured) -> Measured | None:
    from visrec_desktop.vision.facts import measure_jpeg

    try:
        facts = measure_jpeg(picture.jpeg, (picture.width, picture.height))
    except KnownError:
        return None  # a damaged small copy: `check` tells of it
    return Measured(picture.picture_id, facts.phash, facts.sharpness, facts.colours)


def _duplicates(
    workspace: Workspace, columns: Columns, token: CancelToken
) -> Generator[Progress, None, tuple[DuplicatePair, ...]]:
    import numpy as np

    from visrec_desktop.recommend.duplicates import duplicate_pairs

    facts = {each.product_id: each for each in picture_facts.main_pictures(workspace.reader(), FACTS_VERSION)}
    places = [place for place, row in enumerate(columns.rows) if row.id in facts]
    ids = [columns.rows[place].id for place in places]
    hashes = np.array([facts[number].phash for number in ids], dtype=np.uint64)
    sha256 = [facts[number].sha256 for number in ids]
    vectors = columns.vectors if len(places) == len(columns.rows) else columns.vectors[places]
    work = partial(duplicate_pairs, vectors, hashes, sha256)
    found = yield from beside(work, token, Progress("duplicates"))
    pairs = [
        DuplicatePair(ids[each.first], ids[each.second], each.kind == "exact", float(each.likeness))
        for each in found
    ]
    return tuple(sorted(pairs, key=lambda pair: (not pair.exact, -pair.likeness, pair.ids)))


def _values(
    workspace: Workspace, columns: Columns, token: CancelToken
) -> Generator[Progress, None, tuple[UnusualPrice, ...]]:
    """Store what is proposed for empty fields; answers the unusual prices."""
    from visrec_desktop.recommend.cleaning import price_outliers

    outliers = yield from beside(partial(price_outliers, columns.facts()), token, Progress("values"))
    portions = [(field, places) for field in FIELD_OF.values() for places in columns.portions(field)]
    proposed: list[ProposalRow] = []
    for done, (field, places) in enumerate(portions):
        progress = Progress("values", done, len(portions))
        proposed += yield from beside(partial(_proposed, columns, places, field), token, progress)
    proposals.renew_proposals(workspace.writer(), proposed)
    ids = [row.id for row in columns.rows]
    return tuple(
        UnusualPrice(ids[each.row], _money(each.value), _money(each.usual), float(each.ratio), each.reason)
        for each in outliers
    )


def _proposed(columns: Columns, places: Sequence[int], field: str) -> list[ProposalRow]:
    """What some products give for the gaps of a field among them."""
    from visrec_desktop.recommend.cleaning import propose

    ids = [columns.rows[place].id for place in places]
    return [
        ProposalRow(
            ids[each.row],
            each.field,
            each.value,
            float(each.confidence),
            each.basis,
            tuple(ids[row] for row in each.neighbours),
        )
        for each in propose(columns.facts(places), (field,))
    ]


def _money(value: float) -> Decimal:
    return Decimal(str(value)).quantize(_CENT)
