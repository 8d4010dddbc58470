"""Putting products with their pictures into the catalog: what an import does thousands of times."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from visrec_desktop.data.rows import FIELDS, columns, set_name
from visrec_desktop.data.shelf import shelve
from visrec_desktop.data.text import decode_path, encode_path

if TYPE_CHECKING:
    import sqlite3

    from visrec_desktop.core.values import PictureDraft, ProductDraft


class PutOutcome(NamedTuple):
    """What a `put` changed; a tuple, since a large sheet makes one for each of its rows.

    Attributes:
        product_id: the product.
        change: 'added' (also: a deleted product came back), 'updated' or 'unchanged'.
        stale_pictures: new pictures, in order: they need a vector.
        removed_pictures: pictures that are gone, with their vectors.
        revived_pictures: pictures of a product that came back: their stored vectors count again.
        before, after: the columns that changed, in stored form, with the ids of all `pictures` where those
            did; `before` is None for a product that is new. What `data.journal` keeps.
    """

    product_id: int
    change: str
    stale_pictures: tuple[int, ...] = ()
    removed_pictures: tuple[int, ...] = ()
    revived_pictures: tuple[int, ...] = ()
    before: dict[str, Any] | None = None
    after: Mapping[str, Any] = MappingProxyType({})

    @property
    def is_new(self) -> bool:
        """Whether it has just got its id: nothing was known of it, and there is nothing to go back to."""
        return self.change == "added" and self.before is None


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
    ids: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    moved: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.added or self.removed or self.moved)


def now() -> int:
    """Microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def put_product(
    connection: sqlite3.Connection,
    product: ProductDraft,
    pictures: Sequence[PictureDraft] | None,
    *,
    beside: bool = False,
) -> PutOutcome:
    """Add the product or bring the stored one up to date, within the caller's transaction.

    Fields that are None keep what is stored. `pictures` None leaves them as they are; otherwise they
    become exactly these, the first one the main one; with `beside` they come after those there are.
    A picture's id stands for its content: the same SHA-256 keeps id, vector and thumbnail, also under a new
    path; other content gets a new id. Pictures that go wait on the shelf (`data.shelf`).

    Raises:
        KnownError: `MISSING_SKU` or `BAD_VALUE`; nothing was written.
    """
    values = columns(product)
    row = connection.execute(
        f"""SELECT id, deleted_at, archived_at, picture_id, {", ".join(FIELDS)} FROM products
        WHERE sku = ? ORDER BY deleted_at <> 0, deleted_at DESC LIMIT 1""",
        (values["sku"],),
    ).fetchone()
    if row is None:
        return _add(connection, values, pictures or ())
    number, deleted_at, archived_at, main = row[:4]
    facts = dict(zip(FIELDS, row[4:], strict=True))
    changes = changed_columns(facts, values)
    before = {name: facts[name] for name in changes if name in facts}
    after = {name: changes[name] for name in before}
    stored = stored_pictures(connection, number) if pictures is not None or deleted_at else []
    album = _Album()
    if pictures is not None:
        album = _reconcile(connection, number, stored, pictures, beside=beside)
        if (first := album.ids[0] if album.ids else None) != main:
            changes["picture_id"] = first
        if album.changed:
            before["pictures"], after["pictures"] = [picture.id for picture in stored], list(album.ids)
    if deleted_at:
        changes |= {"deleted_at": 0, "archived_at": 0, "created_at": now()}
        before |= {"deleted_at": deleted_at, "archived_at": archived_at}
        after |= {"deleted_at": 0, "archived_at": 0}
    changed = bool(changes or album.changed)
    if changed:
        update(connection, number, changes)
    revived = tuple(picture.id for picture in stored if deleted_at and picture.id not in album.removed)
    change = "added" if deleted_at else "updated" if changed else "unchanged"
    return PutOutcome(number, change, album.added, album.removed, revived, before, after)


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


def stored_pictures(connection: sqlite3.Connection, product_id: int) -> list[_Stored]:
    """A product's pictures, the main one first."""
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
    *,
    beside: bool,
) -> _Album:
    """Make the product's pictures those of `drafts`, or put these after those there are."""
    left = list(stored)
    order: list[_Stored | PictureDraft] = []
    for draft in drafts:
        same = [picture for picture in left if picture.sha256 == draft.sha256]
        match = next((picture for picture in same if picture.path == draft.path), same[0] if same else None)
        if match is None:
            order.append(draft)
            continue
        left.remove(match)
        _refresh(connection, match, draft)
        order.append(match)
    if beside:
        order = [*stored, *(entry for entry in order if not isinstance(entry, _Stored))]
        left = []
    removed = tuple(picture.id for picture in left)
    shelve(connection, removed, now())
    ids, added, moved = [], [], False
    for place, entry in enumerate(order):
        if isinstance(entry, _Stored):
            moved |= entry.position != place
            _place(connection, entry, place)
            ids.append(entry.id)
        else:
            ids.append(_add_picture(connection, product_id, place, entry))
            added.append(ids[-1])
    return _Album(tuple(ids), tuple(added), removed, moved)


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


def _refresh(connection: sqlite3.Connection, match: _Stored, draft: PictureDraft) -> None:
    """The same content: note where it lies now, and give back a thumbnail that was lost."""
    if (match.path, match.size_bytes, match.mtime_ns) != (draft.path, draft.size_bytes, draft.mtime_ns):
        connection.execute(
            "UPDATE pictures SET path = ?, size_bytes = ?, mtime_ns = ? WHERE id = ?",
            (encode_path(draft.path), draft.size_bytes, draft.mtime_ns, match.id),
        )
    connection.execute(
        "INSERT OR IGNORE INTO thumbnails (picture_id, jpeg) VALUES (?, ?)", (match.id, draft.thumbnail)
    )


def _place(connection: sqlite3.Connection, picture: _Stored, place: int) -> None:
    if picture.position != place:
        connection.execute("UPDATE pictures SET position = ? WHERE id = ?", (place, picture.id))
