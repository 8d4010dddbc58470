"""Putting one product with its pictures into the catalog: what an import does thousands of times."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from visrec_desktop.data.rows import FIELDS, columns, set_name
from visrec_desktop.data.text import decode_path, encode_path

if TYPE_CHECKING:
    import sqlite3

    from visrec_desktop.core.values import PictureDraft, ProductDraft


@dataclass(frozen=True, slots=True)
class PutOutcome:
    """What a `put` changed.

    Attributes:
        product_id: the product.
        change: 'added' (also: a deleted product came back), 'updated' or 'unchanged'.
        stale_pictures: new pictures, in order: they need a vector.
        removed_pictures: pictures that are gone, with their vectors.
        revived_pictures: pictures of a product that came back: their stored vectors count again.
    """

    product_id: int
    change: str
    stale_pictures: tuple[int, ...] = ()
    removed_pictures: tuple[int, ...] = ()
    revived_pictures: tuple[int, ...] = ()


@dataclass(slots=True)
class _Stored:
    id: int
    path: str
    sha256: str
    size_bytes: int
    mtime_ns: int
    position: int


@dataclass(frozen=True, slots=True)
class _Album:
    added: tuple[int, ...]
    removed: tuple[int, ...]
    main: int | None
    moved: bool


def now() -> int:
    """Microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def put_product(
    connection: sqlite3.Connection, product: ProductDraft, pictures: Sequence[PictureDraft] | None
) -> PutOutcome:
    """Add the product or bring the stored one up to date, within the caller's transaction.

    Fields that are None keep what is stored. `pictures` None leaves them as they are; otherwise they
    become exactly these, the first one the main one. A picture's id stands for its content: the same
    SHA-256 keeps id, vector and thumbnail, also under a new path; other content gets a new id.

    Raises:
        KnownError: `MISSING_SKU` or `BAD_VALUE`; nothing was written.
    """
    values = columns(product)
    row = connection.execute(
        f"""SELECT id, deleted_at, picture_id, {", ".join(FIELDS)} FROM products
        WHERE sku = ? ORDER BY deleted_at <> 0, deleted_at DESC LIMIT 1""",
        (values["sku"],),
    ).fetchone()
    if row is None:
        return _add(connection, values, pictures or ())
    number, deleted_at, picture_id = row[:3]
    changes = changed_columns(dict(zip(FIELDS, row[3:], strict=True)), values)
    stored = _stored_pictures(connection, number) if pictures is not None or deleted_at else []
    album = _Album((), (), picture_id, moved=False)
    if pictures is not None:
        album = _reconcile(connection, number, stored, pictures)
    if album.main != picture_id:
        changes["picture_id"] = album.main
    if deleted_at:
        changes |= {"deleted_at": 0, "created_at": now()}
    changed = bool(changes or album.added or album.removed or album.moved)
    if changed:
        update(connection, number, changes)
    revived = tuple(picture.id for picture in stored if deleted_at and picture.id not in album.removed)
    change = "added" if deleted_at else "updated" if changed else "unchanged"
    return PutOutcome(number, change, album.added, album.removed, revived)


def changed_columns(stored: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Those of `values` that differ from what is stored, with the keys that depend on them."""
    changes = {name: value for name, value in values.items() if name in stored and stored[name] != value}
    for name, key in (("name", "name_key"), ("sku", "sku_key")):
        if name in changes:
            changes[key] = values[key]
    return changes


def update(connection: sqlite3.Connection, product_id: int, changes: dict[str, Any]) -> None:
    """Set columns of a product and the time of its last change."""
    assignments = "".join(f"{name} = ?, " for name in changes)
    connection.execute(
        f"UPDATE products SET {assignments}updated_at = ? WHERE id = ?",
        (*changes.values(), now(), product_id),
    )


def _add(
    connection: sqlite3.Connection, values: dict[str, Any], pictures: Sequence[PictureDraft]
) -> PutOutcome:
    if "name" not in values:
        set_name(values, values["sku"])
    moment = now()
    values |= {"created_at": moment, "updated_at": moment}
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(
        f"INSERT INTO products ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    )
    number = int(cursor.lastrowid or 0)
    stale = tuple(_add_picture(connection, number, place, draft) for place, draft in enumerate(pictures))
    if stale:
        connection.execute("UPDATE products SET picture_id = ? WHERE id = ?", (stale[0], number))
    return PutOutcome(number, "added", stale)


def _stored_pictures(connection: sqlite3.Connection, product_id: int) -> list[_Stored]:
    rows = connection.execute(
        """SELECT id, path, sha256, size_bytes, mtime_ns, position FROM pictures
        WHERE product_id = ? ORDER BY position, id""",
        (product_id,),
    ).fetchall()
    return [_Stored(number, decode_path(path), *rest) for number, path, *rest in rows]


def _reconcile(
    connection: sqlite3.Connection,
    product_id: int,
    stored: Sequence[_Stored],
    drafts: Sequence[PictureDraft],
) -> _Album:
    """Make the product's pictures those of `drafts`."""
    left = list(stored)
    order: list[_Stored | None] = []
    for draft in drafts:
        same = [picture for picture in left if picture.sha256 == draft.sha256]
        match = next((picture for picture in same if picture.path == draft.path), same[0] if same else None)
        if match:
            left.remove(match)
        order.append(match)
    removed = tuple(picture.id for picture in left)
    connection.executemany("DELETE FROM pictures WHERE id = ?", [(number,) for number in removed])
    ids, stale, moved = [], [], False
    for place, (draft, match) in enumerate(zip(drafts, order, strict=True)):
        if match is None:
            stale.append(_add_picture(connection, product_id, place, draft))
            ids.append(stale[-1])
        else:
            moved |= match.position != place
            _keep_picture(connection, match, place, draft)
            ids.append(match.id)
    return _Album(tuple(stale), removed, ids[0] if ids else None, moved)


def _add_picture(connection: sqlite3.Connection, product_id: int, place: int, draft: PictureDraft) -> int:
    cursor = connection.execute(
        """INSERT INTO pictures (product_id, position, path, sha256, width, height, size_bytes, mtime_ns)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            product_id, place, encode_path(draft.path), draft.sha256,
            draft.width, draft.height, draft.size_bytes, draft.mtime_ns,
        ),
    )  # fmt: skip
    number = int(cursor.lastrowid or 0)
    connection.execute("INSERT INTO thumbnails (picture_id, jpeg) VALUES (?, ?)", (number, draft.thumbnail))
    return number


def _keep_picture(connection: sqlite3.Connection, match: _Stored, place: int, draft: PictureDraft) -> None:
    """The same content: note where it lies now, and give back a thumbnail that was lost."""
    before = (match.position, match.path, match.size_bytes, match.mtime_ns)
    if before != (place, draft.path, draft.size_bytes, draft.mtime_ns):
        connection.execute(
            "UPDATE pictures SET position = ?, path = ?, size_bytes = ?, mtime_ns = ? WHERE id = ?",
            (place, encode_path(draft.path), draft.size_bytes, draft.mtime_ns, match.id),
        )
    connection.execute(
        "INSERT OR IGNORE INTO thumbnails (picture_id, jpeg) VALUES (?, ?)", (match.id, draft.thumbnail)
    )
