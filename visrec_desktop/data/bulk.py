"""Putting the facts of many products at once: the rows of a sheet, in a few statements a batch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from visrec_desktop.core.errors import KnownError
from visrec_desktop.data.putting import PutOutcome, changed_columns, now, put_product, update
from visrec_desktop.data.rows import FIELDS, columns, joined_attributes, set_name

if TYPE_CHECKING:
    import sqlite3

    from visrec_desktop.core.values import ProductDraft

_ALL = ("id", *FIELDS, "sku_key", "name_key", "created_at", "updated_at")
_in_order = itemgetter(*_ALL)
EMPTY: dict[str, Any] = {
    "category": "", "brand": "", "colour": "", "size": "", "price": None, "currency": "", "stock": None,
    "attributes": "{}", "description": "",
}  # fmt: skip
"""The columns of a product of which nothing is said but its SKU."""
# Not the usual OR ABORT: for that SQLite keeps a copy of every page that a statement touches. What fails is
# taken back with the caller's transaction all the same.
_INSERT = f"INSERT OR FAIL INTO products ({', '.join(_ALL)}) VALUES "
_ROW = f"({', '.join('?' * len(_ALL))})"
_AT_ONCE = 100
"""Rows a statement."""
_TRIGGER = "products_fts_insert"
_MERGED = 4  # so many parts of the word index are merged to one: what FTS5 does unless told otherwise
_SEARCHED = "sku, name, brand, category, description"
_Found = dict[str, list[tuple[Any, ...]]]


def put_facts(
    connection: sqlite3.Connection, drafts: Sequence[ProductDraft]
) -> list[PutOutcome | KnownError]:
    """As `put_product` without pictures for each draft in turn, within the caller's transaction.

    Further facts (attributes) join those that are stored, where `put_product` replaces them: a partial sheet
    erases nothing.

    Returns:
        For each draft what it changed, or the error that refused it (`MISSING_SKU`, `BAD_VALUE`).
    """
    outcomes: list[PutOutcome | KnownError] = []
    for batch in _without_repeats(drafts):
        outcomes += _put_batch(connection, batch)
    return outcomes


def _without_repeats(drafts: Sequence[ProductDraft]) -> Iterator[list[ProductDraft]]:
    """Runs of drafts in which no SKU comes twice: the second must find what the first has stored."""
    batch: list[ProductDraft] = []
    seen: set[str] = set()
    for draft in drafts:
        if draft.sku in seen:
            yield batch
            batch, seen = [], set()
        seen.add(draft.sku)
        batch.append(draft)
    if batch:
        yield batch


def _put_batch(
    connection: sqlite3.Connection, drafts: Sequence[ProductDraft]
) -> list[PutOutcome | KnownError]:
    wanted: list[dict[str, Any] | KnownError] = []
    for draft in drafts:
        try:
            wanted.append(columns(draft))
        except KnownError as error:
            wanted.append(error)
    skus = list(dict.fromkeys(values["sku"] for values in wanted if isinstance(values, dict)))
    found = _find(connection, skus)
    # Ids are handed out here, so that one statement inserts all the new ones.
    last = connection.execute(
        "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'products'), 0),"
        " coalesce((SELECT max(id) FROM products), 0))"
    ).fetchone()[0]
    moment = now()
    fresh: dict[str, tuple[Any, ...]] = {}
    outcomes: list[PutOutcome | KnownError] = []
    later: list[int] = []
    for place, (draft, values) in enumerate(zip(drafts, wanted, strict=True)):
        if isinstance(values, KnownError):
            outcomes.append(values)
        elif values["sku"] in fresh:  # another spelling of the same SKU
            later.append(place)
            outcomes.append(PutOutcome(0, "unchanged"))
        elif values["sku"] in found:
            outcomes.append(_bring_up_to_date(connection, draft, values, found[values["sku"]]))
        else:
            last += 1
            fresh[values["sku"]] = _new_row(last, values, moment)
            outcomes.append(PutOutcome(last, "added"))
    _insert(connection, list(fresh.values()))
    for place in later:
        outcomes[place] = put_product(connection, drafts[place], None)
    return outcomes


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert new products in the order of their ids, many in a statement."""
    if not rows:
        return
    with _found_at_the_end(connection, rows[0][0], rows[-1][0]):
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            connection.execute(_INSERT + ", ".join([_ROW] * len(some)), tuple(chain.from_iterable(some)))


@contextmanager
def _found_at_the_end(connection: sqlite3.Connection, first: int, last: int) -> Iterator[None]:
    """Let the word index take the products from id `first` to `last` in one statement when the block ends.

    Its trigger would do so row by row, and doubles the time of an insert. That it is away for a moment is a
    part of the caller's transaction: no other connection sees it, and a rollback brings it back.
    """
    row = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (_TRIGGER,)
    ).fetchone()
    if row is None or last - first < _AT_ONCE:
        yield
        return
    connection.execute(f"DROP TRIGGER {_TRIGGER}")
    yield
    merge = "INSERT INTO products_fts (products_fts, rank) VALUES ('automerge', ?)"
    connection.execute(merge, (0,))  # the commit merges what came together
    connection.execute(
        f"""INSERT INTO products_fts (rowid, {_SEARCHED})
        SELECT id, {_SEARCHED} FROM products WHERE id BETWEEN ? AND ?""",
        (first, last),
    )
    connection.execute(merge, (_MERGED,))
    connection.execute(row[0])


def _find(connection: sqlite3.Connection, skus: Sequence[str]) -> _Found:
    found: _Found = {}
    rows = connection.execute(
        f"""SELECT p.id, p.deleted_at, {", ".join(f"p.{name}" for name in FIELDS)} FROM json_each(?) wanted
        CROSS JOIN products p ON p.sku = wanted.value""",
        (json.dumps(skus),),
    )
    for row in rows:
        found.setdefault(row[2], []).append(row)
    return found


def _new_row(number: int, values: dict[str, Any], moment: int) -> tuple[Any, ...]:
    whole = {**EMPTY, "id": number, "created_at": moment, "updated_at": moment, **values}
    if "name" not in whole:
        set_name(whole, whole["sku"])
    row: tuple[Any, ...] = _in_order(whole)
    return row


def _bring_up_to_date(
    connection: sqlite3.Connection, draft: ProductDraft, values: dict[str, Any], rows: list[tuple[Any, ...]]
) -> PutOutcome:
    live = next((row for row in rows if row[1] == 0), None)
    if live is None:  # only deleted ones: one of them comes back
        return put_product(connection, draft, None)
    facts = dict(zip(FIELDS, live[2:], strict=True))
    if "attributes" in values:
        values = {**values, "attributes": joined_attributes(facts["attributes"], values["attributes"])}
    changes = changed_columns(facts, values)
    if not changes:
        return PutOutcome(live[0], "unchanged", before={})
    update(connection, live[0], changes)
    before = {name: facts[name] for name in changes if name in facts}
    return PutOutcome(live[0], "updated", before=before, after={name: changes[name] for name in before})
