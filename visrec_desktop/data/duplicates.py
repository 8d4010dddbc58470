"""Products that are one and the same, and those that only look so."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.errors import guarded
from visrec_desktop.data.putting import now, stored_pictures, update
from visrec_desktop.data.rows import FIELDS

if TYPE_CHECKING:
    from visrec_desktop.data.reader import CatalogReader
    from visrec_desktop.data.writer import CatalogWriter

PairOfIds = tuple[int, int]
_TEXTS = ("category", "brand", "colour", "size", "description")
_NUMBERS = ("price", "stock")
_PICTURE = "path, sha256, width, height, size_bytes, mtime_ns"


@dataclass(frozen=True, slots=True)
class MergeRecord:
    """What making one product of two changed, so that they can be parted again.

    Attributes:
        keep: the product that stays.
        gone: the one that went into the archive, whole: it can be restored by itself.
        copied: the pictures that the first one got: copies of the other's, with ids of their own.
        before, after: the columns of `keep` that were filled, in stored form.
    """

    keep: int
    gone: int
    copied: tuple[int, ...]
    before: dict[str, Any]
    after: dict[str, Any]


@guarded
def kept_apart(catalog: CatalogReader) -> set[PairOfIds]:
    """Pairs that somebody said are two products, the smaller id first."""
    return set(catalog.connection.execute("SELECT first, second FROM kept_apart").fetchall())


@guarded
def keep_apart(catalog: CatalogWriter, pairs: Iterable[PairOfIds]) -> None:
    """Remember that these are two products each."""
    with catalog.transaction():
        catalog.connection.executemany(
            """INSERT OR IGNORE INTO kept_apart (first, second) SELECT ?1, ?2
            WHERE (SELECT count(*) FROM products WHERE id IN (?1, ?2)) = 2""",
            [(min(pair), max(pair)) for pair in pairs],
        )


@guarded
def forget_apart(catalog: CatalogWriter, pairs: Iterable[PairOfIds]) -> None:
    """Let these pairs be asked about again."""
    with catalog.transaction():
        catalog.connection.executemany(
            "DELETE FROM kept_apart WHERE first = ? AND second = ?",
            [(min(pair), max(pair)) for pair in pairs],
        )


@guarded
def merge_products(catalog: CatalogWriter, keep: int, gone: int) -> MergeRecord:
    """Fill the gaps of `keep` from `gone`, give it copies of its other pictures, and archive `gone`.

    The search index is the caller's business: `copied` pictures are new, those of `gone` are gone.

    Raises:
        KnownError: `UNKNOWN_PRODUCT` when one of them is no longer in the catalog.
    """
    with catalog.transaction():
        kept, other = (_facts(catalog, number) for number in (keep, gone))
        after = _fillings(kept, other)
        before = {name: kept[name] for name in after}
        copied = _copy_pictures(catalog, keep, gone)
        changes = dict(after)
        if copied and kept["picture_id"] is None:
            changes["picture_id"] = copied[0]
        if changes:
            update(catalog.connection, keep, changes)
        moment = now()
        catalog.connection.execute(
            "UPDATE products SET deleted_at = ?1, archived_at = ?1 WHERE id = ?2", (moment, gone)
        )
        catalog.vectors_changed()
    return MergeRecord(keep, gone, copied, before, after)


@guarded
def part_products(catalog: CatalogWriter, record: MergeRecord) -> None:
    """Make two of them again: what was filled is emptied where nobody changed it since.

    Raises:
        KnownError: `DUPLICATE_SKU` when another product has taken the SKU of the archived one since.
    """
    with catalog.transaction():
        catalog.undelete([record.gone])
        ids = json.dumps(record.copied)
        catalog.connection.execute(
            "DELETE FROM pictures WHERE id IN (SELECT value FROM json_each(?))", (ids,)
        )
        kept = _facts(catalog, record.keep)
        changes = {name: value for name, value in record.before.items() if kept[name] == record.after[name]}
        left = stored_pictures(catalog.connection, record.keep)
        changes["picture_id"] = left[0].id if left else None
        update(catalog.connection, record.keep, changes)
        catalog.vectors_changed()


def _facts(catalog: CatalogReader, product_id: int) -> dict[str, Any]:
    names = (*FIELDS, "picture_id")
    row = catalog.connection.execute(
        f"SELECT {', '.join(names)} FROM products WHERE id = ? AND deleted_at = 0", (product_id,)
    ).fetchone()
    if row is None:
        raise KnownError(ErrorCode.UNKNOWN_PRODUCT, str(product_id))
    return dict(zip(names, row, strict=True))


def _fillings(kept: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What the other product says and the kept one does not, in stored form."""
    filled = {name: other[name] for name in _TEXTS if not kept[name] and other[name]}
    filled |= {name: other[name] for name in _NUMBERS if kept[name] is None and other[name] is not None}
    if "price" in filled and not kept["currency"] and other["currency"]:
        filled["currency"] = other["currency"]
    attributes = {**json.loads(other["attributes"]), **json.loads(kept["attributes"])}
    if attributes != json.loads(kept["attributes"]):
        filled["attributes"] = json.dumps(
            attributes, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
    return filled


def _copy_pictures(catalog: CatalogWriter, keep: int, gone: int) -> tuple[int, ...]:
    """Copies of the pictures whose content the kept product lacks, with thumbnail, vectors and facts."""
    connection = catalog.connection
    own = stored_pictures(connection, keep)
    known = {picture.sha256 for picture in own}
    place = max((picture.position for picture in own), default=-1)
    copied = []
    for picture in stored_pictures(connection, gone):
        if picture.sha256 in known:
            continue
        known.add(picture.sha256)
        place += 1
        cursor = connection.execute(
            f"""INSERT INTO pictures (product_id, position, {_PICTURE})
            SELECT ?, ?, {_PICTURE} FROM pictures WHERE id = ?""",
            (keep, place, picture.id),
        )
        number = int(cursor.lastrowid or 0)
        for table, columns in _OF_PICTURES.items():
            connection.execute(
                f"""INSERT INTO {table} (picture_id, {columns})
                SELECT ?, {columns} FROM {table} WHERE picture_id = ?""",
                (number, picture.id),
            )
        copied.append(number)
    return tuple(copied)


_OF_PICTURES = {
    "thumbnails": "jpeg",
    "embeddings": "space, vector",
    "picture_facts": "version, phash, sharpness, colours",
}
