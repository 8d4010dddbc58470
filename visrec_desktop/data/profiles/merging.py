"""Joining two records of one person, and taking them apart again.

Nothing is moved: the joined record keeps its events, answers and photos, and points to the one that stands
for it. Only the kept client's own fields change, and what they were is kept until the joining is undone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from visrec_desktop.core.clients import ClientId
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles.rows import FIELDS, keys
from visrec_desktop.data.profiles.values import Merge
from visrec_desktop.data.text import fold

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = (*FIELDS, "created_at", "updated_at")
_FIRST_GIVEN = ("currency", "age_band", "gender", "place")
# A joined record that has records joined to it brings them along, and takes them away again.
_PART = """WITH RECURSIVE part (id) AS (
    SELECT ? UNION SELECT c.id FROM clients c JOIN part ON c.merged_into = part.id
)"""


def join(connection: sqlite3.Connection, keep: int, gone: int, at: int) -> Merge:
    """Join `gone` to `keep`, both of them heads of their families, within the caller's transaction.

    Lists (sizes, likes, avoids, dates) are united; a field that `keep` leaves empty is taken from `gone`;
    contacts and notes stand one after the other. Answers are united in the order in which they were
    recorded, so that the last one counts, whichever record it was given for.
    """
    before, other = _fields(connection, keep), _fields(connection, gone)
    after = before | _united(before, other) | {"updated_at": at}
    _set(connection, keep, after)
    connection.execute("UPDATE clients SET merged_into = ? WHERE id = ?", (keep, gone))
    connection.execute("UPDATE clients SET family_id = ? WHERE family_id = ?", (keep, gone))
    cursor = connection.execute(
        "INSERT INTO merges (keep_id, gone_id, at, before, after) VALUES (?, ?, ?, ?, ?)",
        (keep, gone, at, json.dumps(before), json.dumps(after)),
    )
    return Merge(int(cursor.lastrowid or 0), ClientId(keep), ClientId(gone), at)


def part(connection: sqlite3.Connection, merge_id: int, at: int) -> int:
    """Take the newest joining of a client back, within the caller's transaction; answers the kept client.

    A field that was edited since keeps its edit; all others are again what they were before.

    Raises:
        KnownError: `NOTHING_TO_UNDO` when there is no such joining, or a later one stands above it.
    """
    row = connection.execute(
        "SELECT keep_id, gone_id, before, after FROM merges WHERE id = ?", (merge_id,)
    ).fetchone()
    if row is None:
        raise KnownError(ErrorCode.NOTHING_TO_UNDO, str(merge_id))
    keep, gone, before, after = row[0], row[1], json.loads(row[2]), json.loads(row[3])
    later = connection.execute(
        "SELECT 1 FROM merges WHERE (keep_id = :keep AND id > :id) OR gone_id = :keep",
        {"keep": keep, "id": merge_id},
    ).fetchone()
    if later:
        raise KnownError(ErrorCode.NOTHING_TO_UNDO, str(merge_id), "joined again since")
    current = _fields(connection, keep)
    edited = {name: value for name, value in current.items() if value != after[name]}
    if edited:
        edited["updated_at"] = at
    _set(connection, keep, before | edited)
    connection.execute("UPDATE clients SET merged_into = NULL WHERE id = ?", (gone,))
    connection.execute(
        f"{_PART} UPDATE clients SET family_id = ? WHERE id IN (SELECT id FROM part)", (gone, gone)
    )
    connection.execute("DELETE FROM merges WHERE id = ?", (merge_id,))
    return int(keep)


def _united(kept: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {name: kept[name] or other[name] for name in _FIRST_GIVEN}
    for name in ("sizes", "likes", "avoids", "dates"):
        values[name] = _united_lists(kept[name], other[name])
    if kept["budget_min"] is None and kept["budget_max"] is None:
        values |= {name: other[name] for name in ("budget_min", "budget_max")}
        if (other["budget_min"], other["budget_max"]) != (None, None):
            values["currency"] = other["currency"]
    values["contact"] = _one_after_the_other(kept["contact"], other["contact"], ", ")
    values["notes"] = _one_after_the_other(kept["notes"], other["notes"], "\n\n")
    values["created_at"] = min(kept["created_at"], other["created_at"])
    return values


def _united_lists(kept: str, other: str) -> str:
    entries: list[Any] = json.loads(kept)
    known = {_comparable(entry) for entry in entries}
    entries += [entry for entry in json.loads(other) if _comparable(entry) not in known]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def _comparable(entry: object) -> str:
    return fold(json.dumps(entry, ensure_ascii=False))


def _one_after_the_other(kept: str, other: str, between: str) -> str:
    if not other or other in kept:
        return kept
    return f"{kept}{between}{other}" if kept else other


def _fields(connection: sqlite3.Connection, client_id: int) -> dict[str, Any]:
    row = connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM clients WHERE id = ?", (client_id,)
    ).fetchone()
    return dict(zip(_COLUMNS, row, strict=True))


def _set(connection: sqlite3.Connection, client_id: int, values: dict[str, Any]) -> None:
    """Set the fields; the version grows, so that whoever edits the client elsewhere is told."""
    columns = values | keys(values)
    assignments = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(
        f"UPDATE clients SET {assignments}, version = version + 1 WHERE id = ?",
        (*columns.values(), client_id),
    )
