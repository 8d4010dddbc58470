"""The catalog's schema, one step after another. Steps are append-only: a released step never changes.

Each step runs in one transaction with its bookkeeping, and ends by setting `user_version` to its number.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from visrec_desktop.data.connections import APPLICATION_ID

if TYPE_CHECKING:
    import sqlite3

catalog = Migrations("visrec.catalog")

# Times are microseconds since 1970, UTC. deleted_at 0 means live, so that (sku, deleted_at) is unique for
# live products and leaves deleted ones alone. Keys sort and compare as people expect (see data.text).
_PRODUCTS = """
CREATE TABLE products (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    category TEXT NOT NULL DEFAULT '',
    brand TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL DEFAULT '',
    size TEXT NOT NULL DEFAULT '',
    price INTEGER,
    currency TEXT NOT NULL DEFAULT '',
    stock INTEGER,
    picture_id INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER NOT NULL DEFAULT 0,
    sku_key TEXT NOT NULL,
    name_key TEXT NOT NULL,
    attributes TEXT NOT NULL DEFAULT '{}',
    description TEXT NOT NULL DEFAULT '',
    UNIQUE (sku, deleted_at)
)"""
_PICTURES = """
CREATE TABLE pictures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL
)"""
_THUMBNAILS = """
CREATE TABLE thumbnails (
    picture_id INTEGER PRIMARY KEY REFERENCES pictures (id) ON DELETE CASCADE,
    jpeg BLOB NOT NULL
)"""
_EMBEDDINGS = """
CREATE TABLE embeddings (
    picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    space TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (picture_id, space)
)"""
_INDEXES = (
    "CREATE INDEX products_by_name ON products (name_key) WHERE deleted_at = 0",
    "CREATE INDEX products_by_sku ON products (sku_key) WHERE deleted_at = 0",
    "CREATE INDEX products_by_price ON products (price, name_key) WHERE deleted_at = 0",
    "CREATE INDEX products_by_stock ON products (stock DESC, name_key) WHERE deleted_at = 0",
    "CREATE INDEX products_by_age ON products (created_at) WHERE deleted_at = 0",
    "CREATE INDEX products_by_category ON products (category) WHERE deleted_at = 0",
    "CREATE INDEX products_by_brand ON products (brand) WHERE deleted_at = 0",
    "CREATE INDEX products_by_colour ON products (colour) WHERE deleted_at = 0",
    "CREATE INDEX products_by_size ON products (size) WHERE deleted_at = 0",
    "CREATE INDEX products_by_currency ON products (currency) WHERE deleted_at = 0",
    "CREATE INDEX products_by_picture ON products (picture_id) WHERE deleted_at = 0",
    "CREATE INDEX pictures_by_product ON pictures (product_id, position)",
)
# The triggers fire only for what is searched: sqlite-utils' own would index a product again whenever its
# stock changes.
_SEARCH = (
    """CREATE VIRTUAL TABLE products_fts USING fts5 (
        sku, name, brand, category, description,
        content='products', content_rowid='id', prefix='2 3', tokenize='unicode61 remove_diacritics 2'
    )""",
    """CREATE TRIGGER products_fts_insert AFTER INSERT ON products BEGIN
        INSERT INTO products_fts (rowid, sku, name, brand, category, description)
        VALUES (new.id, new.sku, new.name, new.brand, new.category, new.description);
    END""",
    """CREATE TRIGGER products_fts_delete AFTER DELETE ON products BEGIN
        INSERT INTO products_fts (products_fts, rowid, sku, name, brand, category, description)
        VALUES ('delete', old.id, old.sku, old.name, old.brand, old.category, old.description);
    END""",
    """CREATE TRIGGER products_fts_update AFTER UPDATE OF sku, name, brand, category, description ON products
    BEGIN
        INSERT INTO products_fts (products_fts, rowid, sku, name, brand, category, description)
        VALUES ('delete', old.id, old.sku, old.name, old.brand, old.category, old.description);
        INSERT INTO products_fts (rowid, sku, name, brand, category, description)
        VALUES (new.id, new.sku, new.name, new.brand, new.category, new.description);
    END""",
)


@catalog()
def step_001_products_pictures_embeddings(db: Database) -> None:
    """Everything of the first release."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in (_PRODUCTS, _PICTURES, _THUMBNAILS, _EMBEDDINGS, *_INDEXES, *_SEARCH):
        db.execute(statement)
    db.table("meta").create({"key": str, "value": str}, pk="key", not_null={"value"})
    db.table("meta").insert_all(
        [{"key": "catalog_id", "value": str(uuid.uuid4())}, {"key": "vector_seq", "value": "0"}]
    )
    db.execute("PRAGMA user_version = 1")


# An import as it was planned and how far it has come. `plan` is compressed (see data.imports); `stored` and
# `read` are how many of its items have gone through the two passes. `ended_at` 0: under way, or cut off.
_IMPORTS = """
CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'running',
    plan BLOB,
    stored INTEGER NOT NULL DEFAULT 0,
    read INTEGER NOT NULL DEFAULT 0,
    counts TEXT NOT NULL DEFAULT '{}'
)"""
# What an import could not do; `number` is the item's place in the plan, -1 where it never became one.
_IMPORT_FAILURES = """
CREATE TABLE import_failures (
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    path TEXT NOT NULL,
    code TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
)"""
# What an import changed, so that it can be taken back and made again: the columns before and after, as
# JSON. `before` NULL: the product was not in the catalog. Pictures that went wait in `shelved_pictures`.
_IMPORT_CHANGES = """
CREATE TABLE import_changes (
    import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL,
    before TEXT,
    after TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (import_id, product_id)
) WITHOUT ROWID"""
_SHELVED = (
    """CREATE TABLE shelved_pictures (
        id INTEGER PRIMARY KEY,
        product_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        size_bytes INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        jpeg BLOB,
        shelved_at INTEGER NOT NULL
    )""",
    """CREATE TABLE shelved_embeddings (
        picture_id INTEGER NOT NULL REFERENCES shelved_pictures (id) ON DELETE CASCADE,
        space TEXT NOT NULL,
        vector BLOB NOT NULL,
        PRIMARY KEY (picture_id, space)
    )""",
)
# Which kind of sheet named a product last; `source` is an id of its headings, so that a newer sheet of the
# same supplier is known again under another file name.
_PRODUCT_SOURCES = """
CREATE TABLE product_sources (
    source TEXT NOT NULL,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    PRIMARY KEY (source, product_id)
) WITHOUT ROWID"""
# What the pictures show, derived from their thumbnails: made again where it is missing.
_PICTURE_FACTS = """
CREATE TABLE picture_facts (
    picture_id INTEGER PRIMARY KEY REFERENCES pictures (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    phash INTEGER NOT NULL,
    sharpness REAL NOT NULL,
    colours TEXT NOT NULL
)"""
# Values that were worked out for empty fields. `state`: 'proposed', 'accepted' or 'refused'.
_PROPOSALS = """
CREATE TABLE proposals (
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    confidence REAL NOT NULL,
    basis TEXT NOT NULL,
    likes TEXT NOT NULL DEFAULT '[]',
    state TEXT NOT NULL DEFAULT 'proposed',
    made_at INTEGER NOT NULL,
    PRIMARY KEY (product_id, field)
) WITHOUT ROWID"""
# Two products that look the same and are not: `first` is the smaller id.
_KEPT_APART = """
CREATE TABLE kept_apart (
    first INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    second INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    PRIMARY KEY (first, second)
) WITHOUT ROWID"""


@catalog()
def step_002_imports_and_health(db: Database) -> None:
    """Imports that can be undone and resumed, archived products, and what keeps a catalog in order."""
    # An archived product is a deleted one that is never tidied away.
    db.execute("ALTER TABLE products ADD COLUMN archived_at INTEGER NOT NULL DEFAULT 0")
    for statement in (
        _IMPORTS, _IMPORT_FAILURES, _IMPORT_CHANGES, *_SHELVED, _PRODUCT_SOURCES, _PICTURE_FACTS, _PROPOSALS,
        _KEPT_APART,
        "CREATE INDEX products_archived ON products (archived_at) WHERE archived_at <> 0",
        "CREATE INDEX import_failures_by_import ON import_failures (import_id)",
        "CREATE INDEX sources_by_product ON product_sources (product_id)",
        "CREATE INDEX kept_apart_second ON kept_apart (second)",
        "CREATE INDEX pictures_by_content ON pictures (sha256)",
        "CREATE INDEX pictures_by_path ON pictures (path)",
    ):  # fmt: skip
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the steps that `connection`'s database still lacks, in order.

    Args:
        connection: a writing connection in autocommit mode.

    Raises:
        sqlite3.Error: the running step is rolled back, the earlier ones stay.
    """
    catalog.apply(Database(connection))
