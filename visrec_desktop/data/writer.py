"""Writing the catalog: one writer at a time, in one thread."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Self

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Product, ProductDraft
from visrec_desktop.data.connections import BUSY_MS, connect_writer
from visrec_desktop.data.creation import ensure_catalog
from visrec_desktop.data.errors import guarded
from visrec_desktop.data.putting import PutOutcome, changed_columns, now, put_product, update
from visrec_desktop.data.reader import CatalogReader
from visrec_desktop.data.rows import FIELDS, columns
from visrec_desktop.data.selection import id_list
from visrec_desktop.data.text import encode_path
from visrec_desktop.data.transactions import Transactions

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.core.values import PictureDraft

__all__ = ["CatalogWriter", "PutOutcome"]

_SECOND = 1_000_000  # of the stored microseconds


class CatalogWriter(CatalogReader):
    """The catalog with everything that changes it.

    Each method is a transaction of its own, or part of the one around it. Beyond the errors named, every
    method raises `DISK_FULL`, `CATALOG_LOCKED`, `CATALOG_DAMAGED` or `FOLDER_READ_ONLY`, and has then
    changed nothing.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection, path)
        self._transactions = Transactions(connection, path)

    @classmethod
    def open(cls, path: Path, *, busy_ms: int = BUSY_MS) -> Self:
        """Open the catalog for writing; creates it, or upgrades an older one after copying it.

        Raises:
            KnownError: `CATALOG_NEWER` or `CATALOG_DAMAGED` (the file stays untouched), `FOLDER_READ_ONLY`,
                `NO_PERMISSION`, `DISK_FULL`, `CATALOG_LOCKED`.
        """
        ensure_catalog(path)
        return cls(connect_writer(path, busy_ms=busy_ms), path)

    def stamp(self) -> int:
        """A number that changes with every commit of this writer; any thread may ask."""
        return self._transactions.commits + 1

    def transaction(self) -> AbstractContextManager[None]:
        """All of the block or nothing; may be nested, and then an inner block can fail alone."""
        return self._transactions.run()

    def vectors_changed(self) -> None:
        """Note that the running transaction changes which vectors count."""
        self._transactions.vectors_changed()

    @guarded
    def put(self, product: ProductDraft, pictures: Sequence[PictureDraft] | None) -> PutOutcome:
        """Add a product or bring it up to date: see `putting.put_product`.

        Raises:
            KnownError: `MISSING_SKU` or `BAD_VALUE`.
        """
        with self._transactions.run():
            outcome = put_product(self._db, product, pictures)
            if outcome.removed_pictures or outcome.revived_pictures:
                self._transactions.vectors_changed()
        return outcome

    @guarded
    def move_file(self, old: str, new: str) -> int:
        """Name a picture file's new place; how many pictures it is of."""
        with self.transaction():
            statement = "UPDATE pictures SET path = ? WHERE path = ?"
            return self._db.execute(statement, (encode_path(new), encode_path(old))).rowcount

    @guarded
    def store_vectors(self, space: str, picture_ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Store or replace the vectors (n, d) of n pictures; pictures that are gone by now are passed over.

        Raises:
            ValueError: the shapes do not fit, or a value is not finite.
        """
        import numpy as np

        rows = np.ascontiguousarray(vectors, dtype="<f4")
        if rows.ndim != 2 or len(rows) != len(picture_ids) or not rows.shape[1]:  # noqa: PLR2004 - a matrix
            raise ValueError(f"{rows.shape} vectors for {len(picture_ids)} pictures")
        if not np.isfinite(rows).all():
            raise ValueError("a vector is not finite")
        with self._transactions.run():
            self._db.executemany(
                """INSERT INTO embeddings (picture_id, space, vector)
                SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM pictures WHERE id = ?1)
                ON CONFLICT (picture_id, space) DO UPDATE SET vector = excluded.vector""",
                [(int(number), space, row.tobytes()) for number, row in zip(picture_ids, rows, strict=True)],
            )
            self._transactions.vectors_changed()

    @guarded
    def edit(self, product_id: int, draft: ProductDraft, space: str = "") -> Product:
        """Change the fields that are not None; an empty text clears one.

        Raises:
            KnownError: `UNKNOWN_PRODUCT`, `DUPLICATE_SKU`, `MISSING_SKU` or `BAD_VALUE`.
        """
        return self._change(product_id, columns(draft), space)

    @guarded
    def overwrite(self, product: Product, space: str = "") -> Product:
        """Set every field of `product` exactly (a price or stock of None is cleared); not its pictures.

        Raises:
            KnownError: as `edit`.
        """
        cleared: dict[str, Any] = {"price": None, "stock": None}
        draft = ProductDraft(**{name: getattr(product, name) for name in FIELDS})
        return self._change(product.id, cleared | columns(draft), space)

    @guarded
    def delete(self, product_ids: Sequence[int]) -> int:
        """Mark live products as deleted; answers how many were."""
        return self._mark(product_ids, "deleted_at = 0", now())

    @guarded
    def undelete(self, product_ids: Sequence[int]) -> int:
        """Bring deleted products back; answers how many came.

        Raises:
            KnownError: `DUPLICATE_SKU` when another product has taken the SKU since; none comes back then.
        """
        taken = self._db.execute(
            """SELECT p.sku FROM products p JOIN products other ON other.sku = p.sku AND other.deleted_at = 0
            WHERE p.deleted_at <> 0 AND p.id IN (SELECT value FROM json_each(?)) LIMIT 1""",
            (id_list(product_ids),),
        ).fetchone()
        if taken:
            raise KnownError(ErrorCode.DUPLICATE_SKU, taken[0])
        return self._mark(product_ids, "deleted_at <> 0", 0)

    @guarded
    def purge(self, older_than_s: float) -> int:
        """Really remove the products that were deleted more than this many seconds ago; answers how many.

        Archived products stay.
        """
        limit = now() - int(older_than_s * _SECOND)
        with self._transactions.run(durable=True):
            return self._db.execute(
                "DELETE FROM products WHERE deleted_at <> 0 AND deleted_at <= ? AND archived_at = 0", (limit,)
            ).rowcount

    @guarded
    def rebuild_search(self) -> None:
        """Make the word index anew from the products: the cure when its check fails."""
        with self._transactions.run():
            self._db.execute("INSERT INTO products_fts (products_fts) VALUES ('rebuild')")

    def _change(self, product_id: int, values: dict[str, Any], space: str) -> Product:
        with self._transactions.run(durable=True):
            stored = self._db.execute(
                f"SELECT {', '.join(FIELDS)} FROM products WHERE id = ? AND deleted_at = 0", (product_id,)
            ).fetchone()
            if stored is None:
                raise KnownError(ErrorCode.UNKNOWN_PRODUCT, values["sku"])
            changes = changed_columns(dict(zip(FIELDS, stored, strict=True)), values)
            if "sku" in changes and self.product_by_sku(values["sku"], space):
                raise KnownError(ErrorCode.DUPLICATE_SKU, values["sku"])
            if changes:
                update(self._db, product_id, changes)
            return self.products([product_id], space)[0]

    def _mark(self, product_ids: Sequence[int], state: str, deleted_at: int) -> int:
        with self._transactions.run(durable=True):
            number = self._db.execute(
                f"""UPDATE products SET deleted_at = ?, archived_at = 0
                WHERE {state} AND id IN (SELECT value FROM json_each(?))""",
                (deleted_at, id_list(product_ids)),
            ).rowcount
            if number:
                self._transactions.vectors_changed()
        return number
