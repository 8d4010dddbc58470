"""What imports changed, kept so that a whole import can be taken back and made again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from visrec_desktop.data.putting import PutOutcome, now, stored_pictures, update
from visrec_desktop.data.rows import FIELDS, set_name
from visrec_desktop.data.shelf import shelve, unshelve
from visrec_desktop.data.text import sort_key

if TYPE_CHECKING:
    import sqlite3

_STATES = ("deleted_at", "archived_at")
_Change: TypeAlias = tuple[dict[str, Any] | None, Mapping[str, Any]]
"""The columns of a product before and after; None before: it is new."""


@dataclass(slots=True)
class Swap:
    """What taking an import back, or making it again, did.

    Attributes:
        changed: products that changed.
        kept: products that were changed since by hand and stay, in whole or in part, as they are.
        gone, back: pictures that can no longer be found, and those that can again.
    """

    changed: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)


class _Way(NamedTuple):
    """What a product is to become, and what it must be now for that."""

    wanted: dict[str, Any]
    expected: dict[str, Any]


def record(connection: sqlite3.Connection, import_id: int, outcomes: Sequence[PutOutcome]) -> None:
    """Note what puts of an import changed, within the caller's transaction.

    A product that one import changes twice keeps what it was before the first time.
    """
    fresh = [outcome.product_id for outcome in outcomes if outcome.is_new]
    if fresh:
        connection.execute(
            "INSERT INTO import_changes (import_id, product_id) SELECT ?, value FROM json_each(?)",
            (import_id, json.dumps(fresh)),
        )
    changed = [outcome for outcome in outcomes if outcome.change != "unchanged" and not outcome.is_new]
    if not changed:
        return
    earlier = _recorded(connection, import_id, [outcome.product_id for outcome in changed])
    rows: dict[int, tuple[int, int, str | None, str]] = {}
    for outcome in changed:
        before, after = outcome.before, outcome.after
        if outcome.product_id in earlier:
            first, then = earlier[outcome.product_id]
            before = None if first is None else {**(before or {}), **first}
            after = {**then, **after}
        earlier[outcome.product_id] = (before, after)
        texts = (None if before is None else _text(before), _text(after) if after else "{}")
        rows[outcome.product_id] = (import_id, outcome.product_id, *texts)
    # Not OR REPLACE: with foreign keys it opens a savepoint for each row, and takes a hundred times as long.
    connection.executemany(
        """INSERT INTO import_changes VALUES (?, ?, ?, ?) ON CONFLICT (import_id, product_id)
        DO UPDATE SET before = excluded.before, after = excluded.after""",
        list(rows.values()),
    )


def _recorded(
    connection: sqlite3.Connection, import_id: int, product_ids: Sequence[int]
) -> dict[int, _Change]:
    rows = connection.execute(
        """SELECT c.product_id, c.before, c.after FROM json_each(?) w
        CROSS JOIN import_changes c ON c.import_id = ? AND c.product_id = w.value""",
        (json.dumps(list(product_ids)), import_id),
    ).fetchall()
    return {
        number: (None if before is None else json.loads(before), json.loads(after))
        for number, before, after in rows
    }


def record_archived(connection: sqlite3.Connection, import_id: int, product_ids: Sequence[int]) -> None:
    """Note that an import archived products: call it before they are, within the caller's transaction."""
    moment = now()
    live, gone = {"deleted_at": 0, "archived_at": 0}, {"deleted_at": moment, "archived_at": moment}
    outcomes = [PutOutcome(number, "updated", before=live, after=gone) for number in product_ids]
    record(connection, import_id, outcomes)
    for number in product_ids:
        connection.execute(
            "UPDATE products SET deleted_at = ?, archived_at = ? WHERE id = ? AND deleted_at = 0",
            (moment, moment, number),
        )


def change_of(connection: sqlite3.Connection, import_id: int, product_id: int) -> str:
    """What an import has made of a product so far: 'added', 'updated' or 'unchanged'."""
    row = connection.execute(
        "SELECT before, after FROM import_changes WHERE import_id = ? AND product_id = ?",
        (import_id, product_id),
    ).fetchone()
    if row is None:
        return "unchanged"
    came_back = row[0] is not None and json.loads(row[0]).get("deleted_at")
    return "added" if row[0] is None or came_back else "updated"


def swap(connection: sqlite3.Connection, import_id: int, *, undo: bool) -> Swap:
    """Take an import back, or make it again, within the caller's transaction.

    Only what still is as the import left it (or, to make it again, as it was before) changes: what was
    edited by hand since stays.
    """
    done = Swap()
    rows = connection.execute(
        "SELECT product_id, before, after FROM import_changes WHERE import_id = ? ORDER BY product_id",
        (import_id,),
    ).fetchall()
    for product_id, before, after in rows:
        if before is None:
            _swap_added(connection, product_id, undo=undo, done=done)
        else:
            states = json.loads(before), json.loads(after)
            _swap_changed(connection, product_id, _Way(*(states if undo else states[::-1])), done)
    return done


def _swap_added(connection: sqlite3.Connection, product_id: int, *, undo: bool, done: Swap) -> None:
    row = connection.execute("SELECT sku, deleted_at FROM products WHERE id = ?", (product_id,)).fetchone()
    if row is None or bool(row[1]) is undo or (not undo and _is_taken(connection, row[0])):
        return
    connection.execute(
        "UPDATE products SET deleted_at = ?, archived_at = 0 WHERE id = ?", (now() if undo else 0, product_id)
    )
    pictures = [picture.id for picture in stored_pictures(connection, product_id)]
    (done.gone if undo else done.back).extend(pictures)
    done.changed.append(product_id)


def _is_taken(connection: sqlite3.Connection, sku: str) -> bool:
    statement = "SELECT 1 FROM products WHERE sku = ? AND deleted_at = 0"
    return connection.execute(statement, (sku,)).fetchone() is not None


def _swap_changed(connection: sqlite3.Connection, product_id: int, way: _Way, done: Swap) -> None:
    names = (*FIELDS, *_STATES)
    row = connection.execute(
        f"SELECT {', '.join(names)} FROM products WHERE id = ?", (product_id,)
    ).fetchone()
    if row is None:
        return
    stored = dict(zip(names, row, strict=True))
    facts = [name for name in way.wanted if name in stored]
    changes = {
        name: way.wanted[name]
        for name in facts
        if stored[name] == way.expected.get(name) and stored[name] != way.wanted[name]
    }
    if changes.get("deleted_at") == 0 and _is_taken(connection, stored["sku"]):
        changes = {}
    kept = any(stored[name] not in (way.expected.get(name), way.wanted[name]) for name in facts)
    album_kept = _swap_pictures(connection, product_id, way, changes, done)
    if "deleted_at" in changes:
        ids = [picture.id for picture in stored_pictures(connection, product_id)]
        (done.gone if changes["deleted_at"] else done.back).extend(ids)
    if changes:
        _set_keys(changes)
        update(connection, product_id, changes)
        done.changed.append(product_id)
    if kept or album_kept:
        done.kept.append(product_id)


def _swap_pictures(
    connection: sqlite3.Connection, product_id: int, way: _Way, changes: dict[str, Any], done: Swap
) -> bool:
    """Bring back the pictures of `wanted`; whether they stay because they were changed since."""
    if "pictures" not in way.wanted:
        return False
    wanted: list[int] = way.wanted["pictures"]
    now_there = [picture.id for picture in stored_pictures(connection, product_id)]
    if now_there == wanted:
        return False
    if now_there != way.expected.get("pictures"):
        return True
    removed = [number for number in now_there if number not in wanted]
    shelve(connection, removed, now())
    back = unshelve(connection, [number for number in wanted if number not in now_there])
    order = [number for number in wanted if number in now_there or number in back]
    connection.executemany("UPDATE pictures SET position = ? WHERE id = ?", list(enumerate(order)))
    changes["picture_id"] = order[0] if order else None
    done.gone += removed
    done.back += back
    return False


def _set_keys(changes: dict[str, Any]) -> None:
    if "name" in changes:
        set_name(changes, changes["name"])
    if "sku" in changes:
        changes["sku_key"] = sort_key(changes["sku"])


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
