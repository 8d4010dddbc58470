"""Imports as the catalog keeps them: how far one has come, and the last ones, to be taken back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data import journal
from visrec_desktop.data.bulk import put_facts
from visrec_desktop.data.errors import translated
from visrec_desktop.data.putting import PutOutcome, now, put_product
from visrec_desktop.data.rows import FIELDS
from visrec_desktop.data.shelf import clear_shelf
from visrec_desktop.data.text import clean, decode_path, encode_path

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from visrec_desktop.core.values import PictureDraft, ProductDraft
    from visrec_desktop.data.reader import CatalogReader
    from visrec_desktop.data.writer import CatalogWriter

SaidFailure = tuple[int, str, str, str, str]
"""Of an item that could not be imported: its place in the plan, path, code, subject and detail."""
_COLUMNS = "id, title, started_at, state, stored, read, counts"
_USUAL_PAGES, _GATHERED_PAGES = 1_000, 16_384
"""Pages of 4 KiB after which a commit copies them to the catalog: SQLite's own number, and 64 MiB."""


class ImportRow(NamedTuple):
    """A stored import: `stored` and `read` tell how many of its items went through the two passes."""

    id: int
    title: str
    started_at: int
    state: str
    stored: int
    read: int
    counts: Mapping[str, int]


def list_imports(catalog: CatalogReader) -> list[ImportRow]:
    """The imports that are kept, newest first."""
    with translated(catalog.path):
        rows = catalog.connection.execute(f"SELECT {_COLUMNS} FROM imports ORDER BY id DESC").fetchall()
    return [ImportRow._make((*row[:-1], json.loads(row[-1]))) for row in rows]


def planned(catalog: CatalogReader, import_id: int) -> str | None:
    """The text that an import's plan was stored as; None where there is none, or no longer."""
    with translated(catalog.path):
        row = catalog.connection.execute("SELECT plan FROM imports WHERE id = ?", (import_id,)).fetchone()
    return None if row is None or row[0] is None else zlib.decompress(row[0]).decode("utf-8")


def failures(catalog: CatalogReader, import_id: int) -> list[SaidFailure]:
    """What an import could not do, in the order in which it was found."""
    with translated(catalog.path):
        rows = catalog.connection.execute(
            """SELECT number, path, code, subject, detail FROM import_failures
            WHERE import_id = ? ORDER BY id""",
            (import_id,),
        ).fetchall()
    return [(row[0], decode_path(row[1]), row[2], decode_path(row[3]), row[4]) for row in rows]


class ImportLog:
    """What an import writes. Every method is a transaction, or part of the one around it."""

    def __init__(self, writer: CatalogWriter) -> None:
        self._writer = writer
        self._db = writer.connection

    def transaction(self) -> AbstractContextManager[None]:
        """All of the block or nothing."""
        return self._writer.transaction()

    @contextmanager
    def many_rows(self) -> Iterator[None]:
        """For the time of the block, commits gather in the journal file (WAL) before they go to the catalog.

        Rows of a sheet touch nearly every page of the indexes: most pages are then copied once, not once a
        transaction. Whoever reads meanwhile finds what is committed, as ever.
        """
        self._db.execute(f"PRAGMA wal_autocheckpoint = {_GATHERED_PAGES}")
        try:
            yield
        finally:
            self._db.execute(f"PRAGMA wal_autocheckpoint = {_USUAL_PAGES}")

    def begin(self, title: str, plan: str) -> int:
        """Store a plan; the new import's number."""
        packed = zlib.compress(plan.encode("utf-8"), 1)
        with self.transaction():
            cursor = self._db.execute(
                "INSERT INTO imports (title, started_at, plan) VALUES (?, ?, ?)",
                (clean(title), now(), packed),
            )
        return int(cursor.lastrowid or 0)

    def advance(self, import_id: int, stored: int, read: int, counts: Mapping[str, int]) -> None:
        """Note how far it has come."""
        with self.transaction():
            self._db.execute(
                "UPDATE imports SET stored = ?, read = ?, counts = ? WHERE id = ?",
                (stored, read, json.dumps(counts), import_id),
            )

    def fail(self, import_id: int, said: Sequence[SaidFailure]) -> None:
        """Note what could not be done."""
        rows = [
            (import_id, number, encode_path(path), code, encode_path(subject), clean(detail))
            for number, path, code, subject, detail in said
        ]
        with self.transaction():
            self._db.executemany(
                """INSERT INTO import_failures (import_id, number, path, code, subject, detail)
                VALUES (?, ?, ?, ?, ?, ?)""",
                rows,
            )

    def change_of(self, import_id: int, sku: str) -> str:
        """What an import has made of a product so far: 'added', 'updated' or 'unchanged'."""
        row = self._db.execute(
            "SELECT id FROM products WHERE sku = ? AND deleted_at = 0", (clean(sku).strip(),)
        ).fetchone()
        return "unchanged" if row is None else journal.change_of(self._db, import_id, row[0])

    def remember(self, source: str, said: str) -> None:
        """Keep what the user said of the columns of a kind of sheet."""
        with self.transaction():
            self._db.execute(
                """INSERT INTO meta (key, value) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value""",
                (f"columns {source}", said),
            )

    def end(self, import_id: int, state: str) -> None:
        """Note how it ended; the plan of one that is done is not needed any more."""
        keep = "plan" if state in ("stopped", "running") else "NULL"
        with self.transaction():
            self._db.execute(
                f"UPDATE imports SET state = ?, ended_at = ?, plan = {keep} WHERE id = ?",
                (state, now(), import_id),
            )

    def put_facts(
        self, import_id: int, drafts: Sequence[ProductDraft], sources: Sequence[str]
    ) -> list[PutOutcome | KnownError]:
        """Store the facts of rows; see `bulk.put_facts`. `sources` names the kind of sheet of each row."""
        with self.transaction():
            outcomes = put_facts(self._db, drafts)
            done = [outcome for outcome in outcomes if isinstance(outcome, PutOutcome)]
            journal.record(self._db, import_id, done)
            self._note_sources(sources, outcomes)
            self._note_vectors(done)
        return outcomes

    def put(
        self, import_id: int, draft: ProductDraft, pictures: Sequence[PictureDraft], *, beside: bool
    ) -> tuple[PutOutcome, str, str]:
        """Store a product with its pictures; and what the import had made of it before this and has by now.

        Raises:
            KnownError: `MISSING_SKU` or `BAD_VALUE`; nothing was written.
        """
        with self.transaction():
            outcome = put_product(self._db, draft, pictures, beside=beside)
            earlier = journal.change_of(self._db, import_id, outcome.product_id)
            journal.record(self._db, import_id, [outcome])
            self._note_vectors([outcome])
            return outcome, earlier, journal.change_of(self._db, import_id, outcome.product_id)

    def archive(self, import_id: int, product_ids: Sequence[int]) -> list[int]:
        """Archive live products; the ids of their pictures, which can no longer be found."""
        with self.transaction():
            ids = json.dumps([int(number) for number in product_ids])
            pictures = self._db.execute(
                """SELECT i.id FROM pictures i JOIN products p ON p.id = i.product_id
                WHERE p.deleted_at = 0 AND p.id IN (SELECT value FROM json_each(?))""",
                (ids,),
            ).fetchall()
            journal.record_archived(self._db, import_id, product_ids)
            self._writer.vectors_changed()
        return [row[0] for row in pictures]

    def swap(self, import_id: int, *, undo: bool) -> journal.Swap:
        """Take an import back, or make one that was taken back again.

        Raises:
            KnownError: `NOTHING_TO_UNDO` where there is no such import, or none in that state.
        """
        with self.transaction():
            row = self._db.execute("SELECT state FROM imports WHERE id = ?", (import_id,)).fetchone()
            if row is None or (row[0] == "undone") is undo:
                raise KnownError(ErrorCode.NOTHING_TO_UNDO, str(import_id))
            swapped = journal.swap(self._db, import_id, undo=undo)
            self._db.execute(
                "UPDATE imports SET state = ?, plan = NULL WHERE id = ?",
                ("undone" if undo else "done", import_id),
            )
            if swapped.gone or swapped.back:
                self._writer.vectors_changed()
        return swapped

    def tidy(self, older_than_s: float) -> None:
        """Forget imports that ended longer ago than this, with what waited for their undo."""
        limit = now() - int(older_than_s * 1_000_000)
        with self.transaction():
            self._db.execute("DELETE FROM imports WHERE ended_at <> 0 AND started_at <= ?", (limit,))
            clear_shelf(self._db, limit)

    def _note_sources(self, sources: Sequence[str], outcomes: Sequence[PutOutcome | KnownError]) -> None:
        by_source: dict[str, list[int]] = {}
        for source, outcome in zip(sources, outcomes, strict=True):
            if source and isinstance(outcome, PutOutcome):
                by_source.setdefault(source, []).append(outcome.product_id)
        for source, ids in by_source.items():
            self._db.execute(
                """INSERT INTO product_sources (source, product_id)
                SELECT ?, value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING""",
                (source, json.dumps(ids)),
            )

    def _note_vectors(self, outcomes: Sequence[PutOutcome]) -> None:
        if any(outcome.removed_pictures or outcome.revived_pictures for outcome in outcomes):
            self._writer.vectors_changed()


def products_of_source(catalog: CatalogReader, source: str) -> list[tuple[int, str, str]]:
    """The live products that sheets of this kind have named: id, SKU and name, by SKU."""
    with translated(catalog.path):
        return catalog.connection.execute(
            """SELECT p.id, p.sku, p.name FROM product_sources s JOIN products p ON p.id = s.product_id
            WHERE s.source = ? AND p.deleted_at = 0 ORDER BY p.sku_key""",
            (source,),
        ).fetchall()


def stored_facts(catalog: CatalogReader) -> dict[str, tuple[Any, ...]]:
    """The columns `rows.FIELDS` of every live product in stored form, by SKU: what a plan compares with."""
    with translated(catalog.path):
        rows = catalog.connection.execute(f"SELECT {', '.join(FIELDS)} FROM products WHERE deleted_at = 0")
        return {row[0]: row for row in rows}


def stored_paths(catalog: CatalogReader) -> dict[str, list[str]]:
    """The picture files of each live product, the main one first, by SKU."""
    found: dict[str, list[str]] = {}
    with translated(catalog.path):
        rows = catalog.connection.execute(
            """SELECT p.sku, i.path FROM pictures i JOIN products p ON p.id = i.product_id
            WHERE p.deleted_at = 0 ORDER BY i.product_id, i.position, i.id"""
        )
        for sku, path in rows:
            found.setdefault(sku, []).append(decode_path(path))
    return found


def all_files(catalog: CatalogReader) -> dict[str, tuple[int, int, str]]:
    """As `known_files`, those of deleted and archived products included."""
    with translated(catalog.path):
        rows = catalog.connection.execute("SELECT path, size_bytes, mtime_ns, sha256 FROM pictures")
        return {decode_path(path): (size, mtime, sha256) for path, size, mtime, sha256 in rows}


def remembered(catalog: CatalogReader, source: str) -> str | None:
    """What was said of the columns of a kind of sheet the last time, as `ImportLog.remember` got it."""
    with translated(catalog.path):
        row = catalog.connection.execute(
            "SELECT value FROM meta WHERE key = ?", (f"columns {source}",)
        ).fetchone()
    return None if row is None else str(row[0])


def used_paths(catalog: CatalogReader) -> list[str]:
    """Every picture file that the catalog refers to, those of deleted products and on the shelf included."""
    with translated(catalog.path):
        rows = catalog.connection.execute("SELECT path FROM pictures UNION SELECT path FROM shelved_pictures")
        return [decode_path(path) for (path,) in rows]
