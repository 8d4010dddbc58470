"""What the pictures show, worked out once for each from its stored small copy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from visrec_desktop.data.errors import guarded
from visrec_desktop.data.selection import LIVE

if TYPE_CHECKING:
    from visrec_desktop.data.reader import CatalogReader
    from visrec_desktop.data.writer import CatalogWriter

_SIGN = 1 << 63
_WHOLE = 1 << 64
# Only main pictures are looked at: a second one may well be a close-up out of focus, or a table of sizes that
# many products share.
_UNMEASURED = f"""FROM products p CROSS JOIN thumbnails t ON t.picture_id = p.picture_id
    WHERE {LIVE} AND p.picture_id > ? AND NOT EXISTS (
        SELECT 1 FROM picture_facts f WHERE f.picture_id = p.picture_id AND f.version = ?)"""


class Unmeasured(NamedTuple):
    """A picture to be looked at: its small copy, and the size of the original in pixels."""

    picture_id: int
    jpeg: bytes
    width: int
    height: int


class Measured(NamedTuple):
    """What a picture shows. `phash` is a 64-bit hash, unsigned; `colours` are names with shares."""

    picture_id: int
    phash: int
    sharpness: float
    colours: tuple[tuple[str, float], ...]


class MainPicture(NamedTuple):
    """The facts of a live product's main picture, with the colour that the product is said to have."""

    product_id: int
    picture_id: int
    sha256: str
    colour: str
    phash: int
    sharpness: float
    colours: tuple[tuple[str, float], ...]


@guarded
def unmeasured_count(catalog: CatalogReader, version: int) -> int:
    """How many main pictures still have to be looked at."""
    return int(catalog.connection.execute(f"SELECT count(*) {_UNMEASURED}", (0, version)).fetchone()[0])


@guarded
def unmeasured(catalog: CatalogReader, version: int, limit: int, after: int = 0) -> list[Unmeasured]:
    """Up to `limit` main pictures without facts of this version, by id from `after` on."""
    rows = catalog.connection.execute(
        f"""SELECT p.picture_id, t.jpeg, i.width, i.height FROM (
            SELECT p.picture_id {_UNMEASURED} ORDER BY p.picture_id LIMIT ?) p
        JOIN thumbnails t ON t.picture_id = p.picture_id JOIN pictures i ON i.id = p.picture_id
        ORDER BY p.picture_id""",
        (after, version, limit),
    ).fetchall()
    return [Unmeasured(number, bytes(jpeg), width, height) for number, jpeg, width, height in rows]


@guarded
def store_facts(catalog: CatalogWriter, version: int, facts: Sequence[Measured]) -> None:
    """Keep facts; those of pictures that are gone by now are passed over."""
    rows = [
        (each.picture_id, version, _signed(each.phash), each.sharpness, json.dumps(each.colours))
        for each in facts
    ]
    with catalog.transaction():
        catalog.connection.executemany(
            """INSERT OR REPLACE INTO picture_facts (picture_id, version, phash, sharpness, colours)
            SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM pictures WHERE id = ?1)""",
            rows,
        )


@guarded
def main_pictures(catalog: CatalogReader, version: int) -> list[MainPicture]:
    """The main pictures that were looked at, by the products' names."""
    rows = catalog.connection.execute(
        f"""SELECT p.id, i.id, i.sha256, p.colour, f.phash, f.sharpness, f.colours
        FROM products p JOIN pictures i ON i.id = p.picture_id
        JOIN picture_facts f ON f.picture_id = i.id AND f.version = ?
        WHERE {LIVE} ORDER BY p.name_key, p.id""",
        (version,),
    ).fetchall()
    return [
        MainPicture(
            product,
            picture,
            sha256,
            colour,
            phash % _WHOLE,
            sharpness,
            tuple(map(tuple, json.loads(colours))),
        )
        for product, picture, sha256, colour, phash, sharpness, colours in rows
    ]


def _signed(phash: int) -> int:
    """SQLite's integers have a sign."""
    return phash - _WHOLE if phash >= _SIGN else phash
