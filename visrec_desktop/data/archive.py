"""Products put away: not sold, not found, not listed, and never tidied away by themselves."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from visrec_desktop.data.errors import guarded
from visrec_desktop.data.putting import now
from visrec_desktop.data.rows import PRODUCT_COLUMNS, product_from_row
from visrec_desktop.data.selection import id_list

if TYPE_CHECKING:
    from visrec_desktop.core.values import Product
    from visrec_desktop.data.reader import CatalogReader
    from visrec_desktop.data.writer import CatalogWriter


@guarded
def archived_ids(catalog: CatalogReader) -> array[int]:
    """The archived products, the last one first; type 'q'."""
    statement = """SELECT json_group_array(id) FROM (
        SELECT id FROM products WHERE archived_at <> 0 AND deleted_at <> 0
        ORDER BY archived_at DESC, id LIMIT -1)"""
    return array("q", json.loads(catalog.connection.execute(statement).fetchone()[0]))


@guarded
def archived_products(catalog: CatalogReader, ids: Sequence[int], space: str) -> list[Product]:
    """The archived products among `ids`, in their order."""
    statement = f"""SELECT {PRODUCT_COLUMNS} FROM json_each(:ids) wanted
        CROSS JOIN products p ON p.id = wanted.value
        WHERE p.archived_at <> 0 AND p.deleted_at <> 0 ORDER BY wanted.key"""
    rows = catalog.connection.execute(statement, {"ids": id_list(ids), "space": space}).fetchall()
    return [product_from_row(row) for row in rows]


@guarded
def archive_products(catalog: CatalogWriter, ids: Sequence[int]) -> int:
    """Put live products away; answers how many were."""
    with catalog.transaction():
        number = catalog.connection.execute(
            """UPDATE products SET deleted_at = ?1, archived_at = ?1
            WHERE deleted_at = 0 AND id IN (SELECT value FROM json_each(?2))""",
            (now(), id_list(ids)),
        ).rowcount
        if number:
            catalog.vectors_changed()
    return int(number)
