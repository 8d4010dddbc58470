"""Checks of a catalog: what `check` and `doctor` report."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

_TINY = 1e-20
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its stable name, whether all is well, and what was found."""

    name: str
    ok: bool
    detail: str


def run_checks(connection: sqlite3.Connection, *, full: bool) -> list[CheckResult]:
    """Run every check; one that cannot read the file fails and the others go on.

    Args:
        connection: a reader or the writer; a writer also compares the search index with the texts.
        full: also read every page and every vector (minutes for large catalogs, not seconds).
    """
    checks: tuple[tuple[str, Callable[[sqlite3.Connection, bool], tuple[bool, str]]], ...] = (
        ("file", _file),
        ("links", _links),
        ("products", _products),
        ("search", _search),
        ("vectors", _vectors),
        ("thumbnails", _thumbnails),
    )
    results = []
    for name, check in checks:
        try:
            ok, detail = check(connection, full)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _DAMAGE:
                raise
            ok, detail = False, str(error)
        results.append(CheckResult(name, ok, detail))
    return results


def _one(connection: sqlite3.Connection, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])


def _file(connection: sqlite3.Connection, full: bool) -> tuple[bool, str]:
    pragma = "integrity_check" if full else "quick_check"
    lines = [str(line) for (line,) in connection.execute(f"PRAGMA {pragma}(20)")]
    return lines == ["ok"], "; ".join(lines)


def _links(connection: sqlite3.Connection, full: bool) -> tuple[bool, str]:
    broken = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    main = _one(
        connection,
        """SELECT count(*) FROM products p WHERE p.picture_id IS NOT (
            SELECT i.id FROM pictures i WHERE i.product_id = p.id ORDER BY i.position, i.id LIMIT 1)""",
    )
    if broken or main:
        return False, f"{broken} rows without their owner, {main} products with a wrong main picture"
    return True, "every picture, thumbnail and vector has its owner"


def _products(connection: sqlite3.Connection, full: bool) -> tuple[bool, str]:
    live = _one(connection, "SELECT count(*) FROM products WHERE deleted_at = 0")
    deleted = _one(connection, "SELECT count(*) FROM products WHERE deleted_at <> 0")
    pictures = _one(connection, "SELECT count(*) FROM pictures")
    unreadable = _one(connection, "SELECT count(*) FROM products WHERE NOT json_valid(attributes)")
    detail = f"{live} products, {deleted} deleted, {pictures} pictures"
    return not unreadable, f"{detail}, {unreadable} with unreadable attributes" if unreadable else detail


def _search(connection: sqlite3.Connection, full: bool) -> tuple[bool, str]:
    missing = _one(
        connection, "SELECT count(*) FROM products WHERE id NOT IN (SELECT id FROM products_fts_docsize)"
    )
    surplus = _one(
        connection, "SELECT count(*) FROM products_fts_docsize WHERE id NOT IN (SELECT id FROM products)"
    )
    if missing or surplus:
        return False, f"{missing} products cannot be found by their words, {surplus} entries have no product"
    if not _one(connection, "PRAGMA query_only"):
        return _compare_words(connection)
    if full:
        _read_words(connection)
    return True, "every product is in the word index"


def _compare_words(connection: sqlite3.Connection) -> tuple[bool, str]:
    """FTS5's own comparison with the texts: a command to the index, for which SQLite asks for a writer."""
    try:
        connection.execute("INSERT INTO products_fts (products_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_CORRUPT_VTAB:
            raise
        return False, "the word index is not in step with the products"
    return True, "the word index is in step with the products"


def _read_words(connection: sqlite3.Connection) -> None:
    """Read every page of the word index; a damaged one raises."""
    connection.execute("PRAGMA query_only = OFF")  # for a table in memory; the file is opened for reading
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, products_fts, 'row')")
        connection.execute("SELECT total(cnt) FROM temp.words").fetchone()
        connection.execute("DROP TABLE temp.words")
    finally:
        connection.execute("PRAGMA query_only = ON")


def _vectors(connection: sqlite3.Connection, full: bool) -> tuple[bool, str]:
    sizes: dict[str, dict[int, int]] = {}
    rows = connection.execute("SELECT space, length(vector), count(*) FROM embeddings GROUP BY 1, 2")
    for space, length, number in rows:
        sizes.setdefault(space, {})[length] = number
    wrong = [
        f"{space}: lengths of {sorted(lengths)} bytes"
        for space, lengths in sizes.items()
        if len(lengths) > 1 or any(length == 0 or length % 4 for length in lengths)
    ]
    if not wrong and full:
        wrong = _unusable(connection)
    detail = ", ".join(f"{sum(lengths.values())} of {space}" for space, lengths in sizes.items())
    return not wrong, "; ".join(wrong) or detail or "none"


def _unusable(connection: sqlite3.Connection) -> list[str]:
    import numpy as np

    wrong = []
    for picture, space, blob in connection.execute("SELECT picture_id, space, vector FROM embeddings"):
        vector = np.frombuffer(blob, "<f4")
        if not np.isfinite(vector).all() or float(vector @ vector) < _TINY:
            wrong.append(f"{space}: picture {picture} has an unusable vector")
    return wrong[:20]


def _thumbnails(connection: sqlite3.Connection, full: bool) -> tuple[bool, str]:
    missing = _one(
        connection, "SELECT count(*) FROM pictures WHERE id NOT IN (SELECT picture_id FROM thumbnails)"
    )
    return not missing, f"{missing} pictures have none" if missing else "every picture has one"
