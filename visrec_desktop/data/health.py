"""What the products lack, as far as the tables tell by themselves."""

from __future__ import annotations

import json
from array import array
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from visrec_desktop.data.errors import guarded
from visrec_desktop.data.rows import ANALYSED
from visrec_desktop.data.selection import LIVE
from visrec_desktop.data.text import decode_path

if TYPE_CHECKING:
    from visrec_desktop.data.reader import CatalogReader

SMALL_SIDE = 200
"""A picture whose shorter side has fewer pixels is too small to be matched well."""


class Lack(StrEnum):
    """What can be found missing without looking at a picture."""

    PICTURE = "picture"
    LARGE_PICTURE = "large_picture"
    PRICE = "price"
    CATEGORY = "category"
    BRAND = "brand"
    COLOUR = "colour"
    STOCK_LEFT = "stock_left"
    STOCK_COUNT = "stock_count"
    ANALYSIS = "analysis"


_CONDITIONS = {
    Lack.PICTURE: "p.picture_id IS NULL",
    Lack.LARGE_PICTURE: f"""EXISTS (SELECT 1 FROM pictures i
        WHERE i.id = p.picture_id AND min(i.width, i.height) < {SMALL_SIDE})""",
    Lack.PRICE: "p.price IS NULL",
    Lack.CATEGORY: "p.category = ''",
    Lack.BRAND: "p.brand = ''",
    Lack.COLOUR: "p.colour = ''",
    Lack.STOCK_LEFT: "p.stock <= 0",
    Lack.STOCK_COUNT: "p.stock IS NULL",
    Lack.ANALYSIS: f"p.picture_id IS NOT NULL AND NOT {ANALYSED}",
}


class Held(NamedTuple):
    """How many live products there are, and how many of them say something of each fact."""

    products: int
    price: int
    category: int
    brand: int
    colour: int
    stock: int


@guarded
def lacking(catalog: CatalogReader, lack: Lack, space: str) -> array[int]:
    """The live products that lack this, by name; type 'q'."""
    statement = f"""SELECT json_group_array(id) FROM (
        SELECT p.id FROM products p WHERE {LIVE} AND {_CONDITIONS[lack]}
        ORDER BY p.name_key, p.id LIMIT -1)"""
    found = catalog.connection.execute(statement, {"space": space}).fetchone()[0]
    return array("q", json.loads(found))


@guarded
def picture_files(catalog: CatalogReader) -> list[tuple[int, str]]:
    """Product and path of each picture of the live products, by the products' names."""
    rows = catalog.connection.execute(
        f"""SELECT p.id, i.path FROM products p JOIN pictures i ON i.product_id = p.id
        WHERE {LIVE} ORDER BY p.name_key, p.id, i.position, i.id"""
    ).fetchall()
    return [(number, decode_path(path)) for number, path in rows]


@guarded
def held(catalog: CatalogReader) -> Held:
    """See `Held`."""
    row = catalog.connection.execute(
        f"""SELECT count(*), count(p.price), total(p.category <> ''), total(p.brand <> ''),
        total(p.colour <> ''), count(p.stock) FROM products p WHERE {LIVE}"""
    ).fetchone()
    return Held(*(int(number) for number in row))
