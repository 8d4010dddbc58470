"""Reading the catalog: what the window, the matching and the command line see."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Coverage, Facets, Filters, Picture, Product, Sort
from visrec_desktop.data.connections import BUSY_MS, connect_reader
from visrec_desktop.data.errors import guarded, translated
from visrec_desktop.data.rows import (
    ANALYSED,
    PICTURE_COLUMNS,
    PRODUCT_COLUMNS,
    picture_from_row,
    product_from_row,
)
from visrec_desktop.data.selection import LIVE, ORDERS, id_list, select
from visrec_desktop.data.text import clean, decode_path

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.data.checks import CheckResult


_NONE: Mapping[str, str] = {}
_SLICE = 32_768
"""Characters of a list of ids that are read in one go: between two, other threads have their turn."""


class ShelfRow(NamedTuple):
    """The columns of a product that ranking reads; `price` in units of its currency."""

    id: int
    sku: str
    name: str
    category: str
    brand: str
    colour: str
    size: str
    price: float | None
    currency: str
    stock: int | None
    picture_id: int | None
    attributes: Mapping[str, str]


class CatalogReader:
    """A read-only view of a catalog for one thread; each call sees the writer's last commit.

    Every method raises `KnownError`: `CATALOG_DAMAGED` when the file is broken, `CATALOG_LOCKED` when it
    stayed locked. A `space` names a model's vectors; '' stands for any model.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path

    @classmethod
    def open(cls, path: Path, *, busy_ms: int = BUSY_MS) -> Self:
        """Open the catalog at `path`; nothing is written.

        Raises:
            KnownError: `NOT_FOUND`, `CATALOG_NEWER`, `CATALOG_DAMAGED` or `NO_PERMISSION`.
        """
        return cls(connect_reader(path, busy_ms=busy_ms), path)

    @property
    def path(self) -> Path:
        """The database file."""
        return self._path

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for the other modules of this package."""
        return self._db

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        self._db.close()

    @guarded
    def count(self) -> int:
        """How many live products there are."""
        return int(self._db.execute("SELECT count(*) FROM products WHERE deleted_at = 0").fetchone()[0])

    @guarded
    def coverage(self, space: str) -> Coverage:
        """How many products can be found by photo: by their main picture's vector of `space`."""
        statement = f"""SELECT count(*), count(p.picture_id), total(p.picture_id IS NOT NULL AND {ANALYSED})
            FROM products p WHERE {LIVE}"""
        products, pictured, analysed = self._db.execute(statement, {"space": space}).fetchone()
        return Coverage(products, pictured, int(analysed))

    @guarded
    def facets(self) -> Facets:
        """The values of the live products, most frequent first; sizes are the cells split at commas."""
        from visrec_desktop.data.facets import read_facets

        return read_facets(self._db)

    @guarded
    def product_ids(self, filters: Filters, sort: Sort) -> array[int]:
        """All live products that pass, in order, as a complete array of type 'q'."""
        selection = select(self._db, filters)
        statement = f"SELECT p.id FROM products p WHERE {selection.where} ORDER BY {ORDERS[sort]}"
        return self._ids(statement, selection.values)

    @guarded
    def products(self, ids: Sequence[int], space: str) -> list[Product]:
        """The live products among `ids`, in their order."""
        statement = f"""SELECT {PRODUCT_COLUMNS} FROM json_each(:ids) wanted
            CROSS JOIN products p ON p.id = wanted.value WHERE {LIVE} ORDER BY wanted.key"""
        rows = self._db.execute(statement, {"ids": id_list(ids), "space": space}).fetchall()
        return [self._product(row) for row in rows]

    @guarded
    def product_by_sku(self, sku: str, space: str) -> Product | None:
        """The live product with exactly this SKU."""
        statement = f"SELECT {PRODUCT_COLUMNS} FROM products p WHERE p.sku = :sku AND {LIVE}"
        row = self._db.execute(statement, {"sku": clean(sku).strip(), "space": space}).fetchone()
        return None if row is None else self._product(row)

    @guarded
    def pictures(self, product_id: int) -> list[Picture]:
        """A product's pictures, the main one first."""
        statement = (
            f"SELECT {PICTURE_COLUMNS} FROM pictures i WHERE i.product_id = ? ORDER BY i.position, i.id"
        )
        return [picture_from_row(row) for row in self._db.execute(statement, (product_id,)).fetchall()]

    @guarded
    def picture(self, picture_id: int) -> Picture | None:
        """One picture, also of a deleted product."""
        statement = f"SELECT {PICTURE_COLUMNS} FROM pictures i WHERE i.id = ?"
        row = self._db.execute(statement, (picture_id,)).fetchone()
        return None if row is None else picture_from_row(row)

    @guarded
    def paths(self, picture_ids: Sequence[int]) -> dict[int, str]:
        """The path of each picture, also of deleted products; those that are gone are left out."""
        statement = "SELECT i.id, i.path FROM json_each(?) w CROSS JOIN pictures i ON i.id = w.value"
        rows = self._db.execute(statement, (id_list(picture_ids),)).fetchall()
        return {number: decode_path(path) for number, path in rows}

    @guarded
    def thumbnail(self, picture_id: int) -> bytes | None:
        """The JPEG of a picture."""
        row = self._db.execute("SELECT jpeg FROM thumbnails WHERE picture_id = ?", (picture_id,)).fetchone()
        return None if row is None else bytes(row[0])

    @guarded
    def picture_ids(self, filters: Filters) -> array[int]:
        """The pictures of the live products that pass, ascending, type 'q'."""
        selection = select(self._db, filters)
        statement = f"""SELECT i.id FROM products p JOIN pictures i ON i.product_id = p.id
            WHERE {selection.where} ORDER BY i.id"""
        return self._ids(statement, selection.values)

    @guarded
    def owners(self, picture_ids: Sequence[int]) -> dict[int, int]:
        """The live product of each picture; pictures without one are left out."""
        statement = f"""SELECT i.id, i.product_id FROM json_each(?) wanted
            CROSS JOIN pictures i ON i.id = wanted.value
            JOIN products p ON p.id = i.product_id WHERE {LIVE}"""
        return dict(self._db.execute(statement, (id_list(picture_ids),)).fetchall())

    @guarded
    def pictures_without_vector(self, space: str, limit: int, after: int = 0) -> list[Picture]:
        """Up to `limit` pictures of live products, by id from `after` on, that lack a vector of `space`."""
        statement = f"""SELECT {PICTURE_COLUMNS} FROM pictures i JOIN products p ON p.id = i.product_id
            WHERE i.id > ? AND {LIVE} AND NOT EXISTS (
                SELECT 1 FROM embeddings e WHERE e.picture_id = i.id AND e.space = ?)
            ORDER BY i.id LIMIT ?"""
        return [
            picture_from_row(row) for row in self._db.execute(statement, (after, space, limit)).fetchall()
        ]

    def vectors(
        self, space: str, chunk: int = 4096
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """All vectors of live products' pictures: ids (n,) ascending and rows (n, d), n at most `chunk`.

        The answer is one state of the catalog; do not write with the same connection while it is read.
        """
        statement = f"""SELECT i.id, e.vector FROM pictures i JOIN products p ON p.id = i.product_id
            JOIN embeddings e ON e.picture_id = i.id AND e.space = ? WHERE {LIVE} ORDER BY i.id"""
        with translated(self._path):
            cursor = self._db.execute(statement, (space,))
            try:
                while rows := cursor.fetchmany(chunk):
                    yield self._matrix(rows)
            finally:
                cursor.close()

    @guarded
    def vectors_of(
        self, space: str, picture_ids: Sequence[int]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The stored vectors among `picture_ids`, of live products: ids (n,) ascending and rows (n, d)."""
        statement = f"""SELECT i.id, e.vector FROM json_each(?) wanted
            CROSS JOIN pictures i ON i.id = wanted.value JOIN products p ON p.id = i.product_id
            JOIN embeddings e ON e.picture_id = i.id AND e.space = ? WHERE {LIVE} ORDER BY i.id"""
        return self._matrix(self._db.execute(statement, (id_list(picture_ids), space)).fetchall())

    @guarded
    def vector_count(self, space: str) -> int:
        """How many vectors of `space` the live products' pictures have: what an index must hold."""
        statement = f"""SELECT count(*) FROM pictures i JOIN products p ON p.id = i.product_id
            JOIN embeddings e ON e.picture_id = i.id AND e.space = ? WHERE {LIVE}"""
        return int(self._db.execute(statement, (space,)).fetchone()[0])

    @guarded
    def vector_seq(self) -> int:
        """A number that grows with every transaction that changes vectors of live products.

        It also differs between a catalog and an older copy of it that went on differently.
        """
        return int(self._meta("vector_seq"))

    @guarded
    def catalog_id(self) -> str:
        """The random id that this catalog was made with; a copy keeps it."""
        return self._meta("catalog_id")

    @guarded
    def stamp(self) -> int:
        """A number that changes when another connection has changed the catalog."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    @guarded
    def shelf_rows(self) -> list[ShelfRow]:
        """What ranking needs to know of each live product, by id ascending."""
        statement = f"""SELECT p.id, p.sku, p.name, p.category, p.brand, p.colour, p.size,
            p.price / 100.0, p.currency, p.stock, p.picture_id, p.attributes
            FROM products p WHERE {LIVE} ORDER BY p.id"""
        same: dict[str, str] = {}  # each value of a column once: a hundred thousand rows name a few brands
        found = []
        for number, sku, name, *labels, price, currency, stock, picture, facts in self._db.execute(statement):
            category, brand, colour, size, money = (
                same.setdefault(text, text) for text in (*labels, currency)
            )
            known = _NONE if facts == "{}" else json.loads(facts)
            row = (number, sku, name, category, brand, colour, size, price, money, stock, picture, known)
            found.append(ShelfRow._make(row))
        return found

    @guarded
    def picture_owners(self) -> tuple[array[int], array[int]]:
        """The pictures of the live products, ascending, and the product of each; both of type 'q'."""
        statement = f"""SELECT i.id, i.product_id FROM pictures i
            JOIN products p ON p.id = i.product_id WHERE {LIVE} ORDER BY i.id"""
        rows = self._db.execute(statement).fetchall()
        return array("q", [row[0] for row in rows]), array("q", [row[1] for row in rows])

    @guarded
    def known_files(self) -> dict[str, tuple[int, int, str]]:
        """Size in bytes, mtime in ns and SHA-256 of each picture file of the live products, by path."""
        statement = f"""SELECT i.path, i.size_bytes, i.mtime_ns, i.sha256
            FROM pictures i JOIN products p ON p.id = i.product_id WHERE {LIVE}"""
        rows = self._db.execute(statement).fetchall()
        return {decode_path(path): (size, mtime, sha256) for path, size, mtime, sha256 in rows}

    @guarded
    def check(self, *, full: bool) -> list[CheckResult]:
        """Check the file and what it says: see `data.checks`."""
        from visrec_desktop.data.checks import run_checks

        return run_checks(self._db, full=full)

    def _ids(self, statement: str, values: dict[str, object]) -> array[int]:
        # One JSON text is handed over in half the time of a row for each id. The LIMIT keeps SQLite from
        # regarding the order of a subquery as idle.
        packed = f"SELECT json_group_array(id) FROM ({statement} LIMIT -1)"
        return _numbers(self._db.execute(packed, values).fetchone()[0])

    def _meta(self, key: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KnownError(ErrorCode.CATALOG_DAMAGED, str(self._path), f"no {key}")
        return str(row[0])

    def _product(self, row: tuple[object, ...]) -> Product:
        try:
            return product_from_row(row)
        except ValueError as error:  # attributes that are not JSON
            raise KnownError(ErrorCode.CATALOG_DAMAGED, str(self._path), str(error)) from error

    def _matrix(self, rows: list[tuple[int, bytes]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        import numpy as np

        ids = np.array([number for number, _ in rows], dtype=np.int64)
        if not rows:
            return ids, np.empty((0, 0), dtype=np.float32)
        size = len(rows[0][1])
        if size == 0 or size % 4 or any(len(blob) != size for _, blob in rows):
            raise KnownError(ErrorCode.CATALOG_DAMAGED, str(self._path), "vectors of different lengths")
        flat = np.frombuffer(b"".join([blob for _, blob in rows]), dtype="<f4")
        return ids, flat.reshape(len(rows), -1)


def _numbers(text: str) -> array[int]:
    """The integers of a JSON list."""
    found = array("q")
    start, end = 1, len(text) - 1
    while start < end:
        stop = text.find(",", start + _SLICE)
        stop = end if stop < 0 else stop
        found.extend(map(int, text[start:stop].split(",")))
        start = stop + 1
    return found
