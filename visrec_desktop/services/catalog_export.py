"""The catalog as a sheet that any spreadsheet program opens, and that an import takes back unchanged."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import picture_file
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import Filters, Product, Sort
from visrec_desktop.data.imports import stored_paths
from visrec_desktop.sources.tables.writing import write_csv

if TYPE_CHECKING:
    from visrec_desktop.data.reader import CatalogReader
    from visrec_desktop.services.workspace import Workspace

_FIELDS = ("sku", "name", "category", "brand", "colour", "size", "price", "currency", "stock", "description")
_PAGE = 500


def export_catalog(workspace: Workspace, target: Path, token: CancelToken) -> Generator[Progress, None, int]:
    """Write every product with all its facts and the paths of its pictures as a CSV file; how many products.

    A cell that a spreadsheet program would run as a formula is made harmless; importing undoes that. Any
    thread with a reader.

    Raises:
        KnownError: `OWN_FILE` for a file of the program's own, or why the file cannot be written.
        Cancelled: the token was set; an older file of that name is untouched.
    """
    if workspace.paths.root in target.absolute().parents:
        raise KnownError(ErrorCode.OWN_FILE, str(target))
    reader = workspace.reader()
    ids = reader.product_ids(Filters(), Sort.SKU)
    yield Progress("exporting", 0, len(ids))
    facts = dict.fromkeys(chain.from_iterable(product.attributes for product in _products(reader, ids)))
    further = [name for name in facts if name.casefold() not in {*_FIELDS, "image"}]
    yield Progress("exporting", len(ids) // 2, len(ids))
    paths = stored_paths(reader)

    def rows() -> Iterator[list[str]]:
        for product in _products(reader, ids):
            token.check()
            pictures = [str(picture_file(path)) for path in paths.get(product.sku, ())]
            extra = [product.attributes.get(name, "") for name in further]
            yield [*_cells(product), "; ".join(pictures), *extra]

    write_csv(target, [*_FIELDS, "image", *further], rows())
    return len(ids)


def _products(reader: CatalogReader, ids: Iterable[int]) -> Iterator[Product]:
    rest = iter(ids)
    while page := list(islice(rest, _PAGE)):
        yield from reader.products(page, "")


def _cells(product: Product) -> list[str]:
    values = [getattr(product, name) for name in _FIELDS]
    return ["" if value is None else str(value) for value in values]
