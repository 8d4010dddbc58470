"""From the rows of a table to items: facts, the pictures they name, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.pictures import is_file
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.data.text import clean
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.tables import Content, ReadTable
from visrec_desktop.services.importing.values import ImportItem, Link
from visrec_desktop.sources.tables.understanding import Row, is_blank, read_row
from visrec_desktop.sources.tables.vocabulary import IMAGE

_REPORT_EVERY = 2_000
_FACTS = ("name", "category", "brand", "colour", "size", "price", "currency", "stock", "description")


@dataclass(slots=True)
class Rows:
    """What the rows come to.

    Attributes:
        items: one for each row that can be used.
        failures: of rows that cannot.
        skipped: empty rows.
        refused: pictures of rows that failed: they are no products by themselves.
        barcodes: the barcode of each row that has one, to its place in `items`.
    """

    items: list[ImportItem] = field(default_factory=list)
    failures: list[ImportFailure] = field(default_factory=list)
    skipped: int = 0
    refused: set[Path] = field(default_factory=set)
    barcodes: dict[str, int] = field(default_factory=dict)


class Files:
    """The picture files that came along, found by the names that a sheet calls them."""

    def __init__(self, pictures: Sequence[Path]) -> None:
        self._by_name: dict[str, list[Path]] = {}
        for path in pictures:
            for key in {path.name.casefold(), path.stem.casefold()}:
                self._by_name.setdefault(key, []).append(path)

    def called(self, name: str, folder: Path) -> Path:
        """The file that a sheet in `folder` means by `name`: beside it, else one that came along.

        Of several files of one name, the one whose folders fit best. Without any, where it was looked for.
        """
        plain = name.replace("\\", "/")
        beside = folder / plain
        if is_file(beside):
            return beside
        wanted = [part.casefold() for part in Path(plain).parts]
        if not wanted:
            return beside
        found = self._by_name.get(wanted[-1], ())
        return max(found, key=lambda path: _shared_end(path, wanted), default=beside)


def _shared_end(path: Path, wanted: Sequence[str]) -> int:
    parts = [part.casefold() for part in path.parts]
    length = 0
    while length < min(len(parts), len(wanted)) and parts[-1 - length] == wanted[-1 - length]:
        length += 1
    return length


def read_rows(tables: Sequence[ReadTable], files: Files, token: CancelToken) -> Iterator[Progress | Rows]:
    """Read the rows of all used tables; the last thing yielded is what they come to.

    A SKU that one table names twice is used once. What a later table says of a SKU joins what is said
    already, and contradicts nothing of it.

    Raises:
        Cancelled: the token was set.
    """
    reading = _Reading(files)
    contents = [entry.content for entry in tables if entry.content is not None]
    total = sum(len(content.table.rows) for content in contents)
    done = 0
    for content in contents:
        reading.begin_table()
        for number in range(len(content.table.rows)):
            reading.read(content, number)
            done += 1
            if done % _REPORT_EVERY == 0:
                token.check()
                yield Progress("planning", done, total)
    yield reading.rows


class _Reading:
    """The rows read so far. A SKU has one row in a table, and one product in all of them."""

    def __init__(self, files: Files) -> None:
        self.rows = Rows()
        self._files = files
        self._own: dict[str, str] = {}  # of the table being read: SKU to the row that names it
        self._said: dict[str, ProductDraft] = {}

    def begin_table(self) -> None:
        """Another table begins."""
        self._own.clear()

    def read(self, content: Content, number: int) -> None:
        """Read one row."""
        table = content.table
        if is_blank(table.rows[number]):
            self.rows.skipped += 1
            return
        origin = table.origin(number)
        trouble: KnownError | None = None
        try:
            row = read_row(table, content.understanding, number)
        except KnownError as error:
            found = _without_what_is_wrong(content, number)
            if found is None:
                self._refuse(content, number, error)
                return
            row, trouble = found, error
        sku = clean(row.draft.sku).strip()  # as it is stored: its spellings in Unicode are one
        if sku in self._own:
            again = KnownError(ErrorCode.DUPLICATE_SKU, origin, f"{sku}: {self._own[sku]}")
            self._refuse(content, number, again)
            return
        self._own[sku] = origin
        named = tuple(self._files.called(name, table.path.parent) for name in row.images)
        draft = row.draft if sku not in self._said else _what_is_new(row.draft, self._said[sku])
        self._said[sku] = draft if sku not in self._said else _together(self._said[sku], draft)
        if row.barcode:
            self.rows.barcodes.setdefault(row.barcode, len(self.rows.items))
        self.rows.items.append(
            ImportItem(
                origin,
                draft,
                named,
                from_sheet=True,
                remarks=row.remarks,
                links=(Link.NAMED,) * len(named),
                source=content.source,
                trouble=None if trouble is None else ImportFailure.of(origin, trouble),
                absent=tuple(path for path in named if not is_file(path)),
            )
        )

    def _refuse(self, content: Content, number: int, error: KnownError) -> None:
        """A row that cannot be used: its pictures are no products by themselves."""
        table, columns = content.table, content.understanding.columns
        self.rows.failures.append(ImportFailure.of(table.origin(number), error))
        images = [table.rows[number][column] for column in columns.get(IMAGE, ())]
        names = [name for cell in images for name in (cell, *re.split(r"[;|\n]", cell))]
        names += [table.rows[number][column] for column in columns["sku"]]
        folder = table.path.parent
        self.rows.refused.update(self._files.called(name.strip(), folder) for name in names if name.strip())


def _without_what_is_wrong(content: Content, number: int) -> Row | None:
    """The row without the one cell, or two, that cannot be used; None where it is refused all the same."""
    columns = content.understanding.columns
    for left_out in (("price",), ("stock",), ("price", "stock"), (IMAGE,)):
        kept = {name: places for name, places in columns.items() if name not in left_out}
        try:
            return read_row(content.table, replace(content.understanding, columns=kept), number)
        except KnownError:
            continue
    return None


def _together(earlier: ProductDraft, draft: ProductDraft) -> ProductDraft:
    """What two tables say of a product."""
    said = {name: getattr(draft, name) for name in _FACTS if getattr(draft, name) not in (None, "")}
    attributes = {**(earlier.attributes or {}), **(draft.attributes or {})} or None
    return replace(earlier, attributes=attributes, **said)


def _what_is_new(draft: ProductDraft, earlier: ProductDraft) -> ProductDraft:
    """The draft without what another table has said already."""
    said = {name: None for name in _FACTS if getattr(earlier, name) not in (None, "")}
    attributes = {**(draft.attributes or {}), **(earlier.attributes or {})} or None
    return replace(draft, attributes=attributes, **said)  # type: ignore[arg-type]
